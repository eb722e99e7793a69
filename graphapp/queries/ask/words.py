"""Text as words that can be compared: without case, accents, endings and the spelling of one country."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

AND = "and"
NOT = "without"
"""One word for all that deny: a question that says it is another question."""

_SPLIT = re.compile(r"[^\w'’‘`´+&]+|_")
_POSSESSIVE = re.compile(r"['’‘`´]s\b|['’‘`´]")
_PLUS = re.compile(r"(\d) ?\+")
_NOUN = re.compile(r"ifications?\b")
_LOST_E = re.compile(r"[^aeiou][aeiou][^aeiouwxy]")
_AMERICAN = re.compile(r"i[sz](e|ed|es|er|ing|ation|ations)\b")
_DENIALS = """
no not lack lacks lacking missing except excluding never none nobody nothing dont doesnt isnt arent hasnt havent wasnt
"""
_SAME = {
    "or": AND, **dict.fromkeys(_DENIALS.split(), NOT),
    "center": "centre", "centers": "centre", "program": "programme", "programs": "programme", "behavior": "behaviour",
    "people": "person", "kids": "children", "child": "children", "held": "hold", "led": "lead", "ran": "run", "sat": "sit",
    "said": "say", "made": "make", "took": "take", "taken": "take",
    "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
    "eleven": "11", "twelve": "12",
}  # fmt: skip
"""Words that mean the same wherever they stand; what belongs to one question stands in its header."""

_GLUE_WORDS = """
a about all am an any anything are as at be been being but by can could did do does each ever every find for from get
give gives given got had has have having here how i if in into is it its just kindly let list look looks me my of on only our out
please see shall should show shows so some such tell than that the their them then there these they this those to too up
us want was we were what whats which will with would you your im id ive exactly currently actually also
already may might must again now off over re
"""
_GLUE = frozenset(_GLUE_WORDS.split())
_SIGNALS = frozenset(("who", "whom", "whose", "when", "why", "many", "much", "often", "long", "old", "far", "where"))
_ENDINGS = (
    ("ies", "y", 3), ("sses", "ss", 2), ("ches", "ch", 2), ("shes", "sh", 2), ("xes", "x", 2), ("s", "", 3),
)  # fmt: skip
_SUFFIXES = (("ment", 6), ("ation", 5), ("ate", 5), ("ory", 6), ("ing", 3), ("ion", 5), ("ed", 3), ("er", 5), ("or", 5))
_SHORTEST = 4


@dataclass(frozen=True)
class Word:
    """A word of a text.

    :param text: as it was typed
    :param plain: in small letters without accents
    :param stem: what it is compared by
    :param shouted: whether it is all capitals, as abbreviations are
    """

    text: str
    plain: str
    stem: str
    shouted: bool = False

    @property
    def is_glue(self) -> bool:
        """Whether it holds a sentence together and says nothing of what is asked."""
        return self.plain in _GLUE or self.stem == AND

    @property
    def is_signal(self) -> bool:
        """Whether it says what kind of answer is wanted: “who”, “when”, “how many”."""
        return self.plain in _SIGNALS


def words_of(text: str) -> list[Word]:
    """The words of *text* in their order.

    >>> [word.stem for word in words_of("Children's Centres & organizations")]
    ['children', 'centr', 'and', 'organis']
    """
    return [_word(piece) for piece in _SPLIT.split(_unfolded(text)) for piece in _pieces(piece)]


def stems_of(text: str) -> tuple[str, ...]:
    """What the words of a name are compared by, glue left out, but for a name that is nothing else.

    >>> stems_of("Identifying and meeting the needs")
    ('identify', 'and', 'meet', 'need')
    """
    words = words_of(text)
    kept = tuple(word.stem for word in words if word.stem == AND or not word.is_glue)
    return kept if set(kept) - {AND} else tuple(word.stem for word in words)


def _unfolded(text: str) -> str:
    """*text* without accents, and with words where it has signs."""
    plain = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return _PLUS.sub(r"\1 plus ", plain).replace("&", " & ")


def _pieces(text: str) -> list[str]:
    if text == "&":
        return [AND]
    return re.findall(r"[^\W_]+", _POSSESSIVE.sub("", text))


def _word(text: str) -> Word:
    plain = text.lower()
    return Word(text, plain, stem_of(plain), text.isupper() and len(text) > 1)


@lru_cache(maxsize=50_000)
def stem_of(plain: str) -> str:
    """*plain* without its ending, in British spelling.

    >>> [stem_of(word) for word in ("involves", "involvement", "planned", "agencies", "commissioner", "need")]
    ['involv', 'involv', 'plan', 'agency', 'commission', 'need']
    """
    same = _SAME.get(plain)
    if same in (AND, NOT):
        return same
    stem = _singular(_NOUN.sub("ify", _AMERICAN.sub(r"is\1", same or plain)))
    for suffix, shortest in _SUFFIXES:
        if stem.endswith(suffix) and len(stem) - len(suffix) >= shortest:
            stem = _whole(stem.removesuffix(suffix))
            break
    return stem[:-1] if stem.endswith("e") and len(stem) > _SHORTEST else stem


def _singular(word: str) -> str:
    if word.endswith(("ss", "us", "is")):
        return word
    for ending, instead, shortest in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            return word.removesuffix(ending) + instead
    return word


def _whole(stem: str) -> str:
    """*stem* as a word before an ending was added: “plann” is “plan”, “dat” is “date”."""
    if len(stem) >= _SHORTEST and stem[-1] == stem[-2] and stem[-1] in "bdgmnprt":
        return stem[:-1]
    return f"{stem}e" if _LOST_E.fullmatch(stem) else stem

"""How hard a text is to read: the grade of Flesch and Kincaid, years at school (Kincaid and others, 1975)."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"[.!?:;]+\s")
_WORD = re.compile(r"[A-Za-z]+(?:[’'][a-z]+)?")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?<=[^aeiouyl])e$|(?<=[^aeiouytd])ed$|(?<=[^aeiouycgsxz])es$")


def grade(text: str) -> float:
    """The grade of *text*: 9 is what people of fourteen read with ease.

    A part that ends with “:” or “;” counts as a sentence, as lists are read part by part.
    """
    words = _WORD.findall(text)
    sentences = [part for part in _SENTENCE.split(f"{text} ") if _WORD.search(part)]
    return 0.39 * len(words) / len(sentences) + 11.8 * sum(map(_syllables, words)) / len(words) - 15.59


def _syllables(word: str) -> int:
    return max(1, len(_VOWELS.findall(_SILENT.sub("", word.lower()))))

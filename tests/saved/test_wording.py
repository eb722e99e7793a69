"""Names and notes: every language is welcome, and nothing that hides or turns around what stands beside it."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from graphapp.errors import TextRefused
from graphapp.saved.wording import LONGEST_NAME, LONGEST_NOTE, Wording


@pytest.mark.parametrize(
    "name",
    [
        "Health actions on transition",
        "<script>alert(1)</script>",
        "'; DROP TABLE question; --",
        "Übergänge – für den Beirat, 3.5.",
        "الانتقال إلى الرشد",
        "گفت‌وگو",
        "Chuyển tiếp",
        "שָׁלוֹם לכולם",
        "成人への移行",
        "Plans 👩‍👩‍👧",
        "100% {sector} $sector",
    ],
)
def test_a_name_is_kept_as_it_was_written(name: str) -> None:
    assert Wording.read(name).name == unicodedata.normalize("NFC", name)


def test_spaces_that_nobody_sees_are_tidied() -> None:
    assert Wording.read("  for \u00a0 the   board ", " one \r\n\r\n\r\n\r\n two  \r\n") == Wording("for the board", "one\n\ntwo")


def test_a_note_may_be_left_out() -> None:
    assert Wording.read("A name").note == ""


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "needs a name with a letter or a figure"),
        ("   ", "needs a name with a letter or a figure"),
        ("?!…", "needs a name with a letter or a figure"),
        ("👋", "needs a name with a letter or a figure"),
        ("a" * (LONGEST_NAME + 1), f"has {LONGEST_NAME + 1} characters; the most is {LONGEST_NAME}"),
        ("a" * 100_000, "has 100000 characters"),
        ("a\nb", "The name holds a control character (U+000A); write it without."),
        ("a\tb", "a control character (U+0009)"),
        ("a\0b", "a control character (U+0000)"),
        ("a\x1b[31mb", "a control character (U+001B)"),
        ("a\u202eb", "a mark that turns the direction of writing (U+202E)"),
        ("a\u2066b", "turns the direction of writing"),
        ("a\u200fb", "turns the direction of writing"),
        ("a\u200bb", "an invisible character (U+200B)"),
        ("a\ufeffb", "an invisible character (U+FEFF)"),
        ("a\u2028b", "a line separator"),
        ("a\ue000b", "a character that has no meaning for others"),
        ("a\U000e0041b", "an invisible character (U+E0041)"),
        ("a\ud800b", "one half of a character"),
        ("a\uffffb", "a character that does not exist"),
        ("a\ufffdb", "a mark in the place of a character that was lost"),
        ("a" + "\u0336\u0337\u0338\u0332\u0333" * 3, "more than 4 marks on one letter"),
    ],
)
def test_a_name_that_is_not_taken_is_told_why(name: str, words: str) -> None:
    with pytest.raises(TextRefused) as caught:
        Wording.read(name)
    assert words in str(caught.value)
    assert str(caught.value).isprintable(), "the sentence itself holds nothing of the kind"


def test_the_longest_name_and_note_are_taken() -> None:
    found = Wording.read("n" * LONGEST_NAME, "ö" * LONGEST_NOTE)
    assert (len(found.name), len(found.note)) == (LONGEST_NAME, LONGEST_NOTE)


@pytest.mark.parametrize(
    ("note", "words"),
    [
        ("a" * (LONGEST_NOTE + 1), f"The note has {LONGEST_NOTE + 1} characters; the most is {LONGEST_NOTE}."),
        ("\n".join("abcdefghijk"), "The note has 11 lines; the most is 10."),
        ("a\rb", "The note holds a control character (U+000D)"),
        ("a\u202eb", "turns the direction"),
    ],
)
def test_a_note_that_is_not_taken_is_told_why(note: str, words: str) -> None:
    with pytest.raises(TextRefused) as caught:
        Wording.read("A name", note)
    assert words in str(caught.value)


def taken(name: str, note: str) -> Wording | None:
    """What is kept of a name and a note; None where they are refused."""
    try:
        return Wording.read(name, note)
    except TextRefused:
        return None


@given(st.text(max_size=150), st.text(max_size=600))
@example("a\u0130", "\r\n")
def test_whatever_is_written_is_refused_or_kept_tidy(name: str, note: str) -> None:
    found = taken(name, note)
    if found is None:
        return
    assert 0 < len(found.name) <= LONGEST_NAME
    assert len(found.note) <= LONGEST_NOTE
    assert found.name == " ".join(found.name.split())
    assert Wording.read(found.name, found.note) == found, "what is tidy stays as it is"
    for char in found.name + found.note.replace("\n", ""):
        assert unicodedata.category(char) not in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
        assert unicodedata.bidirectional(char) not in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}

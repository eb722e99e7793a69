"""The grade of a text grows with its words and its sentences."""

from __future__ import annotations

import pytest

from tests.reading import grade


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("The cat sat on the mat. It was a good day.", -3, 2),
        ("Each statement says which row it stands in, so you can look it up.", 2, 7),
        ("Organisational interoperability necessitates comprehensive harmonisation of administrative terminologies.", 25, 60),
    ],
)
def test_a_text_has_the_grade_that_readers_would_give_it(text: str, least: float, most: float) -> None:
    assert least <= grade(text) <= most


def test_the_same_words_in_more_sentences_are_easier() -> None:
    assert grade("We look, and we ask, and we write it down.") > grade("We look. And we ask. And we write it down.")

"""Words are broken and cut so that they fit, by a measure that is no less than what is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.drawings.lettering import ELLIPSIS, clipped, width, wrapped

SIZE = 14.0


@given(st.text(max_size=400), st.floats(20, 600))
def test_what_is_cut_is_no_wider_than_it_may_be(words: str, most: float) -> None:
    assert width(clipped(words, most, SIZE), SIZE) <= most


@given(st.text(max_size=400), st.floats(20, 600), st.integers(1, 6))
def test_no_line_is_too_wide_and_there_are_no_more_than_allowed(words: str, most: float, lines: int) -> None:
    broken = wrapped(words, most, SIZE, lines)
    assert len(broken) <= lines
    assert all(width(line, SIZE) <= most for line in broken)


@given(st.lists(st.sampled_from(["Hampshire", "Parent", "Carer", "a"]), min_size=1, max_size=8))
def test_what_fits_is_whole(words: list[str]) -> None:
    text = " ".join(words)
    assert clipped(text, 10_000, SIZE) == text
    assert " ".join(wrapped(text, 80, SIZE, 100)) == text


def test_what_is_cut_ends_with_an_ellipsis() -> None:
    assert clipped("x" * 400, 100, SIZE).endswith(ELLIPSIS)
    assert wrapped("many words " * 40, 100, SIZE, 2)[-1].endswith(ELLIPSIS)


@pytest.mark.parametrize("words", ["Hampshire Parent/Carer Network", "école", "Zürich", "100% of 25"])
def test_letters_with_marks_are_as_wide_as_without(words: str) -> None:
    plain = words.replace("é", "e").replace("ü", "u")
    assert width(words, SIZE) == width(plain, SIZE)


def test_bold_is_wider_and_wide_scripts_are_wider_still() -> None:
    assert width("name", SIZE, bold=True) > width("name", SIZE)
    assert width("漢字", SIZE) > width("ab", SIZE)

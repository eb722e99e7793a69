"""Long lists in pages."""

from __future__ import annotations

from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from graphapp.web.pages import page_of

APP = Flask(__name__)


@given(st.integers(0, 5_000), st.integers(1, 100), st.data())
def test_pages_hold_everything_once_and_link_to_their_neighbours(count: int, size: int, data: st.DataObject) -> None:
    last = max(1, -(-count // size))
    number = data.draw(st.integers(1, last))
    with APP.test_request_context(f"/?page={number}"):
        shown, pages = page_of(range(count), size, str)
    assert list(shown) == list(range(count))[(number - 1) * size : number * size]
    linked = {link.number for link in pages.links}
    wanted = {1, last, max(1, number - 1), min(last, number + 1)} if last > 1 else set()
    assert wanted <= linked
    assert len(linked) <= 40

"""Ids and keys: drawn, not counted; of a key nothing is kept that gives it away."""

from __future__ import annotations

import pytest

from graphapp.saved import keys


def test_ids_and_keys_have_a_form_that_is_known_again() -> None:
    assert all(keys.is_id(keys.new_id()) and keys.is_key(keys.new_key()) for _ in range(200))


def test_no_two_are_alike_and_every_place_varies() -> None:
    ids = {keys.new_id() for _ in range(2_000)}
    assert len(ids) == 2_000
    assert all(len(set(letters)) == 32 for letters in zip(*ids, strict=True)), "80 bits, none of them fixed"


@pytest.mark.parametrize("text", ["", "0", "O" * 16, "0" * 15, "0" * 17, "0" * 15 + "\n", "../../../../../..", "0" * 26])
def test_what_has_another_form_is_no_id(text: str) -> None:
    assert not keys.is_id(text)


@pytest.mark.parametrize("text", ["", "0" * 16, "0" * 27, "i" * 26, "0" * 26 + "\n"])
def test_what_has_another_form_is_no_key(text: str) -> None:
    assert not keys.is_key(text)


def test_a_key_fits_its_own_digest_alone() -> None:
    one, other = keys.new_key(), keys.new_key()
    assert keys.fits(one, keys.digest(one))
    assert not keys.fits(other, keys.digest(one))
    assert not keys.fits("", keys.digest(one))
    assert not keys.fits("\ud800", keys.digest(one)), "what is no text is no key"


def test_a_digest_does_not_show_its_key() -> None:
    key = keys.new_key()
    assert key.encode() not in keys.digest(key)

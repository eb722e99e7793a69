"""Ids and keys: both are drawn at random, so that nobody guesses either; of a key only a digest is kept."""

from __future__ import annotations

import re
import secrets
from hashlib import sha256
from hmac import compare_digest

_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"
"""Thirty-two that nobody mistakes for each other when they are read aloud: no i, l, o or u."""

_ID_LENGTH, _KEY_LENGTH = 16, 26
"""80 and 130 bits: among ten thousand ids, a guess hits one in 10^20 times."""

_ID = re.compile(f"[{_LETTERS}]{{{_ID_LENGTH}}}")
_KEY = re.compile(f"[{_LETTERS}]{{{_KEY_LENGTH}}}")


def new_id() -> str:
    """An id that nobody can guess; whoever has it may open the question."""
    return _drawn(_ID_LENGTH)


def new_key() -> str:
    """A key; whoever has it may delete the question."""
    return _drawn(_KEY_LENGTH)


def is_id(text: str) -> bool:
    """Whether *text* has the form of an id."""
    return bool(_ID.fullmatch(text))


def is_key(text: str) -> bool:
    """Whether *text* has the form of a key."""
    return bool(_KEY.fullmatch(text))


def digest(key: str) -> bytes:
    """What is kept of *key*. It has 130 random bits, so a fast digest hides it as well as a slow one."""
    return sha256(key.encode(errors="surrogatepass")).digest()


def fits(key: str, kept: bytes) -> bool:
    """Whether *kept* is the digest of *key*; the time that this takes says nothing about it."""
    return compare_digest(digest(key), kept)


def _drawn(length: int) -> str:
    return "".join(secrets.choice(_LETTERS) for _ in range(length))

"""Long lists in pages: which is asked for, and links to the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from flask import request

from graphapp.errors import InputError, NoSuchPage
from graphapp.hints import nearest, repeated

PAGE = "page"
_MOST_DIGITS = 6
_MOST_LINKED = 40
"""Pages up to which each is linked; of more, those around the one that is shown, and every tenth part."""

_AROUND = 2

T = TypeVar("T")


@dataclass(frozen=True)
class PageLink:
    """A page of a list."""

    number: int
    href: str
    is_current: bool


@dataclass(frozen=True)
class Pages:
    """Which part of a list is shown.

    :param first: the number of its first item, counted from 1
    :param last: that of its last item
    :param total: how many items there are
    """

    first: int
    last: int
    total: int
    links: tuple[PageLink, ...]


def page_of(items: Sequence[T], size: int, address: Callable[[int], str]) -> tuple[Sequence[T], Pages]:
    """Those of *items* that stand on the page that is asked for, and what to say of it.

    :param address: where the page with a number is
    :raises InputError: when what is asked for is no page
    :raises NoSuchPage: when it is beyond the end
    """
    number, last = _asked_number(), max(1, -(-len(items) // size))
    if number > last:
        raise NoSuchPage(number, last, size)
    start = (number - 1) * size
    shown = items[start : start + size]
    links = tuple(PageLink(each, address(each), each == number) for each in _linked(number, last))
    return shown, Pages(start + 1, start + len(shown), len(items), links if last > 1 else ())


def _asked_number() -> int:
    given = request.args.getlist(PAGE) or ["1"]
    text = given[0]
    if len(given) > 1 or not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS and int(text)):
        raise InputError(f"“{repeated(', '.join(given))}” is no page; pages are numbered from 1.")
    return int(text)


def _linked(number: int, last: int) -> Iterable[int]:
    """The pages that are linked from the page with *number*."""
    if last <= _MOST_LINKED:
        return range(1, last + 1)
    near = range(max(1, number - _AROUND), min(last, number + _AROUND) + 1)
    return sorted({1, last, *near, *range(1, last, -(-last // 10))})


def one(name: str) -> str:
    """The value of *name* in the address, empty where there is none.

    :raises InputError: when there are several
    """
    given = request.args.getlist(name)
    if len(given) > 1:
        raise InputError(f"“{name}” stands in the address twice; send it once.")
    return "".join(given)


def refuse_other_names(known: Sequence[str]) -> None:
    """Refuse an address with a name that is none of *known*: what it asks for would be passed over in silence.

    :raises InputError: naming the nearest
    """
    for name in request.args:
        if name not in known:
            near = nearest(name[:80], known)
            hint = f" Did you mean “{near[0]}”?" if near else f" It may have {', '.join(known) or 'no question mark'}."
            raise InputError(f"This address cannot have “{repeated(name)}”.{hint}")

"""What a page about a thing shows: plain values, so that templates never see a graph."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.things.places import Place


@dataclass(frozen=True)
class Link:
    """Something to show: its label, and where its page is, when it is a thing."""

    label: str
    href: str | None = None
    iri: str | None = None


@dataclass(frozen=True)
class Ground:
    """Why a value is shown: *words* such as “Stated in”, and links to statements, rules and things."""

    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Value:
    """A value of a property. *tier* is empty for what is stated, else “derived” or “context”; *order* is -1 for what has none."""

    link: Link
    place: Place | None
    tier: str
    grounds: tuple[Ground, ...]
    order: int = -1


@dataclass(frozen=True)
class Group:
    """What one property says of a thing.

    :param count: how many values there are, in words: “12”, or “more than 500”
    :param following: where more of a long group is
    """

    label: str
    values: tuple[Value, ...]
    count: str = ""
    following: Link | None = None
    preceding: Link | None = None


@dataclass(frozen=True)
class ThingView:
    """A thing as its page shows it.

    :param kinds: its most specific classes; one that a rule concluded says by which
    :param place: where it stands, when it is a statement
    :param quotation: the statement's exact words, where the document is attached
    :param outgoing: what is said of it
    :param incoming: what other things say with it
    :param is_part: whether this is one long group alone
    :param asked_at: the path of the page where it is asked, when it is a saved question
    """

    iri: str
    title: str
    kinds: tuple[Value, ...]
    other_names: tuple[str, ...]
    definition: str
    notes: tuple[str, ...]
    place: Place | None
    quotation: str | None
    outgoing: tuple[Group, ...]
    incoming: tuple[Group, ...]
    is_part: bool = False
    asked_at: str | None = None

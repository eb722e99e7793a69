"""What a page about a thing shows: plain values, so that templates never see a graph."""

from __future__ import annotations

from dataclasses import dataclass

from graphapp.things.marks import Mark
from graphapp.things.places import Place


@dataclass(frozen=True)
class Link:
    """Something to show: its label, and where its page is, when it is a thing.

    :param quotation: the exact words of a statement, where the document is attached
    """

    label: str
    href: str | None = None
    iri: str | None = None
    quotation: str | None = None


@dataclass(frozen=True)
class Ground:
    """Why a value is shown: *words* such as “Stated in”, and links to statements, rules and things."""

    words: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class Value:
    """A value of a property.

    :param tier: empty for what is stated, else “derived” or “context”
    :param order: its place among others; -1 for what has none
    :param mark: what is shown beside a statement or a figure
    """

    link: Link
    place: Place | None
    tier: str
    grounds: tuple[Ground, ...]
    order: int = -1
    mark: Mark | None = None


@dataclass(frozen=True)
class Group:
    """What one relation says of a thing; *values* is empty where its document should say something, and does not.

    :param count: how many values there are, in words: “12”, or “more than 50”
    :param following: where more of a long group is
    """

    label: str
    values: tuple[Value, ...]
    count: str = ""
    following: Link | None = None
    preceding: Link | None = None


@dataclass(frozen=True)
class Section:
    """Groups under one *heading*; *look* says how they are shown (:mod:`.relations`)."""

    heading: str
    look: str
    groups: tuple[Group, ...]


@dataclass(frozen=True)
class ThingView:
    """A thing as its page shows it.

    :param kinds: its most specific classes; one that a rule concluded says by which
    :param sentence: what it is, made from its facts, and what is not stated; empty for a page of a long list
    :param origin: where what is said of it comes from, when that is not a self-evaluation; empty otherwise
    :param place: where it stands, when it is a statement
    :param mark: how it is rated or how far it has come, when it is a statement; its figure, when it is a measurement
    :param quotation: the statement's exact words, where the document is attached
    :param sections: what is said of it, and what other things say with it
    :param is_part: whether this is one long group alone
    :param asked_at: the path of the page where it is asked, when it is a saved question
    """

    iri: str
    title: str
    kinds: tuple[Value, ...]
    sentence: str
    origin: str
    other_names: tuple[str, ...]
    definition: str
    notes: tuple[str, ...]
    place: Place | None
    mark: Mark | None
    quotation: str | None
    sections: tuple[Section, ...]
    is_part: bool = False
    asked_at: str | None = None

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups of all sections that have values."""
        return tuple(group for section in self.sections for group in section.groups if group.values)

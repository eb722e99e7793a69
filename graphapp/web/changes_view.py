"""What the pages of changes show: two versions, facts by thing, rows by table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from rdflib import URIRef
from rdflib.namespace import SKOS

from graphapp.changes.facts import Edit, Fact, ThingChanges
from graphapp.changes.packs import PackChanges
from graphapp.changes.rows import Row, RowChanges
from graphapp.changes.versions import Pair
from graphapp.namespaces import Naming
from graphapp.store.base import Store
from graphapp.store.versions import Manifest
from graphapp.things.view import Link
from graphapp.web.links import path_to

PER_PAGE = 50
"""Things on a page."""

MOST_ROWS = 200
"""Rows of one table that a page shows; data have them all."""


def published(manifest: Manifest) -> str:
    """When a version was published, for people."""
    moment = datetime.fromisoformat(manifest.created)
    moment = moment.astimezone(UTC) if moment.tzinfo else moment
    return f"{moment.day} {moment:%B %Y, %H:%M}"


@dataclass(frozen=True)
class PairView:
    """Two versions that are compared, as the head of a page says it.

    :param swapped: where they are compared the other way round
    """

    old: Manifest
    new: Manifest
    old_date: str
    new_date: str
    is_same: bool
    is_backwards: bool
    swapped: str


def pair_view(pair: Pair, swapped: str) -> PairView:
    """*pair* for the head of a page."""
    old, new = pair.old.manifest, pair.new.manifest
    return PairView(old, new, published(old), published(new), pair.is_same, pair.is_backwards, swapped)


@dataclass(frozen=True)
class Linker:
    """Links things to their pages, where the version that is served has one: of two that are compared, neither need be it.

    A page names the same things in many places, so each is looked up once.
    """

    store: Store
    naming: Naming
    _gone: dict[str, bool] = field(default_factory=dict, init=False, repr=False, compare=False)

    def link(self, label: str, iri: str | None) -> Link:
        """The thing *iri*, which is called *label*; without a page, as plain text is, where it has none now."""
        return Link(label, self.naming.page(iri) if iri and not self.is_gone(iri) else None, iri)

    def is_gone(self, iri: str) -> bool:
        """Whether *iri* is of a kind that has pages, and is no longer published."""
        whole = iri.partition("#")[0]
        if whole not in self._gone:
            self._gone[whole] = (self.naming.page(whole) or "").startswith("/doc/") and not self._is_published(URIRef(whole))
        return self._gone[whole]

    def _is_published(self, whole: URIRef) -> bool:
        """Whether anything is said of *whole*, or it is a list with members."""
        said, listed = self.store.quads(whole, most=1), self.store.quads(predicate=SKOS.inScheme, value=whole, most=1)
        return any(True for found in (said, listed) for _ in found)


@dataclass(frozen=True)
class EditView:
    """What became of one value of a property.

    :param kind: “Added”, “Removed” or “Changed”
    :param before: what went, if anything did
    """

    kind: str
    label: str
    before: Link | None
    after: Link | None
    is_derived: bool


@dataclass(frozen=True)
class ChangedThing:
    """A thing with what changed of it.

    :param is_gone: whether it is no longer published
    """

    link: Link
    edits: tuple[EditView, ...]
    is_gone: bool


def changed_things(things: Iterable[ThingChanges], linker: Linker) -> tuple[ChangedThing, ...]:
    """*things* with links to their pages."""
    return tuple(
        ChangedThing(linker.link(it.label, it.iri), tuple(_edit(edit, linker) for edit in it.edits), linker.is_gone(it.iri))
        for it in things
    )


def _edit(edit: Edit, linker: Linker) -> EditView:
    fact = edit.fact
    return EditView(edit.kind, fact.words[0], _value(edit.before, linker), _value(edit.after, linker), fact.is_derived)


def _value(fact: Fact | None, linker: Linker) -> Link | None:
    return linker.link(fact.words[1], fact.value_iri) if fact else None


@dataclass(frozen=True)
class ComparedView:
    """One page of what changed between two versions, or of one thing.

    :param thing: the one thing, where the page is about one
    :param count: of the things that changed in all
    :param previous: where the page before is, if there is one
    """

    pair: PairView
    thing: Link | None
    things: tuple[ChangedThing, ...]
    count: int
    number: int
    last: int
    previous: str
    following: str
    patch: str
    json: str
    feed: str


@dataclass(frozen=True)
class CellChange:
    """A cell of a row: what stands in it, and what stood in it where that is something else."""

    now: Link
    before: Link | None = None


@dataclass(frozen=True)
class ChangedRow:
    """A row that came, went or changed: “Added”, “Removed” or “Changed”."""

    kind: str
    cells: tuple[CellChange, ...]


@dataclass(frozen=True)
class ChangedTable:
    """The rows of a table that changed.

    :param caption: what changed, in words
    :param more: how many rows are not shown
    """

    name: str
    caption: str
    headings: tuple[str, ...]
    rows: tuple[ChangedRow, ...]
    more: int


def changed_table(name: str, says: str, found: RowChanges, linker: Linker) -> ChangedTable:
    """The table called *name*, which lists what it *says*, with the rows that changed."""
    rows = list(_rows(found, linker))
    headings = tuple(column.label for column in found.columns)
    caption = f"{says}: {found.told}" if says else found.told.capitalize()
    return ChangedTable(name, caption, headings, tuple(rows[:MOST_ROWS]), max(0, len(rows) - MOST_ROWS))


def _rows(found: RowChanges, linker: Linker) -> Iterator[ChangedRow]:
    yield from (ChangedRow("Changed", _cells(before, after, linker)) for before, after in found.changed)
    yield from (ChangedRow("Added", _cells(row, row, linker)) for row in found.added)
    yield from (ChangedRow("Removed", _cells(row, row, linker)) for row in found.removed)


def _cells(before: Row, after: Row, linker: Linker) -> tuple[CellChange, ...]:
    pairs = zip(before, after, strict=True)
    return tuple(
        CellChange(linker.link(new.value, new.iri), linker.link(old.value, old.iri) if old != new else None) for old, new in pairs
    )


@dataclass(frozen=True)
class AnswerChangesView:
    """How the answer to a question changed.

    :param question: the question with its gaps filled, with its page of today; without one where it has no answer any more
    :param table: None where the answer is the same
    """

    pair: PairView
    question: Link
    table: ChangedTable | None
    json: str
    feed: str


@dataclass(frozen=True)
class PackChangesView:
    """How what a partner takes away changed.

    :param partner: with the page of its pack; without one where it has none any more
    :param edition: the self-evaluation, where the address names it
    """

    pair: PairView
    partner: Link
    found: PackChanges
    tables: tuple[ChangedTable, ...]
    things: tuple[ChangedThing, ...]
    more: int
    patch: str
    json: str
    feed: str


def pack_tables(found: PackChanges, linker: Linker) -> tuple[ChangedTable, ...]:
    """The tables of a pack in which anything changed."""
    return tuple(changed_table(it.name, f"{it.says[0].upper()}{it.says[1:]}", it.rows, linker) for it in found.tables)


@dataclass(frozen=True)
class StepView:
    """A version beside the one before it.

    :param counts: how many facts came and went, in words; none where it is too large to be counted
    """

    version: str
    date: str
    counts: tuple[str, str] | None
    path: str
    patch: str
    json: str


@dataclass(frozen=True)
class ListingView:
    """The versions that are kept, the newest first.

    :param versions: pairs of an id and its date
    :param keep: how many stay
    :param is_elsewhere: whether the site answers from a store that is not here, whose former versions it does not have
    """

    steps: Sequence[StepView] = ()
    versions: Sequence[tuple[str, str]] = ()
    keep: int = 0
    is_elsewhere: bool = False


def step_view(pair: Pair, counts: tuple[int, int] | None) -> StepView:
    """*pair* as a row of the list."""
    old, new = pair.names
    paths = (path_to(f"changes.{name}", old=old, new=new) for name in ("compared", "as_patch", "as_json"))
    told = (f"{counts[0]:,}", f"{counts[1]:,}") if counts else None
    return StepView(new, published(pair.new.manifest), told, *paths)

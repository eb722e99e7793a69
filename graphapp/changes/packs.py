"""How what a partner takes away differs from one version to the next: its tables by row, what is said of things, and its quads.

Both packs are made as they are offered today, by the same questions and the same protection of small counts, so the difference is
that of the data and of nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from graphapp.changes.facts import ThingChanges, facts_of, in_words
from graphapp.changes.quads import Change, differences
from graphapp.changes.rows import RowChanges, compared
from graphapp.changes.versions import Pair
from graphapp.errors import ParameterError, UnknownName
from graphapp.exports.formats import by_suffix
from graphapp.exports.ordered import write_quads
from graphapp.exports.packs.contents import Issue, Maker, Pack, Part, make_pack, pack_address, pack_maker
from graphapp.exports.packs.graph import pack_quads
from graphapp.exports.packs.protection import WITHHELD, SmallCounts, protect
from graphapp.namespaces import Naming
from graphapp.queries.library import Library
from graphapp.store import open_version
from graphapp.store.versions import Version


@dataclass(frozen=True)
class Made:
    """A pack, and what it was made of."""

    pack: Pack
    maker: Maker

    def lines(self) -> list[bytes]:
        """The pack as N-Quads, in the order of the lines."""
        return sorted(write_quads(pack_quads(self.pack, self.maker), by_suffix("nq")).splitlines())

    def guarded(self, small: SmallCounts) -> Made:
        """The same with all *small* counts left out."""
        parts = tuple(replace(part, answered=protect(part.answered, small)) for part in self.pack.parts)
        return replace(self, pack=replace(self.pack, parts=parts, small=small))


@dataclass(frozen=True)
class TableChanges:
    """What changed in one table of a pack.

    :param says: what the table lists, for people
    """

    name: str
    says: str
    rows: RowChanges


@dataclass(frozen=True)
class PackChanges:
    """What changed in a pack.

    :param partner: its label
    :param tables: those in which anything changed
    :param things: what is said of the partner and of what the tables list, where that changed
    :param is_new: whether the older version did not know the partner
    :param is_gone: whether the newer one does not
    """

    partner: str
    tables: tuple[TableChanges, ...]
    things: tuple[ThingChanges, ...]
    is_new: bool = False
    is_gone: bool = False

    def __bool__(self) -> bool:
        return bool(self.tables or self.things)

    @property
    def told(self) -> str:
        """What changed, in words: by table."""
        tables = [f"{each.name}: {each.rows.told}" for each in self.tables]
        count = len(self.things)
        facts = [f"facts of {count:,} {'thing' if count == 1 else 'things'} changed"] if count else []
        return "; ".join([*tables, *facts])


@dataclass(frozen=True)
class PackPair:
    """A partner's packs of two versions; at least one is there.

    :param address: of the pack
    """

    pair: Pair
    old: Made | None
    new: Made | None
    address: str

    def changes(self) -> Iterator[Change]:
        """The quads in which the packs differ, also what they say of their version: the patch makes the new pack of the old."""
        before, after = (made.lines() if made else [] for made in (self.old, self.new))
        return differences(iter(before), iter(after))

    def in_words(self) -> PackChanges:
        """What changed, for people. What either version protects is left out of both, as it may have been marked only later."""
        both = [made for made in (self.new, self.old) if made]
        small = SmallCounts(
            frozenset().union(*(made.pack.small.measurements for made in both)),
            frozenset().union(*(made.pack.small.statements for made in both)),
        )
        old, new = (made and made.guarded(small) for made in (self.old, self.new))
        return PackChanges(
            partner=both[0].pack.partner.label,
            tables=_tables(old, new),
            things=_things(replace(self, old=old, new=new), small),
            is_new=self.old is None,
            is_gone=self.new is None,
        )


def _tables(old: Made | None, new: Made | None) -> tuple[TableChanges, ...]:
    before, after = ({part.name: part for part in made.pack.parts} if made else {} for made in (old, new))
    parts = {name: part.says for name, part in (before | after).items()}
    found = (TableChanges(name, says, _rows(before.get(name), after.get(name))) for name, says in parts.items())
    return tuple(table for table in found if table.rows)


def _things(packs: PackPair, small: SmallCounts) -> tuple[ThingChanges, ...]:
    """What is said of things: neither the answers, which the tables show, nor the pack itself."""
    facts = [fact for fact in facts_of(packs.changes()) if fact.graph != packs.address]
    return in_words(facts, packs.pair, dict.fromkeys(small.statements, WITHHELD))


def _rows(before: Part | None, after: Part | None) -> RowChanges:
    return compared(before.answered if before else None, after.answered if after else None)


def pack_pair(pair: Pair, library: Library, slug: str, edition: str = "") -> PackPair:
    """The packs of the partner with *slug* in the versions of *pair*.

    :param edition: the self-evaluation that they are taken from; by default the one that the newer version takes
    :raises UnknownName: when neither version knows the partner
    :raises ParameterError: when neither has the edition
    """
    new = _made(pair.new, library, slug, edition)
    old = _made(pair.old, library, slug, new.pack.edition if isinstance(new, Made) else edition)
    made = [each for each in (new, old) if isinstance(each, Made)]
    if not made and isinstance(new, Exception):
        raise new
    before, after = (each if isinstance(each, Made) else None for each in (old, new))
    return PackPair(pair, before, after, pack_address(made[0].maker, slug))


def _made(version: Version, library: Library, slug: str, edition: str) -> Made | UnknownName | ParameterError:
    """The pack in *version*, or why there is none."""
    manifest = version.manifest
    naming, issue = Naming(manifest.base_iri), Issue(manifest.version, manifest.created)
    try:
        maker = pack_maker(open_version(version, "disk", merge=False), library, naming, edition, issue)
        return Made(make_pack(maker, slug), maker)
    except (UnknownName, ParameterError) as error:
        return error

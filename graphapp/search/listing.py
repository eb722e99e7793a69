"""Every thing that has a page, by kind: what can be found and browsed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from rdflib.namespace import SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import SEF, Naming, sparql_prefixes
from graphapp.queries.scope import QUESTIONS, graphs_of
from graphapp.store.base import Memo, Store
from graphapp.store.labels import look_up_labels

_TITLES = {
    "age": "Ages", "area": "Inspection areas", "assessment": "Rows of the self-evaluation", "audience": "Audiences of questions",
    "board": "Boards and groups", "cohort": "Groups that numbers are about", "column": "Columns of the document",
    "contract": "Contracts and arrangements", "contract-status": "States of contracts", "document": "Documents",
    "event": "Meetings and events", "framework": "Frameworks", "indicator": "Indicators", "local-area": "Local areas",
    "measurement": "Numbers", "need": "Groups with needs", "outcome": "Outcomes", "post": "Posts and roles",
    "question": "Saved questions", "rating": "Ratings", "rule": "Rules that add facts", "setting": "Kinds of setting",
    "self-evaluation": "Self-evaluations",
    "status": "States of actions", "strategy": "Strategies", "support": "Levels of support", "training": "Training",
}  # fmt: skip
"""What kinds are called where their name in addresses, with an s, is not what people say."""

KEPT = 8
"""Self-evaluations whose lists and index are kept, some 12 MB each."""

_GROUPS = {
    "What the document says": "self-evaluation area assessment statement measurement outcome",
    "Who and what it names": "partner board post service contract programme plan strategy training tool document event review",
}
"""Kinds that belong together, in the order in which people look for them."""

_SORTED_BY = "What things are sorted by"
"""Where all other kinds belong."""

_CLASSES = "SELECT DISTINCT ?it ?class { ?it a ?class FILTER(ISIRI(?it)) }"
_LAST = "\U0010ffff"


@dataclass(frozen=True)
class Listed:
    """A thing in a list.

    :param classes: the IRIs of everything that it is
    """

    iri: str
    kind: str
    slug: str
    label: str
    classes: frozenset[str]


@dataclass(frozen=True)
class Kind:
    """A kind of things, as addresses call it, with those that there are in the order in which they are shown."""

    name: str
    things: tuple[Listed, ...]

    @property
    def title(self) -> str:
        """What it is called above a list."""
        return title_of(self.name)


def title_of(kind: str) -> str:
    """What things of *kind* are called, above a list of them.

    >>> title_of("self-evaluation")
    'Self-evaluations'
    """
    return _TITLES.get(kind) or f"{kind.replace('-', ' ').capitalize()}s"


def in_groups(kinds: Mapping[str, Kind]) -> dict[str, tuple[Kind, ...]]:
    """The *kinds* that there are, by what is written above those that belong together."""
    groups = {title: tuple(kinds[name] for name in names.split() if name in kinds) for title, names in _GROUPS.items()}
    grouped = {kind.name for group in groups.values() for kind in group}
    groups[_SORTED_BY] = tuple(kind for kind in kinds.values() if kind.name not in grouped)
    return {title: group for title, group in groups.items() if group}


@dataclass(frozen=True, eq=False)
class Collection:
    """What can be found of one self-evaluation.

    :param store: seen through it, what all share, and the saved questions
    :ivar memo: lists, facets and the index, which are made when they are first asked for
    """

    store: Store
    naming: Naming
    memo: Memo = field(default_factory=Memo)

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """The kinds of things, by name, in the order of what they are called."""
        return self.memo.get("kinds", lambda: _read(self.store, self.naming))

    def kind(self, name: str) -> Kind:
        """The kind that is called *name* in addresses.

        :raises UnknownName: naming the nearest
        """
        if name not in self.kinds:
            raise UnknownName("kind of thing", name, self.kinds)
        return self.kinds[name]


def collection_of(store: Store, naming: Naming, edition: str) -> Collection:
    """What can be found of *edition*. Those that were asked for last are kept, no more than :data:`KEPT` of each version."""
    collections: Memo = store.memo.get("collections", lambda: Memo(most=KEPT))

    def made() -> Collection:
        graphs = (*graphs_of(naming, edition), str(naming.graph(QUESTIONS)))
        return Collection(store.within(graphs) if edition else store, naming)

    return collections.get(edition, made)


def _read(store: Store, naming: Naming) -> Mapping[str, Kind]:
    classes: dict[str, set[str]] = defaultdict(set)
    for row in store.select(sparql_prefixes() + _CLASSES):
        classes[str(row["it"])].add(str(row["class"]))
    things = {iri: pair for iri in classes if (pair := naming.kind_and_slug(iri))}
    called, order = look_up_labels(store, things), _order(store)
    by_kind: dict[str, list[Listed]] = defaultdict(list)
    for iri, (kind, slug) in things.items():
        by_kind[kind].append(Listed(iri, kind, slug, called[iri], frozenset(classes[iri])))
    for found in by_kind.values():
        found.sort(key=lambda it: (order.get(it.iri, (0, _LAST)), it.label.casefold(), it.iri))
    return {kind: Kind(kind, tuple(by_kind[kind])) for kind in sorted(by_kind, key=title_of)}


def _order(store: Store) -> dict[str, tuple[int, str]]:
    """Where things stand in the document, or in their scheme, for those that stand in one."""
    found = {str(quad.subject): (int(str(quad.value)), "") for quad in store.quads(predicate=SEF.order)}
    return found | {
        str(quad.subject): (int(str(quad.value)), "")
        for quad in store.quads(predicate=SKOS.notation)
        if str(quad.value).isdigit()
    }

"""``/changes.atom``: the versions that changed something, for feed readers."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, request
from rdflib import URIRef

from graphapp.changes.feed import MEDIA_TYPE as ATOM
from graphapp.changes.feed import Entry, Feed, feed
from graphapp.changes.packs import pack_pair
from graphapp.changes.rows import row_changes
from graphapp.changes.versions import Pair, successive
from graphapp.errors import InputError, UnknownName
from graphapp.queries.scope import EDITION
from graphapp.store.former import lines_about
from graphapp.store.labels import labels
from graphapp.store.versions import Version, all_versions
from graphapp.web.answers import Ready
from graphapp.web.changed_answers import given_values
from graphapp.web.changes import THING, changes_path, counts, refuse_others, things_of, versions_home
from graphapp.web.data import respond_with_data, site_address
from graphapp.web.links import query_string
from graphapp.web.services import services

pages = Blueprint("changes_feed", __name__)

_QUESTION, _PARTNER = "question", "partner"
_MOST_TOLD = 50
"""Facts that an entry tells."""


class Followed(ABC):
    """What a feed follows."""

    title: str

    @abstractmethod
    def summary(self, pair: Pair) -> str:
        """What changed of it, in a sentence; empty where nothing did."""

    @abstractmethod
    def path(self, pair: Pair) -> str:
        """Of the page that says more."""


class Everything(Followed):
    """All that is published."""

    title = "What changed"

    def summary(self, pair: Pair) -> str:
        """How many facts came and went."""
        found = counts(pair)
        if found is None:
            return "Facts were added or removed."
        added, removed = found
        return f"{added:,} facts were added and {removed:,} were removed." if added or removed else ""

    def path(self, pair: Pair) -> str:
        """Of the page by thing."""
        return changes_path(pair, "changes.compared", {})


@dataclass(frozen=True)
class OneThing(Followed):
    """A thing, by its IRI."""

    iri: str

    @property
    def title(self) -> str:  # type: ignore[override]  # read only
        """With what the thing is called."""
        return f"What changed in: {labels(services().store, [URIRef(self.iri)])[self.iri]}"

    def summary(self, pair: Pair) -> str:
        """Each fact in words."""
        things = things_of(pair, self.iri) if pair.knows(self.iri) else ()
        facts = [fact for each in things for fact in each.facts]
        return "; ".join(f"{'now' if fact.is_added else 'no longer'} {': '.join(fact.words)}" for fact in facts[:_MOST_TOLD])

    def path(self, pair: Pair) -> str:
        """Of the page about this thing alone."""
        return changes_path(pair, "changes.compared", {THING: self.iri})


@dataclass(frozen=True)
class OneAnswer(Followed):
    """The answer to a saved question with the values *given*."""

    name: str
    given: Mapping[str, Sequence[str]]

    @property
    def title(self) -> str:  # type: ignore[override]  # read only
        """With what the question is called."""
        return f"What changed in the answer: {services().library[self.name].title}"

    def summary(self, pair: Pair) -> str:
        """How many rows came, went and changed."""
        found = row_changes(pair, services().library[self.name], self.given)
        return f"{found.told}." if found else ""

    def path(self, pair: Pair) -> str:
        """Of the page with these rows."""
        return changes_path(pair, "changed_answers.question", {}, name=self.name) + query_string(self.given)


@dataclass(frozen=True)
class OnePack(Followed):
    """What a partner takes away."""

    slug: str
    edition: str

    @property
    def title(self) -> str:  # type: ignore[override]  # read only
        """With the short name of the partner, which stays."""
        return f"What changed in the data for the partner {self.slug}"

    def summary(self, pair: Pair) -> str:
        """What changed in each table; nothing where neither version knows the partner."""
        found = pack_pair(pair, services().library, self.slug, self.edition).in_words()
        return f"{found.told}." if found else ""

    def path(self, pair: Pair) -> str:
        """Of the page about this pack."""
        named = {EDITION: self.edition} if self.edition else {}
        return changes_path(pair, "changed_answers.partner", named, slug=self.slug)


@pages.get("/changes.atom")
def as_feed() -> Response:
    """The feed; with ``thing=IRI``, ``question=NAME`` and its values, or ``partner=SLUG`` only what changed that."""
    versions = all_versions(versions_home())
    if not versions:
        raise UnknownName("feed", "changes.atom")
    key = ("changes feed", site_address(), request.query_string, tuple(each.manifest.version for each in versions))
    return respond_with_data(services().opened.answers.get(key, lambda: _made(_followed(versions), versions)))


def _followed(versions: Sequence[Version]) -> Followed:
    """What the address asks to follow.

    :raises InputError: when it asks for several things at once
    """
    asked = [name for name in (_QUESTION, THING, _PARTNER) if request.args.get(name)]
    if name := request.args.get(_QUESTION):
        return OneAnswer(name, given_values(_QUESTION))
    if len(asked) > 1:
        raise InputError("A feed follows one thing, or one partner. Ask for two feeds.")
    if thing := request.args.get(THING):
        refuse_others(THING)
        return _known(Pair(versions[0], versions[0]).iri_of(thing), versions)
    if partner := request.args.get(_PARTNER):
        refuse_others(_PARTNER, EDITION)
        return OnePack(partner, request.args.get(EDITION, ""))
    refuse_others(_QUESTION, THING, _PARTNER)
    return Everything()


def _known(iri: str, versions: Sequence[Version]) -> OneThing:
    """The thing *iri*.

    :raises UnknownName: when no version that is kept says anything of it
    """
    if not any(lines_about(version.dataset, iri) for version in versions):
        raise UnknownName("thing in these versions", iri)
    return OneThing(iri)


def _made(followed: Followed, versions: Sequence[Version]) -> Ready:
    address, query = site_address().rstrip("/"), request.query_string.decode()
    head = Feed(
        title=followed.title,
        address=f"{address}/changes.atom{query and f'?{query}'}",
        page=f"{address}/changes",
        name=f"{services().naming.base} changes {query}",
        begun=versions[-1].manifest.created,
    )
    entries = list(_entries(followed, address))
    return Ready(feed(head, entries), ATOM, len(entries))


def _entries(followed: Followed, address: str) -> Iterator[Entry]:
    for pair in successive(versions_home()):
        if summary := followed.summary(pair):
            manifest = pair.new.manifest
            yield Entry(manifest.version, manifest.created, summary, address + followed.path(pair))

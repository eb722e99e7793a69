"""The data to measure with, and questions that have an answer in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from urllib.parse import urlencode

from rdflib import URIRef

from graphapp.namespaces import Naming, sparql_prefixes
from graphapp.queries.address import Values, shortest
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.library import Library
from graphapp.queries.parameters import fill, options
from graphapp.queries.run import bound_sparql, run_query
from graphapp.queries.scope import EDITION, editions, within_edition
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store import open_version
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.versions import Version, current_version
from tests.benchmarks.load import CannotMeasure

FOLDER = Path(".graphapp-bench")
ASKED = (
    "rows-to-improve",
    "actions-by-sector-and-theme",
    "contracts-by-provider",
    "boards",
    "partner-involvement",
    "measurements",
)
SEED = 7
_MOST_TRIED = 12
"""Values of a gap that are tried to find one with an answer."""


def home(size: str) -> Path:
    """The folder with a store of *size*; it is made by the command that anyone would use, and kept for the next time."""
    found = FOLDER / size
    if not (found / "current").exists():
        subprocess.run(
            [sys.executable, "-m", "graphapp", "bench", "generate", "--triples", size], check=True, capture_output=True
        )
    return found


def real_home() -> Path:
    """The folder with the edition that the repository holds."""
    found = FOLDER / "real"
    _graphapp("query", "run", ASKED[0], home=str(found))
    return found


def _graphapp(*arguments: str, home: str = "") -> None:
    """Run one of our commands.

    :raises CannotMeasure: when it fails
    """
    environment = {**os.environ, "GRAPHAPP_HOME": home} if home else None
    command = [sys.executable, "-m", "graphapp", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise CannotMeasure(f"graphapp {arguments[0]} failed: {' '.join(done.stderr.split())[-200:]}")


def published(size: str) -> Version:
    """The version of *size*."""
    return current_version(home(size))


def open_size(size: str, engine: str) -> EmbeddedStore:
    """The store of *size*, in memory or on disk."""
    return open_version(published(size), engine)


def naming() -> Naming:
    """How the things of every store here are named."""
    return Naming(Settings.from_environment().base_iri)


def library() -> Library:
    """The saved questions."""
    return Library(folder("queries"))


def some_editions(store: Store, most: int) -> list[str]:
    """Editions of *store*, taken by chance, the same each time."""
    known = editions(store, naming())
    return sorted(known) if len(known) <= most else Random(SEED).sample(known, most)  # noqa: S311 - no secret


@dataclass(frozen=True)
class Question:
    """A saved question with values that it has an answer for.

    :param given: the values, ``edition`` with them
    :param address: those of them that an address needs
    :param sparql: the bound query that graphapp runs, without the comments
    :param graphs: the graphs that it is asked of
    """

    query: SavedQuery
    given: Mapping[str, str]
    address: Values
    sparql: str
    graphs: Sequence[str]
    rows: int

    @property
    def name(self) -> str:
        """``measurements (33 rows)``."""
        return f"{self.query.name} ({self.rows} {'row' if self.rows == 1 else 'rows'})"

    def path(self, suffix: str = "") -> str:
        """Where the site answers it; with *suffix*, such as ``.json``, as a download. A longer address leads on to it."""
        return f"/queries/{self.query.name}{suffix}?{urlencode(self.address, doseq=True)}"

    @property
    def scoped_sparql(self) -> str:
        """The same question for an engine's own server: it says itself which graphs it is of."""
        clauses = "".join(f"FROM <{graph}>\n" for graph in self.graphs)
        return re.sub(r"^WHERE", f"{clauses}WHERE", self.sparql, count=1, flags=re.MULTILINE)


def questions(store: Store, edition: str, names: Sequence[str] = ASKED) -> list[Question]:
    """The saved questions *names*, asked of *edition*."""
    known = library()
    return [_question(store, known[name], edition) for name in names]


def _question(store: Store, query: SavedQuery, edition: str) -> Question:
    tried = [
        _asked(store, query, {EDITION: edition, **given}) for given in _tries(within_edition(store, naming(), edition), query)
    ]
    return max(tried, key=lambda question: question.rows)


def _tries(scoped: Store, query: SavedQuery) -> Iterator[dict[str, str]]:
    """Values for the gaps that have to be filled; a gap for a thing takes those that the edition holds in turn."""
    thing = next((item for item in query.parameters if item.required and item.type is ParameterType.THING), None)
    known = _values(scoped, thing) if thing else []
    yield from ({thing.name: value} for value in known if thing)
    if not known:
        yield {}


def _values(scoped: Store, parameter: Parameter) -> list[str]:
    return [option.value for option in list(options(scoped, parameter, naming()))[:_MOST_TRIED]]


def _asked(store: Store, query: SavedQuery, given: Mapping[str, str]) -> Question:
    scoped = within_edition(store, naming(), given[EDITION])
    filled = fill(scoped, query, {name: value for name, value in given.items() if name != EDITION}, naming())
    text = "\n".join(line for line in bound_sparql(query, filled, naming()).splitlines() if not line.startswith("#"))
    answered = run_query(store, query, given, naming())
    return Question(query, given, shortest(store, answered, naming()), text, scoped.graphs, len(answered.rows))


def pages(store: Store, edition: str, kind: str, most: int) -> tuple[str, ...]:
    """The addresses of things of *kind*, such as ``sef:Service``, of *edition*."""
    query = f"{sparql_prefixes()}SELECT DISTINCT ?it {{ ?it a {kind} }} ORDER BY ?it LIMIT {most}"
    found = (row["it"] for row in within_edition(store, naming(), edition).select(query))
    addresses = (naming().page(str(iri)) for iri in found if isinstance(iri, URIRef))
    return tuple(address for address in addresses if address)

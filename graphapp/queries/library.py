"""All saved questions, found by name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from graphapp.errors import UnknownName
from graphapp.queries.header import SavedQuery, read_query


class Library(Mapping[str, SavedQuery]):
    """The questions of one folder, in the order of their titles."""

    def __init__(self, folder: Path) -> None:
        queries = sorted((read_query(file) for file in folder.glob("*.rq")), key=lambda query: query.title)
        self._queries = {query.name: query for query in queries}

    def __getitem__(self, name: str) -> SavedQuery:
        """The question called *name*.

        :raises UnknownName: naming the nearest
        """
        try:
            return self._queries[name]
        except KeyError:
            raise UnknownName("saved question", name, self._queries) from None

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)

"""All saved questions, found by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from graphapp.errors import NotOffered, SourceFault, UnknownName
from graphapp.queries.header import SavedQuery, read_query


class Library(Mapping[str, SavedQuery]):
    """The questions of one folder that are offered, in the order of their titles.

    :ivar withheld: the others, by name, each with the sentence why: a file that cannot be read keeps no other back
    """

    def __init__(self, folder: Path) -> None:
        read, self.withheld = _read_all(question_files(folder))
        self._queries = {query.name: query for query in sorted(read, key=lambda query: query.title)}

    def without(self, withheld: Mapping[str, str]) -> Library:
        """The same without those that are *withheld* too, by name and with the sentence why."""
        fewer = Library.__new__(Library)
        fewer.withheld = {**withheld, **self.withheld}
        fewer._queries = {name: query for name, query in self._queries.items() if name not in withheld}
        return fewer

    def __getitem__(self, name: str) -> SavedQuery:
        """The question called *name*.

        :raises NotOffered: when it did not pass its checks
        :raises UnknownName: naming the nearest
        """
        if name in self._queries:
            return self._queries[name]
        if name in self.withheld:
            raise NotOffered(name, self.withheld[name])
        raise UnknownName("saved question", name, self._queries)

    def __contains__(self, name: object) -> bool:
        return name in self._queries

    def __iter__(self) -> Iterator[str]:
        return iter(self._queries)

    def __len__(self) -> int:
        return len(self._queries)


def question_files(folder: Path) -> list[Path]:
    """The files of saved questions in *folder*."""
    return sorted(folder.glob("*.rq"))


def _read_all(files: Iterable[Path]) -> tuple[list[SavedQuery], dict[str, str]]:
    """The questions in *files*, and by name what is wrong with those that cannot be read."""
    read, faults = [], dict[str, str]()
    for file in files:
        try:
            read.append(read_query(file))
        except SourceFault as fault:
            faults[file.stem] = fault.in_public
    return read, faults

"""The names that gaps can hold, wherever they stand in a text: labels, other names, slugs, and parts that can mean one thing."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.namespaces import Naming
from graphapp.queries.ask.words import AND, NOT, Word, stems_of, words_of
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.parameters import Option, options
from graphapp.store.base import Store

Key = tuple[str, ...]
Source = tuple[str, ...]
"""Where the values of a gap come from; gaps with the same source hold the same names."""

LONGEST = 16
"""Words of the longest name that is looked for."""

_WHOLE, _SLUG, _SHORTENED, _PART = 1.0, 0.95, 0.9, 0.7
"""How sure a name is: as it is given, as its slug, without what stands in brackets or the council's name, a part of it."""

_SHORT = 3
"""Letters of a word that says too little to stand for a name of as many words."""
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"\s*\([^)]*\)")
_DETAIL = re.compile(r"\b (?:in|from|for|that) .*")
_ARTICLE = re.compile(r"^(?:an?|the)\s+", re.IGNORECASE)


@dataclass(frozen=True)
class Named:
    """A value that some words may name.

    :param sure: how sure that is, up to 1
    """

    source: Source
    option: Option
    sure: float


@dataclass(frozen=True)
class Span:
    """Words of a text, from *start* up to *end* in the words that count, and the values that they may name."""

    start: int
    end: int
    named: tuple[Named, ...]


class Names:
    """The names of every value of every gap in some questions.

    :param council: what the slugs of a council's own things begin with, and people leave out
    :param ordinary: words that say nothing of a value, however rare they are in names: those of the questions
    :ivar stems: the words of all names
    :ivar plain: the same with their endings
    """

    def __init__(
        self, store: Store, queries: Sequence[SavedQuery], naming: Naming, council: str, ordinary: frozenset[str]
    ) -> None:
        self._found: dict[Key, dict[tuple[Source, str], Named]] = defaultdict(dict)
        self.plain: set[str] = set()
        known = {source_of(query, gap): gap for query in queries for gap in query.parameters}
        values = {source: _values(store, gap, naming) for source, gap in sorted(known.items())}
        for source, found in values.items():
            for option in found:
                self._add(source, option, f"{council}-" if council else "")
        for source, found in values.items():
            self._add_parts(source, found, ordinary)
        self.stems = frozenset(stem for key in self._found for stem in key)

    def __contains__(self, stem: object) -> bool:
        """Whether the one word *stem* is a name."""
        return (stem,) in self._found

    def spans(self, words: Sequence[Word]) -> list[Span]:
        """Every run of *words* that is a name, the longest first."""
        found = (span for start in range(len(words)) for span in self._spans_from(words, start))
        return sorted(found, key=lambda span: (span.start - span.end, span.start))

    def _spans_from(self, words: Sequence[Word], start: int) -> Iterator[Span]:
        for end in range(start + 1, min(start + LONGEST, len(words)) + 1):
            named = self._found.get(tuple(word.stem for word in words[start:end]))
            if named:
                yield Span(start, end, tuple(named.values()))

    def _add(self, source: Source, option: Option, prefix: str) -> None:
        for name in (option.label, *option.others):
            self.plain.update(word.plain for word in words_of(name))
            for key, sure in _keys(name, source):
                self._keep(key, Named(source, option, sure))
        self._keep(stems_of(_CAMEL.sub(" ", option.value)), Named(source, option, _SLUG))
        if prefix and option.value.startswith(prefix):
            self._keep(stems_of(option.value.removeprefix(prefix)), Named(source, option, _SHORTENED))

    def _keep(self, key: Key, named: Named) -> None:
        place = named.source, named.option.value
        before = self._found[key].get(place) if key else named
        if before is None or before.sure < named.sure:
            self._found[key][place] = named

    def _add_parts(self, source: Source, found: Sequence[Option], ordinary: frozenset[str]) -> None:
        """Runs of words that stand in the names of one value alone, and are no name already."""
        owners: dict[Key, set[str]] = defaultdict(set)
        for option in found:
            for name in (option.label, *option.others):
                for part in _parts(stems_of(name), ordinary):
                    owners[part].add(option.value)
        by_value = {option.value: option for option in found}
        for part, values in owners.items():
            if len(values) == 1 and not any(where == source for where, _ in self._found.get(part, ())):
                self._keep(part, Named(source, by_value[min(values)], _PART))


def source_of(query: SavedQuery, gap: Parameter) -> Source:
    """Where the values of *gap* come from: the graph, or the header of *query*."""
    if gap.type in (ParameterType.CONCEPT, ParameterType.THING):
        return (gap.type, gap.source)
    return (gap.type, query.name, gap.name)


def _values(store: Store, gap: Parameter, naming: Naming) -> Sequence[Option]:
    """The values of *gap* that a text can name; a switch is turned on by its own label."""
    if gap.type is ParameterType.BOOLEAN:
        (on,) = options(store, gap, naming).called("true")
        return [Option(on.value, gap.label, on.term)]
    return options(store, gap, naming)


def _keys(name: str, source: Source) -> Iterator[tuple[Key, float]]:
    """The words of *name*, with hyphens or without, and shorter ways to say it."""
    whole = stems_of(_ARTICLE.sub("", name))
    if len(whole) == 1 and len(whole[0]) <= _SHORT and len(name.split()) >= _SHORT:
        return  # “having a say” would be read wherever somebody says “say”
    yield whole, _WHOLE
    yield tuple(stem for stem in whole if stem != AND), _SHORTENED
    if "-" in name:
        yield stems_of(name.replace("-", "")), _WHOLE
    if "(" in name:
        yield stems_of(_BRACKETS.sub("", name)), _SHORTENED
    if source[0] == ParameterType.CHOICE:
        yield from ((stems_of(_DETAIL.sub("", part)), _SHORTENED) for part in name.split(" or "))


_SHORTEST_PART = 6
"""Letters of a word that may stand for a whole name."""


def _parts(key: Key, ordinary: frozenset[str]) -> Iterator[Key]:
    """Every run of words of *key*, short of the whole, that says something."""
    for start in range(len(key)):
        for end in range(start + 1, min(len(key), start + LONGEST) + 1):
            part = key[start:end]
            telling = [stem for stem in part if stem not in ordinary and (end - start > 1 or len(stem) >= _SHORTEST_PART)]
            if telling and end - start < len(key) and not {AND, NOT} & {part[0], part[-1]}:
                yield part


def gaps_by_source(query: SavedQuery) -> Mapping[Source, list[Parameter]]:
    """The gaps of *query* by where their values come from."""
    found: dict[Source, list[Parameter]] = defaultdict(list)
    for gap in query.parameters:
        found[source_of(query, gap)].append(gap)
    return found

"""What a person writes into a gap becomes an RDF term that the graph knows, or a sentence that says which values exist."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rdflib import Literal, URIRef

from graphapp.errors import Fault, ParameterError
from graphapp.hints import nearest, repeated
from graphapp.namespaces import Naming, sparql_prefixes
from graphapp.queries.faults import Faults
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.scalars import day_month_or_year, whole_number
from graphapp.store.base import Store

_MOST_SHOWN = 12
MOST_VALUES = 100
"""Values that a gap takes at a time."""

_VALUES = """
SELECT ?value ?label ?other WHERE {
  %s
  ?value skos:prefLabel ?label .
  OPTIONAL { ?value skos:altLabel ?other }
} ORDER BY ?label
"""
_SCALARS = {ParameterType.INTEGER: whole_number, ParameterType.DATE: day_month_or_year}
_YES, _NO = ("true", "yes", "1", "on"), ("false", "no", "0", "off", "")


@dataclass(frozen=True)
class Option:
    """A value that a gap takes: what stands in the URL, what people read, and other names by which it is known."""

    value: str
    label: str
    term: URIRef | Literal
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """A gap with its values: none for an optional gap left empty, more than one where it takes several."""

    parameter: Parameter
    options: tuple[Option, ...]

    @property
    def option(self) -> Option | None:
        """The value of a gap that takes one."""
        return self.options[0] if self.options else None

    @property
    def value(self) -> str | list[str] | None:
        """What stands in an address for it: a list where the gap takes several."""
        values = [option.value for option in self.options]
        return values if self.parameter.many else values[0] if values else None

    @property
    def words(self) -> str:
        """What the sentence says in its place: the label, or that of the switch when it is on; empty when nothing is chosen."""
        if self.parameter.type is ParameterType.BOOLEAN:
            return self.parameter.label if self.option is _YES_OPTION else ""
        labels = [option.label for option in self.options]
        return f" {self.parameter.many} ".join([", ".join(labels[:-1]), labels[-1]] if labels[1:] else labels)


class Choices(Sequence[Option]):
    """The values that a gap takes, in the order of their labels, found by any of their names."""

    def __init__(self, options: Sequence[Option]) -> None:
        self._options = options
        self._by_value = {name: option for option in reversed(options) for name in (str(option.term), option.value)}
        self._by_name: dict[str, list[Option]] = defaultdict(list)
        for option in options:
            for name in {name.casefold() for name in (option.label, *option.others)}:
                self._by_name[name].append(option)

    def __getitem__(self, index: Any) -> Any:  # noqa: ANN401 - an index or a slice, as Sequence has it
        return self._options[index]

    def __len__(self) -> int:
        return len(self._options)

    def called(self, text: str) -> list[Option]:
        """The option whose value or IRI is *text*, else those with that label or other name."""
        exact = self._by_value.get(text)
        return [exact] if exact else self._by_name.get(text.casefold(), [])


_NO_OPTION = Option("false", "no", Literal(lexical_or_value=False))
_YES_OPTION = Option("true", "yes", Literal(lexical_or_value=True))
_YES_OR_NO = Choices([_NO_OPTION, _YES_OPTION])
_NONE = Choices([])


def options(store: Store, parameter: Parameter, naming: Naming) -> Choices:
    """The values that *parameter* takes; those that come from the graph are read once for each version of it."""
    if parameter.type is ParameterType.CHOICE:
        return Choices([Option(value, label, Literal(value)) for value, label in parameter.choices.items()])
    if parameter.type is ParameterType.BOOLEAN:
        return _YES_OR_NO
    if parameter.type in _SCALARS:
        return _NONE
    key = ("options", parameter.type, parameter.source)
    return store.memo.get(key, lambda: Choices(_options_from_graph(store, parameter.type, parameter.source, naming)))


def _options_from_graph(store: Store, type_: ParameterType, source: str, naming: Naming) -> Sequence[Option]:
    """The concepts of a scheme, or the things of a class, that the graph holds."""
    where = (
        f"?value skos:inScheme <{naming.resolve(f'def/{source}')}> ."
        if type_ is ParameterType.CONCEPT
        else f"?value a {source} ."
    )
    names: dict[str, str] = {}
    others: dict[str, list[str]] = defaultdict(list)
    for row in store.select(sparql_prefixes() + _VALUES % where):
        iri = str(row["value"])
        names[iri] = str(row["label"])
        others[iri] += [str(row["other"])] if "other" in row else []
    slugs = {iri: (naming.kind_and_slug(iri) or ("", iri))[1] for iri in names}
    return [Option(slugs[iri], label, URIRef(iri), tuple(others[iri])) for iri, label in names.items()]


Given = Mapping[str, str | Sequence[str]]
"""The values that somebody gives, by the names of gaps; several for one that takes several."""


def fill(store: Store, query: SavedQuery, given: Given, naming: Naming) -> dict[str, Filled]:
    """Fill the gaps of *query* with the values *given*, and the rest with their defaults.

    :raises ParameterError: for parameters that the question does not have, required ones that are missing, and values that do not
        exist: all of them at once
    """
    faults = Faults()
    for name in given:
        if query.parameter(name) is None:
            faults.add(name, _no_gap(query, name))
    filled = {}
    for parameter in query.parameters:
        with faults.of(parameter.name):
            filled[parameter.name] = Filled(parameter, chosen(store, parameter, given.get(parameter.name), naming))
    faults.end()
    return filled


def _no_gap(query: SavedQuery, name: str) -> str:
    known = [parameter.name for parameter in query.parameters]
    hint = f" Its gaps are {', '.join(known)}." if known else " It has no gaps."
    return f"The question “{query.name}” has no gap called “{repeated(name)}”.{hint}"


def default_options(store: Store, parameter: Parameter, naming: Naming) -> tuple[Option, ...]:
    """The options that *parameter* has when nobody gives it a value; none where it has to be given one."""
    is_needed = parameter.required and parameter.type is not ParameterType.BOOLEAN
    return () if is_needed else chosen(store, parameter, None, naming)


def chosen(store: Store, parameter: Parameter, given: str | Sequence[str] | None, naming: Naming) -> tuple[Option, ...]:
    """The options that *given* names, each once."""
    texts = (given,) if given is None or isinstance(given, str) else tuple(given) or (None,)
    if len(texts) > 1 and not parameter.many:
        raise ParameterError(f"“{parameter.name}” is given twice; give it one value.")
    if len(texts) > MOST_VALUES:
        raise ParameterError(f"“{parameter.name}” is given {len(texts)} values; it takes no more than {MOST_VALUES}.")
    found = (_option(store, parameter, text, naming) for text in texts)
    return tuple(dict.fromkeys(option for option in found if option))


def _option(store: Store, parameter: Parameter, given: str | None, naming: Naming) -> Option | None:
    """The option that *given* names, by value, IRI, label or other name."""
    text = (given or "").strip()
    if given and not text:
        raise ParameterError(f"The value for {parameter.name} is nothing but white space; leave it out, or give one.")
    if not text and (given is None or parameter.type is not ParameterType.BOOLEAN):
        text = parameter.default or ""
    if not text and parameter.type is not ParameterType.BOOLEAN:
        if parameter.required:
            raise _needs(parameter, options(store, parameter, naming))
        return None
    if parameter.type in _SCALARS:
        return _scalar(parameter, text)
    if parameter.type is ParameterType.BOOLEAN:
        return _boolean(parameter, text)
    known = options(store, parameter, naming)
    matches = known.called(text)
    if not matches and not given and known:
        first: Option = known[0]
        return first  # the default is a thing of another council; the first run always answers something
    if len(matches) != 1:
        raise _not_a_value(parameter, text, matches, known)
    return matches[0]


def _boolean(parameter: Parameter, text: str) -> Option:
    if text.lower() in _YES:
        return _YES_OPTION
    if text.lower() in _NO:
        return _NO_OPTION
    raise ParameterError(f"“{repeated(text)}” is no value for {parameter.name}: it takes yes or no.")


def _scalar(parameter: Parameter, text: str) -> Option:
    try:
        return Option(*_SCALARS[parameter.type](text, parameter.limits))
    except ValueError as error:
        raise ParameterError(f"“{repeated(text)}” is no value for {parameter.name}: {error}.") from None


def _needs(parameter: Parameter, known: Sequence[Option]) -> ParameterError:
    return _fault(parameter, f"The question needs a value for {parameter.name}.", known)


def _not_a_value(parameter: Parameter, text: str, matches: Sequence[Option], known: Sequence[Option]) -> ParameterError:
    """What is wrong with *text*. Programs are told the nearest values, people the labels of these."""
    if matches:
        values = ", ".join(option.value for option in matches)
        return ParameterError(f"“{repeated(text)}” means several values for {parameter.name}: {values}. Choose one.")
    said = f"“{repeated(text)}” is no value for {parameter.name}."
    names = {name: option for option in known for name in (option.value, option.label, *option.others)}
    near = list(dict.fromkeys(names[name] for name in nearest(text[:80], names)))
    by_label = said + _did_you_mean([option.label for option in near])
    return _fault(parameter, said + _did_you_mean([option.value for option in near]), known, by_label)


def _fault(parameter: Parameter, said: str, known: Sequence[Option], short: str = "") -> ParameterError:
    """A fault of *parameter* with the values that exist, and without them where they are to be seen."""
    detail = f"{said} {_choices(known)}"
    return ParameterError(detail, [Fault(parameter.name, detail, short or said)])


def _did_you_mean(near: Sequence[str]) -> str:
    return f" Did you mean {' or '.join(near)}?" if near else ""


def _choices(known: Sequence[Option]) -> str:
    """Name the values that exist, or the first of many."""
    shown = ", ".join(option.value for option in known[:_MOST_SHOWN])
    more = len(known) - _MOST_SHOWN
    return f"The values are {shown}{f' and {more} more' if more > 0 else ''}." if known else ""

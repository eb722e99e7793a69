"""The ``#+`` header of a ``.rq`` file, in YAML, as grlc began it: what the question is, its gaps and its columns."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from graphapp.errors import SourceFault
from graphapp.hints import nearest
from graphapp.queries.limits import NO_LIMITS, Limits, faulty_range, read_limits
from graphapp.queries.tasks import TASKS

_HEADER_LINE = re.compile(r"#\+ ?(.*)")
_GAP = re.compile(r"\{([a-z][a-z0-9-]*)\}")
_REQUIRED = ("title", "question", "description", "task", "columns", "tags", "audience")
_KNOWN = (*_REQUIRED, "parameters", "cannot_tell", "also_asked")
_KINDS = {"tags": list, "audience": list, "also_asked": list, "parameters": dict, "columns": dict}
_WORDS: dict[type, str] = {str: "text", list: "a list, such as [one, two]", dict: "“name: value” pairs"}
"""What each field holds; what is not listed holds text."""


class ParameterType(StrEnum):
    """What a gap takes."""

    CONCEPT = "concept"
    THING = "thing"
    CHOICE = "choice"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DATE = "date"


class ColumnType(StrEnum):
    """What a column holds: a thing with a page, or a plain value."""

    THING = "thing"
    TEXT = "text"
    NUMBER = "number"
    LINK = "link"


@dataclass(frozen=True)
class Parameter:
    """One gap of a question.

    :param name: as in the sentence and the URL
    :param source: the scheme of a concept (``sector``), or the class of a thing (``sef:Partner``)
    :param many: for a gap that takes several values, the word between them in the sentence: “or”, “and”; empty where it takes one
    :param default: the value that is taken when none is given; None when the gap may stay empty or has to be filled
    """

    name: str
    label: str
    type: ParameterType
    help: str
    required: bool
    default: str | None
    source: str
    choices: Mapping[str, str]
    many: str = ""
    limits: Limits = NO_LIMITS

    @property
    def variable(self) -> str:
        """The slot in the SPARQL: ``$board_name`` for ``board-name``."""
        return self.name.replace("-", "_")


@dataclass(frozen=True)
class Column:
    """One column of the answer; *name* is the variable in the SPARQL."""

    name: str
    label: str
    type: ColumnType


@dataclass(frozen=True)
class SavedQuery:
    """A saved question.

    :param name: the name of its file, and its address
    :param question: a sentence with gaps in braces; what stands in square brackets is left out while its gap is empty
    :param cannot_tell: what the answer does not say, for those who trust it
    :param task: what people are doing when they ask it, one of those in :mod:`graphapp.queries.tasks`
    :param sparql: the file as it is, with its header; every parameter stands in the query as ``$variable``
    :param also_asked: other ways to ask it, with or without its gaps, by which it is found when somebody asks in plain words
    """

    name: str
    file: Path
    title: str
    question: str
    description: str
    cannot_tell: str
    audience: tuple[str, ...]
    tags: tuple[str, ...]
    task: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    sparql: str
    also_asked: tuple[str, ...] = ()

    @cached_property
    def body(self) -> str:
        """The query without its header, which no engine need read."""
        return "".join(line for line in self.sparql.splitlines(keepends=True) if not line.startswith("#+"))

    def parameter(self, name: str) -> Parameter | None:
        """The parameter called *name*, or None."""
        return next((item for item in self.parameters if item.name == name), None)

    def sentence(self, filled: Mapping[str, str]) -> str:
        """The question with its gaps *filled* with labels; a bracketed part whose gap is empty is left out."""

        def part(match: re.Match[str]) -> str:
            return match[1] if all(name in filled for name in _GAP.findall(match[1])) else ""

        kept = re.sub(r"\[([^\]]*)\]", part, self.question)
        return re.sub(r"\s+", " ", _GAP.sub(lambda gap: filled.get(gap[1], "…"), kept)).replace(" ?", "?").strip()


def read_query(file: Path) -> SavedQuery:
    """Read the question in *file*.

    :raises SourceFault: with the line, when the header is missing, is not YAML, lacks a field or has one that nobody knows
    """
    text = _text_of(file)
    lines = text.splitlines()
    header = [match[1] for match in map(_HEADER_LINE.fullmatch, lines) if match]
    if not lines or not _HEADER_LINE.fullmatch(lines[0]):
        raise SourceFault("a saved question begins with a header: lines that start with “#+”, in YAML.", file, 1)
    fields = _parse(header, file)
    _check_fields(fields, lines, file)
    parameters = tuple(_parameter(name, item, lines, file) for name, item in fields.get("parameters", {}).items())
    query = SavedQuery(
        name=file.stem,
        file=file,
        title=fields["title"],
        question=fields["question"],
        description=fields["description"].strip(),
        cannot_tell=fields.get("cannot_tell", "").strip(),
        audience=tuple(fields["audience"]),
        tags=tuple(fields["tags"]),
        task=fields["task"],
        parameters=parameters,
        columns=tuple(_column(name, item, lines, file) for name, item in fields["columns"].items()),
        sparql=text,
        also_asked=tuple(map(str, fields.get("also_asked", ()))),
    )
    broken = faulty_range((item.type, item.limits) for item in parameters)
    if broken:
        message = f"the range “{broken}” has not one parameter with “from:” and after it one with “to:”, of the same type."
        raise SourceFault(message, file, line_of(lines, "parameters"))
    for field, words in (("question", query.question), *(("also_asked", words) for words in query.also_asked)):
        for gap in _GAP.findall(words):
            if query.parameter(gap) is None:
                raise SourceFault(f"“{field}” has a gap {{{gap}}} that is no parameter.", file, line_of(lines, field))
    return query


def line_of(lines: list[str], key: str, field: str = "") -> int:
    """The line on which the header says *key*, after the line of *field*; counted from 1, and 1 where it cannot be found."""
    start = line_of(lines, field) if field else 1
    quoted = rf"[\"']?{re.escape(key)}[\"']?\s*:"
    for pattern in (rf"#\+\s*{quoted}", rf"#\+.*(?<![\w-]){quoted}"):
        for number, line in enumerate(lines[start - 1 :], start):
            if re.match(pattern, line):
                return number
    return start


def _text_of(file: Path) -> str:
    content = file.read_bytes()
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise SourceFault("this is not text in UTF-8.", file, content.count(b"\n", 0, error.start) + 1) from error


def _parse(header: list[str], file: Path) -> dict[str, Any]:
    try:
        fields = yaml.safe_load("\n".join(header))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise SourceFault(f"the header is not YAML: {error.problem}.", file, line) from error
    except yaml.YAMLError as error:
        raise SourceFault(f"the header is not YAML: {error}.", file, 1) from error
    if not isinstance(fields, dict):
        raise SourceFault("the header has to be “name: value” lines.", file, 1)
    return fields


def _check_fields(fields: Mapping[str, Any], lines: list[str], file: Path) -> None:
    missing = [name for name in _REQUIRED if not fields.get(name)]
    if missing:
        raise SourceFault(f"the header lacks {', '.join(missing)}.", file, 1)
    for name, value in fields.items():
        if name not in _KNOWN:
            raise SourceFault(_unknown("field", str(name), _KNOWN), file, line_of(lines, str(name)))
        if not isinstance(value, _kind_of(name)):
            raise SourceFault(f"“{name}” has to be {_WORDS[_kind_of(name)]}.", file, line_of(lines, name))
    if fields["task"] not in TASKS:
        raise SourceFault(_unknown("task", fields["task"], TASKS), file, line_of(lines, "task"))


def _kind_of(field: str) -> type:
    """What *field* has to hold."""
    return _KINDS.get(field, str)


def _check_item(name: object, item: object, file: Path, line: int) -> None:
    """Hold one parameter or column against what the header may say of it."""
    if not isinstance(name, str) or not isinstance(item, dict):
        raise SourceFault(f"“{name}” has to be a name with {_WORDS[dict]}.", file, line)


def _parameter(name: str, item: Mapping[str, Any], lines: list[str], file: Path) -> Parameter:
    line = line_of(lines, str(name), "parameters")
    _check_item(name, item, file, line)
    type_ = str(item.get("type", ""))
    if type_ not in list(ParameterType):
        raise SourceFault(_unknown(f"parameter type for “{name}”", type_, ParameterType), file, line)
    kind = ParameterType(type_)
    source = str(item.get("scheme") or item.get("class") or "")
    if kind in (ParameterType.CONCEPT, ParameterType.THING) and not source:
        raise SourceFault(f"the parameter “{name}” does not say where its values come from: “scheme:” or “class:”.", file, line)
    if kind is ParameterType.CHOICE and not isinstance(item.get("choices"), dict):
        raise SourceFault(f"the parameter “{name}” is a choice without “choices:”, {_WORDS[dict]}.", file, line)
    default = item.get("default")
    return Parameter(
        name=name,
        label=str(item.get("label") or name.replace("-", " ").capitalize()),
        type=kind,
        help=str(item.get("help", "")),
        required=bool(item.get("required", default is None)),
        default=None if default is None else str(default).lower() if isinstance(default, bool) else str(default),
        source=source,
        choices={str(key): str(label) for key, label in (item.get("choices") or {}).items()},
        many=_many(name, item, kind, file, line),
        limits=_limits(item, kind, file, line),
    )


def _limits(item: Mapping[str, Any], kind: ParameterType, file: Path, line: int) -> Limits:
    try:
        return read_limits(item, kind)
    except ValueError as error:
        raise SourceFault(str(error), file, line) from error


_MANY = {"any": "or", "all": "and", "none": "or"}
_TAKE_MANY = (ParameterType.CONCEPT, ParameterType.THING, ParameterType.CHOICE)


def _many(name: str, item: Mapping[str, Any], kind: ParameterType, file: Path, line: int) -> str:
    """The word between the values of a gap that takes several: the header says whether any, all or none of them count."""
    wanted = item.get("many")
    if wanted is None:
        return ""
    if not isinstance(wanted, str) or wanted not in _MANY or kind not in _TAKE_MANY:
        raise SourceFault(f"“many” of “{name}” is {', '.join(_MANY)}, for a gap of the type {', '.join(_TAKE_MANY)}.", file, line)
    return _MANY[wanted]


def _column(name: str, item: Mapping[str, Any], lines: list[str], file: Path) -> Column:
    line = line_of(lines, str(name), "columns")
    _check_item(name, item, file, line)
    type_ = str(item.get("type", ColumnType.TEXT))
    if type_ not in list(ColumnType):
        raise SourceFault(_unknown(f"column type for “{name}”", type_, ColumnType), file, line)
    return Column(name, str(item.get("label") or name.capitalize()), ColumnType(type_))


def _unknown(what: str, name: str, known: Iterable[str]) -> str:
    names = [str(item) for item in known]
    meant = nearest(name, names, 1)
    hint = f" Did you mean {meant[0]}?" if meant else ""
    return f"there is no {what} “{name}”; there are {', '.join(names)}.{hint}"

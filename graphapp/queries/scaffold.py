"""A new question to begin with: a file that is whole and runs, which its author then makes into the question they mean."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphapp.errors import InputError

TO_WRITE = "To be written:"
"""Stands in the header wherever only its author knows what to say."""

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST_NAME, _LONGEST_TEXT = 60, 200
_GAP, _OPTIONAL = re.compile(r"\{([^{}]*)\}"), re.compile(r"\[[^\[\]]*\]")


@dataclass(frozen=True)
class Gap:
    """A gap that a new question can begin with.

    :param kind: how the header says which values it takes
    :param default: the value that is taken when none is given
    :param path: what leads from a statement to a value
    :param because: why a statement counts, before the label of the value
    """

    label: str
    kind: str
    default: str
    path: str
    because: str = "its words name "


GAPS = {
    "area": Gap(
        "Inspection area",
        'type: thing, class: "sef:InspectionArea"',
        "readiness-2014-9",
        "sef:inAssessment/sef:ofArea",
        "its row is about ",
    ),
    "need": Gap("Need group", "type: concept, scheme: need", "looked-after", "sef:forNeed"),
    "partner": Gap("Partner", 'type: thing, class: "sef:Partner"', "hampshire-parent-carer-network", "sef:namesPartner"),
    "sector": Gap("Sector", "type: concept, scheme: sector", "health", "sef:statedSector"),
    "service": Gap("Service", 'type: thing, class: "sef:Service"', "hampshire-portage", "sef:mentions"),
    "setting": Gap("Setting", "type: concept, scheme: setting", "schools", "sef:forSetting"),
    "theme": Gap("Theme", "type: concept, scheme: theme", "transition-to-adulthood", "sef:statedTheme", "its words are about "),
}
"""The gaps that are written by themselves; an author adds any other by hand, as “Writing questions” in CONTRIBUTING says."""

_FILE = """\
#+ title: {title}
#+ question: {question}
#+ description: >
#+   {to_write} what is listed, and when something counts. For now it is every statement whose own words fill the gaps.
#+ cannot_tell: >
#+   {to_write} what the answer does not say to those who trust it.
#+ task: {task}
#+ audience: [{audience}]
#+ tags: [{tags}]
{parameters}#+ columns:
#+   statement: {{label: Statement, type: thing}}
#+   row: {{label: Row, type: thing}}
#+   column: {{label: Column, type: thing}}
#+   tier: {{label: How it counts}}
#+   reason: {{label: Why}}
PREFIX sef: <https://w3id.org/send-sef/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?statement ?row ?row_label ?column ?tier ?reason
WHERE {{
{patterns}
  ?statement sef:inAssessment ?row ; sef:inColumn ?column ; sef:order ?order .
  ?row sef:rowId ?row_id .
{conditions}  MINUS {{ ?statement a sef:Heading }}
  BIND(CONCAT("Row ", ?row_id) AS ?row_label)
  BIND("stated" AS ?tier)
  BIND({reason} AS ?reason)
}}
ORDER BY ?order
"""


def refuse_name(name: str) -> None:
    """Refuse what cannot be the name of a question, which is its file and its address.

    :raises InputError: with what a name looks like
    """
    if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
        message = f"“{name[:LONGEST_NAME]}” is no name for a question: small letters and figures with single hyphens, such as "
        raise InputError(f"{message}services-of-a-sector, up to {LONGEST_NAME} characters.")


def unwritten(sparql: str) -> Iterator[tuple[int, str]]:
    """What only the author of a question can say and has not said yet: the line, counted from 1, and what to write there."""
    for number, line in enumerate(sparql.splitlines(), 1):
        if TO_WRITE in line:
            yield number, line.partition(TO_WRITE)[2].strip()


@dataclass(frozen=True)
class Heading:
    """What its author says of a new question.

    :param question: a sentence with gaps in braces, each one of :data:`GAPS`
    """

    title: str
    question: str
    task: str
    audience: tuple[str, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Each text with what it is."""
        yield from (("title", self.title), ("question", self.question), ("task", self.task))
        yield from (("audience", item) for item in self.audience)


def scaffold(heading: Heading) -> str:
    """The text of a new question that lists statements: whole, so that it can be checked and run as it is.

    :raises InputError: for a text that no header can hold, or a gap that is not among :data:`GAPS`
    """
    for what, text in heading.texts():
        refuse_text(what, text)
    gaps = _gaps(heading.question)
    needed = [name for name, optional in gaps.items() if not optional]
    return _FILE.format(
        title=quoted(heading.title),
        question=quoted(heading.question),
        task=quoted(heading.task),
        audience=", ".join(map(quoted, heading.audience)),
        tags=", ".join(["statements", *gaps]),
        to_write=TO_WRITE,
        parameters=_parameters(gaps),
        patterns="\n".join(_patterns(needed)),
        conditions="".join(f"{line}\n" for line in _conditions(name for name, optional in gaps.items() if optional)),
        reason=_reason(needed),
    )


def refuse_text(what: str, text: str) -> None:
    """Refuse a *text* that the header cannot hold on one line; *what* says which it is.

    :raises InputError: with what it may be
    """
    if not text.strip() or not text.isprintable() or len(text) > _LONGEST_TEXT:
        raise InputError(f"The {what} is a line of text of up to {_LONGEST_TEXT} characters.")


def _gaps(question: str) -> dict[str, bool]:
    """The gaps of *question*, and whether each stands in square brackets alone, and so may stay empty.

    :raises InputError: when it is no question, or has a gap that is not among :data:`GAPS`
    """
    if not question.endswith("?"):
        raise InputError("The question is a sentence that ends with “?”, its gaps in braces: Which statements name {sector}?")
    for name in _GAP.findall(question):
        if name not in GAPS:
            known = f"those are {', '.join(GAPS)}. Write any other into the file by hand."
            raise InputError(f"“{name}” is no gap that can be written for you; {known}")
    if set("{}") & set(_GAP.sub("", question)):
        raise InputError("A brace of the question has no partner; a gap is written {sector}.")
    needed = _GAP.findall(_OPTIONAL.sub("", question))
    return {name: name not in needed for name in _GAP.findall(question)}


def quoted(text: str) -> str:
    """*text* as YAML holds it: a text of JSON is one of YAML."""
    return json.dumps(text, ensure_ascii=False)


def _parameters(gaps: Mapping[str, bool]) -> str:
    """What the header says of the gaps."""
    lines = [f"#+   {name}: {{{_declared(GAPS[name], optional=optional)}}}\n" for name, optional in gaps.items()]
    return "".join(["#+ parameters:\n", *lines]) if lines else ""


def _declared(gap: Gap, *, optional: bool) -> str:
    return f"label: {gap.label}, {gap.kind}, {'required: false' if optional else f'default: {gap.default}'}"


def _patterns(needed: Sequence[str]) -> Iterator[str]:
    """What chooses the statements; these patterns come first, as they leave few."""
    for name in needed:
        yield f"  ?statement {GAPS[name].path} ${name} . ${name} skos:prefLabel ?{name}_label ."
    if not needed:
        yield "  ?statement a sef:PlannedAction ."


def _conditions(optional: Iterable[str]) -> Iterator[str]:
    """What a gap asks for that may stay empty."""
    for name in optional:
        yield f"  VALUES ?wanted_{name} {{ ${name} }}"
        yield f"  FILTER(!BOUND(?wanted_{name}) || EXISTS {{ ?statement {GAPS[name].path} ?wanted_{name} }})"


def _reason(needed: Sequence[str]) -> str:
    """Why a statement counts, as an expression."""
    words = [f'"{GAPS[name].because}", STR(?{name}_label)' for name in needed]
    joined = """, "; ", """.join(words)
    return f"CONCAT({joined})" if words else '"it is a planned action"'

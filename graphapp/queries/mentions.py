"""Whether a self-evaluation speaks of a value at all: what it does not say is something else than what nobody asked well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import URIRef

from graphapp.namespaces import sparql_prefixes
from graphapp.queries.parameters import Filled, Option
from graphapp.store.base import Store

_STATEMENTS = """
SELECT (COUNT(DISTINCT ?statement) AS ?count) WHERE {
  { ?statement ?relation %s } UNION { ?row sef:ofArea %s . ?statement sef:inAssessment ?row }
  ?statement a sef:Statement .
  MINUS { ?statement a sef:Heading }
}
"""

_NOT_OF_DOCUMENTS = ("sef:Rule",)
"""Classes of things that no document speaks of."""


@dataclass(frozen=True)
class Mention:
    """How a value of a gap stands in one self-evaluation.

    :param label: of the gap
    :param statements: how many statements are tied to it, by their own words, a rule or their place; headings left out
    """

    label: str
    option: Option
    statements: int

    @property
    def words(self) -> str:
        """What that means for an answer that is empty."""
        if not self.statements:
            return (
                f"The document does not say anything about {self._value}: the name is known here, "
                "and no statement of this self-evaluation has to do with it."
            )
        statements = "1 statement has" if self.statements == 1 else f"{self.statements} statements have"
        return f"The document does speak of {self._value}: {statements} to do with it, but none meets all that is asked here."

    @property
    def _value(self) -> str:
        return f"“{self.option.label}” ({self.label[:1].lower()}{self.label[1:]})"


def mentions(scoped: Store, filled: Mapping[str, Filled]) -> Iterator[Mention]:
    """How the things and concepts that a question is *filled* with stand in the self-evaluation that *scoped* shows."""
    for item in filled.values():
        for option in item.options if item.parameter.source not in _NOT_OF_DOCUMENTS else ():
            if isinstance(option.term, URIRef):
                yield Mention(item.parameter.label, option, _statements(scoped, option.term))


def _statements(scoped: Store, term: URIRef) -> int:
    (row,) = scoped.select(sparql_prefixes() + _STATEMENTS % (term.n3(), term.n3()))
    return int(str(row["count"]))

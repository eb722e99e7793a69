"""Coherent parts of the real edition: whole rows with all that they lead to, until a size is reached.

A quad belongs to a sample when everything of the council's own that it names does. So nothing in a sample points to a thing that
is not described there, and what the rules derived stands beside what they derived it from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from random import Random

from rdflib.namespace import RDF

from graphapp.namespaces import SEF
from graphapp.synthesis.template import Template, token

_TYPE, _IN_ROW, _ORDER = token(str(RDF.type)), token(str(SEF.inAssessment)), token(str(SEF.order))
_OF_WHOLE_ROW = {token(str(SEF.Heading)), token(str(SEF.Judgement))}
_NAMES = token(str(SEF.mentions))
_ANSWERS = {token(str(SEF.ActionInvolvingHealth)), token(str(SEF.ActionOnTransitionToAdulthood))}
"""What a planned action is called that answers the first saved question as it stands."""


class Sampler:
    """Draws samples from one template.

    :param size: how many quads a sample has, up to one statement with all that it leads to
    """

    def __init__(self, template: Template, size: int) -> None:
        self.quads, self.size = template.quads, size
        base = f"<{template.naming.base}".encode()
        self._root = tuple(base + kind for kind in (b"id/statement/", b"id/assessment/", b"id/self-evaluation/"))
        self.own = frozenset(quad.subject for quad in self.quads)
        self._around: dict[bytes, list[int]] = defaultdict(list)
        self._leads: dict[bytes, list[bytes]] = defaultdict(list)
        self._connect()
        self._rows = self._statements_by_row()
        self._of_whole_row = {quad.subject for quad in self.quads if quad.predicate == _TYPE and quad.value in _OF_WHOLE_ROW}
        self._asked_for = (self._answering(), *(self._naming(base + kind) for kind in (b"id/board/", b"id/review/")))

    def draw(self, chance: Random) -> list[int]:
        """The places, in ``template.quads``, of a new sample's quads: *chance* chooses the rows.

        The first row always holds an answer to the first saved question, and the next two name a board and a review.
        """
        first = [chance.choice(rows) for rows in self._asked_for if rows]
        rest = [*self._rows]
        chance.shuffle(rest)
        grown: set[bytes] = set()
        quads = self._grow(grown, self._outside_of_rows())
        for things in (things for row in dict.fromkeys((*first, *rest)) for things in self._steps(row)):
            if len(quads) >= self.size:
                break
            quads += self._grow(grown, things)
        return sorted(quads)

    def _steps(self, row: bytes) -> Iterator[list[bytes]]:
        """*row* with its headings and judgements, which the rules draw on for all of it; then statement by statement."""
        statements = self._rows[row]
        yield [row, *(statement for statement in statements if statement in self._of_whole_row)]
        yield from ([statement] for statement in statements)

    def _grow(self, grown: set[bytes], things: list[bytes]) -> list[int]:
        """Add *things* and all that they lead to; return the quads that became complete by that."""
        complete, waiting = [], [*things]
        while waiting:
            here = waiting.pop()
            if here in grown:
                continue
            grown.add(here)
            complete += [place for place in self._around[here] if self._is_complete(place, grown)]
            waiting += self._leads[here]
        return complete

    def _is_complete(self, place: int, grown: set[bytes]) -> bool:
        quad = self.quads[place]
        return quad.subject in grown and (quad.value in grown or quad.value not in self.own)

    def _connect(self) -> None:
        """Note which quads name a thing, and which things lead to which: to their parts, and to what is no statement or row."""
        for place, quad in enumerate(self.quads):
            self._around[quad.subject].append(place)
            if quad.value in self.own and quad.value != quad.subject:
                self._around[quad.value].append(place)
                if b"#" in quad.value or not quad.value.startswith(self._root):
                    self._leads[quad.subject].append(quad.value)
        for thing in sorted(self.own):
            whole, is_part, _ = thing.partition(b"#")
            if is_part:
                self._leads[whole + b">"].append(thing)

    def _statements_by_row(self) -> dict[bytes, list[bytes]]:
        """The rows in an order that is always the same, with their statements in that of the document: headings come first."""
        order = {quad.subject: int(quad.value.split(b'"')[1]) for quad in self.quads if quad.predicate == _ORDER}
        rows: dict[bytes, list[bytes]] = defaultdict(list)
        for quad in sorted((quad for quad in self.quads if quad.predicate == _IN_ROW), key=lambda quad: order[quad.subject]):
            rows[quad.value].append(quad.subject)
        return dict(sorted(rows.items()))

    def _outside_of_rows(self) -> list[bytes]:
        """What every sample has: the self-evaluation itself, and the statements above all rows."""
        inside = {*self._rows, *(statement for statements in self._rows.values() for statement in statements)}
        return sorted(thing for thing in self.own - inside if thing.startswith(self._root) and b"#" not in thing)

    def _answering(self) -> list[bytes]:
        """The rows with a planned action that answers the first saved question."""
        types: dict[bytes, set[bytes]] = defaultdict(set)
        for quad in self.quads:
            if quad.predicate == _TYPE and quad.value in _ANSWERS:
                types[quad.subject].add(quad.value)
        answers = {thing for thing, found in types.items() if found == _ANSWERS}
        return [row for row, statements in self._rows.items() if not answers.isdisjoint(statements)]

    def _naming(self, kind: bytes) -> list[bytes]:
        """The rows with a statement that names a thing of *kind*."""
        names = {quad.subject for quad in self.quads if quad.predicate == _NAMES and quad.value.startswith(kind)}
        return [row for row, statements in self._rows.items() if not names.isdisjoint(statements)]

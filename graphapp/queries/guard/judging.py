"""One file becomes a verdict: does the question parse, fit its header, answer in time, and give its golden answers?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from graphapp.errors import GraphappError, SourceFault
from graphapp.namespaces import Naming
from graphapp.queries.checks import check_answer, check_form
from graphapp.queries.guard.golden import Golden, golden_files, read_golden
from graphapp.queries.guard.ties import order_of, tied
from graphapp.queries.guard.verdicts import Verdict, digest_of
from graphapp.queries.header import SavedQuery, read_query
from graphapp.queries.parameters import Given
from graphapp.queries.run import Answered, run_query
from graphapp.queries.scaffold import unwritten
from graphapp.queries.scope import EDITION, editions, within_edition
from graphapp.store.base import Store

BUDGET = 5.0
"""Seconds of the processor that one answer may take. The slowest question takes a fiftieth of it, so that a slow machine, or one
with other work, keeps no question back; one that tries every fact with every other takes far longer on any machine."""

T = TypeVar("T")

Limit = Callable[[float], object]
"""Lets what follows take so many seconds of the processor, or any with 0."""


def _no_limit(_: float) -> None:
    """Limits nothing: what takes too long is noticed when it is done."""


class Judge:
    """Judges the files of one folder on one store.

    :param store: what the questions are asked of
    :param budget: seconds of the processor that one answer may take
    :param limit: ends this process when an answer takes longer
    """

    def __init__(self, folder: Path, store: Store, naming: Naming, budget: float = BUDGET, limit: Limit = _no_limit) -> None:
        self._store, self._naming, self._budget, self._limit = store, naming, budget, limit
        here = editions(store, naming)
        self._golden = defaultdict[str, list[Path]](list)
        for file in golden_files(folder):
            if file.parent.name in here:
                self._golden[file.stem.partition("--")[0]].append(file)

    def judge(self, file: Path) -> Verdict:
        """The verdict on *file*."""
        verdict = Verdict(file.stem, digest_of(file), datetime.now(UTC).isoformat(timespec="seconds"))
        try:
            return self._judge(read_query(file), verdict)
        except SourceFault as fault:
            return replace(verdict, problem=fault.in_public)
        except GraphappError as error:
            return replace(verdict, problem=f"{file.name}: {error}")

    def _judge(self, query: SavedQuery, verdict: Verdict) -> Verdict:
        """The *verdict* with what was found of *query*.

        :raises SourceFault: when it does not pass
        """
        order = order_of(check_form(query))
        self._in_time(query, lambda: check_answer(query, self._store, self._naming))
        answered, seconds = self._answer(query, {})
        golden = [read_golden(each) for each in self._golden.get(query.name, ())]
        for each in golden:
            self._compare(query, each)
        remarks = [*self._order_remarks(answered, order), *(_TO_WRITE.format(*each) for each in unwritten(query.sparql))]
        remarks += [] if golden or not self._golden else [NO_GOLDEN]
        return replace(verdict, seconds=seconds, rows=len(answered.rows), golden=len(golden), remarks=tuple(remarks))

    def _compare(self, query: SavedQuery, golden: Golden) -> None:
        """Ask *query* as *golden* does, and hold the two answers against each other."""
        answered, _ = self._answer(query, {EDITION: golden.edition, **golden.given})
        difference = golden.difference(answered)
        if difference:
            raise SourceFault(difference, query.file)

    def _order_remarks(self, answered: Answered, order: Sequence[str]) -> tuple[str, ...]:
        """Whether engines may put the rows of *answered* in different orders."""
        if len(answered.rows) < 2:  # noqa: PLR2004 - one row has no order
            return ()
        if not order:
            return ("it has no ORDER BY, so engines may give its rows in any order.",)
        scoped = within_edition(self._store, self._naming, answered.edition)
        count = tied(scoped, answered.sparql, order)
        return (_TIED.format(count),) if count else ()

    def _answer(self, query: SavedQuery, given: Given) -> tuple[Answered, float]:
        """The answer to *query* and the seconds that it took."""
        return self._in_time(query, lambda: run_query(self._store, query, given, self._naming))

    def _in_time(self, query: SavedQuery, ask: Callable[[], T]) -> tuple[T, float]:
        """What *ask* gives, and the seconds that it took.

        :raises SourceFault: when it took too many of the processor
        """
        began, worked = perf_counter(), process_time()
        self._limit(self._budget)
        try:
            answer = ask()
        finally:
            self._limit(0)
        if process_time() - worked > self._budget:
            raise SourceFault(too_long(self._budget), query.file)
        return answer, perf_counter() - began


def too_long(budget: float) -> str:
    """What to say of a question that does not answer within *budget* seconds."""
    return f"an answer takes longer than {budget:g} seconds. Put the selective pattern first."


NO_GOLDEN = "it has no golden answer; work one out from the document."
"""The remark on a question without one, where others have some."""

_TO_WRITE = "in line {}, write {}"
"""The remark on what only the author of a question knows and has not said yet."""

_TIED = "{} of its rows share all that ORDER BY names; let it end in something that no two rows share."

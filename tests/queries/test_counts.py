"""The number beside a value is the number of rows that come with it: for every question, over pairs of values of two gaps."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

import pytest

from graphapp.queries.choices import Asking, Choice
from graphapp.queries.header import Parameter, ParameterType, SavedQuery
from graphapp.queries.parameters import fill
from graphapp.queries.run import run_query
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.base import Store
from tests.published import Published

pytestmark = pytest.mark.untraced
"""Thousands of inputs go the same way: other tests count the lines, and these take half the time without."""

RUNS = 2_000 if os.environ.get("CI") else 300
"""Answers that are compared with their numbers, over all questions; the same ones each time."""

AT_ONCE = 12 if os.environ.get("CI") else 4
"""Values of a gap that are compared while the other gap stays as it is: the numbers of all of them are worked out together."""


@dataclass(frozen=True)
class Sampler:
    """Draws values that a question offers."""

    published: Published
    scoped: Store
    query: SavedQuery
    chance: random.Random

    def draws(self) -> Iterator[list[tuple[dict[str, str], Choice]]]:
        """Values for one gap while another has a value that is offered, without an end; at first with the defaults."""
        counted = list(filter(is_counted, self.query.parameters))
        for parameter in counted:
            yield self._draw({}, parameter)
        while counted:
            parameter = self.chance.choice(counted)
            others = [item for item in self.query.parameters if item is not parameter]
            if not others:
                return
            yield self._draw(self._offered(self.chance.choice(others)), parameter)

    def _draw(self, given: dict[str, str], parameter: Parameter) -> list[tuple[dict[str, str], Choice]]:
        counted = [choice for choice in self._choices(given, parameter) if choice.rows is not None]
        chosen = self.chance.sample(counted, min(AT_ONCE, len(counted)))
        return [({**given, parameter.name: choice.option.value}, choice) for choice in chosen]

    def _offered(self, parameter: Parameter) -> dict[str, str]:
        if parameter.type is ParameterType.INTEGER:
            return {parameter.name: str(self.chance.randint(int(parameter.limits.least or 0), 12))}
        if not is_counted(parameter):
            return {}
        offered = [choice for choice in self._choices({}, parameter) if choice.rows != 0]
        return {parameter.name: self.chance.choice(offered).option.value}

    def _choices(self, given: dict[str, str], parameter: Parameter) -> tuple[Choice, ...]:
        filled = fill(self.scoped, self.query, given, self.published.naming)
        return Asking(self.scoped, self.query, filled, self.published.naming).choices(parameter)


def sample(published: Published) -> Iterator[tuple[SavedQuery, dict[str, str], Choice]]:
    """Values with their numbers, each once, a few of each question in turn."""
    scoped = within_edition(published.store, published.naming, choose_edition(published.store, published.naming))
    chance = random.Random(4)  # noqa: S311 - a sample, not a secret
    draws = {query.name: Sampler(published, scoped, query, chance).draws() for query in published.library.values()}
    seen = set[tuple[str, tuple[tuple[str, str], ...]]]()
    while draws:
        for name in list(draws):
            drawn = next(draws[name], None)
            if drawn is None:
                del draws[name]
            for given, choice in drawn or ():
                key = name, tuple(sorted(given.items()))
                if key not in seen:
                    seen.add(key)
                    yield published.library[name], given, choice


def test_the_number_beside_a_value_is_the_rows_that_come_with_it(published: Published) -> None:
    compared = Counter[str]()
    for query, given, choice in islice(sample(published), RUNS):
        answer = run_query(published.store, query, given, published.naming)
        assert choice.rows == len(answer.rows), (query.name, given)
        compared[query.name] += 1
    print(f"{compared.total()} answers of {len(compared)} questions have as many rows as was said")  # noqa: T201
    assert compared.total() == RUNS
    assert set(compared) == {query.name for query in published.library.values() if any(map(is_counted, query.parameters))}


def is_counted(parameter: Parameter) -> bool:
    """Whether *parameter* offers values, each with its number: a number or a date is typed."""
    return parameter.type in (ParameterType.CONCEPT, ParameterType.THING, ParameterType.CHOICE, ParameterType.BOOLEAN)

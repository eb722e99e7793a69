"""What is wrong with the values that somebody gives: gathered, so that all of it is told at once."""

from __future__ import annotations

from collections.abc import Container, Iterator
from contextlib import contextmanager

from graphapp.errors import Fault, ParameterError

MOST_TOLD = 50
"""Faults that an answer tells. An address can hold thousands, which nobody reads, and which would make a long answer to a short
request."""


class Faults:
    """Gathers faults.

    >>> faults = Faults()
    >>> with faults.of("sector"):
    ...     raise ParameterError("“helth” is no value for sector.")
    >>> faults.add("colour", "There is no gap called “colour”.")
    >>> faults.end()
    Traceback (most recent call last):
    graphapp.errors.inputs.ParameterError: “helth” is no value for sector. There is no gap called “colour”.
    """

    def __init__(self) -> None:
        self._found: list[Fault] = []

    def add(self, parameter: str, detail: str) -> None:
        """Note what is wrong with *parameter*."""
        self._found.append(Fault(parameter, detail))

    @contextmanager
    def of(self, parameter: str = "", but: Container[str] = ()) -> Iterator[None]:
        """Go on behind the block where a :class:`ParameterError` ends it, and note what that says.

        :param parameter: what it is about, where it does not say so itself
        :param but: parameters of which nothing is noted
        """
        try:
            yield
        except ParameterError as error:
            found = error.faults or (Fault(parameter, str(error)),)
            self._found += (fault for fault in found if fault.parameter not in but)

    def end(self) -> None:
        """Tell all that was found.

        :raises ParameterError: when anything was
        """
        if not self._found:
            return
        told = " ".join(fault.detail for fault in self._found[:MOST_TOLD])
        more = len(self._found) - MOST_TOLD
        raise ParameterError(f"{told} There are {more:,} more of these." if more > 0 else told, self._found)

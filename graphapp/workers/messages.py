"""What goes over the socket between the site and a worker: a job, and a reply. Each is one message."""

from __future__ import annotations

import json
from dataclasses import dataclass

import orjson

from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.workers.wire import Wire

_END_OF_HEAD = b"\n"
"""Stands between the head of a reply, a line of JSON, and its content."""


@dataclass(frozen=True)
class Job:
    """A query, and what suits who asked.

    :param results: the media type for rows; empty where none suits
    :param triples: that for triples
    :param truth: that for yes or no
    :param graphs: the default graphs and the named graphs that were chosen beside the query; None where the query itself decides
    """

    query: str
    results: str
    triples: str
    truth: str = RESULTS_JSON
    graphs: tuple[tuple[str, ...], tuple[str, ...]] | None = None

    def send(self, wire: Wire) -> None:
        """Send the job to a worker; in ASCII, as anyone's text may hold half a surrogate pair."""
        wire.send(json.dumps(vars(self)).encode())

    @classmethod
    def receive(cls, wire: Wire) -> Job:
        """Receive a job.

        :raises EOFError: when the site went away
        """
        return cls(**json.loads(wire.receive()))


@dataclass(frozen=True)
class Reply:
    """An answer, or why there is none.

    :param media_type: of the content; empty when there is none
    :param rows: how many rows or triples it holds
    :param unwanted: the kind of the answer, when that suits in no form that exists
    :param refusal: a sentence, when the query was refused
    :param stopped: a sentence, when it needs more than it may
    :param fault: a sentence, when the engine failed
    :param is_last: whether the worker ends after it
    """

    media_type: str = ""
    rows: int = 0
    unwanted: str = ""
    refusal: str = ""
    stopped: str = ""
    fault: str = ""
    is_last: bool = False
    content: bytes = b""

    def send(self, wire: Wire) -> None:
        """Send the reply to the site."""
        head = {name: value for name, value in vars(self).items() if name != "content"}
        wire.send(orjson.dumps(head) + _END_OF_HEAD + self.content)

    @classmethod
    def receive(cls, wire: Wire) -> Reply:
        """Receive a reply.

        :raises EOFError: when the worker ended before it had one
        :raises OSError: when it ended in the middle of it
        :raises ValueError: when it is none
        """
        head, _, content = wire.receive().partition(_END_OF_HEAD)
        try:
            return cls(**orjson.loads(head), content=content)
        except TypeError as error:
            raise ValueError("not a reply") from error

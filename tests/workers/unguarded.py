"""A worker that forgot to look at the query: run with a version and a query, it prints what it would reply."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from pathlib import Path
from unittest import mock

from graphapp.exports.result_formats import RESULTS_JSON
from graphapp.store import open_version
from graphapp.store.versions import read_version
from graphapp.workers import process
from graphapp.workers.messages import Job
from tests.workers.conftest import limits


def main(folder: str, query: str, wall: str) -> None:
    """Answer *query*, behind the limits of one query or, where *wall* is “no”, without them."""
    store = open_version(read_version(Path(folder)), "memory")
    allowed = limits(20)
    with mock.patch.object(process, "refuse_unsafe"), allowed.without_descriptors() if wall == "wall" else nullcontext():
        reply = process.answer(store, Job(query, RESULTS_JSON, "text/turtle"), allowed)
    sys.stdout.write(reply.fault or reply.refusal or reply.stopped or reply.content.decode())


if __name__ == "__main__":
    main(*sys.argv[1:])

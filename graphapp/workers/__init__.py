"""Answers SPARQL that anyone may have typed, in processes that may die (design, decision 13).

pyoxigraph cannot be told to stop, and ends its process when a query nests too deeply. So such queries run in worker processes::

    the site ── Pool ──(Unix socket, a connection to each worker)──> workers, forked from ──> the spawner

The spawner is a new, single-threaded process that opens the version once; its workers share that memory. Each sets its own
alarm before a query: the kernel ends it on time whatever the engine is doing, and the spawner forks another.
"""

from graphapp.workers.limits import Limits
from graphapp.workers.pool import Pool

__all__ = ["Limits", "Pool"]

"""What is served now: one version whole, and the next one as soon as it is published."""

from __future__ import annotations

import logging
import weakref
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Lock, Thread

from graphapp.errors import GraphappError
from graphapp.queries.guard.offering import offered, published_report, report_of
from graphapp.queries.guard.verdicts import Report
from graphapp.queries.library import Library
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store import MOST_IN_MEMORY, open_version
from graphapp.store.base import Store
from graphapp.store.versions import Version, current_version, fingerprint
from graphapp.web.answers import AnswerCache
from graphapp.workers import Limits, Pool

_log = logging.getLogger(__name__)

_LOOK_EVERY = 0.5
"""Seconds between looks at the pointer."""


@dataclass(frozen=True, eq=False)
class Opened:
    """A version that answers. Whoever holds it can go on reading, also after the next one has taken its place.

    :param version: its id; empty for a store that does not say which version it has
    :param published: when it was written, in ISO 8601
    :param library: the saved questions that are offered
    :param questions: what was found of the saved questions when it was built; None where that was not kept
    :param pool: the workers for SPARQL that anyone may have typed; None where a remote engine answers it
    """

    version: str
    engine: str
    store: Store
    answers: AnswerCache
    library: Library
    pool: Pool | None = None
    published: str = ""
    questions: Report | None = None


class Serving:
    """Gives each request what it answers from.

    :param first: what is served at first
    :param watch: opens what is current if that has changed, and gives None otherwise; left out where nothing ever changes
    """

    def __init__(self, first: Opened, watch: Callable[[], Opened | None] | None = None) -> None:
        self._now = first
        self._watch = watch
        self._end = Event()
        self._looking = Lock()
        self.problem = ""
        if watch:
            Thread(target=self._look, name="graphapp-versions", daemon=True).start()

    @property
    def now(self) -> Opened:
        """What is served now. A request takes it once and keeps it, so that its answer is of one version."""
        return self._now

    def close(self) -> None:
        """Stop looking for new versions."""
        self._end.set()

    def _look(self) -> None:
        while not self._end.wait(_LOOK_EVERY):
            self.look()

    def look(self) -> None:
        """Take the place of what is served with what is current, if that is another version and can be opened."""
        with self._looking:
            try:
                following = self._watch() if self._watch else None
            except Exception as error:  # noqa: BLE001 - whatever it is, what was served goes on being served, and looked after
                self.problem = str(error) if isinstance(error, GraphappError) else "The new version cannot be opened."
                _log.exception("a new version cannot be opened", exc_info=error)
                return
            if following:
                self.problem = ""
                self._now = following


def serve_published(settings: Settings) -> Serving:
    """Serve the current version of the home folder, and whichever becomes current later.

    :raises NotPublished: when there is none yet
    """
    seen = fingerprint(settings.home_folder)
    return Serving(_open(current_version(settings.home_folder), settings), _watcher(settings, seen))


def _watcher(settings: Settings, seen: tuple[int, int] | None) -> Callable[[], Opened | None]:
    """A function that opens the current version when the pointer has moved since it was last asked, and gives None otherwise."""

    def watch() -> Opened | None:
        nonlocal seen
        found = fingerprint(settings.home_folder)
        if found == seen:
            return None
        seen = found
        return _open(current_version(settings.home_folder), settings)

    return watch


def _open(version: Version, settings: Settings) -> Opened:
    """Open *version* for answering."""
    manifest = version.manifest
    engine = settings.engine
    if engine == "auto":
        engine = "memory" if manifest.quads <= MOST_IN_MEMORY else "disk"
    store = open_version(version, engine)
    limits = Limits.of(settings, on_disk=engine == "disk")
    pool = Pool(version, engine, limits, settings.sparql_workers, settings.sparql_waiting)
    answers, questions = AnswerCache(settings.cache_megabytes), report_of(version)
    opened = Opened(manifest.version, engine, store, answers, _offered(questions), pool, manifest.created, questions)
    weakref.finalize(opened, pool.close)  # when the last request that holds it has been answered
    return opened


def serve_store(store: Store, settings: Settings) -> Serving:
    """Serve *store*, which never changes as far as we know, or changes without telling us; so no answer of it is kept.

    What was found of the saved questions when this machine last built holds there too: a file that failed is the same anywhere.
    """
    questions = published_report(settings.home_folder)
    return Serving(Opened("", "remote", store, AnswerCache(0), _offered(questions), questions=questions))


def _offered(questions: Report | None) -> Library:
    """The saved questions that are offered, read again for each version: it may have been built because they were changed."""
    return offered(Library(folder("queries")), questions)

"""The questions that are offered: those that passed when the version that is served was built, and are still the same."""

from __future__ import annotations

import logging
from hashlib import sha256
from pathlib import Path

from graphapp.errors import NotPublished, SourceFault
from graphapp.queries.checks import check_form
from graphapp.queries.guard.verdicts import Report
from graphapp.queries.header import SavedQuery
from graphapp.queries.library import Library
from graphapp.store.versions import Version, current_version

_log = logging.getLogger(__name__)


def report_of(version: Version) -> Report | None:
    """What was found of the questions when *version* was built; None for one of an earlier release, which did not keep it."""
    if version.questions is None:
        return None
    try:
        return Report.from_json(version.questions.read_bytes())
    except (OSError, ValueError) as error:
        _log.warning("%s cannot be read, so nothing is known of the questions", version.questions, exc_info=error)
        return None


def published_report(home: Path) -> Report | None:
    """What was found when the current version of *home* was built; None where there is none."""
    try:
        return report_of(current_version(home))
    except NotPublished:
        return None


def offered(library: Library, report: Report | None) -> Library:
    """*library* without the questions that did not pass.

    A file that was changed since is another question, of which the report says nothing. It is not run here again; its form is
    looked at, so that what does not even parse is not offered.
    """
    if report is None:
        return library
    problems = ((query.name, _problem(query, report)) for query in library.values())
    return library.without({name: problem for name, problem in problems if problem})


def is_as_checked(query: SavedQuery, report: Report | None) -> bool:
    """Whether *query* is as *report* found it: its file may have been changed since."""
    verdict = report.verdicts.get(query.name) if report else None
    return verdict is not None and verdict.digest == sha256(query.sparql.encode()).hexdigest()


def _problem(query: SavedQuery, report: Report) -> str:
    """Why *query* is not offered; empty when it is."""
    if is_as_checked(query, report):
        return report.verdicts[query.name].problem
    try:
        check_form(query)
    except SourceFault as fault:
        return fault.in_public
    return ""

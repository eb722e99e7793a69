"""``/queries/status``: what was found of each saved question, and why some are not offered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, render_template

from graphapp.queries.guard.offering import is_as_checked
from graphapp.queries.guard.verdicts import Report, Verdict
from graphapp.queries.library import Library
from graphapp.web.services import services

pages = Blueprint("status", __name__, url_prefix="/queries")


@dataclass(frozen=True)
class QuestionStatus:
    """One question, as the page shows it.

    :param title: its name where it cannot be read
    :param verdict: what was found of it; None where it was not tried as it is now
    :param problem: why it is not offered; empty when it is
    """

    name: str
    title: str
    verdict: Verdict | None
    problem: str = ""

    @property
    def checked(self) -> str:
        """When it was tried, to the minute, in UTC."""
        return self.verdict.checked[:16].replace("T", " ") if self.verdict else ""

    @property
    def took(self) -> str:
        """How long its answer took."""
        milliseconds = self.verdict.seconds * 1_000 if self.verdict else 0
        return f"{milliseconds:.0f} ms" if milliseconds >= 1 else "under 1 ms"


@dataclass(frozen=True)
class StatusView:
    """What the page shows.

    :param version: of the data, empty where the store does not say
    :param is_kept: whether anything is known of the trial
    """

    version: str
    is_kept: bool
    withheld: tuple[QuestionStatus, ...]
    offered: tuple[QuestionStatus, ...]


@pages.get("/status")
def show() -> str:
    """Show what was found of each saved question."""
    found = services()
    library, report = found.library, found.opened.questions
    withheld, offered = tuple(_withheld(library, report)), tuple(_offered(library, report))
    return render_template("status/status.html", view=StatusView(found.opened.version, report is not None, withheld, offered))


def _withheld(library: Library, report: Report | None) -> Iterator[QuestionStatus]:
    for name, problem in sorted(library.withheld.items()):
        verdict = report.verdicts.get(name) if report else None
        yield QuestionStatus(name, name, verdict if verdict and verdict.problem == problem else None, problem)


def _offered(library: Library, report: Report | None) -> Iterator[QuestionStatus]:
    for query in library.values():
        verdict = report.verdicts[query.name] if report and is_as_checked(query, report) else None
        yield QuestionStatus(query.name, query.title, verdict)

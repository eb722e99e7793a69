"""What several commands share: settings, building what is missing, progress, the report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphapp.errors import InputError
from graphapp.hints import repeated

if TYPE_CHECKING:
    from graphapp.build import Examination
    from graphapp.queries.library import Library
    from graphapp.settings import Settings

SOURCE = click.option(
    "--source",
    type=click.Path(path_type=Path),
    help="The document that the statements were taken from (.txt or .docx): verifies every digest and shows quotations.",
)


def read_settings(home: Path | None = None) -> Settings:
    """The settings of this process; *home*, where given, is the folder of published versions."""
    from dataclasses import replace

    from graphapp.settings import Settings

    settings = Settings.from_environment()
    return replace(settings, home=str(home)) if home else settings


def build_if_needed(settings: Settings, source: Path | None) -> None:
    """Build unless what is published was made from the very same inputs."""
    from graphapp import build as flow
    from graphapp import inputs

    if inputs.is_current(settings, source):
        return
    with progress() as step:
        _, examined = flow.build(settings, source, step)
    report(examined)


def offered_questions(settings: Settings) -> Library:
    """The saved questions that passed when what is published was built; all that can be read, where nothing is."""
    from graphapp.queries.guard.offering import offered, published_report
    from graphapp.queries.library import Library
    from graphapp.resources import folder

    return offered(Library(folder("queries")), published_report(settings.home_folder))


def values_of(parameters: Iterable[str]) -> dict[str, list[str]]:
    """The values that options such as ``-p sector=health`` give, by their gaps; a gap may have several."""
    given: dict[str, list[str]] = {}
    for gap, value in map(_pair, parameters):
        given.setdefault(gap, []).append(value)
    return given


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InputError(f"“{repeated(text)}” is no value for a gap; write it as name=value, such as sector=health.")
    return name.strip(), value


def _in_a_folder(_context: click.Context, _option: click.Parameter, out: Path | None) -> Path | None:
    """The file *out*; else a command would find out that its folder is missing when all its work is done.

    :raises FileNotFoundError: naming the folder
    """
    if out is not None:
        out.parent.stat()
    return out


OUT = click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    callback=_in_a_folder,
    help="The file to write; standard output without it.",
)


@contextmanager
def progress() -> Iterator[Any]:
    """Show each step with its number, a moving bar and what it counted, on standard error."""
    from graphapp.progress import show_steps

    with show_steps() as step:
        yield step


def report(examined: Examination) -> None:
    """Say in a few lines what was found."""
    from graphapp.graph.findings import Severity, unexplained

    counts = ", ".join(f"{examined.count(severity)} {severity}" for severity in Severity)
    click.echo(f"Findings: {counts}; {len(unexplained(examined.findings))} warning(s) without an explanation.", err=True)
    click.echo(f"HermiT: {examined.hermit}", err=True)
    for name, why in examined.questions.withheld.items():
        click.echo(f"Not offered: {name}: {why}", err=True)
    for edition, attachment in examined.attachments.items():
        found, total = len(attachment.quotations), len(attachment.quotations) + len(attachment.mismatches)
        click.echo(f"{edition}: {found} of {total} digests match; {attachment.coverage} covered exactly once.", err=True)

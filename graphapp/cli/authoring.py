"""``query new`` and ``query check``: for whoever writes a question."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from graphapp.cli.common import build_if_needed, read_settings
from graphapp.cli.showing import as_table
from graphapp.errors import InputError, NotPublished, SourceFault
from graphapp.hints import shown
from graphapp.queries.tasks import TASKS

if TYPE_CHECKING:
    from graphapp.queries.header import SavedQuery
    from graphapp.settings import Settings
    from graphapp.store.base import Store

PHRASINGS = Path("tests/queries/phrasings.csv")
"""Where a checkout has other ways to ask."""

_FEWEST_PHRASINGS = 2


def _name(_context: click.Context, _parameter: click.Parameter, name: str) -> str:
    """*name*, refused before anything is asked for."""
    from graphapp.queries.scaffold import refuse_name

    refuse_name(name)
    return name


@click.command()
@click.argument("name", callback=_name, is_eager=True)
@click.option("--title", prompt="Title, as the library lists it", help="The title, as the library lists it.")
@click.option(
    "--question",
    prompt="Question, with its gaps in braces",
    help="A sentence with gaps in braces, such as: Which statements name {sector}?",
)
@click.option(
    "--task", type=click.Choice(TASKS), default=TASKS[0], show_default=True, help="What people are doing when they ask it."
)
@click.option("--audience", multiple=True, default=["strategist"], show_default=True, help="Whom it is for; repeatable.")
@click.option(
    "--dir",
    "folder",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="The folder to write it to.  [default: the folder queries/ of the checkout]",
)
def new(name: str, folder: Path | None, **header: Any) -> None:  # noqa: ANN401 - the fields of a heading, as click gives them
    """Begin a question called NAME: write a file that runs, check it, run it, and say what comes next."""
    from graphapp.queries.scaffold import Heading, scaffold

    text = scaffold(Heading(**header))
    file = (folder or _questions()) / f"{name}.rq"
    try:
        with file.open("x", encoding="utf-8") as stream:
            stream.write(text)
    except FileExistsError as error:
        raise InputError(f"There is a question called “{name}” already: {shown(file)}. Choose another name.") from error
    click.echo(f"{shown(file)} was written.")
    _try(file)


@click.command()
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
def check(file: Path) -> None:
    """Check the question in FILE against the published version, run it, and say what is still to be done."""
    from graphapp.queries.scaffold import refuse_name

    if file.suffix != ".rq":
        raise InputError(f"{file} is no question; the name of its file ends in “.rq”.")
    refuse_name(file.stem)
    _try(file)


def _questions() -> Path:
    """The folder of questions of this checkout.

    :raises InputError: in an installation, whose files are replaced with the next one
    """
    from graphapp.resources import folder

    questions = folder("queries")
    if not _checkout(questions):
        raise InputError("This is no checkout, so there is no folder for questions. Say with --dir where to write it.")
    return questions


def _checkout(questions: Path) -> Path | None:
    """The checkout that *questions* is a folder of."""
    return questions.parent if (questions.parent / "pyproject.toml").exists() else None


def _try(file: Path) -> None:
    """Check the question in *file*, run it with its default values, and say what is still to be done."""
    from graphapp.namespaces import Naming
    from graphapp.queries.checks import check_query
    from graphapp.queries.guard.judging import NO_GOLDEN, Judge
    from graphapp.queries.header import read_query
    from graphapp.queries.run import run_query

    query, settings = read_query(file), read_settings()
    store, naming = _published(settings), Naming(settings.base_iri)
    check_query(query, store, naming)
    answered = run_query(store, query, {}, naming)
    click.echo(as_table(answered, store, naming), nl=False)
    verdict = Judge(file.parent, store, naming).judge(file)
    if verdict.problem:
        raise SourceFault(verdict.problem.partition(": ")[2], file)
    click.echo("The question holds together and runs.")
    if not answered.rows:
        click.echo("With its default values it has no rows; choose defaults that give some, so that the first run answers.")
    steps = [*(remark for remark in verdict.remarks if remark != NO_GOLDEN), *_outstanding(query)]
    click.echo("Still to be done:" if steps else "Nothing is left to be done; “graphapp check --growth” looks at all questions.")
    for number, step in enumerate(steps, 1):
        click.echo(f"  {number}. {step}")


def _published(settings: Settings) -> Store:
    """The published version as it is: a build would take up, or refuse, the very question that is being written."""
    from graphapp.store import open_store
    from graphapp.store.versions import current_version

    if not settings.store:
        try:
            current_version(settings.home_folder)
        except NotPublished:
            build_if_needed(settings, None)
    return open_store(settings)


def _outstanding(query: SavedQuery) -> Iterator[str]:
    """What *query* lacks outside its file before it can be offered."""
    from graphapp.queries.guard.golden import FOLDER, golden_files

    file = query.file.absolute()
    root = _checkout(file.parent)
    if root is None:
        yield "Copy it into the folder queries/ of a checkout; it is offered after the next build."
        return
    if not any(path.stem.partition("--")[0] == query.name for path in golden_files(file.parent)):
        place = Path("queries") / FOLDER / "EDITION" / f"{query.name}.csv"
        yield f"{place}: the answer that a second reader works out from the document, without running it."
    if _phrasings(root, query.name) < _FEWEST_PHRASINGS:
        yield f"{PHRASINGS}: two other ways to ask it, or more, with “{query.name}” in the second column."


def _phrasings(root: Path, name: str) -> int:
    """How many phrasings of the question *name* are tested."""
    import csv

    file = root / PHRASINGS
    if not file.is_file():
        return 0
    with file.open(newline="", encoding="utf-8") as lines:
        return sum(row.get("query") == name for row in csv.DictReader(lines))

"""Shows the steps of a build on standard error, with rich."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]


_WIDTH_OF_A_LOG = 140


def _console() -> Console:
    """Standard error; a log, which has no width of its own, gets one that cuts nothing."""
    console = Console(stderr=True)
    return console if console.is_terminal else Console(stderr=True, width=_WIDTH_OF_A_LOG)


@contextmanager
def show_steps() -> Iterator[Step]:
    """Give a function that shows a step while it runs, and keeps its line with what it counted."""
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(bar_width=12), TextColumn("{task.fields[count]}"))
    with Progress(*columns, TimeElapsedColumn(), console=_console()) as progress:

        @contextmanager
        def step(title: str) -> Iterator[Callable[[str], None]]:
            number = len(progress.tasks) + 1
            task = progress.add_task(f"{number}. {title}", total=None, count="")
            yield lambda count: progress.update(task, count=count)
            progress.update(task, total=1, completed=1)

        yield step

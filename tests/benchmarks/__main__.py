"""``python -m tests.benchmarks [--quick] [--markdown] [--only GROUP]``: measure, and print the table."""

from __future__ import annotations

import argparse
import signal
import sys
from collections.abc import Callable, Iterator, Sequence

from tests.benchmarks import answers, commands, files, growth, machine, pool
from tests.benchmarks.figures import Line
from tests.benchmarks.load import CannotMeasure
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Report, as_markdown, as_text

GROUPS: dict[str, tuple[str, Callable[[Plan], Iterator[Line]]]] = {
    "answers": ("Saved questions over HTTP: 100,000 facts, 8 connections", answers.measure),
    "growth": ("Growth", growth.measure),
    "files": ("Loading, exports, starting", files.measure),
    "pool": ("SPARQL that anyone may have typed", pool.measure),
    "commands": ("Commands", commands.measure),
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure the groups one after the other and print what was found."""
    parser = argparse.ArgumentParser(prog="graphapp bench run", description="Measure side by side, and print the ratios.")
    parser.add_argument("--quick", action="store_true", help="small stores, one short round, nothing that needs installing")
    parser.add_argument("--markdown", action="store_true", help="the lines that sum up, as Markdown")
    parser.add_argument("--only", action="append", choices=GROUPS, help="one group; can be given again")
    given = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # as for Ctrl+C, all that was started is stopped
    plan = Plan(given.quick)
    found: dict[str, list[Line]] = {}
    command = " ".join(["graphapp bench run", *(arguments if arguments is not None else sys.argv[1:])])
    try:
        for name in given.only or GROUPS:
            title, measure = GROUPS[name]
            _collect(measure(plan), title, found.setdefault(title, []))
    finally:  # what was measured is shown also when something fails after half an hour
        _show(Report(found, plan.notes, machine.described(), command), markdown=given.markdown)


def _show(found: Report, *, markdown: bool) -> None:
    """Print the table; where what is printed is kept as Markdown, people read it on the terminal as well."""
    if markdown:
        sys.stderr.write(as_text(found))
        sys.stdout.write(as_markdown(found))
    else:
        sys.stdout.write(as_text(found))


def _collect(lines: Iterator[Line], title: str, found: list[Line]) -> None:
    """Add *lines* to *found*, each told as it comes; what cannot be measured is one line that says why."""
    sys.stderr.write(f"{title} …\n")
    try:
        for line in lines:
            sys.stderr.write(f"  {line.what}: {line.ratio or line.ours or line.note}\n")
            found.append(line)
    except CannotMeasure as reason:
        found.append(Line(title, "", note=str(reason)))


if __name__ == "__main__":
    main()

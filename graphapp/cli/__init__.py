"""The commands. Thin: parse, one call, show. Heavy imports stand inside commands, so that ``--help`` answers at once."""

from __future__ import annotations

from typing import Any

import click

from graphapp import __version__
from graphapp.cli import ask, asking, authoring, bench, changes, export, flow, publish, saved, search, versions
from graphapp.errors import GraphappError


class _Commands(click.Group):
    """The one place that turns an error into a sentence and an exit code."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - click's own signature
        """Run a command; an error of ours, or of a file, is shown as a sentence."""
        try:
            return super().invoke(context)
        except GraphappError as error:
            click.echo(f"{error.title}. {error}", err=True)
            context.exit(error.exit_code)
        except OSError as error:
            if error.filename is None:  # no file of anybody's: a closed pipe, which click ends quietly
                raise
            click.echo(f"A file cannot be used. {error.filename}: {error.strerror}.", err=True)
            context.exit(1)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="graphapp")
def main() -> None:
    """A council's SEND self-evaluation as a knowledge graph, with questions that anyone can ask it."""


_COMMANDS: tuple[click.Command, ...] = (
    *(flow.build, flow.check, flow.serve, flow.format_),
    *(
        ask.ask,
        search.search,
        asking.query,
        asking.sparql,
        export.export,
        changes.changes,
        versions.versions,
        publish.publish,
        saved.saved,
        bench.bench,
    ),
)

for command in _COMMANDS:
    main.add_command(command)
for command in (authoring.new, authoring.check):
    asking.query.add_command(command)

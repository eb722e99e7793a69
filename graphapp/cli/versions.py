"""``versions``: what was published, and which of it is served."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from graphapp.cli.common import read_settings


@click.group()
def versions() -> None:
    """The published versions: list, use, prune, verify."""


@versions.command("list")
def list_() -> None:
    """List the published versions, the newest first; * marks the one that is served."""
    from graphapp.errors import NotPublished
    from graphapp.store.versions import all_versions, current_version, is_pinned, unreadable_versions

    home = read_settings().home_folder
    found, unreadable = all_versions(home), unreadable_versions(home)
    problem = served = ""
    try:
        served = current_version(home).manifest.version
    except NotPublished as error:
        if not found and not unreadable:
            raise
        problem = str(error)
    for item in (version.manifest for version in found):
        mark = "*" if item.version == served else " "
        pinned = "  chosen by “versions use”" if item.version == served and is_pinned(home) else ""
        editions = item.editions[0] if len(item.editions) == 1 else f"{len(item.editions)} editions"
        click.echo(f"{mark} {item.version}  {item.created[:19]}  {item.quads} quads  {editions}{pinned}")
    for folder in unreadable:
        click.echo(f"? {folder.name}  cannot be read by this release")
    if problem:
        click.echo(problem, err=True)


@versions.command()
@click.argument("version")
def use(version: str) -> None:
    """Serve VERSION, given by its id or the beginning of it, until the next “graphapp build”."""
    from graphapp.store.publishing import use as choose

    chosen = choose(read_settings().home_folder, version).manifest
    click.echo(
        f"Version {chosen.version} of {chosen.created[:19]} is served now. “graphapp build” goes back to the newest inputs."
    )


@versions.command()
@click.option("--keep", default=None, type=int, help="How many of the newest stay; by default GRAPHAPP_KEEP.")
def prune(keep: int | None) -> None:
    """Remove old versions; the one that is served always stays."""
    from graphapp.store.publishing import prune as remove

    settings = read_settings()
    gone = remove(settings.home_folder, settings.keep if keep is None else keep)
    click.echo(f"{len(gone)} version(s) removed{': ' if gone else '.'}{', '.join(folder.name for folder in gone)}")


@versions.command()
@click.argument("version", required=False)
def verify(version: str | None) -> None:
    """Read every file of every version, or of VERSION, and hold it against its digest; exit 1 when one differs."""
    from graphapp.store.versions import all_versions, find_version, nothing_published, unreadable_versions

    home = read_settings().home_folder
    chosen = [find_version(home, version)] if version else all_versions(home)
    broken: list[Path] = [] if version else unreadable_versions(home)
    if not chosen and not broken:
        raise nothing_published(home)
    faults = [fault for item in chosen for fault in _report(item.manifest.version, item.faults())]
    for folder in broken:
        click.echo(f"{folder.name}: its manifest is missing or cannot be read by this release.")
    sys.exit(1 if faults or broken else 0)


def _report(name: str, faults: list[str]) -> list[str]:
    """Say what is wrong with the version *name*."""
    click.echo(f"{name}: {'as it was written' if not faults else ' '.join(faults)}")
    return faults

"""``export``: the published dataset, or what involves one partner, as a file."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from graphapp.cli.common import OUT, build_if_needed, offered_questions, read_settings
from graphapp.errors import InputError, UnknownName

if TYPE_CHECKING:
    from graphapp.exports.files import ExportFile
    from graphapp.exports.packs.contents import Issue
    from graphapp.settings import Settings

_NOT_FOR_TERMINALS = ("zip", "xlsx")
_OPEN_REFERRAL = "open-referral"


@click.command()
@click.option(
    "--format",
    "suffix",
    help="nq, trig, ttl, jsonld, nt or rdf, each with .gz, packed; csv.zip for tables; open-referral for service directories; "
    "of a partner also zip, xlsx or csv. "
    "The default is nq, and zip for a partner.",
)
@click.option("--partner", metavar="SLUG", help="Only what involves this partner, as its pack at /exports/partners.")
@click.option(
    "--edition", metavar="NAME", help="The self-evaluation that a partner's pack is taken from, where there are several."
)
@OUT
@click.option("--all", "every", is_flag=True, help="Make every file that the site offers now, and print their checksums.")
def export(suffix: str | None, partner: str | None, edition: str | None, out: Path | None, every: bool) -> None:
    """Write the published dataset as linked data or tables, or everything that involves one partner: the bytes of the site."""
    if edition and partner is None:
        raise InputError("--edition says which self-evaluation a partner's pack is taken from; say with --partner whose.")
    if every:
        if out or partner is not None or suffix:
            raise click.UsageError("--all keeps the files in the home folder, for the site; leave out the others, or --all.")
        _make_every_file(read_settings())
        return
    label, pieces = _dataset(suffix or "nq") if partner is None else _pack(partner, suffix or "zip", edition or "", out)
    if out is None:
        for piece in pieces:
            click.echo(piece, nl=False)
        return
    draft = out.with_name(f".{out.name}.part")
    try:
        with draft.open("wb") as target:
            size = sum(target.write(piece) for piece in pieces)
        draft.replace(out)
    finally:
        draft.unlink(missing_ok=True)
    click.echo(f"{out}: {size} bytes of {label}")


def _dataset(suffix: str) -> tuple[str, Iterable[bytes]]:
    """What the file is called, and the dataset in it."""
    from graphapp.exports.files import FILES

    if suffix == _OPEN_REFERRAL:
        return "Open Referral UK", [_open_referral(read_settings())]
    file = next((file for file in FILES if file.suffix == suffix), None)
    if file is None:
        raise _no_format(suffix, (file.suffix for file in FILES))
    return file.label, _pieces(read_settings(), file)


def _no_format(suffix: str, of_dataset: Iterable[str]) -> InputError:
    """What to say of a format that the dataset does not come in: that a partner's pack does, or which is nearest."""
    from graphapp.exports.packs.archive import PACK_FORMATS

    of_packs = [item.suffix for item in PACK_FORMATS]
    if suffix in of_packs:
        return InputError(f"“{suffix}” is a format of a partner's pack; say with --partner whose. Tables of everything: csv.zip.")
    return UnknownName("format", suffix, (*of_dataset, *of_packs, _OPEN_REFERRAL))


def _pieces(settings: Settings, file: ExportFile) -> Iterator[bytes]:
    """*file* of what is published here, or of the endpoint that is set."""
    from graphapp.exports.dumps import dump, packed, pieces_of
    from graphapp.exports.shelf import Shelf
    from graphapp.store import open_store
    from graphapp.store.versions import current_version

    if settings.store:
        if file.format is None:
            raise InputError("Tables are made of a version that is published here, and GRAPHAPP_STORE names a store elsewhere.")
        pieces = dump(open_store(settings), file.format)
        return packed(pieces) if file.is_packed else pieces
    build_if_needed(settings, None)
    shelf = Shelf(current_version(settings.home_folder))
    made = shelf.find(file)
    return pieces_of(made) if made else shelf.pieces(file)


def _open_referral(settings: Settings) -> bytes:
    """Organisations and services for service directories: the bytes that the site gives."""
    from graphapp.exports.openreferral import open_referral
    from graphapp.exports.source import Source
    from graphapp.namespaces import Naming
    from graphapp.store import open_store

    if not settings.store:
        build_if_needed(settings, None)
    issue, address = _issue(settings), str(Naming(settings.base_iri).resolve("exports/open-referral.json"))
    return open_referral(open_store(settings), Source(address, issue.version, issue.published))


def _make_every_file(settings: Settings) -> None:
    """Make what the site would make when it is first asked for, so that nobody waits for it."""
    from graphapp.exports.shelf import Shelf
    from graphapp.store.versions import current_version

    build_if_needed(settings, None)
    shelf = Shelf(current_version(settings.home_folder))
    shelf.fill()
    click.echo(shelf.checksums(), nl=False)


def _pack(partner: str, suffix: str, edition: str, out: Path | None) -> tuple[str, Iterable[bytes]]:
    """What the format is called, and the partner's pack in it: the bytes that the site gives."""
    from graphapp.exports.packs.archive import pack_format, write_pack
    from graphapp.exports.packs.contents import make_pack, pack_maker
    from graphapp.namespaces import Naming
    from graphapp.store import open_store

    settings, chosen = read_settings(), pack_format(suffix)
    if suffix in _NOT_FOR_TERMINALS and out is None and sys.stdout.isatty():
        raise InputError(f"A {chosen.label} cannot be shown here; say with --out which file to write.")
    if not settings.store:
        build_if_needed(settings, None)
    maker = pack_maker(open_store(settings), offered_questions(settings), Naming(settings.base_iri), edition, _issue(settings))
    return chosen.label, [write_pack(make_pack(maker, partner), maker, chosen)]


def _issue(settings: Settings) -> Issue:
    """The version that is published here; of a store elsewhere it is not known."""
    from graphapp.exports.packs.contents import Issue
    from graphapp.store.versions import current_version

    if settings.store:
        return Issue()
    manifest = current_version(settings.home_folder).manifest
    return Issue(manifest.version, manifest.created)

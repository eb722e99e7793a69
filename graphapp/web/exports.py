"""``/exports``: the whole dataset as files, by the version that it is of, and the catalogue that describes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from flask import Blueprint, Response, redirect, render_template
from werkzeug.wrappers import Response as BaseResponse

from graphapp.errors import UnknownName
from graphapp.exports.catalogue import catalogue
from graphapp.exports.catalogue.distributions import files_of
from graphapp.exports.catalogue.holdings import Holdings, KeptVersion, coverage_of
from graphapp.exports.dumps import dump, packed
from graphapp.exports.files import ExportFile, file_with
from graphapp.exports.formats import GRAPH_FORMATS, Format, by_suffix
from graphapp.exports.ordered import write_graph
from graphapp.exports.shelf import Shelf
from graphapp.store.former import refuse_removed
from graphapp.store.versions import Version, all_versions, kept_version
from graphapp.web.admission import Download
from graphapp.web.answers import Ready
from graphapp.web.data import respond, respond_with_data
from graphapp.web.exports_view import exports_view
from graphapp.web.links import path_to
from graphapp.web.negotiation import negotiate
from graphapp.web.relations import alternates, described_by, relate
from graphapp.web.sending import send_file, send_table
from graphapp.web.services import Services, services

pages = Blueprint("exports", __name__)

LATEST = "latest"
_HTML = "text/html"
_BY_MEDIA_TYPE = {item.media_type: item for item in GRAPH_FORMATS}
_A_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@pages.get("/exports")
def overview() -> Response:
    """Show which files and versions there are; to a program that wants data, the catalogue."""
    chosen = _negotiate()
    if chosen:
        return _varied(_catalogue(chosen))
    holdings = _holdings(services())
    return _varied(_page(holdings, holdings.current, is_all=True))


@pages.get("/.well-known/void")
def void() -> BaseResponse:
    """Lead to the catalogue, which is the description of the dataset that programs look for here (VoID, section 7.2)."""
    return described()


@pages.get("/exports/catalogue")
def described() -> BaseResponse:
    """Lead to the catalogue in the form that the client likes best: a page for people, Turtle for who takes anything."""
    chosen = _negotiate(*_BY_MEDIA_TYPE, _HTML)
    path = path_to("exports.description", suffix=chosen.suffix) if chosen else path_to("exports.overview")
    response = redirect(path, 302)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.vary.add("Accept")
    return response


@pages.get("/exports/catalogue.<suffix>")
def description(suffix: str) -> Response:
    """The catalogue in the format with *suffix*."""
    item = by_suffix(suffix)
    if item not in GRAPH_FORMATS:
        raise UnknownName("format of the catalogue", suffix, (known.suffix for known in GRAPH_FORMATS))
    return _catalogue(item)


@pages.get("/graph/<path:name>")
def graph(name: str) -> BaseResponse:
    """Lead from a named graph to what describes it (303)."""
    found = services()
    if str(found.naming.graph(name)) not in found.store.graphs:
        raise UnknownName("graph", name, (iri.removeprefix(str(found.naming.graph(""))) for iri in found.store.graphs))
    return redirect(path_to("exports.described"), 303)


@pages.get("/exports/<name>")
def dataset(name: str) -> BaseResponse:
    """A file of a version, such as ``latest.ttl``, or without a suffix the page about its files.

    ``latest`` leads to the version that is served now, and a date to the one that was the newest at its end, of those kept.
    """
    found = services()
    asked, _, suffix = name.partition(".")
    file = file_with(suffix) if suffix else None
    version = _find(found, asked)
    if version is None:
        return _streamed(found, file) if file else overview()
    if asked != version.manifest.version:
        return _lead(f"{path_to('exports.dataset', name=version.manifest.version)}{f'.{suffix}' if suffix else ''}")
    return send_file(Shelf(version), file) if file else _about_version(found, version)


@pages.get("/exports/<asked>/SHA256SUMS")
def sums(asked: str) -> BaseResponse:
    """The checksums of the files of a version, as ``sha256sum --check`` reads them."""
    version = _kept(services(), asked)
    name = version.manifest.version
    if asked != name:
        return _lead(path_to("exports.sums", asked=name))
    shelf = Shelf(version)
    shelf.sums()  # makes the files of a small version
    return respond_with_data(Ready(shelf.checksums(), "text/plain; charset=utf-8", 0))


@pages.get("/exports/<asked>/tables/<name>")
def table(asked: str, name: str) -> BaseResponse:
    """One of the tables of a version, or ``csv-metadata.json``, which describes them."""
    version = _kept(services(), asked)
    if asked != version.manifest.version:
        return _lead(path_to("exports.table", asked=version.manifest.version, name=name))
    return send_table(Shelf(version), name)


def _negotiate(*offered: str) -> Format | None:
    """The format that the client likes best, of those *offered* the first where it likes several alike; None for a page."""
    media_types = offered or (_HTML, *_BY_MEDIA_TYPE)
    return _BY_MEDIA_TYPE.get(negotiate({media_type: media_type for media_type in media_types}, _addresses()))


def _addresses() -> dict[str, str]:
    """Where each form of the catalogue is, by media type; the page lists what it describes."""
    forms = {item.media_type: path_to("exports.description", suffix=item.suffix) for item in GRAPH_FORMATS}
    return {_HTML: path_to("exports.overview"), **forms}


def _varied(response: Response) -> Response:
    response.vary.add("Accept")
    return response


def _lead(path: str) -> BaseResponse:
    """Lead to the address that never changes (302)."""
    response = redirect(path, 302)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cache-Control"] = "no-cache"
    return response


def _find(found: Services, asked: str) -> Version | None:
    """The version that is *asked* for: by its id, by a date, or the latest; None where a store elsewhere has the latest.

    :raises Gone: when it was removed
    :raises UnknownName: when there is none
    """
    home, served = found.settings.home_folder, found.opened.version
    if asked == LATEST and not served:
        return None
    if _A_DATE.fullmatch(asked):
        version = next((it for it in all_versions(home) if it.manifest.created[:10] <= asked), None) if served else None
    else:
        version = kept_version(home, served if asked == LATEST else asked) if served else None
    if version is None:
        refuse_removed(home, asked)
        raise UnknownName("version kept here", asked, [LATEST, *(it.manifest.version for it in all_versions(home) if served)])
    return version


def _kept(found: Services, asked: str) -> Version:
    """The version that is *asked* for, where it has files that are kept."""
    version = _find(found, asked)
    if version is None:
        raise UnknownName("version kept here", asked)
    return version


def _streamed(found: Services, file: ExportFile) -> Response:
    """*file* of a store elsewhere, of which nothing is kept."""
    if file not in files_of(None) or file.format is None:
        raise UnknownName("file of a store elsewhere", file.suffix, (known.suffix for known in files_of(None)))
    pieces = dump(found.store, file.format)
    response = Response(Download(packed(pieces) if file.is_packed else pieces), content_type=file.media_type)
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Content-Disposition"] = f'attachment; filename="graphapp-{LATEST}.{file.suffix}"'
    return response


def _about_version(found: Services, version: Version) -> Response:
    """The page about the files of *version*; to a program that wants data, the catalogue, which describes it."""
    chosen = _negotiate()
    if chosen:
        return _varied(_catalogue(chosen))
    kept = KeptVersion(version.manifest, Shelf(version).sums())
    return _varied(_page(_holdings(found), kept, is_all=False))


def _holdings(found: Services) -> Holdings:
    """What there is; the files of the version that is served are made for it, of others it tells which are there."""
    holdings = Holdings(found.naming, found.settings.publisher, coverage_of(found.store, found.naming))
    served = found.opened.version
    if not served:
        return holdings
    shelves = [Shelf(version) for version in all_versions(found.settings.home_folder)]
    kept = (
        KeptVersion(it.version.manifest, it.sums() if it.version.manifest.version == served else it.known_sums())
        for it in shelves
    )
    return replace(holdings, served=served, versions=tuple(kept))


def _page(holdings: Holdings, chosen: KeptVersion | None, *, is_all: bool) -> Response:
    page = render_template("exports/exports.html", view=exports_view(holdings, chosen, is_all=is_all), formats=GRAPH_FORMATS)
    return relate(respond(Ready(page.encode(), "text/html; charset=utf-8", 0)), *_links())


def _links() -> Iterator[str]:
    """The catalogue in every form."""
    yield from alternates(_addresses())
    yield described_by()


def _catalogue(item: Format) -> Response:
    """The catalogue, written once for what there is to describe."""
    found = services()
    holdings = _holdings(found)
    known = tuple((it.manifest.version, tuple(it.sums)) for it in holdings.versions)

    def make() -> Ready:
        return Ready(write_graph(catalogue(holdings), item), f"{item.media_type}; charset=utf-8", 0)

    return relate(respond_with_data(found.opened.answers.get(("catalogue", item.suffix, known), make)), *_links())

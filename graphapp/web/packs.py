"""``/exports/partners``: what involves each partner, to be taken away as one file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from rdflib import URIRef
from rdflib.namespace import RDF

from graphapp.exports.packs.archive import PACK_FORMATS, PackFormat, pack_format, write_pack
from graphapp.exports.packs.contents import INVOLVEMENT, TIERS, Issue, Maker, Pack, make_pack, pack_maker
from graphapp.exports.packs.cover import PROTECTION, rights_told
from graphapp.namespaces import SEF
from graphapp.queries.scope import EDITION, choose_edition, editions
from graphapp.things.view import Link
from graphapp.web.answers import Ready
from graphapp.web.changed_answers import pack_changes_path
from graphapp.web.data import respond, respond_with_data
from graphapp.web.editions import EditionChoice, edition_choice
from graphapp.web.links import path_to, question_path
from graphapp.web.services import Services, services

pages = Blueprint("packs", __name__, url_prefix="/exports/partners")

_PAGE = "text/html; charset=utf-8"


@dataclass(frozen=True)
class _Listed:
    """One partner of the list, with how many statements involve it."""

    label: str
    path: str
    statements: int


@dataclass(frozen=True)
class PackView:
    """A pack, as its page shows it.

    :param about: the path of the page about the partner
    :param question: the path of the question whose answer the statements are
    :param files: pairs of a format and its path
    :param left_out: what is left out because few people are counted: “Words” or “Figure”, and where
    :param edition: the self-evaluation, where an address has to name it
    :param changes: the path of what changed since the version before; empty where none is kept
    """

    pack: Pack
    about: str
    question: str
    files: tuple[tuple[PackFormat, str], ...]
    left_out: tuple[tuple[str, Link], ...]
    rights: str
    edition: str | None
    changes: str
    tiers: dict[str, str]
    protection: str = PROTECTION


@pages.get("")
def partners() -> Response:
    """List the partners with how much involves each."""
    maker = _maker()
    return respond(services().opened.answers.get(("packs", maker.edition), lambda: _list(maker)))


@pages.get("/<name>")
def pack(name: str) -> Response:
    """Show what a partner's pack holds, or give it in the format of the suffix."""
    maker = _maker()
    slug, suffix = _split(name)
    maker.find(slug)
    key = ("pack", slug, suffix, maker.edition)
    if not suffix:
        return respond(services().opened.answers.get(key, lambda: _page(maker, slug)))
    item = pack_format(suffix)
    response = respond_with_data(services().opened.answers.get(key, lambda: _file(maker, slug, item)))
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.{suffix}"'
    return response


def pack_path(found: Services, iri: URIRef) -> str | None:
    """The path of the page of the pack for *iri*, where that is a partner: of the edition that is asked first, if it knows it."""
    graphs = {quad.graph for quad in found.store.quads(subject=iri, predicate=RDF.type, value=SEF.Partner)}
    pair = found.naming.kind_and_slug(str(iri))
    if not graphs or not pair:
        return None
    names = {graph.removeprefix(str(found.naming.graph(""))).removesuffix("/inferred") for graph in graphs}
    homes = [name for name in editions(found.store, found.naming) if name in names]
    needs_none = not homes or choose_edition(found.store, found.naming) in homes
    return _path(pair[1], None if needs_none else homes[-1])


def _maker() -> Maker:
    """Packs of the self-evaluation that the address names."""
    found = services()
    issue = Issue(found.opened.version, found.opened.published)
    return pack_maker(found.store, found.library, found.naming, request.args.get(EDITION, ""), issue)


def _split(name: str) -> tuple[str, str]:
    """A slug and a suffix; a slug may hold dots of its own, and what is no known suffix is part of it."""
    stem, _, suffix = name.rpartition(".")
    return (stem, suffix) if stem and suffix in {item.suffix for item in PACK_FORMATS} else (name, "")


def _path(name: str, edition: str | None) -> str:
    return path_to("packs.pack", name=name, edition=edition)


def _said(maker: Maker) -> str | None:
    """The edition, where an address has to name it: there are several."""
    return maker.edition if _choice(maker).count > 1 else None


def _choice(maker: Maker) -> EditionChoice:
    return edition_choice(services(), maker.edition)


def _list(maker: Maker) -> Ready:
    said = _said(maker)
    listed = [
        _Listed(option.label, _path(option.value, said), len(maker.ask(INVOLVEMENT, partner=str(option.term)).rows))
        for option in maker.partners
    ]
    page = render_template("packs/partners.html", partners=listed, choice=_choice(maker))
    return Ready(page.encode(), _PAGE, len(listed))


def _page(maker: Maker, slug: str) -> Ready:
    made, said = make_pack(maker, slug), _said(maker)
    view = PackView(
        pack=made,
        about=maker.naming.page(str(made.partner.term)) or "",
        question=question_path(INVOLVEMENT, made.statements.values),
        files=tuple((item, _path(f"{slug}.{item.suffix}", said)) for item in PACK_FORMATS),
        left_out=tuple(_left_out(made, maker)),
        rights=rights_told(made),
        edition=said,
        changes=pack_changes_path(services(), slug, said),
        tiers=TIERS,
    )
    return Ready(render_template("packs/pack.html", view=view).encode(), _PAGE, len(made.statements.rows))


def _left_out(made: Pack, maker: Maker) -> Iterator[tuple[str, Link]]:
    for what, places in (("Words", made.withheld), ("Figure", made.lowered)):
        yield from ((what, Link(label, maker.naming.page(iri), iri)) for iri, label in places.items())


def _file(maker: Maker, slug: str, item: PackFormat) -> Ready:
    made = make_pack(maker, slug)
    return Ready(write_pack(made, maker, item), item.media_type, len(made.statements.rows))

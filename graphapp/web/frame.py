"""What stands around every page: the header with the parts of the site, and the footer with the version of the data."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from hashlib import sha256

from flask import Flask, get_template_attribute, request
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup

from graphapp.web.assets import asset_path
from graphapp.web.links import path_to
from graphapp.web.services import services

SUPPORT_LINE = (
    "document.body.className += ' js-enabled' + ('noModule' in HTMLScriptElement.prototype ? ' govuk-frontend-supported' : '');"
)
"""The one script that stands in pages (GOV.UK Frontend, page template): without it, menus would be seen open and then close."""

SUPPORT_DIGEST = "sha256-" + b64encode(sha256(SUPPORT_LINE.encode()).digest()).decode()


@dataclass(frozen=True)
class Part:
    """A part of the site that a page links.

    :param blueprints: the modules of pages that belong to it
    """

    label: str
    endpoint: str
    blueprints: tuple[str, ...] = ()


NAVIGATION = (
    Part("Home", "home.show", ("home",)),
    Part("Areas", "areas.latest", ("areas",)),
    Part("Questions", "queries.library", ("queries", "ask", "saved", "status")),
    Part("Find", "search.show", ("search",)),
    Part("Browse", "browse.overview", ("browse",)),
    Part("Drawings", "drawings.overview", ("drawings",)),
    Part("Partners", "packs.partners", ("packs",)),
    Part("Downloads", "exports.overview", ("exports", "open_referral")),
    Part("What changed", "changes.listing", ("changes", "changed_answers", "changes_feed")),
)
"""The parts of the site, in the order of the header."""

FURTHER = (
    Part("About", "guidance.about"),
    Part("Help", "guidance.help_page"),
    Part("Accessibility", "guidance.accessibility"),
    Part("SPARQL", "sparql.endpoint"),
    Part("Ontology", "documentation.overview"),
    Part("API", "api.description"),
)
"""What the footer links: about the site, and for those who build on the data."""


@dataclass(frozen=True)
class Frame:
    """What stands above and below the content, put together."""

    top: Markup
    bottom: Markup


def install(app: Flask) -> None:
    """Have the templates of *app* know GOV.UK's, the frame, and where styles and scripts are."""
    own = app.jinja_loader
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_loader = ChoiceLoader([own, govuk]) if own else govuk
    app.jinja_env.globals.update(frame=frame, trail=trail, asset=asset_path, support_line=Markup(SUPPORT_LINE))  # noqa: S704  # our own line


def frame() -> Frame:
    """The frame of the page that is being made."""
    here = next((it.label for it in NAVIGATION if request.blueprint in it.blueprints), "")
    opened = services().opened
    return _made(here, opened.version, opened.published)


@lru_cache(maxsize=1000)
def trail(*parents: tuple[str, str]) -> Markup:
    """The way from the first page to the one that is being made: the label and the path of each page above it."""
    steps = [{"text": label, "href": path} for label, path in (("Home", path_to("home.show")), *parents)]
    made: Markup = get_template_attribute("frame.html", "trail")(steps)
    return made


@lru_cache(maxsize=64)
def _made(here: str, version: str, published: str) -> Frame:
    """The frame for the part called *here*: it is the same on many pages, and the macros take as long as a page."""
    parts = [{"text": it.label, "href": path_to(it.endpoint), "active": it.label == here} for it in NAVIGATION]
    links = [(it.label, path_to(it.endpoint)) for it in FURTHER]
    date = datetime.fromisoformat(published).strftime("%-d %B %Y") if published else ""
    top = get_template_attribute("frame.html", "top")
    bottom = get_template_attribute("frame.html", "bottom")
    return Frame(_tight(top(path_to("home.show"), parts)), _tight(bottom(links, version, date)))


def _tight(made: Markup) -> Markup:
    """*made* without the white space between lines, of which the macros leave a lot: it stands on every page."""
    return Markup("\n").join(line.strip() for line in made.splitlines() if line.strip())

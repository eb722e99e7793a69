"""The site: a Flask application factory, and one blueprint for each kind of page."""

from __future__ import annotations

from flask import Flask, Response

from graphapp.settings import Settings
from graphapp.store import open_store
from graphapp.store.base import Store
from graphapp.web import (
    admission,
    api,
    areas,
    ask,
    assets,
    browse,
    changed_answers,
    changes,
    changes_feed,
    completion,
    conditional,
    context,
    documentation,
    drawings,
    editor,
    exports,
    frame,
    guidance,
    home,
    log,
    ontology,
    open_referral,
    operation,
    packs,
    problems,
    queries,
    saved,
    search,
    sparql,
    status,
    things,
)
from graphapp.web.links import path_to
from graphapp.web.services import Site, attach_site, site
from graphapp.web.serving import Serving, serve_published, serve_store

_HEADERS = {
    # a page is kept and has an ETag of its bytes, so what it allows is told by a digest and not by a nonce
    "Content-Security-Policy": f"default-src 'none'; script-src 'self' '{frame.SUPPORT_DIGEST}'; style-src 'self'; "
    "img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def create_app(settings: Settings | None = None, store: Store | None = None) -> Flask:
    """Make the application: settings, services, pages, errors.

    :param store: the store to answer from; by default the one that the settings name
    :raises NotPublished: when there is nothing to serve yet
    :raises SourceFault: when the styles and scripts of pages are missing
    """
    assets.refuse_unbuilt()
    settings = settings or Settings.from_environment()
    app = Flask(__name__, static_folder=None)
    app.jinja_env.globals["path_to"] = path_to
    frame.install(app)
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    attach_site(app, Site(settings, _serving(settings, store)))
    log.install(app, settings)
    admission.install(app, settings)
    conditional.install(app)
    for pages in (
        home,
        guidance,
        areas,
        api,
        ask,
        assets,
        queries,
        saved,
        things,
        search,
        browse,
        drawings,
        sparql,
        editor,
        completion,
        exports,
        packs,
        changes,
        changed_answers,
        changes_feed,
        context,
        documentation,
        open_referral,
        ontology,
        operation,
        status,
    ):
        app.register_blueprint(pages.pages)
    problems.install(app)
    app.after_request(_secure)
    return app


def close_app(app: Flask) -> None:
    """Stop looking for new versions, and end the workers."""
    with app.app_context():
        serving = site().serving
    serving.close()
    if serving.now.pool:
        serving.now.pool.close()


def _serving(settings: Settings, store: Store | None) -> Serving:
    """What the site answers from: *store*, the endpoint that is set, or the published version."""
    if store or settings.store:
        return serve_store(store or open_store(settings), settings)
    return serve_published(settings)


def _secure(response: Response) -> Response:
    """Nothing from another host, no scripts but ours, no sniffing: on every answer."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)
    return response

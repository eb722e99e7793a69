"""``publish``: the published version into somebody else's engine."""

from __future__ import annotations

import click

from graphapp.cli.common import progress, read_settings


@click.command()
@click.option("--to", "endpoint", required=True, metavar="URL", help="The SPARQL endpoint that will be asked.")
@click.option("--update-endpoint", metavar="URL", help="Where it takes SPARQL Update, if that is another address.")
@click.option("--graph-store", metavar="URL", help="Where it speaks the Graph Store Protocol, which is used where it is given.")
def publish(endpoint: str, update_endpoint: str | None, graph_store: str | None) -> None:
    """Load the published version into a SPARQL engine.

    Each graph is sent whole and counted there. What is there already is not sent again, so after an interruption the same
    command goes on where it stopped. Quotations are never sent.
    """
    from graphapp.errors import InputError
    from graphapp.store.remote.address import Address, Credentials
    from graphapp.store.remote.link import USUAL, Limits, Link
    from graphapp.store.remote.publication import send
    from graphapp.store.remote.store import Endpoint
    from graphapp.store.remote.upload import GraphStore, UpdateEndpoint
    from graphapp.store.versions import current_version

    if update_endpoint and graph_store:
        raise InputError("Graphs are sent either by --update-endpoint or by --graph-store: give one of them.")
    settings = read_settings()
    known = Credentials.read(settings.store_user, settings.store_password, settings.store_password_file)
    version = current_version(settings.home_folder)
    reader = Link(Address.parse(endpoint, known), USUAL)
    writer = Link(Address.parse(graph_store or update_endpoint or endpoint, known), Limits(connect=60, quiet=600, total=3600))
    target = GraphStore(writer) if graph_store else UpdateEndpoint(writer)
    with progress() as step:
        send(version, Endpoint(reader, version.manifest.base_iri), target, step)
    click.echo(f"{reader.address.shown} answers from version {version.manifest.version}.")

"""Any SPARQL 1.1 endpoint as a store, and loading what is published into one. SPARQLWrapper stays inside this package.

========================  ==========================================================================
:mod:`.address`           where an endpoint is, with a name and a password that no text shows
:mod:`.visitor`           who we are to it, by HTTP Basic or Digest
:mod:`.transport`         a connection with a deadline, that stays with its host
:mod:`.link`              one answer: tries, limits, and a sentence for everything that goes wrong
:mod:`.protocol`          the requests of the SPARQL 1.1 Protocol
:mod:`.scope`             how an endpoint is told which graphs count
:mod:`.results`           rows, triples, yes and no, from what engines write
:mod:`.store`             the store itself
:mod:`.upload`            putting a whole graph somewhere
:mod:`.publication`       putting a published version somewhere, and what the endpoint holds already
========================  ==========================================================================
"""

from __future__ import annotations

from graphapp.store.remote.address import Credentials
from graphapp.store.remote.link import Limits
from graphapp.store.remote.store import RemoteStore

__all__ = ["Credentials", "Limits", "RemoteStore"]

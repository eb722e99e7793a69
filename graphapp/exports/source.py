"""Where an answer comes from, which every file that leaves the site has to say."""

from __future__ import annotations

from dataclasses import dataclass

from rdflib.namespace import DCTERMS

from graphapp.store.base import Store


@dataclass(frozen=True)
class Source:
    """Where an answer comes from.

    :param address: of the question with its values
    :param version: of the data; empty where the store does not say
    :param published: when that version was written, in ISO 8601
    :param rights: what may be done with the data
    """

    address: str
    version: str = ""
    published: str = ""
    rights: str = ""


def stated_rights(store: Store) -> str:
    """What *store*, which shows one self-evaluation, says of the rights in it; read once for each version."""
    return store.memo.get("rights", lambda: " ".join(sorted(str(quad.value) for quad in store.quads(predicate=DCTERMS.rights))))

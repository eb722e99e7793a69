"""Pages show the exact words where the document is attached, and nothing that leaves the machine does."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp.build import build
from graphapp.graph import reason
from graphapp.settings import Settings
from graphapp.web import create_app


def test_the_exact_words_stand_on_the_page_and_in_no_data(
    tmp_path: Path, hampshire_text: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reason, "find_java", lambda: None)
    settings = Settings(home=str(tmp_path / "home"))
    _, examined = build(settings, hampshire_text)
    quotations = examined.attachments["hampshire-2015"].quotations
    statement = next(iri for iri in quotations if "-10-further-work-" in iri)
    words = quotations[statement].split("’")[0]
    client = create_app(settings).test_client()
    path = f"/doc/{statement.removeprefix('id/')}"
    assert words in client.get(path).get_data(as_text=True)
    for suffix in ("ttl", "jsonld", "nt", "rdf"):
        assert words not in client.get(f"{path}.{suffix}").get_data(as_text=True)
    query = "SELECT ?o { GRAPH ?g { ?s <http://www.w3.org/ns/oa#exact> ?o } }"
    assert client.get("/sparql", query_string={"query": query}).get_json()["results"]["bindings"] == []

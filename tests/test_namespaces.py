"""Kinds and slugs become IRIs and paths, and back, in one place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef

from graphapp.namespaces import PREFIXES, SEF, Naming, bind_prefixes, curie, sparql_prefixes

NAMING = Naming("http://localhost:8000/")
KINDS = st.from_regex(r"[a-z-]+", fullmatch=True)
SLUGS = st.from_regex(r"[a-z0-9][a-z0-9.-]*", fullmatch=True)


def test_a_graph_knows_every_prefix_once_bound() -> None:
    bound = {prefix: str(namespace) for prefix, namespace in bind_prefixes(Graph()).namespaces()}
    assert bound.items() >= PREFIXES.items()


def test_a_prefix_that_a_file_used_otherwise_becomes_ours() -> None:
    graph = Graph()
    graph.bind("sef", "http://example.org/other#")
    assert dict(bind_prefixes(graph).namespaces())["sef"] == URIRef(str(SEF))


def test_a_query_may_begin_with_the_prefixes() -> None:
    assert Graph().query(sparql_prefixes() + "ASK { ?s a sef:Service }").askAnswer is False


@pytest.mark.parametrize(
    ("iri", "short"),
    [
        ("https://w3id.org/send-sef/ns#Service", "sef:Service"),
        ("http://www.w3.org/2004/02/skos/core#prefLabel", "skos:prefLabel"),
        ("http://www.w3.org/2000/01/rdf-schema#label", "rdfs:label"),
        ("http://example.org/x", "http://example.org/x"),
        ("", ""),
    ],
)
def test_an_iri_is_shortened_with_our_prefixes_only(iri: str, short: str) -> None:
    assert curie(iri) == short


def test_every_prefix_shortens_its_own_terms() -> None:
    assert {curie(f"{namespace}x") for namespace in PREFIXES.values()} == {f"{prefix}:x" for prefix in PREFIXES}


def test_a_relative_iri_is_resolved_and_made_relative_again() -> None:
    iri = NAMING.resolve("id/service/portage")
    assert iri == URIRef("http://localhost:8000/id/service/portage")
    assert NAMING.relative(iri) == "id/service/portage"


def test_the_iri_of_somebody_else_stays_whole() -> None:
    assert NAMING.relative("https://example.org/id/service/portage") == "https://example.org/id/service/portage"


@given(st.sampled_from(["id", "def"]), KINDS, SLUGS)
def test_kind_and_slug_are_read_off_any_thing(root: str, kind: str, slug: str) -> None:
    assert NAMING.kind_and_slug(NAMING.resolve(f"{root}/{kind}/{slug}")) == (kind, slug)


@given(KINDS, SLUGS)
def test_the_page_of_any_thing_is_a_path(kind: str, slug: str) -> None:
    assert NAMING.page(NAMING.resolve(f"id/{kind}/{slug}")) == f"/doc/{kind}/{slug}", "pages work on any host and port"


@pytest.mark.parametrize(
    "relative",
    [
        "",
        "id",
        "id/service",
        "id/service/",
        "id/service/a/b",
        "id/service/A",
        "id/service/.a",
        "doc/service/a",
        "id/service/a#b",
        "id/s/a\n",
    ],
)
def test_what_is_no_thing_has_no_kind(relative: str) -> None:
    assert NAMING.kind_and_slug(NAMING.resolve(relative)) is None


def test_a_thing_of_another_site_has_no_kind_here() -> None:
    assert NAMING.kind_and_slug("https://example.org/id/service/a") is None


def test_a_relative_reference_is_no_thing_yet() -> None:
    assert NAMING.kind_and_slug("id/service/a") is None


def test_a_concept_has_a_page_like_a_thing() -> None:
    assert NAMING.page(NAMING.resolve("def/sector/health")) == "/doc/sector/health"


def test_a_part_leads_to_the_page_of_the_whole() -> None:
    assert NAMING.page(NAMING.resolve("id/statement/s#anchor-position")) == "/doc/statement/s"


def test_a_term_leads_to_its_place_in_the_ontology() -> None:
    assert NAMING.page(SEF.Service) == "/ns#Service"


def test_what_is_not_ours_has_no_page() -> None:
    assert NAMING.page("http://www.w3.org/2004/02/skos/core#Concept") is None


def test_a_named_graph_has_an_iri_under_the_base() -> None:
    assert NAMING.graph("hampshire-2015/inferred") == URIRef("http://localhost:8000/graph/hampshire-2015/inferred")

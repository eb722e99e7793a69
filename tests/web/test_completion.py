"""``/sparql/complete``: what is offered to somebody who writes a query."""

from __future__ import annotations

import time

import pytest
from flask.testing import FlaskClient

from graphapp.namespaces import PREFIXES
from tests.published import Published


def offered(client: FlaskClient, typed: str) -> list[dict[str, str]]:
    response = client.get("/sparql/complete", query_string={"q": typed})
    assert (response.status_code, response.mimetype) == (200, "application/json")
    found: list[dict[str, str]] = response.get_json()
    assert all(set(it) == {"write", "label", "kind", "about"} for it in found)
    return found


def written(client: FlaskClient, typed: str) -> list[str]:
    return [it["write"] for it in offered(client, typed)]


def test_a_term_comes_with_what_it_is_called_and_means(client: FlaskClient) -> None:
    assert offered(client, "sef:PlannedAc") == [
        {
            "write": "sef:PlannedAction",
            "label": "planned action",
            "kind": "class",
            "about": "A statement of something to be done, under way, under review or still only called for.",
        }
    ]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("sef:board", "sef:Board"),
        ("SEF:Board", ""),
        ("sef:action", "sef:actionStatus"),
        ("rdf:ty", "rdf:type"),
        ("org:Formal", "org:Fo"),
    ],
)
def test_terms_are_found_by_their_name_in_small_or_capital_letters(typed: str, first: str, client: FlaskClient) -> None:
    found = written(client, typed)
    assert found[0].startswith(first) if first else not found


def test_a_term_is_found_by_a_word_of_its_label_with_its_prefix_or_without(client: FlaskClient) -> None:
    assert "sef:PlannedAction" in written(client, "sef:action")
    assert "sef:PlannedAction" in written(client, "planned")


def test_labels_types_and_other_names_are_offered_though_the_ontology_does_not_explain_them(client: FlaskClient) -> None:
    assert {"rdf:type", "rdfs:label", "skos:prefLabel", "skos:altLabel"} <= {
        it for prefix in ("rdf", "rdfs", "skos") for it in written(client, f"{prefix}:")
    }


def test_a_prefix_alone_offers_its_most_used_terms(client: FlaskClient) -> None:
    found = written(client, "sef:")
    assert len(found) == len(set(found)) == 50
    assert all(it.startswith("sef:") for it in found)
    assert "sef:mentions" in found[:10]


@pytest.mark.parametrize("typed", ["hpcn", "HPC", "parent carer net"])
def test_a_thing_is_found_by_any_of_its_names_and_written_as_its_iri(
    typed: str, client: FlaskClient, published: Published
) -> None:
    iri = f"{published.naming.base}id/partner/hampshire-parent-carer-network"
    things = [it for it in offered(client, typed) if it["write"].startswith("<")]
    assert things[0] == {"write": f"<{iri}>", "label": "Hampshire Parent/Carer Network", "kind": "partner", "about": iri}
    assert len(things) <= 10


def test_what_is_offered_can_be_asked(client: FlaskClient) -> None:
    prologue = "".join(f"PREFIX {name}: <{namespace}> " for name, namespace in PREFIXES.items())
    names = {it for typed in ("sef:", "dcterms:", "schema:", "board", "hpcn") for it in written(client, typed)}
    query = f"{prologue} ASK {{ VALUES ?it {{ {' '.join(sorted(names))} }} ?it ?p ?o }}"
    assert client.post("/sparql", data={"query": query}, headers={"Accept": "application/sparql-results+json"}).get_json()[
        "boolean"
    ]


def test_a_word_also_offers_prefixes(client: FlaskClient) -> None:
    assert offered(client, "sk")[0] == {"write": "skos:", "label": "", "kind": "prefix", "about": PREFIXES["skos"]}
    assert written(client, "s") == ["schema:", "sef:", "sh:", "skos:"]


@pytest.mark.parametrize(
    "typed", ["", " ", "😀", ":", "nothing:", "sef:zzz", "<script>", '"', "x" * 10_000, "sef:" + "x" * 10_000]
)
def test_where_nothing_fits_the_array_is_empty(typed: str, client: FlaskClient) -> None:
    assert offered(client, typed) == []


@pytest.mark.parametrize(
    "address", ["/sparql/complete?qq=sef", "/sparql/complete?q=a&q=b", "/sparql/complete?q=a&edition=hampshire-2015"]
)
def test_what_is_not_understood_is_refused(address: str, client: FlaskClient) -> None:
    response = client.get(address)
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")


def test_names_are_offered_while_one_types(client: FlaskClient) -> None:
    offered(client, "sef:")
    times = []
    for typed in ("sef:", "sef:Pl", "pl", "boa", "portgae", "health v"):
        start = time.thread_time()
        offered(client, typed)
        times.append(time.thread_time() - start)
    assert sorted(times)[len(times) // 2] < 0.01, "of the processor, as other tests may run beside this one"

"""What the page of a thing shows beside the thing."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from flask import render_template
from flask.testing import FlaskClient
from hypothesis import given, settings
from hypothesis import strategies as st
from rdflib import Literal
from rdflib.namespace import RDF, SKOS

from graphapp.namespaces import SEF, Naming
from graphapp.store.embedded import EmbeddedStore
from graphapp.things.describe import describe
from graphapp.things.marks import Mark
from graphapp.things.quantities import Quantity
from graphapp.things.view import Group, Link, Value
from graphapp.web.things_view import Reports, ThingPage

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@settings(deadline=None)  # a busy machine is slow now and then
@given(WORDS, WORDS, WORDS)
def test_a_report_names_the_thing_the_fact_and_the_version_whatever_they_are_called(title: str, label: str, value: str) -> None:
    link = Reports("send@council.example", "https://example.org/id/x/y", title, "86d3").fact(label, value)
    parts = urlsplit(link)
    said = parse_qs(parts.query, keep_blank_values=True)
    assert (parts.scheme, parts.path, sorted(said)) == ("mailto", "send@council.example", ["body", "subject"])
    (body,) = said["body"]
    assert f"The fact: {label}: {value}" in body
    assert "The thing: https://example.org/id/x/y\r\nThe version of the data: 86d3" in body


def figures(*found: tuple[float | None, str]) -> Group:
    marks = (Mark(figure=Quantity(f"{amount} {unit}", amount, unit)) for amount, unit in found)
    return Group("Figures", tuple(Value(Link("it"), None, "", (), mark=mark) for mark in marks))


def test_figures_are_drawn_where_two_in_one_unit_differ() -> None:
    assert ThingPage.scales(figures((4, "days"), (6, "days"), (1, "posts"))) == {"days": 6}
    assert ThingPage.scales(figures((4, "days"), (4, "days"))) == {}
    assert ThingPage.scales(figures((4, "days"), (None, "days"))) == {}
    assert ThingPage.scales(figures((-4, "days"), (4, "days"))) == {}


def test_percentages_are_drawn_out_of_a_hundred() -> None:
    assert ThingPage.scales(figures((40, "percent"), (60, "percent"))) == {"percent": 100}
    assert ThingPage.scales(figures((40, "percent"), (120, "percent"))) == {"percent": 120}


def test_a_page_stands_whatever_things_are_called_and_however_many_there_are(client: FlaskClient) -> None:
    name = "<script>alert(1)</script> \u202eשירות " + "very long " * 40
    naming = Naming("http://localhost:8000/")
    thing, graph = naming.resolve("id/partner/a"), naming.graph("a")
    store = EmbeddedStore([str(graph)])
    lines = [
        f"<{thing}> <{term}> {Literal(name).n3()} <{graph}> .\n" for term in (SKOS.prefLabel, SKOS.definition, SEF.formerName)
    ]
    lines += [f"<{thing}> <{RDF.type}> <{SEF.Partner}> <{graph}> .\n"]
    lines += [f"<{naming.resolve(f'id/service/{number}')}> <{SEF.providedBy}> <{thing}> <{graph}> .\n" for number in range(5_000)]
    store.load("".join(lines).encode())
    view = ThingPage(
        describe(store, thing, naming),
        "/doc/partner/a",
        (),
        None,
        None,
        None,
        Reports("a@b.example", str(thing), name, ""),
        naming,
    )
    with client.application.test_request_context("/doc/partner/a"):
        page = render_template("things/thing.html", view=view)
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; \u202eשירות" in page
    assert "provides " in page
    assert page.count("/doc/service/") == 20
    assert "more than 20" in page

"""Pages and data of things: 303, negotiation, suffixes, both directions, grounds."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient
from rdflib import Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.compare import isomorphic
from rdflib.namespace import RDFS, SH, SKOS

from graphapp.exports.formats import GRAPH_FORMATS, Format
from graphapp.namespaces import SEF
from graphapp.web import create_app
from tests.published import Published

PORTAGE = "/doc/service/hampshire-portage"
CONTRACT = "/doc/contract/hampshire-school-nursing-contract"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


@pytest.mark.parametrize("path", ["/id/service/hampshire-portage", "/def/sector/health", "/id/assessment/hampshire-2015-1-1"])
def test_a_thing_leads_to_the_document_about_it(path: str, client: FlaskClient) -> None:
    response = client.get(path)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/doc/{path.split('/', 2)[2]}"
    assert "Accept" in response.headers["Vary"]
    assert client.get(response.headers["Location"]).status_code == 200


def test_a_browser_gets_a_page(client: FlaskClient) -> None:
    response = client.get(PORTAGE, headers={"Accept": BROWSER})
    assert response.mimetype == "text/html"
    assert "<h1>Portage</h1>" in response.get_data(as_text=True)
    assert "Accept" in response.headers["Vary"]


@pytest.mark.parametrize("item", GRAPH_FORMATS, ids=lambda item: item.suffix)
def test_data_comes_by_accept_and_by_suffix_alike(item: Format, client: FlaskClient) -> None:
    by_accept = client.get(PORTAGE, headers={"Accept": item.media_type})
    by_suffix = client.get(f"{PORTAGE}.{item.suffix}", headers={"Accept": BROWSER})
    assert by_accept.mimetype == by_suffix.mimetype == item.media_type
    graphs = [Graph().parse(data=answer.get_data(), format=item.rdflib_name) for answer in (by_accept, by_suffix)]
    assert isomorphic(*graphs)
    portage = URIRef("http://localhost:8000/id/service/hampshire-portage")
    assert (portage, SKOS.prefLabel, Literal("Portage", lang="en-GB")) in graphs[0]


def test_every_serialisation_holds_the_same_triples(client: FlaskClient) -> None:
    texts = {item: client.get(f"{PORTAGE}.{item.suffix}").get_data() for item in GRAPH_FORMATS}
    graphs = [Graph().parse(data=text, format=item.rdflib_name) for item, text in texts.items()]
    assert all(isomorphic(graphs[0], graph) for graph in graphs[1:])


def test_a_page_shows_both_directions_and_where_each_fact_is_stated(client: FlaskClient) -> None:
    page = client.get("/doc/contract/hampshire-childrens-therapies-contract").get_data(as_text=True)
    assert 'href="/doc/partner/solent-nhs-trust"' in page
    assert "Stated in" in page
    assert "Row 3c" in page
    provider = client.get("/doc/partner/solent-nhs-trust").get_data(as_text=True)
    assert 'href="/doc/contract/hampshire-childrens-therapies-contract"' in provider, "the other end of the same fact"


def test_a_derived_fact_is_marked_and_says_by_which_rule_and_by_way_of_what(client: FlaskClient, published: Published) -> None:
    found = published.select(
        "SELECT ?it WHERE { ?it a sef:PlannedAction ; sef:mentions <id/programme/hampshire-integrated-personal-commissioning> ;"
        ' sef:inAssessment/sef:rowId "10" ; sef:inColumn <def/column/further-work> }'
    )
    (action,) = [str(row["it"]) for row in found]
    page = client.get(published.naming.page(action) or "").get_data(as_text=True)
    assert "derived" in page
    assert "the sector of a named thing" in page
    assert "Integrated Personalised Commissioning" in page


def test_a_defined_class_says_by_which_rule_a_thing_belongs_to_it(client: FlaskClient) -> None:
    page = client.get("/doc/assessment/hampshire-2015-10").get_data(as_text=True)
    assert "row with mixed judgements" in page
    assert 'href="/doc/rule/assessment-with-mixed-judgements"' in page


def test_a_rule_has_a_page_of_its_own(client: FlaskClient) -> None:
    assert "A statement that names a service" in client.get("/doc/rule/sector-of-named-thing").get_data(as_text=True)


@pytest.mark.parametrize("path", ["/doc/service/hampshire-portag", "/doc/nonsense/x", "/doc/service/a%20b", "/id/a/b/c"])
def test_what_is_not_there_is_a_404(path: str, client: FlaskClient) -> None:
    assert client.get(path).status_code == 404


def test_a_wrong_slug_names_the_nearest(client: FlaskClient) -> None:
    response = client.get("/doc/service/hampshire-portag", headers={"Accept": BROWSER})
    assert "Did you mean hampshire-portage" in response.get_data(as_text=True)


def test_every_kind_of_thing_has_a_page(client: FlaskClient, published: Published) -> None:
    """One thing of every kind: no template breaks on any of them."""
    found = published.select("SELECT DISTINCT ?it WHERE { ?it a ?class . FILTER(ISIRI(?it)) } ORDER BY ?it")
    kinds: dict[str, str] = {}
    for row in found:
        pair = published.naming.kind_and_slug(str(row["it"]))
        if pair:
            kinds.setdefault(*pair)
    assert len(kinds) > 25
    for kind, slug in kinds.items():
        assert client.get(f"/doc/{kind}/{slug}").status_code == 200, f"{kind}/{slug}"


def shown_under(heading: str, page: str) -> str:
    """What a page of facts has under *heading*."""
    (found,) = re.findall(
        rf'__key">{heading}(?: <[^\n]*)?</dt>\s*<dd class="govuk-summary-list__value">(.*?)</dd>', page, re.DOTALL
    )
    return str(found)


def test_what_the_document_should_say_and_does_not_is_said(client: FlaskClient) -> None:
    page = client.get(CONTRACT, headers={"Accept": BROWSER}).get_data(as_text=True)
    assert "The document does not say who commissions it or when it runs." in page
    assert "Not stated in the document" in shown_under("Commissioned by", page)
    assert "/doc/partner/southern-health" in shown_under("Held by", page)


FIRST_SENTENCES = {
    "contract/hampshire-school-nursing-contract": "This contract is held by Southern Health, covers School Nursing, has",
    "contract/hampshire-public-health-nursing-contract": "This contract is dated 1st August 2015, covers School Nursing",
    "partner/hampshire-adult-health-teams": "This partner is named in 1 statement. The document does not say what it provides.",
    "board/hampshire-better-care-fund-board": "The document does not say who chairs it, who sits on it or which",
    "service/hampshire-portage": "The document does not say who provides it or under which contract.",
    "assessment/hampshire-2015-10": "This row holds 2 judgements, plans 3 actions and has 15 statements in all.",
    "self-evaluation/hampshire-2015": "was written by Hampshire County Council, is about Hampshire and speaks of autumn 2015.",
    "measurement/hampshire-2015-mytmaths-standard-score-after": "This figure says standard score 87.2",
    "outcome/hampshire-seamless-journey-for-young-people": "This outcome is claimed in",
}
"""Read from the data and the document, not from pages."""


@pytest.mark.parametrize(("thing", "words"), FIRST_SENTENCES.items(), ids=FIRST_SENTENCES)
def test_a_page_begins_with_a_sentence_of_what_is_known(thing: str, words: str, client: FlaskClient) -> None:
    page = client.get(f"/doc/{thing}", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert words in re.findall(r'<p class="govuk-body-l">(.*?)</p>', page)[0]


def test_figures_that_can_be_compared_are_drawn_beside_each_other(client: FlaskClient) -> None:
    page = client.get("/doc/measurement/hampshire-2015-mytmaths-standard-score-after").get_data(as_text=True)
    bars = re.findall(r'<meter class="app-meter" min="0" max="([\d.]+)" value="([\d.]+)" aria-label="(.*?)">', page)
    assert bars == [("87.2", "87.2", "standard score 87.2"), ("87.2", "79.2", "standard score 79.2")]
    assert "<meter" not in client.get(CONTRACT).get_data(as_text=True), "one figure alone is no comparison"


def test_a_list_of_concepts_is_a_thing_too(client: FlaskClient) -> None:
    response = client.get("/def/theme")
    assert (response.status_code, response.headers["Location"]) == (303, "/doc/theme")
    page = client.get("/doc/theme", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert "<h1>Themes</h1>" in page
    assert 'href="/doc/theme/local-offer"' in page
    assert 'href="/doc/theme"' in client.get("/doc/theme/local-offer", headers={"Accept": BROWSER}).get_data(as_text=True)
    graph = Graph().parse(data=client.get("/doc/theme.ttl").get_data(), format="turtle")
    assert (URIRef("http://localhost:8000/def/theme"), RDFS.label, None) in graph


@pytest.mark.parametrize("path", ["/def/nonsense", "/doc/nonsense", "/doc/contract", "/doc/theme.xyz", "/doc/a%20b"])
def test_a_list_that_there_is_not_is_a_404(path: str, client: FlaskClient) -> None:
    assert client.get(path, follow_redirects=True).status_code == 404


def test_of_a_long_list_the_statements_of_one_kind_can_be_had(client: FlaskClient) -> None:
    path = "/doc/sector/health?property=sef:involvesSector&read=backwards"
    whole = client.get(path, headers={"Accept": BROWSER}).get_data(as_text=True)
    some = client.get(f"{path}&kind=sef:PlannedAction", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert 0 < some.count("<li>") < whole.count("<li>")
    assert client.get(f"{path}&kind=sef:Contract").status_code == 404


def test_a_problem_can_be_reported_where_the_settings_say_to_whom(client: FlaskClient, published: Published) -> None:
    assert "mailto:" not in client.get(CONTRACT).get_data(as_text=True)
    settings = replace(published.settings, contact="send@council.example")
    page = create_app(settings).test_client().get(CONTRACT, headers={"Accept": BROWSER}).get_data(as_text=True)
    mails = [urlsplit(unescape(href)) for href in re.findall(r'href="(mailto:[^"]*)"', page)]
    assert {mail.path for mail in mails} == {"send@council.example"}
    bodies = [parse_qs(mail.query)["body"][0] for mail in mails]
    for body in bodies:
        assert "http://localhost:8000/id/contract/hampshire-school-nursing-contract" in body
        assert published.version.manifest.version in body
    assert any("The fact: Held by: Southern Health" in body for body in bodies)


QUESTION = "/doc/question/actions-by-sector-and-theme"


def test_a_question_is_a_thing_like_every_other(client: FlaskClient) -> None:
    response = client.get("/id/question/actions-by-sector-and-theme")
    assert (response.status_code, response.headers["Location"]) == (303, QUESTION)
    page = client.get(QUESTION, headers={"Accept": BROWSER}).get_data(as_text=True)
    assert "<h1>Planned actions by sector and theme</h1>" in page
    assert '<a href="/queries/actions-by-sector-and-theme">Ask it</a>' in page
    assert '<a href="/doc/audience/strategist">strategist</a>' in page
    assert "<pre" in shown_under("Query", page), "a query keeps its lines"


def test_the_gaps_of_a_question_are_named_on_its_page_without_links_to_itself(client: FlaskClient) -> None:
    gaps = shown_under("Gap", client.get(QUESTION, headers={"Accept": BROWSER}).get_data(as_text=True))
    assert "<a" not in gaps
    in_order = re.findall(r"<li>\s*(.*?)\s*</li>", gaps, re.DOTALL)
    assert in_order == ["Sector", "Theme", "matches by heading alone"], "in the order of the sentence"


def test_the_data_of_a_question_hold_its_gaps_whole(client: FlaskClient) -> None:
    graph = Graph().parse(data=client.get("/doc/question/partner-involvement.ttl").get_data(), format="turtle")
    gap = URIRef("http://localhost:8000/id/question/partner-involvement#gap-kind")
    assert [str(label) for choice in graph.objects(gap, SEF.choice) for label in graph.objects(choice, RDFS.label)]
    assert len(Collection(graph, graph.value(gap, SH["in"]))) == 3  # type: ignore[arg-type]
    assert len(list(graph.objects(gap, RDFS.label))) == 1, "what has a label is given no other"


def test_an_audience_has_a_page_with_its_questions(client: FlaskClient) -> None:
    page = client.get("/doc/audience/commissioner", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert 'href="/doc/question/who-pays"' in page


def test_the_usual_values_of_gaps_are_no_news_on_the_page_of_a_thing(client: FlaskClient) -> None:
    assert "/doc/question/" not in client.get("/doc/sector/health", headers={"Accept": BROWSER}).get_data(as_text=True)


def test_an_unknown_question_is_answered_with_the_nearest(client: FlaskClient) -> None:
    response = client.get("/doc/question/who-pay", headers={"Accept": BROWSER})
    assert response.status_code == 404
    assert "who-pays" in response.get_data(as_text=True)


def test_a_thing_comes_as_a_table_by_suffix_and_by_accept(client: FlaskClient) -> None:
    by_suffix, by_accept = client.get(f"{PORTAGE}.csv"), client.get(PORTAGE, headers={"Accept": "text/csv"})
    assert by_suffix.mimetype == by_accept.mimetype == "text/csv"
    assert by_suffix.data == by_accept.data
    rows = list(csv.DictReader(io.StringIO(by_suffix.data.decode("utf-8-sig"))))
    assert {"said of it", "where it comes up"} == {row["Direction"] for row in rows}
    assert 'type="text/csv"' in by_suffix.headers["Link"]
    assert f'href="{PORTAGE}.csv"' in client.get(PORTAGE, headers={"Accept": BROWSER}).get_data(as_text=True)
    assert client.get(PORTAGE, headers={"Accept": "*/*;q=0.1, text/turtle;q=0.5"}).mimetype == "text/turtle"


@pytest.mark.parametrize(
    ("thing", "table"),
    [
        ("assessment/hampshire-2015-3c", "/areas/hampshire-2015/rows/3c"),
        ("area/readiness-2014-3", "/areas/hampshire-2015?area=readiness-2014-3"),
    ],
)
def test_rows_and_areas_lead_to_the_table_as_it_was(thing: str, table: str, client: FlaskClient) -> None:
    page = client.get(f"/doc/{thing}", headers={"Accept": BROWSER}).get_data(as_text=True)
    assert f'<a href="{table}">' in page
    assert client.get(table).status_code == 200


def test_nothing_else_leads_to_the_table(client: FlaskClient) -> None:
    assert "in the table as it was" not in client.get(PORTAGE, headers={"Accept": BROWSER}).get_data(as_text=True)


def test_every_list_of_concepts_has_a_name(client: FlaskClient, published: Published) -> None:
    lists = {str(row["it"]) for row in published.select("SELECT DISTINCT ?it { ?concept skos:inScheme ?it }")}
    paths = [published.naming.page(it) or "" for it in lists]
    assert "/doc/cohort" in paths
    headings = [re.search(r"<h1[^>]*>([^<]+)", client.get(it, headers={"Accept": BROWSER}).text) for it in paths]
    assert not [found[1] for found in headings if found and "/def/" in found[1]]

"""A thing as its page shows it, and as its data files hold it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import FOAF, OWL, RDF, RDFS, SKOS

from graphapp.errors import UnknownName
from graphapp.namespaces import OA, SEF
from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.remote import RemoteStore
from graphapp.things.describe import Part, describe, describe_as_graph
from graphapp.things.places import Place
from graphapp.things.view import Ground, Group, Link, ThingView, Value
from tests.conftest import NAMING

PORTAGE, CLINIC = NAMING.resolve("id/service/tiny-portage"), NAMING.resolve("id/service/tiny-clinic")
TRUST, HEALTH = NAMING.resolve("id/partner/tiny-trust"), NAMING.resolve("def/sector/health")
PORTAGE_PAGE, SOCIAL_CARE = URIRef("https://portage.example/"), NAMING.resolve("def/sector/social-care")
PRACTICE, PLAN = NAMING.resolve("id/statement/tiny-2-practice"), NAMING.resolve("id/statement/tiny-2-plan")

STATED_IN_ROW_2 = Ground("Stated in", (Link("Row 2, practice", "/doc/statement/tiny-2-practice", str(PRACTICE)),))
BY_RULE = Ground(
    "Added by the rule",
    (Link("a service has a sector", "/doc/rule/a-service-has-a-sector", str(NAMING.resolve("def/rule/a-service-has-a-sector"))),),
)
BY_WAY_OF_PORTAGE = Ground("By way of", (Link("Tiny Portage", "/doc/service/tiny-portage", str(PORTAGE)),))


@pytest.fixture(params=["embedded", "remote"])
def store(request: pytest.FixtureRequest, tiny_store: EmbeddedStore, remote_store: RemoteStore) -> Store:
    return tiny_store if request.param == "embedded" else remote_store


def view_of(store: Store, thing: URIRef) -> ThingView:
    return describe(store, thing, NAMING)


def group(view: ThingView, label: str) -> tuple[Value, ...]:
    (found,) = (group for group in view.groups if group.label == label)
    return found.values


def without_quotations(value: Value) -> Value:
    """*value* as it is where no document is attached."""
    grounds = (Ground(it.words, tuple(replace(link, quotation=None) for link in it.links)) for it in value.grounds)
    return replace(value, grounds=tuple(grounds))


def also(store: EmbeddedStore, graph: str, subject: URIRef, predicate: URIRef, value: URIRef | Literal) -> None:
    """Let the *graph* of the dataset say one thing more."""
    store.load(f"<{subject}> <{predicate}> {value.n3()} <{NAMING.graph(graph)}> .\n".encode())


def test_a_thing_has_its_names_and_notes(store: Store) -> None:
    view = view_of(store, PORTAGE)
    assert (view.iri, view.title) == (str(PORTAGE), "Tiny Portage")
    assert view.other_names == ("Home visits", "Portage")
    assert view.definition == "Visits to young children at home."
    assert view.notes == ("Its size is not given.",)
    assert (view.place, view.quotation) == (None, None)


def test_a_statement_has_its_text_and_place(store: Store) -> None:
    view = view_of(store, PRACTICE)
    assert view.title == "Portage, which the trust runs, visits families at home."
    assert view.place == Place("2", "Practice", 2)


def test_a_quotation_is_shown_where_the_document_is_attached(tiny_store: EmbeddedStore, remote_store: RemoteStore) -> None:
    assert view_of(tiny_store, PRACTICE).quotation == "Portage (Trust): home visits"
    assert view_of(remote_store, PRACTICE).quotation is None


def test_of_its_classes_the_most_specific_are_shown(store: Store) -> None:
    (kind,) = view_of(store, PRACTICE).kinds
    assert kind == Value(Link("practice", "/ns#Practice", str(SEF.Practice)), None, "", ())


def test_classes_of_our_vocabularies_go_before_others(store: Store) -> None:
    assert [kind.link.label for kind in view_of(store, PORTAGE).kinds] == ["service"]
    assert [kind.link.label for kind in view_of(store, TRUST).kinds] == ["org:Organization", "sef:Partner"]


def test_a_class_of_others_is_shown_where_there_is_no_other(store: Store) -> None:
    (kind,) = view_of(store, URIRef(f"{PRACTICE}#anchor-position")).kinds
    assert kind.link == Link("oa:TextPositionSelector", str(OA.TextPositionSelector), str(OA.TextPositionSelector))


def test_a_class_that_a_rule_concludes_says_by_which(tiny_store: EmbeddedStore) -> None:
    rule = NAMING.resolve("def/rule/backwards")
    also(tiny_store, "ontology", rule, SEF.concludes, SEF.Visited)
    also(tiny_store, "tiny/inferred", CLINIC, RDF.type, SEF.Visited)
    kinds = {kind.link.label: kind for kind in view_of(tiny_store, CLINIC).kinds}
    assert kinds["service"].tier == ""
    assert kinds["sef:Visited"].tier == "derived"
    assert kinds["sef:Visited"].grounds == (
        Ground("Added by the rule", (Link("read backwards", "/doc/rule/backwards", str(rule)),)),
    )


def test_what_is_said_of_a_thing_comes_in_the_order_of_the_layout_of_its_kind(store: Store) -> None:
    sections = {section.heading: [group.label for group in section.groups] for section in view_of(store, PORTAGE).sections}
    assert sections == {
        "Who provides it, and under which contract": ["Provided by", "Under contract"],
        "What it is for, and what it goes with": ["Sector", "On the web"],
        "Where it is named": ["Planned actions", "Statements"],
    }


def test_what_no_layout_names_comes_by_property_in_the_order_of_their_labels(store: Store) -> None:
    view = view_of(store, URIRef(f"{PRACTICE}#anchor-position"))
    assert [(it.heading, [group.label for group in it.groups]) for it in view.sections] == [
        ("What is said of it", ["oa:end", "oa:start"]),
        ("Where it comes up", ["oa:hasSelector (of)"]),
    ]


def test_what_the_document_should_say_and_does_not_has_its_place(store: Store) -> None:
    (silent,) = (group for section in view_of(store, PORTAGE).sections for group in section.groups if not group.values)
    assert silent.label == "Under contract"


def test_the_first_sentence_says_what_is_known_and_what_is_not(store: Store) -> None:
    assert view_of(store, PORTAGE).sentence == (
        "This service is provided by Tiny Trust and is named in 2 statements. The document does not say under which contract."
    )
    assert view_of(store, CLINIC).sentence == "The document does not say who provides it or under which contract."
    assert view_of(store, PLAN).sentence.startswith("This planned action stands in row 2, further work.")
    assert view_of(store, PORTAGE_PAGE).sentence == ""


def test_a_stated_fact_says_where_it_is_stated(store: Store) -> None:
    (value,) = group(view_of(store, PORTAGE), "Provided by")
    assert without_quotations(value) == Value(
        Link("Tiny Trust", "/doc/partner/tiny-trust", str(TRUST)), None, "", (STATED_IN_ROW_2,)
    )


def test_a_stated_fact_gives_the_exact_words_where_the_document_is_attached(
    tiny_store: EmbeddedStore, remote_store: RemoteStore
) -> None:
    quotations = {
        store: [link.quotation for link in group(view_of(store, PORTAGE), "Provided by")[0].grounds[0].links]
        for store in (tiny_store, remote_store)
    }
    assert quotations == {tiny_store: ["Portage (Trust): home visits"], remote_store: [None]}


def test_the_same_fact_is_read_backwards_from_its_other_end(store: Store) -> None:
    (value,) = group(view_of(store, TRUST), "Provides")
    assert without_quotations(value) == Value(
        Link("Tiny Portage", "/doc/service/tiny-portage", str(PORTAGE)), None, "", (STATED_IN_ROW_2,)
    )


def test_a_derived_fact_says_by_which_rule_and_by_way_of_what(store: Store) -> None:
    (value,) = group(view_of(store, PLAN), "Sectors")
    assert value == Value(Link("Health", "/doc/sector/health", str(HEALTH)), None, "derived", (BY_RULE, BY_WAY_OF_PORTAGE))


def test_a_property_without_an_inverse_label_is_marked_when_it_is_read_backwards(store: Store) -> None:
    (value,) = group(view_of(store, PORTAGE_PAGE), "foaf:page (of)")
    assert value.link.label == "Tiny Portage"


def test_statements_that_have_to_do_with_a_sector_are_listed_by_their_kind(store: Store) -> None:
    (value,) = group(view_of(store, HEALTH), "Planned actions")
    assert (value.link.label, value.place, value.tier) == (
        "Portage will visit more often.",
        Place("2", "Further work", 10),
        "derived",
    )
    assert value.mark
    assert value.mark.kind_name == "planned action"


def test_a_property_with_an_inverse_is_read_backwards_by_the_label_of_that(tiny_store: EmbeddedStore) -> None:
    also(tiny_store, "ontology", SEF.inSector, OWL.inverseOf, SEF.sectorOf)
    also(tiny_store, "ontology", SEF.sectorOf, RDFS.label, Literal("has the service"))
    also(tiny_store, "tiny", HEALTH, SEF.sectorOf, CLINIC)
    both = [value for it in view_of(tiny_store, HEALTH).groups if it.label == "has the service" for value in it.values]
    assert sorted(value.link.label for value in both) == ["Tiny Clinic", "Tiny Portage"]
    assert group(view_of(tiny_store, CLINIC), "in sector")[0].link.label == "Health"


def test_what_a_rule_restates_without_a_record_is_not_shown_again(store: Store) -> None:
    values = group(view_of(store, PORTAGE), "Sector")
    assert [value.link.label for value in values] == ["Health"]
    assert "named in" not in {group.label for group in view_of(store, PORTAGE).groups}


def test_what_counts_by_its_heading_alone_is_context(tiny_store: EmbeddedStore) -> None:
    record = NAMING.resolve("id/inference/tiny-2")
    also(tiny_store, "tiny/inferred", PLAN, SEF.contextSector, SOCIAL_CARE)
    also(tiny_store, "tiny/inferred", record, SEF.byRule, NAMING.resolve("def/rule/a-service-has-a-sector"))
    for end, term in ((RDF.subject, PLAN), (RDF.predicate, SEF.contextSector), (RDF.object, SOCIAL_CARE)):
        also(tiny_store, "tiny/inferred", record, end, term)
    values = {value.link.label: value for value in group(view_of(tiny_store, PLAN), "Sectors")}
    assert (values["Social care"].tier, values["Social care"].grounds) == ("context", (BY_RULE,))
    assert values["Health"].tier == "derived"


def test_what_counts_outranks_what_stands_near_it(tiny_store: EmbeddedStore) -> None:
    also(tiny_store, "tiny", PLAN, SEF.contextSector, HEALTH)
    (value,) = group(view_of(tiny_store, PLAN), "Sectors")
    assert (value.tier, value.grounds) == ("derived", (BY_RULE, BY_WAY_OF_PORTAGE))


def test_statements_come_in_the_order_of_the_document_and_other_things_by_label(store: Store) -> None:
    named_in = describe(store, PORTAGE, NAMING, Part(SEF.mentions, backwards=True)).groups[0].values
    assert [value.place.order for value in named_in if value.place] == [2, 10]
    mentions = group(view_of(store, PRACTICE), "Other things that it names")
    assert [value.link.label for value in mentions] == ["Tiny Portage", "Tiny Trust"]


def test_an_address_outside_is_shown_as_it_is(store: Store) -> None:
    (value,) = group(view_of(store, PORTAGE), "On the web")
    assert value.link == Link(*["https://portage.example/"] * 3)


def test_text_leads_nowhere(store: Store) -> None:
    (value,) = group(view_of(store, NAMING.resolve("id/measurement/tiny-visits")), "Date")
    assert value.link == Link("2015-09")


def test_a_measurement_gives_its_figure_in_words(store: Store) -> None:
    view = view_of(store, NAMING.resolve("id/measurement/tiny-visits"))
    assert group(view, "Figure")[0].link == Link("1.5 visits")
    assert view.sentence == "This figure says 1.5 visits and has the date “2015-09”."


def test_a_name_that_is_no_address_leads_nowhere(tiny_store: EmbeddedStore) -> None:
    also(tiny_store, "tiny", CLINIC, SEF.mentions, URIRef("urn:isbn:0"))
    (value,) = group(view_of(tiny_store, CLINIC), "mentions")
    assert value.link == Link("urn:isbn:0", None, "urn:isbn:0")


def test_a_fact_stated_by_what_has_no_place_names_it_by_its_label(tiny_store: EmbeddedStore) -> None:
    review = NAMING.resolve("id/review/tiny")
    also(tiny_store, "tiny", review, SKOS.prefLabel, Literal("A review"))
    also(tiny_store, "tiny", review, SEF.states, URIRef(f"{PRACTICE}#fact-1"))
    (value,) = group(view_of(tiny_store, PORTAGE), "Provided by")
    assert {link.label for link in value.grounds[0].links} == {"A review", "Row 2, practice"}


def test_what_is_no_fact_of_a_self_evaluation_says_so(store: Store) -> None:
    assert view_of(store, HEALTH).origin.startswith("From registers and from this site's own lists")
    assert view_of(store, PORTAGE).origin == view_of(store, PORTAGE_PAGE).origin == ""


def test_a_thing_that_others_alone_name_has_a_page(store: Store) -> None:
    view = view_of(store, URIRef("https://portage.example/"))
    assert view.title == "https://portage.example/"
    assert [group.label for group in view.groups] == ["foaf:page (of)"]


@pytest.mark.parametrize("described", [view_of, describe_as_graph])
def test_what_the_graph_does_not_know_is_unknown(store: Store, described: object) -> None:
    assert callable(described)
    with pytest.raises(UnknownName, match=r"no thing called “https://example\.org/id/service/none”"):
        described(store, NAMING.resolve("id/service/none"))


# As data


@pytest.fixture
def graph(store: Store) -> Graph:
    return describe_as_graph(store, PRACTICE)


def test_the_data_hold_what_is_said_from_both_ends(store: Store, graph: Graph) -> None:
    assert (PRACTICE, SEF.mentions, PORTAGE) in graph
    assert (PORTAGE, SEF.mentionedIn, PRACTICE) in graph
    assert (PORTAGE, FOAF.page, URIRef("https://portage.example/")) in describe_as_graph(store, PORTAGE)


def test_the_data_hold_the_parts_of_a_statement(graph: Graph) -> None:
    assert (URIRef(f"{PRACTICE}#anchor"), SEF.digest, Literal("ab12")) in graph
    assert graph.value(URIRef(f"{PRACTICE}#anchor-position"), OA.end) == Literal(75)
    assert (URIRef(f"{PRACTICE}#fact-1"), RDF.predicate, SEF.providedBy) in graph


def test_the_data_label_everything_that_has_a_name_and_invent_none(graph: Graph) -> None:
    assert graph.value(PORTAGE, RDFS.label) == Literal("Tiny Portage")
    assert graph.value(SEF.Practice, RDFS.label) == Literal("practice")
    assert graph.value(OA.SpecificResource, RDFS.label) is None
    assert graph.value(PRACTICE, RDFS.label) is None


def test_the_data_never_hold_the_quotation(graph: Graph) -> None:
    assert not [value for value in graph.objects() if "home visits" in str(value)]


def test_the_data_have_our_prefixes(graph: Graph) -> None:
    assert "sef:mentions" in graph.serialize(format="turtle")


# Things that a page cannot hold


def hub(statements: int) -> EmbeddedStore:
    """A dataset in which so many statements have one theme, and one service names it."""
    store = EmbeddedStore([str(NAMING.graph("tiny"))])
    theme, graph = NAMING.resolve("def/theme/growth"), NAMING.graph("tiny")
    lines = [
        f"<{NAMING.resolve(f'id/statement/s-{number:04}')}> <{SEF.hasTheme}> <{theme}> <{graph}> .\n"
        for number in range(statements)
    ]
    lines += [f"<{PORTAGE}> <{SEF.inSector}> <{theme}> <{graph}> .\n", f'<{theme}> <{SKOS.prefLabel}> "Growth" <{graph}> .\n']
    store.load("".join(lines).encode())
    return store


def pages_of(store: EmbeddedStore) -> list[Group]:
    """The pages of what has the theme, one after the other as each leads to the next."""
    theme, found = NAMING.resolve("def/theme/growth"), []
    for number in range(1, 100):
        (one,) = describe(store, theme, NAMING, Part(SEF.hasTheme, backwards=True, page=number)).groups
        found.append(one)
        if one.following is None:
            return found
    raise AssertionError("the pages have no end")


@pytest.mark.parametrize("statements", [49, 50, 51, 100, 499, 500, 501, 620])
def test_a_long_list_is_shown_in_pages_that_hold_everything_once(statements: int) -> None:
    pages = pages_of(hub(statements))
    shown = [value.link.iri for page in pages for value in page.values]
    assert len(shown) == len(set(shown)) == statements
    assert [len(page.values) for page in pages[:-1]] == [50] * (len(pages) - 1)
    assert pages[-1].values


def test_the_page_of_a_hub_shows_the_beginning_of_each_list_and_says_that_there_are_more() -> None:
    view = describe(hub(620), NAMING.resolve("def/theme/growth"), NAMING)
    by_count = {group.count: group for group in view.groups}
    assert set(by_count) == {"more than 20", "1"}
    assert len(by_count["more than 20"].values) == 20
    following = by_count["more than 20"].following
    assert following
    assert following.href == "/doc/theme/growth?property=sef%3AhasTheme&read=backwards&page=1"


def test_a_list_that_is_read_whole_says_how_long_it_is() -> None:
    view = describe(hub(120), NAMING.resolve("def/theme/growth"), NAMING)
    assert sorted(group.count for group in view.groups) == ["1", "120"]


def test_a_page_beyond_the_last_does_not_exist() -> None:
    with pytest.raises(UnknownName, match="page of values"):
        describe(hub(60), NAMING.resolve("def/theme/growth"), NAMING, Part(SEF.hasTheme, backwards=True, page=3))


def test_the_data_of_a_hub_hold_as_much_of_each_property_as_a_page() -> None:
    graph = describe_as_graph(hub(620), NAMING.resolve("def/theme/growth"))
    assert 50 <= len(list(graph.subjects(SEF.hasTheme))) < 620
    assert (PORTAGE, SEF.inSector, NAMING.resolve("def/theme/growth")) in graph

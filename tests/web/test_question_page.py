"""The page of a question: its controls, its one address, what is wrong with values, hidden columns, why an answer is empty."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from graphapp.queries.checks import RESERVED
from graphapp.web import create_app
from graphapp.web.links import SHOWING
from graphapp.web.saved_here import SAVED
from tests.published import Published
from tests.web.markup import Element, faults_of, read_page

ACTIONS = "/queries/actions-by-sector-and-theme"
NUMBERS = "/queries/measurements"
SERVICE = "/queries/everything-about-service"
JOINT = "/queries/joint-actions"


def page(client: FlaskClient, address: str, status: int = 200) -> Element:
    response = client.get(address, headers={"Accept": "text/html"})
    assert response.status_code == status, (address, response.headers.get("Location"))
    return read_page(response.get_data(as_text=True))


def control(found: Element, name: str) -> Element:
    return next(it for it in found.all("input", "select") if it.attributes.get("name") == name)


def label_of(found: Element, name: str) -> str:
    id_ = control(found, name).attributes["id"]
    return next(it.text for it in found.all("label") if it.attributes.get("for") == id_)


# Markup


@pytest.mark.parametrize("way", ["", "/print"])
def test_every_page_of_a_question_is_sound_for_those_who_do_not_see_it(
    way: str, client: FlaskClient, published: Published
) -> None:
    for name in published.library:
        assert faults_of(page(client, f"/queries/{name}{way}")) == [], name


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("/queries", 200),
        ("/queries?q=numbers", 200),
        ("/queries?q=zebra", 200),
        ("/queries?for=inspector", 200),
        (f"{ACTIONS}?sector=helth&theme=nothing", 422),
        (f"{NUMBERS}?least=9&most=x&about=nothing", 422),
        (f"{JOINT}?partner=nobody", 422),
        (f"{ACTIONS}?sector=youth-justice&theme=accommodation", 200),
        (f"{ACTIONS}?show=addresses&hide=tier&hide=row", 200),
        ("/search", 200),
        ("/search?q=health", 200),
        ("/search?q=health&kind=statement&page=2", 200),
        ("/browse", 200),
        ("/browse/statement?sector=health&theme=workforce", 200),
        ("/browse/status", 200),
    ],
)
def test_other_pages_are_sound_too(address: str, status: int, client: FlaskClient) -> None:
    assert faults_of(page(client, address, status)) == []


# Controls


def test_a_switch_is_a_box_to_tick(client: FlaskClient) -> None:
    box = control(page(client, f"{ACTIONS}?context=true"), "context")
    assert (box.attributes["type"], box.attributes["value"], "checked" in box.attributes) == ("checkbox", "true", True)
    assert "checked" not in control(page(client, ACTIONS), "context").attributes


def test_a_number_says_between_what_it_may_lie(client: FlaskClient) -> None:
    limit = control(page(client, "/queries/programmes-across-rows"), "rows").attributes
    assert (limit["type"], limit["min"], limit["max"], limit["value"]) == ("number", "1", "100", "2")


def test_the_ends_of_a_range_are_one_group(client: FlaskClient) -> None:
    found = page(client, NUMBERS)
    least, most = control(found, "least"), control(found, "most")
    group = least.within("fieldset")
    assert group
    assert group is most.within("fieldset")
    assert next(group.all("legend")).text == "Value"
    assert (label_of(found, "least"), label_of(found, "most")) == ("At least", "At most")


def test_a_long_list_is_typed_with_the_values_offered(client: FlaskClient) -> None:
    found = page(client, SERVICE)
    typed = control(found, "service")
    assert (typed.tag, typed.attributes["value"]) == ("input", "Portage")
    (offered,) = [it for it in found.all("datalist") if it.attributes["id"] == typed.attributes["list"]]
    values = [option.attributes["value"] for option in offered.all("option")]
    assert len(values) > 30
    assert len(set(values)) == len(values)
    assert all(client.get(SERVICE, query_string={"service": value}).status_code == 302 for value in values if value != "Portage")


def test_values_that_could_be_typed_are_links_too(client: FlaskClient) -> None:
    found = page(client, f"{SERVICE}?kind=Practice")
    unfolded = next(it for it in found.all("details") if "values" in it.text)
    links = {it.text: it.attributes["href"] for it in unfolded.all("a")}
    assert len(links) > 30
    assert links["Early Help"] == f"{SERVICE}?kind=Practice&service=hampshire-early-help"
    assert client.get(links["Early Help"], follow_redirects=True).status_code == 200


def test_the_ends_of_a_range_of_dates_say_how_a_date_is_written(client: FlaskClient) -> None:
    found = page(client, "/queries/dates-and-deadlines")
    group = control(found, "from").within("fieldset")
    assert group
    assert group.text.count("A day, a month or a year, such as 2015-09-01, 2015-09 or 2015.") == 1
    assert group.attributes["aria-describedby"] == "gap-from-hint"


def test_what_is_typed_may_be_a_label_an_abbreviation_or_a_short_name(client: FlaskClient) -> None:
    for typed in ("Hampshire Parent/Carer Network", "HPCN", "hpcn"):
        response = client.get("/queries/partner-involvement", query_string={"partner": typed}, follow_redirects=True)
        assert "<h1>What is Hampshire Parent/Carer Network involved in?</h1>" in response.get_data(as_text=True)


def test_several_of_a_long_list_are_boxes_for_those_chosen_and_a_text_for_one_more(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("graphapp.web.fields.MOST_LISTED", 20)
    client = create_app(published.settings).test_client()
    found = page(client, JOINT)
    group = control(found, "partner").within("fieldset")
    assert group
    boxes = [it.attributes["value"] for it in group.all("input") if it.attributes.get("type") == "checkbox"]
    assert boxes == ["hampshire-ccgs"]
    (typed,) = [it for it in group.all("input") if "list" in it.attributes]
    assert (typed.attributes["name"], typed.attributes["value"]) == ("partner", "")
    both = client.get(JOINT, query_string={"partner": ["hampshire-ccgs", "Hampshire County Council"]}, follow_redirects=True)
    assert both.request.query_string == b"partner=hampshire-ccgs&partner=hampshire-county-council"
    assert faults_of(read_page(both.get_data(as_text=True))) == []
    wrong = page(client, f"{JOINT}?partner=hampshire-ccgs&partner=nobody", 422)
    assert [it.attributes["value"] for it in wrong.all("input") if "list" in it.attributes] == ["nobody"]


def test_several_of_a_short_list_are_boxes(client: FlaskClient) -> None:
    found = page(client, "/queries/contract-gaps")
    boxes = [it for it in found.all("input") if it.attributes.get("name") == "fact"]
    assert {it.attributes["type"] for it in boxes} == {"checkbox"}
    assert [it.attributes["value"] for it in boxes if "checked" in it.attributes] == ["holder"]


# One address


@pytest.mark.parametrize(
    ("given", "leads_to"),
    [
        ("?sector=health&theme=transition-to-adulthood", ""),
        ("?sector=Education", "?sector=education"),
        ("?sector=education&context=false", "?sector=education"),
        ("?context=yes", "?context=true"),
        ("?sector=&theme=&context=", ""),
        ("?sector=education&theme=", "?sector=education"),
        ("?sector=education&theme=transition-to-adulthood&hide=tier", "?sector=education&hide=tier"),
        ("?edition=hampshire-2015", ""),
        ("?edition=&sector=education", "?sector=education"),
    ],
)
@pytest.mark.parametrize("way", ["", "/print"])
def test_an_address_that_says_more_than_it_must_leads_to_the_one_that_does_not(
    given: str, leads_to: str, way: str, client: FlaskClient
) -> None:
    response = client.get(f"{ACTIONS}{way}{given}")
    assert (response.status_code, response.headers["Location"]) == (302, f"{ACTIONS}{way}{leads_to}")
    assert client.get(response.headers["Location"]).status_code == 200


def test_every_page_names_its_one_address(client: FlaskClient) -> None:
    for address in (ACTIONS, f"{ACTIONS}?sector=education", f"{ACTIONS}?sector=education&hide=tier"):
        (link,) = [it for it in page(client, address).all("link") if it.attributes["rel"] == "canonical"]
        assert link.attributes["href"] == address.partition("&hide")[0]


def test_title_heading_and_sentence_agree(client: FlaskClient) -> None:
    found = page(client, f"{ACTIONS}?sector=education&theme=transition-to-school")
    sentence = "Which planned actions involve Education and Transition to school?"
    assert next(found.all("h1")).text == sentence
    assert next(found.all("title")).text == f"{sentence} – graphapp"


def test_downloads_are_of_the_same_values(client: FlaskClient) -> None:
    found = page(client, f"{ACTIONS}?sector=education&hide=tier")
    hrefs = {it.attributes["href"] for it in found.all("a")}
    assert {f"{ACTIONS}.{suffix}?sector=education" for suffix in ("csv", "json", "xlsx")} <= hrefs


# What is wrong


def test_each_wrong_value_is_listed_and_leads_to_its_control(client: FlaskClient) -> None:
    found = page(client, f"{ACTIONS}?sector=helth&theme=nothing", 422)
    (summary,) = [it for it in found.all("div") if it.attributes.get("role") == "alert"]
    links = {it.attributes["href"]: it.text for it in summary.all("a")}
    assert set(links) == {"#gap-sector", "#gap-theme"}
    assert links["#gap-sector"] == "“helth” is no value for sector. Did you mean Health?"
    assert next(found.all("title")).text.startswith("Error: ")
    for name in ("sector", "theme"):
        wrong = control(found, name).attributes
        assert wrong["aria-invalid"] == "true"
        assert f"gap-{name}-error" in wrong["aria-describedby"].split()


def test_what_was_typed_stays(client: FlaskClient) -> None:
    found = page(client, f"{SERVICE}?service=Portidge&kind=Practice", 422)
    assert control(found, "service").attributes["value"] == "Portidge"
    assert [it.attributes["value"] for it in control(found, "kind").all("option") if "selected" in it.attributes] == ["Practice"]
    assert "Did you mean" in found.text


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("least=many", "it takes a whole number"),
        ("least=-1", "it takes a whole number"),
        ("least=1&least=2", "“least” is given twice"),
    ],
)
def test_an_end_of_a_range_that_is_no_number_is_said(values: str, words: str, client: FlaskClient) -> None:
    assert words in page(client, f"{NUMBERS}?{values}", 422).text


def test_a_range_that_ends_before_it_begins_has_nothing_in_it(client: FlaskClient) -> None:
    found = page(client, f"{NUMBERS}?least=9&most=3")
    assert "“Value” ends with 3 before it begins with 9: nothing lies between." in found.text
    assert "Leave out “at least: 9”" in found.text


def test_a_number_outside_its_limits_says_which_are_taken(client: FlaskClient) -> None:
    assert "it takes a whole number from 1 to 100." in page(client, "/queries/programmes-across-rows?rows=101", 422).text


# Columns


def heads(found: Element) -> list[str]:
    return [it.text for it in next(found.all("thead")).all("th")]


def test_a_column_is_hidden_by_a_link_said_and_shown_again_by_another(client: FlaskClient) -> None:
    whole = page(client, ACTIONS)
    (hide,) = [it.attributes["href"] for it in whole.all("a") if it.text == "Hide Why the theme"]
    less = page(client, hide.partition("#")[0])
    assert heads(less) == [words for words in heads(whole) if words != "Why the theme"]
    assert "Hidden columns: Why the theme" in less.text
    (show,) = [it.attributes["href"] for it in less.all("a") if it.text == "show Why the theme"]
    assert heads(page(client, show.partition("#")[0])) == heads(whole)


def test_the_form_keeps_what_is_hidden(client: FlaskClient) -> None:
    found = page(client, f"{ACTIONS}?hide=tier&hide=row")
    kept = [it.attributes["value"] for it in found.all("input") if it.attributes.get("name") == "hide"]
    assert set(kept) == {"row", "tier"}


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ("hide=teir", "Did you mean tier?"),
        (
            "&".join(f"hide={it}" for it in ("action", "row", "column", "status", "tier", "sector_reason", "theme_reason")),
            "leave one",
        ),
        ("show=everything", "“show” takes addresses"),
    ],
)
def test_what_cannot_be_hidden_or_shown_is_said(values: str, words: str, client: FlaskClient) -> None:
    assert words in page(client, f"{ACTIONS}?{values}", 422).text


def test_addresses_of_things_are_one_click_away(client: FlaskClient) -> None:
    found = page(client, ACTIONS)
    assert "http://localhost:8000/id/statement/" not in next(found.all("table")).text
    (link,) = [it for it in found.all("a") if it.text.startswith("Show the address (IRI)")]
    shown = page(client, link.attributes["href"].partition("#")[0])
    codes = [it.text for it in next(shown.all("table")).all("code")]
    links = list(next(shown.all("table")).all("a"))
    assert len(codes) == len(links)
    assert all(re.fullmatch(r"http://localhost:8000/(id|def)/[a-z-]+/\S+", code) for code in codes)


def test_no_gap_can_have_the_name_of_a_way_to_show_an_answer() -> None:
    assert {*SHOWING, SAVED} <= set(RESERVED)


# Why a row is there

ABSENCES = {
    "not-mentioned": "what no statement mentions",
    "rows-without-evidence": "what no statement of the row gives",
    "other-councils": "what is not in this graph",
    "review-state": "rows as a whole",
}
"""Questions whose rows no single statement can say."""

PLACES = {
    "programmes-across-rows": "where", "themes-in-rated-rows": "where", "not-mentioned": "elsewhere",
    "partners-by-area": "where", "actions-per-sector-and-theme": "where",
}  # fmt: skip
"""The columns that list the rows, where an answer is about several."""


def things(published: Published) -> Iterator[tuple[str, set[str]]]:
    for query in published.library.values():
        yield query.name, {column.name for column in query.columns}


def test_every_row_says_where_it_is_stated(published: Published) -> None:
    for name, columns in things(published):
        assert PLACES.get(name, "row") in columns, name
        states = {"statement", "action", "judgement", "first"} & columns
        assert bool(states) != (name in ABSENCES), name


def test_where_things_are_involved_every_row_says_how(published: Published) -> None:
    for query in published.library.values():
        if "involve" in query.question and "no planned action" not in query.question:
            assert "tier" in {column.name for column in query.columns}, query.name


# Empty answers


def test_what_the_document_is_silent_about_is_told_from_what_it_says_otherwise(client: FlaskClient) -> None:
    words = page(client, f"{ACTIONS}?sector=youth-justice&theme=accommodation").text
    assert re.search(r"The document does speak of “Youth justice” \(sector\): \d+ statements? ha(s|ve) to do with it", words)


def test_what_no_statement_has_to_do_with_is_said(client: FlaskClient, published: Published) -> None:
    needs = published.select("SELECT ?it { ?it skos:inScheme <def/need> MINUS { ?said ?p ?it . ?said a sef:Statement } }")
    unmentioned = next(str(row["it"]).rpartition("/")[2] for row in needs)
    words = page(client, f"/queries/said-of-a-group?need={unmentioned}").text
    assert "The document does not say anything about “" in words


def test_what_does_not_exist_is_another_thing_than_silence(client: FlaskClient) -> None:
    words = page(client, f"{ACTIONS}?sector=astronomy", 422).text
    assert "“astronomy” is no value for sector" in words


def test_questions_beside_it_are_about_the_same(client: FlaskClient) -> None:
    found = page(client, "/queries/planned-for-service?service=hampshire-school-nursing")
    (also,) = [it for it in found.all("section") if it.attributes.get("aria-labelledby") == "also"]
    hrefs = [link.attributes["href"] for link in also.all("a")]
    assert 3 <= len(hrefs) <= 5
    assert any("hampshire-school-nursing" in href for href in hrefs)
    assert all(client.get(href).status_code == 200 for href in hrefs), "they are written as short as they can be"


def test_the_things_in_the_gaps_lead_to_their_pages(client: FlaskClient) -> None:
    about = next(it for it in page(client, ACTIONS).all("p") if it.text.startswith("Read about "))
    assert [it.attributes["href"] for it in about.all("a")] == ["/doc/sector/health", "/doc/theme/transition-to-adulthood"]
    assert [it for it in page(client, "/queries/boards").all("p") if it.text.startswith("Read about ")] == []

"""The self-evaluation as a table, its filters, and its rows one by one."""

from __future__ import annotations

import gzip
import re

import pytest
from flask.testing import FlaskClient

from graphapp.assessments.facets import read_selection
from graphapp.assessments.narrowing import fitting
from graphapp.assessments.reading import table_of
from graphapp.queries.run import run_query
from graphapp.settings import Settings
from graphapp.store.base import Store
from graphapp.web import areas, create_app
from tests.assessments.tables import LONG, RIGHT_TO_LEFT, SCRIPT, store_of
from tests.conftest import NAMING
from tests.data.test_hampshire import ROWS
from tests.published import Published
from tests.web.markup import Element, read_page

TABLE = "/areas/hampshire-2015"
HEALTH_AND_TRANSITION = f"{TABLE}?sector=health&theme=transition-to-adulthood"
NOTHING = f"{TABLE}?sector=youth-justice&theme=accommodation"
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def read(client: FlaskClient, path: str) -> Element:
    response = client.get(path, headers=BROWSER)
    assert response.status_code == 200, path
    return read_page(response.get_data(as_text=True))


def links(page: Element, start: str) -> list[str]:
    """The addresses of the links of *page* that begin with *start*, in their order."""
    return [it.attributes["href"] for it in page.all("a") if it.attributes["href"].startswith(start)]


def rows_of(page: Element) -> list[Element]:
    return [it for it in page.all("tr") if it.attributes.get("id", "").startswith("row-")]


# The whole table


def test_the_only_self_evaluation_is_where_areas_leads(client: FlaskClient) -> None:
    assert client.get("/areas").location == TABLE
    assert client.get("/areas?edition=hampshire-2015").location == TABLE


def test_the_table_has_every_row_under_its_area(client: FlaskClient) -> None:
    page = read(client, TABLE)
    assert [it.attributes["id"] for it in rows_of(page)] == [f"row-{row}" for row in ROWS]
    assert len([it for it in page.all("th") if it.attributes["scope"] == "rowgroup"]) == 11


def test_heads_are_those_that_the_document_prints(client: FlaskClient) -> None:
    heads = [it.text for it in read(client, TABLE).all("th") if it.attributes["scope"] == "col"]
    assert heads == [
        "Ref Inspection area",
        "How is this working in the Hampshire area? SEN Support as well as those with statement/LDA/EHCP",
        "Early identification of need?",
        "Effectiveness of meeting need and improving outcomes for the CYP?",
        "Working well OR Area to improve",
        "Further work required / planned",
    ]


def test_a_column_without_a_printed_head_is_headed_by_its_name(several: FlaskClient) -> None:
    heads = [it.text for it in read(several, "/areas/one").all("th") if it.attributes["scope"] == "col"]
    assert heads == ["Row", "Column head", "Rating"]


def test_every_statement_in_a_column_is_a_link_to_its_page(client: FlaskClient, published: Published) -> None:
    pages = [page for body in read(client, TABLE).all("tbody") for page in links(body, "/doc/statement/")]
    heads = "VALUES ?head { <def/column/reference> <def/column/inspection-area> }"
    expected = published.count(f"?it sef:inAssessment ?row ; sef:text ?t MINUS {{ {heads} ?it sef:inColumn ?head }}")
    assert len(set(pages)) == expected
    assert len(pages) == expected + 1  # the heading in row 7 that is interrupted stands twice


def test_each_cell_is_headed_by_its_column_also_where_it_is_a_card(client: FlaskClient) -> None:
    page = read(client, TABLE)
    columns = [it.attributes["abbr"] for it in page.all("th") if it.attributes["scope"] == "col"][1:]
    for row in rows_of(page):
        assert [it.attributes["data-label"] for it in row.all("td")] == columns
        assert [it.attributes["scope"] for it in row.all("th")] == ["row"]


def test_ratings_are_words_beside_colours(client: FlaskClient, published: Published) -> None:
    (table,) = read(client, TABLE).all("table")
    tags = [it for it in table.all("a", "strong") if "govuk-tag" in it.attributes.get("class", "")]
    assert len(tags) == published.count("?it a sef:Judgement")
    assert {(it.text, it.attributes["class"].rpartition("--")[2]) for it in tags} == {
        ("Working well", "green"),
        ("Working well but areas for development identified", "yellow"),
        ("Area to improve", "orange"),
    }


def test_a_heading_in_a_cell_names_the_list_that_it_scopes(client: FlaskClient) -> None:
    page = read(client, TABLE)
    ids = {it.attributes["id"]: it.text for it in page.all("p") if "id" in it.attributes}
    (scoped,) = (it for it in page.all("ul") if ids.get(it.attributes.get("aria-labelledby", "")) == "Youth Offending Team")
    assert len(list(scoped.all("li"))) > 1


def test_no_two_elements_of_the_table_have_one_id(client: FlaskClient) -> None:
    ids = [it.attributes["id"] for it in read(client, TABLE).all() if "id" in it.attributes]
    assert len(ids) == len(set(ids))


def test_the_table_is_light_on_the_way(client: FlaskClient) -> None:
    assert len(gzip.compress(client.get(TABLE).get_data())) < 30_000


@pytest.mark.parametrize("path", [TABLE, HEALTH_AND_TRANSITION, f"{TABLE}/rows/3c"])
def test_who_has_it_already_gets_it_no_second_time(path: str, client: FlaskClient) -> None:
    assert client.get(path, headers={"If-None-Match": client.get(path).headers["ETag"]}).status_code == 304


# Filters


def test_what_fits_is_kept_and_what_is_left_out_is_said(client: FlaskClient) -> None:
    page = read(client, HEALTH_AND_TRANSITION)
    assert [it.attributes["id"] for it in rows_of(page)] == ["row-3c", "row-8", "row-10"]
    told = page.text
    assert "8 of 299 statements fit, in 3 of 17 rows." in told
    assert "2 of 47 statements" in told
    assert "The ratings of these rows are always shown." in told
    left_out = next(it for it in page.all("p") if it.text.startswith("Left out:"))
    assert links(left_out, "") == [f"{TABLE}/rows/{row}" for row in ROWS if row not in ("3c", "8", "10")]


def test_a_filter_by_rows_alone_leaves_nothing_out_of_them(client: FlaskClient) -> None:
    page = read(client, f"{TABLE}?area=readiness-2014-3&rating=area-to-improve")
    assert [it.attributes["id"] for it in rows_of(page)] == ["row-3b", "row-3c"]
    assert "are always shown" not in page.text
    assert not [it for it in page.all("span") if re.fullmatch(r"\d+ of \d+ statements", it.text)]


def test_each_state_has_a_title_of_its_own(client: FlaskClient) -> None:
    titles = [next(read(client, path).all("title")).text for path in (TABLE, HEALTH_AND_TRANSITION, NOTHING)]
    assert "Sector: Health; Theme: Transition to adulthood" in titles[1]
    assert len(set(titles)) == len(titles)


def test_what_only_follows_is_marked_and_explained(client: FlaskClient) -> None:
    told = read(client, HEALTH_AND_TRANSITION).text
    assert "“Derived” marks what a statement does not say itself" in told
    assert "“Context” marks" not in told
    assert "“Context” marks" in read(client, f"{HEALTH_AND_TRANSITION}&context=true").text


def test_the_form_shows_what_is_chosen_and_what_each_value_would_give(client: FlaskClient) -> None:
    page = read(client, HEALTH_AND_TRANSITION)
    checked = [it.attributes["id"] for it in page.all("input") if "checked" in it.attributes]
    assert checked == ["sector-health", "theme-transition-to-adulthood"]
    labels = {it.attributes["for"]: it.text for it in page.all("label")}
    education = int(re.findall(r"\d+", labels["sector-education"])[0])
    alone = read(client, f"{TABLE}?sector=education&theme=transition-to-adulthood").text
    assert f"{education} of 299 statements fit" in alone


def test_areas_and_ratings_are_offered_in_the_order_of_the_document(client: FlaskClient) -> None:
    boxes = [it.attributes for it in read(client, TABLE).all("input")]
    offered = {name: [it["value"] for it in boxes if it.get("name") == name] for name in ("area", "rating", "sector")}
    assert offered["area"] == [f"readiness-2014-{number}" for number in range(1, 12)]
    assert offered["rating"] == ["working-well", "area-to-improve", "working-well-with-areas-for-development"]
    assert offered["sector"] == sorted(offered["sector"])


def test_each_filter_in_use_can_be_taken_away(client: FlaskClient) -> None:
    used = next(it for it in read(client, HEALTH_AND_TRANSITION).all("ul") if it.attributes.get("aria-label") == "Filters in use")
    assert links(used, "") == [f"{TABLE}?theme=transition-to-adulthood", f"{TABLE}?sector=health"]


def test_where_nothing_fits_the_ways_to_see_more_are_told(client: FlaskClient) -> None:
    page = read(client, NOTHING)
    assert not list(page.all("table"))
    assert "No statement fits all of this at once." in page.text
    ways = next(it for it in page.all("ul") if "leave out" in it.text)
    without_theme = f"{TABLE}?sector=youth-justice"
    count = re.search(r"Theme: Accommodation”\s*\((\d+) statement", ways.text)
    assert without_theme in links(ways, "")
    assert count
    assert f"{count[1]} of 299 statements fit" in read(client, without_theme).text


@pytest.mark.parametrize(
    ("asked", "short"),
    [
        ("?theme=&partner=&sector=health", "?sector=health"),
        ("?theme=participation&sector=Health", "?sector=health&theme=participation"),
        ("?sector=health&sector=education", "?sector=education&sector=health"),
        ("?context=false", ""),
        ("?partner=HPCN", "?partner=hampshire-parent-carer-network"),
    ],
)
def test_each_state_has_one_address(asked: str, short: str, client: FlaskClient) -> None:
    assert client.get(TABLE + asked).location == TABLE + short
    assert client.get(TABLE + short).status_code == 200


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/areas/hampshire-2016", 404, "Did you mean hampshire-2015?"),
        ("/areas?edition=hampshire", 422, "There is no self-evaluation “hampshire” here. Did you mean hampshire-2015?"),
        (f"{TABLE}/rows/1.6", 404, "There is no row called “1.6”. Did you mean 1."),
        (f"{TABLE}?sector=helth", 422, "“helth” is no value for sector. Did you mean health"),
        (f"{TABLE}?secter=health", 422, "There is no filter called “secter”. Did you mean sector?"),
        (f"{TABLE}?context=perhaps", 422, "it takes yes or no"),
        (f"{TABLE}?theme={'x' * 10_000}", 422, "is no value for theme"),
        (f"{TABLE}?{'&'.join(['theme=inclusion'] * 101)}", 422, "it takes no more than 100"),
    ],
)
def test_what_there_is_not_is_told_with_the_nearest(path: str, status: int, sentence: str, client: FlaskClient) -> None:
    for accept in ("text/html", "application/json"):
        response = client.get(path, headers={"Accept": accept})
        assert response.status_code == status
        told = response.get_data(as_text=True)
        assert sentence in (read_page(told).text if accept == "text/html" else response.get_json()["detail"])


# One row


def test_a_row_says_how_it_is_rated_and_for_whom(client: FlaskClient) -> None:
    page = read(client, f"{TABLE}/rows/3b")
    (ratings,) = page.all("dl")
    assert [it.text for it in ratings.all("dt")] == ["Working well", "Area to improve"]
    scopes = [it.text for it in ratings.all("dd")]
    assert scopes[0].startswith("Less complex needs")
    assert scopes[1].startswith("Complex needs")
    assert read(client, f"{TABLE}/rows/9").text.count("The whole row") == 1


def test_a_row_shows_all_that_stands_in_it(client: FlaskClient, published: Published) -> None:
    for row in ("1.1", "3c", "4"):
        page = read(client, f"{TABLE}/rows/{row}")
        in_row = f'?it sef:inAssessment ?row ; sef:text ?text . ?row sef:rowId "{row}"'
        assert len(set(links(page, "/doc/statement/"))) == published.count(in_row)


def test_a_heading_in_a_cell_is_one_on_the_page_of_the_row(client: FlaskClient) -> None:
    headings = [it.text for it in read(client, f"{TABLE}/rows/4").all("h3")]
    assert headings[:2] == ["Strategic support to education establishments for SEN Support", "Early Help and Support"]


def test_rows_lead_from_one_to_the_next(client: FlaskClient) -> None:
    seen, path = [], f"{TABLE}/rows/{ROWS[0]}"
    while path:
        seen.append(path.rpartition("/")[2])
        page = read(client, path)
        assert links(page, f"{TABLE}#row-") == [f"{TABLE}#row-{seen[-1]}"]
        path = next((it.attributes["href"] for it in page.all("a") if it.attributes.get("rel") == "next"), "")
    assert seen == ROWS


def test_a_column_in_which_nothing_stands_says_so(client: FlaskClient, published: Published) -> None:
    silent = published.select(
        """SELECT ?id WHERE { ?row a sef:AreaAssessment ; sef:rowId ?id .
             MINUS { ?it sef:inAssessment ?row ; sef:inColumn <def/column/further-work> } }"""
    )
    ids = [str(row["id"]) for row in silent]
    told = {row: "Nothing is stated in this column." in read(client, f"{TABLE}/rows/{row}").text for row in (*ids, "1.1")}
    assert told == {**dict.fromkeys(ids, True), "1.1": False}


def test_a_row_is_found_however_its_letter_is_written(client: FlaskClient) -> None:
    assert client.get(f"{TABLE}/rows/3C").location == f"{TABLE}/rows/3c"


# Several self-evaluations, with what no page should stumble over


@pytest.fixture(scope="module")
def several() -> FlaskClient:
    """A site that holds three self-evaluations."""
    return site_of(store_of("one", "three", "two"))


def site_of(store: Store) -> FlaskClient:
    return create_app(Settings(base_iri=NAMING.base, log="off"), store).test_client()


def test_where_there_are_several_they_are_listed(several: FlaskClient) -> None:
    page = read(several, "/areas")
    assert links(page, "/areas/") == ["/areas/one", "/areas/three", "/areas/two"]
    assert several.get("/areas?edition=two").location == "/areas/two"


def test_a_long_list_comes_in_pages(several: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(areas, "_PER_PAGE", 2)
    first, last = read(several, "/areas"), read(several, "/areas?page=2")
    assert links(first, "/areas/") == ["/areas/one", "/areas/three"]
    assert "/areas?page=2" in links(first, "/areas?")
    assert links(last, "/areas/") == ["/areas/two"]
    assert several.get("/areas?page=3").status_code == 404
    for number in ("-1", "0", "x", "9" * 50, "1&page=2"):
        assert several.get(f"/areas?page={number}").status_code == 400


@pytest.mark.parametrize("path", ["/areas?editon=one", "/areas/one/rows/1?sector=health"])
def test_what_an_address_cannot_have_is_not_passed_over(path: str, several: FlaskClient) -> None:
    assert "This address cannot have" in several.get(path).get_json()["detail"]


@pytest.mark.parametrize("path", ["/areas/one", "/areas/one?partner=trust", "/areas/one/rows/1", "/areas/one/rows/2a", "/"])
def test_markup_and_long_labels_stay_words(path: str, several: FlaskClient) -> None:
    text = several.get(path, headers=BROWSER).get_data(as_text=True)
    assert SCRIPT not in text
    read_page(text)


def test_labels_of_any_script_and_length_are_shown(several: FlaskClient) -> None:
    told = read(several, "/areas/one").text
    assert RIGHT_TO_LEFT in told
    assert LONG.strip() in told
    assert SCRIPT in told


def test_a_row_that_is_not_rated_says_so(several: FlaskClient) -> None:
    assert "The document does not rate this row." in read(several, "/areas/one/rows/2a").text


def test_exact_words_are_shown_of_one_row_and_only_where_the_document_is_attached(monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_of("one")
    site = site_of(store)
    assert "In the document's words" not in read(site, "/areas/one/rows/1").text
    monkeypatch.setattr(store, "quotation", lambda statement: f"The words <of> {statement.rpartition('-')[2]}")
    attached = site_of(store)
    assert "The words <of> said" in [it.text for it in read(attached, "/areas/one/rows/1").all("blockquote")]
    assert "The words" not in read(attached, "/areas/one").text


def test_a_site_without_a_self_evaluation_says_so() -> None:
    empty = site_of(store_of())
    assert "None is held here yet." in read(empty, "/areas").text
    assert empty.get("/areas/any").status_code == 404
    assert empty.get("/", headers=BROWSER).status_code == 200


def test_the_filter_and_the_saved_question_say_the_same_of_every_partner(published: Published) -> None:
    """A statement that names a programme involves the part that meets there, and upward the body that it is part of."""
    store, naming, library = published.store, published.naming, published.library
    table = table_of(store, naming, "hampshire-2015")
    partners = [str(row["it"]) for row in published.select("SELECT ?it { ?it a sef:Partner }")]
    assert len(partners) == 59
    for iri in partners:
        _, slug = naming.kind_and_slug(iri) or ("", "")
        answered = run_query(store, library["partner-involvement"], {"partner": slug}, naming)
        chosen = read_selection(store, naming, {"partner": [slug]})
        assert {str(row["statement"].iri) for row in answered.rows} == set(fitting(table, chosen)), slug

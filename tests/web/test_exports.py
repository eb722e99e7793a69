"""The whole dataset as files: what they hold, how they are sent, and that the addresses of versions stay."""

from __future__ import annotations

import gzip
import zipfile
from collections.abc import Iterable, Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pyoxigraph as ox
import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph

from graphapp.exports.files import FILES, TABLES, ExportFile
from graphapp.exports.formats import FORMATS, Format
from graphapp.queries.run import Cell, run_query
from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.web import create_app
from tests.numbered import publish_number
from tests.published import Published
from tests.web.negotiating import A_BROWSER


def path_of(published: Published, suffix: str) -> str:
    return f"/exports/{published.version.manifest.version}.{suffix}"


def taken(client: FlaskClient, path: str) -> bytes:
    response = client.get(path, follow_redirects=True)
    assert response.status_code == 200
    return response.get_data()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.suffix)
def test_the_latest_dataset_comes_in_every_format_under_the_name_of_its_version(
    client: FlaskClient, published: Published, file: ExportFile
) -> None:
    response = client.get(f"/exports/latest.{file.suffix}", follow_redirects=True)
    assert response.status_code == 200
    assert response.request.path == path_of(published, file.suffix)
    assert response.mimetype == file.media_type
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.content_length == len(response.get_data()) > 0


def test_n_quads_are_every_published_quad(client: FlaskClient, published: Published) -> None:
    assert taken(client, "/exports/latest.nq").count(b"\n") == published.version.manifest.quads


def test_trig_and_turtle_can_be_read_by_others(client: FlaskClient, published: Published) -> None:
    dataset, graph = Dataset(), Graph()
    dataset.parse(data=taken(client, "/exports/latest.trig"), format="trig")
    graph.parse(data=taken(client, "/exports/latest.ttl"), format="turtle")
    assert len(dataset) == published.version.manifest.quads
    assert len(graph) == len({quad[:3] for quad in dataset.quads()})


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_another_engine_loads_each_file_and_has_the_same_triples(client: FlaskClient, published: Published, item: Format) -> None:
    content = taken(client, f"/exports/latest.{item.suffix}")
    assert canonical(content, item.media_type) == canonical(published.version.dataset.read_bytes(), "application/n-quads")


def canonical(content: bytes, media_type: str) -> set[str]:
    """The triples of a file in canonical form (RDFC-1.0), without their graphs."""
    quads = ox.parse(content, format=ox.RdfFormat.from_media_type(media_type))
    dataset = ox.Dataset(ox.Quad(quad.subject, quad.predicate, quad.object) for quad in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in dataset}


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_a_packed_file_holds_the_plain_one(client: FlaskClient, item: Format) -> None:
    assert gzip.decompress(taken(client, f"/exports/latest.{item.suffix}.gz")) == taken(client, f"/exports/latest.{item.suffix}")


def test_the_checksums_are_those_of_the_files(client: FlaskClient, published: Published) -> None:
    lines = taken(client, "/exports/latest/SHA256SUMS").decode().splitlines()
    listed = {name: digest for digest, name in (line.split("  ") for line in lines)}
    for file in FILES:
        response = client.get(path_of(published, file.suffix))
        digest = sha256(response.get_data()).hexdigest()
        saved_as = response.headers["Content-Disposition"].partition('filename="')[2].rstrip('"')
        assert listed.pop(f"{published.version.manifest.version}.{file.suffix}") == digest
        assert listed.pop(saved_as) == digest
        assert published.version.manifest.created[:10] in saved_as
    assert not listed


def test_a_file_loaded_elsewhere_gives_the_answers_of_the_site_to_every_question(
    client: FlaskClient, published: Published
) -> None:
    elsewhere = EmbeddedStore(published.store.graphs)
    dataset = Dataset()
    dataset.parse(data=taken(client, "/exports/latest.trig"), format="trig")
    elsewhere.load(dataset.serialize(format="nquads", encoding="utf-8"))
    assert published.library
    for query in published.library.values():
        answer = client.get(f"/queries/{query.name}.json").get_json()
        here = [{name: (cell["value"], cell["iri"]) for name, cell in row.items()} for row in answer["rows"]]
        assert shown(run_query(elsewhere, query, {}, published.naming).rows) == here, query.name


def shown(rows: Iterable[Mapping[str, Cell]]) -> list[dict[str, tuple[object, str | None]]]:
    """*rows* as JSON has them."""
    return [{name: (cell.value if cell.number is None else cell.number, cell.iri) for name, cell in row.items()} for row in rows]


# How they are sent


def test_a_file_never_changes_and_says_when_it_was_published(client: FlaskClient, published: Published) -> None:
    response = client.head(path_of(published, "ttl"))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.last_modified is not None
    assert response.last_modified.isoformat()[:19] == published.version.manifest.created[:19]
    assert response.headers["Accept-Ranges"] == "bytes"
    assert not response.get_etag()[1], "it is strong"


def test_each_file_has_a_tag_of_its_own(client: FlaskClient, published: Published) -> None:
    assert len({client.head(path_of(published, file.suffix)).headers["ETag"] for file in FILES}) == len(FILES)


@pytest.mark.parametrize("path", ["", "/SHA256SUMS", "/tables/partner.csv", ".ttl", ".csv.zip"])
def test_what_the_client_has_is_not_sent_again(client: FlaskClient, published: Published, path: str) -> None:
    address = f"/exports/{published.version.manifest.version}{path}"
    tag = client.get(address).headers["ETag"]
    again = client.get(address, headers={"If-None-Match": tag})
    assert (again.status_code, again.get_data(), again.headers["ETag"]) == (304, b"", tag)
    assert client.get(address, headers={"If-None-Match": '"another"'}).status_code == 200


def test_a_client_that_goes_by_the_date_gets_no_file_twice(client: FlaskClient, published: Published) -> None:
    address = path_of(published, "ttl")
    date = client.head(address).headers["Last-Modified"]
    assert client.get(address, headers={"If-Modified-Since": date}).status_code == 304
    assert client.get(address, headers={"If-Modified-Since": "Sat, 01 Jan 2000 00:00:00 GMT"}).status_code == 200


@pytest.mark.parametrize("suffix", ["nq", "ttl.gz"])
@pytest.mark.parametrize(("asked", "part"), [("0-99", slice(0, 100)), ("100-", slice(100, None)), ("-7", slice(-7, None))])
def test_a_part_of_a_file_can_be_asked_for(
    client: FlaskClient, published: Published, suffix: str, asked: str, part: slice
) -> None:
    whole = taken(client, path_of(published, suffix))
    response = client.get(path_of(published, suffix), headers={"Range": f"bytes={asked}"})
    begin, end, _ = part.indices(len(whole))
    assert response.status_code == 206
    assert response.headers["Content-Range"] == f"bytes {begin}-{end - 1}/{len(whole)}"
    assert response.content_length == end - begin
    assert response.get_data() == whole[part]


def test_a_download_that_broke_off_goes_on_where_it_stopped(client: FlaskClient, published: Published) -> None:
    address = path_of(published, "trig")
    first = client.get(address, headers={"Range": "bytes=0-999"})
    rest = client.get(address, headers={"Range": "bytes=1000-", "If-Range": first.headers["ETag"]})
    assert rest.status_code == 206
    assert first.get_data() + rest.get_data() == taken(client, address)


@pytest.mark.parametrize(
    "headers",
    [
        {"Range": "bytes=0-1", "If-Range": '"another"'},
        {"Range": "bytes=0-1", "If-Range": "Sat, 01 Jan 2000 00:00:00 GMT"},
        {"Range": "bytes=0-1,5-9"},
        {"Range": "lines=0-1"},
        {"Range": "bytes=9-1"},
        {"Range": "nonsense"},
    ],
    ids=lambda headers: " ".join(headers.values()),
)
def test_what_is_no_part_of_this_file_gets_the_whole(client: FlaskClient, published: Published, headers: dict[str, str]) -> None:
    response = client.get(path_of(published, "ttl"), headers=headers)
    assert response.status_code == 200
    assert response.content_length == len(response.get_data()) > 1000


def test_a_part_beyond_the_end_is_refused_with_the_length(client: FlaskClient, published: Published) -> None:
    response = client.get(path_of(published, "ttl"), headers={"Range": "bytes=999999999-"})
    assert response.status_code == 416
    assert response.headers["Content-Range"] == f"bytes */{len(taken(client, path_of(published, 'ttl')))}"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_large_version_is_sent_while_it_is_made_and_kept_for_the_next(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapp.exports.shelf.MADE_WHILE_WAITED_FOR", 10)
    version = publish_number(tmp_path, 1)
    browser = create_app(Settings(home=str(tmp_path), base_iri=version.manifest.base_iri)).test_client()
    address = f"/exports/{version.manifest.version}.ttl"
    listed = browser.get("/exports/latest/SHA256SUMS", follow_redirects=True).text
    assert f"{version.manifest.version}.nq\n" in listed
    assert ".ttl" not in listed, "nothing is made for a list"
    first, second = (browser.get(address, buffered=True) for _ in range(2))
    assert "Content-Length" not in first.headers, "it is sent while it is made"
    assert second.content_length == len(first.get_data())
    assert first.get_data() == second.get_data()
    assert first.headers["ETag"] == second.headers["ETag"]


# Versions


@pytest.fixture
def several(tmp_path: Path) -> tuple[FlaskClient, Path]:
    """A site that serves the last of three versions, of which two are kept."""
    for number in (1, 2, 3):
        publish_number(tmp_path, number, keep=2)
    return create_app(Settings(home=str(tmp_path), base_iri="https://example.org/")).test_client(), tmp_path


def test_kept_versions_stay_where_they_were(several: tuple[FlaskClient, Path]) -> None:
    browser, home = several
    before = taken(browser, "/exports/number-2.ttl")
    assert b"of version 2" in before
    assert b"of version 3" in taken(browser, "/exports/latest.ttl")
    assert browser.get("/exports/latest.ttl").headers["Location"] == "/exports/number-3.ttl"
    gone = browser.get("/exports/number-1.ttl")
    assert gone.status_code == 410
    assert "Version number-1 of 2015-09-01 was removed" in gone.get_json()["detail"]
    publish_number(home, 4, keep=2)
    assert taken(browser, "/exports/number-3.ttl")
    assert {folder.name for folder in (home / "exports").iterdir()} <= {"number-3", "number-4"}, "files go with their version"


def test_a_date_leads_to_the_version_that_was_the_newest_at_its_end(several: tuple[FlaskClient, Path]) -> None:
    browser, _ = several
    for date in ("2015-09-01", "2015-10-31"):
        assert browser.get(f"/exports/{date}.nq").headers["Location"] == "/exports/number-3.nq"
    assert browser.get("/exports/2015-08-31.nq").status_code == 404


def test_every_version_has_a_page_with_its_files(several: tuple[FlaskClient, Path]) -> None:
    browser, _ = several
    overview, page = browser.get("/exports").text, browser.get("/exports/number-2").text
    assert 'href="/exports/number-2"' in overview
    assert 'href="/exports/number-3.ttl.gz"' in overview
    assert 'href="/exports/number-2.csv.zip"' in page
    assert browser.get("/exports/latest").headers["Location"] == "/exports/number-3"


def test_a_site_of_another_engine_streams_what_it_can(published: Published) -> None:
    browser = create_app(published.settings, published.store).test_client()
    assert b"\n" in gzip.decompress(taken(browser, "/exports/latest.nq.gz"))
    assert browser.get("/exports/latest.csv.zip").status_code == 404
    assert browser.get(path_of(published, "nq")).status_code == 404
    assert "latest.trig.gz" in browser.get("/exports").text
    assert browser.get("/exports/latest").status_code == 200


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/exports/latest.xyz", "There is no format called “xyz”"),
        ("/exports/latest.tt", "Did you mean ttl"),
        ("/exports/0000.nq", "There is no version kept here called “0000”"),
        ("/exports/.nq", "There is no version kept here called “”"),
        ("/exports/0000/SHA256SUMS", "no version kept here"),
        ("/exports/9999-99-99x/tables/partner.csv", "no version kept here"),
        ("/exports/catalogue.nq", "no format of the catalogue called “nq”"),
        ("/graph/nowhere", "There is no graph called “nowhere”"),
    ],
)
def test_what_does_not_exist_is_told(client: FlaskClient, path: str, words: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert words in response.get_json()["detail"]


def test_nothing_outside_the_versions_can_be_reached(client: FlaskClient) -> None:
    for name in ("..%2f..%2fcurrent.nq", "%2e%2e.nq", ".draft-x.nq", "..", "%2e%2e/SHA256SUMS"):
        assert client.get(f"/exports/{name}").status_code in (308, 404), name


# The tables


def test_a_table_is_served_beside_what_describes_it(client: FlaskClient, published: Published) -> None:
    folder = f"/exports/{published.version.manifest.version}/tables"
    table = client.get(f"{folder}/partner.csv")
    assert table.headers["Content-Type"] == "text/csv; charset=utf-8; header=present"
    (link,) = [it for it in table.headers.getlist("Link") if "csv-metadata.json" in it]
    assert link == f'<http://localhost{folder}/csv-metadata.json>; rel="describedby"'
    described = client.get(f"{folder}/csv-metadata.json")
    assert described.mimetype == "application/csvm+json"
    assert "partner.csv" in [it["url"] for it in described.get_json()["tables"]]
    with zipfile.ZipFile(BytesIO(taken(client, f"/exports/latest.{TABLES}"))) as archive:
        assert archive.read("partner.csv") == table.get_data()


def test_the_latest_tables_lead_to_those_of_the_version(client: FlaskClient, published: Published) -> None:
    response = client.get("/exports/latest/tables/partner.csv")
    assert response.headers["Location"] == f"/exports/{published.version.manifest.version}/tables/partner.csv"


def test_a_table_that_is_not_there_is_told_with_the_nearest(client: FlaskClient, published: Published) -> None:
    response = client.get(f"/exports/{published.version.manifest.version}/tables/partners.csv")
    assert response.status_code == 404
    assert "Did you mean partner.csv" in response.get_json()["detail"]


def test_where_nothing_can_be_kept_files_are_sent_all_the_same(tmp_path: Path) -> None:
    version = publish_number(tmp_path, 1)
    (tmp_path / "exports").write_text("a file where the folder should be")
    browser = create_app(Settings(home=str(tmp_path), base_iri=version.manifest.base_iri)).test_client()
    assert b"of version 1" in taken(browser, "/exports/latest.ttl")
    assert taken(browser, "/exports/latest/tables/csv-metadata.json")
    assert ".nq\n" in taken(browser, "/exports/latest/SHA256SUMS").decode()
    assert "made when it is first asked for" in taken(browser, "/exports").decode()


# The catalogue's addresses


def test_a_browser_gets_the_page_and_a_program_the_catalogue(client: FlaskClient) -> None:
    page = client.get("/exports", headers={"Accept": A_BROWSER})
    data = client.get("/exports", headers={"Accept": "text/turtle"})
    assert (page.mimetype, data.mimetype) == ("text/html", "text/turtle")
    assert (page.headers["Vary"], data.headers["Vary"]) == ("Accept, Accept-Encoding", "Accept")
    assert data.get_data() == client.get("/exports/catalogue.ttl").get_data()


@pytest.mark.parametrize("path", ["/.well-known/void", "/exports/catalogue"])
@pytest.mark.parametrize(
    ("accept", "leads_to"),
    [
        ("*/*", "/exports/catalogue.ttl"),
        ("application/ld+json", "/exports/catalogue.jsonld"),
        ("application/rdf+xml", "/exports/catalogue.rdf"),
        (A_BROWSER, "/exports"),
    ],
)
def test_the_description_is_found_where_programs_look_for_it(client: FlaskClient, path: str, accept: str, leads_to: str) -> None:
    response = client.get(path, headers={"Accept": accept})
    assert (response.status_code, response.headers["Location"]) == (302, leads_to)
    assert response.headers["Vary"] == "Accept"
    assert response.headers["Access-Control-Allow-Origin"] == "*"


def test_a_named_graph_leads_to_what_describes_it(client: FlaskClient) -> None:
    response = client.get("/graph/hampshire-2015/inferred")
    assert (response.status_code, response.headers["Location"]) == (303, "/exports/catalogue")

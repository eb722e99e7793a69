"""Questions of one's own on the site: saved, opened by their link, listed, and deleted by their secret one."""

from __future__ import annotations

import html
import json
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from http.client import HTTPConnection
from pathlib import Path
from unittest.mock import Mock
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from graphapp.errors import EngineFault
from graphapp.queries.library import Library
from graphapp.queries.parameters import options
from graphapp.saved import OwnQuestions, questions
from graphapp.saved.keys import new_id, new_key
from graphapp.saved.wording import LONGEST_NAME, LONGEST_NOTE
from graphapp.settings import Settings
from graphapp.store import open_version
from graphapp.store.base import Memo, Store
from graphapp.store.remote import RemoteStore
from graphapp.web import close_app, create_app
from graphapp.web.forms import LONGEST_FORM
from tests.published import Published
from tests.store.endpoint import SparqlEndpoint, serve
from tests.web.markup import foreign_scripts
from tests.web.running import HOST, Running, running

ACTIONS = "/queries/actions-by-sector-and-theme"
VALUES = "sector=education&theme=transition-to-school"
SENTENCE = "Which planned actions involve Education and Transition to school?"
PEOPLE = {"Accept": "text/html"}
SECURITY = ("Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options")


@pytest.fixture(scope="module")
def site(published: Published, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A site with a file of its own."""
    return replace(published.settings, saved=str(tmp_path_factory.mktemp("saved") / "saved.sqlite"))


@pytest.fixture(scope="module")
def app(site: Settings) -> Iterator[Flask]:
    made = create_app(site)
    yield made
    close_app(made)


@pytest.fixture
def file(site: Settings) -> Path:
    """The file; nothing has been saved yet."""
    found = site.saved_file
    assert found
    found.unlink(missing_ok=True)
    return found


@pytest.fixture
def client(app: Flask, file: Path) -> FlaskClient:
    """A browser without a browser, on a site where nothing has been saved yet."""
    assert not file.exists()
    return app.test_client()


def post(client: FlaskClient, name: str = "For the board", values: str = VALUES, **fields: str) -> TestResponse:
    return client.post(f"{ACTIONS}/save?{values}", data={"name": name, **fields}, headers=PEOPLE)


@dataclass(frozen=True)
class Links:
    """The two links that are shown when a question was saved, without the host."""

    public: str
    secret: str

    @property
    def key(self) -> str:
        return self.secret.rpartition("=")[2]


def links(response: TestResponse) -> Links:
    assert response.status_code == 201, response.get_data(as_text=True)
    found = re.findall(r'<a href="http://localhost(/saved/[^"]+)">', response.get_data(as_text=True))
    return Links(*map(html.unescape, found))


# Saving and opening


def test_every_answer_has_a_link_to_save_it_with_its_values(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}?{VALUES}").get_data(as_text=True)
    assert f'<a href="{ACTIONS}/save?{html.escape(VALUES)}">Save this question</a>' in page
    empty = client.get(f"{ACTIONS}?sector=youth-justice&theme=accommodation").get_data(as_text=True)
    assert "Save this question" in empty, "silence can be worth watching"


def test_the_form_repeats_the_question_and_is_sent_with_its_values(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}/save?{VALUES}").get_data(as_text=True)
    assert SENTENCE in page
    action = re.search(r'<form class="app-form" method="post" action="([^"]+)"', page)
    assert action
    response = client.post(html.unescape(action[1]), data={"name": "Mine"})
    assert client.get(links(response).public, follow_redirects=True).get_data(as_text=True).count(SENTENCE) == 2


def test_what_was_saved_opens_by_its_link_with_its_name_above_the_answer(client: FlaskClient) -> None:
    saved = links(post(client, "For the board", note="Ask again in May"))
    opened = client.get(saved.public)
    assert opened.status_code == 303
    page = client.get(opened.headers["Location"], follow_redirects=True).get_data(as_text=True)
    assert page.index("<bdi>For the board</bdi>") < page.index(f"<h1>{SENTENCE}</h1>")
    assert "Ask again in May" in page
    assert re.search(r"on \d+ \w+ 20\d\d, when the answer had 1 row<", page)
    assert '<option value="education" selected>' in page


def test_the_answer_is_the_one_of_the_question_itself(client: FlaskClient) -> None:
    own = client.get(links(post(client)).public, follow_redirects=True).get_data(as_text=True)
    plain = client.get(f"{ACTIONS}?{VALUES}").get_data(as_text=True)
    assert re.search("<table>.*</table>", own, re.DOTALL)[0] == re.search("<table>.*</table>", plain, re.DOTALL)[0]  # type: ignore[index]


def test_the_page_after_saving_shows_both_links_once(client: FlaskClient, file: Path) -> None:
    response = post(client)
    saved = links(response)
    assert response.headers["Location"] == saved.public
    assert saved.secret.startswith(f"{saved.public}/delete?key=")
    for path in (saved.public, f"{saved.public}/delete", "/saved", "/queries"):
        assert saved.key not in client.get(path, follow_redirects=True).get_data(as_text=True)
    assert saved.key.encode() not in file.read_bytes()


def test_the_links_have_the_name_by_which_the_site_was_asked(client: FlaskClient) -> None:
    response = client.post(f"{ACTIONS}/save", data={"name": "A"}, base_url="https://send.example.org")
    assert '<a href="https://send.example.org/saved/' in response.get_data(as_text=True)


def test_a_question_of_any_kind_can_be_saved_and_opened(
    client: FlaskClient, published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(questions, "MOST_A_MINUTE", 1_000)
    for name in published.library:
        saved = links(client.post(f"/queries/{name}/save", data={"name": "Mine"}))
        page = client.get(saved.public, follow_redirects=True)
        assert page.status_code == 200, name
        assert "<bdi>Mine</bdi>" in page.get_data(as_text=True), name


def test_several_values_of_a_gap_are_saved(client: FlaskClient) -> None:
    saved = links(client.post("/queries/actions-by-theme/save?theme=feedback&theme=workforce", data={"name": "Two"}))
    page = client.get(saved.public, follow_redirects=True).get_data(as_text=True)
    assert "<bdi>Two</bdi>" in page
    assert page.count(" checked>") == 2


def test_a_changed_question_is_no_longer_called_by_the_name(client: FlaskClient) -> None:
    opened = client.get(links(post(client)).public).headers["Location"]
    changed = opened.replace("sector=education", "sector=health")
    assert changed != opened
    page = client.get(changed, follow_redirects=True)
    assert page.status_code == 200
    assert "For the board" not in page.get_data(as_text=True)
    other = client.get(f"/queries/rows-to-improve?{urlsplit(opened).query}", headers=PEOPLE)
    assert "For the board" not in other.get_data(as_text=True)


@pytest.mark.parametrize(
    "values",
    [
        VALUES,
        "sector=Education&theme=Transition%20to%20school",
        f"{VALUES}&context=false",
        f"{VALUES}&context=&edition=hampshire-2015",
        "theme=transition-to-school&sector=education&edition=",
    ],
)
def test_the_name_goes_with_the_question_however_its_values_are_written(values: str, client: FlaskClient) -> None:
    id_ = links(post(client)).public.rpartition("/")[2]
    page = client.get(f"{ACTIONS}?{values}&saved={id_}", follow_redirects=True)
    assert "<bdi>For the board</bdi>" in page.get_data(as_text=True)


@pytest.mark.parametrize("id_", ["", "nothing", "'", "0" * 16, "%E2%80%AE"])
def test_an_answer_is_shown_also_with_an_id_of_nothing(id_: str, client: FlaskClient) -> None:
    assert client.get(f"{ACTIONS}?{VALUES}&saved={id_}", follow_redirects=True).status_code == 200


def test_a_form_that_is_sent_twice_saves_one_question(client: FlaskClient) -> None:
    page = client.get(f"{ACTIONS}/save?{VALUES}").get_data(as_text=True)
    (ticket,) = re.findall(r'name="ticket" value="([^"]+)"', page)
    first, second = (links(post(client, ticket=ticket)) for _ in range(2))
    assert first == second
    assert links(post(client, "Another", ticket=ticket)).public != first.public


def test_each_form_has_a_ticket_of_its_own(client: FlaskClient) -> None:
    pages = [client.get(f"{ACTIONS}/save").get_data(as_text=True) for _ in range(2)]
    assert pages[0] != pages[1]


# Listed and unlisted


def test_a_private_question_is_listed_nowhere(client: FlaskClient) -> None:
    for visible in ("private", "", "anything"):
        post(client, "My own matter", visible=visible)
    for path in ("/queries", "/saved", "/"):
        assert "My own matter" not in client.get(path).get_data(as_text=True)


def test_a_listed_one_stands_with_the_questions(client: FlaskClient) -> None:
    saved = links(post(client, "For everybody", visible="listed"))
    for path in ("/queries", "/saved"):
        page = client.get(path).get_data(as_text=True)
        assert f'<a href="{saved.public}"><bdi>For everybody</bdi></a>' in page
        assert SENTENCE in page


def test_the_library_shows_the_newest_and_says_how_many_there_are(client: FlaskClient) -> None:
    for number in range(12):
        post(client, f"Number {number}.", visible="listed")
    page = client.get("/queries").get_data(as_text=True)
    assert re.findall(r"Number (\d+)\.", page) == [str(number) for number in range(11, 1, -1)]
    assert "All 12 questions saved here" in page


def test_a_long_list_comes_in_pages(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("graphapp.web.saved._ON_A_PAGE", 3)
    for number in range(7):
        post(client, f"Number {number}.", visible="listed")
    pages = [client.get(f"/saved?page={number}").get_data(as_text=True) for number in (1, 2, 3)]
    assert [name for page in pages for name in re.findall(r"Number (\d)\.", page)] == list("6543210")
    assert 'rel="next" href="/saved?page=2"' in pages[0]
    assert 'rel="prev" href="/saved?page=2"' in pages[2]
    assert 'rel="next"' not in pages[2]
    assert client.get("/saved?page=4").status_code == 404


@pytest.mark.parametrize("page", ["0", "-1", "one", "1.5", "²", "9" * 5_000, "1001", ""])
def test_a_page_that_is_none_is_told(page: str, client: FlaskClient) -> None:
    response = client.get("/saved", query_string={"page": page})
    assert response.status_code == 400
    assert "pages are counted from 1" in response.get_json()["detail"]


def test_where_nothing_is_listed_the_list_says_how_to_begin(client: FlaskClient) -> None:
    assert "No question is listed here yet." in client.get("/saved").get_data(as_text=True)
    assert "Saved here" not in client.get("/queries").get_data(as_text=True)


# Deleting


def test_the_secret_link_asks_and_its_button_deletes(client: FlaskClient) -> None:
    saved = links(post(client, visible="listed"))
    page = client.get(saved.secret).get_data(as_text=True)
    assert "Delete “<bdi>For the board</bdi>”?" in page
    assert client.get(saved.public).status_code == 303, "looking at the link deletes nothing"
    (action,) = re.findall(r'<form class="app-form" method="post" action="([^"]+)"', page)
    (key,) = re.findall(r'name="key" value="([^"]+)"', page)
    assert "was deleted" in client.post(action, data={"key": key}).get_data(as_text=True)
    for path in (saved.public, saved.secret):
        assert client.get(path).status_code == 404
    assert "For the board" not in client.get("/saved").get_data(as_text=True)


def test_the_answer_goes_on_without_the_name_when_that_is_deleted(client: FlaskClient) -> None:
    saved = links(post(client))
    address = client.get(saved.public).headers["Location"]
    assert "For the board" in client.get(address, follow_redirects=True).get_data(as_text=True)
    client.post(f"{saved.public}/delete", data={"key": saved.key})
    page = client.get(address, follow_redirects=True)
    assert page.status_code == 200
    assert "For the board" not in page.get_data(as_text=True)


def test_the_key_can_be_typed(client: FlaskClient) -> None:
    saved = links(post(client))
    page = client.get(f"{saved.public}/delete").get_data(as_text=True)
    assert 'for="key">Key</label>' in page
    assert "was deleted" in client.post(f"{saved.public}/delete", data={"key": f" {saved.key}\n"}).get_data(as_text=True)


@pytest.mark.parametrize("key", ["", "x", "0" * 26, "é" * 26, "\x00", "0" * 10_000])
def test_another_key_is_refused_with_a_sentence(key: str, client: FlaskClient) -> None:
    saved = links(post(client))
    response = client.post(f"{saved.public}/delete", data={"key": key}, headers=PEOPLE)
    assert response.status_code == 403
    assert "This is not the key of this question, and nothing was deleted." in response.get_data(as_text=True)
    assert client.get(saved.public).status_code == 303


def test_the_key_of_one_question_does_not_delete_another(client: FlaskClient) -> None:
    mine, other = (links(post(client, name)) for name in ("Mine", "Other"))
    assert client.post(f"{mine.public}/delete", data={"key": other.key}).status_code == 403
    assert client.get(mine.public).status_code == 303


def test_nothing_is_under_an_id_that_was_never_given(client: FlaskClient) -> None:
    for method, path in (("GET", ""), ("GET", "/delete"), ("POST", "/delete")):
        response = client.open(f"/saved/{new_id()}{path}", method=method, data={"key": new_key()} if method == "POST" else None)
        assert response.status_code == 404
        assert response.get_json()["detail"] == "No question is saved under this address. It may have been deleted."


# What has changed since


def saved_by_hand(file: Path, query: str, values: str) -> str:
    """The id of a question as an older version of the data knew it."""
    own = OwnQuestions(file)
    (question,) = own.everything()
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE question SET query = ?, given = ?", (query, values))
    return question.id


@pytest.mark.parametrize(
    ("query", "values", "status", "words"),
    [
        ("a-question-of-then", "{}", 404, ("There is no saved question called “a-question-of-then”.",)),
        (
            "actions-by-sector-and-theme",
            '{"sector": ["alchemy"], "edition": ["hampshire-2015"]}',
            422,
            ("“alchemy” is no value for sector.", "<li>sector: alchemy</li>", "Ask it with other values"),
        ),
        ("actions-by-sector-and-theme", '{"region": ["north"]}', 422, ("has no gap called “region”",)),
        ("actions-by-sector-and-theme", '{"sector": ["health", "education"]}', 422, ("is given twice", "health, education")),
        ("rows-to-improve", '{"edition": ["atlantis-2015"]}', 422, ("There is no self-evaluation “atlantis-2015” here.",)),
    ],
)  # fmt: skip
def test_a_question_or_value_that_is_gone_is_told_with_what_was_saved(  # noqa: PLR0917
    query: str, values: str, status: int, words: tuple[str, ...], client: FlaskClient, file: Path
) -> None:
    post(client, note="Ask again in May")
    response = client.get(f"/saved/{saved_by_hand(file, query, values)}", headers=PEOPLE)
    page = html.unescape(response.get_data(as_text=True))
    assert response.status_code == status
    for expected in (*words, "For the board", "Ask again in May", SENTENCE, "What was saved"):
        assert expected in page


@pytest.mark.parametrize("value", ["health> } DROP ALL #", '"} UNION { ?s ?p ?o', "health\n} #", "$theme", "<urn:x>", "\\u003E"])
def test_a_file_that_somebody_changed_by_hand_changes_no_query(value: str, client: FlaskClient, file: Path) -> None:
    post(client)
    id_ = saved_by_hand(file, "actions-by-sector-and-theme", json.dumps({"sector": [value]}))
    response = client.get(f"/saved/{id_}", headers=PEOPLE)
    assert response.status_code == 422
    assert html.escape(value, quote=True).replace("&#x27;", "&#39;").replace("&quot;", "&#34;") in response.get_data(as_text=True)


def test_a_default_that_changes_later_does_not_change_what_was_saved(client: FlaskClient, file: Path) -> None:
    links(client.post(f"{ACTIONS}/save", data={"name": "With defaults"}))
    (question,) = OwnQuestions(file).everything()
    assert question.given == {
        "sector": ("health",),
        "theme": ("transition-to-adulthood",),
        "context": ("false",),
        "edition": ("hampshire-2015",),
    }


# Bad input


@pytest.mark.parametrize(
    "values", ["sector=helth", "colour=red", "sector=health&sector=education", "edition=x", "context=perhaps"]
)
def test_values_that_the_question_does_not_take_are_not_saved(values: str, client: FlaskClient, file: Path) -> None:
    for response in (client.get(f"{ACTIONS}/save?{values}", headers=PEOPLE), post(client, values=values)):
        assert response.status_code == 422
    assert not file.exists()


def test_a_question_that_does_not_exist_is_not_saved(client: FlaskClient, file: Path) -> None:
    for response in (client.get("/queries/nothing/save"), client.post("/queries/nothing/save", data={"name": "A"})):
        assert response.status_code == 404
    assert not file.exists()


@pytest.mark.parametrize(
    ("name", "note", "words"),
    [
        ("", "", "needs a name with a letter or a figure"),
        ("a" * (LONGEST_NAME + 1), "", f"The name has {LONGEST_NAME + 1} characters"),
        ("A", "a" * (LONGEST_NOTE + 1), f"The note has {LONGEST_NOTE + 1} characters"),
        ("a\u202eb", "", "turns the direction of writing (U+202E)"),
        ("a\x00b", "", "a control character (U+0000)"),
        ("A", "a\x1bb", "The note holds a control character (U+001B)"),
    ],
)
def test_words_that_cannot_be_kept_are_told_and_can_be_mended(
    name: str, note: str, words: str, client: FlaskClient, file: Path
) -> None:
    response = post(client, name, note=note, visible="listed")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert words in page
    assert "<title>Problem: Save this question" in page
    assert 'value="listed" checked' in page, "nothing has to be written twice"
    assert not file.exists()


def test_bytes_that_are_no_text_are_told(client: FlaskClient, file: Path) -> None:
    for content in (b"name=a%FFb", b"name=a\xffb", b"name=A&note=%ED%A0%80"):
        response = client.post(f"{ACTIONS}/save", data=content, content_type="application/x-www-form-urlencoded")
        assert response.status_code == 400
        assert response.get_json()["detail"] == "The form holds bytes that are not text in UTF-8."
    assert not file.exists()


MARKUP = "</bdi><script>alert('x')</script>\"'><img src=x onerror=alert(1)>&amp;{{ 7*7 }}"


def test_names_and_notes_are_words_and_never_markup(client: FlaskClient) -> None:
    response = post(client, MARKUP, note=MARKUP, visible="listed")
    saved = links(response)
    pages = [response, *(client.get(path, follow_redirects=True) for path in (saved.public, saved.secret, "/saved", "/queries"))]
    pages.append(client.post(f"{saved.public}/delete", data={"key": "x"}))
    pages.append(post(client, MARKUP, note="a" * 501))
    pages.append(client.post(f"{saved.public}/delete", data={"key": saved.key}))
    for page in pages:
        text = page.get_data(as_text=True)
        assert MARKUP in html.unescape(text)
        assert not foreign_scripts(text)
        assert "<img" not in text
        assert "unsafe" not in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize("key", ['"><script>', "'", "a" * 60_000])
def test_a_key_of_an_address_is_no_markup_either(key: str, client: FlaskClient) -> None:
    page = client.get(f"{links(post(client)).public}/delete", query_string={"key": key})
    assert page.status_code == 200
    assert not foreign_scripts(page.get_data(as_text=True))
    assert len(page.data) < 5_000


@pytest.mark.parametrize(
    "media_type", ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/sparql-update", ""]
)
def test_what_is_no_form_is_refused(media_type: str, client: FlaskClient, file: Path) -> None:
    response = client.post(f"{ACTIONS}/save", data=b'{"name": "A"}', content_type=media_type)
    assert response.status_code == 415
    assert "send application/x-www-form-urlencoded" in response.get_json()["detail"]
    assert not file.exists()


def test_a_form_that_is_too_long_is_refused(client: FlaskClient, file: Path) -> None:
    response = post(client, "a" * LONGEST_FORM)
    assert response.status_code == 413
    assert f"the most that is read here is {LONGEST_FORM}" in response.get_data(as_text=True)
    assert not file.exists()


def test_the_longest_name_and_note_in_any_letters_fit_into_a_form(client: FlaskClient) -> None:
    assert post(client, "a" + "😀" * (LONGEST_NAME - 1), note="😀" * LONGEST_NOTE).status_code == 201


def test_a_field_that_comes_twice_is_refused(client: FlaskClient) -> None:
    response = client.post(f"{ACTIONS}/save", data={"name": ["A", "B"]})
    assert response.status_code == 400
    assert "“name” was sent twice" in response.get_json()["detail"]


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("path", [f"{ACTIONS}/save", "/saved", "/saved/0123456789abcdef", "/saved/0123456789abcdef/delete"])
def test_other_methods_are_told_which_there_are(method: str, path: str, client: FlaskClient) -> None:
    response = client.open(path, method=method)
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_only_a_post_writes(client: FlaskClient, file: Path) -> None:
    client.get(f"{ACTIONS}/save?{VALUES}&name=A")
    client.get(f"{ACTIONS}/save", query_string={"name": "A"})
    assert not file.exists()


# Other sites


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "https://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:81"},
        {"Origin": "null"},
        {"Origin": "http://[::1"},
    ],
)
def test_a_form_of_another_site_saves_and_deletes_nothing(headers: dict[str, str], client: FlaskClient) -> None:
    saved = links(post(client, visible="listed"))
    for path, data in (
        (f"{ACTIONS}/save", {"name": "Theirs", "visible": "listed"}),
        (f"{saved.public}/delete", {"key": saved.key}),
    ):
        response = client.post(path, data=data, headers=headers)
        assert response.status_code == 403
        assert "sent from a page of another site, so nothing was done" in response.get_json()["detail"]
    assert re.findall("<bdi>(.*)</bdi>", client.get("/saved").get_data(as_text=True)) == ["For the board"]


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},
        {"Origin": "http://localhost:8000"},
    ],
    ids=["a program", "this site", "an address bar", "a wary browser", "over HTTP", "behind a proxy", "the public address"],
)
def test_a_form_of_this_site_is_taken(headers: dict[str, str], client: FlaskClient) -> None:
    assert client.post(f"{ACTIONS}/save", data={"name": "Mine"}, headers=headers).status_code == 201


# Limits


def test_who_saves_too_many_is_told_when_to_come_back(client: FlaskClient) -> None:
    for number in range(questions.MOST_A_MINUTE):
        assert post(client, f"Number {number}").status_code == 201
    response = post(client)
    assert response.status_code == 429
    assert 0 < int(response.headers["Retry-After"]) <= 60
    assert "Too many questions were saved in the last minute." in response.get_data(as_text=True)
    assert client.get(f"{ACTIONS}?{VALUES}").status_code == 200


def test_a_site_that_keeps_as_many_as_it_may_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(questions, "MOST_KEPT", 1)
    assert post(client, "One").status_code == 201
    response = post(client, "Two")
    assert response.status_code == 507
    assert "no more are kept" in response.get_data(as_text=True)


# A file that cannot be used, and a site that saves nothing


def test_a_damaged_file_is_told_and_everything_else_answers(client: FlaskClient, file: Path) -> None:
    saved = links(post(client, visible="listed"))
    address = client.get(saved.public).headers["Location"]
    file.write_bytes(b"no database at all\n" * 1_000)
    for response in (
        client.get(saved.public),
        client.get("/saved"),
        post(client),
        client.post(f"{saved.public}/delete", data={"key": "x"}),
    ):
        assert response.status_code == 503
        assert "their file is damaged" in html.unescape(response.get_data(as_text=True))
        assert str(file) not in response.get_data(as_text=True)
    for path in ("/", "/queries", address, f"{ACTIONS}/save?{VALUES}"):
        assert client.get(path, follow_redirects=True).status_code == 200, path
    assert "their file is damaged" in client.get("/queries").get_data(as_text=True)


@pytest.fixture
def without(site: Settings) -> FlaskClient:
    return create_app(replace(site, saved="")).test_client()


def test_a_site_that_saves_nothing_says_so_and_shows_no_link(without: FlaskClient) -> None:
    for path in (f"{ACTIONS}/save?{VALUES}", "/saved", "/saved/0123456789abcdef", "/saved/0123456789abcdef/delete"):
        response = without.get(path)
        assert response.status_code == 404
        assert "This site does not save questions." in response.get_json()["detail"]
    assert post(without).status_code == 404
    assert "Save this question" not in without.get(ACTIONS).get_data(as_text=True)
    assert without.get("/queries").status_code == 200
    assert without.get(f"{ACTIONS}?saved=0123456789abcdef", follow_redirects=True).status_code == 200


# Every store


@pytest.fixture(params=["memory", "disk", "remote"])
def anywhere(request: pytest.FixtureRequest, site: Settings, file: Path, published: Published) -> Iterator[FlaskClient]:
    """The site on each kind of store, where nothing has been saved yet."""
    assert not file.exists()
    if request.param != "remote":
        yield create_app(site, open_version(published.version, request.param)).test_client()
        return
    with serve(SparqlEndpoint(published.version.dataset.read_bytes())) as address:
        yield create_app(site, RemoteStore(address, published.naming.base)).test_client()


def test_questions_are_saved_and_opened_whatever_the_store(anywhere: FlaskClient) -> None:
    saved = links(post(anywhere))
    page = anywhere.get(saved.public, follow_redirects=True)
    assert page.status_code == 200
    assert SENTENCE in page.get_data(as_text=True)
    assert anywhere.post(f"{saved.public}/delete", data={"key": saved.key}).status_code == 200


def test_a_store_that_is_away_is_not_taken_for_a_question_that_is_gone(
    client: FlaskClient, site: Settings, published: Published
) -> None:
    saved = links(post(client))
    away = Mock(spec=Store)
    away.memo, away.graphs = Memo(), published.store.graphs
    away.within.return_value = away
    away.select.side_effect = EngineFault("The store is away.")
    response = create_app(site, away).test_client().get(saved.public, headers=PEOPLE)
    assert response.status_code == 502
    assert "What was saved" not in response.get_data(as_text=True)


def test_every_process_of_the_site_opens_what_another_saved(published: Published, tmp_path: Path) -> None:
    with running(published, tmp_path, workers=3, GRAPHAPP_SAVED=str(tmp_path / "saved.sqlite")) as server:
        saved = [posted(server, f"{ACTIONS}/save?{VALUES}", f"name=Number+{number}&visible=listed") for number in range(9)]
        assert [status for status, _ in saved] == [201] * 9
        for _, location in saved:
            assert {server.get(location).status for _ in range(6)} == {303}
        assert len(set(re.findall(r"Number \d", server.get("/saved").text))) == 9


def posted(server: Running, path: str, form: str) -> tuple[int, str]:
    """The status of the answer to a form, and where what was saved is."""
    with closing(HTTPConnection(HOST, server.port, timeout=20)) as connection:
        connection.request("POST", path, form, {"Content-Type": "application/x-www-form-urlencoded"})
        response = connection.getresponse()
        return response.status, response.headers["Location"]


# What others learn


def test_no_log_line_holds_a_name_a_note_a_key_or_an_id(client: FlaskClient, capsys: pytest.CaptureFixture[str]) -> None:
    saved = links(post(client, "Secretname", note="Secretnote"))
    client.get(saved.public, follow_redirects=True)
    client.get(saved.secret)
    client.post(f"{saved.public}/delete", data={"key": "x"})
    client.post(f"{saved.public}/delete", data={"key": saved.key})
    client.get(saved.public)
    written = capsys.readouterr().err
    lines = [json.loads(line) for line in written.splitlines()]
    assert [line["path"] for line in lines] == [f"{ACTIONS}/save", "/saved/-", ACTIONS, *["/saved/-/delete"] * 3, "/saved/-"]
    assert lines[0]["question"] == "actions-by-sector-and-theme"
    assert len({line["saved"] for line in lines if "saved" in line}) == 1, "the same one is seen again"
    for secret in ("Secretname", "Secretnote", saved.key, saved.public.rpartition("/")[2]):
        assert secret not in written


def test_no_cache_keeps_these_pages_and_no_search_engine_lists_them(client: FlaskClient) -> None:
    response = post(client, visible="listed")
    saved = links(response)
    for page in (response, *map(client.get, (f"{ACTIONS}/save", saved.public, saved.secret, "/saved", "/saved/x"))):
        assert page.headers["Cache-Control"] == "no-store"
        assert page.headers["X-Robots-Tag"] == "noindex"
        assert all(name in page.headers for name in SECURITY)
        assert "Set-Cookie" not in page.headers


def test_the_only_values_that_are_kept_are_those_that_a_gap_offers(client: FlaskClient, file: Path, published: Published) -> None:
    post(client, values="sector=Health&theme=Transition%20to%20adulthood&context=on")
    (question,) = OwnQuestions(file).everything()
    query = published.library[question.query]
    assert query.parameters
    for parameter in query.parameters:
        offered = {option.value for option in options(published.store, parameter, published.naming)}
        assert set(question.given[parameter.name]) <= offered


@given(
    name=st.text(max_size=120),
    note=st.text(max_size=520),
    sector=st.one_of(st.sampled_from(["health", "Health", ""]), st.text(max_size=30)),
    visible=st.text(max_size=10),
    ticket=st.text(max_size=30),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_whatever_is_sent_is_saved_or_told_and_never_a_fault(  # noqa: PLR0917
    name: str, note: str, sector: str, visible: str, ticket: str, client: FlaskClient
) -> None:
    fields = {key: value.encode("utf-8", "surrogatepass") for key, value in locals().items() if isinstance(value, str)}
    address = fields.pop("sector")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(questions, "MOST_A_MINUTE", 1_000_000)
        response = client.post(f"{ACTIONS}/save", query_string={"sector": address}, data=fields, headers=PEOPLE)
    assert response.status_code in (201, 400, 422)
    if response.status_code == 201:
        opened = client.get(links(response).public, follow_redirects=True)
        assert opened.status_code == 200
        assert "Health" in opened.get_data(as_text=True)


def test_the_library_has_no_gap_that_would_be_taken_for_the_mark_of_a_saved_question(published: Published) -> None:
    assert isinstance(published.library, Library)
    assert not [name for name, query in published.library.items() if query.parameter("saved")]

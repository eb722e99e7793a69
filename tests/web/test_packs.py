"""The pages and files of partners' packs."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from graphapp.exports.packs.archive import PACK_FORMATS, PackFormat, write_pack
from graphapp.exports.packs.contents import make_pack
from graphapp.store.embedded import EmbeddedStore
from graphapp.web import create_app
from tests.exports.packs.packing import PARENTS, maker_of
from tests.published import Published

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SOLENT = "/exports/partners/solent-nhs-trust"


def page(client: FlaskClient, path: str) -> str:
    response = client.get(path, headers={"Accept": BROWSER})
    assert response.status_code == 200, path
    return response.get_data(as_text=True)


def test_the_list_leads_to_every_partner_with_how_much_involves_it(client: FlaskClient, published: Published) -> None:
    text = page(client, "/exports/partners")
    assert text.count('href="/exports/partners/') == published.count("?it a sef:Partner")
    row = text.partition(f'href="/exports/partners/{PARENTS}"')[2].partition("</tr>")[0]
    assert ">35</td>" in row


def test_the_page_says_what_is_in_the_pack_and_where_something_was_left_out(client: FlaskClient) -> None:
    text = page(client, f"/exports/partners/{PARENTS}")
    assert "What Hampshire Parent/Carer Network is involved in" in text
    assert "12 of 35 statements" in text
    assert 'Words left out: <a href="/doc/statement/hampshire-2015-9-practice-1350f8c1">Row 9, how this is working</a>' in text
    assert "Nothing in this pack had to be left out" in page(client, SOLENT)


@pytest.mark.parametrize("item", PACK_FORMATS, ids=lambda item: item.suffix)
def test_every_format_is_linked_and_comes_as_a_file(item: PackFormat, client: FlaskClient, published: Published) -> None:
    path = f"{SOLENT}.{item.suffix}"
    assert f'href="{path}"' in page(client, SOLENT)
    response = client.get(path)
    assert (response.status_code, response.content_type) == (200, item.media_type)
    assert response.headers["Content-Disposition"] == f'attachment; filename="solent-nhs-trust.{item.suffix}"'
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    maker = maker_of(published)
    assert response.get_data() == write_pack(make_pack(maker, "solent-nhs-trust"), maker, item)


@pytest.mark.parametrize("path", [SOLENT, f"{SOLENT}.zip", f"{SOLENT}.ttl", "/exports/partners"])
def test_who_has_it_already_gets_it_no_second_time(path: str, client: FlaskClient) -> None:
    tag = client.get(path).headers["ETag"]
    assert not tag.startswith("W/")
    assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("kind", ["partner/solent-nhs-trust", "board/hampshire-joint-accommodation-panel"])
def test_the_page_of_a_partner_leads_to_its_pack(kind: str, client: FlaskClient) -> None:
    slug = kind.partition("/")[2]
    assert f'<a href="/exports/partners/{slug}">Take this partner\'s data</a>' in page(client, f"/doc/{kind}")
    assert client.get(f"/exports/partners/{slug}").status_code == 200


def test_the_page_of_anything_else_does_not(client: FlaskClient) -> None:
    assert "Take this partner" not in page(client, "/doc/service/hampshire-portage")


@pytest.mark.parametrize("name", ["solent-nhs-trus", "solent-nhs-trus.zip", "solent-nhs-trust.doc"])
def test_a_wrong_name_is_told_with_the_nearest(name: str, client: FlaskClient) -> None:
    response = client.get(f"/exports/partners/{name}", headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert "Did you mean solent-nhs-trust?" in response.get_json()["detail"]


def test_a_self_evaluation_that_there_is_not_is_told(client: FlaskClient) -> None:
    assert client.get(f"{SOLENT}.zip?edition=nowhere").status_code == 422


@pytest.fixture(scope="module")
def of_two(published: Published) -> FlaskClient:
    """A site with a second self-evaluation, the one that is asked first, which does not know Solent."""
    lines = published.version.dataset.read_text().splitlines(keepends=True)
    ours = [line for line in lines if line.rpartition(" <")[2].startswith(str(published.naming.graph("hampshire-2015")))]
    other = [line.replace("/graph/hampshire-2015", "/graph/z-2016") for line in ours if "solent-nhs-trust" not in line]
    text = "".join([*lines, *other])
    store = EmbeddedStore(tuple(sorted(set(re.findall(r"<([^> ]*)> \.\n", text)))))
    store.load(text.encode())
    return create_app(published.settings, store).test_client()


def test_where_there_are_several_self_evaluations_links_say_which_one_knows_the_partner(of_two: FlaskClient) -> None:
    told = f"{SOLENT}?edition=hampshire-2015"
    assert f'href="{told}"' in page(of_two, "/doc/partner/solent-nhs-trust")
    assert 'href="/exports/partners/ofsted"' in page(of_two, "/doc/partner/ofsted")
    assert f'href="{SOLENT}.zip?edition=hampshire-2015"' in page(of_two, told)
    assert of_two.get(f"{SOLENT}.zip?edition=hampshire-2015").status_code == 200
    assert of_two.get(SOLENT).status_code == 404

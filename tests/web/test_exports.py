"""The whole dataset as a file."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from rdflib import Dataset, Graph

from graphapp.exports.formats import FORMATS
from tests.published import Published


@pytest.mark.parametrize("item", FORMATS, ids=lambda item: item.suffix)
def test_the_latest_dataset_comes_in_every_format_under_the_name_of_its_version(
    client: FlaskClient, published: Published, item: object
) -> None:
    suffix, media_type = getattr(item, "suffix"), getattr(item, "media_type")  # noqa: B009 - the type of a parameter is not known
    response = client.get(f"/exports/latest.{suffix}", follow_redirects=True)
    assert response.status_code == 200
    assert response.request.path == f"/exports/{published.version.manifest.version}.{suffix}"
    assert response.mimetype == media_type
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.get_data()


def test_n_quads_are_every_published_quad(client: FlaskClient, published: Published) -> None:
    content = client.get("/exports/latest.nq", follow_redirects=True).get_data()
    assert content.count(b"\n") == published.version.manifest.quads


def test_trig_and_turtle_can_be_read_by_others(client: FlaskClient, published: Published) -> None:
    dataset, graph = Dataset(), Graph()
    dataset.parse(data=client.get("/exports/latest.trig", follow_redirects=True).get_data(), format="trig")
    graph.parse(data=client.get("/exports/latest.ttl", follow_redirects=True).get_data(), format="turtle")
    assert len(dataset) == published.version.manifest.quads
    assert len(graph) == len({triple for triple, *_ in ((quad[:3],) for quad in dataset.quads())})


@pytest.mark.parametrize(("path", "words"), [("/exports/latest.xyz", "format"), ("/exports/0000.nq", "version served here")])
def test_what_does_not_exist_is_told(client: FlaskClient, path: str, words: str) -> None:
    response = client.get(path, headers={"Accept": "application/json"})
    assert response.status_code == 404
    assert words in response.get_json()["detail"]

"""The description of the questions as calls: every parameter and every answer as the header and the graph have them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from graphapp.exports.api.description import describe_api
from graphapp.exports.api.inputs import Described
from graphapp.queries.header import SavedQuery
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import GRAPHS, NAMING
from tests.queries.sample import QUESTION, saved

NAME = "services-of-sector"
FORMATS = {"json": "application/json", "csv": "text/csv", "xlsx": "application/x-a-workbook"}


def described(store: EmbeddedStore, *queries: SavedQuery) -> dict[str, Any]:
    library = {query.name: query for query in queries}
    return describe_api(Described(library, store, NAMING, FORMATS, "version-1", "Nobody's."))


@pytest.fixture
def document(tiny_store: EmbeddedStore, tmp_path: Path) -> dict[str, Any]:
    text = QUESTION.replace("scheme: sector, default", "scheme: sector, many: any, default")
    return described(tiny_store, saved(tmp_path, text))


def parameter(document: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = document["components"]["parameters"][f"{NAME}.{name}"]
    assert (found["name"], found["in"]) == (name, "query")
    return found


def schema(document: dict[str, Any], name: str) -> dict[str, Any]:
    """The schema of a parameter, with what it refers to beside what it says itself."""
    found: dict[str, Any] = parameter(document, name)["schema"]
    referred = found.get("$ref", "").rpartition("/")[2]
    return {**(document["components"]["schemas"][referred] if referred else {}), **found}


def test_there_is_a_path_for_each_format(document: dict[str, Any]) -> None:
    assert list(document["paths"]) == [f"/queries/{NAME}.{suffix}" for suffix in FORMATS]
    for suffix, media_type in FORMATS.items():
        assert list(document["paths"][f"/queries/{NAME}.{suffix}"]["get"]["responses"]["200"]["content"]) == [media_type]
    assert document["servers"] == [{"url": "https://example.org"}]
    assert document["security"] == []


def test_a_call_says_what_the_question_says(document: dict[str, Any]) -> None:
    operation = document["paths"][f"/queries/{NAME}.json"]["get"]
    assert operation["operationId"] == "services_of_sector_json"
    assert operation["summary"] == "Services of a sector"
    assert "Which services are in {sector}" in operation["description"]
    assert "it says $nothing of that" in operation["description"]
    assert "Its columns: Service, Page, Visits, Remark." in document["paths"][f"/queries/{NAME}.csv"]["get"]["description"]
    assert document["paths"][f"/queries/{NAME}.xlsx"]["get"]["description"] == "The same answer as services_of_sector_json."


def test_it_says_of_which_data_and_rights_it_speaks(document: dict[str, Any]) -> None:
    assert document["info"]["x-data-version"] == "version-1"
    assert "Rights in the data: Nobody's." in document["info"]["description"]
    assert document["info"]["license"]["identifier"] == "MIT"


def test_a_gap_for_several_values_is_a_list_of_those_that_exist(document: dict[str, Any]) -> None:
    sector = parameter(document, "sector")
    assert (sector["style"], sector["explode"], sector["required"]) == ("form", True, False)
    assert sector["schema"] == {
        "type": "array",
        "items": {"$ref": "#/components/schemas/concept.sector"},
        "maxItems": 100,
        "default": ["health"],
    }
    assert document["components"]["schemas"]["concept.sector"]["enum"] == ["health", "public-health", "social-care"]
    assert sector["examples"]["health"] == {"summary": "Health", "value": ["health"]}
    assert sector["description"] == "Sector. One of three."


def test_a_gap_for_a_thing_lists_those_of_the_only_edition(document: dict[str, Any]) -> None:
    assert schema(document, "partner")["enum"] == ["tiny-network", "tiny-trust"]
    assert "default" not in schema(document, "partner")
    assert "style" not in parameter(document, "partner")


def test_where_each_edition_has_its_own_things_their_form_is_told(tmp_path: Path, tiny_nquads: bytes) -> None:
    store = EmbeddedStore((*GRAPHS, str(NAMING.graph("zulu"))))
    store.load(tiny_nquads)
    document = described(store, saved(tmp_path))
    assert "pattern" in schema(document, "partner")
    assert "enum" not in schema(document, "partner")
    assert schema(document, "sector")["enum"] == ["health", "public-health", "social-care"]
    assert document["components"]["parameters"]["edition"]["schema"] == {
        "type": "string",
        "enum": ["tiny", "zulu"],
        "default": "zulu",
    }


def test_choices_switches_and_numbers_say_what_they_take(document: dict[str, Any]) -> None:
    assert schema(document, "size") == {"type": "string", "enum": ["small", "large"]}
    assert schema(document, "wider") == {"type": "boolean", "default": False}
    assert schema(document, "most-shown") == {"type": "integer", "minimum": 0, "maximum": 999_999_999}


def test_a_number_with_a_default_says_it(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace("most-shown: {type: integer, required: false}", "most-shown: {type: integer, default: 12}")
    assert schema(described(tiny_store, saved(tmp_path, text)), "most-shown")["default"] == 12


def test_a_gap_that_has_to_be_filled_is_required(tiny_store: EmbeddedStore, tmp_path: Path) -> None:
    text = QUESTION.replace(", default: health", "").replace("{type: integer, required: false}", "{type: integer}")
    document = described(tiny_store, saved(tmp_path, text))
    for name in ("sector", "most-shown"):
        assert parameter(document, name)["required"]
        assert "default" not in schema(document, name)


def test_what_is_read_by_programs_comes_in_pages(document: dict[str, Any]) -> None:
    names = {
        path.rpartition(".")[2]: [item["$ref"].rpartition("/")[2] for item in path_item["get"]["parameters"]]
        for path, path_item in document["paths"].items()
    }
    assert names["json"] == names["csv"] == [*names["xlsx"], "page", "per_page"]
    assert document["components"]["parameters"]["per_page"]["schema"] == {
        "type": "integer",
        "minimum": 1,
        "maximum": 1_000,
        "default": 100,
    }


def test_an_answer_has_a_cell_of_its_type_for_each_column(document: dict[str, Any]) -> None:
    row = document["components"]["schemas"][NAME]["properties"]["rows"]["items"]
    assert row["required"] == ["service", "page", "visits", "remark"]
    cells = {name: cell["$ref"].rpartition("/")[2] for name, cell in row["properties"].items()}
    assert cells == {"service": "ThingCell", "page": "LinkCell", "visits": "NumberCell", "remark": "TextCell"}


def test_an_empty_dataset_can_be_described_too(tmp_path: Path) -> None:
    document = described(EmbeddedStore(()), replace(saved(tmp_path), parameters=()))
    assert "default" not in document["components"]["parameters"]["edition"]["schema"]


def test_where_the_data_have_no_value_for_a_gap_there_is_no_usual_one_and_the_rest_is_described(
    tiny_store: EmbeddedStore, tmp_path: Path
) -> None:
    found = described(tiny_store, saved(tmp_path, QUESTION.replace("scheme: sector, default", "scheme: nowhere, default")))
    assert "default" not in schema(found, "sector")
    assert schema(found, "wider")["default"] is False

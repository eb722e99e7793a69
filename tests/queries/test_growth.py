"""No saved question takes much longer where there are more editions; one that does is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from graphapp.cli import main
from graphapp.queries import run
from graphapp.queries.header import SavedQuery
from graphapp.queries.library import Library
from graphapp.resources import folder
from graphapp.store.base import Store
from graphapp.synthesis.growth import LARGE, SMALL, Stores, find_growth, invent_stores
from tests.published import Published
from tests.queries.sample import saved

pytestmark = [pytest.mark.alone, pytest.mark.untraced]
"""It is time that is measured, of the engine and not of the tracer."""

QUERIES = Library(folder("queries"))

CARTESIAN = """\
#+ title: Statements beside which there is no board that is a partner
#+ question: Which statements are there?
#+ description: Looks, for every statement, at every board of every council.
#+ cannot_tell: Anything.
#+ audience: [strategist]
#+ task: Check the document and the data
#+ tags: [statements]
#+ columns:
#+   statement: {label: Statement, type: thing}
PREFIX sef: <https://w3id.org/send-sef/ns#>

SELECT ?statement
WHERE {
  ?statement a sef:Statement .
  FILTER NOT EXISTS { ?board a sef:Board . ?board a sef:Partner . ?other a sef:Partner }
}
"""


@pytest.fixture(scope="session")
def stores(published: Published) -> Stores:
    return invent_stores(published.version.dataset, published.naming)


@pytest.fixture
def unscoped(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions are asked of everything, as they would be if the scope were lost."""

    def everything(store: Store, *_: object) -> Store:
        return store

    monkeypatch.setattr(run, "within_edition", everything)


def test_the_stores_are_a_small_one_and_one_ten_times_as_large(stores: Stores) -> None:
    assert [sum(1 for _ in store.quads()) for store in (stores.small, stores.large)] == [
        pytest.approx(SMALL, rel=0.05),
        pytest.approx(LARGE, rel=0.05),
    ]


@pytest.mark.parametrize("query", QUERIES.values(), ids=lambda query: query.name)
def test_a_saved_question_takes_hardly_longer_in_a_larger_store(query: SavedQuery, stores: Stores, published: Published) -> None:
    assert not list(find_growth([query], stores, published.naming))


def test_a_cartesian_question_is_found(tmp_path: Path, stores: Stores, published: Published) -> None:
    (finding,) = find_growth([saved(tmp_path, CARTESIAN, "cartesian")], stores, published.naming)
    assert "cartesian.rq: it takes" in str(finding)
    assert "times as long where there are ten times as many facts; 3 is the most." in str(finding)


@pytest.mark.usefixtures("unscoped")
def test_a_question_of_everything_is_found(stores: Stores, published: Published) -> None:
    (finding,) = find_growth([QUERIES["rows-without-evidence"]], stores, published.naming)
    assert "rows-without-evidence.rq: it takes" in str(finding)


@pytest.mark.parametrize("bad", [False, True])
def test_the_check_tells_what_it_found(published: Published, monkeypatch: pytest.MonkeyPatch, *, bad: bool) -> None:
    examined = replace(published.examined, findings=[])
    monkeypatch.setattr("graphapp.build.examine", lambda *_: examined)
    monkeypatch.setattr("graphapp.synthesis.growth.MOST", 0.01 if bad else 10)
    result = CliRunner().invoke(main, ["check", "--growth"])
    assert result.exit_code == int(bad)
    assert ("boards.rq: it takes" in result.output) is bad

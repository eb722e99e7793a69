"""Hampshire's edition, built once for all tests that read it, in a folder of its own."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from graphapp.build import Examination, build
from graphapp.namespaces import Naming, sparql_prefixes
from graphapp.queries.library import Library
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store import open_version
from graphapp.store.base import Store, Table
from graphapp.store.versions import Version
from graphapp.web import create_app

SOURCES = Path(__file__).parents[2] / "shared" / "sources"
"""Where the documents lie beside a checkout; they are not part of the repository."""


@dataclass(frozen=True)
class Published:
    """A published version with everything that reads it."""

    settings: Settings
    version: Version
    examined: Examination
    store: Store
    library: Library
    naming: Naming

    def select(self, where: str) -> Table:
        """Answer a SELECT written without its prefixes."""
        return self.store.select(f"BASE <{self.naming.base}>\n{sparql_prefixes()}{where}")

    def count(self, pattern: str) -> int:
        """How many things *pattern* matches; they stand in it as ``?it``."""
        (row,) = self.select(f"SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ {pattern} }}")
        return int(str(row["n"]))


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The edition that the repository holds, built and published as a user would."""
    settings = Settings(home=str(tmp_path_factory.mktemp("published")))
    version, examined = build(settings)
    library = Library(folder("queries"))
    return Published(settings, version, examined, open_version(version), library, Naming(settings.base_iri))


@pytest.fixture(scope="session")
def client(published: Published) -> FlaskClient:
    """A browser without a browser."""
    return create_app(published.settings).test_client()


@pytest.fixture
def hampshire_text() -> Path:
    """The document as text; the test is skipped where it is absent."""
    return _source("hampshire-sef-2015.txt")


@pytest.fixture
def hampshire_word() -> Path:
    """The document as a Word table; the test is skipped where it is absent."""
    return _source("hampshire-sef-2015.docx")


def _source(name: str) -> Path:
    file = SOURCES / name
    if not file.is_file():
        pytest.skip(f"the document {name} is not part of the repository and does not lie beside this checkout")
    return file

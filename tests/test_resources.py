"""The folders of ontology, data and questions are found in a checkout and in an installation."""

from __future__ import annotations

from pathlib import Path

import pytest

from graphapp import resources
from graphapp.errors import SourceFault
from graphapp.resources import folder


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An installed package without any folder yet, in a folder that is no checkout."""
    package = tmp_path / "site-packages" / "graphapp"
    package.mkdir(parents=True)
    monkeypatch.setattr(resources, "_PACKAGE", package)
    return package


def make(*folders: Path) -> None:
    for path in folders:
        path.mkdir(parents=True)


@pytest.mark.parametrize("name", ["ontology", "data", "queries"])
def test_this_checkout_holds_the_folder(name: str) -> None:
    assert folder(name) == Path(__file__).parents[1] / name


def test_a_checkout_keeps_folders_beside_the_package(package: Path) -> None:
    (package.parent / "pyproject.toml").touch()
    make(package.parent / "data", package / "_resources" / "data")
    assert folder("data") == package.parent / "data", "what is being edited goes before what was built"


def test_an_installation_keeps_folders_inside_the_package(package: Path) -> None:
    make(package / "_resources" / "data")
    assert folder("data") == package / "_resources" / "data"


def test_a_folder_of_another_package_is_not_taken_for_ours(package: Path) -> None:
    make(package.parent / "data", package / "_resources" / "data")
    assert folder("data") == package / "_resources" / "data", "site-packages/data belongs to somebody else"


def test_a_folder_that_is_missing_is_named_with_what_to_do(package: Path) -> None:
    with pytest.raises(SourceFault) as caught:
        folder("data")
    assert str(caught.value) == f"{package.parent / 'data'}: the folder “data” is missing; install graphapp again."


def test_a_file_is_no_folder(package: Path) -> None:
    make(package / "_resources")
    (package / "_resources" / "data").touch()
    with pytest.raises(SourceFault):
        folder("data")

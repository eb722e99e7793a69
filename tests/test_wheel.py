"""The wheel works without a checkout: ontology, data and questions travel in it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the content of a wheel made from this checkout, as an installation has it."""
    target = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", target], cwd=ROOT, check=True, capture_output=True
    )
    (wheel,) = target.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target / "site")
    return target / "site"


def graphapp(site: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the installed command in a folder that is no checkout."""
    environment = {**os.environ, "PYTHONPATH": str(site), "GRAPHAPP_HOME": str(site.parent / "home")}
    command = [sys.executable, "-P", "-m", "graphapp", *arguments]
    return subprocess.run(command, cwd=site.parent, env=environment, capture_output=True, text=True, check=False)


def test_the_installed_package_is_the_one_that_runs(installed: Path) -> None:
    code = "import graphapp.resources as r; print(r.folder('ontology'))"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=installed.parent, env=environment, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == str(installed / "graphapp" / "_resources" / "ontology")


def test_an_installation_builds_and_answers(installed: Path) -> None:
    answered = graphapp(installed, "query", "run", "rows-to-improve", "--format", "csv")
    assert answered.returncode == 0, answered.stderr
    assert answered.stdout.count("\n") == 10, "a header and nine judgements"


def test_pages_have_their_templates_and_styles(installed: Path) -> None:
    assert (installed / "graphapp" / "web" / "templates" / "things" / "thing.html").is_file()
    static = installed / "graphapp" / "web" / "static"
    assert (static / "app.css").is_file()
    assert (static / "vendor" / ".stamp").is_file(), "what npm gave travels in the wheel, so that who installs it needs no npm"
    assert (static / "vendor" / "site.css").stat().st_size > 100_000
    assert list((static / "vendor" / "licences").iterdir())
    assert not (installed / "graphapp" / "web" / "frontend").exists()

"""Programs that come from npm, of partners and for checking: installed once, elsewhere, as the lock in ``tests/clients`` says."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from functools import cache
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NoReturn

import pytest

from graphapp.graph.reason import find_java

SOURCES = Path(__file__).parents[1] / "clients"
_LOCK = "package-lock.json"


def ask_with(script: str, *arguments: str) -> Any:  # noqa: ANN401 - JSON, as the script writes it
    """What a script of ``tests/clients`` prints."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            _lacking(f"{program} is not installed")
    command = ["node", str(shutil.copy(SOURCES / script, _installed())), *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def faults_in(pages: Path) -> list[dict[str, Any]]:
    """What the checker of the HTML standard (the Nu Html Checker) finds wrong in the files of the folder *pages*.

    :return: for each fault its ``url`` and ``message``, among others
    """
    java = find_java()
    if java is None:
        _lacking("there is no Java")
    checker = _installed() / "node_modules" / "vnu-jar" / "build" / "dist" / "vnu.jar"
    command = [java, "-Xss4m", "-jar", str(checker), "--format", "json", "--errors-only", "--exit-zero-always", str(pages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    found: list[dict[str, Any]] = json.loads(done.stderr)["messages"]
    return found


@cache
def _installed() -> Path:
    """A folder with the packages of the lock: made in another place and renamed, so that it is there whole or not at all."""
    caches = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "graphapp-clients"
    folder = caches / sha256((SOURCES / _LOCK).read_bytes()).hexdigest()[:16]
    if folder.is_dir():
        return folder
    caches.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(dir=caches) as draft:
        for name in ("package.json", _LOCK, ".npmrc"):
            shutil.copy(SOURCES / name, draft)
        environment = {"NODE_USE_SYSTEM_CA": "1", **os.environ}
        command = ["npm", "ci", "--ignore-scripts", "--fetch-retries=1"]
        done = subprocess.run(command, cwd=draft, env=environment, capture_output=True, text=True, check=False, timeout=300)
        if done.returncode:
            _lacking(f"npm cannot install the clients: {done.stderr.strip()[-300:]}")
        _keep(Path(draft), folder)
    return folder


def _keep(draft: Path, folder: Path) -> None:
    """Put what was installed in *draft* in its place, unless another process was quicker."""
    whole = draft / "whole"
    whole.mkdir()
    (draft / "node_modules").rename(whole / "node_modules")
    try:
        whole.rename(folder)
    except OSError:
        if not folder.is_dir():
            raise


def _lacking(reason: str) -> NoReturn:
    """Skip the test for a *reason*, which is an error under CI."""
    if os.environ.get("CI"):
        pytest.fail(f"{reason}; it is required under CI")
    pytest.skip(reason)

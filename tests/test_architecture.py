"""The layers of ``graphapp/__init__.py``, read from the imports themselves."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "graphapp"

LAYERS = {
    "hints": -2,
    **dict.fromkeys(("errors", "__init__"), -1),
    **dict.fromkeys(("namespaces", "settings", "resources", "progress"), 0),
    **dict.fromkeys(("documents", "graph", "store"), 1),
    "queries": 2,
    **dict.fromkeys(("things", "saved", "search", "assessments"), 3),
    **dict.fromkeys(("documentation", "drawings", "exports", "inputs"), 4),
    **dict.fromkeys(("build", "changes", "synthesis", "workers"), 5),
    **dict.fromkeys(("web", "cli", "__main__"), 6),
}
"""How high each module or package stands. What stands on one level does not know its neighbours, but for web and cli."""

ONE_HOME: dict[str, str | tuple[str, ...]] = {
    "flask": "web/",
    "click": "cli/",
    "pyoxigraph": "store/embedded/",
    "SPARQLWrapper": "store/remote/",
    "owlready2": "graph/owl/",
    "pyshacl": "graph/validate.py",
    "docx": "documents/word.py",
    "yaml": "queries/header.py",
    "granian": "web/server.py",
    "resvg_py": "drawings/files.py",
    "sqlite3": ("saved/", "search/index.py"),
}
"""Libraries that one place alone may import; SQLite has two, a file of people's questions and an index in memory."""

MODULES = sorted(PACKAGE.rglob("*.py"))


def imports(file: Path) -> Iterator[str]:
    """The modules that *file* imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "graphapp":
                yield from (f"graphapp.{alias.name}" for alias in node.names)


def part(module: str) -> str:
    """The part of the package that *module* belongs to: its second name."""
    return module.split(".")[1] if "." in module else "__init__"


def name_of(file: Path) -> str:
    return part("graphapp." + ".".join(file.relative_to(PACKAGE).with_suffix("").parts))


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_imports_only_go_down(file: Path) -> None:
    here = name_of(file)
    for module in imports(file):
        if module.startswith("graphapp") and (there := part(module)) in LAYERS:
            allowed = there == here or LAYERS[there] < LAYERS[here] or {here, there} <= {"web", "cli", "__main__"}
            assert allowed, f"{file.name} stands in {here} and imports {module}, which is not below it"


@pytest.mark.parametrize("file", MODULES, ids=lambda file: str(file.relative_to(PACKAGE)))
def test_each_heavy_library_has_one_home(file: Path) -> None:
    place = str(file.relative_to(PACKAGE))
    for module in imports(file):
        home = ONE_HOME.get(module.partition(".")[0])
        assert home is None or place.startswith(home), f"{place} imports {module}, which belongs to {home}"


def functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for file in MODULES:
        for node in ast.walk(ast.parse(file.read_text())):
            if isinstance(node, ast.FunctionDef):
                yield f"{file.relative_to(PACKAGE)}:{node.name}", node


def length(function: ast.FunctionDef) -> int:
    """The lines of *function* without its docstring."""
    docstring = function.body[0] if ast.get_docstring(function) else None
    of_docstring = (docstring.end_lineno or 0) - docstring.lineno + 1 if docstring else 0
    return (function.end_lineno or 0) - function.lineno + 1 - of_docstring


def test_no_function_is_longer_than_fifty_lines() -> None:
    long = {name: length(function) for name, function in functions() if length(function) > 50}
    assert not long, f"split these: {long}"


def test_half_of_the_functions_are_shorter_than_ten_lines() -> None:
    lengths = sorted(length(function) for _, function in functions())
    assert lengths[len(lengths) // 2] < 10


def test_no_module_is_longer_than_three_hundred_lines() -> None:
    long = [str(file.relative_to(PACKAGE)) for file in MODULES if len(file.read_text().splitlines()) > 300]
    assert not long, f"each module is one noun; split these: {long}"

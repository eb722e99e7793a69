"""Calls to be copied: whatever a value holds, each language reads it back as it was, and nothing of it is run."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graphapp.exports.api.calls import calls

BASE, PATH = "http://localhost:8000/", "queries/services-of-sector.json"

HARD = [
    "health",
    "it's",
    'say "so"',
    "'''\"\"\"",
    "back\\slash\\",
    "\\n is no line",
    "two\nlines\r\n",
    "\ttab",
    "$(touch /tmp/x) `touch /tmp/x` $HOME ${HOME}",
    "a & b; c | d > e < f # g",
    "%41 100% %s {} {name}",
    "#(lf) #(#)(tab) # ( #(0041)",
    "`; system('x'); `",
    '"); Expression.Evaluate("1") & ("',
    "@/etc/passwd",
    "=1+1",
    "\u202egnihtyna\u200b\ufeff",
    "\x07\x1b[31m\x7f",
    "Größe – “quoted” 🙂",
    "x" * 5_000,
    "",
]

ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
"""Whatever can come in an address."""


def code(language: str, values: dict[str, Any]) -> str:
    return next(call.code for call in calls(BASE, PATH, values) if call.language.startswith(language))


def given_in_curl(values: dict[str, Any]) -> list[str]:
    """The words that a POSIX shell makes of the call."""
    return shlex.split(code("curl", values).replace("\\\n", ""), comments=True)


Read = Callable[[dict[str, Any]], tuple[str, dict[str, Any]]]
"""Finds in a call the address and the values, as its language reads them."""


def given_in_python(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """What the names hold that the program sets first."""
    module = ast.parse(code("Python", values))
    set_first = [node for node in module.body if isinstance(node, ast.Assign)]
    held = {target.id: node.value for node in set_first for target in node.targets if isinstance(target, ast.Name)}
    return ast.literal_eval(held["address"]), ast.literal_eval(held["values"])


_R_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_R_SIGN = re.compile(r"\\U\{([0-9a-f]{1,8})\}|\\(.)|(.)", re.DOTALL)
_R_SHORT = {"n": "\n", "r": "\r", "t": "\t", "\\": "\\", '"': '"'}


def r_text(written: str) -> str:
    """What a string of R is (R Language Definition, 10.3.1)."""
    signs = _R_SIGN.findall(written[1:-1])
    return "".join(chr(int(digits, 16)) if digits else _R_SHORT[short] if short else sign for digits, short, sign in signs)


def given_in_r(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    text = code("R", values)
    address, *_ = map(r_text, _R_STRING.findall(text))
    pairs = re.findall(rf"`([a-z-]+)` = (c\((?:{_R_STRING.pattern}(?:, )?)+\)|{_R_STRING.pattern})", text, re.DOTALL)
    found = {name: [r_text(part) for part in _R_STRING.findall(written)] for name, written in pairs}
    return address, {name: each if isinstance(values[name], list) else each[0] for name, each in found.items()}


_M_STRING = re.compile(r'"(?:[^"]|"")*"', re.DOTALL)
_M_SIGN = re.compile(r'#\(([^)]*)\)|("")|(.)', re.DOTALL)
_M_SHORT = {"cr": "\r", "lf": "\n", "tab": "\t", "#": "#"}


def m_text(written: str) -> str:
    """What a text of M is (Power Query M language specification, text literals)."""

    def sign(match: re.Match[str]) -> str:
        if match[1] is not None:
            return "".join(_M_SHORT.get(name) or chr(int(name, 16)) for name in match[1].split(","))
        return '"' if match[2] else match[3]

    return _M_SIGN.sub(sign, written[1:-1])


def given_in_m(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    text = code("Excel", values)
    base, path = (m_text(part) for part in _M_STRING.findall(text)[:2])
    pairs = re.findall(rf"#({_M_STRING.pattern}) = (\{{(?:{_M_STRING.pattern}(?:, )?)+\}}|{_M_STRING.pattern})", text, re.DOTALL)
    found = {m_text(name): [m_text(part) for part in _M_STRING.findall(written)] for name, written in pairs}
    return base + path, {name: each if isinstance(values[name], list) else each[0] for name, each in found.items()}


@pytest.mark.parametrize("value", HARD, ids=lambda value: repr(value[:20]))
@pytest.mark.parametrize("read", [given_in_python, given_in_r, given_in_m])
def test_a_value_is_read_back_as_it_was(read: Read, value: str) -> None:
    values = {"edition": value, "by-name": [value, "b"], "sector": "health"}
    assert read(values) == (BASE + PATH, values)


@given(st.fixed_dictionaries({"edition": ANY_TEXT, "by-name": st.lists(ANY_TEXT, min_size=1, max_size=3)}))
@pytest.mark.parametrize("read", [given_in_python, given_in_r, given_in_m])
def test_any_value_is_read_back_as_it_was(read: Read, values: dict[str, Any]) -> None:
    assert read(values) == (BASE + PATH, values)


@given(st.fixed_dictionaries({"edition": ANY_TEXT, "by-name": st.lists(ANY_TEXT, max_size=3)}))
def test_a_shell_makes_of_any_value_one_word(values: dict[str, Any]) -> None:
    pairs = [f"{name}={text}" for name, given in values.items() for text in ([given] if isinstance(given, str) else given)]
    asked = [word for pair in pairs for word in ("--data-urlencode", pair)]
    assert given_in_curl(values) == ["curl", "--fail-with-body", "--get", BASE + PATH, *asked]


@pytest.mark.parametrize("value", HARD, ids=lambda value: repr(value[:20]))
def test_what_m_and_r_are_given_is_plain_text(value: str) -> None:
    for language in ("R", "Excel"):
        written = code(language, {"edition": value})
        assert all(sign.isprintable() or sign == "\n" for sign in written)
    assert code("Excel", {"edition": value}).isascii()


def test_every_language_says_where_its_code_is_run() -> None:
    assert [call.language for call in calls(BASE, PATH, {})] == ["curl", "Python", "R", "Excel or Power BI"]
    assert all(call.where.endswith(".") for call in calls(BASE, PATH, {}))


def test_the_python_program_is_valid_without_values_too() -> None:
    assert given_in_python({}) == (BASE + PATH, {})
    compile(code("Python", {}), "call.py", "exec")

"""What it was measured on, and what processes take."""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

MEGABYTE = 1024 * 1024
_PACKAGES = ("graphapp", "pyoxigraph", "flask", "granian", "orjson", "rdflib")
_PROC = Path("/proc")


def described() -> dict[str, str]:
    """The date, the machine and the versions of everything."""
    return {
        "date": datetime.now(UTC).strftime("%d %B %Y"),
        "machine": f"{os.cpu_count()} cores ({_processor()}), {_memory()}, {platform.system()} {platform.release()}",
        "versions": ", ".join(f"{name} {number}" for name, number in _versions().items()),
    }


def _versions() -> Mapping[str, str]:
    found = {"Python": platform.python_version(), **{name: version(name) for name in _PACKAGES}}
    programs = {
        "oxigraph serve": (str(Path(sys.executable).with_name("oxigraph")), "--version"),
        "Virtuoso": ("virtuoso-t", "-?"),
        "wrk": ("wrk", "-v"),
    }
    for name, command in programs.items():
        number = _number_of(*command)
        found |= {name: number} if number else {}
    return found


def _number_of(*command: str) -> str:
    """The number that a program says of itself; empty where it is not installed."""
    if shutil.which(command[0]) is None:
        return ""
    said = subprocess.run(command, capture_output=True, text=True, check=False)
    match = re.search(r"(?:Version |wrk |oxigraph )[^\d\n]*(\d[\w.]*)", said.stdout + said.stderr)
    return match[1] if match else ""


def _processor() -> str:
    try:
        return (re.search(r"model name\s*: (.+)", (_PROC / "cpuinfo").read_text()) or ["", platform.machine()])[1]
    except OSError:
        return platform.machine()


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 1024**3:.0f} GB of memory"


def tree(process: int) -> list[int]:
    """*process* and all that come from it; only itself where the system does not say (no /proc)."""
    found = [process]
    for parent in found:
        found += _children(parent)
    return found


def _children(process: int) -> Iterator[int]:
    for task in (_PROC / str(process) / "task").glob("*/children"):
        try:
            yield from map(int, task.read_text().split())
        except OSError:  # it ended while we looked
            continue


def memory(process: int) -> float:
    """The memory in MB of *process* and all that come from it; what they share is counted once."""
    return sum(_field(each, "smaps_rollup", "Pss") for each in tree(process)) / 1024


def private_memory(process: int) -> float:
    """The memory in MB that was asked for, without pages of files: cheap enough to look at while something runs."""
    return sum(_field(each, "status", "RssAnon") for each in tree(process)) / 1024


def _field(process: int, file: str, name: str) -> int:
    try:
        match = re.search(rf"^{name}:\s+(\d+)", (_PROC / str(process) / file).read_text(), re.MULTILINE)
    except OSError:
        return 0
    return int(match[1]) if match else 0


def processor_seconds(process: int) -> float:
    """The processor time that *process* and all that live below it have taken."""
    return sum(_ticks(each) for each in tree(process)) / os.sysconf("SC_CLK_TCK")


def _ticks(process: int) -> int:
    try:
        fields = (_PROC / str(process) / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0
    return int(fields[11]) + int(fields[12])

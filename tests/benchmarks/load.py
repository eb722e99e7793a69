"""Many requests at once, over connections that stay open: by wrk where it is installed, else by a small client."""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from itertools import cycle
from math import ceil
from pathlib import Path
from urllib.parse import urlsplit

CONNECTIONS = 8
_PATIENCE = 60
_OK = 200
_UNITS = {"us": 0.001, "ms": 1.0, "s": 1_000.0, "m": 60_000.0}


class CannotMeasure(Exception):
    """What should be measured does not work; ``str(error)`` says why."""


@dataclass(frozen=True)
class Load:
    """What came of many requests: how many a second, and how long the middle one and all but one of a hundred took, in ms."""

    rate: float
    middle: float
    slow: float


@dataclass(frozen=True)
class Requests:
    """Requests to one server: its address, the paths that are asked in turn, and the headers of each."""

    address: str
    paths: tuple[str, ...]
    headers: Mapping[str, str]


def load(requests: Requests, seconds: float, connections: int = CONNECTIONS) -> Load:
    """Ask as fast as answers come for so many *seconds*.

    :raises CannotMeasure: when an answer is not what was asked for
    """
    return (_by_wrk if shutil.which("wrk") else _by_client)(requests, seconds, connections)


def _by_wrk(requests: Requests, seconds: float, connections: int) -> Load:
    headers = [part for name, value in requests.headers.items() for part in ("-H", f"{name}: {value}")]
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "paths.lua"
        script.write_text(_script(requests.paths))
        options = ["-t1", f"-c{connections}", f"-d{ceil(seconds)}s", "--latency", "--timeout", f"{_PATIENCE}s", "-s", str(script)]
        command = ["wrk", *options, *headers, requests.address]
        said = subprocess.run(command, capture_output=True, text=True, check=False, timeout=seconds + 2 * _PATIENCE).stdout
    if failed := re.search(r"Non-2xx or 3xx responses: (\d+)", said):
        raise CannotMeasure(f"{failed[1]} requests were not answered")
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    if rate is None or not float(rate[1]):
        raise CannotMeasure("no request was answered in time")
    return Load(float(rate[1]), _latency(said, 50), _latency(said, 99))


def _script(paths: Sequence[str]) -> str:
    """A script for wrk that asks *paths* in turn."""
    listed = ",\n".join(f"[==[{path}]==]" for path in paths)
    return f"""local paths = {{ {listed} }}
local asked = 0
request = function()
  asked = asked % #paths + 1
  return wrk.format("GET", paths[asked])
end
"""


def _latency(said: str, share: int) -> float:
    match = re.search(rf"^\s+{share}%\s+([\d.]+)(us|ms|s|m)\b", said, re.MULTILINE)
    return float(match[1]) * _UNITS[match[2]] if match else 0.0


def _by_client(requests: Requests, seconds: float, connections: int) -> Load:
    end = time.perf_counter() + seconds
    with ThreadPoolExecutor(connections) as threads:
        begun = time.perf_counter()
        found = list(threads.map(lambda _: _ask_until(requests, end), range(connections)))
        took = time.perf_counter() - begun
    times = sorted(each for one in found for each in one)
    if not times:
        raise CannotMeasure("no request was answered in time")
    return Load(len(times) / took, statistics.median(times), times[int(len(times) * 0.99)])


def _ask_until(requests: Requests, end: float) -> list[float]:
    """How long each request of one connection took, in ms."""
    connection = HTTPConnection(urlsplit(requests.address).netloc, timeout=_PATIENCE)
    times = []
    for path in cycle(requests.paths):
        begin = time.perf_counter()
        if begin >= end:
            break
        fetch(connection, path, requests.headers)
        times.append((time.perf_counter() - begin) * 1_000)
    connection.close()
    return times


def fetch(connection: HTTPConnection, path: str, headers: Mapping[str, str]) -> bytes:
    """The answer to one request.

    :raises CannotMeasure: when it is none
    """
    try:
        connection.request("GET", path, headers=dict(headers))
        response = connection.getresponse()
        content = response.read()
    except (OSError, HTTPException) as error:
        raise CannotMeasure(f"a request was not answered ({type(error).__name__})") from error
    if response.status != _OK:
        raise CannotMeasure(f"a request was answered with status {response.status}: {content[:120].decode(errors='replace')}")
    return content


def fetch_once(requests: Requests) -> bytes:
    """The answer to the first of *requests*, over a connection of its own."""
    connection = HTTPConnection(urlsplit(requests.address).netloc, timeout=_PATIENCE)
    try:
        return fetch(connection, requests.paths[0], requests.headers)
    finally:
        connection.close()

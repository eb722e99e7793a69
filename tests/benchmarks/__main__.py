"""Prints how long the commands take as whole processes: medians of interleaved rounds, on the machine that runs them."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping

ROUNDS = 5

WITHOUT_JAVA = "from graphapp.graph import reason; reason.find_java = lambda: None; "
MAIN = "from graphapp.cli import main; "
COMMANDS = {
    "graphapp --help": f"{MAIN}main(['--help'])",
    "graphapp build": f"{MAIN}main(['build'])",
    "graphapp build, without Java": f"{WITHOUT_JAVA}{MAIN}main(['build'])",
    "graphapp query run, published": f"{MAIN}main(['query', 'run', 'rows-to-improve', '--format', 'json'])",
}


def seconds(code: str, environment: Mapping[str, str]) -> float:
    """How long a new process takes to run *code*."""
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=dict(environment))
    return time.perf_counter() - start


def main() -> None:
    """Run every command in turn, round after round, and print the medians."""
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "GRAPHAPP_HOME": home}
        seconds(COMMANDS["graphapp build"], environment)
        rounds = [{name: seconds(code, environment) for name, code in COMMANDS.items()} for _ in range(ROUNDS)]
    for name in COMMANDS:
        times = [found[name] for found in rounds]
        sys.stdout.write(f"{name:32} {statistics.median(times):6.2f} s   ({min(times):.2f} to {max(times):.2f})\n")


if __name__ == "__main__":
    main()

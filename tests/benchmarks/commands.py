"""How long the commands take as whole processes; nothing stands beside these, so they say something of one machine alone."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping

from tests.benchmarks.figures import Line, interleaved, seconds
from tests.benchmarks.load import CannotMeasure
from tests.benchmarks.plan import Plan

WITHOUT_JAVA = "from graphapp.graph import reason; reason.find_java = lambda: None; "
MAIN = "from graphapp.cli import main; "
COMMANDS = {
    "graphapp --help": f"{MAIN}main(['--help'])",
    "graphapp query run, published": f"{MAIN}main(['query', 'run', 'rows-to-improve', '--format', 'json'])",
    "graphapp build, without Java": f"{WITHOUT_JAVA}{MAIN}main(['build'])",
    "graphapp build": f"{MAIN}main(['build'])",
}


def measure(plan: Plan) -> Iterator[Line]:
    """Every command in turn, round after round."""
    chosen = dict(list(COMMANDS.items())[: 2 if plan.quick else None])
    with tempfile.TemporaryDirectory() as home:
        environment = {**os.environ, "GRAPHAPP_HOME": home}
        _run(COMMANDS["graphapp query run, published"], environment)

        def timed(code: str) -> Callable[[], float]:
            return lambda: seconds(lambda: _run(code, environment))

        found = interleaved(plan.rounds, {name: timed(code) for name, code in chosen.items()}, " s")
    for name, figure in found.items():
        yield Line(name, "", figure)


def _run(code: str, environment: Mapping[str, str]) -> None:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=dict(environment), check=False)
    if done.returncode:
        raise CannotMeasure(f"a command failed: {' '.join(done.stderr.split())[-120:]}")

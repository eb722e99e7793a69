"""``bench``: stores of any size to measure with, and the measurements."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import click

from graphapp.cli.common import build_if_needed, progress, read_settings
from graphapp.errors import InputError

_SIZE = re.compile(r"(?P<number>\d+)(?P<unit>[km]?)", re.IGNORECASE)
_UNITS = {"": 1, "k": 1_000, "m": 1_000_000}


@click.group()
def bench() -> None:
    """Measure: generate stores of any size, run the measurements."""


@bench.command()
@click.option("--triples", required=True, metavar="SIZE", help="How many: 10k, 100k, 1M, 10M or a number.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="The folder it is published in.")
@click.option(
    "--seed", default=0, show_default=True, type=int, help="Another seed gives other councils; the same gives the same."
)
def generate(triples: str, out: Path | None, seed: int) -> None:
    """Publish invented self-evaluations of many councils and years, of the shape of the real one.

    They go to .graphapp-bench/SIZE unless --out says otherwise; set GRAPHAPP_HOME to that folder to ask or serve them.
    """
    from graphapp.namespaces import Naming
    from graphapp.store.versions import current_version
    from graphapp.synthesis import writing
    from graphapp.synthesis.template import read_template

    quads, settings = size(triples), read_settings()
    build_if_needed(settings, None)
    template = read_template(current_version(settings.home_folder).dataset, Naming(settings.base_iri))
    writing.check_size(template, quads)
    home = out or Path(".graphapp-bench") / triples
    home.mkdir(parents=True, exist_ok=True)
    with progress() as step, tempfile.TemporaryDirectory(prefix=".invented-", dir=home) as draft:
        file = Path(draft) / "invented.nq"
        with step("Invent editions") as done, file.open("wb") as target:
            made = writing.generate(template, quads, seed, target, lambda written: done(f"{written:,} of {quads:,} quads"))
            done(f"{made.quads:,} quads in {len(made.editions):,} edition(s)")
        with step("Publish") as done:
            version = writing.publish_generated(home, made, file, settings)
            done(f"version {version.manifest.version} in {version.folder}")
    click.echo(f"GRAPHAPP_HOME={home}")


@bench.command()
@click.option("--quick", is_flag=True, help="Small stores, one short round, nothing that needs installing: under two minutes.")
@click.option("--markdown", is_flag=True, help="The lines that sum up, as a table for a README.")
@click.option("--only", multiple=True, metavar="GROUP", help="One group of measurements; repeatable.")
def run(only: Sequence[str], *, quick: bool, markdown: bool) -> None:
    """Measure side by side with what others use, and print the ratios. It takes some twenty-five minutes without --quick.

    The stores that it needs are generated once, in .graphapp-bench, and take 6 GB of disk.
    """
    checkout = Path(__file__).parents[2]
    if not (checkout / "tests" / "benchmarks" / "__main__.py").is_file():
        raise InputError("The measurements are part of a checkout of the project and of no installation; run this in a checkout.")
    switches = {"--quick": quick, "--markdown": markdown}
    arguments = [name for name, is_on in switches.items() if is_on] + [f"--only={group}" for group in only]
    # a process of its own, so that the tests are no part of the package; it stands in the checkout, where the stores are kept
    command = [sys.executable, "-m", "tests.benchmarks", *arguments]
    sys.exit(subprocess.run(command, cwd=checkout, check=False).returncode)  # noqa: S603 - our own module


def size(text: str) -> int:
    """How many quads ``10k`` or ``1M`` are.

    :raises InputError: for anything but a whole number with or without k or M
    """
    match = _SIZE.fullmatch(text.strip().replace(",", ""))
    if match is None:
        raise InputError(f"“{text}” is no size. Write 10k, 100k, 1M, 10M or a whole number such as 250000.")
    return int(match["number"]) * _UNITS[match["unit"].lower()]

"""Trying the questions in a process of its own: one that would run for hours, or that ends the engine, costs itself alone.

``python -m graphapp.queries.guard.trial JOB`` judges the files that the job names, and writes two lines of JSON for each: that it
begins, and the verdict. A timer of the kernel ends that process when an answer takes too long; whoever started it writes the
verdict on that question, and starts another for those that are left.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from graphapp.errors import EngineFault
from graphapp.namespaces import Naming
from graphapp.queries.guard.judging import BUDGET, Judge, too_long
from graphapp.queries.guard.verdicts import Report, Verdict, digest_of, verdict_from
from graphapp.queries.library import question_files
from graphapp.store.embedded import EmbeddedStore

_BEGINS = "begins"
_AT_ONCE = 2
"""Processes that share the questions: reading the SPARQL of sixty takes rdflib's parser three seconds."""


@dataclass(frozen=True)
class Job:
    """What one process is to try.

    :param files: the questions, in this order
    :param dataset: a file of N-Quads
    :param graphs: the graphs in it that are published
    :param base: the start of every IRI
    :param budget: seconds of the processor that one answer may take
    """

    files: Sequence[str]
    dataset: str
    graphs: Sequence[str]
    base: str
    budget: float


def try_questions(folder: Path, nquads: bytes, graphs: Sequence[str], naming: Naming, budget: float = BUDGET) -> Report:
    """Judge every question in *folder* on the dataset *nquads*.

    :raises EngineFault: when that cannot be done, whatever the questions are
    """
    with tempfile.TemporaryDirectory(prefix="graphapp-") as place:
        dataset = Path(place) / "dataset.nq"
        dataset.write_bytes(nquads)
        files = [str(file) for file in question_files(folder)]
        jobs = (Job(files[number::_AT_ONCE], str(dataset), graphs, naming.base, budget) for number in range(_AT_ONCE))
        with ThreadPoolExecutor(_AT_ONCE) as beside:
            verdicts = [verdict for found in beside.map(_done, jobs) for verdict in found]
    return Report.of(sorted(verdicts, key=lambda verdict: verdict.name))


def _done(job: Job) -> list[Verdict]:
    """The verdicts on all files of *job*, by as many processes as it takes, one after the other."""
    verdicts: list[Verdict] = []
    while len(verdicts) < len(job.files):
        verdicts += _verdicts(replace(job, files=job.files[len(verdicts) :]))
    return verdicts


def _verdicts(job: Job) -> list[Verdict]:
    """The verdicts of one process, the last of which may be on the question that ended it.

    :raises EngineFault: when it ended without a question being to blame
    """
    command = [sys.executable, "-m", __name__, json.dumps(asdict(job))]
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, check=False)  # noqa: S603 - our own module
    said = [json.loads(line) for line in done.stdout.splitlines()]
    verdicts = [verdict_from(line) for line in said if _BEGINS not in line]
    if done.returncode < 0 and said and _BEGINS in said[-1]:
        return [*verdicts, _of_the_end(Path(said[-1][_BEGINS]), -done.returncode, job.budget)]
    if done.returncode:
        raise EngineFault(f"The saved questions could not be tried: the process for it ended with {done.returncode}.")
    return verdicts


def _of_the_end(file: Path, ended_by: int, budget: float) -> Verdict:
    """The verdict on the question in *file*, at which its process was *ended_by* a signal."""
    why = too_long(budget) if ended_by == signal.SIGPROF else f"it ends the process that answers it ({_name_of(ended_by)})."
    return Verdict(file.stem, digest_of(file), datetime.now(UTC).isoformat(timespec="seconds"), problem=f"{file.name}: {why}")


def _name_of(number: int) -> str:
    return signal.Signals(number).name if number in set(signal.Signals) else f"signal {number}"


def main() -> None:
    """Do the job that the command line names."""
    for line in _lines(Job(**json.loads(sys.argv[1]))):
        sys.stdout.write(f"{json.dumps(line)}\n")
        sys.stdout.flush()


def _lines(job: Job) -> Iterator[dict[str, object]]:
    """What there is to say, as it becomes known."""
    store = EmbeddedStore(tuple(job.graphs))
    store.load(Path(job.dataset))
    store.seal()
    files = [Path(file) for file in job.files]
    judge = Judge(files[0].parent, store, Naming(job.base), job.budget, _end_in)
    for file in files:
        yield {_BEGINS: str(file)}
        yield asdict(judge.judge(file))


def _end_in(seconds: float) -> None:
    """Have the kernel end this process in so many *seconds* of the processor; with 0, do not."""
    signal.setitimer(signal.ITIMER_PROF, seconds)


if __name__ == "__main__":
    main()

"""Publishing: a version is whole or it is not there, and what was served before stays until the new one is whole."""

from __future__ import annotations

import errno
import multiprocessing
import os
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import count as numbers
from pathlib import Path

import pytest
from rdflib import URIRef

from graphapp.errors import EngineFault, GraphappError, InputError, NotPublished, UnknownName
from graphapp.settings import Settings
from graphapp.store import open_store, open_version
from graphapp.store.embedded.loading import write_to_disk
from graphapp.store.publishing import count, prune, publish, use
from graphapp.store.versions import Counts, all_versions, current_version, is_pinned
from tests.store.killed import publish_and_die, publish_until
from tests.store.sample import BESIDE, NEW, OLD, SECRET, manifest, names, publish_days

PROCESSES = multiprocessing.get_context("spawn")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home in which version “old” is served, after one that goes when the next is published."""
    publish(tmp_path, manifest("older", "2014-09-01"), OLD)
    publish(tmp_path, manifest("old"), OLD)
    return tmp_path


def served(home: Path) -> str:
    return current_version(home).manifest.version


def hidden(home: Path) -> list[str]:
    """Drafts of any kind, but for the lock."""
    return [str(path.relative_to(home)) for path in home.rglob(".*") if path.name != ".lock"]


# Publishing


def test_what_is_published_is_current_and_holds_what_was_given(home: Path) -> None:
    version = publish(home, manifest("new"), NEW, BESIDE)
    assert current_version(home) == version
    assert version.faults() == []
    assert version.dataset.read_bytes() == NEW
    assert version.quotations
    assert version.quotations.read_bytes() == SECRET


def test_the_old_version_stays_beside_the_new_one(home: Path) -> None:
    publish(home, manifest("new"), NEW)
    assert names(home) == {"older", "old", "new"}


def test_a_dataset_in_a_file_is_moved(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "made.nq"
    file.write_bytes(NEW)
    assert publish(home, manifest("new"), file).dataset.read_bytes() == NEW
    assert not file.exists()


def test_the_manifest_counts_what_is_published_and_not_the_quotations(home: Path) -> None:
    typed = b"<urn:a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <urn:Class> <urn:h> .\n"
    counts = publish(home, manifest("new"), NEW + typed, BESIDE).manifest.counts
    assert counts.quads == 3
    assert counts.graphs == {"urn:g": 2, "urn:h": 1}
    assert counts.classes == {"urn:Class": 1}
    assert counts.predicates["urn:b"] == 2


@pytest.mark.parametrize(
    "value", ['"a text with spaces . <urn:no> ."', '"tagged"@en-GB', '"1"^^<urn:type>', "_:b1", r'"a \" quote and \\"', '""']
)
def test_a_line_is_counted_whatever_its_value(tmp_path: Path, value: str) -> None:
    file = tmp_path / "one.nq"
    file.write_text(f"_:a <urn:b> {value} <urn:g> .\n")
    assert count(file) == Counts({"urn:g": 1}, {}, {"urn:b": 1})


def test_an_empty_dataset_has_nothing_to_count(tmp_path: Path) -> None:
    version = publish(tmp_path, manifest("empty"), b"")
    assert version.manifest.counts == Counts()
    assert not list(open_version(version, "disk").quads())


def test_publishing_the_same_again_writes_nothing_but_the_pointer(home: Path) -> None:
    def written() -> dict[Path, int]:
        return {file: file.stat().st_mtime_ns for file in (home / "versions").rglob("*")}

    before = written()
    publish(home, manifest("old"), OLD)
    assert written() == before
    assert served(home) == "old"


def test_an_older_version_can_be_published_again(home: Path) -> None:
    publish(home, manifest("older", "2014-09-01"), OLD)
    assert served(home) == "older"


def test_the_pointer_is_moved_last_by_one_rename_and_everything_is_synced_before(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def note(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").resolve().name)
        fsync(descriptor)

    def look(file: Path, target: Path) -> Path:
        assert target == home / "current"
        files = {path.name for path in (home / "versions" / "new").rglob("*")} - {"LOG", "LOCK"}
        assert files <= set(synced)
        assert synced[-2:] == ["versions", ".current"]
        return replace(file, target)

    monkeypatch.setattr(os, "fsync", note)
    monkeypatch.setattr(Path, "replace", look)
    publish(home, manifest("new"), NEW, BESIDE)
    assert (home / "current").read_text() == "new\n"
    assert synced[-1] == home.name


# Failures and kills at every step


def full() -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted() -> None:
    raise KeyboardInterrupt


def copies(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, Path]]:
    """Copies of *home*, numbered, as many as are asked for."""
    folder = tmp_path_factory.mktemp("copies")
    for number in numbers():
        yield number, shutil.copytree(home, folder / str(number))


@pytest.mark.parametrize(
    ("stop", "error"), [(full, GraphappError), (interrupted, KeyboardInterrupt)], ids=["full", "interrupted"]
)
def test_a_failure_at_any_step_leaves_the_old_version_or_the_new_one_and_no_draft(
    home: Path, tmp_path_factory: pytest.TempPathFactory, stop: Callable[[], None], error: type[BaseException]
) -> None:
    after: list[str] = []
    for number, copy in copies(home, tmp_path_factory):
        try:
            if not publish_until(copy, number, stop):
                break
        except error:
            pass  # otherwise nothing depends on that step, such as clearing up
        after.append(served(copy))
        assert all(not version.faults() for version in all_versions(copy)), f"step {number}"
        assert not [name for name in hidden(copy) if "versions" not in name], f"step {number}"
        publish(copy, manifest("new", "2015-09-30"), NEW, BESIDE, keep=2)
        assert served(copy) == "new", f"step {number}"
        assert hidden(copy) == [], f"step {number}"
    assert {"old", "new"} == set(after)
    assert "old" not in after[after.index("new", 1) :], "once the new version is served, the old one never comes back"


@pytest.mark.parametrize("number", range(3, 12))
def test_a_failure_before_the_version_is_whole_leaves_no_draft(home: Path, number: int) -> None:
    with pytest.raises(GraphappError):
        publish_until(home, number, full)
    assert hidden(home) == []
    assert names(home) == {"older", "old"}
    assert served(home) == "old"


def test_a_full_disk_is_told_in_a_sentence(home: Path) -> None:
    with pytest.raises(GraphappError) as caught:
        publish_until(home, 5, full)
    assert str(caught.value) == f"{home} cannot be written: No space left on device. What is published there stays whole."


def test_a_kill_at_any_step_leaves_a_whole_version_and_the_next_one_clears_up(
    home: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    after: list[str] = []
    for number, copy in copies(home, tmp_path_factory):
        process = PROCESSES.Process(target=publish_and_die, args=(copy, number))
        process.start()
        process.join(60)
        if process.exitcode == 0:
            break
        assert process.exitcode == -signal.SIGKILL, f"step {number}"
        after.append(served(copy))
        assert current_version(copy).faults() == [], f"step {number}"
        assert all(not version.faults() for version in all_versions(copy)), f"step {number}"
        publish(copy, manifest("new", "2015-09-30"), NEW, BESIDE, keep=2)
        assert served(copy) == "new", f"step {number}"
        assert current_version(copy).faults() == [], f"step {number}"
        assert hidden(copy) == [], f"step {number}"
        assert names(copy) <= {"older", "old", "new"}, f"step {number}"
    assert after == sorted(after, reverse=True), "once the new version is served, the old one never comes back"
    assert set(after) == {"old", "new"}


SMALL_DISK = """
import resource, signal, sys
from pathlib import Path
from graphapp.errors import GraphappError
from graphapp.store.publishing import publish
from tests.store.sample import BESIDE, manifest
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]), resource.RLIM_INFINITY))
try:
    publish(Path(sys.argv[1]), manifest("new"), b"".join(b"<urn:a> <urn:b> \\"%d\\" <urn:g> .\\n" % n for n in range(1500)))
except GraphappError as error:
    sys.exit(str(error))
"""


@pytest.mark.parametrize("most", [10_000, 50_000], ids=["the dataset", "the engine"])
def test_where_a_file_cannot_grow_the_old_version_stays(home: Path, most: int) -> None:
    ended = subprocess.run([sys.executable, "-c", SMALL_DISK, str(home), str(most)], capture_output=True, text=True, check=False)
    assert ended.returncode == 1
    assert ended.stderr.startswith(f"{home} cannot be written: ")
    assert "Traceback" not in ended.stderr
    assert served(home) == "old"
    assert current_version(home).faults() == []
    assert hidden(home) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of one megabyte; skipped where it cannot be had."""
    mount, unmount = shutil.which("mount"), shutil.which("umount")
    disk = tmp_path / "disk"
    disk.mkdir()
    if not (mount and unmount and os.geteuid() == 0):
        pytest.skip("only root can make a small disk")
    if subprocess.run([mount, "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(disk)], capture_output=True, check=False).returncode:
        pytest.skip("no disk can be mounted here")
    yield disk
    # lazy, as a traceback may still hold the engine
    subprocess.run([unmount, "--lazy", str(disk)], check=True)


@pytest.mark.parametrize("lines", [12_000, 40_000], ids=["the engine", "the dataset"])
def test_on_a_full_disk_the_old_version_stays(small_disk: Path, lines: int) -> None:
    publish(small_disk, manifest("old"), OLD)
    many = b"".join(b'<urn:a> <urn:b> "%d" <urn:g> .\n' % number for number in range(lines))
    with pytest.raises(GraphappError, match=r"No space left on device.* What is published there stays whole\."):
        publish(small_disk, manifest("new"), many)
    assert served(small_disk) == "old"
    assert current_version(small_disk).faults() == []
    assert hidden(small_disk) == []


def test_a_home_that_is_a_file_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "home").touch()
    with pytest.raises(GraphappError, match="home cannot be written: "):
        publish(tmp_path / "home", manifest("new"), NEW)


# Two at once


def publish_days_of(home: Path, days: range) -> None:
    """What a process of its own does: publish a version for each of *days*."""
    publish_days(home, *days)


def test_two_processes_that_publish_at_once_both_succeed(home: Path) -> None:
    both = [PROCESSES.Process(target=publish_days_of, args=(home, days)) for days in (range(1, 9), range(11, 19))]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    assert [process.exitcode for process in both] == [0, 0]
    assert served(home) in ("day-08", "day-18"), "whoever was last"
    assert len(names(home)) == 2 + 16
    assert all(not version.faults() for version in all_versions(home))
    assert hidden(home) == []


def test_a_draft_of_one_that_is_at_work_is_left_alone_until_it_is_done(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = PROCESSES.Process(target=publish_days_of, args=(home, range(1, 2)))

    def meet(nquads: Path, folder: Path) -> None:
        other.start()
        other.join(1.5)
        assert other.is_alive(), "it waits for the lock"
        write_to_disk(nquads, folder)

    monkeypatch.setattr("graphapp.store.publishing.write_to_disk", meet)
    assert publish(home, manifest("new"), NEW).faults() == []
    other.join(60)
    assert other.exitcode == 0
    assert names(home) == {"older", "old", "new", "day-01"}


# How many stay


def test_as_many_versions_stay_as_are_asked_for(tmp_path: Path) -> None:
    publish_days(tmp_path, 1, 2, 3, 4, 5, keep=3)
    assert names(tmp_path) == {"day-03", "day-04", "day-05"}


def test_by_default_five_stay(tmp_path: Path) -> None:
    for day in range(1, 8):
        publish(tmp_path, manifest(f"day-{day}", f"2015-09-0{day}"), OLD)
    assert names(tmp_path) == {f"day-{day}" for day in range(3, 8)}


def test_pruning_removes_the_oldest_and_says_which(tmp_path: Path) -> None:
    folders = [version.folder for version in publish_days(tmp_path, 1, 2, 3, 4)]
    assert sorted(prune(tmp_path, 2)) == folders[:2]
    assert names(tmp_path) == {"day-03", "day-04"}
    assert hidden(tmp_path) == []


def test_pruning_twice_removes_nothing_more(tmp_path: Path) -> None:
    publish_days(tmp_path, 1, 2, 3)
    prune(tmp_path, 2)
    assert prune(tmp_path, 2) == []


def test_the_version_that_is_served_is_never_removed(tmp_path: Path) -> None:
    publish_days(tmp_path, 1, 2, 3, 4)
    use(tmp_path, "day-01")
    prune(tmp_path, 2)
    assert names(tmp_path) == {"day-01", "day-03", "day-04"}
    assert served(tmp_path) == "day-01"


def test_the_version_that_was_served_until_now_stays_for_those_who_still_read_it(tmp_path: Path) -> None:
    publish_days(tmp_path, 1, 2, 3)
    use(tmp_path, "day-01")
    publish_days(tmp_path, 4, keep=2)
    assert names(tmp_path) == {"day-01", "day-03", "day-04"}
    publish_days(tmp_path, 5, keep=2)
    assert names(tmp_path) == {"day-04", "day-05"}


@pytest.mark.parametrize("keep", [1, 0, -1])
def test_fewer_than_two_never_stay(tmp_path: Path, keep: int) -> None:
    publish_days(tmp_path, 1, 2, 3)
    with pytest.raises(InputError, match="At least 2 versions stay"):
        prune(tmp_path, keep)
    assert len(names(tmp_path)) == 3


@pytest.mark.parametrize("command", [lambda home: prune(home, 2), lambda home: use(home, "old")], ids=["prune", "use"])
def test_where_nothing_is_published_there_is_nothing_to_prune_or_use(tmp_path: Path, command: Callable[[Path], object]) -> None:
    with pytest.raises(NotPublished, match="Nothing is published"):
        command(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_removal_that_was_killed_leaves_no_part_of_a_version(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish_days(tmp_path, 1, 2, 3)
    with monkeypatch.context() as broken:
        broken.setattr(shutil, "rmtree", lambda *_, **__: interrupted())
        with pytest.raises(KeyboardInterrupt):
            prune(tmp_path, 2)
    assert [version.manifest.version for version in all_versions(tmp_path)] == ["day-03", "day-02"]
    prune(tmp_path, 2)
    assert hidden(tmp_path) == []


# Choosing


def test_a_chosen_version_is_served_and_pinned(home: Path) -> None:
    assert use(home, "older").manifest.version == "older"
    assert served(home) == "older"
    assert is_pinned(home)


def test_publishing_unpins_also_when_the_version_is_there_already(home: Path) -> None:
    use(home, "old")
    publish(home, manifest("old"), OLD)
    assert not is_pinned(home)


def test_an_unknown_version_is_not_taken(home: Path) -> None:
    with pytest.raises(UnknownName):
        use(home, "newest")
    assert served(home) == "old"
    assert not is_pinned(home)


def test_a_damaged_version_is_not_taken(home: Path) -> None:
    file = home / "versions" / "older" / "dataset.nq"
    file.write_bytes(NEW)
    with pytest.raises(GraphappError) as caught:
        use(home, "older")
    assert str(caught.value) == f"Version older is damaged and was not taken. {file} is not what was written."
    assert served(home) == "old"


def test_a_version_can_be_chosen_while_the_pointer_is_lost(home: Path) -> None:
    (home / "current").unlink()
    use(home, "old")
    assert served(home) == "old"


# The folder of the engine


def of_table(store: Path) -> Path:
    return max(store.glob("*.sst"), key=lambda file: file.stat().st_size)


def emptied(store: Path) -> None:
    shutil.rmtree(store)
    store.mkdir()


ENGINES: dict[str, Callable[[Path], object]] = {
    "missing": shutil.rmtree,
    "without a table": lambda store: of_table(store).unlink(),
    "with a table cut short": lambda store: of_table(store).write_bytes(of_table(store).read_bytes()[:100]),
    "with its list of tables cut short": lambda store: os.truncate(next(store.glob("MANIFEST-*")), 900),
    "empty": emptied,
}


@pytest.mark.parametrize("damage", ENGINES.values(), ids=ENGINES)
def test_a_damaged_engine_is_told_in_a_sentence_and_publishing_mends_it(home: Path, damage: Callable[[Path], object]) -> None:
    damage(current_version(home).folder / "store")
    with pytest.raises(NotPublished, match=r"cannot be read: .*\. Run “graphapp build” first\."):
        open_store(Settings(home=str(home), engine="disk"))
    publish(home, manifest("old"), OLD)
    assert len(list(open_store(Settings(home=str(home), engine="disk")).quads())) == 1


@pytest.mark.parametrize("name", ["missing", "without a table", "with a table cut short"])
def test_an_engine_that_is_damaged_while_it_is_opened_is_a_fault(home: Path, name: str) -> None:
    version = current_version(home)
    ENGINES[name](version.folder / "store")
    with pytest.raises(EngineFault, match=r"The store in .* cannot be opened: .*\."):
        open_version(version, "disk")


def test_bytes_that_changed_inside_a_table_are_a_fault_and_no_wrong_answer(tmp_path: Path) -> None:
    version = publish(tmp_path, manifest("new"), b"".join(b'<urn:a> <urn:b> "%d" <urn:g> .\n' % n for n in range(2_000)))
    for table in (version.folder / "store").glob("*.sst"):
        content = bytearray(table.read_bytes())
        content[50 : len(content) // 2] = bytes(len(content) // 2 - 50)
        table.write_bytes(content)
    with pytest.raises(EngineFault, match=r"The (query failed|store in .* cannot be opened): "):
        list(open_version(version, "disk").quads(URIRef("urn:a")))
    assert version.faults()


def test_a_dataset_that_is_damaged_while_it_is_read_is_a_fault(home: Path) -> None:
    version = current_version(home)
    version.dataset.write_bytes(OLD[:-5])
    with pytest.raises(EngineFault, match="The dataset cannot be read: "):
        open_version(version, "memory")
    version.dataset.unlink()
    with pytest.raises(EngineFault, match="The dataset cannot be read: "):
        open_version(version, "memory")


# Others who read


def test_others_may_read_every_file_of_a_version(home: Path) -> None:
    before = os.umask(0o022)
    try:
        version = publish(home, manifest("new"), NEW, BESIDE)
    finally:
        os.umask(before)
    for path in (version.folder, *version.folder.rglob("*"), home / "current"):
        wanted = stat.S_IROTH | stat.S_IXOTH if path.is_dir() else stat.S_IROTH
        assert path.stat().st_mode & wanted == wanted, path


READ_AS_NOBODY = """
import os, sys
from pathlib import Path
from graphapp.store import open_version
from graphapp.store.versions import read_version
folder = Path(sys.argv[1])
version = read_version(folder)
os.chdir(folder.parents[1])  # the folders above belong to root alone
if os.geteuid() == 0:
    os.setgroups([])
    os.setgid(65534)
    os.setuid(65534)
here = Path("versions") / folder.name
assert not os.access(here, os.W_OK)
store = open_version(read_version(here), "disk")
sys.exit(len(list(store.quads())))
"""


def test_a_version_that_may_only_be_read_answers(home: Path) -> None:
    version = publish(home, manifest("new"), NEW)
    home.chmod(0o755)
    folders = [version.folder, version.folder / "store"]
    for path in (*version.folder.rglob("*"), *folders):
        path.chmod(0o555 if path.is_dir() else 0o444)
    ended = subprocess.run(
        [sys.executable, "-c", READ_AS_NOBODY, str(version.folder)], capture_output=True, text=True, check=False
    )
    for folder in folders:
        folder.chmod(0o755)
    assert ended.returncode == 2, ended.stderr
    assert version.faults() == []

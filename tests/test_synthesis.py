from __future__ import annotations

import re
import subprocess
import sys
import tracemalloc
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import quantiles

import pytest
from click.testing import CliRunner
from rdflib.namespace import DCTERMS

from graphapp.cli.bench import bench, size
from graphapp.errors import GraphappError, InputError, SourceFault
from graphapp.graph.infer import infer, read_rules
from graphapp.namespaces import Naming
from graphapp.queries.run import run_query
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.versions import current_version
from graphapp.synthesis.marks import Marker
from graphapp.synthesis.places import places
from graphapp.synthesis.template import Quad, Template, read_template
from graphapp.synthesis.writing import Generated, generate
from tests.published import Published

ALIKE = 0.2
"""By how much a distribution may differ from the real edition's; labels of two words vary more than texts of twenty."""


@pytest.fixture(scope="module")
def template(published: Published) -> Template:
    return read_template(published.version.dataset, published.naming)


def written(template: Template, quads: int, seed: int = 1) -> tuple[Generated, bytes]:
    target = BytesIO()
    made = generate(template, quads, seed, target)
    return made, target.getvalue()


@pytest.fixture(scope="module")
def many(template: Template) -> tuple[Generated, bytes]:
    """A store of 100,000 quads."""
    return written(template, 100_000)


@pytest.fixture(scope="module")
def made(many: tuple[Generated, bytes]) -> Generated:
    return many[0]


@pytest.fixture(scope="module")
def quads(many: tuple[Generated, bytes]) -> list[Quad]:
    lines = many[1].splitlines()
    return [Quad(*line[:-2].split(b" ", 2)[:2], *line[:-2].split(b" ", 2)[2].rsplit(b" ", 1)) for line in lines]


@pytest.fixture(scope="module")
def store(many: tuple[Generated, bytes]) -> EmbeddedStore:
    loaded = EmbeddedStore(many[0].graphs)
    loaded.load(many[1])
    return loaded


def scope(made: Generated, naming: Naming, edition: str) -> tuple[str, ...]:
    """The graphs that *edition* is read in: its own and what all share."""
    return (*made.graphs[:3], str(naming.graph(edition)), str(naming.graph(f"{edition}/inferred")))


def of_editions(quads: Iterable[Quad]) -> Iterator[Quad]:
    return (quad for quad in quads if re.search(rb"/graph/[a-z0-9]+-20\d\d", quad.graph))


def test_the_same_seed_gives_the_same_bytes(template: Template) -> None:
    assert written(template, 30_000) == written(template, 30_000)


def test_another_seed_gives_other_councils(template: Template) -> None:
    (one, _), (other, _) = written(template, 10_000, seed=1), written(template, 10_000, seed=2)
    assert one.editions != other.editions


@pytest.mark.parametrize("hash_seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(template: Template, published: Published, hash_seed: str) -> None:
    program = (
        "import io, sys, hashlib, pathlib; from graphapp.synthesis.writing import generate;"
        "from graphapp.synthesis.template import read_template; from graphapp.namespaces import Naming;"
        "out = io.BytesIO(); generate(read_template(pathlib.Path(sys.argv[1]), Naming(sys.argv[2])), 10000, 1, out);"
        "print(hashlib.sha256(out.getvalue()).hexdigest())"
    )
    command = [sys.executable, "-c", program, str(published.version.dataset), published.naming.base]
    environment = {"PYTHONHASHSEED": hash_seed, "PYTHONPATH": str(Path(__file__).parents[1])}
    there = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert there.stdout.strip() == sha256(written(template, 10_000)[1]).hexdigest()


@pytest.mark.parametrize("wanted", [10_000, 100_000])
def test_a_store_has_the_size_that_was_asked_for(template: Template, wanted: int) -> None:
    made, content = written(template, wanted)
    assert made.quads == content.count(b"\n") == pytest.approx(wanted, rel=0.05)


def test_all_editions_are_of_about_the_same_size(quads: list[Quad]) -> None:
    sizes = Counter(quad.graph.removesuffix(b"/inferred>").removesuffix(b">") for quad in of_editions(quads))
    assert max(sizes.values()) < 1.06 * min(sizes.values())


def test_progress_is_told_after_each_edition(template: Template) -> None:
    told: list[int] = []
    made = generate(template, 30_000, 1, BytesIO(), told.append)
    assert len(told) == len(made.editions)
    assert told[-1] == made.quads
    assert told == sorted(told)


def test_fewer_than_one_edition_is_refused_in_a_sentence(template: Template) -> None:
    with pytest.raises(InputError, match=r"5,000 quads are too few: .* Ask for 10k or more\."):
        written(template, 5_000)


def test_the_engine_reads_every_quad_in_the_graphs_that_are_named(store: EmbeddedStore, made: Generated) -> None:
    assert sum(1 for _ in store.quads()) == made.quads


def test_no_quad_is_written_twice(quads: list[Quad]) -> None:
    assert len(set(quads)) == len(quads)


def test_nothing_points_to_a_thing_that_is_not_described(quads: list[Quad], template: Template) -> None:
    described = {quad.subject for quad in quads}
    things = f"<{template.naming.base}id/".encode()
    assert not {quad.value for quad in quads if quad.value.startswith(things)} - described


def test_the_rules_derive_exactly_what_stands_beside_the_facts(
    store: EmbeddedStore, made: Generated, published: Published
) -> None:
    edition = made.editions[-1]
    *stated, inferred = scope(made, published.naming, edition)
    fresh = EmbeddedStore((*stated, inferred))
    fresh.load(store.dump(stated))
    ontology = store.within(tuple(stated[:1])).union()
    infer(read_rules(ontology, published.naming), lambda query: fresh.construct_into(inferred, query))
    assert conclusions(fresh.dump([inferred])) == conclusions(store.dump([inferred]))


def conclusions(nquads: bytes) -> tuple[set[bytes], int]:
    """The quads of *nquads* but for the records of why, whose names are digests of other names; and how many records."""
    lines = nquads.splitlines()
    return {line for line in lines if b"#why-" not in line}, sum(b"#why-" in line for line in lines)


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_texts_are_as_long_as_the_real_ones(quads: list[Quad], template: Template, part: float) -> None:
    for field in (b"ns#text>", b"core#prefLabel>", b"core#definition>", b"core#editorialNote>"):
        real, invented = (
            [len(quad.value) for quad in some if quad.predicate.endswith(field)] for some in (template.quads, of_editions(quads))
        )
        assert quantile(invented, part) == pytest.approx(quantile(real, part), rel=ALIKE), field


@pytest.mark.parametrize("part", [0.5, 0.9])
def test_things_have_as_many_facts_as_the_real_ones(quads: list[Quad], template: Template, part: float) -> None:
    for kind in (b"/id/statement/", b"/id/service/", b"/id/measurement/"):
        real, invented = (degrees(some, kind) for some in (template.quads, of_editions(quads)))
        assert quantile(invented, part) == pytest.approx(quantile(real, part), rel=ALIKE), kind


def degrees(quads: Iterable[Quad], kind: bytes) -> list[int]:
    """How many quads each whole thing of *kind* is the subject of, in one edition."""
    counted = Counter((quad.subject, quad.graph.removesuffix(b"/inferred>").removesuffix(b">")) for quad in quads)
    return [count for (subject, _), count in counted.items() if kind in subject and b"#" not in subject]


def quantile(values: list[int], part: float) -> float:
    return quantiles(values, n=100)[round(part * 100) - 1]


def test_the_first_question_has_an_answer_in_each_edition(store: EmbeddedStore, made: Generated, published: Published) -> None:
    question = published.library["actions-by-sector-and-theme"]
    for edition in made.editions:
        view = store.within(scope(made, published.naming, edition))
        assert run_query(view, question, {}, published.naming).rows, edition


@pytest.mark.parametrize(
    "name",
    [
        "actions-by-status",
        "boards",
        "contracts-by-provider",
        "measurements",
        "reviews",
        "rows-to-improve",
        "rows-without-evidence",
    ],
)
def test_other_questions_have_answers_in_most_editions(
    store: EmbeddedStore, made: Generated, published: Published, name: str
) -> None:
    views = [store.within(scope(made, published.naming, edition)) for edition in made.editions]
    answered = [bool(run_query(view, published.library[name], {}, published.naming).rows) for view in views]
    assert sum(answered) > 0.7 * len(answered)


@pytest.mark.parametrize("name", ["hampshire", "hants", "solent", "tyndale", "portsmouth", "E10000014"])
def test_no_real_place_is_named_outside_of_what_all_share(quads: list[Quad], name: str) -> None:
    assert not [quad for quad in of_editions(quads) if name.lower().encode() in b" ".join(quad).lower()]


def test_each_self_evaluation_says_that_it_is_invented(store: EmbeddedStore, made: Generated) -> None:
    notices = [quad.value for quad in store.quads(predicate=DCTERMS.rights) if "Invented for measurements" in str(quad.value)]
    assert len(notices) == len(made.editions)


def test_a_self_evaluation_is_called_by_its_place_and_year(quads: list[Quad], made: Generated) -> None:
    edition = made.editions[0]
    (label,) = {
        quad.value.decode()
        for quad in quads
        if quad.subject.endswith(f"self-evaluation/{edition}>".encode()) and b"prefLabel" in quad.predicate
    }
    place, _, year = edition.rpartition("-")
    assert place.capitalize() in label
    assert year in label


def test_a_thing_of_a_council_has_one_label_in_all_its_years(quads: list[Quad]) -> None:
    labels: dict[bytes, set[bytes]] = defaultdict(set)
    graphs: dict[bytes, set[bytes]] = defaultdict(set)
    for quad in of_editions(quads):
        if quad.predicate.endswith(b"core#prefLabel>"):
            labels[quad.subject].add(quad.value)
            graphs[quad.subject].add(quad.graph)
    assert max(map(len, graphs.values())) > 1
    assert max(map(len, labels.values())) == 1


def test_no_two_councils_own_the_same_thing(quads: list[Quad]) -> None:
    owners: dict[bytes, set[bytes]] = defaultdict(set)
    for quad in of_editions(quads):
        owners[quad.subject].add(quad.graph.rpartition(b"/graph/")[2].partition(b"-")[0])
    assert max(map(len, owners.values())) == 1


def test_things_that_differ_in_the_real_edition_differ_in_the_invented_ones(template: Template) -> None:
    marker = Marker(template)
    named = {marker.line(quad).partition(b" ")[0] for quad in template.quads}
    assert len(named) == len({quad.subject for quad in template.quads})


def test_a_least_value_is_never_above_the_most(quads: list[Quad]) -> None:
    bounds: dict[tuple[bytes, bytes], dict[bytes, float]] = defaultdict(dict)
    for quad in of_editions(quads):
        if quad.predicate.endswith((b"#minValue>", b"#maxValue>")):
            bounds[quad.subject, quad.graph][quad.predicate[-9:-6]] = float(quad.value.split(b'"')[1])
    pairs = [tuple(found[key] for key in sorted(found, reverse=True)) for found in bounds.values() if len(found) == 2]
    assert pairs
    assert all(low <= high for low, high in pairs)


def test_datatypes_and_codes_stay_as_they_are(quads: list[Quad], template: Template) -> None:
    def suffixes(some: Iterable[Quad]) -> set[bytes]:
        return {quad.value.rpartition(b'"')[2] for quad in some if quad.value.startswith(b'"')}

    assert suffixes(of_editions(quads)) <= suffixes(template.quads)


def test_memory_does_not_grow_once_all_shapes_are_made(template: Template) -> None:
    assert peak(lambda: written_nowhere(template, 180_000)) < 1.1 * peak(lambda: written_nowhere(template, 100_000))


def written_nowhere(template: Template, quads: int) -> None:
    with Path("/dev/null").open("wb") as target:
        generate(template, quads, 1, target)


def peak(work: Callable[[], None]) -> int:
    """The most memory that *work* takes, in bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_places_never_repeat_even_when_the_syllables_run_out() -> None:
    found = list(islice(places(seed=1), 9_000))
    assert len({place.slug for place in found}) == len({place.name for place in found}) == 9_000


def test_a_dataset_without_an_edition_is_refused_with_its_file(tmp_path: Path, naming: Naming) -> None:
    file = tmp_path / "dataset.nq"
    file.write_text(f"<{naming.base}a> <{naming.base}b> <{naming.base}c> <{naming.graph('ontology')}> .\n")
    with pytest.raises(SourceFault, match="holds no self-evaluation"):
        read_template(file, naming)


def test_a_line_that_is_no_quad_is_refused_with_its_number(tmp_path: Path, naming: Naming) -> None:
    file = tmp_path / "dataset.nq"
    file.write_text("<a> <b> .\n")
    with pytest.raises(SourceFault, match="line 1: a quad was expected"):
        read_template(file, naming)


@pytest.mark.parametrize(
    ("text", "quads"), [("10k", 10_000), ("100K", 100_000), ("1M", 1_000_000), ("10m", 10_000_000), ("12,500", 12_500)]
)
def test_a_size_is_a_number_with_or_without_k_or_m(text: str, quads: int) -> None:
    assert size(text) == quads


@pytest.mark.parametrize("text", ["", "many", "1G", "1.5M", "-10k"])
def test_any_other_size_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match=r"is no size\. Write 10k, 100k, 1M, 10M or a whole number"):
        size(text)


def command(published: Published, *words: str) -> str:
    """Run ``bench generate`` from the real edition that is published; give back what it printed."""
    environment = {"GRAPHAPP_HOME": published.settings.home, "GRAPHAPP_BASE_IRI": published.settings.base_iri}
    result = CliRunner().invoke(bench, ["generate", *words], env=environment)
    if isinstance(result.exception, GraphappError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_publishes_what_it_generated(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert command(published, "--triples", "10k", "--seed", "3", "--out", str(home)) == f"GRAPHAPP_HOME={home}\n"
    manifest = current_version(home).manifest
    assert manifest.quads == pytest.approx(10_000, rel=0.05)
    assert len(manifest.editions) == 1
    assert manifest.base_iri == published.settings.base_iri


def test_the_command_leaves_nothing_behind_when_it_refuses(published: Published, tmp_path: Path) -> None:
    home = tmp_path / "home"
    with pytest.raises(InputError, match="too few"):
        command(published, "--triples", "5k", "--out", str(home))
    assert not home.exists()


def test_the_command_removes_its_draft(published: Published, tmp_path: Path) -> None:
    command(published, "--triples", "10k", "--out", str(tmp_path))
    assert not list(tmp_path.glob(".invented-*"))

"""The whole flow: assemble, infer, check, publish. Each step is a line of :func:`examine` or :func:`build`."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.namespace import RDF

from graphapp import __version__
from graphapp.documents import read_document
from graphapp.documents.anchors import Anchor, Attachment, attach
from graphapp.documents.model import Document
from graphapp.errors import CheckFailed
from graphapp.graph.assemble import ONTOLOGY, REFERENCE, Sources, assemble
from graphapp.graph.findings import Finding, Severity, SourceIndex, blocking
from graphapp.graph.infer import infer, read_rules
from graphapp.graph.integrity import check_integrity
from graphapp.graph.validate import read_shapes, validate
from graphapp.inputs import LESS, version_id
from graphapp.namespaces import OA, SEF, Naming
from graphapp.queries.guard.trial import try_questions
from graphapp.queries.guard.verdicts import CHECK, Report
from graphapp.queries.library import Library
from graphapp.queries.scope import QUESTIONS as QUESTIONS_GRAPH
from graphapp.queries.triples import library_triples
from graphapp.resources import folder
from graphapp.settings import Settings
from graphapp.store.embedded import EmbeddedStore
from graphapp.store.publishing import publish
from graphapp.store.versions import QUESTIONS, QUOTATIONS, Manifest, Version

Step = Callable[[str], AbstractContextManager[Callable[[str], None]]]
"""Shows that a step began; gives a function that says what the step counted."""

SHARED = "shared"
"""Stands for what follows from ontology and reference data alone, before any edition."""


@contextmanager
def silent_step(title: str) -> Iterator[Callable[[str], None]]:
    """A :data:`Step` that shows nothing."""
    del title
    yield lambda _: None


@dataclass
class Examination:
    """A dataset that was assembled, inferred and checked, and what was found.

    :param union: every triple, stated and added, as one graph
    :param added: how many triples each rule added
    :param questions: what was found of each saved question
    :param hermit: what HermiT said, or why it was not asked
    :param attachments: by edition, where a document was laid beside it
    """

    naming: Naming
    sources: Sources
    store: EmbeddedStore
    union: Graph
    editions: tuple[str, ...]
    graphs: tuple[str, ...]
    findings: list[Finding] = field(default_factory=list)
    added: Counter[str] = field(default_factory=Counter)
    questions: Report = field(default_factory=lambda: Report({}))
    hermit: str = ""
    attachments: dict[str, Attachment] = field(default_factory=dict)

    def count(self, severity: Severity) -> int:
        """How many findings have *severity*."""
        return sum(finding.severity is severity for finding in self.findings)


def build(settings: Settings, source: Path | None = None, step: Step = silent_step) -> tuple[Version, Examination]:
    """Assemble, infer, check and publish. A saved question that fails its checks is not offered, and stops nothing else.

    :param source: the document that the statements were taken from, to verify and to quote from
    :raises CheckFailed: when a check of the graph fails; what was published before stays
    """
    examined = examine(settings, source, step)
    bad = [finding for finding in blocking(examined.findings) if finding.check != CHECK]
    if bad:
        raise CheckFailed(f"Nothing was published: {len(bad)} finding(s) have to be mended first.\n" + "\n".join(map(str, bad)))
    with step("Publish") as done:
        version = _publish(settings, examined, source)
        done(f"version {version.manifest.version}, {version.manifest.quads} quads in {version.folder}")
    return version, examined


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Switch the garbage collector off: a build keeps what it makes until its end, so looking for garbage costs a tenth of it."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@_nothing_collected()
def examine(settings: Settings, source: Path | None = None, step: Step = silent_step) -> Examination:
    """Assemble, infer and check, without publishing.

    :raises SourceFault: for a file that cannot be used
    :raises NotThisDocument: for a *source* that is another document
    """
    naming = Naming(settings.base_iri)
    document = read_document(source) if source else None
    sources = Sources(folder("ontology"), folder("data"))
    index = SourceIndex(sources.files())
    with step("Read ontology and data") as done:
        dataset = assemble(sources, naming)
        done(f"{len(dataset)} triples from {len(sources.files())} files")
    with step("Add what follows") as done:
        examined = _infer(dataset, sources, naming)
        done(f"{sum(examined.added.values())} triples by {len(examined.added)} rules")
    with ThreadPoolExecutor(1) as beside:  # the questions are tried in another process, while this one goes on
        questions = beside.submit(try_questions, folder("queries"), examined.store.dump(examined.graphs), examined.graphs, naming)
        with step("Ask HermiT") as done:
            _reason(examined, dataset, index)
            done(examined.hermit)
        with step("Check shapes") as done:
            shapes = read_shapes(sources.ontology / "shapes", naming)
            examined.findings += validate(examined.union, shapes, naming, index)
            done(f"{len(shapes)} triples of shapes")
        with step("Try the saved questions") as done:
            done(_note_questions(examined, questions.result()))
    with step("Describe the saved questions, check names") as done:
        described = _describe_questions(examined, shapes, index)
        done(f"{described} triples; " + ", ".join(f"{examined.count(severity)} {severity}" for severity in Severity))
    if document:
        with step("Lay the document beside its statements") as done:
            done(_attach(examined, dataset, document, index))
    return examined


def _infer(dataset: Dataset, sources: Sources, naming: Naming) -> Examination:
    """Run the rules over what is shared, then over each edition with it: no edition sees another (design, decision 8)."""
    editions = tuple(sources.editions())
    shared = [str(naming.graph(name)) for name in (ONTOLOGY, REFERENCE, f"{SHARED}/inferred")]
    pairs = {name: [str(naming.graph(name)), str(naming.graph(f"{name}/inferred"))] for name in editions}
    graphs = (*shared, str(naming.graph(QUESTIONS_GRAPH)), *(graph for pair in pairs.values() for graph in pair))
    examined = Examination(naming, sources, EmbeddedStore(graphs), Graph(), editions, graphs)
    rules = read_rules(dataset.graph(URIRef(shared[0])), naming)
    examined.store.load(dataset.serialize(format="nquads", encoding="utf-8"))
    for scope in (shared, *([*shared, *pair] for pair in pairs.values())):
        examined.added.update(infer(rules, _constructor(examined.store.within(tuple(scope)), scope[-1])))
    examined.union = examined.store.union()
    return examined


def _constructor(store: EmbeddedStore, graph: str) -> Callable[[str], int]:
    return lambda query: store.construct_into(graph, query)


def _reason(examined: Examination, dataset: Dataset, index: SourceIndex) -> None:
    """Let HermiT judge each edition, and compare its types with those that the rules gave."""
    from graphapp.graph.reason import NoJava, compare, reason

    naming, ontology = examined.naming, dataset.graph(examined.naming.graph(ONTOLOGY))
    reference = dataset.graph(naming.graph(REFERENCE))
    for name in examined.editions:
        edition = dataset.graph(naming.graph(name))
        try:
            reasoning = reason(ontology, [ontology, reference, edition])
        except NoJava as skipped:
            examined.hermit = str(skipped)
            return
        examined.findings += compare(reasoning, examined.union, naming, index)
        examined.hermit = f"consistent, {len(reasoning.types)} types agree" if reasoning.consistent else "inconsistent"


def _describe_questions(examined: Examination, shapes: Graph, index: SourceIndex) -> int:
    """Publish the questions as data, once rules and HermiT have concluded what they do: nothing follows from a question.

    Everything else was held against the *shapes* before; of all together, names are looked for that nothing declares.
    """
    described = Dataset()
    graph = described.graph(examined.naming.graph(QUESTIONS_GRAPH))
    for triple in library_triples(_offered(examined).values(), examined.store, examined.naming):
        graph.add(triple)
    examined.store.load(described.serialize(format="nquads", encoding="utf-8"))
    examined.union += graph
    examined.findings += validate(examined.union, shapes, examined.naming, index, only=set(graph.subjects()))
    examined.findings += check_integrity(examined.union, examined.naming, index)
    return len(graph)


def _offered(examined: Examination) -> Library:
    """The saved questions that passed."""
    return Library(folder("queries")).without(examined.questions.withheld)


def _note_questions(examined: Examination, report: Report) -> str:
    """Keep the *report* on the saved questions; what is wrong with one becomes a finding."""
    examined.questions = report
    examined.findings += report.findings()
    verdicts = report.verdicts.values()
    failed = f", {len(report.withheld)} not offered" if report.withheld else ""
    return f"{len(verdicts)} questions, {sum(verdict.golden for verdict in verdicts)} golden answers{failed}"


def _attach(examined: Examination, dataset: Dataset, document: Document, index: SourceIndex) -> str:
    """Find every statement of the newest edition in *document*; what is missing becomes findings."""
    name = examined.editions[-1]
    edition = dataset.graph(examined.naming.graph(name))
    digest = str(next(edition.objects(None, SEF.sourceDigest), ""))
    attachment = attach(document, list(_anchors(edition, examined.naming)), digest)
    examined.attachments[name] = attachment
    for mismatch in attachment.mismatches:
        record = mismatch.anchor.statement
        examined.findings.append(
            Finding(Severity.VIOLATION, "digest", record, f"{mismatch} Curate it again.", index.place(record))
        )
    coverage = attachment.coverage
    for what, numbers in (("in no statement", coverage.uncovered), ("in more than one statement", coverage.covered_twice)):
        if numbers:
            listed = ", ".join(map(str, numbers))
            examined.findings.append(Finding(Severity.VIOLATION, "coverage", name, f"line(s) {listed} stand {what}."))
    how = "by place" if attachment.by_place else "by digest, as the text is laid out differently"
    return f"{len(attachment.quotations)} digests verified {how}; {coverage} covered exactly once"


def _anchors(edition: Graph, naming: Naming) -> Iterator[Anchor]:
    """The places and digests of the statements of *edition*."""
    for statement, anchor in edition.subject_objects(SEF.anchor):
        selector = edition.value(anchor, OA.hasSelector)
        start, end = (int(str(edition.value(selector, part))) for part in (OA.start, OA.end))
        yield Anchor(naming.relative(str(statement)), start, end, str(edition.value(anchor, SEF.digest)))


def _publish(settings: Settings, examined: Examination, source: Path | None) -> Version:
    """Write the dataset, and the quotations if there are any, as a version."""
    private = {name: str(examined.naming.graph(f"{name}/quotations")) for name in examined.attachments}
    withheld = " ".join(sorted(examined.questions.withheld))
    less = f"{LESS}{sha256(withheld.encode()).hexdigest()[:8]}" if withheld else ""
    manifest = Manifest(
        version=f"{version_id(settings, source)}{less}",
        base_iri=settings.base_iri,
        created=datetime.now(UTC).isoformat(timespec="microseconds"),
        software=f"graphapp {__version__}",
        editions=examined.editions,
        graphs=examined.graphs,
        private_graphs=tuple(private.values()),
    )
    quotations = b"".join(_quotations(examined, graph, name) for name, graph in private.items())
    beside = {QUOTATIONS: quotations, QUESTIONS: examined.questions.as_json()}
    return publish(settings.home_folder, manifest, examined.store.canonical(examined.graphs), beside, settings.keep)


def _quotations(examined: Examination, graph: str, edition: str) -> bytes:
    """The exact words of the statements of *edition*, as N-Quads of the private graph."""
    quotes = Dataset()
    for statement, words in examined.attachments[edition].quotations.items():
        selector = URIRef(f"{examined.naming.resolve(statement)}#quotation")
        quotes.graph(URIRef(graph)).add((selector, RDF.type, OA.TextQuoteSelector))
        quotes.graph(URIRef(graph)).add((selector, OA.exact, Literal(words)))
    return quotes.serialize(format="nquads", encoding="utf-8")

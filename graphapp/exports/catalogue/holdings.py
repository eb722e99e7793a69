"""What there is to describe: the versions that are kept with their files, and what the data say of themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from rdflib import Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, RDF, RDFS

from graphapp.exports.shelf import Sum
from graphapp.namespaces import SEF, Naming, sparql_prefixes
from graphapp.queries.scope import choose_edition, within_edition
from graphapp.store.base import Store, Term
from graphapp.store.labels import labels
from graphapp.store.versions import Manifest

_MOST_EXAMPLES = 5
"""Self-evaluations among the examples."""

_EXAMPLES = """
SELECT ?class (MIN(STR(?thing)) AS ?example) WHERE {
  VALUES ?class { sef:Partner sef:Service sef:Contract sef:PlannedAction sef:Judgement sef:Measurement sef:AreaAssessment }
  ?thing a ?class
} GROUP BY ?class
"""


@dataclass(frozen=True)
class KeptVersion:
    """A version that is kept.

    :param sums: the digest and size of each of its files that is made, by its suffix
    """

    manifest: Manifest
    sums: Mapping[str, Sum]


@dataclass(frozen=True)
class Area:
    """Where a self-evaluation is about.

    :param code: of the Government Statistical Service (GSS); empty where none is stated
    :param also: the area in registers of others
    """

    iri: URIRef
    label: str
    code: str
    also: tuple[URIRef, ...]


@dataclass(frozen=True)
class Period:
    """When a self-evaluation holds: in its own words, and as the dates that these are read as, where the data say so."""

    words: str
    start: Literal | None = None
    end: Literal | None = None


@dataclass(frozen=True)
class Coverage:
    """What the data say of themselves.

    :param self_evaluations: their IRIs with what they are called
    :param rights: what is stated about rights, in words
    :param examples: the IRIs of some things
    """

    self_evaluations: tuple[tuple[URIRef, str], ...]
    areas: tuple[Area, ...]
    periods: tuple[Period, ...]
    rights: tuple[str, ...]
    examples: tuple[URIRef, ...]


@dataclass(frozen=True)
class Holdings:
    """Everything that the catalogue describes.

    :param publisher: who publishes it; empty where that is not set
    :param served: the id of the version that is served; empty where a store elsewhere answers, of which no version is known
    :param versions: the newest first
    """

    naming: Naming
    publisher: str
    coverage: Coverage
    served: str = ""
    versions: tuple[KeptVersion, ...] = ()

    def iri(self, path: str) -> URIRef:
        """Something at *path* of the site."""
        return self.naming.resolve(path)

    @property
    def dataset(self) -> URIRef:
        """What is served now, whichever version that is."""
        return self.iri("exports/latest")

    @property
    def current(self) -> KeptVersion | None:
        """The version that is served."""
        return next((item for item in self.versions if item.manifest.version == self.served), None)


def coverage_of(store: Store, naming: Naming) -> Coverage:
    """What *store* says of itself, read once for each version."""
    return store.memo.get("coverage", lambda: _read(store, naming))


def _read(store: Store, naming: Naming) -> Coverage:
    found = sorted({it.subject for it in store.quads(predicate=RDF.type, value=SEF.SelfEvaluation)})
    iris = [iri for iri in found if isinstance(iri, URIRef)]
    called = labels(store, iris)
    areas = {quad.value for iri in iris for quad in store.quads(iri, DCTERMS.spatial) if isinstance(quad.value, URIRef)}
    return Coverage(
        self_evaluations=tuple((iri, called[str(iri)]) for iri in iris),
        areas=tuple(_area(store, iri) for iri in sorted(areas)),
        periods=tuple(sorted({period for iri in iris for period in _periods(store, iri)}, key=str)),
        rights=tuple(sorted({str(quad.value) for iri in iris for quad in store.quads(iri, DCTERMS.rights)})),
        examples=(*iris[:_MOST_EXAMPLES], *_examples(store, naming)),
    )


def _area(store: Store, iri: URIRef) -> Area:
    codes = _texts(store, iri, SEF.gssCode)
    also = sorted(quad.value for quad in store.quads(iri, RDFS.seeAlso) if isinstance(quad.value, URIRef))
    return Area(iri, labels(store, [iri])[str(iri)], next(codes, ""), tuple(also))


def _periods(store: Store, self_evaluation: URIRef) -> Iterator[Period]:
    """The periods of *self_evaluation*; where one has no dates of its own, those that its words are read as there."""
    read = [quad.value for quad in store.quads(self_evaluation, SEF.readsDate)]
    for quad in store.quads(self_evaluation, DCTERMS.temporal):
        words = next(_texts(store, quad.value, SEF.statedDate), "")
        same = (it for it in read if words and words in _texts(store, it, SEF.statedDate))
        dates = [(_date(store, it, DCAT.startDate), _date(store, it, DCAT.endDate)) for it in (quad.value, *same)]
        yield Period(words, *next((pair for pair in dates if any(pair)), (None, None)))


def _date(store: Store, period: Term, predicate: URIRef) -> Literal | None:
    return next((it.value for it in store.quads(period, predicate) if isinstance(it.value, Literal)), None)


def _texts(store: Store, subject: Term, predicate: URIRef) -> Iterator[str]:
    return iter(sorted(str(it.value) for it in store.quads(subject, predicate)))


def _examples(store: Store, naming: Naming) -> Iterator[URIRef]:
    """A thing of each kind that people ask about, of one self-evaluation: those of a whole country would take long to find."""
    near = within_edition(store, naming, choose_edition(store, naming))
    found = sorted(str(row["example"]) for row in near.select(sparql_prefixes() + _EXAMPLES) if "example" in row)
    yield from (URIRef(iri) for iri in found if naming.kind_and_slug(iri))

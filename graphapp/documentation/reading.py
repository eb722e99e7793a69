"""The documentation of the ontology that a store holds, put together from its sources."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from rdflib import Graph, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS

from graphapp.documentation.checks import checks_by_term, read_shapes
from graphapp.documentation.mappings import alignments, mappings_by_term, read_alignments
from graphapp.documentation.model import Branch, Documentation, TermView
from graphapp.documentation.naming import Names
from graphapp.documentation.terms import Sources
from graphapp.documentation.usage import usage
from graphapp.documentation.vocabularies import vocabularies
from graphapp.graph.assemble import ONTOLOGY
from graphapp.graph.owl.terms import read_terms
from graphapp.namespaces import SEF, Naming, curie
from graphapp.store.base import Store
from graphapp.store.versions import Counts


def published_ontology(store: Store, naming: Naming) -> Graph:
    """The graph of the ontology that *store* holds."""
    graph = store.answer(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ GRAPH <{naming.graph(ONTOLOGY)}> {{ ?s ?p ?o }} }}")
    return graph if isinstance(graph, Graph) else Graph()


def documentation(store: Store, naming: Naming, folder: Path, counts: Counts | None = None) -> Documentation:
    """The documentation of the ontology of *store*, worked out once for it.

    :param folder: of the ontology, for its shapes and alignments, which are not published
    :param counts: how often each term is used, where that is known; it is counted otherwise
    """
    return store.memo.get("documentation", lambda: _read(store, naming, folder, counts or usage(store)))


def _read(store: Store, naming: Naming, folder: Path, counts: Counts) -> Documentation:
    graph = published_ontology(store, naming)
    owl = read_terms(graph, str(SEF))
    names = Names(graph, naming, _documented(graph))
    aligned = read_alignments(folder / "alignments", naming.base)
    checks = checks_by_term(read_shapes(folder / "shapes", naming.base), names)
    sources = Sources(graph, owl, checks, mappings_by_term(aligned), counts, names)
    ours = sources.declared()
    it = next(graph.subjects(RDF.type, OWL.Ontology), URIRef(str(SEF).rstrip("#")))
    title, description, version, licence = (
        str(graph.value(it, said) or "") for said in (DCTERMS.title, DCTERMS.description, OWL.versionInfo, DCTERMS.license)
    )
    return Documentation(
        iri=str(it),
        title=title,
        description=description,
        version=version,
        licence=licence,
        terms={**ours, **sources.reused()},
        tree=_tree(ours.values()),
        vocabularies=vocabularies(graph, names),
        alignments=alignments(aligned),
    )


def _documented(graph: Graph) -> frozenset[str]:
    """The IRIs of what gets a page: what has a label and a short name."""
    iris = (str(iri) for iri in graph.subjects(RDFS.label) if isinstance(iri, URIRef))
    return frozenset(iri for iri in iris if curie(iri) != iri)


def _tree(terms: Iterable[TermView]) -> tuple[Branch, ...]:
    """Our classes, each below every class of ours that it is part of."""
    classes = {term.iri: term for term in terms if term.is_class}
    below: dict[str, list[TermView]] = defaultdict(list)
    for term in classes.values():
        wider = [link.iri for link in term.wider if link.iri in classes]
        for iri in wider or [""]:
            below[iri or ""].append(term)

    seen: set[str] = set()

    def branch(term: TermView) -> Branch:
        is_first = term.iri not in seen
        seen.add(term.iri)
        return Branch(term, tuple(map(branch, below[term.iri])), is_first)

    return tuple(map(branch, below[""]))

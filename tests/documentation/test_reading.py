"""The documentation says of each term what the ontology, the shapes, the alignments and the data say."""

from __future__ import annotations

import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF, SKOS

from graphapp.documentation.mappings import read_alignments
from graphapp.documentation.model import Branch, Check, Documentation
from graphapp.documentation.reading import documentation, published_ontology
from graphapp.documentation.usage import examples_of, usage
from graphapp.namespaces import SEF
from graphapp.resources import folder
from tests.published import Published


@pytest.fixture(scope="module")
def ontology(published: Published) -> Graph:
    return published_ontology(published.store, published.naming)


@pytest.fixture(scope="module")
def documented(published: Published) -> Documentation:
    return documentation(published.store, published.naming, folder("ontology"), published.version.manifest.counts)


def sentences(documented: Documentation, name: str) -> dict[str, Check]:
    return {check.sentence: check for check in documented.terms[name].checks}


def test_every_declared_term_is_documented_with_a_definition(documented: Documentation, ontology: Graph) -> None:
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    declared = {str(iri) for kind in kinds for iri in ontology.subjects(RDF.type, kind) if str(iri).startswith(str(SEF))}
    ours = {term.iri: term for term in documented.terms.values() if term.is_ours}
    assert ours.keys() == declared
    assert all(term.definition and term.label for term in ours.values())


def test_every_property_reads_from_both_ends_where_it_leads_to_a_thing(documented: Documentation) -> None:
    provided = documented.terms["providedBy"]
    assert (provided.label, provided.backwards) == ("provided by", "provides")
    states = documented.terms["states"]
    assert states.inverse
    assert states.backwards == states.inverse.label == documented.terms["statedIn"].label


def test_the_tree_holds_every_class_below_each_that_it_is_part_of(documented: Documentation) -> None:
    def walk(branches: tuple[Branch, ...], above: str = "") -> list[tuple[str, str, bool]]:
        here = [(branch.term.name, above, branch.is_first) for branch in branches]
        return here + [found for branch in branches for found in walk(branch.below, branch.term.name)]

    found = walk(documented.tree)
    assert {name for name, _, _ in found} == {term.name for term in documented.classes}
    assert len([name for name, _, is_first in found if is_first]) == len(documented.classes)
    mixed = {above for name, above, _ in found if name == "AssessmentWithMixedJudgements"}
    assert mixed == {"AssessmentToImprove", "AssessmentWorkingWell"}
    assert ("Board", "Partner") in {(name, above) for name, above, _ in found}


def test_ends_of_a_property_are_listed_at_both(documented: Documentation) -> None:
    assert [link.label for link in documented.terms["contractStatus"].range] == ["contract status"]
    assert "contract status" in {link.label for link in documented.terms["Contract"].said_of}
    assert "contract status" in {link.label for link in documented.terms["ContractStatus"].given_by}


def test_counts_are_those_of_the_data(documented: Documentation, published: Published) -> None:
    assert documented.terms["Contract"].count == published.count("?it a sef:Contract") > 0
    assert documented.terms["ContractedService"].count == published.count("?it a sef:ContractedService") > 0


def test_a_store_without_a_manifest_is_counted(published: Published) -> None:
    counts, manifest = usage(published.store), published.version.manifest.counts
    assert counts.classes[str(SEF.Contract)] == manifest.classes[str(SEF.Contract)]
    assert counts.predicates.keys() == manifest.predicates.keys()


def test_examples_are_of_the_class_and_have_pages(published: Published) -> None:
    examples = examples_of(published.store, published.naming, str(SEF.Partner), is_class=True)
    assert len(examples) == 5
    for example in examples:
        assert example.thing.href
        assert any(quad.value == SEF.Partner for quad in published.store.quads(URIRef(str(example.thing.iri)), RDF.type))


def test_examples_of_a_property_are_facts_of_the_data(published: Published) -> None:
    examples = examples_of(published.store, published.naming, str(SEF.providedBy), is_class=False)
    assert examples
    for example in examples:
        assert example.value
        fact = (URIRef(str(example.thing.iri)), SEF.providedBy, URIRef(str(example.value.iri)))
        assert any(True for _ in published.store.quads(*fact))


@pytest.mark.parametrize(
    ("name", "sentence", "strength"),
    [
        ("Judgement", "Exactly one “rating”, each a rating.", "must"),
        ("Contract", "At most one “contractor”.", "should"),
        ("Contract", "At least one “contractor” or “commissioned by”.", "is noted"),
        ("providedBy", "Any number of “provided by”, each a partner.", "must"),
        ("Aspiration", "No “is part of”.", "must"),
        (
            "qualifier",
            "Exactly one “qualifier”, one of exact, all, over, approximately, average, at-least, up-to, range.",
            "must",
        ),
        ("Service", "Any number of “kind”, none of contract, programme, statement, training offer.", "must"),
        ("Partner", "Exactly one “name”, in the language en-GB.", "must"),
        ("chairedBy", "Chairs are partners or posts: either is a partner or is a post.", "must"),
        ("focusesOn", "Any number of “focuses on”, either is a theme or is a need group.", "must"),
    ],
)
def test_shapes_are_told_in_sentences(name: str, sentence: str, strength: str, documented: Documentation) -> None:
    assert sentences(documented, name)[sentence].strength == strength


def test_what_is_checked_of_a_property_says_at_which_end(documented: Documentation) -> None:
    (check,) = (check for check in documented.terms["chairedBy"].checks if len(check.of) == 1)
    assert check.of[0].label == "what “chaired by” leads to"
    assert [link.label for link in sentences(documented, "Contract")["At most one “contractor”."].of] == ["contract"]


def test_every_sentence_is_one(documented: Documentation) -> None:
    told = [check for term in documented.terms.values() for check in term.checks]
    assert len(told) > 200
    for check in told:
        assert check.sentence[0].isupper()
        assert check.sentence.endswith(".")
        assert check.advice
        assert check.of


def test_every_mapping_is_shown_with_its_reason(documented: Documentation, published: Published) -> None:
    shown = {
        (term.iri, mapping.term.iri): mapping for term in documented.terms.values() for mapping in term.mappings if mapping.reason
    }
    files = read_alignments(folder("ontology") / "alignments", published.naming.base).values()
    predicates = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch)
    stated = {(str(s), str(o)) for graph in files for predicate in predicates for s, o in graph.subject_objects(predicate)}
    assert shown.keys() == stated
    assert len(stated) == sum(alignment.count for alignment in documented.alignments) > 10


def test_vocabularies_hold_every_concept_once(documented: Documentation, ontology: Graph) -> None:
    sector = documented.vocabularies["sector"]
    assert sector.count == len(set(ontology.subjects(SKOS.inScheme, URIRef(sector.iri))))
    health = next(concept for concept in sector.concepts if concept.link.label == "Health")
    assert "Adult health" in {concept.link.label for concept in health.narrower}


def test_what_is_used_of_others_is_told_apart(documented: Documentation) -> None:
    post = documented.terms["org:Post"]
    assert (post.is_ours, post.is_class, post.kind) == (False, True, None)
    assert not documented.terms["dcterms:isPartOf"].is_class
    assert documented.terms["dcterms:isPartOf"].backwards == "has part"

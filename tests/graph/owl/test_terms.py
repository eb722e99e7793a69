"""What OWL says of a term is read off owlready2's objects and written in Manchester syntax."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from rdflib import Graph

from graphapp.graph.owl.terms import Kind, OwlTerm, read_terms
from graphapp.namespaces import SEF, curie, sparql_prefixes

ONTOLOGY = """
<https://w3id.org/send-sef/ns> a owl:Ontology .
sef:A a owl:Class ; owl:disjointWith sef:B . sef:B a owl:Class . sef:Part a owl:Class ; rdfs:subClassOf sef:A .
sef:p a owl:ObjectProperty ; owl:inverseOf sef:q ; rdfs:domain sef:A ; rdfs:range sef:B .
sef:q a owl:ObjectProperty , owl:FunctionalProperty .
sef:s a owl:ObjectProperty , owl:SymmetricProperty ; rdfs:subPropertyOf sef:p .
sef:c a owl:ObjectProperty ; owl:propertyChainAxiom ( sef:p sef:s ) , ( sef:c skos:broaderTransitive ) .
sef:n a owl:DatatypeProperty ; rdfs:range xsd:decimal .
sef:words a owl:DatatypeProperty ; rdfs:range rdf:langString .
sef:thing a sef:B .
"""

P_SOME = "a owl:Restriction ; owl:onProperty sef:p ; owl:someValuesFrom"


def read(more: str = "") -> dict[str, OwlTerm]:
    terms = read_terms(Graph().parse(data=sparql_prefixes() + ONTOLOGY + more, format="turtle"), str(SEF))
    return {iri.removeprefix(str(SEF)): term for iri, term in terms.items()}


def written(term: OwlTerm) -> list[str]:
    return [f"{axiom.frame}: {' '.join(curie(word.text) for word in axiom.words)}" for axiom in term.axioms]


@pytest.mark.parametrize(
    ("expression", "manchester"),
    [
        ("a owl:Restriction ; owl:onProperty sef:p ; owl:someValuesFrom sef:B", "sef:p some sef:B"),
        ("a owl:Restriction ; owl:onProperty sef:p ; owl:allValuesFrom sef:B", "sef:p only sef:B"),
        ("a owl:Restriction ; owl:onProperty sef:p ; owl:hasValue sef:thing", "sef:p value sef:thing"),
        ("a owl:Restriction ; owl:onProperty sef:s ; owl:hasSelf true", "sef:s Self"),
        (
            "a owl:Restriction ; owl:onProperty sef:p ; owl:onClass sef:B ; owl:minQualifiedCardinality 2 ",
            "sef:p min 2 sef:B",
        ),
        ("a owl:Restriction ; owl:onProperty sef:n ; owl:someValuesFrom xsd:integer", "sef:n some xsd:integer"),
        ("a owl:Class ; owl:complementOf sef:B", "not sef:B"),
        ("a owl:Class ; owl:oneOf ( sef:thing )", "{ sef:thing }"),
        ("a owl:Class ; owl:unionOf ( sef:A sef:B )", "sef:A or sef:B"),
        (
            f"a owl:Class ; owl:intersectionOf ( sef:A [ {P_SOME} [ a owl:Class ; owl:unionOf ( sef:A sef:B ) ] ] )",
            "sef:A and ( sef:p some ( sef:A or sef:B ) )",
        ),
        (
            "a owl:Restriction ; owl:onProperty [ owl:inverseOf sef:s ] ; owl:someValuesFrom sef:B",
            "( inverse sef:s ) some sef:B",
        ),
    ],
)
def test_a_class_expression_is_written_in_manchester_syntax(expression: str, manchester: str) -> None:
    terms = read(f"sef:It a owl:Class ; owl:equivalentClass [ {expression} ] .")
    assert f"EquivalentTo: {manchester}" in written(terms["It"])


def test_names_in_an_axiom_carry_their_iris_and_keywords_do_not() -> None:
    (axiom,) = read()["Part"].axioms
    assert [(word.text, word.iri) for word in axiom.words] == [(str(SEF.A), str(SEF.A))]
    (chain, *_) = (axiom for axiom in read()["c"].axioms if len(axiom.words) == 3)
    assert [bool(word.iri) for word in chain.words] == [True, False, True]


def test_a_class_is_disjoint_from_either_end() -> None:
    terms = read()
    assert written(terms["A"]) == ["DisjointWith: sef:B"]
    assert written(terms["B"]) == ["DisjointWith: sef:A"]


def test_a_property_says_its_ends_its_inverse_and_its_traits() -> None:
    terms = read()
    assert written(terms["p"]) == ["Domain: sef:A", "Range: sef:B", "InverseOf: sef:q"]
    assert written(terms["q"]) == ["Characteristics: Functional", "InverseOf: sef:p"]
    assert written(terms["s"]) == ["Characteristics: Symmetric", "SubPropertyOf: sef:p"]
    assert (terms["q"].inverse, terms["s"].wider) == (str(SEF.p), (str(SEF.p),))


def test_a_chain_names_also_what_is_declared_elsewhere() -> None:
    assert written(read()["c"]) == ["SubPropertyChain: sef:c o skos:broaderTransitive", "SubPropertyChain: sef:p o sef:s"]


def test_datatypes_have_the_names_of_xml_schema() -> None:
    terms = read()
    assert written(terms["n"]) == ["Range: xsd:decimal"]
    assert written(terms["words"]) == ["Range: rdf:langString"]


def test_owl_says_what_each_term_is() -> None:
    kinds = {name: term.kind for name, term in read("sef:note a owl:AnnotationProperty .").items()}
    assert kinds["A"] is Kind.CLASS
    assert kinds["p"] is Kind.OBJECT_PROPERTY
    assert kinds["n"] is Kind.DATA_PROPERTY
    assert kinds["note"] is Kind.ANNOTATION_PROPERTY


def test_threads_that_read_at_once_read_the_same() -> None:
    with ThreadPoolExecutor(4) as pool:
        first, *others = pool.map(lambda _: read(), range(8))
    assert all(other == first for other in others)

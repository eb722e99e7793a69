"""Names that nothing declares are found with the nearest that exist; so are spellings that mean two partners."""

from __future__ import annotations

from pathlib import Path

from rdflib import Graph

from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.graph.integrity import check_integrity
from graphapp.namespaces import Naming, sparql_prefixes

NAMING = Naming("https://example.org/")
ONTOLOGY = """
sef:Service a owl:Class . sef:Partner a owl:Class . sef:Sector a owl:Class .
sef:inSector a owl:ObjectProperty . sef:Inference a owl:Class .
sef:involvesSector a owl:ObjectProperty . sef:statedSector a owl:ObjectProperty . sef:contextSector a owl:ObjectProperty .
sef:providedBy a owl:ObjectProperty .
<def/sector/health> a sef:Sector . <def/sector/education> a sef:Sector .
"""


def check(turtle: str, index: SourceIndex | None = None) -> list[Finding]:
    graph = Graph().parse(data=sparql_prefixes() + ONTOLOGY + turtle, format="turtle", publicID=NAMING.base)
    return check_integrity(graph, NAMING, index or SourceIndex([]))


def test_a_graph_of_declared_names_has_no_findings() -> None:
    assert check("<id/service/portage> a sef:Service ; sef:inSector <def/sector/health> .") == []


def test_an_unknown_property_names_the_nearest() -> None:
    (finding,) = check("<id/service/portage> a sef:Service ; sef:inSecter <def/sector/health> .")
    assert finding.message == "the ontology has no term sef:inSecter. Did you mean sef:inSector?"
    assert (finding.severity, finding.check, finding.record) == (Severity.VIOLATION, "unknown term", "id/service/portage")


def test_an_unknown_class_names_the_nearest() -> None:
    (finding,) = check("<id/service/portage> a sef:Servise .")
    assert finding.message == "the ontology has no term sef:Servise. Did you mean sef:Service?"


def test_a_name_that_resembles_none_gets_no_guess() -> None:
    (finding,) = check("<id/service/portage> a sef:Xyzzy .")
    assert finding.message == "the ontology has no term sef:Xyzzy."


def test_terms_of_others_are_not_ours_to_declare() -> None:
    assert check("<id/service/portage> a org:Whatever .") == []


def test_a_text_that_looks_like_a_term_is_a_text() -> None:
    assert check('<id/service/portage> rdfs:seeAlso "https://w3id.org/send-sef/ns#Servise" .') == []


def test_an_unknown_slug_names_the_nearest() -> None:
    (finding,) = check("<id/service/portage> sef:inSector <def/sector/helth> .")
    assert finding.message == (
        "sef:inSector points to <def/sector/helth>, which is described nowhere. Did you mean def/sector/health?"
    )
    assert (finding.severity, finding.check, finding.record) == (Severity.VIOLATION, "unknown thing", "id/service/portage")


def test_addresses_of_others_are_not_ours_to_describe() -> None:
    assert check("<id/service/portage> rdfs:seeAlso <https://example.com/id/service/other> .") == []


def test_a_finding_is_placed_in_its_file(tmp_path: Path) -> None:
    file = tmp_path / "services.ttl"
    file.write_text("\n<id/service/portage>\n    a sef:Servise .\n")
    (finding,) = check("<id/service/portage> a sef:Servise .", SourceIndex([file]))
    assert finding.place == f"{file}:2"


def test_a_name_that_two_partners_share_is_a_warning() -> None:
    (finding,) = check(
        '<id/partner/a> a sef:Partner ; skos:prefLabel "Parent network"@en-GB ; skos:altLabel "PCN"@en-GB .'
        '<id/partner/b> a sef:Partner ; skos:prefLabel "Primary care network"@en-GB ; skos:altLabel "pcn"@en-GB .'
    )
    assert finding.severity is Severity.WARNING
    assert finding.record == "id/partner/a"
    assert finding.message == "the name “pcn” is also a name of id/partner/b; keep it on one and add a note."


def test_a_partner_may_have_one_name_in_two_spellings() -> None:
    assert check('<id/partner/a> a sef:Partner ; skos:prefLabel "HPCN"@en-GB ; skos:altLabel "hpcn"@en-GB .') == []


def test_a_service_may_be_called_like_its_partner() -> None:
    assert check('<id/partner/a> a sef:Partner ; skos:prefLabel "X" . <id/service/a> a sef:Service ; skos:prefLabel "X" .') == []


def record(predicate: str) -> str:
    """The record of a rule that concluded *predicate* of the statement ``a``."""
    return (
        f"<id/statement/a#why> a sef:Inference ; rdf:subject <id/statement/a> ; rdf:predicate sef:{predicate} ;"
        " rdf:object <def/sector/health> ."
    )


def test_a_sector_that_is_stated_needs_no_other_reason() -> None:
    assert check("<id/statement/a> sef:statedSector <def/sector/health> ; sef:involvesSector <def/sector/health> .") == []


def test_a_sector_that_a_rule_concluded_has_its_record() -> None:
    assert check(f"<id/statement/a> sef:involvesSector <def/sector/health> . {record('involvesSector')}") == []


def test_a_sector_written_by_hand_is_a_violation() -> None:
    (finding,) = check("<id/statement/a> sef:involvesSector <def/sector/health> .")
    assert (finding.severity, finding.check) == (Severity.VIOLATION, "conclusion without a reason")
    assert "nothing says why it has sef:involvesSector def/sector/health" in finding.message


def test_a_reason_in_context_is_no_reason_for_a_fact() -> None:
    both = "<id/statement/a> sef:contextSector <def/sector/health> ; sef:involvesSector <def/sector/health> ."
    (finding,) = check(f"{both} {record('contextSector')}")
    assert "sef:involvesSector" in finding.message


def test_a_context_written_by_hand_is_a_violation() -> None:
    (finding,) = check("<id/statement/a> sef:contextSector <def/sector/health> .")
    assert "sef:contextSector" in finding.message


KINDS = """
sef:Statement a owl:Class . sef:Practice a owl:Class ; rdfs:subClassOf sef:Statement .
sef:NumericEvidence a owl:Class ; rdfs:subClassOf sef:Statement ; owl:equivalentClass [ a owl:Class ] .
sef:states a owl:ObjectProperty . sef:mentions a owl:ObjectProperty .
"""


def test_a_statement_has_a_kind() -> None:
    assert check(f"{KINDS} <id/statement/a> a sef:Statement , sef:Practice .") == []


def test_a_statement_of_no_kind_is_a_violation_and_a_concluded_class_is_none() -> None:
    for types in ("sef:Statement", "sef:Statement , sef:NumericEvidence"):
        (finding,) = check(f"{KINDS} <id/statement/a> a {types} .")
        assert (finding.severity, finding.check) == (Severity.VIOLATION, "statement without kind")
        assert "sef:Practice" in finding.message


def test_a_statement_names_what_its_facts_are_about() -> None:
    fact = f"{KINDS} <id/service/a> a sef:Service . <id/statement/a> sef:states [ rdf:subject <id/service/a> ] ; sef:mentions"
    assert check(f"{fact} <id/service/a> .") == []
    (finding,) = check(f"{fact} <def/sector/health> .")
    assert finding.check == "fact about the unnamed"
    assert "<id/service/a>, which it does not name" in finding.message

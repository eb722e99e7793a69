"""SHACL results become findings in the words of their shapes."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph

from graphapp.errors import SourceFault
from graphapp.graph import validate as module
from graphapp.graph.findings import Finding, Severity, SourceIndex
from graphapp.graph.validate import read_shapes, validate
from graphapp.namespaces import Naming, sparql_prefixes

NAMING = Naming("https://example.org/")
SHAPE = """
<shape/service> a sh:NodeShape ; sh:targetClass sef:Service ;
  sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ; sh:message "a service needs a name." ] ;
  sh:property [ sh:path sef:providedBy ; sh:minCount 1 ; sh:severity sh:Warning ; sh:message "no provider is known." ] ;
  sh:property [ sh:path sef:inSector ; sh:nodeKind sh:IRI ; sh:severity sh:Info ; sh:message "a sector is a thing." ] .
"""
NAMED = "skos:prefLabel 'Portage'"
PROVIDED = "sef:providedBy <id/partner/a>"


def graph_of(turtle: str) -> Graph:
    return Graph().parse(data=sparql_prefixes() + turtle, format="turtle", publicID=NAMING.base)


def check(turtle: str, shape: str = SHAPE, index: SourceIndex | None = None) -> list[Finding]:
    return validate(graph_of(turtle), graph_of(shape), NAMING, index or SourceIndex([]))


def test_data_that_fits_its_shapes_has_no_findings() -> None:
    assert check(f"<id/service/a> a sef:Service ; {NAMED} ; {PROVIDED} .") == []


def test_a_finding_speaks_in_the_words_of_the_shape() -> None:
    (finding,) = check(f"<id/service/a> a sef:Service ; {PROVIDED} .")
    assert str(finding) == "violation: id/service/a: a service needs a name. [skos:prefLabel]"


def test_a_finding_is_as_bad_as_the_shape_says() -> None:
    (warning,) = check(f"<id/service/a> a sef:Service ; {NAMED} .")
    (info,) = check(f"<id/service/a> a sef:Service ; {NAMED} ; {PROVIDED} ; sef:inSector 'health' .")
    assert [warning.severity, info.severity] == [Severity.WARNING, Severity.INFO]


def test_a_severity_that_nobody_knows_fails_the_build() -> None:
    shape = SHAPE.replace("sh:Warning", "<severity/odd>")
    (finding,) = check(f"<id/service/a> a sef:Service ; {NAMED} .", shape)
    assert finding.severity is Severity.VIOLATION, "rather too strict than silent"


def test_a_finding_shows_the_value_that_does_not_fit() -> None:
    (finding,) = check(f"<id/service/a> a sef:Service ; {NAMED} ; {PROVIDED} ; sef:inSector 'health' .")
    assert finding.message == "a sector is a thing. (value: health)"


def test_a_value_that_is_a_thing_is_shown_without_the_base() -> None:
    shape = (
        "<shape/service> a sh:NodeShape ; sh:targetClass sef:Service ; sh:property [ sh:path sef:p ; sh:nodeKind sh:Literal ] ."
    )
    (finding,) = check("<id/service/a> a sef:Service ; sef:p <id/partner/a> .", shape)
    assert finding.message.endswith("(value: id/partner/a)")


def test_a_value_that_the_message_holds_is_not_repeated() -> None:
    shape = SHAPE.replace("a sector is a thing.", "“health” is no thing.")
    (finding,) = check(f"<id/service/a> a sef:Service ; {NAMED} ; {PROVIDED} ; sef:inSector 'health' .", shape)
    assert finding.message == "“health” is no thing."


def test_a_shape_about_the_whole_thing_is_called_shape() -> None:
    shape = "<shape/service> a sh:NodeShape ; sh:targetClass sef:Service ; sh:not [ sh:class sef:Service ] ."
    (finding,) = check("<id/service/a> a sef:Service .", shape)
    assert finding.check == "shape", "there is no property to name"


def test_a_note_of_the_curator_explains_a_finding() -> None:
    notes = "skos:editorialNote 'Not in the document.' , 'Asked in May.'"
    (finding,) = check(f"<id/service/a> a sef:Service ; {NAMED} ; {notes} .")
    assert finding.explanation == "Asked in May. Not in the document.", "in one order, so that builds can be compared"


def test_a_finding_is_placed_in_its_file(tmp_path: Path) -> None:
    file = tmp_path / "services.ttl"
    file.write_text("\n\n<id/service/a>\n    a sef:Service .\n")
    (finding,) = check(f"<id/service/a> a sef:Service ; {PROVIDED} .", index=SourceIndex([file]))
    assert finding.place == f"{file}:3"


def test_findings_come_in_one_order() -> None:
    findings = check("<id/service/b> a sef:Service . <id/service/a> a sef:Service .")
    assert [str(finding) for finding in findings] == sorted(map(str, findings))
    assert len(findings) == 4


def test_all_shapes_of_a_folder_are_one_graph(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / f"{name}.ttl").write_text(f"{sparql_prefixes()}<shape/{name}> a sh:NodeShape .")
    (tmp_path / "README.md").write_text("About the shapes.")
    shapes = read_shapes(tmp_path, NAMING)
    assert set(shapes.subjects()) == {NAMING.resolve("shape/one"), NAMING.resolve("shape/two")}


def test_a_shapes_file_that_is_not_turtle_is_named(tmp_path: Path) -> None:
    (tmp_path / "bad.ttl").write_text("bad")
    with pytest.raises(SourceFault, match=r"bad\.ttl, line 1"):
        read_shapes(tmp_path, NAMING)


def test_a_validator_that_gives_no_report_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "run_pyshacl", lambda *_, **__: (False, ValueError(), "it broke"))
    with pytest.raises(RuntimeError, match="it broke"):
        check("")

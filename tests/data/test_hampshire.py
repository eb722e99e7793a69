"""What the published edition has to hold, asked in SPARQL and held against the document where it lies beside the checkout."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

import pytest
from rdflib import Dataset

from graphapp.documents.model import normalise
from graphapp.graph.turtle import canonical_text
from graphapp.namespaces import sparql_prefixes
from graphapp.resources import folder
from tests.published import Published

TURTLE = sorted(
    [
        *folder("data").rglob("*.ttl"),
        *folder("ontology").glob("vocabularies/*.ttl"),
        *(folder("ontology") / name for name in ("send-sef.ttl", "reused-terms.ttl")),
    ]
)

ROWS = ["1.1", "1.2", "1.3", "1.4", "1.5", "2", "3a", "3b", "3c", "4", "5", "6", "7", "8", "9", "10", "11"]


@pytest.mark.parametrize("file", TURTLE, ids=lambda file: file.name)
def test_turtle_stands_in_canonical_order(file: Path) -> None:
    assert file.read_text() == canonical_text(file), f"mend it with: graphapp format {file}"


def test_the_edition_has_its_rows_and_areas(published: Published) -> None:
    assert published.count("?it a sef:SelfEvaluation") == 1
    assert published.count("?it a sef:InspectionArea") == 11
    rows = published.select("SELECT ?row WHERE { ?it a sef:AreaAssessment ; sef:rowId ?row ; sef:order ?order } ORDER BY ?order")
    assert [str(row["row"]) for row in rows] == ROWS


@pytest.mark.parametrize(
    ("pattern", "least"),
    [
        ("?it a sef:Statement", 300),
        ("?it a sef:Judgement", 22),
        ("?it a sef:PlannedAction", 40),
        ("?it a sef:Measurement", 100),
        ("?it a sef:Contract", 15),
        ("?it a sef:Partner", 20),
        ("?it sef:mentionedIn ?statement ; skos:prefLabel ?label", 300),
    ],
)
def test_the_whole_document_is_there(pattern: str, least: int, published: Published) -> None:
    assert published.count(pattern) >= least


@pytest.mark.parametrize("row", ["3b", "3c", "6", "8", "10"])
def test_every_judgement_of_a_row_with_several_says_what_it_is_about(row: str, published: Published) -> None:
    in_row = f'?it a sef:Judgement ; sef:inAssessment/sef:rowId "{row}"'
    assert published.count(in_row) >= 2
    assert published.count(in_row) == published.count(f"{in_row} ; sef:scope ?scope")


def test_every_statement_has_one_place_whose_slice_has_its_digest(published: Published, hampshire_text: Path) -> None:
    text = normalise(hampshire_text.read_text())
    found = published.select(
        """SELECT ?it ?digest ?start ?end WHERE {
             ?it a sef:Statement ; sef:anchor ?anchor . ?anchor sef:digest ?digest ; oa:hasSelector ?selector .
             ?selector oa:start ?start ; oa:end ?end }"""
    )
    assert len(found) == published.count("?it a sef:Statement")
    for row in found:
        words = text[int(str(row["start"])) : int(str(row["end"]))]
        assert sha256(words.encode()).hexdigest() == str(row["digest"]), f"{row['it']} does not stand where it says"


def test_every_statement_stands_in_the_row_and_column_that_it_says(published: Published, hampshire_text: Path) -> None:
    from graphapp.documents.text import read_text

    document = read_text(hampshire_text)
    found = published.select(
        """SELECT ?it ?start ?order ?column WHERE {
             ?it sef:anchor/oa:hasSelector/oa:start ?start ; sef:inColumn ?column ; sef:inAssessment/sef:order ?order }"""
    )
    cells = {line.start: (number, cell.column) for number, row in enumerate(document.rows) for cell in row for line in cell.lines}
    for row in found:
        start = max(position for position in cells if position <= int(str(row["start"])))
        assert cells[start] == (int(str(row["order"])), str(row["column"]).rpartition("/")[2]), str(row["it"])


def test_our_words_are_not_the_documents(published: Published, hampshire_text: Path) -> None:
    """Design, decision 2: no run of eight words of the document, but for headings, ratings, names and titles."""
    source = " ".join(hampshire_text.read_text().lower().replace("’", "'").split())
    found = published.select(
        """SELECT ?it ?text WHERE {
             { ?it a sef:Statement ; sef:text ?text MINUS { ?it a sef:Heading } MINUS { ?it a sef:Judgement } }
             UNION { ?it skos:definition|skos:editorialNote|sef:scopeNote ?text }
             UNION { VALUES ?kind { sef:Measurement sef:Outcome sef:Indicator } ?it a ?kind ; skos:prefLabel ?text } }"""
    )
    for row in found:
        words = str(row["text"]).lower().replace("’", "'").split()
        runs = (" ".join(words[at : at + 8]) for at in range(len(words) - 7))
        copied = [run for run in runs if run in source]
        assert not copied, f"{row['it']} repeats the document: {copied[0]}"


def test_every_named_thing_is_named_in_a_statement(published: Published) -> None:
    lonely = published.select(
        """SELECT ?it WHERE { ?it skos:prefLabel ?label ; a ?class .
             VALUES ?class { sef:Partner sef:Service sef:Contract sef:Programme sef:Strategy sef:Plan sef:Review sef:TrainingOffer
                             sef:EngagementActivity sef:Tool sef:EvidenceDocument org:Post }
             MINUS { ?it sef:mentionedIn ?statement } }"""
    )
    assert not [str(row["it"]) for row in lonely]


def test_the_drive_path_and_the_named_case_stay_out(published: Published) -> None:
    everything = (published.version.folder / "dataset.nq").read_text()
    assert "F:\\" not in everything
    assert published.count("?it a foaf:Person") == 0


def test_the_action_on_transition_into_school_is_not_about_adulthood(published: Published) -> None:
    into_school = '?it a sef:PlannedAction ; sef:inAssessment/sef:rowId "4" ; sef:statedTheme <def/theme/transition-to-school>'
    assert published.count(into_school) == 1
    assert published.count(f"{into_school} ; sef:hasTheme <def/theme/transition-to-adulthood>") == 0


def test_every_property_that_pages_show_has_a_label_from_both_ends(published: Published) -> None:
    without = published.select(
        """SELECT DISTINCT ?property WHERE {
             ?thing skos:prefLabel ?label ; ?property ?value . FILTER(?property != rdf:type)
             MINUS { ?property rdfs:label ?words }
             MINUS { VALUES ?property { skos:prefLabel skos:altLabel skos:definition skos:editorialNote rdfs:label
                                        rdfs:isDefinedBy skos:broaderTransitive } } }"""
    )
    assert not [str(row["property"]) for row in without], "label it in ontology/reused-terms.ttl"


def test_another_engine_finds_the_same_in_the_export(published: Published) -> None:
    """rdflib's own SPARQL over the exported N-Quads: one engine's reading of the data is not enough."""
    dataset = Dataset(default_union=True)
    dataset.parse(published.version.folder / "dataset.nq", format="nquads")
    for pattern in (
        "?it a sef:SelfEvaluation",
        "?it a sef:InspectionArea",
        "?it a sef:AreaAssessment",
        "?it a sef:Statement",
        "?it a sef:Statement ; sef:anchor/oa:hasSelector/oa:start ?start",
        "?it a sef:Judgement ; sef:rating ?rating",
        "?it a sef:Judgement ; sef:scope ?scope",
        "?it a sef:PlannedAction",
        "?it a sef:Measurement",
        "?it a sef:Contract",
        "?it sef:mentionedIn ?statement ; skos:prefLabel ?label",
    ):
        (row,) = dataset.query(f"{sparql_prefixes()} SELECT (COUNT(DISTINCT ?it) AS ?n) WHERE {{ {pattern} }}")
        assert str(row[0]) == str(published.count(pattern)), pattern  # type: ignore[index]

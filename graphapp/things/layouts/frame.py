"""The pages of the self-evaluation, its rows and areas, and of the concepts that statements have."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS

from graphapp.namespaces import SEF
from graphapp.things.relations import FACTS, LISTS, Block, Layout, Relation, by, to

IN_ROW = by(SEF.judgementIn, SEF.inAssessment)
ROW = Layout(
    SEF.AreaAssessment,
    "row",
    (
        Block(
            "What it is about",
            FACTS,
            (
                Relation(to(SEF.rowId), "Number in the document"),
                Relation(to(SEF.ofArea), "Inspection area"),
                Relation(to(SEF.isAssessmentIn), "Self-evaluation"),
                Relation(to(SEF.headingSector), "Sectors of its heading"),
                Relation(to(SEF.headingTheme), "Themes of its heading"),
            ),
        ),
        Block(
            "What it says",
            LISTS,
            (
                Relation(IN_ROW, "Judgements", kind=SEF.Judgement, clause="holds {count:judgement}"),
                Relation(IN_ROW, "Planned actions", kind=SEF.PlannedAction, clause="plans {count:action}"),
                Relation(IN_ROW, "Statements", clause="has {count:statement} in all"),
            ),
        ),
    ),
)
AREA = Layout(
    SEF.InspectionArea,
    "inspection area",
    (Block("Where it is assessed", LISTS, (Relation(by(SEF.ofArea), "Rows", clause="is assessed in {names}"),)),),
)
SELF_EVALUATION = Layout(
    SEF.SelfEvaluation,
    "self-evaluation",
    (
        Block(
            "Whose it is, and of when",
            FACTS,
            (
                Relation(to(PROV.wasAttributedTo), "Written by", clause="was written by {names}"),
                Relation(to(DCTERMS.spatial), "Local area", clause="is about {names}"),
                Relation(to(DCTERMS.temporal), "Period", clause="speaks of {names}"),
                Relation(to(DCTERMS.conformsTo), "Framework"),
                Relation(to(DCTERMS.rights), "Rights"),
            ),
        ),
        Block("Its rows", LISTS, (Relation(by(SEF.isAssessmentIn), "Rows"),)),
    ),
)


def _concept(kind: URIRef, noun: str, things: tuple[URIRef, ...], sayings: tuple[URIRef, ...], context: URIRef) -> Layout:
    """The page of a concept that *things*, statements (by *sayings*) and what stands near them (*context*) have to do with."""
    ways = by(*sayings)
    related = (Relation(to(SKOS.broader), "Wider"), Relation(by(SKOS.broader), "Narrower"))
    return Layout(
        kind,
        noun,
        (
            Block("Around it", FACTS, (*related, *(Relation(by(it)) for it in things))),
            Block(
                "What has to do with it",
                LISTS,
                (
                    Relation(ways, "Planned actions", kind=SEF.PlannedAction, clause="comes up in {count:planned action}"),
                    Relation((*ways, *by(SEF.scope)), "Judgements", kind=SEF.Judgement),
                    Relation(ways, "Statements", clause="is spoken of in {count:statement}"),
                ),
            ),
            Block("What only stands near it, and does not count", LISTS, (Relation(by(context), "Statements"),)),
        ),
    )


THEME = _concept(SEF.Theme, "theme", (SEF.focusesOn, SEF.headingTheme), (SEF.statedTheme, SEF.hasTheme), SEF.contextTheme)
SECTOR = _concept(
    SEF.Sector, "sector", (SEF.inSector, SEF.headingSector), (SEF.statedSector, SEF.involvesSector), SEF.contextSector
)

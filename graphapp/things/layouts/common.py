"""What the pages of several kinds of named things have in common."""

from __future__ import annotations

from rdflib import URIRef
from rdflib.namespace import DCTERMS, FOAF

from graphapp.namespaces import SEF
from graphapp.things.relations import FACTS, FIGURES, LISTS, Block, Layout, Relation, by, to

FOR_WHOM = (
    Relation(to(SEF.forAge), "For ages", clause="is for {names}"),
    Relation(to(SEF.forNeed), "For needs"),
    Relation(to(SEF.forSetting), "For settings"),
    Relation(to(SEF.focusesOn), "Focuses on", clause="focuses on {names}"),
)
AROUND = (
    Relation(to(DCTERMS.isPartOf), "Part of", clause="is part of {names}"),
    Relation(by(DCTERMS.isPartOf), "Has parts"),
    Relation(to(SEF.supports), "Supports"),
    Relation(by(SEF.supports), "Supported by"),
    Relation(to(SEF.uses), "Uses"),
    Relation(by(SEF.uses), "Used by"),
    Relation(to(SEF.basedOn), "Based on"),
    Relation(by(SEF.basedOn), "Basis of"),
    Relation(by(SEF.reviews), "Reviewed by"),
    Relation(to(SEF.inSector), "Sector"),
)
WHEN = (
    Relation(to(DCTERMS.temporal), "Period"),
    Relation(to(SEF.startDate), "Began"),
    Relation(to(SEF.endDate), "Ended"),
    Relation(to(SEF.statedDate), "Date"),
)
ELSEWHERE = (Relation(to(FOAF.page), "On the web"), Relation(to(SEF.linkState), "Its link in the document"))
STATUS = Relation(to(SEF.actionStatus), "Status", clause="has the status “{names}”")
LEAD = Relation(to(SEF.ledBy), "Led by", clause="is led by {names}", silence="who leads it")
TAKE_PART = Relation(to(SEF.hasPartner), "Who takes part", clause="has {names} taking part", silence="who takes part")
PAID_BY = Relation(to(SEF.fundedBy), "Paid for by", clause="is paid for by {names}")
PROVIDER = Relation(to(SEF.providedBy), "Provided by", clause="is provided by {names}", silence="who provides it")
COMMISSIONER = Relation(
    to(SEF.commissionedBy), "Commissioned by", clause="is commissioned by {names}", silence="who commissions it"
)
WRITER = Relation(to(SEF.providedBy), "Comes from", clause="comes from {names}", silence="who it comes from")
MADE_WITH = Relation(to(SEF.coProducedWith), "Made together with")

MEASURED = Block("Figures", FIGURES, (Relation(by(SEF.about), "Figures about it"),))
NAMED = (*by(SEF.namesPartner, SEF.mentions, SEF.involvesPartner),)
NAMED_IN = Block(
    "Where it is named",
    LISTS,
    (
        Relation(NAMED, "Planned actions", kind=SEF.PlannedAction),
        Relation(NAMED, "Judgements", kind=SEF.Judgement),
        Relation(NAMED, "Statements", clause="is named in {count:statement}"),
    ),
)


def named(kind: URIRef, noun: str, heading: str, *relations: Relation) -> Layout:
    """The page of a kind of named thing: its own *relations* first, then what all of them have."""
    own = {way for relation in relations for way in relation.ways}
    others = tuple(it for it in (*FOR_WHOM, *AROUND, *WHEN, *ELSEWHERE) if own.isdisjoint(it.ways))
    around = Block("What it is for, and what it goes with", FACTS, others)
    return Layout(kind, noun, (Block(heading, FACTS, relations), around, MEASURED, NAMED_IN))

"""The pages of what is claimed, judged, measured and planned."""

from __future__ import annotations

from graphapp.namespaces import SEF
from graphapp.things.layouts.common import LEAD, STATUS
from graphapp.things.relations import FACTS, FIGURES, INVOLVED, LISTS, Block, Layout, Relation, by, to

OUTCOME = Layout(
    SEF.Outcome,
    "outcome",
    (
        Block(
            "Where it is claimed",
            LISTS,
            (Relation(by(SEF.claimsOutcome), "Statements", clause="is claimed in {count:statement}"),),
        ),
    ),
)
MEASUREMENT = Layout(
    SEF.Measurement,
    "figure",
    (
        Block(
            "What it says",
            FACTS,
            (
                Relation(to(SEF.value), "Figure", clause="says {names}"),
                Relation(to(SEF.measures), "What is measured"),
                Relation(to(SEF.ofCohort), "Of whom", clause="is about {names}"),
                Relation(to(SEF.about), "About"),
                Relation(to(SEF.statedDate), "Date", clause="has the date “{names}”", silence="what date it holds for"),
            ),
        ),
        Block("Where it is stated", LISTS, (Relation(to(SEF.reportedIn), "Statements"),)),
    ),
)
WHAT_IT_INVOLVES = Block(
    "What it involves, and why it counts",
    INVOLVED,
    (
        Relation(to(SEF.namesPartner, SEF.involvesPartner), "Partners", clause="involves {names}"),
        Relation(to(SEF.statedSector, SEF.involvesSector, SEF.contextSector), "Sectors"),
        Relation(to(SEF.statedTheme, SEF.hasTheme, SEF.contextTheme), "Themes"),
        Relation(to(SEF.mentions), "Other things that it names"),
        Relation(to(SEF.forAge), "Ages"),
        Relation(to(SEF.forNeed), "Needs"),
        Relation(to(SEF.forSetting), "Settings"),
        Relation(to(SEF.forSupport), "Levels of support"),
    ),
)
WHERE_IT_STANDS = Block(
    "Where it stands",
    LISTS,
    (
        Relation(to(SEF.inAssessment, SEF.judgementIn), "Row"),
        Relation(to(SEF.underHeading), "Under the heading"),
        Relation(by(SEF.underHeading), "Under this heading"),
        Relation(to(SEF.restates), "Says the same as"),
        Relation(by(SEF.restates), "Said again in"),
    ),
)
ANSWERED_BY = Block("What is to be done about it", LISTS, (Relation(by(SEF.addresses), "Planned actions"),))
CLAIMS = Block(
    "What it claims",
    FIGURES,
    (Relation(to(SEF.claimsOutcome), "Outcomes"), Relation(by(SEF.reportedIn), "Figures that it gives")),
)
JUDGED = (
    Relation(to(SEF.rating), "Rating", clause="gives the rating “{names}”"),
    Relation(to(SEF.scope), "What it judges", clause="speaks of {names}"),
    Relation(to(SEF.scopeNote), "In other words"),
)
ACTION = Layout(
    SEF.PlannedAction,
    "planned action",
    (
        Block(
            "What is planned",
            FACTS,
            (
                STATUS,
                LEAD,
                Relation(to(SEF.statedDate), "Date", clause="is dated {names}", silence="when it is to be done"),
                Relation(to(SEF.addresses), "What it answers", silence="which judgement it answers"),
                *JUDGED,
            ),
        ),
        WHAT_IT_INVOLVES,
        CLAIMS,
        ANSWERED_BY,
        WHERE_IT_STANDS,
    ),
)
JUDGEMENT = Layout(
    SEF.Judgement,
    "judgement",
    (Block("How it is rated", FACTS, JUDGED), WHAT_IT_INVOLVES, ANSWERED_BY, CLAIMS, WHERE_IT_STANDS),
)
STATEMENT = Layout(SEF.Statement, "statement", (CLAIMS, WHAT_IT_INVOLVES, ANSWERED_BY, WHERE_IT_STANDS))

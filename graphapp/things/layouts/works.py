"""The pages of what is made and done: plans, training, tools, reviews, events, documents."""

from __future__ import annotations

from rdflib.namespace import ORG

from graphapp.namespaces import SEF
from graphapp.things.layouts.common import (
    COMMISSIONER,
    LEAD,
    MADE_WITH,
    NAMED_IN,
    PAID_BY,
    PROVIDER,
    STATUS,
    TAKE_PART,
    WHEN,
    WRITER,
    named,
)
from graphapp.things.relations import FACTS, Block, Layout, Relation, to

PLAN = named(SEF.Plan, "plan", "Whose it is, and how far it has come", STATUS, LEAD, TAKE_PART)
STRATEGY = named(SEF.Strategy, "strategy", "Whose it is, and how far it has come", STATUS, LEAD, TAKE_PART)
TRAINING = named(SEF.TrainingOffer, "training offer", "Who gives it", PROVIDER, COMMISSIONER, PAID_BY, MADE_WITH)
TOOL = named(
    SEF.Tool,
    "tool",
    "Whose it is",
    Relation(to(SEF.providedBy), "Provided by"),
    STATUS,
    Relation(to(SEF.hasPartner), "Who takes part"),
    MADE_WITH,
)
REVIEW = named(
    SEF.Review,
    "review",
    "What it looks at, and how far it has come",
    Relation(to(SEF.reviews), "Reviews", clause="looks at {names}", silence="what it looks at"),
    LEAD,
    STATUS,
)
EVENT = named(SEF.EngagementActivity, "event or activity", "Who takes part, and who leads it", TAKE_PART, LEAD)
DOCUMENT = named(SEF.EvidenceDocument, "document", "Whose it is", WRITER, MADE_WITH)
CHANGE = Layout(
    ORG.ChangeEvent,
    "change of a body",
    (
        Block(
            "What changed",
            FACTS,
            (
                Relation(to(SEF.formerName), "Called before"),
                Relation(to(ORG.resultingOrganization), "Called now", clause="led to {names}"),
                *WHEN,
            ),
        ),
        NAMED_IN,
    ),
)

"""The pages of partners, and of what they run: services, contracts, programmes and posts."""

from __future__ import annotations

from rdflib.namespace import DCTERMS, ORG, PROV

from graphapp.namespaces import SEF
from graphapp.things.layouts.common import (
    COMMISSIONER,
    FOR_WHOM,
    LEAD,
    MADE_WITH,
    MEASURED,
    NAMED_IN,
    PAID_BY,
    PROVIDER,
    STATUS,
    TAKE_PART,
    named,
)
from graphapp.things.relations import FACTS, Block, Layout, Relation, by, to

BOARD = named(
    SEF.Board,
    "board",
    "Who sits on it, and who it answers to",
    Relation(to(SEF.chairedBy), "Chaired by", clause="is chaired by {names}", silence="who chairs it"),
    Relation(to(SEF.hasMember), "Who sits on it", clause="includes {names}", silence="who sits on it"),
    Relation(to(ORG.reportsTo), "Reports to", clause="reports to {names}", silence="which body it reports to"),
    Relation(by(ORG.reportsTo), "Hears reports from"),
    Relation(by(ORG.postIn), "Posts"),
    Relation(to(ORG.subOrganizationOf), "Part of"),
    Relation(to(SEF.formerName), "Called before"),
    Relation(by(ORG.resultingOrganization), "How it came about"),
)
PARTNER = Layout(
    SEF.Partner,
    "partner",
    (
        Block(
            "What it does here",
            FACTS,
            (
                Relation(by(SEF.providedBy), "Provides", clause="provides {names}", silence="what it provides"),
                Relation(by(SEF.contractor), "Holds the contracts", clause="holds {names}"),
                Relation(by(SEF.commissionedBy), "Commissions", clause="commissions {names}"),
                Relation(by(SEF.fundedBy), "Pays for", clause="pays for {names}"),
                Relation(by(SEF.ledBy), "Leads", clause="leads {names}"),
                Relation(by(SEF.hasPartner), "Takes part in", clause="takes part in {names}"),
                Relation(by(SEF.coProducedWith), "Helped to make", clause="helped to make {names}"),
                Relation(by(SEF.hasMember), "Sits on", clause="sits on {names}"),
                Relation(by(SEF.chairedBy), "Chairs", clause="chairs {names}"),
                Relation(by(ORG.postIn), "Posts"),
                Relation(by(SEF.reviews), "Reviewed by"),
                Relation(to(SEF.uses), "Uses"),
            ),
        ),
        Block(
            "About it",
            FACTS,
            (
                Relation(to(ORG.subOrganizationOf), "Part of", clause="is part of {names}"),
                Relation(by(ORG.subOrganizationOf), "Its parts"),
                Relation(to(SEF.inSector), "Sector"),
                Relation(to(SEF.formerName), "Called before"),
                Relation(by(ORG.resultingOrganization), "How it came about"),
                Relation(by(PROV.wasAttributedTo), "Wrote"),
                *FOR_WHOM,
            ),
        ),
        MEASURED,
        NAMED_IN,
    ),
)
SERVICE = named(
    SEF.Service,
    "service",
    "Who provides it, and under which contract",
    PROVIDER,
    Relation(
        (*to(SEF.underContract), *by(SEF.covers)), "Under contract", clause="runs under {names}", silence="under which contract"
    ),
    PAID_BY,
    Relation(to(SEF.hasPartner), "Who takes part", clause="has {names} taking part"),
    MADE_WITH,
)
CONTRACT = named(
    SEF.Contract,
    "contract",
    "Parties, period and scope",
    Relation(to(SEF.contractor), "Held by", clause="is held by {names}", silence="who holds it"),
    COMMISSIONER,
    PAID_BY,
    Relation(to(SEF.hasPartner), "Others who take part"),
    Relation(
        to(SEF.startDate, SEF.endDate, DCTERMS.temporal, SEF.statedDate),
        "Period",
        clause="is dated {names}",
        silence="when it runs",
    ),
    Relation(
        (*to(SEF.covers), *by(SEF.underContract)), "Services that it covers", clause="covers {names}", silence="what it covers"
    ),
    Relation(to(SEF.hasKpi), "Indicators that it is held to", silence="by which indicators it is judged"),
    Relation(to(SEF.contractStatus), "Status", clause="has the status “{names}”", silence="how far it has come"),
)
PROGRAMME = named(SEF.Programme, "programme", "Who is in it, and how far it has come", LEAD, TAKE_PART, PAID_BY, STATUS)
POST = named(
    ORG.Post,
    "post",
    "Where it sits, and what it does",
    Relation(to(ORG.postIn), "Sits in", clause="sits in {names}", silence="which body it sits in"),
    Relation(by(SEF.ledBy), "Leads", clause="leads {names}"),
    Relation(by(SEF.chairedBy), "Chairs", clause="chairs {names}"),
    Relation(by(SEF.hasMember), "Sits on", clause="is a member of {names}"),
)

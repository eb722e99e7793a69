"""Small self-evaluations with what no table should stumble over: markup in labels, long ones, other scripts, gaps."""

from __future__ import annotations

from rdflib import Dataset

from graphapp.store.base import Store
from graphapp.store.embedded import EmbeddedStore
from tests.conftest import NAMING

SCRIPT = "<script>alert('row')</script>"
RIGHT_TO_LEFT = "שירותים \u202eמשולבים\u202c לילדים"
LONG = "long " * 80

_EDITION = """
  <id/self-evaluation/{name}> a sef:SelfEvaluation ; skos:prefLabel "{label}" .
  <id/assessment/{name}-1> a sef:AreaAssessment ; sef:rowId "1" ; sef:order 1 ;
    skos:prefLabel "Row 1: {label}" ; sef:ofArea <id/area/one> .
  <id/assessment/{name}-2a> a sef:AreaAssessment ; sef:rowId "2a" ; sef:order 2 ;
    skos:prefLabel "Row 2a: {long}" ; sef:ofArea <id/area/two> .
  <id/statement/{name}-title> sef:order 1 ; sef:inColumn <def/column/title> ; sef:text "{label}" .
  <id/statement/{name}-head> a sef:Heading ; sef:order 2 ; sef:inColumn <def/column/practice> ; sef:text "Column head" .
  <id/statement/{name}-under> a sef:Heading ; sef:order 3 ; sef:inColumn <def/column/practice> ; sef:text "{rtl}" ;
    sef:inAssessment <id/assessment/{name}-1> ; sef:statedTheme <def/theme/inclusion> .
  <id/statement/{name}-said> sef:order 4 ; sef:inColumn <def/column/practice> ; sef:text "{script}" ;
    sef:inAssessment <id/assessment/{name}-1> ; sef:underHeading <id/statement/{name}-under> ;
    sef:statedSector <def/sector/health> ; sef:involvesSector <def/sector/health> , <def/sector/care> ;
    sef:contextTheme <def/theme/inclusion> .
  <id/statement/{name}-free> sef:order 5 ; sef:inColumn <def/column/practice> ; sef:text "free" ;
    sef:inAssessment <id/assessment/{name}-1> ; sef:namesPartner <id/partner/trust> ; sef:involvesSector <def/sector/care> .
  <id/statement/{name}-rated> sef:order 6 ; sef:inColumn <def/column/rating> ; sef:text "works" ;
    sef:inAssessment <id/assessment/{name}-1> ;
    sef:rating <def/rating/works> ; sef:scope <def/sector/health> , <def/sector/care> .
  <id/statement/{name}-plan> sef:order 7 ; sef:inColumn <def/column/practice> ; sef:text "plan" ;
    sef:inAssessment <id/assessment/{name}-2a> ;
    sef:actionStatus <def/status/planned> ; sef:statedSector <def/sector/health> .
"""
_SHARED = """
  <id/area/one> a sef:InspectionArea ; skos:prefLabel "{script}" ; skos:notation "1" .
  <id/area/two> a sef:InspectionArea ; skos:prefLabel "Area two" .
  <def/column/title> skos:prefLabel "Title" . <def/column/practice> skos:prefLabel "Practice" .
  <def/column/rating> skos:prefLabel "Rating" .
  <def/sector/health> skos:inScheme <def/sector> ; skos:prefLabel "Health" ; skos:altLabel "NHS" .
  <def/sector/care> skos:inScheme <def/sector> ; skos:prefLabel "Care" .
  <def/theme/inclusion> skos:inScheme <def/theme> ; skos:prefLabel "Inclusion" .
  <def/rating/works> skos:inScheme <def/rating> ; skos:prefLabel "Works" .
  <def/rating/fails> skos:inScheme <def/rating> ; skos:prefLabel "Fails" .
  <def/status/planned> skos:prefLabel "Planned" .
  <id/partner/trust> a sef:Partner ; skos:prefLabel "{script}" .
"""
_PREFIXES = f"""
BASE <{NAMING.base}>
PREFIX sef: <https://w3id.org/send-sef/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""


def store_of(*names: str) -> Store:
    """A store with an edition of each name."""
    store = EmbeddedStore(tuple(str(NAMING.graph(name)) for name in ("reference", *names)))
    graphs = {"reference": _SHARED, **dict.fromkeys(names, _EDITION)}
    for name, text in graphs.items():
        filled = text.format(name=name, label=f"Edition {name}", script=SCRIPT, rtl=RIGHT_TO_LEFT, long=LONG.strip())
        store.load(as_nquads(f"{_PREFIXES} GRAPH <graph/{name}> {{ {filled} }}"))
    return store


def as_nquads(trig: str) -> bytes:
    """*trig* as N-Quads."""
    dataset = Dataset()
    dataset.parse(data=trig, format="trig")
    return dataset.serialize(format="nquads", encoding="utf-8")

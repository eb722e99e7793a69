"""A sample of each kind of page, as the site shows it over three versions of Hampshire's edition (:mod:`tests.changed`)."""

from __future__ import annotations

from urllib.parse import quote

ACTIONS = "/queries/actions-by-sector-and-theme"
TABLE = "/areas/hampshire-2015"
NETWORK = "/doc/partner/hampshire-parent-carer-network"

FRAME = {
    "/": ["/"],
    "/about": ["/about"],
    "/help": ["/help"],
    "/accessibility": ["/accessibility"],
}

AREAS = {
    "/areas/<edition>": [
        TABLE,
        f"{TABLE}?area=readiness-2014-3",
        f"{TABLE}?sector=health&theme=transition-to-adulthood&context=true",
        f"{TABLE}?sector=youth-justice&theme=accommodation",
    ],
    "/areas/<edition>/rows/<row>": [f"{TABLE}/rows/3c"],
}

QUESTIONS = {
    "/queries": ["/queries", "/queries?q=numbers&for=inspector", "/queries?q=zebra"],
    "/queries/<name>": [
        ACTIONS,
        "/queries/everything-about-service",
        "/queries/contract-gaps",
        "/queries/measurements?least=10&most=100",
        "/queries/dates-and-deadlines?from=2015-09",
        "/queries/judged-more-than-once",
        "/queries/rows-to-improve",
        "/queries/partner-involvement",
        "/queries/boards",
        "/queries/not-mentioned",
        f"{ACTIONS}?sector=youth-justice&theme=accommodation",
        f"{ACTIONS}?hide=tier&show=addresses",
    ],
    "/queries/<name>/print": [f"{ACTIONS}/print", "/queries/training/print"],
    "/queries/<name>/chart": ["/queries/programmes-across-rows/chart"],
    "/queries/<name>/save": [f"{ACTIONS}/save"],
    "/queries/status": ["/queries/status"],
    "/saved": ["/saved"],
    "/ask": ["/ask", "/ask?q=contracts+held+by+Solent", "/ask?q=who+holds+the+school+nursing+contract"],
}

FINDING = {
    "/search": ["/search", "/search?q=health", "/search?q=health&kind=statement&page=2", "/search?q=zebra"],
    "/browse": ["/browse"],
    "/browse/<name>": ["/browse/partner", "/browse/statement?type=PlannedAction&sector=health"],
}

DRAWINGS = {
    "/see": ["/see"],
    "/see/<name>": ["/see/ratings", "/see/partners-and-areas", "/see/themes-and-sectors", "/see/timeline"],
    "/doc/<kind>/<slug>/neighbourhood": [f"{NETWORK}/neighbourhood", f"{NETWORK}/neighbourhood?depth=2"],
}

SLUGS = {
    "age": "0-19",
    "area": "readiness-2014-1",
    "assessment": "hampshire-2015-1-1",
    "audience": "commissioner",
    "board": "hampshire-better-care-fund-board",
    "cohort": "adults-in-hampshire",
    "column": "identification",
    "contract": "hampshire-school-nursing-contract",
    "contract-status": "current",
    "document": "hampshire-you-said-we-did-response",
    "event": "hampshire-send-briefings-summer-term-2014",
    "framework": "readiness-2014",
    "indicator": "age-at-the-integrated-2-year-old-check",
    "local-area": "hampshire",
    "measurement": "hampshire-2015-mytmaths-standard-score-after",
    "need": "additional-needs",
    "outcome": "hampshire-seamless-journey-for-young-people",
    "partner": "hampshire-parent-carer-network",
    "plan": "hampshire-adult-support-package",
    "post": "hampshire-adults-commissioners",
    "programme": "better-care-fund",
    "question": "partner-and-ratings",
    "rating": "area-to-improve",
    "review": "hampshire-first-families-evaluation",
    "rule": "judgement",
    "sector": "health",
    "self-evaluation": "hampshire-2015",
    "service": "hampshire-1-year-health-review",
    "setting": "childrens-centres",
    "statement": "hampshire-2015-10-further-work-4f0d6528",
    "status": "completed",
    "strategy": "six-high-impact-areas",
    "support": "sen-support",
    "task": "check-the-document-and-the-data",
    "theme": "transition-to-adulthood",
    "tool": "hampshire-agencies-information-systems",
    "training": "hampshire-closing-the-gap",
}
"""One thing of each kind that there is."""

THINGS = {
    "/doc/<kind>/<name>": [
        *(f"/doc/{kind}/{slug}" for kind, slug in SLUGS.items()),
        "/doc/sector/health?property=sef%3AcontextSector&read=backwards&page=2",
    ],
    "/doc/<name>": ["/doc/theme"],
    "/ontology": ["/ontology"],
    "/ontology/<name>": ["/ontology/Partner", "/ontology/statedSector"],
    "/ontology/vocabularies/<name>": ["/ontology/vocabularies/sector"],
}

DATA = {
    "/exports": ["/exports"],
    "/exports/partners": ["/exports/partners"],
    "/exports/partners/<name>": ["/exports/partners/hampshire-parent-carer-network"],
    "/changes": ["/changes"],
    "/changes/<old>..<new>": ["/changes/whole..less"],
    "/changes/<old>..<new>/questions/<name>": ["/changes/whole..less/questions/contracts-by-provider"],
    "/changes/<old>..<new>/partners/<slug>": ["/changes/whole..less/partners/solent-nhs-trust"],
    "/sparql": ["/sparql", "/sparql?example=boards"],
    "/sparql/answer": [
        f"/sparql/answer?query={quote(query)}{view}"
        for query, view in (
            ("SELECT * { ?it a ?kind } LIMIT 5", ""),
            ("SELECT * { ?it a ?kind } LIMIT 5", "&view=json"),
            ("ASK {}", ""),
            ("DESCRIBE <http://localhost:8000/id/board/hampshire-better-care-fund-board>", ""),
            ("DESCRIBE <http://localhost:8000/id/board/hampshire-better-care-fund-board>", "&view=drawing"),
        )
    ],
}

REFUSED = {
    f"{ACTIONS}?sector=helth&theme=nothing": 422,
    "/browse/partner?theme=nothing": 404,
    "/search?q=portage&page=-1": 400,
    f"/sparql/answer?query={quote('SELECT * { ?it a sef:Board')}": 400,
    "/nowhere": 404,
    "/doc/partner/nobody": 404,
    "/doc/partner/southern-health": 410,
}
"""Addresses that are refused, each on a page with its status."""

SAMPLES = {rule: paths for part in (FRAME, AREAS, QUESTIONS, FINDING, DRAWINGS, THINGS, DATA) for rule, paths in part.items()}
"""Addresses of pages, by the rule that they are samples of."""

LEADING_ON = ("/.well-known/void", "/areas", "/def/", "/exports/catalogue", "/graph/", "/id/", "/saved/<id_>")
"""What rules begin with that lead to a page of another rule; who opens a question that was saved is led to it."""

PAGES = {path: 200 for paths in SAMPLES.values() for path in paths} | REFUSED
"""Every sample, with the status that it has."""

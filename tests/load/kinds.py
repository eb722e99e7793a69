"""What is asked, and what has to come back: an answer of one version, or a refusal that is meant, in its words."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from urllib.parse import quote

OK, FOUND, SEE_OTHER, BAD, MISSING, UNAVAILABLE = 200, 302, 303, 400, 404, 503

BUSY = r"^Too many are asking at once\. Ask again in \d+ seconds\.$"
STOPPED = r"^The query took longer than 1 seconds and was stopped\."
SECONDS = "1"
"""How long a query may take."""

_PREFIXES = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX sef: <https://w3id.org/send-sef/ns#> "


@dataclass(frozen=True)
class Kind:
    """A kind of request.

    :param share: how often it is asked, beside the others
    :param refusals: the statuses that may come in place of an answer, each with a pattern of its sentence
    :param of_a_version: whether the answer says of which version it is
    """

    name: str
    path: str
    share: int
    refusals: dict[int, str]
    status: int = OK
    of_a_version: bool = True

    def fault(self, status: int, text: str) -> str:
        """What is wrong with an answer; nothing where it is as it should be."""
        if status in self.refusals:
            sentence = json.loads(text)["detail"]
            return "" if re.search(self.refusals[status], sentence) else f"{self.name}: {status} with “{sentence}”"
        if status != self.status:
            return f"{self.name}: {status} with “{text[:300]}”"
        found = numbers(text)
        if self.of_a_version and status == OK and len(found) != 1:
            return f"{self.name}: an answer of the versions {sorted(found)}: “{text[:300]}”"
        return ""


def numbers(text: str) -> set[int]:
    """The versions that *text* says it is of."""
    return {int(number) for number in re.findall(r"of version (\d+)", text)}


def _sparql(name: str, query: str, share: int, refusals: dict[int, str], status: int = OK) -> Kind:
    return Kind(name, f"/sparql?query={quote(_PREFIXES + query, safe='!')}", share, {UNAVAILABLE: BUSY, **refusals}, status)


_SLOW = {UNAVAILABLE: f"{BUSY}|{STOPPED}"}
_LABELS = "SELECT ?label ?text { ?s skos:prefLabel ?label . OPTIONAL { ?t sef:mentions ?s ; sef:text ?text } }"

KINDS = (
    Kind("question", "/queries/planned-for-service.json?service=tiny-portage", 8, {}),
    Kind("question as a page", "/queries/planned-for-service?service=tiny-portage", 8, {}),
    Kind("question as a table", "/queries/planned-for-service.csv?service=tiny-portage", 4, {}, of_a_version=False),
    Kind("another question", "/queries/partner-involvement.json?partner=tiny-trust", 8, {}),
    Kind("wrong value", "/queries/planned-for-service.json?service=nothing", 2, {422: "no value for"}),
    Kind("thing", "/doc/service/tiny-portage", 8, {}),
    Kind("thing as Turtle", "/doc/service/tiny-portage.ttl", 4, {}),
    Kind("thing as JSON-LD", "/doc/statement/tiny-2-practice.jsonld", 4, {}),
    Kind("thing by its name", "/id/service/tiny-portage", 2, {}, status=SEE_OTHER),
    Kind("nothing", "/doc/service/nothing.ttl", 2, {MISSING: "There is no"}),
    Kind("home", "/", 4, {}),
    Kind("latest export", "/exports/latest.nq", 2, {}, status=FOUND),
    _sparql("SPARQL", _LABELS, 8, _SLOW),
    _sparql("SPARQL for a graph", "CONSTRUCT WHERE { ?s skos:prefLabel ?label ; a ?class }", 4, _SLOW),
    _sparql("no SPARQL", "SELECT nothing", 2, {BAD: "does not parse"}),
    _sparql("SPARQL for elsewhere", "ASK { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", 2, {BAD: "not answered here", **_SLOW}),
    _sparql("runaway", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", 2, _SLOW, UNAVAILABLE),
    _sparql(
        "crash", "ASK { FILTER(" + "!" * 40_000 + "true) }", 1, {UNAVAILABLE: f"{BUSY}|{STOPPED}|ended the process"}, UNAVAILABLE
    ),
)

EXPORT = Kind("export", "", 0, {MISSING: "There is no version served here", UNAVAILABLE: BUSY})
"""Where the latest export led to; another process, or the same a moment later, may serve another version."""

SETTINGS = {"GRAPHAPP_SPARQL_SECONDS": SECONDS, "GRAPHAPP_LOG": "off"}

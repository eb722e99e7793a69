"""Queries that mean harm, or look like it, with what becomes of each."""

from __future__ import annotations

from dataclasses import dataclass

STOPPED = r"took longer than [\d.]+ seconds|needs more than \d+ MB of memory"
UNREADABLE = r"does not parse: line \d+, column \d+"
NESTED = r"nests more than 100 brackets"
LONG = r"the most is 50000"
LARGE = r"more than \d+ rows|is larger than \d+ MB"


@dataclass(frozen=True)
class Hostile:
    """A query and what is said to whoever sends it.

    :param words: a pattern; empty for a query that is answered
    """

    name: str
    query: str
    words: str = ""

    def __str__(self) -> str:
        return self.name


_THREE = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i ."
_TWO = "?a ?b ?c . ?d ?e ?f ."


def _grown(times: int) -> str:
    """A text ``?t`` of ten characters, made ten times as long so many *times*."""
    steps = (f"BIND(CONCAT({', '.join([f'?t{number}'] * 10)}) AS ?t{number + 1})" for number in range(times))
    return f'BIND("0123456789" AS ?t0) {" ".join(steps)} BIND(?t{times} AS ?t)'


WITHOUT_END = [
    Hostile("counting a product", f"SELECT (COUNT(*) AS ?n) {{ {_THREE} }}", STOPPED),
    Hostile("a product in order", f"SELECT * {{ {_THREE} }} ORDER BY ?a ?f ?i LIMIT 1", STOPPED),
    Hostile("distinct rows of a product", f"SELECT DISTINCT * {{ {_THREE} }} OFFSET 1000000000", STOPPED),
    Hostile("groups of a product", f"SELECT ?a ?d ?g (COUNT(*) AS ?n) {{ {_THREE} }} GROUP BY ?a ?d ?g", STOPPED),
    Hostile("an average of a product", f"SELECT (AVG(STRLEN(STR(?c))) AS ?n) {{ {_THREE} }}", STOPPED),
    Hostile("the text of a product", f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?t) {{ {_THREE} }}", STOPPED),
    Hostile("a filter that nothing passes", f"ASK {{ {_THREE} FILTER(STRLEN(CONCAT(STR(?a), STR(?i))) < 0) }}", STOPPED),
    Hostile("a join that nothing passes", f"ASK {{ {_THREE} FILTER(STRBEFORE(STR(?c), STR(?f)) = STR(?h)) }} OFFSET 1", STOPPED),
    Hostile("minus a product", f"SELECT (COUNT(*) AS ?n) {{ ?a ?b ?c MINUS {{ {_THREE} }} }}", STOPPED),
    Hostile("optional products", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c OPTIONAL { ?d ?e ?f OPTIONAL { ?g ?h ?i } } }", STOPPED),
    Hostile("a graph of a product", f"CONSTRUCT {{ ?a ?e ?i }} WHERE {{ {_THREE} }}", f"{STOPPED}|{LARGE}"),
    Hostile(
        "values crossed", "SELECT (COUNT(*) AS ?n) {" + "".join(f"VALUES ?v{n} {{{' 1' * 200}}}" for n in range(6)) + "}", STOPPED
    ),
    Hostile("any path", "SELECT (COUNT(*) AS ?n) { ?s (<urn:p>|!<urn:p>)* ?o }", STOPPED),
    Hostile("any path but one", "SELECT (COUNT(*) AS ?n) { ?s (!<urn:p>)* ?o }", STOPPED),
    Hostile("paths to and fro", "SELECT (COUNT(*) AS ?n) { ?s ((!<urn:p>|^(!<urn:p>))+)* ?o . ?o (!<urn:p>)* ?z }", STOPPED),
    Hostile("paths in paths", "ASK { ?s ((((!<urn:p>)*)*)*/(!<urn:p>)*)+ <urn:nowhere> . ?s ?p ?o . ?q ?r ?t }", STOPPED),
    Hostile(
        "a regex that is too large", f'ASK {{ {_TWO} FILTER(REGEX(STR(?c), "(((x{{99}}){{99}}){{99}}){{99}}")) }}', f"{STOPPED}|"
    ),
]

LARGE_ANSWERS = [
    Hostile("every row of a product", f"SELECT * {{ {_TWO} }}", f"{LARGE}|{STOPPED}"),
    Hostile("every triple of a product", f"CONSTRUCT {{ [] ?b ?f }} WHERE {{ {_TWO} }}", f"{LARGE}|{STOPPED}"),
    Hostile("every thing described", "DESCRIBE ?s WHERE { ?s ?p ?o }", f"{LARGE}|{STOPPED}"),
    Hostile("a text that grows tenfold", f"SELECT (STRLEN(?t) AS ?n) {{ {_grown(9)} }}", STOPPED),
    Hostile("a text that is replaced", f'SELECT (STRLEN(REPLACE(?t, "0", ?t)) AS ?n) {{ {_grown(5)} }}', STOPPED),
    Hostile("long texts in an answer", f"SELECT ?t {{ {_grown(6)} ?a ?b ?c }}", f"{STOPPED}|{LARGE}"),
]

DEEP = [
    Hostile("10,000 braces", "SELECT * " + "{" * 10_000 + "}" * 10_000, NESTED),
    Hostile("braces behind a comment", "SELECT * #" + "}" * 10_000 + "\n" + "{" * 10_000 + "}" * 10_000, NESTED),
    Hostile("braces behind a text", "SELECT * { ?s ?p '" + "}" * 10_000 + "' . " + "{" * 10_000 + "}" * 10_000, NESTED),
    Hostile("10,000 parentheses", "SELECT * { FILTER(" + "(" * 10_000 + "1" + ")" * 10_000 + ") }", NESTED),
    Hostile("8,000 brackets", "SELECT * { ?s ?p " + "[ ?p " * 8_000 + "]" * 8_000 + "}", NESTED),
    Hostile("6,900 unions", "SELECT * { {}" + "UNION{}" * 6_900 + " }", STOPPED),
    Hostile("7,000 minuses", "SELECT * { " + "MINUS{}" * 7_000 + " }", STOPPED),
    Hostile("24,000 plus signs", "SELECT * { FILTER(1" + "+1" * 24_000 + " = 2) }", STOPPED),
    Hostile("40,000 exclamation marks", "SELECT * { FILTER(" + "!" * 40_000 + "true) }", STOPPED),
    Hostile("a path of 5,000 steps", "SELECT * { ?s <urn:b>" + "/<urn:b>" * 5_000 + " ?o }", STOPPED),
    Hostile("1,500 patterns", "SELECT * { " + "".join(f"?a{n} ?b{n} ?c{n} ." for n in range(1_500)) + "}", STOPPED),
]

LONG_QUERIES = [
    Hostile("20,000 unions", "SELECT * { {}" + "UNION{}" * 20_000 + " }", LONG),
    Hostile("a million characters", "ASK { ?s ?p ?o } #" + "x" * 1_000_000, LONG),
    Hostile("half a million values", "SELECT * { VALUES ?x {" + " 1" * 500_000 + " } }", LONG),
]

STRANGE = [
    Hostile("nothing", "", UNREADABLE),
    Hostile("a NUL", "ASK { ?s ?p ?o }\0", UNREADABLE),
    Hostile("a byte order mark", "\ufeffASK { ?s ?p ?o }", UNREADABLE),
    Hostile("letters that look like others", "\uff21\uff33\uff2b { ?s ?p ?o }", UNREADABLE),
    Hostile("an escape without a character", 'ASK { ?s ?p "\\uD800" }', UNREADABLE),
    Hostile("an escape beyond Unicode", 'ASK { ?s ?p "\\UFFFFFFFF" }', UNREADABLE),
    Hostile("brackets", "}{][)(", UNREADABLE),
    Hostile("half a character", "ASK { ?s ?p 'a\ud800' }", "is no text"),
    Hostile("a number nobody can read", f"ASK {{ ?s ?p -{'1' * 5_000} }} # from", "cannot be read"),
    Hostile("a function that nobody has", "SELECT (<urn:function>(1) AS ?x) {}", "not supported"),
]

UPDATES = [
    Hostile("an update", "INSERT DATA { <urn:a> <urn:b> <urn:c> }", UNREADABLE),
    Hostile("a deletion", "DELETE WHERE { ?s ?p ?o }", UNREADABLE),
    Hostile("dropping everything", "DROP ALL", UNREADABLE),
    Hostile("a load", "LOAD <http://127.0.0.1:9/>", UNREADABLE),
    Hostile("a load of a file", "LOAD <file:///etc/passwd> INTO GRAPH <urn:g>", UNREADABLE),
    Hostile("a query and an update", "ASK { ?s ?p ?o } ; DROP ALL", UNREADABLE),
]

HOSTILE = [*WITHOUT_END, *LARGE_ANSWERS, *DEEP, *LONG_QUERIES, *STRANGE, *UPDATES]

HARMLESS = [
    Hostile("24,000 values", "ASK { VALUES ?x {" + " 1" * 24_000 + " } }"),
    Hostile("20,000 choices", "ASK { FILTER(1 IN (2" + ",2" * 20_000 + ", 1)) }"),
    Hostile("a pattern that others go back and forth for ever on", 'ASK { FILTER(!REGEX("' + "a" * 40 + 'b", "^(a+)+$")) }'),
    Hostile("a pattern of a thousand parts", 'ASK { FILTER(!REGEX("xxx", "' + "(x+x+)+" * 1_000 + 'y")) }'),
    Hostile("a NUL in a text", 'ASK { FILTER(STRLEN("a\0b") = 3) }'),
    Hostile("directions and joiners", "ASK { FILTER(STRLEN('\u202e\u200d\u2066\U0001f468\u200d\U0001f469') = 6) }"),
    Hostile("40,000 accents on a letter", "ASK { FILTER(STRLEN('a" + "\u0301" * 40_000 + "') = 40001) }"),
    Hostile("an escape in a text", r'ASK { FILTER("\u0053ERVICE" = "SERVICE" && "\U0001F600" = "' + "\U0001f600" + '") }'),
    Hostile("brackets in a text", "ASK { FILTER(STRLEN('" + "(" * 500 + "') = 500) } #" + "{" * 500),
    Hostile("60 parentheses", "ASK { FILTER(" + "(" * 60 + "true" + ")" * 60 + ") }"),
]
"""What looks dangerous and is true."""

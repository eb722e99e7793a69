"""Texts that someone may send where a value is expected, to break what is behind it: a fixed list, and mixtures drawn from it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

ENDS_A_TERM = (
    *(
        '"',
        "'",
        '"""',
        "'''",
        "\\",
        "\\\\",
        "\\'",
        '\\"',
        '"\\',
        "}",
        "{",
        "{}",
        "}}",
        ")",
        "(",
        "]",
        "[",
        ">",
        "<",
        "<>",
        "^^",
        "@en",
    ),
    *("#", "# }", ";", ".", " . ", "|", "||", "&&", "$", "?", "*", "`", "!", "=", "\n", "\r", "\r\n", "\t", "\v", "\f", " "),
    *(
        "\\u0022",
        "\\u0027",
        "\\u003E",
        "\\U0000007D",
        "\\u000A",
        "\\u005C",
        "\\uD800",
        "\\u",
        "\\U",
        "\\u00",
        "\\x22",
        "&quot;",
        "%22",
    ),
)
"""Characters that end a text, an IRI, a line or a group in SPARQL, and other ways to write them."""

SPARQL = (
    '" . ?s ?p ?o . "',
    '"} UNION { ?s ?p ?o } #',
    "> . ?s ?p ?o . <urn:x",
    "<urn:x> . } # ",
    '" } DROP ALL #',
    "UNDEF",
    "UNDEF } VALUES ?x {",
    "SERVICE <http://evil.example/> { ?s ?p ?o }",
    "FROM <urn:private>",
    "$sector",
    "?action",
    "BIND(1 AS ?x)",
    'x"^^<urn:type>',
    'x"@en',
    "1 || true",
    "SELECT * { ?s ?p ?o }",
    "\\u0022 . } #",
    '\\\\" . } #',
    '"""\n} #',
)

ELSEWHERE = (
    *(
        "'; DROP TABLE questions; --",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "{% raw %}",
        "${7*7}",
        "%s%n",
        "%00",
        "%0d%0aSet-Cookie:x=1",
    ),
    *("../../etc/passwd", "file:///etc/passwd", "javascript:alert(1)", "=1+1", "-1", "+1", "@SUM(A1)", "\x1b[31mred"),
    *("[label]", "{sector}", "[ about {theme}]", "/../", "//", "\\\\host\\share", "null", "None", "undefined", "NaN"),
)
"""What is dangerous somewhere else: to databases, templates, terminals, spreadsheets, browsers."""

NO_PRINT = (
    *(
        "\0",
        "\x01",
        "\x07",
        "\x08",
        "\x7f",
        "\x85",
        "\xa0",
        "\xad",
        "\u200b",
        "\u200d",
        "\u200f",
        "\u202e",
        "\u2028",
        "\u2029",
        "\u2066",
    ),
    *("\ufeff", "\ufffd", "\uffff", "\U000e0001", "\U0001f600", "e\u0301", "\u0130", "ﬁ", "ß", "٣", "½", "Ⅷ", "ﷺ"),
)
"""Control characters, marks of direction, and letters that become others when case or form is changed."""

SURROGATES = ("\ud800", "\udfff", "\udcff", "a\ud83d")
"""Halves of pairs: no text at all, though Python may hold them."""

NUMBERS = (
    *(
        "0",
        "-0",
        "00",
        "007",
        "1",
        "999999999",
        "1000000000",
        "9" * 400,
        "1.0",
        "1.5",
        "1e3",
        "0x10",
        "1_000",
        "1,000",
        " 5 ",
        "+5",
        "-5",
    ),
    *("inf", "-inf", "nan", "true", "TRUE", "yes", "on", "off", "no", "maybe", "١٢", "²", "5\n", "5;"),
)

LONG = ("a" * 10_000, '"' * 5_000, "{" * 5_000, "\\" * 4_999, "é" * 3_000, "x\n" * 2_000)

FIXED: tuple[str, ...] = (*ENDS_A_TERM, *SPARQL, *ELSEWHERE, *NO_PRINT, *SURROGATES, *NUMBERS, *LONG)


def look_alikes(iri: str, slug: str, label: str) -> Iterator[str]:
    """Texts that resemble a value, none of which is one: other schemes, ends, letters and cases."""
    yield from (f"{iri}/", f"{iri}#", f"{iri}?", f"{iri}>", f"<{iri}>", f"{iri}\n", f"{iri}%20", f"{iri}\u200b", iri.upper())
    yield from (iri.replace("http:", "https:"), iri.replace("/", "//"), iri.replace("e", "е"), f"{iri} {iri}", f"{iri},{slug}")
    yield from (
        f'{slug}"',
        f"{slug}'",
        f"{slug}>",
        f"{slug}}}",
        f"{slug}\\",
        f"{slug}\0",
        f"{slug}#",
        f"{slug}/",
        f"{slug}\u200b",
    )
    yield from (slug.replace("a", "а"), slug.replace("-", "‐"), slug[::-1], f"{slug}-{slug}", f"{slug}|{slug}", f"../{slug}")
    yield from (f"{label}\u202e", f'"{label}"', f"{label} . ?s ?p ?o", f"{label}{label}", label.replace("e", "é"))


def mixtures(chance: random.Random, good: Sequence[str]) -> Iterator[str]:
    """Texts without an end, put together from pieces: some with a *good* value among them."""
    pieces = (*ENDS_A_TERM, *SPARQL, *ELSEWHERE, *NO_PRINT, *NUMBERS[:6])
    while True:
        chosen = [chance.choice(pieces) for _ in range(chance.randint(1, 5))]
        if good and chance.random() < 0.5:
            chosen.insert(chance.randint(0, len(chosen)), chance.choice(good))
        yield "".join(chosen)

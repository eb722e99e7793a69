"""What in SPARQL is no syntax: strings, IRIs and comments, in which a bracket or a keyword is none."""

from __future__ import annotations

import re

_TEXTS = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)|'{3}(?:[^'\\]|\\.|'(?!''))*+(?:'{3}|\Z)'''
    r"""|"(?:[^"\\\n\r]|\\.)*+"?|'(?:[^'\\\n\r]|\\.)*+'?|<[^<>"{}|^`\\\s]*+>|\#[^\n\r]*+""",
    re.DOTALL,
)
"""Each is read once, so this takes no longer than the query is long."""


def without_texts(query: str) -> str:
    """*query* without its strings, IRIs and comments.

    >>> without_texts('SELECT * { ?s <urn:p> "}" } # }')
    'SELECT * { ?s   } '
    """
    return _TEXTS.sub("", query)

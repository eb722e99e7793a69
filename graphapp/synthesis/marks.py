"""The lines of a template with gaps: a gap is a mark between two zero bytes, which no N-Quads file holds.

========  ==================================================================
``c``     the council in a slug
``p``     the council's area in words
``e``     the edition in a slug
``y2015`` a year, which moves with the edition's
``n87``   a figure
``d…``    a digest, by the first eight digits of the real one; ``s…`` those eight
``t12``   words about a thing of the council: alike in all its editions
``x12``   words of one edition
========  ==================================================================
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import NamedTuple

from rdflib.namespace import DCTERMS, FOAF, PROV, SKOS

from graphapp.namespaces import SEF
from graphapp.synthesis.template import Quad, Template, token

GAP = b"\0"
PLACE = GAP + b"p" + GAP

_RIGHTS = b'"Invented for measurements: no council says any of this."@en-gb'
_PLAIN_PROSE = {token(str(term)) for term in (SKOS.editorialNote, SEF.formerName)}
_FIGURES = {token(str(term)) for term in (SEF.value, SEF.minValue, SEF.maxValue)}
_PAGE, _AUTHOR, _RIGHTS_OF = (token(str(term)) for term in (FOAF.page, PROV.wasAttributedTo, DCTERMS.rights))
_IN_A_LANGUAGE = re.compile(rb'"@[A-Za-z0-9-]+\Z')
_FIGURE = re.compile(rb'"([0-9.]+)"')
_DIGEST = re.compile(rb'"([0-9a-f]{8})[0-9a-f]{56}"')
_DIGEST_IN_SLUG = re.compile(rb"(?<=-)[0-9a-f]{8}(?=[#>])")
_YEAR = re.compile(rb"\b((?:19|20)\d\d)\b")
_SPACE = re.compile(rb"(?:\s|\\[nrt])+")
_KNOWN = rb"hants|solent|tyndale"
"""Names, besides the council's own, by which real bodies of its area would be recognised."""


class Prose(NamedTuple):
    """A text that is dealt out again: from which words, and how many.

    :param field: the property whose words it is made of
    :param length: in words
    """

    field: bytes
    length: int


class Marker:
    """Turns the quads of a template into lines with gaps.

    :ivar prose: the texts by their marks
    :ivar words: every word of the real edition by property, as often as it occurs, as N-Quads writes it
    """

    def __init__(self, template: Template) -> None:
        self._template, self._base = template, f"<{template.naming.base}".encode()
        self._own = {quad.subject for quad in template.quads}
        self._council, self._edition = template.council.encode(), template.edition.encode()
        self._local = re.compile(b"%s|%s" % (re.escape(self._council), _KNOWN), re.IGNORECASE)
        pages = sorted({quad.value for quad in template.quads if quad.predicate == _PAGE})
        self._pages = {page: b"<https://\0c\0.example/%d>" % number for number, page in enumerate(pages)}
        self._named = self._whose_names_stay()
        self.prose: dict[bytes, Prose] = {}
        self.words: dict[bytes, list[bytes]] = defaultdict(list)
        self._texts = self._read_prose()

    def line(self, quad: Quad) -> bytes:
        """*quad* as a line with gaps."""
        graph = quad.graph.replace(self._edition, b"\0e\0")
        return b"%s %s %s %s .\n" % (self._resource(quad.subject), quad.predicate, self._value(quad), graph)

    def _resource(self, iri: bytes) -> bytes:
        """An IRI: the council's own are renamed, and its pages lead nowhere; everybody's stay."""
        if iri in self._pages:
            return self._pages[iri]
        if iri not in self._own:
            return iri
        root, kind, slug = iri[len(self._base) :].split(b"/", 2)
        head, rest = self._owner(slug)
        rest = self._local.sub(b"\0c\0", rest)
        if kind == b"statement":
            rest = _DIGEST_IN_SLUG.sub(rb"\0s\g<0>\0", rest)
        return b"%s%s/%s/%s%s" % (self._base, root, kind, head, rest)

    def _owner(self, slug: bytes) -> tuple[bytes, bytes]:
        """The mark that *slug* begins with and what follows; where it names no owner, a dot keeps it apart from those that do."""
        for name, mark in ((self._edition, b"\0e\0"), (self._council, b"\0c\0")):
            if slug.startswith(name) and slug[len(name) : len(name) + 1] in b"-#>":
                return mark, slug[len(name) :]
        return b"\0c\0.", slug

    def _value(self, quad: Quad) -> bytes:
        """The object of *quad* with its gaps."""
        if not quad.value.startswith(b'"'):
            return self._resource(quad.value)
        if quad.predicate == _RIGHTS_OF:
            return _RIGHTS
        return self._verbatim(quad) if quad.subject in self._named else self._texts.get(quad.value) or self._verbatim(quad)

    def _verbatim(self, quad: Quad) -> bytes:
        """A value that keeps its form: a digest, a figure, or words in which only places and years change."""
        if quad.predicate in _FIGURES:
            return _FIGURE.sub(rb'"\0n\1\0"', quad.value)
        if digest := _DIGEST.fullmatch(quad.value):
            return b'"\0d%s\0"' % digest[1]
        words, quote, kind = quad.value.rpartition(b'"')
        if kind.endswith(b"integer>"):
            return quad.value
        return _YEAR.sub(rb"\0y\1\0", self._local.sub(PLACE, words)) + quote + kind

    def _whose_names_stay(self) -> set[bytes]:
        """What is known by its place and year alone: the self-evaluation, its rows, its council, the area."""
        kinds = tuple(self._base + kind for kind in (b"id/self-evaluation/", b"id/assessment/", b"def/local-area/"))
        authors = {quad.value for quad in self._template.quads if quad.predicate == _AUTHOR}
        return authors | {thing for thing in self._own if thing.startswith(kinds)}

    def _read_prose(self) -> dict[bytes, bytes]:
        """Every text that is dealt out again, with its gap in place of its words."""
        owners: dict[bytes, set[bytes]] = defaultdict(set)
        fields: dict[bytes, bytes] = {}
        for quad in self._template.quads:
            if quad.subject not in self._named and _is_prose(quad):
                owners[quad.value].add(quad.subject)
                fields.setdefault(quad.value, quad.predicate)
        return {text: self._dealt(text, fields[text], owners[text]) for text in sorted(fields)}

    def _dealt(self, text: bytes, field: bytes, owners: set[bytes]) -> bytes:
        """The gap for *text*, whose words join those of its *field*."""
        words, suffix = _words(text)
        self.words[field] += [self._local.sub(PLACE, word) for word in words]
        of_edition = all(b"/%s-" % self._edition in owner for owner in owners)
        mark = b"%s%d" % (b"x" if of_edition else b"t", len(self.prose))
        self.prose[mark] = Prose(field, len(words))
        return b'"\0%s\0"%s' % (mark, suffix)


def _is_prose(quad: Quad) -> bool:
    """Whether the value of *quad* is words in a language, rather than a code or a figure."""
    return bool(_IN_A_LANGUAGE.search(quad.value)) or (quad.predicate in _PLAIN_PROSE and quad.value.startswith(b'"'))


def _words(text: bytes) -> tuple[list[bytes], bytes]:
    """The words of a literal, still escaped, so that any of them in any order are right again; and what follows the words."""
    lexical, _, suffix = text[1:].rpartition(b'"')
    return _SPACE.split(lexical.strip()), suffix

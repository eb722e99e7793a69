"""The cover page of a pack, for people who open it without us: what it is, what its words mean, what is left out."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from graphapp.exports.packs.contents import TIERS, Maker, Pack, Part
from graphapp.exports.packs.protection import FEWER

_WIDTH = 92
_ITEM = "- "


PROTECTION = (
    "Counts of fewer than ten people, families or personal budgets could point at somebody. Here the figure reads "
    f"“{FEWER}”, and the words of statements that give one are left out. The statement itself is still listed."
)
"""The rule on small counts."""


def cover(pack: Pack, maker: Maker, files: Iterable[tuple[str, str]]) -> str:
    """The cover page as plain text.

    :param files: the names of the other files, each with what it is
    """
    sections = (
        (pack.title, _about(pack)),
        ("How many there are", _counts(pack)),
        ("Stated, derived, context", (f"{_ITEM}{tier}: {words}." for tier, words in TIERS.items())),
        ("Small numbers", _protection(pack)),
        ("The files", (f"{_ITEM}{name}: {words}" for name, words in files)),
        ("How it was made", _making(maker)),
    )
    return "\n".join(line for title, told in sections for line in _section(title, told))


def _section(title: str, told: Iterable[str]) -> Iterator[str]:
    yield from (title, "=" * len(title), "")
    for text in told:
        indent = "  " if text.startswith(_ITEM) else ""
        yield textwrap.fill(text, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False)
    yield ""


def about_pack(pack: Pack) -> Iterator[tuple[str, str]]:
    """What one has to know of a pack, as names and texts: for the sheet “About”."""
    yield "Pack", pack.title
    yield "Taken from", pack.said_by
    yield from ((part.name.capitalize(), f"{len(part.answered.rows)}: {part.says}") for part in pack.parts)
    yield from ((tier.capitalize(), words) for tier, words in TIERS.items())
    yield "Small numbers", protection_told(pack)
    if pack.source.version:
        yield "Data version", version_told(pack)
    yield "Rights", rights_told(pack)
    yield "Address", pack.source.address


def _about(pack: Pack) -> Iterator[str]:
    yield f"Taken from: {pack.said_by}"
    if pack.source.version:
        yield f"Data version: {version_told(pack)}"
    yield f"Address: {pack.source.address}"
    yield f"Rights: {rights_told(pack)}"
    yield ""
    yield (
        "Everything here is what the council states in its self-evaluation, in our own words. It is not what "
        f"{pack.partner.label} would say, and where the document is silent, so is this pack."
    )


def version_told(pack: Pack) -> str:
    """The version of the data, with its date."""
    return f"{pack.source.version}, published {pack.source.published[:10]}"


def rights_told(pack: Pack) -> str:
    """What may be done with the pack, as far as that is stated."""
    return pack.source.rights or "The data do not say what may be done with them."


def _counts(pack: Pack) -> Iterator[str]:
    for part in pack.parts:
        yield f"{_ITEM}{part.name.capitalize()}: {len(part.answered.rows)}{_tiers_told(part)}; {part.says}."


def _tiers_told(part: Part) -> str:
    tiers = [row["tier"].value for row in part.answered.rows]
    return f" ({', '.join(f'{tiers.count(tier)} {tier}' for tier in TIERS if tier in tiers)})" if tiers else ""


def protection_told(pack: Pack) -> str:
    """What is left out because few people are counted, and where, in one paragraph."""
    return " ".join(protections(pack))


def protections(pack: Pack) -> Iterator[str]:
    """The rule on small counts, and each place where it left something out."""
    yield PROTECTION
    if not pack.withheld and not pack.lowered:
        yield "Nothing in this pack had to be left out."
    yield from (f"Words left out: {place} ({iri})." for iri, place in pack.withheld.items())
    yield from (f"Figure left out: {label} ({iri})." for iri, label in pack.lowered.items())


def _protection(pack: Pack) -> Iterator[str]:
    rule, *places = protections(pack)
    yield from (rule, *(f"{_ITEM}{place}" for place in places))


def _making(maker: Maker) -> Iterator[str]:
    yield (
        "The tables are the answers of saved questions; the queries lie in the folder “queries” and run on any SPARQL endpoint "
        f"that holds the data, such as {maker.naming.base}sparql. Contracts, services and boards are those rows of an answer "
        "that have a fact with the partner; measures are those whose statement is among the statements here. The columns “How it "
        "counts” and “Why” say so for each row."
    )
    yield ""
    yield "To check that no file was changed, run in this folder: sha256sum --check SHA256SUMS"

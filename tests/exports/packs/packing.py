"""A maker of packs of Hampshire's edition, for the tests."""

from __future__ import annotations

from graphapp.exports.packs.contents import Issue, Maker, pack_maker
from tests.published import Published

PARENTS = "hampshire-parent-carer-network"
"""A partner whose pack has everything: statements of two tiers, boards, and numbers of which two are small."""


def maker_of(published: Published) -> Maker:
    """Packs as the site makes them."""
    manifest = published.version.manifest
    return pack_maker(published.store, published.library, published.naming, issue=Issue(manifest.version, manifest.created))

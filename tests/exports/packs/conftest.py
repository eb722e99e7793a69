"""A maker of packs, and one pack, for every test of them."""

from __future__ import annotations

import pytest

from graphapp.exports.packs.contents import Maker, Pack, make_pack
from tests.exports.packs.packing import PARENTS, maker_of
from tests.published import Published


@pytest.fixture(scope="package")
def maker(published: Published) -> Maker:
    """Packs of what is published."""
    return maker_of(published)


@pytest.fixture(scope="package")
def pack(maker: Maker) -> Pack:
    """The pack of :data:`.packing.PARENTS`."""
    return make_pack(maker, PARENTS)

"""What changed in a partner's pack: the patch to the letter, the rest in words, and nothing that the packs protect."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graphapp.changes.data import pack_data
from graphapp.changes.packs import PackChanges, PackPair, pack_pair
from graphapp.changes.patch import patch
from graphapp.errors import UnknownName
from graphapp.exports.formats import by_suffix
from graphapp.exports.ordered import write_quads
from graphapp.exports.packs.contents import Issue, make_pack, pack_maker
from graphapp.exports.packs.graph import pack_quads
from graphapp.store import open_version
from graphapp.store.versions import Version
from tests.changed import GONE, NAME, PARTNER, Changed
from tests.changes.test_quads import applied
from tests.exports.packs.packing import PARENTS


def packs(changed: Changed, slug: str, old: str = "whole", new: str = "less") -> PackPair:
    return pack_pair(changed.pair(old, new), changed.published.library, slug)


def as_downloaded(changed: Changed, version: Version, slug: str) -> bytes:
    """The pack as N-Quads, as the site that served *version* gave it."""
    manifest = version.manifest
    store = open_version(version)
    maker = pack_maker(
        store, changed.published.library, changed.published.naming, issue=Issue(manifest.version, manifest.created)
    )
    return write_quads(pack_quads(make_pack(maker, slug), maker), by_suffix("nq"))


@pytest.fixture(scope="module")
def difference(changed: Changed) -> PackPair:
    """The packs of the partner in the two newest versions."""
    return packs(changed, PARTNER)


@pytest.fixture(scope="module")
def found(difference: PackPair) -> PackChanges:
    """What changed in them, in words."""
    return difference.in_words()


def in_lines(content: bytes) -> bytes:
    return b"".join(sorted(content.splitlines(keepends=True)))


def test_the_patch_makes_the_newer_pack_of_the_older_one_and_the_other_way_round(changed: Changed, difference: PackPair) -> None:
    old, new = (as_downloaded(changed, version, PARTNER) for version in (difference.pair.old, difference.pair.new))
    back = replace(difference, old=difference.new, new=difference.old)
    assert old != new
    assert applied(old, b"".join(patch(difference.changes(), "whole", "less", difference.address))) == in_lines(new)
    assert applied(new, b"".join(patch(back.changes(), "less", "whole", back.address))) == in_lines(old)


def test_the_statement_that_is_gone_is_a_row_that_was_removed(changed: Changed, found: PackChanges) -> None:
    statements = next(table for table in found.tables if table.name == "statements")
    assert [row[0].iri for row in statements.rows.removed] == [changed.statement]
    assert not statements.rows.added
    assert (found.is_new, found.is_gone) == (False, False)


def test_a_new_name_is_one_change_and_the_tables_show_it_where_it_stands(changed: Changed, found: PackChanges) -> None:
    (partner,) = (thing for thing in found.things if thing.iri == changed.iri(PARTNER))
    (renamed,) = (edit for edit in partner.edits if edit.kind == "Changed")
    assert renamed.fact.words == ("name", NAME)
    assert found.partner == NAME
    (contract,) = (table.rows.changed for table in found.tables if table.name == "contracts")
    assert any(cell.value == NAME for _, after in contract for cell in after)


def test_who_is_not_known_any_more_loses_the_whole_pack_and_who_is_new_gets_it(changed: Changed) -> None:
    packs_of_one = packs(changed, GONE)
    gone = packs_of_one.in_words()
    come = replace(packs_of_one, old=packs_of_one.new, new=packs_of_one.old).in_words()
    assert (gone.is_gone, come.is_new) == (True, True)
    assert all(table.rows.removed and not table.rows.added for table in gone.tables)
    assert [table.rows.removed for table in gone.tables] == [table.rows.added for table in come.tables]
    content = b"".join(patch(packs_of_one.changes(), "whole", "less"))
    assert applied(as_downloaded(changed, changed.pair().old, GONE), content) == b""


def test_a_pack_does_not_differ_from_itself(difference: PackPair) -> None:
    same = replace(difference, new=difference.old)
    assert not same.in_words()
    assert not list(same.changes())


def test_a_partner_that_neither_version_knows_is_refused_with_the_nearest(changed: Changed) -> None:
    with pytest.raises(UnknownName, match="solent-nhs-trust"):
        packs(changed, "solent-nhs-trusts")


def test_a_small_count_that_was_marked_only_later_is_not_told_by_the_difference(changed: Changed) -> None:
    """The older pack gave it; whoever reads what changed must not learn from this page what is protected now."""
    pair = packs(changed, PARENTS, "unmarked", "whole")
    assert pair.new
    protected = pair.new.pack.small.statements
    texts = {
        str(row["text"])
        for row in changed.published.select("SELECT ?s ?text { ?s sef:text ?text }")
        if str(row["s"]) in protected
    }
    told = pack_data(pair.pair, PARENTS, pair.in_words()).decode()
    assert texts
    assert any(text in line.decode() for text in texts for _, line in pair.changes())
    assert not any(text in told for text in texts)

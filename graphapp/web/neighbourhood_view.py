"""What stands around a thing, as the tree that is drawn: a fair share of each of its links, and where the rest is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rdflib import URIRef

from graphapp.drawings.figure import Figure, Mark
from graphapp.drawings.tree import MOST, Branch, Node, tree
from graphapp.namespaces import Naming
from graphapp.store.base import Store
from graphapp.things.describe import describe
from graphapp.things.view import Group, ThingView, Value

DEPTHS = (1, 2)
"""How many links away the farthest neighbours are that can be drawn."""

_NEAR_OF_TWO = 15
"""Neighbours that are drawn where each brings neighbours of its own."""

_KINDS = {
    **dict.fromkeys(("statement", "assessment", "area", "self-evaluation"), "said"),
    **dict.fromkeys(("partner", "board", "post"), "body"),
}
"""What the kinds of things are drawn as; a concept is a term, and every other thing is something that is done or used."""


def neighbourhood(store: Store, iri: URIRef, naming: Naming, depth: int) -> Figure:
    """The drawing of what stands around *iri*, up to *depth* links away.

    :raises UnknownName: when the graph does not know it
    """
    view = describe(store, iri, naming)
    most = MOST if depth == DEPTHS[0] else _NEAR_OF_TWO
    near = _branches(view, most, naming, set())
    shown = [node for branch in near for node in branch.nodes]
    if depth > DEPTHS[0] and shown:
        seen = {str(iri), *(node.mark.iri for node in shown)}
        each = max(1, (MOST - len(shown)) // len(shown))
        near = tuple(
            Branch(it.name, tuple(_further(store, node, naming, each, seen) for node in it.nodes), it.more) for it in near
        )
    root = Node(Mark(view.title, naming.page(str(iri)), str(iri)), kind_of(str(iri), naming), near)
    return tree(root, f"What stands around {_shortened(view.title)}", _description(view, near, depth))


def _further(store: Store, node: Node, naming: Naming, most: int, seen: set[str]) -> Node:
    """*node* with what stands around it, but for what is drawn already."""
    view = describe(store, URIRef(node.mark.iri), naming)
    return Node(node.mark, node.kind, _branches(view, most, naming, seen), node.is_derived)


def _branches(view: ThingView, most: int, naming: Naming, seen: set[str]) -> tuple[Branch, ...]:
    """The links of a thing, with no more than *most* neighbours in all; the links that get none are counted together."""
    path = naming.page(view.iri)
    links = [(it, [v for v in it.values if _is_thing(v, naming) and v.link.iri not in seen]) for it in view.groups]
    links = [(group, values) for group, values in links if values]
    shares = fair_shares([len(values) for _, values in links], most)
    drawn = [
        Branch(group.label, tuple(_node(value, naming) for value in values[:share]), _more(group, len(values) - share, path))
        for (group, values), share in zip(links, shares, strict=True)
        if share
    ]
    left = [group for (group, _), share in zip(links, shares, strict=True) if not share]
    if left:
        drawn.append(
            Branch("other links", (), Mark(f"and {len(left)} more {'kind' if len(left) == 1 else 'kinds'} of link", path))
        )
    return tuple(drawn)


def fair_shares(wanted: Sequence[int], most: int) -> list[int]:
    """How many each gets of *most*: all the same, but for those that want less, whose rest goes to the others.

    >>> fair_shares([2, 50, 9], 15)
    [2, 7, 6]
    """
    shares = [0] * len(wanted)
    left = most
    while left and any(share < want for share, want in zip(shares, wanted, strict=True)):
        for place, want in enumerate(wanted):
            if left and shares[place] < want:
                shares[place] += 1
                left -= 1
    return shares


def _is_thing(value: Value, naming: Naming) -> bool:
    """Whether *value* is a thing with a page of its own."""
    return bool(value.link.iri and naming.kind_and_slug(value.link.iri))


def _node(value: Value, naming: Naming) -> Node:
    words = f"{value.place}: {value.link.label}" if value.place else value.link.label
    iri = value.link.iri or ""
    return Node(Mark(words, value.link.href, iri), kind_of(iri, naming), is_derived=bool(value.tier))


def kind_of(iri: str, naming: Naming) -> str:
    """What the thing with this *iri* is drawn as, one of :data:`.tree.SHAPES`."""
    if naming.relative(iri).startswith("def/"):
        return "term"
    found = naming.kind_and_slug(iri)
    return _KINDS.get(found[0], "work") if found else "term"


def _more(group: Group, left_out: int, path: str | None) -> Mark | None:
    """How many neighbours of *group* are not drawn, and the page that lists them."""
    beyond = int(group.count) - len(group.values) if group.count.isdigit() else 0
    if group.following and not group.count.isdigit():
        return Mark("and more", path)
    return Mark(f"and {left_out + beyond} more", path) if left_out + beyond else None


def _description(view: ThingView, near: tuple[Branch, ...], depth: int) -> str:
    """What the drawing shows, in a sentence or two."""
    if not near:
        return f"The graph names no other thing beside {_shortened(view.title)}."
    count = sum(len(branch.nodes) for branch in near)
    things = "1 thing is" if count == 1 else f"{count} things are"
    further = " Behind each are things that it is linked to in turn." if depth > DEPTHS[0] else ""
    return f"{things} drawn beside it, by what links them: {', '.join(_names(near))}.{further}"


def _names(near: tuple[Branch, ...]) -> Iterator[str]:
    yield from (f"{branch.name} ({len(branch.nodes)})" for branch in near if branch.nodes)


def _shortened(title: str) -> str:
    return title if len(title) <= 80 else f"{title[:79].rstrip()}…"  # noqa: PLR2004 - a heading of two lines

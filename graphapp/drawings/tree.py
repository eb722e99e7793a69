"""What stands around a thing as a tree from left to right: one line for each neighbour, so that no words overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered, one_line
from graphapp.drawings.legend import legend
from graphapp.drawings.lettering import clipped, line_height, wrapped
from graphapp.drawings.lettering import width as width_of
from graphapp.drawings.svg import Element, element, link, picture

MOST = 60
"""Neighbours that one drawing shows; what is beyond is counted, and leads to the page that lists it."""

SHAPES = {
    "said": ("square", "a row or a statement of the document"),
    "body": ("circle", "a partner, board or post"),
    "work": ("diamond", "a service, contract, programme, number or document"),
    "term": ("triangle", "a theme, sector or other term"),
    "value": ("dash", "a text, a number or something else without an address"),
}
"""What each kind of neighbour is drawn as, and what it is in words."""

_ROW, _MARGIN, _MARK = 30.0, 16.0, 6.0
_ROOT, _NAME, _BEND = 190.0, 180.0, 44.0
"""Widths of the root, of the name of a link, and of the way round a corner."""
_NODE, _NODE_ALONE = 330.0, 560.0
"""Width of a neighbour, and where all are one link away."""
_ROOT_LINES = 6


@dataclass(frozen=True)
class Node:
    """A neighbour: what it is called, which of :data:`SHAPES` it is, and what stands around it in turn."""

    mark: Mark
    kind: str
    branches: tuple[Branch, ...] = ()
    is_derived: bool = False

    def __iter__(self) -> Iterator[Node]:
        """The node and all behind it."""
        yield self
        for branch in self.branches:
            yield from chain.from_iterable(branch.nodes)


@dataclass(frozen=True)
class Branch:
    """The neighbours by one link.

    :param more: where those are that are not drawn, and how many in words
    """

    name: str
    nodes: tuple[Node, ...]
    more: Mark | None = None


@dataclass(frozen=True)
class _Placed:
    """Shapes that are laid out, at what height the line to them ends, and where the next begin."""

    shapes: tuple[Element, ...]
    line: float
    bottom: float


def tree(root: Node, title: str, description: str, notes: tuple[Mark, ...] = (), *, tells_how_known: bool = True) -> Figure:
    """The drawing of *root* and what stands around it.

    :param tells_how_known: whether it says of each neighbour if it is stated or derived
    """
    depth = _depth(root)
    node = _NODE if depth > 1 else _NODE_ALONE
    width = 2 * _MARGIN + _ROOT + max(depth, 1) * (_BEND + _NAME + _BEND + node)
    symbols = [(symbol(kind, 0, 0), words) for kind, (_, words) in SHAPES.items() if any(it.kind == kind for it in root)]
    lines = _lines_in_use(root) if tells_how_known else ()
    known, top = legend([*symbols, *lines], width - 2 * _MARGIN, _MARGIN, _MARGIN)
    placed = _place_root(root, _MARGIN, top + _MARGIN, node)
    bottom = placed.bottom + _MARGIN
    drawn = picture(width, bottom, title, description, (*known, *placed.shapes))
    return Figure(title, description, drawn, _table(root, tells_how_known=tells_how_known), notes)


def _depth(node: Node) -> int:
    return max((1 + max(map(_depth, branch.nodes), default=0) for branch in node.branches), default=0)


def _lines_in_use(root: Node) -> Iterator[tuple[Element, str]]:
    nodes = [node for node in root if node is not root]
    if any(not node.is_derived for node in nodes):
        yield element("path", d="M-8 0H8", class_="line"), "stated"
    if any(node.is_derived for node in nodes):
        yield element("path", d="M-8 0H8", class_="line derived"), "added by a rule"


def symbol(kind: str, x: float, y: float) -> Element:
    """The mark of a *kind* of neighbour around a point."""
    shape, size = SHAPES[kind][0], _MARK
    if shape == "circle":
        return element("circle", cx=x, cy=y, r=size, class_=f"kind {kind}")
    if shape == "square":
        return element("rect", x=x - size, y=y - size, width=2 * size, height=2 * size, class_=f"kind {kind}")
    if shape == "dash":
        return element("rect", x=x - size, y=y - 2, width=2 * size, height=4, class_=f"kind {kind}")
    points = {"diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "triangle": ((0, -1.1), (1.2, 1), (-1.2, 1))}[shape]
    drawn = " ".join(f"{x + across * size:.1f},{y + down * size:.1f}" for across, down in points)
    return element("polygon", points=drawn, class_=f"kind {kind}")


def _place_root(root: Node, x: float, y: float, wide: float) -> _Placed:
    """The thing itself beside its first branch, in as many lines as its name needs."""
    lines = wrapped(root.mark.words, _ROOT - 24, BODY, _ROOT_LINES, bold=True)
    height = len(lines) * line_height(BODY) + 16
    placed = _place_branches(root.branches, x + _ROOT, y + max(0, (height - _ROW) / 2), wide)
    top = placed.line - height / 2
    box = element("rect", x=x, y=top, width=_ROOT, height=height, class_="root")
    words = lettered(lines, x + 12, top + 8 + BODY, class_="strong")
    whole = link(root.mark.href, root.mark.words, box, words)
    return _Placed((*placed.shapes, whole), placed.line, max(placed.bottom, top + height))


def _place_branches(branches: tuple[Branch, ...], x: float, y: float, wide: float) -> _Placed:
    """*branches* below each other from *y*, hanging on a line down from a point at *x*."""
    laid: list[_Placed] = []
    for branch in branches:
        laid.append(_place_branch(branch, x + _BEND, laid[-1].bottom if laid else y, wide))
    if not laid:
        return _Placed((), y + _ROW / 2, y + _ROW)
    lines = _fork(x, x + _BEND, [(it.line, False) for it in laid])
    return _Placed((*lines, *(shape for it in laid for shape in it.shapes)), laid[0].line, laid[-1].bottom)


def _place_branch(branch: Branch, x: float, y: float, wide: float) -> _Placed:
    """The name of a link on its line, and the neighbours that it leads to."""
    to_nodes, first = x + _NAME + _BEND, y + _ROW / 2
    shapes: list[Element] = []
    ends: list[tuple[float, bool]] = []
    for node in branch.nodes:
        placed = _place_node(node, to_nodes, y, wide)
        shapes += placed.shapes
        ends.append((placed.line, node.is_derived))
        y = placed.bottom
    if branch.more:
        shapes.append(link(branch.more.href, branch.more.words, _words(branch.more, to_nodes, y + _ROW / 2, wide)))
        ends.append((y + _ROW / 2, False))
        y += _ROW
    name = link(None, branch.name, one_line(branch.name, x + 4, first - 5, _NAME - 8, SMALL, class_="hint"))
    run = element("path", d=f"M{x:.1f} {first:.1f}h{_NAME:.1f}", class_="line")
    return _Placed((run, *_fork(x + _NAME, to_nodes, ends), name, *shapes), first, y)


def _place_node(node: Node, x: float, y: float, wide: float) -> _Placed:
    behind = _place_branches(node.branches, x + wide, y, wide)
    whole = link(node.mark.href, node.mark.words, symbol(node.kind, x, behind.line), _words(node.mark, x, behind.line, wide))
    end = x + 20 + width_of(clipped(node.mark.words, wide - 24, BODY), BODY)
    joined = (element("path", d=f"M{end:.1f} {behind.line:.1f}H{x + wide:.1f}", class_="grid"),) if node.branches else ()
    return _Placed((*joined, *behind.shapes, whole), behind.line, behind.bottom)


def _words(mark: Mark, x: float, line: float, wide: float) -> Element:
    return one_line(mark.words, x + 14, line + 5, wide - 24)


def _fork(x: float, to_x: float, ends: list[tuple[float, bool]]) -> tuple[Element, ...]:
    """Lines from the height of the first of *ends* to each of them, broken where what it leads to is derived."""
    middle = x + (to_x - x) / 2
    trunk = f"M{x:.1f} {ends[0][0]:.1f}H{middle:.1f}V{ends[-1][0]:.1f}"
    twigs = (
        element("path", d=f"M{middle:.1f} {line:.1f}H{to_x:.1f}", class_="line derived" if is_derived else "line")
        for line, is_derived in ends
    )
    return (element("path", d=trunk, class_="line"), *twigs)


def _table(root: Node, *, tells_how_known: bool) -> DataTable:
    """Every line of the drawing as a row: from what, by which link, to what, and how that is known."""
    titles = ("From", "Link", "To", "What it is", "How it is known")
    told = len(titles) if tells_how_known else len(titles) - 1
    return DataTable(titles[:told], tuple(row[:told] for row in _rows(root)))


def _rows(node: Node) -> Iterator[tuple[Mark, ...]]:
    for branch in node.branches:
        for to in branch.nodes:
            known = Mark("added by a rule" if to.is_derived else "stated")
            yield node.mark, Mark(branch.name), to.mark, Mark(SHAPES[to.kind][1]), known
            yield from _rows(to)
        if branch.more:
            yield node.mark, Mark(branch.name), branch.more, Mark(""), Mark("")

"""What stands around a thing as a tree from left to right: one line for each neighbour, so that no words overlap."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from graphapp.drawings.figure import BODY, SMALL, DataTable, Figure, Mark, lettered, one_line
from graphapp.drawings.legend import legend
from graphapp.drawings.lettering import line_height, wrapped
from graphapp.drawings.svg import Element, element, link, picture

MOST = 60
"""Neighbours that one drawing shows; what is beyond is counted, and leads to the page that lists it."""

SHAPES = {
    "said": ("square", "a row or a statement of the document"),
    "body": ("circle", "a partner, board or post"),
    "work": ("diamond", "a service, contract, programme, number or document"),
    "term": ("triangle", "a theme, sector or other term"),
}
"""What each kind of neighbour is drawn as, and what it is in words."""

_ROW, _MARGIN, _MARK = 30.0, 16.0, 6.0
_ROOT, _NAME, _NODE, _BEND = 190.0, 190.0, 330.0, 36.0
"""Widths of the root, of the name of a link, of a neighbour, and of the curve to it."""
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
    """Shapes that are laid out, and where the line to them ends."""

    shapes: tuple[Element, ...]
    middle: float
    bottom: float


def tree(root: Node, title: str, description: str, notes: tuple[Mark, ...] = ()) -> Figure:
    """The drawing of *root* and what stands around it."""
    depth = _depth(root)
    width = 2 * _MARGIN + _ROOT + depth * (_BEND + _NAME + _BEND + _NODE)
    symbols = [(symbol(kind, 0, 0), words) for kind, (_, words) in SHAPES.items() if any(it.kind == kind for it in root)]
    known, top = legend([*symbols, *_lines_in_use(root)], width - 2 * _MARGIN, _MARGIN, _MARGIN)
    placed = _place_root(root, _MARGIN, top + _MARGIN)
    bottom = placed.bottom + _MARGIN
    return Figure(title, description, picture(width, bottom, title, description, (*known, *placed.shapes)), _table(root), notes)


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
    points = {"diamond": ((0, -1.2), (1.2, 0), (0, 1.2), (-1.2, 0)), "triangle": ((0, -1.1), (1.2, 1), (-1.2, 1))}[shape]
    drawn = " ".join(f"{x + across * size:.1f},{y + down * size:.1f}" for across, down in points)
    return element("polygon", points=drawn, class_=f"kind {kind}")


def _place_root(root: Node, x: float, y: float) -> _Placed:
    """The thing in the middle of its branches, in as many lines as its name needs."""
    lines = wrapped(root.mark.words, _ROOT - 24, BODY, _ROOT_LINES, bold=True)
    height = len(lines) * line_height(BODY) + 16
    placed = _place_branches(root.branches, x + _ROOT, y)
    middle = max(placed.middle, y + height / 2)
    box = element("rect", x=x, y=middle - height / 2, width=_ROOT, height=height, class_=f"root {root.kind}")
    words = lettered(lines, x + 12, middle - height / 2 + 8 + BODY, class_="strong")
    whole = link(root.mark.href, root.mark.words, box, words)
    bent = root.branches and middle != placed.middle
    joined = (_curve(x + _ROOT, middle, x + _ROOT + _BEND, placed.middle),) if bent else ()
    return _Placed((*joined, *placed.shapes, whole), middle, max(placed.bottom, middle + height / 2))


def _place_branches(branches: tuple[Branch, ...], x: float, y: float) -> _Placed:
    """*branches* below each other from *y*, with curves from a point at *x*."""
    laid = []
    for branch in branches:
        laid.append(_place_branch(branch, x + _BEND, laid[-1].bottom if laid else y))
    if not laid:
        return _Placed((), y + _ROW / 2, y + _ROW)
    middle = (laid[0].middle + laid[-1].middle) / 2
    curves = tuple(_curve(x, middle, x + _BEND, it.middle) for it in laid)
    return _Placed((*curves, *(shape for it in laid for shape in it.shapes)), middle, laid[-1].bottom)


def _place_branch(branch: Branch, x: float, y: float) -> _Placed:
    """The name of a link on its line, and the neighbours that it leads to."""
    end = x + _NAME
    shapes: list[Element] = []
    middles = []
    for node in branch.nodes:
        placed = _place_node(node, end + _BEND, y)
        shapes += placed.shapes
        middles.append((placed.middle, "line derived" if node.is_derived else "line"))
        y = placed.bottom
    if branch.more:
        shapes.append(_more(branch.more, end + _BEND, y + _ROW / 2))
        middles.append((y + _ROW / 2, "line"))
        y += _ROW
    middle = (middles[0][0] + middles[-1][0]) / 2
    name = link(None, branch.name, one_line(branch.name, x + 4, middle - 5, _NAME - 8, SMALL, class_="hint"))
    run = element("path", d=f"M{x:.1f} {middle:.1f}H{end:.1f}", class_="line")
    curves = (_curve(end, middle, end + _BEND, at, kind) for at, kind in middles)
    return _Placed((*curves, run, name, *shapes), middle, y)


def _place_node(node: Node, x: float, y: float) -> _Placed:
    behind = _place_branches(node.branches, x + _NODE, y)
    middle = behind.middle
    words = one_line(node.mark.words, x + 14, middle + 5, _NODE - 24)
    whole = link(node.mark.href, node.mark.words, symbol(node.kind, x, middle), words)
    joined = (element("path", d=f"M{x + _NODE - 8:.1f} {middle:.1f}h8", class_="line"),) if node.branches else ()
    return _Placed((*joined, *behind.shapes, whole), middle, behind.bottom)


def _more(more: Mark, x: float, y: float) -> Element:
    return link(more.href, more.words, one_line(more.words, x + 14, y + 5, _NODE - 24))


def _curve(x: float, y: float, to_x: float, to_y: float, kind: str = "line") -> Element:
    half = (x + to_x) / 2
    return element("path", d=f"M{x:.1f} {y:.1f}C{half:.1f} {y:.1f} {half:.1f} {to_y:.1f} {to_x:.1f} {to_y:.1f}", class_=kind)


def _table(root: Node) -> DataTable:
    """Every line of the drawing as a row: from what, by which link, to what, and how that is known."""
    return DataTable(("From", "Link", "To", "What it is", "How it is known"), tuple(_rows(root)))


def _rows(node: Node) -> Iterator[tuple[Mark, ...]]:
    for branch in node.branches:
        for to in branch.nodes:
            known = Mark("added by a rule" if to.is_derived else "stated")
            yield node.mark, Mark(branch.name), to.mark, Mark(SHAPES[to.kind][1]), known
            yield from _rows(to)
        if branch.more:
            yield node.mark, Mark(branch.name), branch.more, Mark(""), Mark("")

"""The page of each kind of thing: which relations, in which order, under which headings, and what its document should say.

What no layout names is shown below under the property's own label, so that a new property needs no line here to be seen.
"""

from __future__ import annotations

from collections.abc import Collection

from rdflib import URIRef

from graphapp.things.layouts.bodies import BOARD, CONTRACT, PARTNER, POST, PROGRAMME, SERVICE
from graphapp.things.layouts.claims import ACTION, JUDGEMENT, MEASUREMENT, OUTCOME, STATEMENT
from graphapp.things.layouts.frame import AREA, ROW, SECTOR, SELF_EVALUATION, THEME
from graphapp.things.layouts.works import CHANGE, DOCUMENT, EVENT, PLAN, REVIEW, STRATEGY, TOOL, TRAINING
from graphapp.things.relations import Layout

LAYOUTS = (
    *(BOARD, PARTNER, SERVICE, CONTRACT, PROGRAMME, POST, PLAN, STRATEGY, TRAINING, TOOL, REVIEW, EVENT, DOCUMENT),
    *(CHANGE, OUTCOME, MEASUREMENT, ACTION, JUDGEMENT, STATEMENT, ROW, AREA, SELF_EVALUATION, THEME, SECTOR),
)
"""Every layout; a thing of several kinds has the first that fits: a board is a partner too."""

_ANYTHING = Layout(URIRef(""), "", ())


def layout_for(kinds: Collection[str]) -> Layout:
    """The layout for a thing of these classes; for any that has none of its own, an empty one."""
    return next((layout for layout in LAYOUTS if str(layout.kind) in kinds), _ANYTHING)

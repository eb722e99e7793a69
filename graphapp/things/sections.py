"""The page of a thing as its layout has it: every fact once, under the first relation that takes it; what is left comes last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graphapp.things.neighbourhood import GLIMPSE
from graphapp.things.pages import PAGE, Lists
from graphapp.things.relations import FACTS, LISTS, Block, Layout, Relation, Way
from graphapp.things.sentence import clause
from graphapp.things.view import Group, Section, Value

Facts = Mapping[Way, dict[str, Value]]
"""The values of each property in both directions, by the IRI or text of each."""


@dataclass
class Arrangement:
    """The sections of a page, and what the first sentence says of them.

    :param labels: what each property in *facts* is called, as it is read
    :ivar clauses: what is known, in the order of the layout
    :ivar silences: what the document does not say
    """

    lists: Lists
    labels: Mapping[Way, str]
    facts: Facts
    clauses: list[str] = field(default_factory=list)
    silences: list[str] = field(default_factory=list)
    _left: dict[Way, dict[str, Value]] = field(init=False)

    def __post_init__(self) -> None:
        self._left = {way: dict(values) for way, values in self.facts.items()}

    def sections(self, layout: Layout) -> tuple[Section, ...]:
        """The sections of *layout* that hold something, then what it does not name."""
        found = [self._section(block) for block in layout.blocks]
        said, named = self._rest(backwards=False), self._rest(backwards=True)
        found.append(Section("What else is said of it" if found else "What is said of it", FACTS, said))
        found.append(Section("Where else it comes up" if layout.blocks else "Where it comes up", LISTS, named))
        return tuple(section for section in found if section.groups)

    def _section(self, block: Block) -> Section:
        return Section(block.heading, block.look, tuple(group for it in block.relations for group in self._groups(it)))

    def _groups(self, relation: Relation) -> Iterator[Group]:
        """The groups of *relation*: one, or where that is too long one for each property."""
        taken = {way: values for way in relation.ways if (values := self._take(way, relation))}
        together: dict[str, Value] = {}
        for values in taken.values():
            together = values | together
        groups = tuple(self._together(relation, taken, together))
        self._tell(relation, together, groups)
        yield from groups

    def _together(self, relation: Relation, taken: Facts, together: Mapping[str, Value]) -> Iterator[Group]:
        if not taken and relation.silence:
            yield Group(relation.heading, ())
        fits = len(together) <= (GLIMPSE - 1 if self.lists.is_hub else PAGE)
        if fits and taken:
            first = next(iter(taken))
            yield self.lists.beginning(self._heading(relation, first), together.values(), first, relation.kind)
            return
        for number, (way, values) in enumerate(taken.items()):
            heading = self.labels[way] if number else self._heading(relation, way)
            yield self.lists.beginning(heading, values.values(), way, relation.kind)

    def _heading(self, relation: Relation, way: Way) -> str:
        return relation.heading or self.labels[way]

    def _take(self, way: Way, relation: Relation) -> dict[str, Value]:
        """The values of *way* that belong to *relation*; none by kind of a hub, of which not all of a kind have been read."""
        left = self._left.get(way, {})
        if relation.kind and self.lists.is_hub and way.backwards:
            return {}
        found = {
            end: value for end, value in left.items() if not relation.kind or (value.mark and value.mark.kind == relation.kind)
        }
        for end in found:
            del left[end]
        return found

    def _tell(self, relation: Relation, together: Mapping[str, Value], groups: tuple[Group, ...]) -> None:
        """Remember what the first sentence has to say of *relation*."""
        count = self._count(relation, together)
        if count != "0" and relation.clause:
            names = [value.link.label for group in groups for value in group.values]
            self.clauses.append(clause(relation.clause, names, count))
        elif count == "0" and relation.silence:
            self.silences.append(relation.silence)

    def _count(self, relation: Relation, together: Mapping[str, Value]) -> str:
        """How many there are, with those of them that other headings took."""
        if self.lists.is_hub and any(way.backwards and len(self.facts.get(way, ())) >= GLIMPSE for way in relation.ways):
            return "0" if relation.kind else f"more than {GLIMPSE - 1}"
        whole = {end for way in relation.ways for end in self.facts.get(way, ())}
        return str(len(together) if relation.kind else len(whole))

    def _rest(self, *, backwards: bool) -> tuple[Group, ...]:
        """What no relation took, by the label of its property: what is stated before what was added."""
        left = ((way, values) for way, values in self._left.items() if way.backwards == backwards and values)
        groups = (self.lists.beginning(self.labels[way], values.values(), way, None) for way, values in left)
        return tuple(sorted(groups, key=_stated_first))


def _stated_first(group: Group) -> tuple[bool, str]:
    """Groups with something stated come before those with nothing but what was added."""
    return all(value.tier for value in group.values), group.label

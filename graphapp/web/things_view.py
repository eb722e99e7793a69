"""What the page of a thing shows beside the thing itself: data to take, ways to go on, and where to report a problem."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from graphapp.exports.formats import Format
from graphapp.exports.jsonld.schema_org import about
from graphapp.namespaces import Naming
from graphapp.things.marks import Mark
from graphapp.things.view import Group, Link, ThingView
from graphapp.web.looks import look_of

_PLAIN_TAG = Markup(' class="govuk-tag govuk-tag--blue"')


@dataclass(frozen=True)
class Reports:
    """Where problems with a thing are reported: an e-mail that names the thing and the version (RFC 6068).

    :param address: the e-mail address
    """

    address: str
    iri: str
    title: str
    version: str

    @property
    def page(self) -> str:
        """A link to report a problem with the page."""
        return self._mail(f"A problem with the page about {self.title}", "What is wrong:")

    def fact(self, label: str, value: str) -> str:
        """A link to report a problem with what the page says under *label*."""
        return self._mail(f"A problem with a fact about {self.title}", f"The fact: {label}: {value}\r\n\r\nWhat is wrong:")

    def _mail(self, subject: str, words: str) -> str:
        body = f"{words}\r\n\r\n\r\nThe thing: {self.iri}\r\nThe version of the data: {self.version or 'not known'}"
        return f"mailto:{quote(self.address, safe='@')}?subject={quote(subject[:120], safe='')}&body={quote(body, safe='')}"


def reports_on(thing: ThingView, address: str, version: str) -> Reports | None:
    """Where problems with *thing* are reported; None where there is no *address*."""
    return Reports(address, thing.iri, thing.title, version) if address else None


@dataclass(frozen=True)
class ThingPage:
    """The page of a thing.

    :param path: where it is
    :param formats: what it can be taken as
    :param pack: where the data of a partner are
    :param table: where a row or an area is in the table as it was
    :param changes: where what changed of it since the version before is told, if anything did
    :param reports: where problems are reported, where the settings say so
    """

    thing: ThingView
    path: str
    formats: Sequence[Format]
    pack: str | None
    table: Link | None
    changes: str | None
    reports: Reports | None
    naming: Naming

    @property
    def is_drawn(self) -> bool:
        """Whether there is a drawing of what stands around it: of everything but lists of concepts."""
        return self.naming.kind_and_slug(self.thing.iri) is not None

    @property
    def about(self) -> dict[str, Any]:
        """The thing as JSON-LD for search engines."""
        return about(self.thing)

    def look(self, mark: Mark) -> Markup:
        """The look of a rating or status, as an attribute."""
        return look_of(self.naming.page(mark.grade)) or _PLAIN_TAG

    @staticmethod
    def scales(group: Group) -> dict[str, float]:
        """The largest figure in each unit in which figures of *group* differ, so that they are drawn beside each other."""
        amounts: dict[str, list[float]] = defaultdict(list)
        for value in group.values:
            if value.mark and value.mark.figure and value.mark.figure.amount is not None:
                amounts[value.mark.figure.unit].append(value.mark.figure.amount)
        return {
            unit: max(100 if unit == "percent" else 0, *found) for unit, found in amounts.items() if 0 <= min(found) < max(found)
        }

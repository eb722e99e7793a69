"""How values look that people scan pages for: ratings as tags, each a colour beside its word; numbers at the right."""

from __future__ import annotations

from markupsafe import Markup

PLAIN = Markup()
NUMBER = Markup(' class="number"')

_TAGS = {
    "/doc/rating/working-well": Markup(' class="govuk-tag govuk-tag--green"'),
    "/doc/rating/working-well-with-areas-for-development": Markup(' class="govuk-tag govuk-tag--yellow"'),
    "/doc/rating/area-to-improve": Markup(' class="govuk-tag govuk-tag--orange"'),
}

_OTHER = Markup(' class="govuk-tag govuk-tag--grey"')


def look_of(page: str | None) -> Markup:
    """The look of a link to *page*, as an attribute: a tag for a rating, none for anything else."""
    return _TAGS.get(page or "", PLAIN)


def rating_look(page: str | None) -> Markup:
    """The look of a rating: a tag also where its colour is not known here, as that of another framework."""
    return look_of(page) or _OTHER

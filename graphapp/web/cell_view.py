"""What stands in the cells of a self-evaluation, as pages show it: statements, ratings as tags, headings with what they scope."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from graphapp.assessments.table import Named, Statement
from graphapp.namespaces import Naming
from graphapp.things.view import Link
from graphapp.web.looks import rating_look


@dataclass(frozen=True)
class RatingView:
    """A rating as a tag: a word, and how it looks."""

    words: str
    look: Markup


@dataclass(frozen=True)
class StatementView:
    """What stands in a cell.

    :param words: empty for a judgement that says no more than its *rating*
    :param action: the status of a planned action, in words
    :param tier: how it fits what is chosen; empty for what is stated, and where nothing is chosen
    :param quotation: the exact words, where the document is attached and they are to be shown
    """

    words: str
    href: str
    rating: RatingView | None = None
    scopes: tuple[Link, ...] = ()
    action: str = ""
    tier: str = ""
    quotation: str | None = None


@dataclass(frozen=True)
class PassageView:
    """Statements under one heading of their cell, or under none."""

    heading: StatementView | None
    statements: tuple[StatementView, ...]


@dataclass(frozen=True)
class CellView:
    """A cell; *empty* says why nothing stands in it."""

    column: str
    passages: tuple[PassageView, ...]
    empty: str = ""


def rating_view(rating: Named, naming: Naming) -> RatingView:
    """*rating* as a tag."""
    return RatingView(rating.label, rating_look(naming.page(rating.iri)))


def statement_view(statement: Statement, naming: Naming, tier: str = "", quotation: str | None = None) -> StatementView:
    """*statement* as a page shows it."""
    rating = rating_view(statement.rating, naming) if statement.rating else None
    says_more = not rating or statement.text.casefold() != rating.words.casefold()
    return StatementView(
        words=statement.text if says_more else "",
        href=naming.page(statement.iri) or statement.iri,
        rating=rating,
        scopes=tuple(Link(scope.label, naming.page(scope.iri), scope.iri) for scope in statement.scopes),
        action=statement.status.label if statement.status else "",
        tier=tier,
        quotation=quotation,
    )

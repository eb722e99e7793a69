"""Numbers and dates as people write them into a gap, as typed terms."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import date, datetime

from rdflib import Literal

from graphapp.queries.limits import Limits

Written = tuple[str, str, Literal]
"""What stands in an address, what people read, and the term."""

LARGEST_NUMBER = 999_999_999
"""The largest number that a gap takes."""

DATE_PATTERN = "^(19|20)[0-9]{2}(-(0[1-9]|1[0-2])(-(0[1-9]|1[0-9]|2[0-8]))?)?$"
"""The form of a date, for programs: all that it matches is taken, and so are the last days of months and dates in words."""

_FIRST_YEAR, _LAST_YEAR = 1900, 2100
_DAYS = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y")
_MONTHS = ("%Y-%m", "%B %Y", "%b %Y")
_YEARS = ("%Y",)


def whole_number(text: str, limits: Limits) -> Written:
    """The whole number that *text* is.

    :raises ValueError: saying which numbers are taken
    """
    number = int(text) if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_NUMBER)) else None
    if number is None or not limits.hold(number):
        raise ValueError(f"it takes a whole number{_between(limits)}")
    return str(number), str(number), Literal(number)


def _between(limits: Limits) -> str:
    """The limits in words."""
    if limits.least is not None and limits.most is not None:
        return f" from {limits.least} to {limits.most}"
    if limits.most is not None:
        return f" up to {limits.most}"
    return f" from {limits.least}" if limits.least is not None else ""


def day_month_or_year(text: str, limits: Limits) -> Written:
    """The day that *text* is; of a month or a year the first day, or the last where it is the upper end of a range.

    >>> [str(part) for part in day_month_or_year("Sept 2015", Limits())]
    ['2015-09', 'September 2015', '2015-09-01']

    :raises ValueError: saying how a date is written
    """
    plain = " ".join(text.replace("Sept ", "Sep ").split())
    for formats, write in _PRECISIONS.items():
        found = _parsed(plain, formats)
        if found:
            return write(found, limits.is_upper)
    raise ValueError(
        f"it takes a day, a month or a year between {_FIRST_YEAR} and {_LAST_YEAR}, such as 2015-09-01, 2015-09 or 2015"
    )


def _parsed(text: str, formats: tuple[str, ...]) -> date | None:
    for form in formats:
        try:
            found = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
    return None


def _day(found: date, is_upper: bool) -> Written:
    del is_upper
    return found.isoformat(), f"{found.day} {found:%B %Y}", Literal(found)


def _month(found: date, is_upper: bool) -> Written:
    last = monthrange(found.year, found.month)[1]
    return f"{found:%Y-%m}", f"{found:%B %Y}", Literal(found.replace(day=last) if is_upper else found)


def _year(found: date, is_upper: bool) -> Written:
    return f"{found:%Y}", f"{found:%Y}", Literal(date(found.year, 12, 31) if is_upper else found)


_PRECISIONS: Mapping[tuple[str, ...], Callable[[date, bool], Written]] = {_DAYS: _day, _MONTHS: _month, _YEARS: _year}

"""The root of the family."""

from __future__ import annotations


class GraphappError(Exception):
    """The root of the family. ``str(error)`` is a complete sentence."""

    exit_code = 1
    status = 500
    title = "Something went wrong"

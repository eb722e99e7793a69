"""How long and how much is measured."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Plan:
    """How long and how much is measured.

    :param quick: small stores alone, one short round, and only what is installed
    :ivar notes: what was found beside the lines
    """

    quick: bool = False
    notes: list[str] = field(default_factory=list)

    @property
    def rounds(self) -> int:
        """How often everything is measured."""
        return 1 if self.quick else 3

    @property
    def seconds(self) -> float:
        """How long requests are sent at a time."""
        return 1 if self.quick else 2

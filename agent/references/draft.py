"""A description while it is being read: what filters and what picks, in any order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from agent.references.tree import Extreme, Middle, Nth, Place, Reference, Related, Target

Filter = Callable[[Reference], Reference]


@dataclass
class Draft:
    """A description as far as it was read."""

    rank: int = 0
    side: str = ""
    measure: str = ""
    target: Target | None = None
    plural: bool | None = None
    """Whether the noun is; None before it was read."""
    short: str = ""
    """The side in "on the left"."""
    middle: bool = False
    counted: bool = False
    """Whether it is said how many there are: "the two to the left" is where they go."""
    filters: list[Filter] = field(default_factory=list)

    def settle(self, plural: bool) -> None:
        """Take "on the left" for what is leftmost; said of several, for all at that side."""
        if not plural and not self.side and not self.measure:
            self.side = self.short
        else:
            place = Place(f"{self.short} side")
            self.filters.append(lambda of: Related(of, "at", place))

    def finished(self, base: Reference) -> Reference:
        """Return the tree: first what filters, then what picks."""
        for narrow in self.filters:
            base = narrow(base)
        if self.middle:
            return Middle(base)
        if self.side:
            return Nth(base, self.side, self.rank or 1)
        if self.measure:
            return Extreme(base, self.measure, self.target, self.rank or 1)
        return base

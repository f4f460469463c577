"""What each kind of thing means for handling it, said once; sizes are measured, kinds are not.

A kind that is not named here is taken for a solid with corners and a flat top, like a block.
"""

from __future__ import annotations

import math

from agent.types import ObjectState

ROUND = frozenset("bowl cup can cylinder ring ball bottle plate".split())
"""Look the same from every side."""
HOLLOW = frozenset("bowl cup tray".split())
"""Open at the top, with a floor: things go in them. Through a ring the table is seen."""
ROOMY = frozenset("bowl tray".split())
"""What no hand takes, and things go in: it is hardly "the red one", where less is red."""
UNEVEN = frozenset("ball duck ring bottle piece".split())
"""Have no flat, full top that another thing could stand on, or hardly any top at all."""
ROLLING = frozenset(["ball"])
"""Stay nowhere but in something."""
HELD_BY_RIM = frozenset(["cup"])
"""Narrow and hollow: held at the upper end, so that the palm leaves the opening free."""
WALL = 0.005
"""How thick (m) the walls and floors of hollow things are taken to be."""
OVER_HOLE = 0.75
"""What a ring lies on is at least this wide, as a share of the ring, or it falls through."""


def is_round(o: ObjectState) -> bool:
    """Tell whether a thing looks the same from every side."""
    return o.kind in ROUND


def is_hollow(o: ObjectState) -> bool:
    """Tell whether things can be put in it."""
    return o.kind in HOLLOW


def has_flat_top(o: ObjectState) -> bool:
    """Tell whether a thing can be stood on, if it is large enough."""
    return o.kind not in HOLLOW | UNEVEN


def reach(o: ObjectState) -> float:
    """Return how far (m) a thing reaches from its middle, seen from above."""
    return max(o.size[:2]) / 2 if is_round(o) else math.hypot(*o.size[:2]) / 2


def fits_in(a: ObjectState, b: ObjectState) -> bool:
    """Tell whether `a` goes between the walls of `b`, however it is turned."""
    return is_hollow(b) and reach(a) < min(b.size[:2]) / 2 - WALL + 0.001


def can_stand_on(a: ObjectState, b: ObjectState) -> bool:
    """Tell whether `a` would stay on top of `b`, put down on its middle."""
    wide = sorted(a.size[:2])
    # Enough below its middle for a hand that is some millimetres off.
    needed = max(wide[0] / 2, 0.3 * wide[1])
    if a.kind == "ring":
        needed = OVER_HOLE * wide[1]
    return has_flat_top(b) and a.kind not in ROLLING and min(b.size[:2]) >= needed

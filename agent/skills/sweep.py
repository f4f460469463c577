"""Sweep small pieces together with the closed hand, one stroke a piece."""

from __future__ import annotations

import math
from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill, go
from agent.spatial import PLACES, place_of, place_point
from agent.types import ObjectState, Observation, Outcome, SkillCall

SMALL = 0.025
"""What is no larger than this (m) every way counts as a piece."""
INSIDE = 0.025
"""How far (m) within the zone a piece is pushed."""
LOW = 0.014
"""Height (m) of the tool point at which the fingertips just clear the table."""
STROKES = 3
"""Tries a piece, at the most."""
ALL = "pieces"


class Sweep(Skill):
    """sweep all small pieces to a place"""

    name: ClassVar[str] = "sweep"
    risky = True
    signature: ClassVar[str] = "sweep(pieces, place)"

    def applies(self, observation: Observation) -> bool:
        """Only where there are small pieces."""
        return any(is_piece(o) for o in observation.objects)

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Every place, for all pieces. One piece by name, or `red pieces`, is accepted too."""
        return self.sift((SkillCall("sweep", (ALL, place)) for place in PLACES), body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return what is wrong with the pieces or the place, or nothing."""
        if body.held is not None:
            return f"the hand holds {body.held.name}"
        if len(call.args) != 2 or call.args[1] not in PLACES:
            return f"there is no place {', '.join(call.args[1:])!r}"
        pieces = chosen(call.args[0], body.observation)
        if not pieces:
            return f"no {call.args[0]} are to be seen"
        if all(inside(o, call.args[1], body) for o in pieces):
            return f"{call.args[0]} are all at {call.args[1]}"
        return ""

    def touches(self, call: SkillCall, body: Body) -> tuple[str, ...]:
        """All pieces: those that are not swept may be brushed aside."""
        return tuple(o.name for o in body.observation.objects if is_piece(o))

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Stroke by stroke, looking after each; return the share of pieces inside."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        what, place = call.args
        names = [o.name for o in chosen(what, body.observation)]
        body.robot.grip(0.0)
        strokes, why = 0, ""
        while strokes < STROKES * len(names):
            todo = next_piece(names, place, body)
            if todo is None:
                break
            why = stroke(todo, place, body)
            strokes += 1
            body.look()
            if why:
                break
        pieces = [o for n in names if (o := body.observation.find(n)) is not None]
        count = sum(inside(o, place, body) for o in pieces)
        share = count / len(names)
        message = f"{count} of {len(names)} {what} at {place}" + (f": {why}" if why else "")
        return Outcome(share == 1.0, message, {"share": share, "strokes": strokes})


def is_piece(o: ObjectState) -> bool:
    """Tell whether something is small enough to be swept."""
    return o.kind == "piece" or (o.kind == "block" and max(o.size) <= SMALL)


def chosen(what: str, observation: Observation) -> list[ObjectState]:
    """Return the pieces that `pieces`, `red pieces` or a name mean."""
    pieces = [o for o in observation.objects if is_piece(o) and o.name != observation.holding]
    if what == ALL:
        return pieces
    color = what.removesuffix(f" {ALL}")
    return [o for o in pieces if what in (o.name, f"{o.color} {ALL}") or o.color == color]


def inside(o: ObjectState, place: str, body: Body) -> bool:
    """Tell whether a piece lies in the zone of a place."""
    return place_of(o.position[0], o.position[1], body.workspace) == place


def well_inside(x: float, y: float, place: str, body: Body) -> bool:
    """Tell whether a point (m) lies some way within the zone of a place."""
    near = ((0, 0), (INSIDE, 0), (-INSIDE, 0), (0, INSIDE), (0, -INSIDE))
    return all(place_of(x + dx, y + dy, body.workspace) == place for dx, dy in near)


def next_piece(names: list[str], place: str, body: Body) -> ObjectState | None:
    """Return the piece outside that the hand can best get behind, or None."""
    objects = body.observation.objects
    todo = [o for o in objects if o.name in names and not inside(o, place, body)]

    def room(o: ObjectState) -> float:
        start, _ = way(o, place, body)
        return min(
            (math.dist(start, b.position[:2]) - max(b.size[:2]) / 2 for b in objects if b is not o),
            default=1.0,
        )

    best = max(todo, key=lambda o: min(room(o), 0.03), default=None)
    return best if best is not None and room(best) > body.robot.hand.finger[1] else None


def way(o: ObjectState, place: str, body: Body) -> tuple[tuple[float, float], tuple[float, float]]:
    """Return where the hand goes down behind a piece, and where the piece is to be (m)."""
    x, y, _ = o.position
    gx, gy = place_point(place, body.workspace)
    length = math.hypot(gx - x, gy - y)
    ux, uy = (gx - x) / length, (gy - y) / length
    back = max(o.size[:2]) * 0.71 + body.robot.hand.finger[1] + 0.007
    s = length
    for i in range(int(length / 0.01)):
        if well_inside(x + ux * 0.01 * i, y + uy * 0.01 * i, place, body):
            s = 0.01 * i
            break
    return (x - ux * back, y - uy * back), (x + ux * s, y + uy * s)


def stroke(o: ObjectState, place: str, body: Body) -> str:
    """Push one piece into the zone; return why the hand did not arrive, or nothing."""
    start, goal = way(o, place, body)
    ux, uy = goal[0] - start[0], goal[1] - start[1]
    length = math.hypot(ux, uy)
    ux, uy = ux / length, uy / length
    reach = max(o.size[:2]) / 2 + body.robot.hand.finger[1] + 0.001
    end = goal[0] - ux * reach, goal[1] - uy * reach
    for other in body.observation.objects:
        along = (other.position[0] - start[0]) * ux + (other.position[1] - start[1]) * uy
        across = abs((other.position[0] - start[0]) * uy - (other.position[1] - start[1]) * ux)
        wide = max(other.size[:2]) / 2 + 0.02
        if not is_piece(other) and across < wide and -wide < along < length + wide:
            return f"{other.name} is in the way of {o.name}"
    # The fingers' broad side goes first: they close across the stroke.
    yaw = math.remainder(math.atan2(uy, ux), math.pi)
    touch = tuple(b.name for b in body.observation.objects if is_piece(b))
    failed = go(body, *start, 0.08, yaw, touch=touch) or go(body, *start, LOW, yaw, 0.7, touch)
    failed = failed or go(body, *end, LOW, yaw, 0.4, touch)
    go(body, *end, 0.08, yaw, touch=touch)
    return failed

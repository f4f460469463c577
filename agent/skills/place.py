"""Put down what is held, in a relation to an object or at a named place."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import ClassVar

from agent.body import Body
from agent.skills.base import APPROACH, Skill, go, wrap_quarter
from agent.spatial import DIRECTIONS, PLACES, SAME_SPOT, holds, is_clear, place_of, place_point
from agent.types import Fact, ObjectState, Outcome, SkillCall

CLEARANCE = 0.07
"""Free space kept round a spot on the table for the fingers to open (m)."""
Spot = tuple[float, float, float, float]
"""x, y, height of the surface, yaw."""


class Place(Skill):
    """put down what is held; relation: in, on, at, left of, right of, in front of, behind, near"""

    name: ClassVar[str] = "place"
    signature: ClassVar[str] = "place(relation, target)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Every relation for which there is a free spot, while something is held."""
        held = body.held
        if held is None:
            return [], {"place": "nothing is held"}
        calls, blocked = [], {}
        for relation, target in pairs(body, held):
            call = SkillCall("place", (relation, target))
            if find_spot(relation, target, held, body) is None:
                blocked[str(call)] = f"no free spot {relation} {target}"
            else:
                calls.append(call)
        return calls, blocked

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Lower, open, draw back, and look whether it rests where it should."""
        held = body.held
        relation, target = call.args
        if held is None:
            return Outcome(False, "nothing is held")
        spot = find_spot(relation, target, held, body)
        if spot is None:
            return Outcome(False, f"there is no free spot {relation} {target}")
        x, y, surface, yaw = spot
        # The tool holds the object at half its height; 3 mm of air so that it never presses.
        z = surface + held.size[2] / 2 + 0.003
        failed = go(body, x, y, z + APPROACH, yaw) or go(body, x, y, z, yaw, 0.5)
        if failed:
            body.look()
            return Outcome(False, f"could not reach {relation} {target}: {failed}")
        if not body.grips_something():
            body.held = None
            body.look()
            return Outcome(False, f"lost {held.name} on the way")
        # In a bowl the fingers open only as far as they must, not to touch the wall.
        body.robot.grip(min(body.robot.max_opening, min(held.size[:2]) + 0.025))
        go(body, x, y, z + APPROACH, yaw)
        body.held = None
        origin = body.origin(held.name) if relation == "back" else None
        return measure(Fact(relation, held.name, target, origin and origin[:2]), body)


def measure(fact: Fact, body: Body) -> Outcome:
    """Look afresh and tell whether the relation holds, and if not, where the thing is."""
    after = body.look()
    seen = after.find(fact.subject)
    if seen is None:
        return Outcome(False, f"{fact.subject} is not to be seen")
    where = {"x": seen.position[0], "y": seen.position[1], "z": seen.position[2]}
    if holds(fact, after, body.workspace):
        return Outcome(True, str(fact), where)
    here = place_of(seen.position[0], seen.position[1], body.workspace)
    return Outcome(
        False, f"{fact.subject} is not {fact.relation} {fact.target} but at {here}", where
    )


def pairs(body: Body, held: ObjectState) -> Iterator[tuple[str, str]]:
    """Return every relation and target that makes sense for the held object."""
    others = [o for o in body.observation.objects if o.name != held.name]
    for o in others:
        yield ("in" if o.kind == "bowl" else "on"), o.name
    for relation in (*DIRECTIONS, "near"):
        for o in others:
            yield relation, o.name
    for place in PLACES:
        yield "at", place
    if body.origin(held.name):
        yield "back", "where it was"


def find_spot(relation: str, target: str, held: ObjectState, body: Body) -> Spot | None:
    """Return a free spot that makes the relation true, or None."""
    ws = body.workspace
    if relation == "at":
        return first_free(around(*place_point(target, ws), 0.10), held, body, target)
    if relation == "back":
        origin = body.origin(held.name)
        return first_free(around(*origin[:2], SAME_SPOT * 0.9), held, body) if origin else None
    o = body.observation.find(target)
    if o is None:
        return None
    if relation == "in":
        return spot_in_bowl(o, held, body)
    if relation == "on":
        clear = is_clear(o, body.observation) and ws.contains(*o.position[:2])
        return (*o.position[:2], o.top, wrap_quarter(o.yaw)) if clear else None
    reach = (max(o.size[:2]) + max(held.size[:2])) / 2
    return first_free(beside(relation, o, reach), held, body)


def beside(relation: str, o: ObjectState, reach: float) -> Iterator[tuple[float, float]]:
    """Return points in a direction from `o`, the nearest to the axis first."""
    if relation == "near":
        for distance in (0.06, 0.09, 0.12):
            for i in range(12):
                a = math.pi / 6 * i
                r = reach + distance
                yield o.position[0] + r * math.cos(a), o.position[1] + r * math.sin(a)
        return
    ux, uy = DIRECTIONS[relation]
    for distance in (0.06, 0.08, 0.10, 0.125):
        for slant in (0.0, 0.03, -0.03, 0.06, -0.06, 0.09, -0.09):
            r = reach + distance
            yield o.position[0] + ux * r - uy * slant, o.position[1] + uy * r + ux * slant


def around(x: float, y: float, radius: float) -> Iterator[tuple[float, float]]:
    """Return points round a place, the place itself first."""
    yield x, y
    for r in (0.3, 0.6, 1.0):
        for i in range(8):
            a = math.pi / 4 * i
            yield x + r * radius * math.cos(a), y + r * radius * math.sin(a)


def first_free(
    points: Iterator[tuple[float, float]], held: ObjectState, body: Body, place: str | None = None
) -> Spot | None:
    """Return the first point with nothing within the fingers' reach."""
    ws = body.workspace
    others = [o for o in body.observation.objects if o.name != held.name]
    for x, y in points:
        if not ws.contains(x, y, 0.01) or (place and place_of(x, y, ws) != place):
            continue
        if all(
            math.hypot(x - o.position[0], y - o.position[1])
            > max(o.size[:2]) / 2 + CLEARANCE - 0.02
            for o in others
        ):
            return x, y, 0.0, 0.0
    return None


def spot_in_bowl(bowl: ObjectState, held: ObjectState, body: Body) -> Spot | None:
    """Return the emptiest spot on the bowl's floor, or on top of what is in it already."""
    x, y, _ = bowl.position
    inside = [
        o
        for o in body.observation.objects
        if o.kind != "bowl"
        and o.name != held.name
        and math.hypot(o.position[0] - x, o.position[1] - y) < bowl.size[0] / 2
    ]
    floor = bowl.bottom + 0.008
    if not body.workspace.contains(x, y):
        return None
    if not inside:
        return x, y, floor, 0.0
    step = 0.03
    slots = [(x + dx, y + dy) for dx in (-step, 0, step) for dy in (-step, 0, step)]

    def room(slot: tuple[float, float]) -> float:
        return min(math.hypot(slot[0] - o.position[0], slot[1] - o.position[1]) for o in inside)

    best = max(slots, key=room)
    # Let it drop in from just above the others, so that the fingers do not push them about.
    under = max(floor, max(o.top for o in inside) - 0.01)
    return (*best, under, 0.0) if under < 0.12 else None

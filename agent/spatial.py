"""Named places and relations between objects: pure geometry over measured states.

Words are those of a person who stands across the table and faces the robot: left is
the robot's -y, the top side is the one nearest the robot, and "in front of" is towards
the person (+x).
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Sequence

from agent.kinds import ROOMY, fits_in, is_round
from agent.robot import Workspace
from agent.types import Fact, ObjectState, Observation

PLACES: dict[str, tuple[float, float]] = {
    "top left corner": (0.0, 0.0),
    "top side": (0.0, 0.5),
    "top right corner": (0.0, 1.0),
    "left side": (0.5, 0.0),
    "middle": (0.5, 0.5),
    "right side": (0.5, 1.0),
    "bottom left corner": (1.0, 0.0),
    "bottom side": (1.0, 0.5),
    "bottom right corner": (1.0, 1.0),
}
"""Name to (fraction towards the person, fraction to the right) of the workspace."""

DIRECTIONS: dict[str, tuple[float, float]] = {
    "left of": (0.0, -1.0),
    "right of": (0.0, 1.0),
    "in front of": (1.0, 0.0),
    "behind": (-1.0, 0.0),
}
"""Relation to its unit vector (x, y) in the base frame."""

FIXED = ("drawer", "button")
"""Kinds of furniture: calibrated to stand where they stand, not to be picked or pushed."""

AMOUNTS: dict[str, float] = {"a little": 0.05, "a lot": 0.15}
"""How far apart, edge to edge, in metres."""

STEPS: dict[str, tuple[float, float]] = {
    "to the left": DIRECTIONS["left of"],
    "to the right": DIRECTIONS["right of"],
    "forward": DIRECTIONS["in front of"],
    "back": DIRECTIONS["behind"],
}
"""Way to its unit vector (x, y) in the base frame; forward is towards the person."""

LINES: dict[str, tuple[tuple[float, float], ...]] = {
    "in a horizontal line with": ((0.0, 1.0),),
    "in a vertical line with": ((1.0, 0.0),),
    "in a diagonal line with": (
        (math.sqrt(0.5), math.sqrt(0.5)),
        (math.sqrt(0.5), -math.sqrt(0.5)),
    ),
    "in line with": (),
}
"""Relation to the unit vectors (x, y) the line may have; none: through the others."""

STRAIGHT = 0.02
"""How far (m) the things of a line may be out of it."""

ONE_SPOT = 0.03
"""Things of which two are no further (m) apart, seen from above, are a tower and no line."""

ABOUT, BESIDE = 0.02, 0.05
"""How far (m) a named distance may be off, and how far a thing may be beside its direction."""

MARGIN = 0.05
"""How far inside the workspace's edge the named places lie, in metres."""

NEAR = 0.15
"""Two objects whose edges are closer than this (m) are near each other."""

TURNED = math.radians(10)
"""How far (rad) a thing that was turned may be off."""

CORRIDOR = 0.06
"""What is between two things is at most this far (m) from the line that joins them."""

SAME_SPOT = 0.05
"""Two spots closer than this (m) count as the same."""


def loose(observation: Observation) -> list[ObjectState]:
    """Return what a hand can take, as far as its kind tells."""
    return [o for o in observation.objects if o.kind not in (*FIXED, *ROOMY)]


def place_point(name: str, workspace: Workspace) -> tuple[float, float]:
    """Return the (x, y) in metres of a named place."""
    u, v = PLACES[name]
    (x0, x1), (y0, y1) = workspace.x, workspace.y
    return (x0 + MARGIN + u * (x1 - x0 - 2 * MARGIN), y0 + MARGIN + v * (y1 - y0 - 2 * MARGIN))


def place_of(x: float, y: float, workspace: Workspace) -> str:
    """Return the named place nearest to a point, in fractions of the workspace."""

    def distance(name: str) -> float:
        px, py = place_point(name, workspace)
        return math.hypot(
            (x - px) / (workspace.x[1] - workspace.x[0]),
            (y - py) / (workspace.y[1] - workspace.y[0]),
        )

    return min(PLACES, key=distance)


def gap(a: ObjectState, b: ObjectState) -> float:
    """Return the horizontal distance between centres, in metres."""
    return math.hypot(a.position[0] - b.position[0], a.position[1] - b.position[1])


def is_over(a: ObjectState, b: ObjectState, margin: float) -> bool:
    """Tell whether the middle of `a` is over `b`'s outline, let out by `margin` (m)."""
    if is_round(b):
        return gap(a, b) < max(b.size[:2]) / 2 + margin
    dx, dy = a.position[0] - b.position[0], a.position[1] - b.position[1]
    c, s = math.cos(b.yaw), math.sin(b.yaw)
    along, across = abs(dx * c + dy * s), abs(dy * c - dx * s)
    return along < b.size[0] / 2 + margin and across < b.size[1] / 2 + margin


def is_on(a: ObjectState, b: ObjectState) -> bool:
    """`a` rests on top of `b`: its bottom at b's top, its centre over b's footprint.

    What is too large for a hollow thing rests on its rim; what is not, is in it.
    """
    level = abs(a.bottom - b.top) < min(0.015, 0.6 * b.size[2])
    return a is not b and level and not fits_in(a, b) and is_over(a, b, 0.005)


def is_in(a: ObjectState, b: ObjectState) -> bool:
    """`a` lies inside the hollow `b`: its centre within the rim and no higher than a stack."""
    within = min(0.015, min(a.size[:2]) / 2)
    return fits_in(a, b) and is_over(a, b, -within) and a.bottom < b.top + 0.02


def within(o: ObjectState, box: ObjectState, tolerance: float) -> bool:
    """Tell whether all corners of `o` are over `box` (both four-sided), and it is on its floor.

    It may reach over an edge, and stand over the floor, by less than `tolerance` (m).
    """
    c, s = math.cos(o.yaw), math.sin(o.yaw)
    cb, sb = math.cos(box.yaw), math.sin(box.yaw)
    for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
        u, v = a * o.size[0] / 2, b * o.size[1] / 2
        dx = o.position[0] + c * u - s * v - box.position[0]
        dy = o.position[1] + s * u + c * v - box.position[1]
        along, across = abs(dx * cb + dy * sb), abs(dy * cb - dx * sb)
        if along > box.size[0] / 2 + tolerance or across > box.size[1] / 2 + tolerance:
            return False
    return o.bottom < box.bottom + tolerance


def shifted(at: Sequence[float], text: str) -> tuple[float, float] | None:
    """Return the point (x, y) that is `10 cm to the left` of another one; None for other words."""
    amount, _, way = text.partition(" cm ")
    try:
        metres = float(amount) / 100
        ux, uy = STEPS[way]
    except (ValueError, KeyError):
        return None
    return at[0] + ux * metres, at[1] + uy * metres


def apart(a: ObjectState, b: ObjectState, relation: str) -> float:
    """Return the free distance (m) from `b` to `a` along the direction of a relation."""
    ux, uy = DIRECTIONS[relation]
    along = (a.position[0] - b.position[0]) * ux + (a.position[1] - b.position[1]) * uy
    return along - (max(a.size[:2]) + max(b.size[:2])) / 2


def out_of_line(a: ObjectState, others: Sequence[ObjectState], relation: str) -> float:
    """Return how far (m) the furthest is from the line that they are said to form."""
    points = [o.position[:2] for o in (a, *others)]
    cx, cy = (sum(axis) / len(points) for axis in zip(*points, strict=True))
    ways = LINES[relation] or (long_axis(points),)
    return min(max(abs((x - cx) * uy - (y - cy) * ux) for x, y in points) for ux, uy in ways)


def long_axis(points: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the unit vector (x, y) along which points spread furthest."""
    n = len(points)
    cx, cy = (sum(axis) / n for axis in zip(*points, strict=True))
    xx = sum((x - cx) ** 2 for x, _ in points)
    yy = sum((y - cy) ** 2 for _, y in points)
    xy = sum((x - cx) * (y - cy) for x, y in points)
    angle = math.atan2(2 * xy, xx - yy) / 2
    return math.cos(angle), math.sin(angle)


def holds(fact: Fact, observation: Observation, workspace: Workspace) -> bool | None:
    """Tell whether a relation is measured to hold; None when that cannot be told."""
    if fact.relation == "held":
        return observation.holding == fact.subject
    a = observation.find(fact.subject)
    if a is None or observation.holding == fact.subject:
        return None if a is None else False
    if fact.relation == "turned":
        return is_turned(a, fact.target)
    if fact.relation in ("back", "moved"):
        off = SAME_SPOT if fact.relation == "back" else ABOUT
        return None if fact.point is None else math.dist(a.position[:2], fact.point) < off
    if fact.relation == "at":
        return place_of(a.position[0], a.position[1], workspace) == fact.target
    b = observation.find(fact.target)
    if b is None:
        return None
    if fact.relation in LINES:
        return line_holds(fact, a, b, observation)
    if fact.relation == "between":
        other = observation.find(fact.more[0])
        ends = None if other is None else (b.position[:2], other.position[:2])
        return None if ends is None else is_between(a, *ends)
    if fact.more:
        return distance_holds(fact.relation, a, b, fact.more[0])
    return relation_holds(fact.relation, a, b)


def symmetry(o: ObjectState) -> float:
    """Return the turn (rad) after which an object looks the same from above."""
    return math.pi / 2 if abs(o.size[0] - o.size[1]) < 0.005 else math.pi


def is_turned(o: ObjectState, angle: str) -> bool:
    """Tell whether a thing's yaw is that of a text such as "to 30", as far as its shape shows."""
    yaw = math.radians(float(angle.removeprefix("to ")))
    return abs(math.remainder(o.yaw - yaw, symmetry(o))) < TURNED


def line_holds(fact: Fact, a: ObjectState, b: ObjectState, observation: Observation) -> bool | None:
    """Tell whether things are in a line, side by side; None when one is not to be seen."""
    others = [b]
    for name in fact.more:
        if (o := observation.find(name)) is None:
            return None
        others.append(o)
    held = any(o.name == observation.holding for o in others)
    pairs = itertools.combinations((o.position[:2] for o in (a, *others)), 2)
    if held or any(math.dist(p, q) < ONE_SPOT for p, q in pairs):
        return False
    return out_of_line(a, others, fact.relation) < STRAIGHT


def distance_holds(relation: str, a: ObjectState, b: ObjectState, amount: str) -> bool:
    """Tell whether `a` is as far from `b` in a direction as an amount says."""
    ux, uy = DIRECTIONS[relation]
    dx, dy = a.position[0] - b.position[0], a.position[1] - b.position[1]
    return abs(dx * uy - dy * ux) < BESIDE and abs(apart(a, b, relation) - AMOUNTS[amount]) < ABOUT


def relation_holds(relation: str, a: ObjectState, b: ObjectState) -> bool:
    """Tell whether `a` stands in one of the named relations to `b`."""
    if relation == "in":
        return is_in(a, b)
    if relation == "on":
        return is_on(a, b)
    reach = (max(a.size[:2]) + max(b.size[:2])) / 2 + NEAR
    if relation == "near":
        return gap(a, b) <= reach
    ux, uy = DIRECTIONS[relation]
    dx, dy = a.position[0] - b.position[0], a.position[1] - b.position[1]
    along, across = dx * ux + dy * uy, abs(dx * uy - dy * ux)
    return 0.02 < along <= reach and across < max(0.04, along)


def is_between(o: ObjectState, a: tuple[float, float], b: tuple[float, float]) -> bool:
    """Tell whether a thing lies from each of two points towards the other."""
    length = math.dist(a, b)
    if length < 0.01:
        return False
    ux, uy = (b[0] - a[0]) / length, (b[1] - a[1]) / length
    dx, dy = o.position[0] - a[0], o.position[1] - a[1]
    return 0.0 < dx * ux + dy * uy < length and abs(dx * uy - dy * ux) < CORRIDOR


def displaced(before: Observation, after: Observation) -> list[ObjectState]:
    """Return what lies elsewhere than in an earlier look, as it was then."""
    return [
        was
        for was in before.objects
        if (now := after.find(was.name)) is not None
        and math.dist(was.position, now.position) > SAME_SPOT
    ]


def support_of(a: ObjectState, observation: Observation) -> Fact | None:
    """Return what `a` is in or on, if anything."""
    for b in observation.objects:
        if b.name != a.name and is_in(a, b):
            return Fact("in", a.name, b.name)
    for b in observation.objects:
        if b.name != a.name and is_on(a, b):
            return Fact("on", a.name, b.name)
    return None


def touching(things: Sequence[ObjectState], observation: Observation) -> tuple[ObjectState, ...]:
    """Return things with what rests in or on them, and what they lie in."""
    out = list(things)
    for a in out:  # grows while it is gone through
        rests = (b for b in observation.objects if is_in(b, a) or is_on(b, a))
        out += [b for b in rests if b not in out]
    around = (b for b in observation.objects if any(is_in(a, b) for a in things))
    return (*out, *(b for b in around if b not in out))


def is_clear(a: ObjectState, observation: Observation) -> bool:
    """Nothing rests on `a`."""
    return not any(is_on(b, a) for b in observation.objects if b.name != a.name)


def circular(facts: Sequence[Fact]) -> bool:
    """Tell whether things are to stand on one another in a circle."""
    below = {f.subject: f.target for f in facts if f.relation in ("on", "in")}
    for start in below:
        at: str | None = below[start]
        for _ in below:
            if at == start:
                return True
            at = below.get(at) if at else None
    return False

"""Put down what is held, in a relation to an object or at a named place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from agent.body import Body
from agent.kinds import can_stand_on, fits_in, has_flat_top, is_hollow
from agent.skills.base import APPROACH, Skill, go
from agent.skills.grasp import hold_height
from agent.skills.spots import Spot, find_spot, let_go
from agent.spatial import (
    ABOUT,
    AMOUNTS,
    DIRECTIONS,
    FIXED,
    LINES,
    PLACES,
    STRAIGHT,
    apart,
    gap,
    holds,
    out_of_line,
    place_of,
    shifted,
)
from agent.types import Fact, ObjectState, Outcome, Pose, SkillCall

TOUCHDOWN = 0.008
"""A contact so near (m) to where something is put down is that with what it stands on."""
PATIENCE = 3.0
"""How long a thing is held out to a person (s)."""


class Place(Skill):
    """put down what is held; relation: in, on, at, left of, right of, in front of, behind, near"""

    name: ClassVar[str] = "place"
    signature: ClassVar[str] = "place(relation, target)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Every relation for which there is a free spot, while something is held.

        Also accepted, though not listed: a third argument "a little" or "a lot" for how far
        apart; `between` and two things; `in line with` and two or more things; `in a horizontal
        line with` (vertical, diagonal) and one or more; `moved, 10 cm to the left`; `to, person`.
        """
        held = body.held
        if held is None:
            return [], {"place": "nothing is held"}
        calls, blocked = [], {}
        for relation, target in pairs(body, held):
            call = SkillCall("place", (relation, target))
            o = body.observation.find(target)
            if wrong := misfit(relation, held, o) if o else "":
                blocked[str(call)] = wrong
            elif find_spot(relation, target, held, body) is None:
                blocked[str(call)] = f"no free spot {relation} {target}"
            else:
                calls.append(call)
        return calls, blocked

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why there is no such spot, for the forms that are not listed too."""
        if body.held is None:
            return "nothing is held"
        wrong = misread(call.args, body)
        if wrong:
            return wrong
        relation, target, *more = call.args
        spot = find_spot(relation, target, body.held, body, tuple(more))
        return "" if spot else f"there is no free spot {' '.join(call.args)}"

    def touches(self, call: SkillCall, body: Body) -> tuple[str, ...]:
        """What something is put in or on; beside a thing it is let go of without touching it."""
        return call.args[1:] if call.args[:1] in (("in",), ("on",)) else ()

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Lower, open, draw back, and look whether it rests where it should."""
        held = body.held
        reason = self.why_not(call, body)
        if held is None or reason:
            return Outcome(False, reason)
        relation, target, *more = call.args
        spot = find_spot(relation, target, held, body, tuple(more))
        assert spot is not None  # why_not has just found it
        touch = (held.name, *neighbours(relation, target, body))
        failed = put(held, spot, body, touch, PATIENCE if relation == "to" else 0.0)
        if failed:
            body.look()
            return Outcome(False, f"could not put {held.name} {relation} {target}: {failed}")
        if body.held is not None:
            body.look()
            if body.held is not None:  # pressed aside in the hand, and not to be felt for a while
                return Outcome(False, f"could not put {held.name} {relation} {target}: it slid")
            return Outcome(False, f"lost {held.name} on the way")
        if relation == "to":
            return given(held, body)
        if relation == "between":
            return measure(Fact(relation, held.name, target, more=tuple(more)), body)
        if more or relation in LINES:
            return measure_more(held.name, relation, (target, *more), body)
        origin = body.origin(held.name) if relation in ("back", "moved") else None
        to = shifted(origin, target) if origin and relation == "moved" else origin and origin[:2]
        return measure(Fact(relation, held.name, target, to), body)


def put(
    held: ObjectState, spot: Spot, body: Body, touch: tuple[str, ...], wait: float = 0.0
) -> str:
    """Lower what is held onto a spot and let go; return why it did not arrive, or nothing.

    Afterwards `body.held` is None, unless the thing was lost before the hand opened or the
    hand did not let go of it.
    """
    x, y, surface, yaw = spot
    # With 3 mm of air, so that it never presses.
    z = surface + hold_height(held, body.robot.hand) + 0.003
    failed = go(body, x, y, z + APPROACH, yaw, touch=touch)
    if failed or not body.grips_something():  # an empty hand must not come down on what it lost
        return failed
    failed = lower(body, x, y, z, yaw, touch)
    if failed or not body.grips_something():
        return failed
    until = body.robot.state().time + wait
    while wait and body.robot.state().time < until:
        body.robot.grip(0.0)
    failed = body.grip(let_go(body))
    body.held = held if failed else None
    go(body, x, y, z + APPROACH, yaw, touch=touch)
    if body.held is None and body.grips_something():
        body.robot.grip(body.robot.hand.opening)
        if body.grips_something():
            body.held, failed = held, "it is stuck in the hand"
    return failed


def lower(body: Body, x: float, y: float, z: float, yaw: float, touch: Iterable[str]) -> str:
    """Move down until it is there or touches down; return why it did neither, or nothing."""
    around = body.surroundings(touch)
    motion = body.robot.move_to(Pose.tool_down(x, y, z, yaw), 0.5, around)
    # What has slipped down in the hand a little stands before the hand is there.
    down = motion.contact and motion.error < TOUCHDOWN
    return "" if motion.ok or down else motion.reason


def neighbours(relation: str, target: str, body: Body) -> tuple[str, ...]:
    """Return what may be touched: what something is put on or in, and what lies in it."""
    o = body.observation.find(target)
    if o is None or relation not in ("in", "on"):
        return ()
    inside = (b.name for b in body.observation.objects if gap(b, o) < max(o.size[:2]) / 2)
    return (o.name, *inside)


def misread(args: tuple[str, ...], body: Body) -> str:
    """Return what is wrong with the arguments, or nothing."""
    if len(args) < 2:
        return "place needs a relation and a target"
    relation, target, *more = args
    held = body.held.name if body.held else None
    known = set(body.observation.names) - {held}
    things = (target, *more) if relation in (*LINES, "between") else (target,)
    if relation == "between":
        if len(set(things)) != 2:
            return "it takes two things to be between"
    elif relation in LINES:
        if relation == "in line with" and len(things) < 2:
            return "a line needs two things or more to go through"
    elif more and (relation not in DIRECTIONS or len(more) > 1 or more[0] not in AMOUNTS):
        return f"it is not clear what {', '.join(more)!r} means here"
    elif relation == "at":
        return "" if target in PLACES else f"there is no place {target!r}"
    elif relation == "to":
        return "" if target == "person" else f"there is nobody called {target!r}"
    elif relation == "moved" and shifted((0.0, 0.0), target) is None:
        return f"it is not clear how far {target!r} is"
    elif relation in ("back", "moved"):
        return "" if held and body.origin(held) else f"it is not known where {held} was"
    elif relation not in ("in", "on", "near", *DIRECTIONS):
        return f"there is no relation {relation!r}"
    for name in things:
        if name not in known:
            return f"{name} is not to be seen"
    o = body.observation.find(target)
    if o is None or body.held is None:
        return ""
    return misfit(relation, body.held, o)


def misfit(relation: str, held: ObjectState, o: ObjectState) -> str:
    """Return why something cannot be put in or on a thing, by their kinds and sizes."""
    if relation == "in":
        if not is_hollow(o):
            return f"nothing can be put in {o.name}"
        return "" if fits_in(held, o) else f"{held.name} is too large for {o.name}"
    if relation == "on":
        if not has_flat_top(o):
            return f"nothing can be put on {o.name}"
        return "" if can_stand_on(held, o) else f"{held.name} would not stay on {o.name}"
    return ""


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
    wanted = " and ".join((f"{fact.relation} {fact.target}", *fact.more))
    return Outcome(False, f"{fact.subject} is not {wanted} but at {here}", where)


def measure_more(name: str, relation: str, rest: tuple[str, ...], body: Body) -> Outcome:
    """Look afresh and measure a distance, or how straight a line is."""
    after = body.look()
    seen = after.find(name)
    if seen is None:
        return Outcome(False, f"{name} is not to be seen")
    if relation in LINES:
        others = [o for n in rest if (o := after.find(n)) is not None]
        off = out_of_line(seen, others, relation)
        message = f"{name} {relation} {' and '.join(rest)}, {off * 100:.1f} cm out"
        return Outcome(len(others) == len(rest) and off < STRAIGHT, message, {"off": off})
    target, amount = rest
    plain = measure(Fact(relation, name, target), body)
    other = body.observation.find(target)
    if other is None:
        return plain
    free = apart(seen, other, relation)
    # "A lot" is just where `near` ends, so the distance itself is what counts.
    ok = abs(free - AMOUNTS[amount]) < ABOUT
    return Outcome(ok, f"{name} is {free * 100:.0f} cm {relation} {target}", {"gap": free})


def given(held: ObjectState, body: Body) -> Outcome:
    """Look whether what was held out was taken: it was, if it is neither held nor seen."""
    seen = body.look().find(held.name)
    if seen is None or not seen.visible:
        return Outcome(True, f"{held.name} was taken")
    here = place_of(seen.position[0], seen.position[1], body.workspace)
    return Outcome(False, f"nobody took {held.name}; it is at {here}")


def pairs(body: Body, held: ObjectState) -> Iterator[tuple[str, str]]:
    """Return every relation and target that makes sense for the held object."""
    others = [o for o in body.observation.objects if o.name != held.name]
    loose = [o for o in others if o.kind not in FIXED]
    for o in loose:
        if is_hollow(o) or has_flat_top(o):
            yield ("in" if is_hollow(o) else "on"), o.name
    for relation in (*DIRECTIONS, "near"):
        for o in others:
            yield relation, o.name
    for place in PLACES:
        yield "at", place
    if body.origin(held.name):
        yield "back", "where it was"

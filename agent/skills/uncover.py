"""Take away what stands on something, and look at what was hidden."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from agent.body import Body
from agent.skills.base import Skill
from agent.skills.pick import take
from agent.skills.pick import why_not as cannot_pick
from agent.skills.place import put
from agent.skills.spots import find_spot
from agent.spatial import FIXED, PLACES, gap, is_on
from agent.types import ObjectState, Observation, Outcome, SkillCall

WIDE = 0.1
"""Wider things (m) fit in no hand."""
TRIES = 4
"""How many things are taken away before it gives up."""


class Uncover(Skill):
    """take away what hides a thing"""

    name: ClassVar[str] = "uncover"
    signature: ClassVar[str] = "uncover(object)"

    def applies(self, observation: Observation) -> bool:
        """Only where something is known but not seen."""
        return any(not o.visible for o in observation.objects if o.name != observation.holding)

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """What is hidden, by something that can be taken away. What is built on, is accepted."""
        hidden = (o.name for o in body.observation.objects if not o.visible)
        return self.sift((SkillCall("uncover", (name,)) for name in hidden), body)

    def why_not(self, call: SkillCall, body: Body) -> str:
        """Return why nothing can be taken away, or nothing."""
        if body.held is not None:
            return f"the hand holds {body.held.name}"
        o = body.observation.find(call.args[0]) if call.args else None
        if o is None:
            return f"{call.args[0] if call.args else 'the object'} is not known"
        cover = cover_of(o, body.observation)
        if cover is None:
            return f"nothing is seen to cover {o.name}"
        return cannot_pick(cover, body)

    def touches(self, call: SkillCall, body: Body) -> tuple[str, ...]:
        """Everything that would be taken away, one after the other."""
        seen = body.observation
        o, names = seen.find(call.args[0]) if call.args else None, list(call.args)
        while o is not None and (cover := cover_of(o, seen)) is not None:
            names.append(cover.name)
            seen = replace(seen, objects=tuple(b for b in seen.objects if b != cover))
        return tuple(names)

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Put one thing after the other on the free table, until it is seen and clear."""
        if reason := self.why_not(call, body):
            return Outcome(False, reason)
        name, moved = call.args[0], 0
        for _ in range(TRIES):
            o = body.observation.find(name)
            cover = cover_of(o, body.observation) if o is not None else None
            if cover is None:
                break
            if failed := cannot_pick(cover, body) or clear_away(cover, name, body):
                return Outcome(False, f"{cover.name} still covers {name}: {failed}")
            moved += 1
        seen = body.observation.find(name)
        ok = seen is not None and seen.visible and cover_of(seen, body.observation) is None
        message = f"{name} is {'seen now' if ok else 'not to be seen'}"
        return Outcome(ok, message, {"moved": moved})


def cover_of(o: ObjectState, observation: Observation) -> ObjectState | None:
    """Return the topmost thing that stands on an object or hides it, or None."""
    others = [b for b in observation.objects if b.name not in (o.name, observation.holding)]
    on = next((b for b in others if is_on(b, o)), None)
    if on is None and not o.visible:
        # The camera stands on the person's side: what hides is higher or nearer to it.
        nearer = [
            b
            for b in others
            if b.kind not in FIXED
            # What is wider cannot be taken away.
            and min(b.size[:2]) < WIDE
            and b.visible
            and b.top > o.top - 0.01
            and b.position[0] > o.position[0] - 0.02
            and gap(b, o) < 0.15
        ]
        on = min(nearer, key=lambda b: gap(b, o), default=None)
    return (cover_of(on, observation) or on) if on is not None else None


def clear_away(cover: ObjectState, name: str, body: Body) -> str:
    """Put what covers something on the free table; return why it failed, or nothing."""
    if failed := take(cover, body):
        body.look()
        return failed
    if body.held is None:
        body.robot.grip(body.robot.hand.opening)
        body.look()
        return f"missed {cover.name}"
    body.look()
    spot = free_spot(cover, name, body)
    if spot is None:
        return "there is no free spot to put it"
    failed = put(cover, spot, body, (cover.name,))
    body.look()
    return failed


def free_spot(held: ObjectState, name: str, body: Body) -> tuple[float, float, float, float] | None:
    """Return a free spot on the table that hides the object as little as can be."""
    o = body.observation.find(name)
    spots = [s for place in PLACES if (s := find_spot("at", place, held, body))]
    if o is None or not spots:
        return spots[0] if spots else None
    x, y, _ = o.position
    # Beside it or behind it, as the camera sees it, and no further than needed.
    aside = [s for s in spots if abs(s[1] - y) > 0.12 or s[0] < x - 0.1]
    return min(aside or spots, key=lambda s: abs(s[0] - x) + abs(s[1] - y))

"""Pick an object up from above."""

from __future__ import annotations

from typing import ClassVar

from agent.body import Body
from agent.skills.base import APPROACH, Skill, go, yaw_of
from agent.skills.grasp import FREE, best_grasp, faces, hold_height
from agent.spatial import FIXED, is_clear, is_in
from agent.types import ObjectState, Outcome, SkillCall

WIDEST = 1.45
"""No thing is wider than this between the fingers, in its own widths: it is more than one."""


class Pick(Skill):
    """take a block in the hand"""

    name: ClassVar[str] = "pick"
    signature: ClassVar[str] = "pick(object)"

    def feasible(self, body: Body) -> tuple[list[SkillCall], dict[str, str]]:
        """Objects that fit in the hand, with nothing on top and nothing in the hand yet."""
        calls, blocked = [], {}
        for o in body.observation.objects:
            reason = why_not(o, body)
            if reason:
                blocked[f"pick({o.name})"] = reason
            else:
                calls.append(SkillCall("pick", (o.name,)))
        return calls, blocked

    def run(self, call: SkillCall, body: Body) -> Outcome:
        """Grasp by friction and measure with the fingers whether something is held."""
        target = body.observation.find(call.args[0])
        if target is None:
            return Outcome(False, f"{call.args[0]} is not to be seen")
        if reason := why_not(target, body):
            return Outcome(False, reason)
        failed = take(target, body)
        if failed:
            body.look()
            return Outcome(False, f"could not take {target.name}: {failed}")
        held = body.held is not None
        gap = body.robot.state().finger_gap
        if held and gap > WIDEST * max(target.size[:2]):
            put_back(target, body)
            return Outcome(False, f"took more than {target.name}", {"finger_gap": gap})
        body.look()
        if body.held is None:
            why = "lost" if held else "missed"
            body.robot.grip(body.robot.hand.opening)
            return Outcome(False, f"{why} {target.name}", {"finger_gap": gap})
        return Outcome(True, f"holding {target.name}", {"finger_gap": gap})


def take(target: ObjectState, body: Body, lift: float = APPROACH) -> str:
    """Grasp and lift by `lift` (m) over its top; return why it was not reached, or nothing.

    Whether something is held then is measured with the fingers, and kept in `body.held`.
    """
    grasp = best_grasp(target, body.observation, body.robot.hand)
    if grasp is None:
        return f"no grasp clears the neighbours of {target.name}"
    x, y, _ = target.position
    z = target.bottom + hold_height(target, body.robot.hand)
    touch = (target.name, *companions(target, body))
    body.leaves(target)
    failed = body.grip(grasp.opening)
    failed = failed or go(body, x, y, target.top + APPROACH, grasp.yaw, touch=touch)
    failed = failed or go(body, x, y, z, grasp.yaw, 0.5, touch)
    if failed:
        return failed
    failed = body.grip(0.0)
    go(body, x, y, target.top + lift, grasp.yaw, touch=touch)
    body.held = target if not failed and body.grips_something() else None
    return failed


def companions(target: ObjectState, body: Body) -> tuple[str, ...]:
    """Return the hollow thing that a thing lies in, and what lies in it beside the thing."""
    objects = body.observation.objects
    bowls = [b for b in objects if is_in(target, b)]
    inside = [o.name for o in objects if o is not target and any(is_in(o, b) for b in bowls)]
    return (*(b.name for b in bowls), *inside)


def put_back(target: ObjectState, body: Body) -> None:
    """Lower what is held to where it was, and let go."""
    body.held = None
    x, y, _ = target.position
    z = target.bottom + hold_height(target, body.robot.hand)
    go(body, x, y, z, yaw_of(body), 0.5, (target.name,))
    body.robot.grip(body.robot.hand.opening)
    go(body, x, y, target.top + APPROACH, yaw_of(body), touch=(target.name,))
    body.look()


def why_not(o: ObjectState, body: Body) -> str:
    """Return why an object cannot be picked now, or nothing."""
    if body.observation.holding:
        return f"the hand holds {body.observation.holding}"
    if o.kind in FIXED:
        return f"{o.name} is fixed"
    if min(width for _, width in faces(o)) > body.robot.hand.opening - FREE:
        return f"{o.name} is too wide for the hand"
    if not is_clear(o, body.observation):
        return f"something is on top of {o.name}"
    if not body.workspace.contains(o.position[0], o.position[1]):
        return f"{o.name} is out of reach"
    if best_grasp(o, body.observation, body.robot.hand) is None:
        return f"no grasp clears the neighbours of {o.name}"
    return ""

"""A world laid after what a camera saw, in which a plan can be tried before it is carried out."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agent.errors import HandilyError
from agent.events import Acted, Decided, Event, Finished, Judged
from agent.goals import Context
from agent.guard import Guard
from agent.loop import Agent
from agent.planners.base import Planner
from agent.robot import Robot, Workspace
from agent.spatial import FIXED
from agent.types import Choices, Decision, ObjectState, Observation, SkillCall
from sims.build import eyes, laid
from sims.objects import BOX, THINGS, Thing, solid
from sims.tasks.expert import as_seen
from sims.world import World

OTHERWISE = "it went otherwise than in the rehearsal"
WORDS = "say", "ask", "done", "cannot"
"""Skills that move nothing."""
ABOVE = 0.001
"""How high (m) over where it was seen a thing is let go."""


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """How a goal went in the twin: `calls` are those that succeeded there, in our names.

    `ok` tells whether the goal was reached as far as it can be measured, `message` how it ended.
    """

    ok: bool
    calls: tuple[SkillCall, ...]
    message: str


def rehearse(
    goal: str,
    seen: Observation,
    robot: str,
    planner: Planner,
    context: Context | None = None,
    guard: Guard | None = None,
    going_on: Callable[[], None] = lambda: None,
    limit: Callable[[Robot], Robot] = lambda robot: robot,
) -> Rehearsal:
    """Work on a goal in a world that is laid after `seen`.

    `going_on` is called after each event and may raise, which ends the rehearsal. `limit` wraps
    the twin's robot in what limits the real one's motions.
    """
    world, arm = twin(seen, robot)
    try:
        agent = Agent(limit(arm), eyes("camera", world), planner, guard=guard)
        if context is not None:
            agent.context = context
        agent.body.look()
        there = as_seen([o for o in seen.objects if o.kind not in FIXED], agent.body.observation)
        if missing := sorted({o.name for o in seen.objects} - set(there)):
            return Rehearsal(False, (), f"the twin does not show {', '.join(missing)}")
        events: list[Event] = []
        for event in agent.run(goal):
            events.append(event)
            going_on()
    except HandilyError as error:
        return Rehearsal(False, (), error.message)
    finally:
        world.close()
    finished = next(e for e in reversed(events) if isinstance(e, Finished))
    ours = {theirs: name for name, theirs in there.items()}
    calls = tuple(
        replace(call, args=tuple(ours.get(a, a) for a in call.args)) for call in succeeded(events)
    )
    ok = finished.ending == "done" and finished.verification != "contradicted"
    return Rehearsal(ok, calls, finished.message)


def succeeded(events: Sequence[Event]) -> list[SkillCall]:
    """Return the calls that worked, in their order."""
    out, call = [], SkillCall("")
    for event in events:
        if isinstance(event, Decided):
            call = event.decision.call
        elif isinstance(event, Acted) and event.outcome.ok and call.skill not in WORDS:
            out.append(call)
    return out


class Rehearsed:
    """plays what a rehearsal did, and gives up where it goes otherwise"""

    name = "rehearsed"

    def __init__(self, calls: Sequence[SkillCall]) -> None:
        self.calls = list(calls)
        self.begun = False

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Return the next call, unless the last one did not do what it did in the twin."""
        last = next((e for e in reversed(events) if isinstance(e, Acted | Judged)), None)
        failed = ""
        if isinstance(last, Acted) and not last.outcome.ok:
            failed = last.outcome.message
        elif isinstance(last, Judged) and last.verdict.kind != "allow":
            failed = last.verdict.reason
        if failed and self.begun:
            return Decision(SkillCall("cannot", (f"{OTHERWISE}: {failed}",)))
        self.begun = True
        return Decision(self.calls.pop(0) if self.calls else SkillCall("done"))


def twin(seen: Observation, robot: str) -> tuple[World, Robot]:
    """Return a world with what was seen in it, each thing where it was seen."""

    def build(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        for o in sorted(seen.objects, key=lambda o: o.bottom):
            if o.kind not in FIXED and o.name != seen.holding:
                x, y, _ = o.position
                likeness(o).put(world, o.color, x, y, o.yaw, o.name)
                world.move(o.name, x, y, max(o.bottom, 0.0) + o.size[2] / 2 + ABOVE, o.yaw)
        world.step(120)

    return laid(build, robot, np.random.default_rng(0))


def likeness(o: ObjectState) -> Thing:
    """Return the thing of its kind whose size is nearest to what was measured; else a box."""
    same = [t for t in THINGS.values() if t.kind == o.kind]
    if not same:
        return Thing(o.kind, o.size, solid(BOX, o.size))
    return min(same, key=lambda t: math.dist(t.size, o.size))

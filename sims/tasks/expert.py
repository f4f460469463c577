"""A planner that is given a task's plan: the ceiling of every suite, and a teacher.

It knows where the task laid its things, and asks the simulator nothing.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace

from agent.events import Acted, Answered, Decided, Event, Judged, Started
from agent.robot import Workspace
from agent.types import Choices, Decision, ObjectState, Observation, SkillCall
from sims.tasks.base import PICKED, Instance, Step
from sims.tasks.predicates import judge, seen_as_truth
from sims.tasks.room import state_of

SAME = 0.06
"""What is seen within this (m) of where a thing was laid is that thing."""


class TaskExpert:
    """scripted, given the task's plan and where its things were laid; sees by the camera alone

    What a scene lays of its own is taken to be called in the plan as the agent calls it.
    """

    name = "expert"

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.laid = [state_of(o) for o in instance.things]
        self.before: Observation | None = None
        """The first look."""
        self.names: dict[str, str] = {}
        """What the agent calls each thing, by the task's name."""

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Work on the first step whose goal is not seen to hold."""
        return Decision(self.call(events, choices, workspace))

    def call(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> SkillCall:
        """Return the next call, in the agent's names."""
        if self.before is None:
            self.before = next(e.observation for e in events if isinstance(e, Started))
            self.names = as_seen(self.laid, self.before)
        if self.instance.refuse:
            return SkillCall("cannot", (self.instance.refuse,))
        if self.instance.ask and not any(isinstance(e, Answered) for e in events):
            return SkillCall("ask", (self.instance.ask,))
        looks = (e.observation for e in reversed(events) if isinstance(e, Acted | Started))
        seen = next(looks)
        blocked = calls_blocked(events)
        truth = seen_as_truth(seen, self.before, self.names, workspace)
        given_up: SkillCall | None = None
        stuck: set[str] = set()
        left = [
            step
            for step in self.instance.plan
            if judge(step.goal, truth) < 1.0 and not self.did(step, events)
        ]
        for step in self.held_first(left, seen):
            if stuck & about(step):
                continue
            call = self.towards(step, seen, choices, blocked)
            # What cannot be taken now may be free once something else has been done.
            if call.skill != "cannot" or seen.holding is not None or not step.subject:
                return call
            given_up, stuck = given_up or call, stuck | {step.subject}
        return given_up or SkillCall("done")

    def held_first(self, left: list[Step], seen: Observation) -> list[Step]:
        """Return the steps with that of what is held first, unless it builds on one before it."""
        for i, step in enumerate(left):
            if step.subject and self.names.get(step.subject, step.subject) == seen.holding:
                if not any({e.subject, step.subject} & about(e) & about(step) for e in left[:i]):
                    return [step, *left[:i], *left[i + 1 :]]
                break
        return left

    def towards(
        self, step: Step, seen: Observation, choices: Choices, blocked: Mapping[SkillCall, str]
    ) -> SkillCall:
        """Return the call that brings a step's goal nearer."""
        subject = self.names.get(step.subject, step.subject)
        ways = [self.named(call) for call in step.calls]
        ways = [call for call in ways if call not in blocked] or ways
        if step.subject and seen.holding is None:
            take = SkillCall(PICKED, (subject,))
            if take in blocked:
                return SkillCall("cannot", (blocked[take],))
            return take
        if step.subject and seen.holding != subject:
            free = [c for c in choices.calls if c.args[:1] == ("at",)]
            return free[0] if free else SkillCall("cannot", ("no room for what is held",))
        if ways[0] in blocked:
            return SkillCall("cannot", (blocked[ways[0]],))
        return ways[0]

    def did(self, step: Step, events: Sequence[Event]) -> bool:
        """Tell whether a call for furniture worked: how far it is out is in no observation."""
        calls = [self.named(call) for call in step.calls if not step.subject]
        decided = SkillCall("")
        for event in events:
            if isinstance(event, Decided):
                decided = event.decision.call
            elif isinstance(event, Acted) and event.outcome.ok and decided in calls:
                return True
        return False

    def named(self, call: SkillCall) -> SkillCall:
        """Return a call with the names that the agent uses."""
        return replace(call, args=tuple(self.names.get(a, a) for a in call.args))


def about(step: Step) -> set[str]:
    """Return the things and places that a step is about."""
    return {step.subject, *(word for call in step.calls for word in call.args[1:])}


def as_seen(laid: Sequence[ObjectState], seen: Observation) -> dict[str, str]:
    """Return what is seen where each thing was laid; the kind breaks no tie but one."""
    out: dict[str, str] = {}
    left = list(seen.objects)
    for o in laid:
        near = [s for s in left if math.dist(s.position[:2], o.position[:2]) < SAME]
        near.sort(key=lambda s: (s.kind != o.kind, math.dist(s.position, o.position)))
        if near:
            out[o.name] = near[0].name
            left.remove(near[0])
    return out


def calls_blocked(events: Sequence[Event]) -> dict[SkillCall, str]:
    """Return the calls that were blocked since something last worked, and why."""
    out: dict[SkillCall, str] = {}
    call: SkillCall | None = None
    for event in events:
        if isinstance(event, Decided):
            call = event.decision.call
        elif isinstance(event, Judged) and event.verdict.kind == "block" and call is not None:
            out[call] = event.verdict.reason
        elif isinstance(event, Acted) and event.outcome.ok:
            out.clear()
    return out

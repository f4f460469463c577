"""A scripted planner that has the goal's facts in hand: an upper bound, and a teacher."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from agent.events import Acted, Decided, Event, Judged, Started
from agent.goals import Context, read_goal
from agent.robot import Workspace
from agent.spatial import holds
from agent.types import Choices, Decision, Fact, Observation, SkillCall
from agent.verification import remaining


class ExpertPlanner:
    """scripted, given the goal's facts; for tests and as an upper bound, not a language model"""

    name = "expert"

    def __init__(self, facts: Sequence[Fact] | None = None) -> None:
        self._facts = facts

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Work on the first fact that is not measured to hold."""
        starts = [e for e in events if isinstance(e, Started)]
        observation = next(
            e.observation for e in reversed(events) if isinstance(e, Acted | Started)
        )
        facts: Sequence[Fact]
        if self._facts is not None:
            facts = [f for f in self._facts if not holds(f, observation, workspace)]
        else:
            reading = read_goal(
                starts[-1].goal, starts[-1].observation, context_of(events, workspace)
            )
            if not reading.complete:
                return Decision(SkillCall("cannot", ("the expert cannot read this goal",)))
            facts = remaining(reading, observation, workspace)
        call = next_call(facts, observation, choices)
        last = next((e for e in reversed(events) if isinstance(e, Judged | Acted | Started)), None)
        asked = next((e.decision.call for e in reversed(events) if isinstance(e, Decided)), None)
        if isinstance(last, Judged) and last.verdict.kind == "block" and asked == call:
            return Decision(SkillCall("cannot", (last.verdict.reason,)))
        return Decision(call)


def why_not(call: SkillCall, thing: str, observation: Observation, choices: Choices) -> str:
    """Return why a call, about a thing, is not among those that can be carried out now."""
    if observation.find(thing) is None and str(call) not in choices.blocked:
        return f"{thing} is not to be seen"
    whole = f"{call.skill}({thing})"
    return choices.blocked.get(str(call)) or choices.blocked.get(whole, f"{call} is not possible")


def context_of(events: Sequence[Event], workspace: Workspace) -> Context:
    """Return what the goals before the last one leave to refer to."""
    context = Context(workspace=workspace)
    starts = [i for i, e in enumerate(events) if isinstance(e, Started)]
    for begin, end in itertools.pairwise(starts):
        run = events[begin:end]
        seen = [e.observation for e in run if isinstance(e, Started | Acted)]
        goal = next(e.goal for e in run if isinstance(e, Started))
        reading = read_goal(goal, seen[0], context)
        context = context.after(reading.facts).moved(seen[0], seen[-1])
    return context


def next_call(facts: Sequence[Fact], observation: Observation, choices: Choices) -> SkillCall:
    """Return the call that brings the first of the facts about, which are those still open."""
    for fact in facts:
        held = observation.holding
        if held and (held != fact.subject or fact.deed):
            place = next((c for c in choices.calls if c.args[:1] == ("at",)), None)
            return place or SkillCall("cannot", ("there is no room to put down what is held",))
        call = fact.place if held else fact.deed or SkillCall("pick", (fact.subject,))
        if call in choices.calls:
            return call
        thing = fact.subject if fact.deed else call.args[-1]
        return SkillCall("cannot", (why_not(call, thing, observation, choices),))
    return SkillCall("done")

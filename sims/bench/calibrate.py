"""Records what a planner thinks of each step of a suite, beside what is right there.

The steps are those of the task's plan: the scripted expert acts, and the planner is only
asked, as if the person had told it what to do whenever that was not clear. Those are the
states in which it will choose while its prediction sets hold the right call.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from agent.events import Acted, Answered, Event, Started
from agent.planners.base import Planner, Wrapper
from agent.planners.calibration import Recorded, label, shares_of
from agent.robot import Workspace
from agent.spatial import relation_holds
from agent.types import Choices, Decision, SkillCall
from sims.bench.episode import Stage
from sims.bench.plan import Config
from sims.bench.work import workspace_of
from sims.tasks.base import PICKED, Instance
from sims.tasks.expert import TaskExpert
from sims.tasks.predicates import fits


class Watched(Wrapper):
    """The expert, with a planner beside it whose thoughts are kept.

    Once the expert is done, nothing is kept any more: where the planner restated the goal as
    something else, that claim is contradicted, and would be made again.
    """

    def __init__(self, planner: Planner, instance: Instance, episode: str) -> None:
        super().__init__(planner)
        self.name = "expert"
        self.expert, self.over = TaskExpert(instance), False
        self.instance, self.episode = instance, episode
        self.steps: list[Recorded] = []

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Keep what the planner thinks, and do what the expert says."""
        shares = shares_of(self.planner.choose(events, choices, workspace), choices)
        call = self.expert.call(events, choices, workspace)
        right = self.right(call, events, choices, workspace)
        closed = {str(c) for c in choices.calls}
        texts = tuple(dict.fromkeys(label(str(c), closed, choices.open) for c in right))
        if not self.over:
            self.steps.append(Recorded(self.episode, shares, texts))
        self.over = self.over or call.skill == "done"
        return Decision(call)

    def right(
        self,
        call: SkillCall,
        events: Sequence[Event],
        choices: Choices,
        workspace: Workspace,
    ) -> list[SkillCall]:
        """Return all calls that are as right as the expert's.

        Where the goal is not clear it is right to ask, and right to do what the person means.
        Which thing comes first is open where several have to be moved, and which ones are
        where they are only counted.
        """
        if call.skill == "ask" and self.instance.ask:
            told = [*events, Answered("")]
            meant = self.expert.call(told, choices, workspace)
            other = SkillCall(call.skill, ("",))  # in words of its own
            return [call, other, *self.right(meant, told, choices, workspace)]
        if call.skill == PICKED:
            picks = [SkillCall(PICKED, (name,)) for name in self.first(events, choices, workspace)]
            return [call, *(c for c in picks if c in choices.calls)]
        plans = [[self.expert.named(c) for c in step.calls] for step in self.instance.plan]
        ways = next((ways for ways in plans if call in ways), [])
        return [call, *(c for c in ways if c in choices.calls)]

    def first(
        self, events: Sequence[Event], choices: Choices, workspace: Workspace
    ) -> Iterator[str]:
        """Yield what may as well be taken first, in the agent's names."""
        plan = self.instance.plan
        subjects = {step.subject for step in plan}
        # A tower has an order: its steps build on one another.
        if not any(subjects & set(call.args[1:]) for step in plan for call in step.calls):
            for step in plan:
                expert = TaskExpert(replace(self.instance, plan=(step,), ask=""))
                expert.before, expert.names = self.expert.before, self.expert.names
                call = expert.call(events, choices, workspace)
                if call.skill == PICKED:
                    yield call.args[0]
        seen = next(e.observation for e in reversed(events) if isinstance(e, Acted | Started))
        for _, what, relation, target, _ in counts(self.instance.goal):
            there = seen.find(self.expert.names.get(target, target))
            for o in seen.objects if there else ():
                if there and o is not there and fits(o, what):
                    yield from () if relation_holds(relation, o, there) else (o.name,)


def counts(goal: Any) -> Iterator[Sequence[Any]]:
    """Yield the counts in a goal: so many things of a kind, whichever they are."""
    if isinstance(goal, Mapping):
        return
    if goal and goal[0] == "count":
        yield goal
    elif goal and not isinstance(goal[0], str):
        for part in goal:
            yield from counts(part)


def record(
    planner: Planner, suite: str, episodes: int, seed: int, perception: str = "camera"
) -> Iterator[list[Recorded]]:
    """Yield the steps of each episode, with a planner asked beside the expert."""
    config = Config(suite, "expert", perception=perception, seed=seed, episodes=episodes)
    tasks, workspace = config.load(), workspace_of(config.robot)
    settings = replace(config.settings, states=False)
    for key in config.keys(tasks):
        instance = tasks.instance(key.task, key.index, seed, workspace)
        watched = Watched(planner, instance, f"{key.task}:{key.index}:{seed}")
        stage = Stage(instance, settings, watched, key.seed)
        try:
            stage.run()
        finally:
            stage.close()
        yield watched.steps

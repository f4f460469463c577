"""Training conversations: the expert works on worded goals with the toy robot.

The conversations come out of the very loop and prompt that a run uses, so that what is
learnt is what will be read. Grasps fail at random, and goals follow one another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from agent.events import Finished
from agent.loop import Agent
from agent.perception.colors import COLORS
from agent.planners.expert import ExpertPlanner
from agent.prompt import Message, messages
from agent.robot import Workspace
from agent.spatial import holds
from agent.toy import SIZES, ToyPerception, ToyRobot, thing
from agent.training.wording import finish, follow_up, fresh
from agent.types import Fact, ObjectState

MAX_GOALS = 4


class ClumsyRobot(ToyRobot):
    """Misses a grasp now and then, so that trying again is learnt too."""

    def __init__(self, objects: list[ObjectState], rng: np.random.Generator) -> None:
        super().__init__(objects)
        self._rng = rng

    def grip(self, width: float) -> None:
        """Close on nothing once in twelve times."""
        if width > 0.0 or self._rng.random() > 0.08:
            super().grip(width)


def scene(rng: np.random.Generator) -> list[ObjectState]:
    """Return 2 to 5 blocks and 1 to 4 bowls in random colours, apart from one another."""
    ws = Workspace()
    colors = list(COLORS)
    wanted = [(str(c), "block") for c in rng.permutation(colors)[: rng.integers(2, 6)]]
    wanted += [(str(c), "bowl") for c in rng.permutation(colors)[: rng.integers(1, 5)]]
    out: list[ObjectState] = []
    for color, kind in wanted:
        width = SIZES[kind][0]
        for _ in range(200):
            x, y = rng.uniform(*ws.x), rng.uniform(*ws.y)
            reach = [width / 2 + o.size[0] / 2 + 0.03 for o in out]
            if all(math.dist((x, y), o.position[:2]) > r for o, r in zip(out, reach, strict=True)):
                out.append(thing(color, kind, x, y))
                break
    return out


def worth_doing(facts: list[Fact], agent: Agent) -> bool:
    """Tell whether all is still to be done, or the prompt shows what is done already."""
    body = agent.body
    hidden = [f for f in facts if f.relation not in ("in", "on", "at", "held")]
    return not any(holds(f, body.observation, body.workspace) for f in hidden)


def carry_out(agent: Agent, text: str, facts: list[Fact]) -> bool:
    """Let the expert work on one goal; tell whether it came to a good end."""
    agent.planner = ExpertPlanner(facts)
    *_, last = agent.run(text)
    agent.context = agent.context.after(facts)
    return isinstance(last, Finished) and last.ending == "done"


def conversation(rng: np.random.Generator) -> Agent | None:
    """Return an agent that has worked on one to four goals, or None when it went wrong."""
    objects = scene(rng)
    if len({o.kind for o in objects}) < 2 or sum(o.kind == "block" for o in objects) < 2:
        return None
    agent = Agent(ClumsyRobot(objects, rng), ToyPerception(), ExpertPlanner())
    agent.body.look()
    goals = 0
    while goals < int(rng.integers(1, MAX_GOALS + 1)):
        if agent.context.facts and rng.random() < 0.6:
            wish = follow_up(objects, agent.context, rng)
        else:
            wish = fresh(objects, rng)
        if wish is None or not worth_doing(wish[1], agent):
            continue
        if not carry_out(agent, finish(wish[0], rng), wish[1]):
            return None
        goals += 1
    return agent


def conversations(seed: int) -> Iterator[list[Message]]:
    """Yield chats without end; every assistant turn is a right call."""
    rng = np.random.default_rng(seed)
    while True:
        agent = conversation(rng)
        if agent is not None:
            yield messages(agent.events, agent.body.workspace)

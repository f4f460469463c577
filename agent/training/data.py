"""Training conversations: the expert works on worded goals with the toy robot.

The conversations come out of the very loop and prompt that a run uses, so that what is
learnt is what will be read. Grasps fail at random, and goals follow one another.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.prompt import Message, messages
from agent.robot import Workspace
from agent.spatial import PLACES
from agent.toy import ToyPerception, ToyRobot
from agent.types import Fact, ObjectState

COLORS = [
    "blue",
    "red",
    "green",
    "orange",
    "yellow",
    "purple",
    "pink",
    "cyan",
    "brown",
    "gray",
    "white",
]
PUT = (
    "put",
    "place",
    "move",
    "set",
    "drop",
    "bring",
    "lay",
    "please put",
    "get",
    "I want you to put",
)
TAKE = ("pick up", "take", "grab", "lift", "pick")
THEN = (", then ", " and then ", " and ", ", and after that ", "; then ", ", next ")
RELATIONS = {
    "in": ("in", "into", "inside"),
    "on": ("on", "on top of", "onto"),
    "left of": ("to the left of", "left of", "on the left side of"),
    "right of": ("to the right of", "right of", "on the right side of"),
    "in front of": ("in front of",),
    "behind": ("behind",),
    "near": ("next to", "near", "beside", "close to"),
    "at": ("at", "in", "to", "on"),
}
NOUNS = {"block": ("block", "block", "block", "cube"), "bowl": ("bowl", "bowl", "bowl", "dish")}


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
    wanted = [(c, "block") for c in rng.permutation(COLORS)[: rng.integers(2, 6)]]
    wanted += [(c, "bowl") for c in rng.permutation(COLORS)[: rng.integers(1, 5)]]
    out: list[ObjectState] = []
    for color, kind in wanted:
        size = (0.04, 0.04, 0.04) if kind == "block" else (0.15, 0.15, 0.045)
        for _ in range(200):
            x, y = rng.uniform(*ws.x), rng.uniform(*ws.y)
            reach = [size[0] / 2 + o.size[0] / 2 + 0.03 for o in out]
            if all(math.dist((x, y), o.position[:2]) > r for o, r in zip(out, reach, strict=True)):
                name = f"{color} {kind}"
                out.append(ObjectState(name, kind, str(color), (x, y, size[2] / 2), size))
                break
    return out


def noun(o: ObjectState, rng: np.random.Generator) -> str:
    """Return a way to name an object."""
    return f"{'the ' if rng.random() < 0.9 else ''}{o.color} {rng.choice(NOUNS[o.kind])}"


def clause(
    objects: list[ObjectState], rng: np.random.Generator, subject: ObjectState | None = None
) -> tuple[str, list[Fact], ObjectState]:
    """Return one worded wish, the facts that it means, and what it speaks of."""
    blocks = [o for o in objects if o.kind == "block"]
    bowls = [o for o in objects if o.kind == "bowl"]
    a = subject or blocks[rng.integers(len(blocks))]
    relation = str(rng.choice(["in", "in", "in", "on", "on", "at", "at", *RELATIONS]))
    others = bowls if relation == "in" else [o for o in blocks if o is not a]
    if relation not in ("in", "on", "at"):
        others = [o for o in objects if o is not a]
    words = rng.choice(RELATIONS[relation])
    if relation == "at":
        target = str(rng.choice(list(PLACES)))
        spoken = f"the {target}"
    else:
        b = others[rng.integers(len(others))]
        target, spoken = b.name, noun(b, rng)
    if subject is None and relation == "in" and rng.random() < 0.25:
        every = rng.choice(["all the blocks", "every block", "all blocks", "the blocks"])
        return (
            f"{rng.choice(PUT)} {every} {words} {spoken}",
            [Fact("in", o.name, target) for o in blocks],
            a,
        )
    thing = "it" if subject else noun(a, rng)
    facts = [Fact(relation, a.name, target)]
    if rng.random() < 0.3:
        return f"{rng.choice(TAKE)} {thing} and {rng.choice(PUT[:6])} it {words} {spoken}", facts, a
    return f"{rng.choice(PUT)} {thing} {words} {spoken}", facts, a


def goal(objects: list[ObjectState], rng: np.random.Generator) -> tuple[str, list[Fact]]:
    """Return a goal of one to three clauses and its facts; later ones replace earlier ones."""
    if rng.random() < 0.06:
        blocks = [o for o in objects if o.kind == "block"]
        a = blocks[rng.integers(len(blocks))]
        return f"{rng.choice(TAKE)} {noun(a, rng)}", [Fact("held", a.name, "hand")]
    text, facts, _ = clause(objects, rng)
    for _ in range(int(rng.choice([0, 0, 1, 1, 1, 2]))):
        more, new, _ = clause(objects, rng)
        used = {f.subject for f in facts} | {f.target for f in facts}
        if used & {f.subject for f in new} or any(
            f.target in {g.subject for g in facts} for f in new
        ):
            continue
        text, facts = text + rng.choice(THEN) + more, facts + new
    return text, facts


def conversations(seed: int) -> Iterator[tuple[list[Message], str]]:
    """Yield endless (messages, goal) pairs; every assistant turn is a right call."""
    rng = np.random.default_rng(seed)
    while True:
        objects = scene(rng)
        if len({o.kind for o in objects}) < 2 or sum(o.kind == "block" for o in objects) < 2:
            continue
        text, facts = goal(objects, rng)
        robot = ClumsyRobot(objects, rng)
        agent = Agent(robot, ToyPerception(), ExpertPlanner(facts))
        run = list(agent.run(text))
        if run[-1].kind != "finished" or run[-1].ending != "done":
            continue
        yield messages(agent.events, robot.workspace), text

"""Goals that are not clear, after KnowNo (Ren et al. 2023), re-implemented: ask, then do it.

The grammar and its three ambiguities - attribute, numeric and spatial - are the paper's;
another simulator, another arm. A scripted person answers. Where a goal is clear, asking is
wrong. Blocks alone are moved: the bowls are too wide for the hand.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from agent.robot import Workspace
from agent.spatial import relation_holds
from sims.tasks.base import Instance, Make, Put, Step, Suite, Unlucky, chosen, pick, put, scattered
from sims.tasks.room import beside_it, state_of

COLORS = ("red", "yellow", "green")
VERBS = ("put", "place", "move")
RELATIONS = {
    "to the left of": "left of",
    "to the right of": "right of",
    "in front of": "in front of",
    "at the back of": "behind",
}
BLOCK_WORDS = ("cube", "cuboid", "square object", "object", "item", "thing", "block")
BOWL_WORDS = ("container", "round object", "receptacle", "bowl")
SHADES = {
    "greenish": ("green", "cyan"),
    "reddish": ("red", "pink"),
    "bluish": ("blue", "purple"),
    "golden": ("yellow", "orange"),
}
"""Words for a colour, each with two that it may mean."""
AMOUNTS = {"a few": (2, 3), "a couple of": (2,), "some": (2, 3), "a handful of": (3,)}
NUMBERS = {1: "one", 2: "two", 3: "three"}
NEAR = ("near", "close to", "beside", "next to")
AXES = {
    "lateral to": ("left of", "right of"),
    "along the line of sight of": ("in front of", "behind"),
}
SAID = {relation: words for words, relation in RELATIONS.items()} | {"behind": "behind"}
ANY = ""
"""Matches every question."""


def table(rng: np.random.Generator, ws: Workspace, colors: Sequence[str] = COLORS) -> list[Put]:
    """Lay a block of each colour, and as many bowls as there is room for."""
    bowls = chosen(rng, COLORS, int(rng.integers(2, 4)))
    wanted = [*(("block", c) for c in colors), *(("bowl", c) for c in bowls)]
    return list(scattered(wanted, rng, ws, 0.035))


def blocks(things: Sequence[Put]) -> list[Put]:
    """Return the blocks."""
    return [t for t in things if t.word == "block"]


def bowls(things: Sequence[Put]) -> list[Put]:
    """Return the bowls."""
    return [t for t in things if t.word == "bowl"]


def unclear(
    words: str, things: Sequence[Put], plan: Sequence[Step], question: str, answer: str
) -> Instance:
    """Return an instance in which the person is asked and gives the same answer to anything."""
    goal: list[Any] = [["asked"], *(s.goal for s in plan)]
    return Instance(words, tuple(things), goal, tuple(plan), ((ANY, answer),), ask=question)


def clear(words: str, things: Sequence[Put], plan: Sequence[Step], goal: Any = None) -> Instance:
    """Return an instance in which asking is wrong."""
    goal = goal or [s.goal for s in plan]
    return Instance(words, tuple(things), [{"not": ["asked"]}, *goal], tuple(plan))


def target(
    rng: np.random.Generator, a: Put, among: Sequence[Put], things: Sequence[Put], ws: Workspace
) -> Step:
    """Return the step that puts a block in, on or beside one of some things."""
    b = pick(rng, [t for t in among if t is not a])
    relation = pick(rng, ("to", *RELATIONS.values()))
    if relation == "to":
        return put(a.name, "in" if b.word == "bowl" else "on", b.name)
    return beside(relation, a, b, things, ws)


def beside(relation: str, a: Put, b: Put, things: Sequence[Put], ws: Workspace) -> Step:
    """Return the step that puts a block on a side of something, where it is not yet."""
    there = relation_holds(relation, state_of(a), state_of(b))
    if there or not beside_it(relation, a, b, things, ws):
        raise Unlucky
    return put(a.name, relation, b.name)


def where(step: Step) -> str:
    """Return what a step wants of its subject, in words."""
    relation, name = step.calls[0].args
    return f"{SAID.get(relation, relation)} the {name}"


def which_block(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A word that fits every block, and at times every thing."""
    things = table(rng, ws)
    a = pick(rng, blocks(things))
    step = target(rng, a, bowls(things), things, ws)
    word = pick(rng, BLOCK_WORDS)
    words = f"{pick(rng, VERBS)} the {word} {where(step)}"
    return unclear(words, things, [step], f"Which {word} do you mean?", f"the {a.name}")


def which_bowl(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A word that fits every bowl."""
    things = table(rng, ws)
    a, b = pick(rng, blocks(things)), pick(rng, bowls(things))
    word = pick(rng, BOWL_WORDS)
    words = f"{pick(rng, VERBS)} the {a.name} in the {word}"
    step = put(a.name, "in", b.name)
    return unclear(words, things, [step], f"Which {word} do you mean?", f"the {b.name}")


def which_shade(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A word for a colour that fits two of the blocks."""
    shade = pick(rng, tuple(SHADES))
    other = pick(rng, [c for c in COLORS if c not in SHADES[shade]])
    things = table(rng, ws, (*SHADES[shade], other))
    a = pick(rng, blocks(things)[:2])
    step = target(rng, a, bowls(things), things, ws)
    words = f"{pick(rng, VERBS)} the {shade} block {where(step)}"
    return unclear(words, things, [step], f"Which is the {shade} block?", f"the {a.name}")


def how_many(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A number that is not said."""
    things = table(rng, ws)
    bowl, amount = pick(rng, bowls(things)), pick(rng, tuple(AMOUNTS))
    number = int(pick(rng, AMOUNTS[amount]))
    plan = [put(a.name, "in", bowl.name) for a in chosen(rng, blocks(things), number)]
    words = f"{pick(rng, VERBS)} {amount} blocks in the {bowl.name}"
    goal = [["asked"], ["count", "block", "in", bowl.name, number]]
    answer = f"{NUMBERS[number]} blocks"
    return Instance(
        words, tuple(things), goal, tuple(plan), ((ANY, answer),), ask="How many blocks?"
    )


def which_side(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Near something, whatever the side."""
    return aside(rng, ws, pick(rng, NEAR), tuple(RELATIONS.values()))


def which_end(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Along an axis, to either side."""
    words = pick(rng, tuple(AXES))
    return aside(rng, ws, words, AXES[words])


def aside(
    rng: np.random.Generator, ws: Workspace, words: str, relations: Sequence[str]
) -> Instance:
    """A block beside a thing, on a side that only the person knows."""
    things = table(rng, ws)
    a = pick(rng, blocks(things))
    b, relation = pick(rng, [t for t in things if t is not a]), pick(rng, relations)
    step = beside(relation, a, b, things, ws)
    said = f"{pick(rng, VERBS)} the {a.name} {words} the {b.name}"
    question = f"On which side of the {b.name}?"
    return unclear(said, things, [step], question, f"{pick(rng, VERBS)} the {a.name} {where(step)}")


def clear_one(rng: np.random.Generator, ws: Workspace) -> Instance:
    """One block, one target, one relation."""
    things = table(rng, ws)
    a = pick(rng, blocks(things))
    step = target(rng, a, things, things, ws)
    return clear(f"{pick(rng, VERBS)} the {a.name} {where(step)}", things, [step])


def clear_all(rng: np.random.Generator, ws: Workspace) -> Instance:
    """All blocks."""
    things = table(rng, ws)
    bowl = pick(rng, bowls(things))
    words = pick(rng, ("all the blocks", "all blocks", "the three blocks", "every block"))
    plan = [put(a.name, "in", bowl.name) for a in blocks(things)]
    return clear(f"{pick(rng, VERBS)} {words} in the {bowl.name}", things, plan)


def clear_number(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A number of blocks; which ones is the robot's choice."""
    things = table(rng, ws)
    bowl, number = pick(rng, bowls(things)), int(rng.integers(1, 3))
    plan = [put(a.name, "in", bowl.name) for a in chosen(rng, blocks(things), number)]
    many = "one block" if number == 1 else pick(rng, ("two blocks", "a pair of blocks"))
    goal = [["count", "block", "in", bowl.name, number]]
    return clear(f"{pick(rng, VERBS)} {many} in the {bowl.name}", things, plan, goal)


TASKS: dict[str, Make] = {
    "attribute/block": which_block,
    "attribute/bowl": which_bowl,
    "attribute/color": which_shade,
    "numeric": how_many,
    "spatial/near": which_side,
    "spatial/axis": which_end,
    "clear/one": clear_one,
    "clear/all": clear_all,
    "clear/number": clear_number,
}
SUITE = Suite(
    "ask",
    TASKS,
    doc="KnowNo's ambiguous goals, with a person who answers",
    spoken=frozenset(task for task in TASKS if not task.startswith("clear/")),
)

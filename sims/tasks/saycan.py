"""The tabletop demo of SayCan (Ahn et al. 2022): its five goals, each in several wordings.

Blocks and bowls are in the demo's four colours; another simulator, another arm.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence

import numpy as np

from agent.robot import Workspace
from agent.spatial import PLACES
from sims.tasks.base import Instance, Make, Suite, chosen, pick, put
from sims.tasks.cap import (
    CORNERS,
    Table,
    Words,
    any_tower,
    in_corners,
    near_first,
    to_matching,
    tower,
)

COLORS = ("red", "yellow", "green", "blue")
ANY = Words(COLORS, tuple(PLACES), (), (), (), (), ())

IN_CORNERS = (
    "put all the blocks in different corners",
    "spread the blocks over the corners, no two in the same one",
    "every block belongs in a corner of its own",
    "could you move each block to a different corner of the table?",
    "I want all of the blocks in the corners, at most one to a corner",
)
TO_BOWL = (
    "put the {block} in the {bowl}",
    "move the {block} to the {bowl}",
    "I would like to have the {block} in the {bowl}",
    "could you drop the {block} into the {bowl}, please?",
    "the {block} belongs in the {bowl}",
)
ONE_TO_BOWL = (
    "move the block to the bowl",
    "put the block in the bowl",
    "the block goes into the bowl",
    "could you place the block in the bowl?",
)
"""For a table with one block and one bowl."""
TO_MATCHING = (
    "put all the blocks in the bowls of the same color",
    "put any blocks on their matched colored bowls",
    "sort the blocks into the bowls by color",
    "every block should end up in the bowl that has its color",
    "match the blocks with the bowls: each goes into the one of its color",
)
TO_ONE = (
    "put all the blocks in the {bowl}",
    "collect the blocks in the {bowl}",
    "I want every block in the {bowl}",
    "move all of the blocks to the {bowl}, please",
    "the {bowl} should hold all the blocks",
)
TO_STACK = (
    "stack all the blocks",
    "make the highest block stack",
    "build one tower out of all the blocks",
    "put all the blocks on top of each other",
    "could you pile the blocks up into a single stack?",
)

Wanted = Callable[[np.random.Generator], Sequence[tuple[str, str]]]
Template = Callable[[Table], Instance]


def some(blocks: tuple[int, int], bowls: tuple[int, int], always: Sequence[str] = ()) -> Wanted:
    """Return what draws so many blocks and bowls, from least to most, in different colours.

    Bowls of the colours `always` are among them.
    """

    def draw(rng: np.random.Generator) -> list[tuple[str, str]]:
        n, m = (int(rng.integers(low, high + 1)) for low, high in (blocks, bowls))
        rest = [c for c in COLORS if c not in always]
        colors = [*always, *chosen(rng, rest, m - len(always))]
        return [*(("block", c) for c in chosen(rng, COLORS, n)), *(("bowl", c) for c in colors)]

    return draw


def corners(t: Table) -> Instance:
    """Put all the blocks in different corners."""
    free = [c for c in CORNERS if t.free(c, t.blocks[:1])]
    places = chosen(t.rng, free, len(t.blocks))
    plan = [put(b.name, "at", c) for b, c in zip(t.blocks, places, strict=True)]
    return t.done(pick(t.rng, IN_CORNERS), plan, in_corners(t.blocks))


def block_in_bowl(t: Table) -> Instance:
    """Put a block in a bowl; where there is but one of each, neither needs a colour."""
    block, bowl = pick(t.rng, t.blocks), pick(t.rng, t.bowls)
    words = ONE_TO_BOWL if len(t.things) == 2 else TO_BOWL
    said = pick(t.rng, words).format(block=block.name, bowl=bowl.name)
    return t.done(said, [put(block.name, "in", bowl.name)])


def matching(t: Table) -> Instance:
    """Put each block in the bowl of its colour."""
    plan = to_matching(t)
    return t.done(pick(t.rng, TO_MATCHING), plan)


def green_bowl(t: Table) -> Instance:
    """Put all the blocks in the green bowl."""
    bowl = next(o for o in t.bowls if o.color == "green")
    plan = [put(b.name, "in", bowl.name) for b in t.blocks]
    return t.done(pick(t.rng, TO_ONE).format(bowl=bowl.name), plan)


def stack(t: Table) -> Instance:
    """Stack all the blocks, in any order."""
    names = near_first(t.blocks, t.blocks[0].xy)
    return t.done(pick(t.rng, TO_STACK), tower(names), any_tower(names))


def make(wanted: Wanted, template: Template, rng: np.random.Generator, ws: Workspace) -> Instance:
    """Return an instance of a goal on a table of its own."""
    return template(Table(rng, ws, ANY, wanted(rng)))


def task(template: Template, *wanted: Wanted) -> Make:
    """Return a task; of several kinds of tables it takes any."""

    def either(rng: np.random.Generator) -> Sequence[tuple[str, str]]:
        return wanted[int(rng.integers(len(wanted)))](rng)

    return functools.partial(make, either, template)


SUITE = Suite(
    "saycan",
    {
        "corners": task(corners, some((2, 4), (0, 1))),
        "block-in-bowl": task(block_in_bowl, some((1, 1), (1, 1)), some((2, 4), (2, 3))),
        "matching": task(matching, some((2, 3), (3, 4))),
        "green-bowl": task(green_bowl, some((2, 4), (1, 3), ("green",))),
        "stack": task(stack, some((2, 4), (0, 2))),
    },
    published={"mock kitchen": "84 plan, 74 execute; 67 plan without the affordance"},
    doc="SayCan tabletop demo",
)

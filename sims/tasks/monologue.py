"""The tabletop tasks of Inner Monologue (Huang et al. 2022), among people who interfere.

As in the paper things are dropped, and people move them; another simulator, another arm.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import replace

import numpy as np

from agent.robot import Workspace
from agent.spatial import place_point
from sims.tasks.base import Instance, Make, Suite, chosen, pick, put
from sims.tasks.cap import (
    CORNERS,
    SEEN,
    Table,
    Words,
    any_tower,
    near_first,
    to_matching,
    to_others,
    tower,
)

FAULTS = "drop=0.1,slip=0.1,moved=0.03"
"""What goes wrong at random: see `sims.faults`."""
COLORS = SEEN.colors
ANY = Words(COLORS, CORNERS, (), (), (), (), ())

PICK_PLACE = (
    "put the {block} {relation} the {target}",
    "pick up the {block} and place it {relation} the {target}",
    "move the {block} so that it is {relation} the {target}",
    "the {block} belongs {relation} the {target}",
)
MATCHING = (
    "put all the blocks in the bowls with matching colors",
    "move every block into the bowl of its color",
    "sort the blocks into the bowls that match their colors",
)
MISMATCHED = (
    "put all the blocks in the bowls with mismatched colors",
    "move every block into a bowl that does not have its color",
    "put the blocks in bowls, none of them in one of its own color",
)
STACK = (
    "stack all the blocks on the {corner}",
    "build a tower of all the blocks in the {corner}",
    "pile all the blocks up in the {corner}",
)

Template = Callable[[Table], Instance]


def pick_place(t: Table) -> Instance:
    """Put a block on another one, or in a bowl."""
    block = pick(t.rng, t.blocks)
    target = pick(t.rng, [o for o in t.things if o is not block])
    relation = "in" if target.word == "bowl" else "on"
    words = pick(t.rng, PICK_PLACE)
    said = words.format(block=block.name, relation=relation, target=target.name)
    return t.done(said, [put(block.name, relation, target.name)])


def matching(t: Table) -> Instance:
    """Put each block in the bowl of its colour."""
    return t.done(pick(t.rng, MATCHING), to_matching(t))


def mismatched(t: Table) -> Instance:
    """Put each block in a bowl of another colour; somebody may drop it in one that will do."""
    steps = to_others(t)
    return t.done(pick(t.rng, MISMATCHED), steps)


def stack_corner(t: Table) -> Instance:
    """Stack all the blocks in a corner, in any order."""
    corner = str(pick(t.rng, [c for c in CORNERS if t.free(c, t.blocks)]))
    names = near_first(t.blocks, place_point(corner, t.workspace))
    plan = [put(names[0], "at", corner), *tower(names)]
    goal = [any_tower(names), *(["at", n, corner] for n in names)]
    return t.done(pick(t.rng, STACK).format(corner=corner), plan, goal)


def make(
    template: Template,
    blocks: tuple[int, int],
    bowls: tuple[int, int],
    rng: np.random.Generator,
    workspace: Workspace,
) -> Instance:
    """Return an instance with so many blocks and bowls, from least to most, and its faults.

    They are in the same colours, so that each block has its bowl where there are enough.
    """
    n, m = (int(rng.integers(low, high + 1)) for low, high in (blocks, bowls))
    colors = chosen(rng, COLORS, max(n, m))
    wanted = [*(("block", c) for c in colors[:n]), *(("bowl", c) for c in colors[:m])]
    instance = template(Table(rng, workspace, ANY, wanted))
    return replace(instance, faults=FAULTS)


def task(template: Template, blocks: tuple[int, int], bowls: tuple[int, int]) -> Make:
    """Return a task on tables with so many blocks and bowls."""
    return functools.partial(make, template, blocks, bowls)


SUITE = Suite(
    "monologue",
    {
        "pick-place": task(pick_place, (2, 4), (1, 3)),
        "matching": task(matching, (2, 3), (3, 4)),
        "mismatched": task(mismatched, (2, 4), (2, 3)),
        "stack-corner": task(stack_corner, (2, 3), (0, 1)),
    },
    published={
        "pick-place": "24 CLIPort, 80 object, 90 with success, 94 with scene feedback",
        "matching": "0 CLIPort, 56 object, 70 with success, 82 with scene feedback",
        "mismatched": "0 CLIPort, 62 object, 76 with success, 86 with scene feedback",
        "stack-corner": "0 CLIPort, 0 object, 4 with success, 6 with scene feedback",
    },
    doc="Inner Monologue tabletop, with disturbances",
)

"""Box packing after LLM^3 (Wang et al. 2024), re-implemented: four boxes into one basket.

The footprints, the baskets' sizes and the tolerance are the paper's; another simulator,
another arm. A box counts as packed if it stands on the basket's floor, within its outline.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from agent.robot import Workspace
from agent.skills.packed import packed_spot
from agent.skills.spots import LOOSE
from agent.types import ObjectState
from sims.objects import FOOTPRINTS, THINGS
from sims.robots.panda import Panda
from sims.tasks.base import COLORS, Instance, Make, Put, Suite, Unlucky, chosen, pick, put
from sims.tasks.room import state_of

BOXES = 4
LEVELS = {"easy": 42, "medium": 32, "hard": 22}
"""How long (cm) the basket is."""
WORDS = (
    "put all the boxes in the {}",
    "pack all the boxes into the {} so that all of them stand on its floor",
    "put the four boxes into the {}, side by side",
)
EDGE, BESIDE, APART = 0.04, 0.035, 0.035
"""Room (m) to the workspace's edge, to the basket, and between the boxes at the start."""
SKEW = 0.08
"""How far (rad) the basket may be turned."""
TRIES = 60


def make(length: int, rng: np.random.Generator, ws: Workspace) -> Instance:
    """Lay a basket of a length (cm) and four boxes that fit in it, one after the other."""
    colors = chosen(rng, COLORS, BOXES + 1)
    basket = basket_at(f"{length} cm tray", colors[BOXES], rng, ws)
    prints = chosen(rng, FOOTPRINTS, BOXES)
    # The largest first: those that are left find room.
    words = [f"{a}x{b} box" for a, b in sorted(prints, key=math.prod, reverse=True)]
    boxes: list[Put] = []
    for word, color in zip(words, colors, strict=False):
        boxes.append(Put(word, color, f"{color} box", spot(word, basket, boxes, rng, ws)))
    if not fit(basket, boxes):
        raise Unlucky
    plan = tuple(put(b.name, "in", basket.name) for b in boxes)
    goal = ["packed", basket.name, *(b.name for b in boxes)]
    words_said = str(pick(rng, WORDS)).format(basket.name)
    return Instance(words_said, (basket, *boxes), goal, plan)


def basket_at(word: str, color: str, rng: np.random.Generator, ws: Workspace) -> Put:
    """Lay the basket across one end of the table."""
    length, width, _ = THINGS[word].size
    side = pick(rng, (-1, 1))
    skew = float(rng.uniform(-SKEW, SKEW))
    free = max(0.0, (ws.y[1] - ws.y[0] - length) / 2 - 0.02)
    y = (ws.y[0] + ws.y[1]) / 2 + side * free
    x = ws.x[1] - width / 2 - float(rng.uniform(0.02, 0.03))
    return Put(word, color, f"{color} tray", (x, y, math.pi / 2 + skew))


def spot(
    word: str, basket: Put, boxes: Iterable[Put], rng: np.random.Generator, ws: Workspace
) -> tuple[float, float, float]:
    """Return a free spot for a box: x, y, yaw."""
    reach = THINGS[word].reach
    length, width, _ = THINGS[basket.word].size
    c, s = math.cos(basket.at[2]), math.sin(basket.at[2])
    for _ in range(TRIES):
        x = float(rng.uniform(ws.x[0] + EDGE, ws.x[1] - EDGE))
        y = float(rng.uniform(ws.y[0] + EDGE, ws.y[1] - EDGE))
        u, v = x - basket.xy[0], y - basket.xy[1]
        du = max(0.0, abs(c * u + s * v) - length / 2)
        dv = max(0.0, abs(c * v - s * u) - width / 2)
        if math.hypot(du, dv) < reach + BESIDE:
            continue
        if all(math.dist((x, y), b.xy) > reach + THINGS[b.word].reach + APART for b in boxes):
            return x, y, float(rng.uniform(-math.pi / 2, math.pi / 2))
    raise Unlucky


def fit(basket: Put, boxes: Iterable[Put]) -> bool:
    """Tell whether an arm can put the boxes in, in this order, with its fingers beside them."""
    tray, inside = state_of(basket), list[ObjectState]()
    for o in map(state_of, boxes):
        width = min(o.size[:2])
        opening = min(Panda.hand.opening, width + LOOSE + 0.003)
        found = packed_spot(tray, o, (width, opening), inside, (), Panda.hand)
        if found is None:
            return False
        x, y, _, yaw = found
        size = (max(o.size[:2]), width, o.size[2])
        inside.append(replace(o, position=(x, y, o.position[2]), size=size, yaw=yaw))
    return True


TASKS: dict[str, Make] = {
    level: functools.partial(make, length) for level, length in LEVELS.items()
}
SUITE = Suite(
    "packing",
    TASKS,
    published={
        "easy": "100 % with 1.6 planner calls (GPT-4 Turbo, at most 20)",
        "medium": "100 % with 4.4 planner calls",
        "hard": "60 to 70 % with 8.8 to 11.4 planner calls",
    },
    doc="LLM^3 box packing",
)

"""The long-horizon tasks A to K of LoHoRavens (Zhang et al. 2023), re-implemented.

Zones and areas are named places of the table, and what is said tells their colours. Two sizes
come as boxes: to a camera that takes blocks for cubes of one size, boxes are small or big. What
counts is the share of a goal's parts, as in the paper; another simulator, another arm.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from agent.robot import Workspace
from agent.spatial import PLACES, place_of, place_point
from sims.tasks.base import Instance, Make, Put, Step, Suite, Unlucky, chosen, pick, put
from sims.tasks.cap import (
    CORNERS,
    Table,
    Words,
    any_tower,
    near_first,
    to_matching,
    to_others,
    tower,
)

TEST = ("blue", "red", "green", "orange", "purple", "pink", "white")
ANY = Words(TEST, tuple(PLACES), (), (), (), (), ())
CLEAR = 0.015
"""How far (m) a block is from the border of the area that it is said to be in."""
WIDE = 0.17
"""How far (m) the middle of a zone for boxes is from any other box."""

Template = Callable[[np.random.Generator, Workspace], Instance]


def table(rng: np.random.Generator, ws: Workspace, **things: Sequence[str]) -> Table:
    """Return a table with things of some colours, such as `block=["red"]`."""
    wanted = [(word.replace("_", " "), c) for word, colors in things.items() for c in colors]
    return Table(rng, ws, ANY, wanted)


def where(place: str) -> str:
    """Return a place with its preposition."""
    return f"on the {place}" if place.endswith("side") else f"in the {place}"


def only(wanted: Sequence[Any], unwanted: Sequence[Any]) -> list[Any]:
    """Return goals that count one by one, but none of them while anything unwanted holds."""
    return [{"not": {"any": [{"not": goal}, *unwanted]}} for goal in wanted]


def pick_place(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A: put a block on another one, or in a bowl."""
    blocks, bowls = int(rng.integers(2, 5)), int(rng.integers(1, 4))
    t = table(rng, ws, block=chosen(rng, TEST, blocks), bowl=chosen(rng, TEST, bowls))
    a = pick(rng, t.blocks)
    b = pick(rng, [o for o in t.things if o is not a])
    said = pick(rng, ("put the {} on the {}", "pick up the {} and place it on the {}"))
    return t.done(
        said.format(a.name, b.name), [put(a.name, "in" if b in t.bowls else "on", b.name)]
    )


def matching(rng: np.random.Generator, ws: Workspace) -> Instance:
    """B: put each block in the bowl of its colour."""
    colors = chosen(rng, TEST, int(rng.integers(2, 5)))
    others = chosen(rng, [c for c in TEST if c not in colors], 4 - len(colors))
    t = table(rng, ws, block=colors, bowl=[*colors, *others])
    words = (
        "put the blocks in the bowls with matching colors",
        "move each block into the bowl of the same color",
        "place all the blocks in the bowls of their colors",
    )
    return t.done(pick(rng, words), to_matching(t))


def small_over_big(rng: np.random.Generator, ws: Workspace) -> Instance:
    """C: stack the small boxes on the big ones of the same colour."""
    colors = chosen(rng, TEST, int(rng.integers(2, 4)))
    t = table(rng, ws, big_box=colors, small_box=colors)
    plan = [put(f"small {c} box", "on", f"big {c} box") for c in colors]
    words = (
        "stack all the smaller boxes over the bigger boxes of the same color",
        "stack the small boxes on the big boxes of the same color",
        "build a tower for each color, with the small box over the big box",
    )
    return t.done(pick(rng, words), plan)


def stack_in_area(rng: np.random.Generator, ws: Workspace) -> Instance:
    """D: stack all the blocks in an area."""
    t = table(rng, ws, block=chosen(rng, TEST, int(rng.integers(3, 6))))
    place = str(pick(rng, [p for p in PLACES if t.free(p, t.blocks[:1])]))
    names = near_first(t.blocks, place_point(place, ws))
    goal = [any_tower(names), *(["at", n, place] for n in names)]
    words = ("stack all the blocks {}", "build a tower of all the blocks {}")
    plan = [put(names[0], "at", place), *tower(names)]
    return t.done(pick(rng, words).format(where(place)), plan, goal)


def even_count(rng: np.random.Generator, ws: Workspace) -> Instance:
    """E: put the blocks of which there is an even number in the zone of their colour."""
    colors = chosen(rng, TEST, int(rng.integers(2, 4)))
    counts = {c: int(rng.integers(1, 5)) for c in colors}
    odd = [c for c in colors if counts[c] % 2]
    if sum(counts.values()) > 7 or not 0 < len(odd) < len(colors):
        raise Unlucky
    t = table(rng, ws, block=[c for c in colors for _ in range(counts[c])])
    zones = dict(zip(colors, chosen(rng, CORNERS, len(colors)), strict=True))
    even = [b for b in t.blocks if b.color not in odd]
    for color in set(colors) - set(odd):
        if not t.free(zones[color], [b for b in even if b.color == color]):
            raise Unlucky
    plan = [put(b.name, "at", zones[b.color]) for b in even]
    if any(place_of(*b.xy, ws) in zones.values() for b in t.blocks):
        raise Unlucky
    wrong = [["at", b.name, zones[b.color]] for b in t.blocks if b.color in odd]
    legend = ", ".join(f"the {place} is the {color} zone" for color, place in zones.items())
    words = (
        "put the blocks of an even number in the zone with the matching color",
        "of each color that has an even number of blocks, bring the blocks to its zone",
        "where the number of blocks of a color is even, move them to the zone of their color",
    )
    return t.done(f"{legend}: {pick(rng, words)}", plan, only([s.goal for s in plan], wrong))


def mismatching(rng: np.random.Generator, ws: Workspace) -> Instance:
    """F: put each block in a bowl of another colour."""
    colors = chosen(rng, TEST, int(rng.integers(2, 5)))
    t = table(rng, ws, block=colors, bowl=colors)
    plan = to_others(t)
    words = (
        "put the blocks in the bowls with mismatching colors",
        "put all the blocks in bowls of a different color",
        "move each block into a bowl that does not have its color",
    )
    return t.done(pick(rng, words), plan)


def same_size(rng: np.random.Generator, ws: Workspace) -> Instance:
    """G: stack the boxes of the same size, so that there are two stacks."""
    colors = chosen(rng, TEST, int(rng.integers(2, 4)))
    t = table(rng, ws, big_box=colors, small_box=colors)
    big, small = (
        near_first(of, of[0].xy)
        for of in ([o for o in t.things if o.word == word] for word in ("big box", "small box"))
    )
    words = (
        "stack the boxes of the same size",
        "make two stacks, one of the big boxes and one of the small boxes",
        "stack all the bigger boxes, and stack all the smaller boxes",
    )
    plan = [*tower(big), *tower(small)]
    return t.done(pick(rng, words), plan, [any_tower(big), any_tower(small)])


def alternate(rng: np.random.Generator, ws: Workspace) -> Instance:
    """H: stack the blocks of two colours in turn."""
    first, second = chosen(rng, TEST, 2)
    n = int(rng.integers(2, 4))
    m = n - int(rng.integers(2))
    t = table(rng, ws, block=[first] * n + [second] * m)
    base = t.blocks[0].xy
    low, high = (
        itertools.permutations(near_first([b for b in t.blocks if b.color == c], base))
        for c in (first, second)
    )
    orders = [
        [name for pair in itertools.zip_longest(a, b) for name in pair if name]
        for a, b in itertools.product(low, high)
    ]
    words = (
        "stack the blocks with alternate colors, starting with the {} color",
        "build a tower of all the blocks whose colors alternate, with a {} block at the bottom",
    )
    goal = {"any": [["stacked", *order] for order in orders]}
    return t.done(pick(rng, words).format(first), tower(orders[0]), goal)


def big_below_small(rng: np.random.Generator, ws: Workspace) -> Instance:
    """I: bring the boxes of each colour to its zone, the big one below the small one."""
    colors = chosen(rng, TEST, 2)
    t = table(rng, ws, big_box=colors, small_box=colors)
    big = {o.color: o for o in t.things if o.word == "big box"}
    plan: list[Step] = []
    goal: list[Any] = []
    zones = chosen(rng, CORNERS, 2)
    for color, zone in zip(colors, zones, strict=True):
        lower, upper = big[color].name, f"small {color} box"
        at = place_point(zone, ws)
        if any(math.dist(o.xy, at) < WIDE for o in t.things if o is not big[color]):
            raise Unlucky
        plan += [put(lower, "at", zone), put(upper, "on", lower)]
        goal += [["at", lower, zone], *only([["on", upper, lower]], [{"not": ["at", lower, zone]}])]
    words = (
        "stack the boxes by color, the big one below the small one: {0} in the {1}, {2} in the {3}",
        "the {1} is for {0} and the {3} is for {2}: put the big box of each color there and the "
        "small box of the same color on it",
    )
    said = pick(rng, words).format(colors[0], zones[0], colors[1], zones[1])
    return t.done(said, plan, goal)


def area_to_area(rng: np.random.Generator, ws: Workspace) -> Instance:
    """J: move all the blocks of one area to another."""
    t = table(rng, ws, block=chosen(rng, TEST, int(rng.integers(3, 7))))

    def near(b: Put) -> set[str]:
        ways = itertools.product((-CLEAR, 0.0, CLEAR), repeat=2)
        return {place_of(b.xy[0] + dx, b.xy[1] + dy, ws) for dx, dy in ways}

    source = str(pick(rng, list(PLACES)))
    there = [b for b in t.blocks if source in near(b)]
    if len(there) < 2 or any(len(near(b)) > 1 for b in there):
        raise Unlucky
    rest = [b for b in t.blocks if b not in there]
    free = [p for p in PLACES if p != source and t.free(p, there)]
    place = str(pick(rng, [p for p in free if not any(p in near(b) for b in rest)]))
    plan = [put(b.name, "at", place) for b in there]
    goal = only([s.goal for s in plan], [["at", b.name, place] for b in rest])
    words = (
        "move all the blocks {0} to the {1}",
        "take the blocks that are {0} and put them {2}",
    )
    return t.done(pick(rng, words).format(where(source), place, where(place)), plan, goal)


def same_color(rng: np.random.Generator, ws: Workspace) -> Instance:
    """K: stack the blocks of the same colour, one stack to a colour."""
    colors = chosen(rng, TEST, int(rng.integers(2, 4)))
    counts = {c: int(rng.integers(2, 4)) for c in colors}
    if sum(counts.values()) > 7:
        raise Unlucky
    t = table(rng, ws, block=[c for c in colors for _ in range(counts[c])])
    groups = [[b for b in t.blocks if b.color == c] for c in colors]
    towers = [near_first(blocks, blocks[0].xy) for blocks in groups]
    plan = [step for names in towers for step in tower(names)]
    words = (
        "stack the blocks of the same color",
        "stack all the blocks of the same color together",
        "make one stack of blocks for each color",
    )
    return t.done(pick(rng, words), plan, [any_tower(names) for names in towers])


TASKS: dict[str, Make] = {
    "a-pick-place": pick_place,
    "b-matching": matching,
    "c-small-over-big": small_over_big,
    "d-stack-in-area": stack_in_area,
    "e-even-count": even_count,
    "f-mismatching": mismatching,
    "g-same-size": same_size,
    "h-alternate": alternate,
    "i-big-below-small": big_below_small,
    "j-area-to-area": area_to_area,
    "k-same-color": same_color,
}

SUITE = Suite(
    "loho",
    TASKS,
    published={
        "a-pick-place": "61 CLIPort, 67 Llama 2, 67 OpenFlamingo, 67 LLaVA; 77.5 LoHoVLA",
        "b-matching": "20 CLIPort, 28 Llama 2, 31 OpenFlamingo, 37 LLaVA; 91.5 LoHoVLA",
        "c-small-over-big": "12 CLIPort, 18 Llama 2, 18 OpenFlamingo, 22 LLaVA; 22.5 LoHoVLA",
        "d-stack-in-area": "23 CLIPort, 29 Llama 2, 30 OpenFlamingo, 36 LLaVA; 11.5 LoHoVLA",
        "e-even-count": "13 CLIPort, 9 Llama 2, 10 OpenFlamingo, 8 LLaVA; 81 LoHoVLA",
        "f-mismatching": "17 CLIPort, 25 Llama 2, 29 OpenFlamingo, 21 LLaVA; 41 LoHoVLA",
        "g-same-size": "2 CLIPort, 16 Llama 2, 22 OpenFlamingo, 15 LLaVA; 25 LoHoVLA",
        "h-alternate": "2 CLIPort, 9 Llama 2, 13 OpenFlamingo, 5 LLaVA; 7.5 LoHoVLA",
        "i-big-below-small": "9 CLIPort, 14 Llama 2, 13 OpenFlamingo, 12 LLaVA; 52 LoHoVLA",
        "j-area-to-area": "15 CLIPort, 20 Llama 2, 27 OpenFlamingo, 27 LLaVA; 22 LoHoVLA",
        "k-same-color": "7 CLIPort, 4 Llama 2, 4 OpenFlamingo, 7 LLaVA; 54.5 LoHoVLA",
    },
    doc="LoHoRavens",
)

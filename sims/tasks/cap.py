"""The tabletop tasks of Code as Policies (Liang et al. 2023), re-implemented: three splits.

Templates and attributes are those of the paper's appendix; another simulator, another arm.
The splits are `seen` (attributes and instructions), `unseen-attributes`, and
`unseen-instructions` (with unseen attributes too).
"""

from __future__ import annotations

import functools
import itertools
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from agent.robot import Workspace
from agent.skills.spots import all_of
from agent.spatial import DIRECTIONS, place_of, place_point
from sims.tasks.base import (
    Instance,
    Make,
    Put,
    Step,
    Suite,
    Unlucky,
    chosen,
    pick,
    put,
    scattered,
)

CORNERS = ("top left corner", "top right corner", "bottom left corner", "bottom right corner")
NTH = ("first", "second", "third", "fourth")
APART, BOWL = 0.115, 0.16
"""How far (m) a block is put from the middle of another, and of a bowl."""
CLEAR = 0.02
"""By how much (m) the right thing has to be nearer, or further, than any other."""


@dataclass(frozen=True, slots=True)
class Words:
    """The attributes of a split."""

    colors: tuple[str, ...]
    places: tuple[str, ...]
    directions: tuple[str, ...]
    distances: tuple[str, ...]
    magnitudes: tuple[str, ...]
    nths: tuple[str, ...]
    lines: tuple[str, ...]


SEEN = Words(
    ("blue", "red", "green", "orange", "yellow"),
    ("left side", "top left corner", "top side", "top right corner"),
    ("top", "left"),
    ("closest",),
    ("a little",),
    ("first", "second"),
    ("horizontal", "vertical"),
)
UNSEEN = Words(
    ("pink", "cyan", "brown", "gray", "purple"),
    ("bottom right corner", "bottom side", "bottom left corner"),
    ("bottom", "right"),
    ("farthest",),
    ("a lot",),
    ("third", "fourth"),
    ("diagonal",),
)
RELATION = {"left": "left of", "right": "right of", "top": "behind", "bottom": "in front of"}
"""The picture's top is far from the person: things there are behind others."""
Template = Callable[["Table"], Instance]


def some(rng: np.random.Generator, words: Words) -> list[tuple[str, str]]:
    """Return one to four blocks and one to four bowls in a split's colours."""
    blocks, bowls = int(rng.integers(1, 5)), int(rng.integers(1, 5))
    return [
        *(("block", c) for c in chosen(rng, words.colors, blocks)),
        *(("bowl", c) for c in chosen(rng, words.colors, bowls)),
    ]


class Table:
    """A random table of blocks and bowls, or of what is wanted, and what a template needs of it.

    What is wanted is given as words and colours.
    """

    def __init__(
        self,
        rng: np.random.Generator,
        workspace: Workspace,
        words: Words,
        wanted: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.rng, self.workspace, self.words = rng, workspace, words
        wanted = wanted or some(rng, words)
        self.things = scattered(wanted, rng, workspace, 0.04 if len(wanted) < 7 else 0.03)
        self.blocks = [t for t in self.things if t.word == "block"]
        self.bowls = [t for t in self.things if t.word == "bowl"]

    def need(self, blocks: int = 1, bowls: int = 0) -> None:
        """Try another table where there are too few."""
        if len(self.blocks) < blocks or len(self.bowls) < bowls:
            raise Unlucky

    def free(self, place: str, moved: Sequence[Put]) -> bool:
        """Tell whether a place has room for what is moved there, beside what is not."""
        others = [o for o in self.things if o not in moved]
        spots: list[tuple[float, float]] = []
        for at in all_of(place, self.workspace):
            room = all(math.dist(at, o.xy) > (BOWL if o.word == "bowl" else APART) for o in others)
            if room and all(math.dist(at, s) > APART for s in spots):
                spots.append(at)
        return len(spots) >= len(moved)

    def place(self, moved: Sequence[Put]) -> str:
        """Return a place with room for some blocks."""
        return str(pick(self.rng, [p for p in self.words.places if self.free(p, moved)]))

    def done(self, instruction: str, plan: Sequence[Step], goal: object = None) -> Instance:
        """Return an instance whose goal is that of all its steps, unless another is given."""
        return Instance(instruction, self.things, goal or [s.goal for s in plan], tuple(plan))


def pick_and_place(t: Table) -> Instance:
    """Seen instruction 1."""
    t.need(2)
    a = pick(t.rng, t.blocks)
    b = pick(t.rng, [o for o in t.things if o is not a])
    step = put(a.name, "in" if b.word == "bowl" else "on", b.name)
    return t.done(f"pick up the {a.name} and place it on the {b.name}", [step])


def tower(names: Sequence[str]) -> list[Step]:
    """Return the steps that stack things, the first at the bottom."""
    return [put(b, "on", a) for a, b in itertools.pairwise(names)]


def near_first(blocks: Sequence[Put], at: tuple[float, float]) -> list[str]:
    """Return their names, the nearest first: beside a high tower the hand has no room."""
    return [b.name for b in sorted(blocks, key=lambda b: math.dist(b.xy, at))]


def any_tower(names: Sequence[str]) -> dict[str, list[list[str]]]:
    """Return the goal that things stand on one another in any order."""
    return {"any": [["stacked", *order] for order in itertools.permutations(names)]}


def stack_all(t: Table) -> Instance:
    """Seen instruction 2."""
    t.need(2)
    names = [b.name for b in t.blocks]
    return t.done("stack all the blocks", tower(names), any_tower(names))


def all_at(t: Table) -> Instance:
    """Seen instruction 3."""
    t.need(2)
    place = t.place(t.blocks)
    plan = [put(b.name, "at", place) for b in t.blocks]
    return t.done(f"put all the blocks on the {place}", plan)


def all_in_bowl(t: Table) -> Instance:
    """Seen instruction 4."""
    t.need(2, 1)
    bowl = pick(t.rng, t.bowls)
    plan = [put(b.name, "in", bowl.name) for b in t.blocks]
    return t.done(f"put the blocks in the {bowl.name}", plan)


def to_matching(t: Table) -> list[Step]:
    """Return the steps that put each block in the bowl of its colour."""
    bowls = {o.color: o.name for o in t.bowls}
    if any(b.color not in bowls for b in t.blocks):
        raise Unlucky
    return [put(b.name, "in", bowls[b.color]) for b in t.blocks]


def to_others(t: Table) -> list[Step]:
    """Return the steps that put each block in a bowl of another colour, whichever it is."""
    others = {b.name: [o.name for o in t.bowls if o.color != b.color] for b in t.blocks}
    plan = [put(name, "in", pick(t.rng, bowls)) for name, bowls in others.items()]
    goals = [{"any": [["in", name, b] for b in bowls]} for name, bowls in others.items()]
    return [replace(step, goal=goal) for step, goal in zip(plan, goals, strict=True)]


def matching(t: Table) -> Instance:
    """Seen instruction 5."""
    return t.done("put all the blocks in the bowls with matching colors", to_matching(t))


def beside_bowl(t: Table) -> Instance:
    """Seen instruction 6."""
    t.need(1, 1)
    bowl, side = pick(t.rng, t.bowls), str(pick(t.rng, t.words.directions))
    ux, uy = DIRECTIONS[RELATION[side]]

    def along(b: Put) -> float:
        return (b.xy[0] - bowl.xy[0]) * ux + (b.xy[1] - bowl.xy[1]) * uy

    # Just one block on that side, and none that somebody could also say is there.
    there = [b for b in t.blocks if along(b) > 0.03]
    if len(there) != 1 or any(-0.03 < along(b) <= 0.03 for b in t.blocks):
        raise Unlucky
    block, place = there[0], t.place(there)
    aside = abs((block.xy[0] - bowl.xy[0]) * uy - (block.xy[1] - bowl.xy[1]) * ux)
    if aside > along(block) or place_of(*block.xy, t.workspace) == place:
        raise Unlucky
    words = f"pick up the block to the {side} of the {bowl.name} and place it on the {place}"
    return t.done(words, [put(block.name, "at", place)])


def by_distance(t: Table) -> tuple[Put, Put, str]:
    """Return the block that is closest to (or farthest from) a bowl, that bowl, the word."""
    t.need(2, 1)
    bowl, word = pick(t.rng, t.bowls), str(pick(t.rng, t.words.distances))
    ranked = sorted(t.blocks, key=lambda b: math.dist(b.xy, bowl.xy))
    if word == "farthest":
        ranked = ranked[::-1]
    gap = abs(math.dist(ranked[0].xy, bowl.xy) - math.dist(ranked[1].xy, bowl.xy))
    if gap < CLEAR:
        raise Unlucky
    return ranked[0], bowl, word


def nearest_to_bowl(t: Table) -> Instance:
    """Seen instruction 7."""
    block, bowl, word = by_distance(t)
    place = t.place([block])
    link = "to" if word == "closest" else "from"
    if place_of(*block.xy, t.workspace) == place:
        raise Unlucky
    words = f"pick up the block {word} {link} the {bowl.name} and place it on the {place}"
    return t.done(words, [put(block.name, "at", place)])


def nth_from(t: Table) -> Instance:
    """Seen instruction 8."""
    nth, side = str(pick(t.rng, t.words.nths)), str(pick(t.rng, t.words.directions))
    rank = NTH.index(nth)
    t.need(max(2, rank + 1))
    axis = 1 if side in ("left", "right") else 0
    sign = -1 if side in ("right", "bottom") else 1
    ranked = sorted(t.blocks, key=lambda b: sign * b.xy[axis])
    gaps = [abs(a.xy[axis] - b.xy[axis]) for a, b in itertools.pairwise(ranked)]
    if min(gaps) < CLEAR:
        raise Unlucky
    block, place = ranked[rank], t.place([ranked[rank]])
    if place_of(*block.xy, t.workspace) == place:
        raise Unlucky
    words = f"pick up the {nth} block from the {side} and place it on the {place}"
    return t.done(words, [put(block.name, "at", place)])


def different_corners(t: Table) -> Instance:
    """Unseen instruction 1."""
    t.need(2)
    corners = [c for c in CORNERS if t.free(c, t.blocks[:1])]
    if len(corners) < len(t.blocks):
        raise Unlucky
    plan = [put(b.name, "at", c) for b, c in zip(t.blocks, corners, strict=False)]
    return t.done("put all the blocks in different corners", plan, in_corners(t.blocks))


def in_corners(blocks: Sequence[Put]) -> list[object]:
    """Return the goal that each block is in a corner and no two are in the same."""
    goal: list[object] = [{"any": [["at", b.name, c] for c in CORNERS]} for b in blocks]
    for i, a in enumerate(blocks):
        for b in blocks[i + 1 :]:
            goal += [{"not": {"all": [["at", a.name, c], ["at", b.name, c]]}} for c in CORNERS]
    return goal


def mismatched(t: Table) -> Instance:
    """Unseen instruction 2."""
    t.need(1, 2)
    return t.done("put the blocks in the bowls with mismatched colors", to_others(t))


def stack_at(t: Table) -> Instance:
    """Unseen instruction 3."""
    t.need(2)
    place, names = t.place(t.blocks), [b.name for b in t.blocks]
    plan = [put(names[0], "at", place), *tower(names)]
    goal = [any_tower(names), *(["at", n, place] for n in names)]
    return t.done(f"stack all the blocks on the {place}", plan, goal)


def magnitude(t: Table) -> Instance:
    """Unseen instruction 4."""
    t.need(1, 1)
    block, bowl = pick(t.rng, t.blocks), pick(t.rng, t.bowls)
    side, amount = str(pick(t.rng, t.words.directions)), str(pick(t.rng, t.words.magnitudes))
    relation = RELATION[side]
    ux, uy = DIRECTIONS[relation]
    far = (0.15 if amount == "a lot" else 0.05) + 0.075 + 0.02
    x, y = bowl.xy[0] + ux * far, bowl.xy[1] + uy * far
    others = [o for o in t.things if o not in (block, bowl)]
    room = (math.dist((x, y), o.xy) > (0.13 if o.word == "bowl" else 0.085) for o in others)
    if not t.workspace.contains(x, y, 0.02) or not all(room):
        raise Unlucky
    words = f"pick up the {block.name} and place it {amount} to the {side} of the {bowl.name}"
    return t.done(words, [put(block.name, relation, bowl.name, amount)])


def corner_by_distance(t: Table) -> Instance:
    """Unseen instruction 5."""
    t.need(1, 1)
    block, bowl = pick(t.rng, t.blocks), pick(t.rng, t.bowls)
    word = str(pick(t.rng, t.words.distances))
    spots = {c: math.dist(place_point(c, t.workspace), bowl.xy) for c in CORNERS}
    ranked = sorted(spots, key=lambda c: spots[c] if word == "closest" else -spots[c])
    if abs(spots[ranked[0]] - spots[ranked[1]]) < 0.04 or not t.free(ranked[0], [block]):
        raise Unlucky
    link = "to" if word == "closest" else "from"
    words = f"pick up the {block.name} and place it in the corner {word} {link} the {bowl.name}"
    return t.done(words, [put(block.name, "at", ranked[0])])


def in_line(t: Table) -> Instance:
    """Unseen instruction 6."""
    t.need(3)
    kind = str(pick(t.rng, t.words.lines))
    names = [b.name for b in t.blocks]
    plan = [put(n, f"in a {kind} line with", *names[:i]) for i, n in enumerate(names) if i]
    return t.done(f"put all the blocks in a {kind} line", plan, [["line", kind, *names]])


SEEN_INSTRUCTIONS: dict[str, Template] = {
    "pick-and-place": pick_and_place,
    "stack-all": stack_all,
    "all-at": all_at,
    "all-in-bowl": all_in_bowl,
    "matching": matching,
    "beside-bowl": beside_bowl,
    "nearest": nearest_to_bowl,
    "nth": nth_from,
}
UNSEEN_INSTRUCTIONS: dict[str, Template] = {
    "different-corners": different_corners,
    "mismatched": mismatched,
    "stack-at": stack_at,
    "magnitude": magnitude,
    "corner-by-distance": corner_by_distance,
    "line": in_line,
}


def make(template: Template, words: Words, rng: np.random.Generator, ws: Workspace) -> Instance:
    """Return an instance of a template with a split's attributes."""
    return template(Table(rng, ws, words))


def split(name: str, templates: dict[str, Template], words: Words) -> dict[str, Make]:
    """Return a split's tasks, each `split/template`."""
    return {
        f"{name}/{task}": functools.partial(make, template, words)
        for task, template in templates.items()
    }


SUITE = Suite(
    "cap",
    {
        **split("seen", SEEN_INSTRUCTIONS, SEEN),
        **split("unseen-attributes", SEEN_INSTRUCTIONS, UNSEEN),
        **split("unseen-instructions", UNSEEN_INSTRUCTIONS, UNSEEN),
    },
    published={
        "seen": "97.2 long-horizon, 89.3 spatial",
        "unseen-attributes": "97.6 long-horizon, 73.3 spatial",
        "unseen-instructions": "80 long-horizon, 62 spatial",
    },
    doc="Code as Policies tabletop",
)

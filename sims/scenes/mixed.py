"""A table with a choice of everything there is."""

from __future__ import annotations

import contextlib
import math
from collections.abc import Sequence

import numpy as np

from agent.perception.colors import COLORS
from agent.robot import Workspace
from sims.objects import COMMON, THINGS, Thing
from sims.scenes.tabletop import NoRoom, apart
from sims.world import World

MOST = 8
ALWAYS = ("bowl", "block", "cup", "small box", "big box")
OTHERS = ("can", "cylinder", "ring", "piece", "ball", "duck", "plank")
GAP = 0.035
"""Between the edges of any two things (m)."""
Wanted = Sequence[tuple[str, str]]
"""Colour and the word in `THINGS`."""


class Mixed:
    """a bowl, a block, a cup, two boxes and three others: cans, rings, balls, ducks, pieces"""

    name = "mixed"

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put everything down and let it come to rest."""
        words = [*ALWAYS, *(str(w) for w in rng.permutation(OTHERS)[: MOST - len(ALWAYS)])]
        colors = [str(c) for c in rng.permutation([c for c in COLORS if c != "white"])]
        # Two boxes of one colour are told apart by their size.
        wanted = [
            (colors[words.index("small box") if w == "big box" else i], w)
            for i, w in enumerate(words)
        ]
        for count in range(len(wanted), len(ALWAYS) - 1, -1):
            # An arm with a shorter reach has room for fewer.
            with contextlib.suppress(NoRoom):
                lay(world, rng, workspace, wanted[:count])
                return
        raise NoRoom("what is always there does not fit on the table")


def lay(world: World, rng: np.random.Generator, workspace: Workspace, wanted: Wanted) -> None:
    """Put things down, apart from one another, large ones first."""
    order = sorted(wanted, key=lambda w: -THINGS[w[1]].reach)
    spots = apart([THINGS[word].reach for _, word in order], workspace, rng, GAP)
    for (color, word), (x, y) in zip(order, spots, strict=True):
        thing = THINGS[word]
        yaw = float(rng.uniform(-math.pi / 2, math.pi / 2))
        thing.put(world, color, x, y, yaw, name_of(color, thing, wanted))
    world.step(120)


def name_of(color: str, thing: Thing, wanted: Wanted) -> str:
    """Return what a person would call it: by its size too, where there are two."""
    alike = [w for c, w in wanted if c == color and THINGS[w].kind == thing.kind]
    return " ".join(filter(None, (thing.word if len(alike) > 1 else "", color, thing.kind)))


def random_mix(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
    """Lay one to eight things of any kind, in any colours, no two of them called alike."""
    lay(world, rng, workspace, some_things(rng))


def some_things(rng: np.random.Generator) -> list[tuple[str, str]]:
    """Return one to eight things of any kind, in colours that all differ."""
    count = int(rng.integers(1, MOST + 1))
    words = [str(w) for w in rng.choice(COMMON, count)]
    colors = [str(c) for c in rng.permutation(list(COLORS))[:count]]
    # A table has room for one tray.
    keep = [i for i, w in enumerate(words) if w != "tray" or i == words.index("tray")]
    return [(colors[i], words[i]) for i in keep]

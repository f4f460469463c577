"""Tables to speak about: what stands on them, and what it is called."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import replace

from agent.robot import Workspace
from agent.spatial import is_in, is_on
from agent.toy import SIZES
from agent.training.language.names import BASE, LABELS, UNUSUAL, invented, label
from agent.training.language.splits import Rng, one
from agent.types import ObjectState

GAP = 0.035
"""Free space between two things (m)."""
FAR = (0.70, 0.75)
"""Where things are seen that nobody reaches (m)."""
OTHERS = "small box|big box|cup|cup|can|ball|tray".split("|")


def scene(rng: Rng, split: str = "train") -> list[ObjectState]:
    """Return two to eight things, apart from one another or one in another."""
    words = shapes(rng)
    colors = colored(words, rng, split)
    objects = named(words, colors, rng, split)
    out: list[ObjectState] = []
    for o in objects:
        if (at := free_spot(o, out, rng)) is not None:
            out.append(standing(o, *at))
    if rng.random() < 0.06 and out:
        i = int(rng.integers(len(out)))
        out[i] = standing(out[i], float(rng.uniform(*FAR)), float(rng.uniform(-0.2, 0.2)))
    if rng.random() < 0.25:
        out = nested(out, rng)
    return out


def shapes(rng: Rng) -> list[str]:
    """Return words for what there is; blocks and bowls mostly."""
    style = rng.random()
    if style < 0.12:
        return ["block"] * (number := int(rng.integers(2, 4))) + ["bowl"] * (
            number + int(style < 0.04)
        )
    if style < 0.72:
        blocks, bowls = int(rng.integers(1, 6)), int(rng.integers(0, 4))
        words = ["block"] * blocks + ["bowl"] * bowls
        return words if len(words) > 1 else [*words, "bowl"]
    blocks, bowls = int(rng.integers(1, 4)), int(rng.integers(0, 3))
    more = [one(OTHERS, rng) for _ in range(int(rng.integers(1, 4)))]
    more = ["small box", "big box"] if style > 0.96 else more
    more = [w for i, w in enumerate(more) if w != "tray" or "tray" not in more[:i]]
    return ["block"] * blocks + ["bowl"] * bowls + more


def colored(words: list[str], rng: Rng, split: str) -> list[str]:
    """Return a colour for each; now and then two alike, or bowls in the blocks' colours."""
    base = BASE[split]
    out: list[str] = []
    matching = 2 * words.count("block") <= len(words) or rng.random() < 0.3
    alike = rng.random() < 0.2
    for i, word in enumerate(words):
        used = [c for w, c in zip(words, out, strict=False) if w == word]
        options = [c for c in base if c not in used]
        blocks = [c for w, c in zip(words, out, strict=False) if w == "block" and c in options]
        if word == "bowl" and matching and blocks:
            options = blocks
        if (alike and used and rng.random() < 0.6 and Counter(used)[used[0]] < 3) or not options:
            options = used[:1]
        out.append(one(options, rng) if options else base[i % len(base)])
    return out


def named(words: list[str], colors: list[str], rng: Rng, split: str) -> list[ObjectState]:
    """Return the things with names; on one table in four with unusual ones."""
    style = (
        "plain" if rng.random() < 0.75 else one(("color", "color", "word", "label", "item"), rng)
    )
    out: list[ObjectState] = []
    for word, color in zip(words, colors, strict=True):
        kind = word.split()[-1]
        sizes = {w for w in words if w.split()[-1] == kind}
        name = f"{word if len(sizes) > 1 else kind}"
        odd = style != "plain" and rng.random() < 0.7
        if odd:
            color, name = unusual(style, name, kind, rng, split)
            # Nobody can tell that an "item 12" is a block.
            kind = kind if kind in name else name.split()[0]
        elif name != kind:
            name = f"{word.split()[0]} {color} {kind}"
        else:
            name = f"{color} {kind}"
        taken = {o.name for o in out}
        if name in taken:
            if odd:
                continue
            name = next(f"{name} {i}" for i in range(2, 20) if f"{name} {i}" not in taken)
        out.append(ObjectState(name, kind, color, (0.0, 0.0, 0.0), SIZES[word]))
    return out


def unusual(style: str, name: str, kind: str, rng: Rng, split: str) -> tuple[str, str]:
    """Return a colour (or none) and a name that exists nowhere else."""
    if style == "color":
        color = UNUSUAL.pick(split, rng)
        return color, f"{color} {name}"
    if style == "word":
        color = invented(rng, split)
        return color, f"{color} {name}"
    if style == "label":
        return "", f"{kind} {label(rng, split)}"
    if kind != "block":  # that it is hollow has to be read from its name
        color = UNUSUAL.pick(split, rng)
        return color, f"{color} {name}"
    end = one((str(int(rng.integers(1, 60))), label(rng, split)), rng)
    return "", f"{one(LABELS[split], rng)} {end}"


def standing(o: ObjectState, x: float, y: float) -> ObjectState:
    """Return a thing as it stands on the table at (x, y)."""
    return replace(o, position=(x, y, o.size[2] / 2))


def free_spot(o: ObjectState, others: list[ObjectState], rng: Rng) -> tuple[float, float] | None:
    """Return a spot with room for it, or None."""
    ws = Workspace()
    for _ in range(200):
        x, y = float(rng.uniform(*ws.x)), float(rng.uniform(*ws.y))
        wide = max(o.size[:2]) / 2 + GAP
        if all(math.dist((x, y), b.position[:2]) > wide + max(b.size[:2]) / 2 for b in others):
            return x, y
    return None


def nested(objects: list[ObjectState], rng: Rng) -> list[ObjectState]:
    """Return the table with one or two blocks in a bowl, or one on another block."""
    out = list(objects)
    blocks = [o for o in out if o.kind == "block" and o.position[0] < FAR[0]]
    bowls = [o for o in out if o.kind == "bowl" and o.position[0] < FAR[0]]
    if bowls and blocks and rng.random() < 0.75:
        bowl = one(bowls, rng)
        for a, aside in zip(blocks[: int(rng.integers(1, 3))], (-0.025, 0.03), strict=False):
            x, y, _ = bowl.position
            moved = replace(a, position=(x, y + aside, bowl.bottom + 0.008 + a.size[2] / 2))
            assert is_in(moved, bowl)
            out = [moved if o is a else o for o in out]
    elif len(blocks) > 1:
        a, b = blocks[:2]
        moved = replace(a, position=(*b.position[:2], b.top + a.size[2] / 2))
        assert is_on(moved, b)
        out = [moved if o is a else o for o in out]
    return out

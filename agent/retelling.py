"""The same goal in other words: in other colours, with left and right changed, in another order.

What is meant does not hang on such things, but what a small model makes of it does. It knows
some colours better than others, so goals are retold in those; and what it finds likely in
several tellings is likelier to be meant than its first thought. Averaging over retellings of
which the answer is known to change alike is test-time augmentation (Krizhevsky et al. 2012).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace

import numpy as np

from agent.references.words import COLORS
from agent.restating import Goal
from agent.robot import Workspace
from agent.types import Fact, ObjectState

FAMILIAR = ("blue", "red", "green", "orange", "yellow", "white")
"""The colours of the lessons."""
SWAP = {"left": "right", "right": "left", "leftmost": "rightmost", "rightmost": "leftmost",
        "lefthand": "righthand", "righthand": "lefthand", "Left": "Right", "Right": "Left",
        "LEFT": "RIGHT", "RIGHT": "LEFT"}  # fmt: skip
SIDES = re.compile(rf"\b(?:{'|'.join(SWAP)})\b")


@dataclass(frozen=True)
class Retelling:
    """One way to tell goals.

    Args:
        colors: what is said for each colour.
        mirrored: whether left and right change.
        order: places of the things in the list of what is seen; as they are where there are none.
    """

    colors: Mapping[str, str] = field(default_factory=dict)
    mirrored: bool = False
    order: tuple[int, ...] = ()

    def goal(self, goal: Goal) -> Goal:
        """Return a goal as it is told here."""
        seen = goal.observation
        things = tuple(self.thing(o, goal.workspace) for o in seen.objects)
        things = tuple(things[i] for i in self.order) or things
        holding = self.name(seen.holding) if seen.holding else seen.holding
        return replace(
            goal,
            text=self.text(goal.text),
            observation=replace(seen, objects=things, holding=holding),
            before=tuple(map(self.fact, goal.before)),
            answers=tuple(map(self.text, goal.answers)),
        )

    def thing(self, o: ObjectState, workspace: Workspace) -> ObjectState:
        """Return a thing as it is told here."""
        x, y, z = o.position
        y = sum(workspace.y) - y if self.mirrored else y
        color = self.colors.get(o.color, o.color)
        return replace(o, name=self.name(o.name), color=color, position=(x, y, z))

    def fact(self, f: Fact) -> Fact:
        """Return a fact as it is told here."""
        target = self.text(f.target) if f.relation == "at" else self.name(f.target)
        relation, subject = self.text(f.relation), self.name(f.subject)
        return replace(f, relation=relation, subject=subject, target=target)

    def name(self, name: str) -> str:
        """Return the name of a thing; no side is part of one."""
        return recolored(self.colors)(name)

    def text(self, text: str) -> str:
        """Return what was said."""
        text = recolored(self.colors)(text)
        return swapped(text) if self.mirrored else text


def retellings(goal: Goal) -> Iterator[Retelling]:
    """Yield ever more ways to tell a goal, always the same for the same goal.

    The first changes but colours that the lessons do not have, if there is room for them.
    """
    rng = np.random.default_rng(0)
    count, used = len(goal.observation.objects), colors_of(goal)
    odd = [c for c in used if c not in FAMILIAR]
    yield Retelling(renamed(odd, [c for c in FAMILIAR if c not in used]))
    mirrored = True
    while True:
        free = [str(c) for c in rng.permutation(FAMILIAR)]
        order = tuple(int(i) for i in rng.permutation(count))
        yield Retelling(renamed(used, free), mirrored, order)
        mirrored = not mirrored


def colors_of(goal: Goal) -> list[str]:
    """Return the colours of what is seen, and those that are named."""
    names = (o.name for o in goal.observation.objects)
    found = set().union(*map(words, (goal.text, *goal.answers, *names)))
    return [c for c in COLORS if c in found]


def words(text: str) -> set[str]:
    """Return the words of a text, also without the s of a plural."""
    found = re.findall(r"[a-z]+", text.lower().replace("grey", "gray"))
    return {*found, *(w.removesuffix("s") for w in found)}


def renamed(used: list[str], free: list[str]) -> dict[str, str]:
    """Return a new name for each colour, if there are enough."""
    return dict(zip(used, free, strict=False)) if len(used) <= len(free) else {}


def recolored(new: Mapping[str, str]) -> Callable[[str], str]:
    """Return what tells a text in other colours, articles included."""
    if not new:
        return str
    new = {**new, "grey": new["gray"]} if "gray" in new else new
    colors = re.compile(rf"\b({'|'.join(new)})(s?)\b", re.IGNORECASE)
    vowels = "|".join(w for w in new.values() if w[0] in "aeiou") or "(?!)"

    def told(text: str) -> str:
        text = colors.sub(lambda m: like(m[1], new[m[1].lower()]) + m[2], text)
        text = re.sub(r"\b(a)n (?=[^aeiou\W])", r"\1 ", text, flags=re.IGNORECASE)
        return re.sub(rf"\b(a) (?=(?:{vowels})\b)", r"\1n ", text, flags=re.IGNORECASE)

    return told


def like(old: str, new: str) -> str:
    """Return a word in capitals as another one was."""
    if old.isupper():
        return new.upper()
    return new.capitalize() if old[0].isupper() else new


def swapped(text: str) -> str:
    """Return a text with left and right changed."""
    return SIDES.sub(lambda found: SWAP[found[0]], text)

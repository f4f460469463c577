"""Two things on both sides of a third: "one to its left, one to its right"."""

from __future__ import annotations

import re

from agent.kinds import ROOMY
from agent.marks import marked
from agent.rewording import reworded
from agent.types import Fact
from agent.wishes.base import Reading, Scene

ONE = r"(?:one|1)(?: (?:block|cube|of them))?,? "
SIDE = r"(?:to|on|at) (?:its|the|his) (?:left|right)(?:[ -]hand)?(?: side)?"
BOTH = re.compile(
    rf"\b{ONE}{SIDE}(?: of (?:it|<\d+>))?[,;]?(?: and)? (?:{ONE}|the other(?: one)?,? ){SIDE}"
    r"|\bone (?:on|to|at) (?:each|either|every) side\b|\b(?:on|at) (?:either|each) side\b"
    r"|\b(?:on|at) both sides\b|\bflank(?:ing|ed|s)?\b|\b(?:to the )?left and right of\b"
    rf"|\b{ONE}(?:to the )?left(?: of it)?[,;]? (?:and )?{ONE}(?:to the )?right\b"
)
OTHERWISE = re.compile(
    r"\b(?:not|no|if|unless|except|but not|behind|in front|on top|stack|tower)\b"
)


def read(text: str, scene: Scene) -> Reading | None:
    """Read that two things that are named stand left and right of a third one."""
    if not re.search(r"\b(?:left|sides?|flank\w*)\b", text) or OTHERWISE.search(text):
        return None
    said, sets = marked(reworded(text, scene.observation), scene.observation, ())
    if not BOTH.search(said):
        return None
    order = [int(n) for n in dict.fromkeys(re.findall(r"<(\d+)>", said))]
    names = list(dict.fromkeys(name for n in order for name in sets[n]))
    if len(names) != 3:
        return None
    anchor = between(said, [sets[n] for n in order], order)
    two = [o for o in scene.states(names) if o.name != anchor]
    if anchor is None or len(two) != 2 or any(o.kind in ROOMY for o in two):
        return None
    left, right = sorted(two, key=lambda o: o.position[1])
    facts = Fact("left of", left.name, anchor), Fact("right of", right.name, anchor)
    return Reading(facts, complete=True, restated=True)


def between(text: str, sets: list[tuple[str, ...]], order: list[int]) -> str | None:
    """Return the name of what others stand beside; None where that is not sure."""
    before = r"(?:by|beside|near|next to|around|flank\w*|of|with|to|at) "
    found = [
        names[0]
        for n, names in zip(order, sets, strict=True)
        if len(names) == 1 and re.search(rf"\b{before}<{n}>", text)
    ]
    return found[0] if len(set(found)) == 1 else None

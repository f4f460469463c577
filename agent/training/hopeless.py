"""Goals that cannot be reached, and what the loop then tells against them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from agent.goals import Reading
from agent.training.language import Command
from agent.types import Fact, ObjectState, Observation

REASONS = (
    (r"(.+) is too wide for the hand", "at"),
    (r"(.+) is out of reach", "at"),
    (r"nothing can be put in (.+)", "in"),
    (r"nothing can be put on (.+)", "on"),
    (r"(.+) is too large for (.+)", "in"),
    (r"(.+) would not stay on (.+)", "on"),
)
"""Reasons, each with the relation that makes the loop find it."""


def hopeless(reason: str, seen: Observation) -> Reading:
    """Return a reading that makes the loop tell this reason against a goal."""
    names = [o.name for o in seen.objects]
    for pattern, relation in REASONS:
        if (m := re.fullmatch(pattern, reason)) is None:
            continue
        a, b = (*m.groups(), None)[:2]
        if relation == "at":
            return Reading((Fact("at", str(a), "middle"),), complete=True)
        other = next((n for n in names if n != a), "")
        subject, target = (str(a), b) if b else (other, str(a))
        return Reading((Fact(relation, subject, target),), complete=True)
    return Reading(refusal=reason)


def barred(wanted: Command, objects: Sequence[ObjectState], rng: np.random.Generator) -> Command:
    """Return a goal against which something is told, whatever its words are."""
    o, other = (objects[int(i)] for i in rng.integers(len(objects), size=2))
    n = int(rng.integers(1, 4))
    few = ("is only one", "are only two", "are only three")[n - 1]
    color = f"{o.color} " if o.color and rng.random() < 0.6 else ""
    reason = str(
        rng.choice(
            (
                f"there {few} {color}{o.kind}{'s' * (n > 1)}",
                f"there is no {o.kind} of another color",
                f"there is no {o.kind} of that color",
                f"{o.name} is out of reach",
                f"{o.name} is too wide for the hand",
                f"{o.name} is too large for {other.name}",
                f"{o.name} would not stay on {other.name}",
                f"nothing can be put in {o.name}",
                f"nothing can be put on {o.name}",
                "both cannot be so at the same time",
            )
        )
    )
    return replace(wanted, facts=(), refuse=reason, ask="", answer="", structure="barred")

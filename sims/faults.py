"""What goes wrong: faults of the hand and the camera, and people who reach into the world.

A run with the same faults and the same seed goes wrong in the same way. The agent cannot
know of any of it: it is told by its own sensors, or not at all.
"""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from typing import Any

import numpy as np

from agent.errors import UsageError

KINDS: dict[str, str] = {
    "drop": "a thing slips out of the hand that carries it",
    "slip": "a thing slips out of the hand that has just closed on it",
    "moved": "somebody puts a thing somewhere else",
    "taken": "somebody takes a thing away",
    "blocked": "somebody puts a thing on the spot that the hand carries another to",
    "camera": "the next pictures are black",
    "stuck": "the fingers stay where they are",
    "sensor": "a thing slips out of the hand, whose sensors go on to report a hold",
}


@dataclass(frozen=True, slots=True)
class Faults:
    """How likely each kind of fault is (0 to 1), each time that it could happen.

    `things` are the names of what people move and take; none means anything loose.
    """

    drop: float = 0.0
    slip: float = 0.0
    moved: float = 0.0
    taken: float = 0.0
    blocked: float = 0.0
    camera: float = 0.0
    stuck: float = 0.0
    sensor: float = 0.0
    seed: int = 0
    things: tuple[str, ...] = ()

    @staticmethod
    def parse(text: str, seed: int = 0) -> Faults:
        """Read `drop=0.2,slip=0.1`; the empty text is no fault at all.

        Raises:
            UsageError: for a kind that does not exist, or a probability that is none.
        """
        chances: dict[str, Any] = {}
        for part in filter(None, (p.strip() for p in text.split(","))):
            kind, _, value = (p.strip() for p in part.partition("="))
            if kind not in KINDS:
                near = difflib.get_close_matches(kind, KINDS, 1)
                raise UsageError(
                    f"There is no fault {kind!r}; there are: {', '.join(KINDS)}.",
                    f"Did you mean {near[0]!r}?" if near else "Write it so: drop=0.2,slip=0.1",
                )
            if kind in chances:
                raise UsageError(f"The fault {kind} is given twice.")
            chances[kind] = probability(kind, value)
        return Faults(seed=seed, **chances)

    def __str__(self) -> str:
        """Return what `parse` reads."""
        chances = ((kind, getattr(self, kind)) for kind in KINDS)
        return ",".join(f"{kind}={chance:g}" for kind, chance in chances if chance)

    def happens(self, kind: str, nth: int, rng: np.random.Generator) -> bool:
        """Tell whether a fault happens at its n-th occasion (from 0)."""
        chance: float = getattr(self, kind)
        return chance > 0.0 and bool(rng.random() < chance)

    def lasts(self, most: int, rng: np.random.Generator) -> int:
        """Return for how many pictures or commands a fault lasts."""
        return int(rng.integers(1, most + 1))


@dataclass(frozen=True, slots=True)
class Script:
    """Faults at given moments: `(0, "slip")` is the first time that a thing could slip."""

    moments: tuple[tuple[int, str], ...]
    seed: int = 0
    things: tuple[str, ...] = ()

    def happens(self, kind: str, nth: int, rng: np.random.Generator) -> bool:
        """Tell whether a fault happens at its n-th occasion (from 0)."""
        return (nth, kind) in self.moments

    def lasts(self, most: int, rng: np.random.Generator) -> int:
        """Return for how many pictures or commands a fault lasts: for one."""
        return 1


def probability(kind: str, text: str) -> float:
    """Read a probability."""
    try:
        value = float(text)
    except ValueError:
        value = -1.0
    if not 0.0 <= value <= 1.0:
        raise UsageError(
            f"How likely is {kind}? {text!r} is no number from 0 to 1.", f"Write it so: {kind}=0.2"
        )
    return value

"""One goal out of all that can be said of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.goals import Context
from agent.training.language import several, single
from agent.training.language.command import Command
from agent.training.language.finish import finish
from agent.training.language.splits import Rng
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

Make = Callable[[Table], Command]
TRIES = 12
"""How often another goal is tried where one does not suit the table."""
STRUCTURES: tuple[tuple[Make, float], ...] = (
    (single.single, 30),
    (single.hold, 4),
    (single.near, 3),
    (several.everything, 9),
    (several.colored, 2),
    (several.pair, 5),
    (several.quantity, 4),
    (several.exception, 5),
)
"""What is made, and how often (%)."""


def command(objects: Sequence[ObjectState], rng: Rng, split: str = "train") -> Command | None:
    """Return a fresh goal for a table, or None when no try made sense on it."""
    makers = [make for make, _ in STRUCTURES]
    weights = [weight for _, weight in STRUCTURES]
    total = sum(weights)
    for _ in range(TRIES):
        make = makers[int(rng.choice(len(makers), p=[w / total for w in weights]))]
        if (made := attempt(make, Table(objects, rng, split))) is not None:
            return made
    return None


def attempt(make: Make, t: Table) -> Command | None:
    """Return what a maker says of a table, as somebody types it."""
    try:
        return finish(make(t), t)
    except Unlucky:
        return None


def follow_up(
    objects: Sequence[ObjectState], context: Context, rng: Rng, split: str = "train"
) -> Command | None:
    """Return a goal that needs what was said before, or None when there is none to say."""
    return None

"""One goal out of all that can be said of a table."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from agent.goals import Context
from agent.training.language import (
    follow,
    held_back,
    measures,
    multi,
    natural,
    needs,
    questions,
    several,
    single,
    towers,
    turning,
)
from agent.training.language.command import Command
from agent.training.language.finish import finish
from agent.training.language.refusals import MAKERS as REFUSALS
from agent.training.language.splits import Rng
from agent.training.language.table import Table, Unlucky
from agent.types import ObjectState

Make = Callable[[Table], Command]
TRIES = 40
"""How often another goal is tried where one does not suit the table."""
STRUCTURES: tuple[tuple[Make, float], ...] = (
    (single.single, 15),
    (single.referred, 12),
    (single.hold, 2.5),
    (single.near, 8),
    (several.everything, 9),
    (several.colored, 14),
    (several.pair, 5),
    (several.quantity, 7),
    (several.exception, 8),
    (multi.several_clauses, 12),
    (multi.ordered, 3),
    (multi.also, 2),
    (multi.on_it, 6),
    (multi.elliptic, 4),
    (towers.build, 9),
    (towers.stack_all, 6),
    (towers.matching, 9),
    (towers.match_one, 4),
    (turning.turn, 6),
    (measures.amid, 3),
    (measures.shift, 4),
    (held_back.crossed, 4),
    (held_back.tower_at, 4),
    (held_back.corners, 4),
    (needs.need, 5),
    (needs.nearer, 2),
    (needs.empty, 9),
    (needs.tidy, 4),
    (needs.negation, 5),
    (needs.the_other, 6),
    (needs.condition, 9),
    (questions.how_many, 8),
    (questions.which_side, 3),
    (questions.which_one, 6),
    (questions.which_target, 4),
    *((make, 3.0 * share) for make, share in REFUSALS),
    *((make, 0.85 * share) for make, share in natural.MAKERS),
)
"""What is made, and how often it is tried; most tables do not suit some of them."""
MAKERS = [make for make, _ in STRUCTURES]
SHARES = [share / sum(s for _, s in STRUCTURES) for _, share in STRUCTURES]


def command(objects: Sequence[ObjectState], rng: Rng, split: str = "train") -> Command | None:
    """Return a fresh goal for a table, or None when no try made sense on it."""
    for _ in range(TRIES):
        make = MAKERS[int(rng.choice(len(MAKERS), p=SHARES))]
        try:
            t = Table(objects, rng, split)
            return finish(make(t), t)
        except Unlucky:
            continue
    return None


def follow_up(
    objects: Sequence[ObjectState], context: Context, rng: Rng, split: str = "train"
) -> Command | None:
    """Return a goal that needs what was said before, or None when there is none to say."""
    if not context.facts:
        return None
    total = sum(share for _, share in follow.MAKERS)
    shares = [share / total for _, share in follow.MAKERS]
    for _ in range(TRIES // 4):
        try:
            t = Table(objects, rng, split)
            make = follow.MAKERS[int(rng.choice(len(shares), p=shares))][0]
            return finish(make(t, context), t)
        except Unlucky:
            continue
    return None

"""Sentences as people really say them, each with what it means."""

from __future__ import annotations

from collections.abc import Callable

from agent.training.language.command import Command
from agent.training.language.natural import (
    needs,
    references,
    refusals,
    several,
    single,
    steps,
    towers,
)
from agent.training.language.table import Table

MAKERS: tuple[tuple[Callable[[Table], Command], float], ...] = (
    (single.within, 10),
    (single.upon, 6),
    (single.at, 9),
    (single.aside, 7),
    (single.near, 2),
    (single.hold, 1.5),
    (several.all_blocks, 5),
    (several.of_color, 12),
    (several.all_but, 6),
    (several.two, 4),
    (several.listed, 7),
    (several.rest, 5),
    (several.sort, 6),
    (towers.three, 9),
    (towers.any_order, 4),
    (towers.ends, 5),
    (references.ordinal, 8),
    (references.nearest, 6),
    (references.inside, 8),
    (references.atop, 7),
    (references.sized, 7),
    (steps.two_steps, 8),
    (steps.reversed_steps, 3),
    (steps.three_steps, 3),
    (steps.itself, 3),
    (steps.too, 4),
    (steps.on_it, 5),
    (steps.other_thing, 4),
    (steps.other_spot, 3),
    (needs.need, 4),
    (needs.in_the_way, 3),
    (needs.space, 3),
    (needs.emptied, 6),
    (refusals.missing, 1.8),
    (refusals.no_skill, 2.0),
    (refusals.beyond, 1.4),
    (refusals.too_far, 5),
)
"""With how often each is tried; most tables do not suit some of them."""

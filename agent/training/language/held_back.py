"""Goals of the test alone: nothing that means the same may be said in training."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.forms import many, polite
from agent.training.language.refer import OPEN
from agent.training.language.several import ALL
from agent.training.language.splits import one
from agent.training.language.table import Table, Unlucky, tower
from agent.training.language.towers import SORTED, STACK
from agent.types import Fact, ObjectState

CORNERS = "top left corner|top right corner|bottom left corner|bottom right corner".split("|")


def blocks_for_test(t: Table, most: int = 4) -> list[ObjectState]:
    """Return the blocks, if there are some, and none too many; only for the test."""
    if t.split != "test":
        raise Unlucky
    blocks = t.free_blocks()
    if not 2 <= len(blocks) <= most:
        raise Unlucky
    return blocks


def crossed(t: Table) -> Command:
    """Each block in a bowl of another colour; the first by name."""
    blocks = blocks_for_test(t, 5)
    bowls = sorted(t.bowls, key=lambda o: o.name)
    pairs = [(b, next((o for o in bowls if o.color != b.color), None)) for b in blocks]
    if any(o is None or not t.fits(b, "in", o) for b, o in pairs):
        raise Unlucky
    facts = t.open(Fact("in", b.name, o.name) for b, o in pairs if o)
    words = one(("bowls of another color", "bowls with mismatched colors"), t.rng)
    text = SORTED.pick(t.split, t.rng).format(all=ALL.pick(t.split, t.rng), bowls=words)
    return Command(text, facts, structure="mismatched")


def tower_at(t: Table) -> Command:
    """A tower at a place."""
    blocks = blocks_for_test(t)
    if any(t.lies_in(b) for b in blocks):
        raise Unlucky
    place = t.place(blocks[:1])
    facts = (Fact("at", blocks[0].name, place), *tower(blocks))
    every = ALL.pick(t.split, t.rng)
    if t.chance(0.5):
        text = STACK.pick(t.split, t.rng).format(all=every) + f" at the {place}"
    else:
        form = one(("in one tower", "stacked", "as a stack"), t.rng)
        text = f"{form}, {many(every, t, 'at', place, plain=True)}"
    return Command(text, t.open(facts), structure="tower-at")


def corners(t: Table) -> Command:
    """Each block in a corner of its own."""
    blocks = blocks_for_test(t)
    free = [c for c in CORNERS if t.room(c, blocks[:1])]
    if len(free) < len(blocks):
        raise Unlucky
    facts = t.open(Fact("at", b.name, c) for b, c in zip(blocks, free, strict=False))
    words = one(("in different corners", "each in a corner of its own"), t.rng)
    text = many(ALL.pick(t.split, t.rng), t, "at", OPEN, plain=True).replace(OPEN, words)
    return Command(polite(text, t) if t.chance(0.2) else text, facts, structure="corners")

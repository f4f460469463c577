"""Things on one another, as people describe a tower: what is below, between and on top."""

from __future__ import annotations

from agent.spatial import is_clear
from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences
from agent.training.language.table import Table, Unlucky, stackable, tower
from agent.types import ObjectState

THREE = sentences(
    """build a tower: {a} at the base, {b} in the middle, {c} on top
    |{c_} on {b_} on {a_}|{c} on {b}, and that on {a}|put {c} on {b} and {b} on {a}
    |stack {a}, {b} and {c}, in that order, {a} at the bottom
    |stack them: {a} first, then {b}, then {c}|tower please: {a_}, {b_}, {c_} from bottom to top
    |can you build a tower with {a} at the bottom, then {b} and {c} on top?
    |I want a tower. {a} at the bottom, {b} on that and {c} at the very top
    |{b} goes on {a} and {c} goes on {b}|put {b} on {a}, then {c} on top of that
    |make a stack, bottom to top: {a}, {b}, {c}|make a stack, top to bottom: {c}, {b}, {a}
    |{a_} bottom, {b_} middle, {c_} top|stack of 3: {a_} / {b_} / {c_}, {a_} is the base
    |start with {a}, put {b} on it and then {c} on top|take {a} as base. then {b}. then {c} on top
    |build me a tower with {c} on top, {b} under it and {a} at the very bottom
    |use {a} as the base, then stack {b} and {c} on it
    |I'd like {c} to sit on {b} and {b} to sit on {a}
    |could you stack {b} on {a} and then {c} on {b} please
    |let's make a tower, {a} is the bottom, {c} is the top and {b} is in between
    |tower with three floors: {a}, above it {b}, above that {c}
    |first {b} on {a}. then {c} on {b}|stack {b} onto {a} and {c} onto {b}
    |{c} on top of {b} on top of {a}, please|put {a} at the bottom, {b} in the middle, {c} on top
    |please make tower, down {a}, middle {b}, up {c}|can you do {c} over {b} over {a}
    |I want to see {a} carrying {b}, and {b} carrying {c}
    |stack up {a}, {b} and {c} for me, {c} should end up on top and {a} at the bottom
    |on {a} comes {b} and on {b} comes {c}|{a} stays. {b} on {a}. {c} on {b}""",
    often="put {b} on {a}, then {c} on top of that",
)
ALL = sentences(
    """stack all the blocks|build a tower with all the blocks|stack everything up, blocks I mean
    |can you build a tower?|build me a tower please|make a tower|make the blocks into a tower
    |stack the blocks|stack the blocks on top of each other|one big tower with all blocks please
    |how high can you stack? use all the blocks|build the tallest tower you can
    |build a tower as high as you can with the blocks|all blocks in one stack, any order
    |stack all blocks, order doesn't matter|can you pile the blocks up?
    |I wonder if you can stack all of these blocks|let's build a tower out of the blocks
    |tower time! use every block|please stack all the blocks, I don't care about the order
    |use the blocks to make a tall tower|put all the blocks on top of each other""",
    often="stack all the blocks|build a tower",
)
BASE = sentences(
    """build a tower with all the blocks, {a} at the base|stack all the blocks, start with {a}
    |stack all blocks on {a}|use all the blocks for a tower but {a} has to be at the bottom
    |put all the other blocks on {a}, one on top of the other
    |make a tower, {a} at the bottom, the others in any order
    |{a} is the base, stack the other blocks on it|can you make a tower on {a} with all the others
    |tower of all blocks, {a} goes at the bottom""",
    often="stack all the blocks, start with {a}",
)
TOP = sentences(
    """build a tower with all the blocks and {a} on top|stack all the blocks, {a} goes on last
    |make a tower, {a} on top, the rest in any order|{a} should be on top of a tower of all blocks
    |stack all the blocks with {a} at the very top|all the blocks in a tower, {a} last
    |pile up all the blocks please, {a} is the top one""",
    often="build a tower with all the blocks and {a} on top",
)


def three(t: Table) -> Command:
    """A tower of three in a given order."""
    order = t.some(t.movable, 3)
    facts = tower(order)
    standing = is_clear(order[0], t.seen) and not t.lies_in(order[0])
    if not stackable(order) or not standing or any(t.holds(f) for f in facts):
        raise Unlucky
    a, b, c = order
    text = say(THREE, t, {"a": a, "b": b, "c": c})
    return Command(text, tuple(facts), structure="natural-tower")


def standing_blocks(t: Table) -> list[ObjectState]:
    """Return the blocks by name, if they can all be stacked."""
    blocks = t.free_blocks()
    if not 1 < len(blocks) < 6 or any(t.lies_in(b) for b in blocks) or not stackable(blocks):
        raise Unlucky
    return blocks


def any_order(t: Table) -> Command:
    """A tower of all the blocks, the first by name at its base."""
    blocks = standing_blocks(t)
    return Command(say(ALL, t, {}), t.open(tower(blocks)), structure="natural-stack-all")


def ends(t: Table) -> Command:
    """A tower of all the blocks, of which one is at the base or on top."""
    blocks = standing_blocks(t)
    if len(blocks) < 3:
        raise Unlucky
    a = t.pick(blocks)
    others = [b for b in blocks if b is not a]
    base = t.chance(0.6)
    order = [a, *others] if base else [*others, a]
    text = say(BASE if base else TOP, t, {"a": a})
    return Command(text, t.open(tower(order)), structure=f"natural-{'base' if base else 'top'}")

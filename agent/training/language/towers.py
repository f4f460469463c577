"""Goals of things on one another, and of blocks in bowls of their colour."""

from __future__ import annotations

import itertools

from agent.spatial import is_clear
from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import clause, polite
from agent.training.language.refer import known_as, refer
from agent.training.language.several import ALL, NUMBERS
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky, stackable, tower
from agent.types import Fact, ObjectState

UP = Phrases(
    """build a tower with {a} at the base, then {rest}|build a tower: {list}, from the base up
    |make a stack with {a} as its foot, then {rest}|stack up {list}, in this order, {a} lowest
    |stack, starting from the table: {list}|pile up {list}, beginning with {a}
    |make a tower of {list}, {a} lowest|I want a tower: {a} lowest, then {rest}
    |first {a}, on it {rest}|erect a tower, {a} first, then {rest}
    |construct a tower from {list} in that order, {a} being the base
    |stack {list}, {a} is the lowest one|build up a pile: {list}, going upwards
    |make a pile in which {a} is lowest, followed by {rest}
    |take {a} as the foundation and stack {rest} on it|use {a} as the base and put {rest} on top
    |start a tower with {a}, continue with {rest}|tower from below: {list}
    |assemble a tower upward: {list}|tower: {list} (lowest first)
    |a stack please, {list}, lowest one first|keep {a} down and stack {rest} on it
    |on {a} stack {rest}|onto {a} pile {rest}|with {a} as the lowest level, stack {rest}""",
    often="build a tower with {a} at the base, then {rest}",
)
DOWN = Phrases(
    """a tower, from the top down: {back}|build a tower whose order from top to base is {back}
    |{z} on top, below it {under}|I want {back} on one another, {z} uppermost
    |stack them so that from above it goes {back}|tower from above: {back}
    |make a tower with {z} on top, under it {under}|a pile with {z} uppermost, then {under}
    |{z} is the top of the tower, then come {under}|topmost {z}, beneath it {under}"""
)
CHAIN = Phrases(
    """{put} {b} on {a}|{put} {b} on top of {a}|{put} {b} onto {a}|{put} {b} atop {a}
    |stack {b} on {a}|stack {b} on top of {a}|pile {b} onto {a}|balance {b} on {a}
    |set {b} upon {a}|mount {b} on {a}|stand {b} on {a}|add {b} on top of {a}"""
)
UNDER = Phrases(
    """{a} goes under {b}|{a} should be under {b}|I want {a} underneath {b}
    |{a} belongs beneath {b}|make {b} sit on {a}|{a} has to carry {b}|let {a} support {b}
    |{b} should rest on {a}|have {b} stand on {a}|{a} is the base for {b}
    |see that {a} is directly below {b}"""
)
STACK = Phrases(
    """stack {all}|stack up {all}|pile up {all}|build a tower of {all}|build a tower out of {all}
    |make a tower from {all}|make one stack out of {all}|put {all} on top of each other
    |pile {all} up|put {all} on top of one another|make a single pile of {all}
    |stack {all} into a tower|tower up {all}|turn {all} into a tower
    |make {all} into one tall stack|construct a tower using {all}|heap {all} into a stack
    |use {all} to build a tower|form a tower with {all}|assemble {all} into a tower
    |build one tower with {all}|create a stack of {all}|I want {all} stacked
    |I'd like {all} in one stack|{all} should form a tower|get {all} stacked up
    |let's see a tower made of {all}|a tower of {all}, please|pile {all} one on another""",
    often="stack {all}|build a tower of {all}",
)
MATCHING = Phrases(
    """bowls of the same color|bowls with the same color|bowls of matching color|matching bowls
    |bowls that match them|bowls of their own color|bowls with matching colors
    |bowl of the same color|bowl that has its color|bowl of its own color|bowl that matches
    |matching bowl|correspondingly colored bowls|bowls that share their color
    |bowl with the color of the block|bowls in the same colour|like-colored bowls
    |bowls they match in color|bowl whose color is the same|identically colored bowls
    |same-colored bowls|bowls of equal color"""
)
SORTED = Phrases(
    """sort {all} by color into the {bowls}|sort {all} into the {bowls}|put {all} in the {bowls}
    |place {all} into the {bowls}|{all} should go into the {bowls}|move {all} to the {bowls}
    |distribute {all} to the {bowls}|{all} belong in the {bowls}|bring {all} to the {bowls}
    |drop {all} in the {bowls}|I want {all} in the {bowls}|match {all} with the {bowls}
    |match up {all} and the {bowls}|pair {all} with the {bowls}|get {all} into the {bowls}
    |color sort: {all} into the {bowls}|file {all} into the {bowls}
    |spread {all} over the {bowls}|group by color: {all} in the {bowls}
    |tidy {all} into the {bowls}|organize {all} into the {bowls}|divide {all} among the {bowls}
    |arrange {all} in the {bowls}|allocate {all} to the {bowls}
    |each colour to its own: {all} into the {bowls}""",
    often="put {all} in the {bowls}|sort {all} into the {bowls}",
)


def build(t: Table) -> Command:
    """A tower of two to four named things."""
    number = int(one((2, 3, 3, 3, 4), t.rng))
    order = t.some(t.movable, number)
    if not stackable(order) or any(t.lies_in(o) for o in order[:1]):
        raise Unlucky
    facts = tuple(tower(order))
    if any(t.holds(f) for f in facts) or not is_clear(order[0], t.seen):
        raise Unlucky
    names = [known_as(o, t) or refer(o, t) for o in order]
    style = t.rng.random()
    if number == 2:
        text = UNDER.pick(t.split, t.rng).format(a=names[0], b=names[1])
        return Command(text, facts, structure="tower-two")
    if style < 0.4:
        text, structure = UP.pick(t.split, t.rng), "tower-up"
    elif style < 0.6:
        text, structure = DOWN.pick(t.split, t.rng), "tower-down"
    else:
        return Command(chained(names, t), facts, structure="tower-chain")
    then = one((", then ", ", ", " and then ", ", on that "), t.rng)
    text = text.format(
        a=names[0], z=names[-1], rest=then.join(names[1:]), under=then.join(names[-2::-1]),
        list=", ".join(names[:-1]) + one((" and ", ", ", ", then "), t.rng) + names[-1],
        back=", ".join(names[::-1]),
    )  # fmt: skip
    return Command(polite(text, t) if t.chance(0.15) else text, facts, structure=structure)


def chained(names: list[str], t: Table) -> str:
    """Return "put b on a and c on b"."""
    put = verbs.PUT.pick(t.split, t.rng)
    text = CHAIN.pick(t.split, t.rng).format(put=put, a=names[0], b=names[1])
    for below, above in itertools.pairwise(names[1:]):
        joint = one((" and ", ", then ", ", and then ", ", ", "; "), t.rng)
        under = one((below, below, "that", "it"), t.rng)
        put = one((f"{verbs.PUT.pick(t.split, t.rng)} ", ""), t.rng)
        text += f"{joint}{put}{above} {one(('on', 'on top of', 'onto'), t.rng)} {under}"
    return polite(text, t) if t.chance(0.2) else text


def stack_all(t: Table) -> Command:
    """A tower of all blocks, or of some, the first by name at its foot."""
    blocks = t.free_blocks()
    every = ALL.pick(t.split, t.rng)
    structure = "stack-all"
    if len(blocks) > 2 and t.chance(0.25):
        blocks, number = blocks[:2], NUMBERS[2]
        every, structure = one((f"{number} of the blocks", f"{number} blocks"), t.rng), "stack-some"
    if len(blocks) < 2 or len(blocks) > 5 or any(t.lies_in(b) for b in blocks):
        raise Unlucky
    text = STACK.pick(t.split, t.rng).format(all=every)
    text = polite(text, t) if t.chance(0.25) else text
    return Command(text, tuple(tower(blocks)), structure=structure)


def bowl_of(o: ObjectState, t: Table) -> ObjectState:
    """Return the one bowl of its colour."""
    same = [b for b in t.bowls if b.color == o.color and o.color]
    if len(same) != 1 or not t.fits(o, "in", same[0]):
        raise Unlucky
    return same[0]


def matching(t: Table) -> Command:
    """Each block in the bowl of its colour."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    facts = t.open(Fact("in", b.name, bowl_of(b, t).name) for b in blocks)
    words = MATCHING.pick(t.split, t.rng)
    every = ALL.pick(t.split, t.rng)
    text = SORTED.pick(t.split, t.rng).format(all=every, bowls=words)
    return Command(polite(text, t) if t.chance(0.2) else text, facts, structure="matching")


def match_one(t: Table) -> Command:
    """One block in the bowl of its colour, which is not named."""
    a = t.pick(o for o in t.movable if o.color)
    bowl = bowl_of(a, t)
    facts = t.open([Fact("in", a.name, bowl.name)])
    words = one(
        "bowl of the same color|bowl that matches it|matching bowl|same-colored bowl".split("|"),
        t.rng,
    )
    text = clause(known_as(a, t) or refer(a, t), t, "in", bowl)
    named = [f"the {bowl.name}", f"the {bowl.color} bowl"]
    found = next((n for n in named if n in text), None)
    if found is None:
        raise Unlucky
    return Command(text.replace(found, f"the {words}"), facts, structure="matching-one")

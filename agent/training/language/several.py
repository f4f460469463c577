"""Goals of several things: all of a kind, a number of them, all but one, each with its own."""

from __future__ import annotations

from collections.abc import Sequence

from agent.training.language.command import Command
from agent.training.language.forms import Target, listed, many
from agent.training.language.refer import known_as, refer
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky, crowd
from agent.types import Fact, ObjectState

ALL = Phrases(
    """all the blocks|every block|all blocks|the blocks|each block|all of the blocks
    |every single block|each and every block|all the cubes|every cube|all of the cubes|the cubes
    |each of the blocks|all these blocks|these blocks|all those blocks|the whole lot of blocks
    |any and all blocks|all the bricks|the entire set of blocks|every last block
    |all blocks you can see|every block there is|all the blocks on the table
    |every block on the table|all the blocks here|whatever blocks there are
    |the lot of the blocks|all of those blocks|all the toy blocks|all of them blocks
    |every one of the blocks|the complete set of cubes|just all the blocks
    |all blocks, without exception,|each of the cubes""",
    often="all the blocks|every block|the blocks|all blocks",
)
BOTH = Phrases(
    """both blocks|both of the blocks|the two blocks|both the cubes|both of the cubes
    |the pair of blocks|both of these blocks|those two blocks|the two cubes|both cubes
    |the blocks, both of them,""",
)
THINGS = {
    "box": Phrases(
        "all the boxes|both boxes|every box|the boxes", val="each box", test="all boxes"
    ),
    "cup": Phrases("all the cups|every cup|the cups", val="each cup", test="all cups"),
    "can": Phrases("all the cans|every can|the cans", val="each can", test="all cans"),
    "ball": Phrases("all the balls|every ball|the balls", val="each ball", test="all balls"),
}
NUMBERS = ("no", "one", "two", "three", "four", "five")
SOME = Phrases(
    """{n} blocks|{n} of the blocks|any {n} blocks|{n} cubes|{n} of the cubes|exactly {n} blocks
    |just {n} blocks|{n} blocks of your choice|any {n} of the blocks|{n} of these blocks
    |only {n} blocks|whichever {n} blocks you like|{n} blocks, no matter which,
    |precisely {n} of the blocks|{n} arbitrary blocks|a total of {n} blocks|{n} random blocks
    |{n} of those cubes""",
    often="{n} blocks|{n} of the blocks",
)
BUT = Phrases(
    """all the blocks except {x}|all blocks but {x}|every block except {x}|all but {x}
    |everything but {x}|every block apart from {x}|all the blocks other than {x}
    |all of the blocks, but not {x},|all blocks save {x}|all the blocks excluding {x}
    |every block besides {x}|each block except for {x}|all the cubes except {x}
    |the blocks without {x}|all the blocks, only not {x},|the blocks, leaving out {x},
    |every cube but {x}|all of them except {x}|any block that is not {x}|all the blocks bar {x}
    |the blocks with the exception of {x}|all blocks aside from {x}""",
    often="all the blocks except {x}|all but {x}",
)
LEAVE = Phrases(
    """{do}, but leave {x} alone|{do}, but not {x}|{do}, except {x}
    |leave {x} where it is, and {do}|{do}; {x} stays where it is|{do}. Don't touch {x}
    |{do}, {x} excepted|don't move {x}; {do}|{do} without touching {x}|{do}. Not {x} though
    |{x} stays, but {do}|{do}, just not {x}|do not touch {x} but {do}
    |{do}, only {x} should not move|keep {x} there and {do}"""
)
"""Says of all, and then which one is not meant."""


def targeted(t: Table, them: Sequence[ObjectState]) -> tuple[str, Target]:
    """Return a place, or a hollow thing in which each of them fits."""
    if t.chance(0.4):
        return "at", t.place(them)
    hollow = [b for b in t.hollow if b not in them and all(t.fits(a, "in", b) for a in them)]
    full = {b.name: 1 if b.kind == "cup" else 5 for b in hollow}
    hollow = [b for b in hollow if crowd({*them, *t.contents(b)}) <= full[b.name]]
    return "in", t.pick(hollow)


def facts_of(
    t: Table, them: Sequence[ObjectState], relation: str, target: Target
) -> tuple[Fact, ...]:
    """Return the wishes for each, in the given order, without those that hold."""
    name = target if isinstance(target, str) else target.name
    return t.open(Fact(relation, o.name, name) for o in them)


def everything(t: Table) -> Command:
    """All of a kind to one place."""
    kinds = [k for k in THINGS if sum(o.kind == k for o in t.objects) > 1]
    if kinds and t.chance(0.5):
        kind = one(kinds, t.rng)
        them = sorted((o for o in t.objects if o.kind == kind), key=lambda o: o.name)
        words = THINGS[kind].pick(t.split, t.rng)
        if any(o not in t.movable for o in them) or ("both" in words and len(them) != 2):
            raise Unlucky
    else:
        them = t.free_blocks()
        if len(them) < 2:
            raise Unlucky
        words = (BOTH if len(them) == 2 and t.chance(0.4) else ALL).pick(t.split, t.rng)
        if "brick" in words and any(o.kind == "box" for o in t.objects):
            raise Unlucky
    relation, target = targeted(t, them)
    facts = facts_of(t, them, relation, target)
    return Command(many(words, t, relation, target), facts, structure=f"all-{relation}")


def colored(t: Table) -> Command:
    """All the things of one colour that the hand can move, or all blocks of a colour."""
    blocks = t.free_blocks()
    color = t.pick(blocks).color
    them = [b for b in blocks if b.color == color]
    if len(them) < 2 or not color:
        raise Unlucky
    forms = "all the {} blocks|every {} block|the {} blocks|all {} cubes|each {} block"
    if len(them) == 2:
        forms += "|both {} blocks|the two {} blocks|both {} ones"
    relation, target = targeted(t, them)
    words = one(forms.split("|"), t.rng).format(color)
    facts = facts_of(t, them, relation, target)
    return Command(many(words, t, relation, target), facts, structure="all-of-a-colour")


def pair(t: Table) -> Command:
    """Two or three named things to one place."""
    number = int(one((2, 2, 2, 3), t.rng))
    them = t.some(t.movable, number)
    relation, target = targeted(t, them)
    words = listed([refer(o, t, t.movable) for o in them], t)
    if number == 2 and t.chance(0.2):
        words = f"both {words}"
    facts = facts_of(t, them, relation, target)
    if len(facts) < number:
        raise Unlucky
    return Command(many(words, t, relation, target), facts, structure="pair")


def quantity(t: Table) -> Command:
    """A number of blocks; the first by name."""
    blocks = t.free_blocks()
    number = int(t.rng.integers(2, 4))
    relation, target = targeted(t, blocks[:number])
    name = target if isinstance(target, str) else target.name
    if len(blocks) <= number or any(t.holds(Fact(relation, b.name, name)) for b in blocks):
        raise Unlucky
    words = SOME.pick(t.split, t.rng).format(n=one((NUMBERS[number], str(number)), t.rng))
    if number == 2 and t.chance(0.25):
        words = one(("a pair of blocks", "a couple blocks", "two", "a pair of cubes"), t.rng)
    facts = facts_of(t, blocks[:number], relation, target)
    return Command(many(words, t, relation, target), facts, structure="quantity")


def exception(t: Table) -> Command:
    """All the blocks but one; in validation, but two."""
    blocks = t.free_blocks()
    out = t.some(blocks, 2 if t.split == "val" and t.chance(0.7) else 1)
    them = [b for b in blocks if b not in out]
    if not them:
        raise Unlucky
    relation, target = targeted(t, them)
    facts = facts_of(t, them, relation, target)
    names = [one([known_as(o, t), f"the {o.color} one"], t.rng) if o.color else o.name for o in out]
    if not all(names) or len({b.color for b in blocks}) < len(blocks):
        raise Unlucky
    left_out = listed(names, t)
    if t.chance(0.65):
        words = BUT.pick(t.split, t.rng).format(x=left_out)
        text = many(words, t, relation, target)
    else:
        words = ALL.pick(t.split, t.rng)
        text = many(words, t, relation, target, plain=True)
        text = LEAVE.pick(t.split, t.rng).format(do=text, x=left_out)
    return Command(text, facts, structure="exception" if len(out) == 1 else "exception-two")

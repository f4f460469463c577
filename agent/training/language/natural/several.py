"""Several things at once: all of them, all but some, two of them, lists, the rest."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.natural.words import plain, say, sentences
from agent.training.language.several import NUMBERS, facts_of, targeted
from agent.training.language.splits import one
from agent.training.language.table import Table, Unlucky
from agent.training.language.towers import bowl_of
from agent.types import Fact, ObjectState

ALL = sentences(
    """put all the blocks {at}|all blocks {at}|all blocks {to}|every block {at} please
    |can you put all the blocks {at}?|move all the blocks {to}|put every block {at}
    |clean up the blocks, they go {at}|could you gather all the blocks {at}
    |all the blocks should be {at} in the end|I want all of the blocks {at}
    |take the blocks one by one and put them {at}|collect the blocks, put them {at}
    |put the blocks {at}, all of them|please put the blocks {at}
    |let's get all the blocks {at}|bring all blocks {to}|all the cubes {at}
    |tidy up please. The blocks go {at}|throw all the blocks {at}
    |i need all blocks {at}, thanks|round up the blocks and put them {at}
    |no block should be left out, all of them go {at}|ok, big job: all the blocks {at}""",
    often="put all the blocks {at}|all blocks {at}",
)
OF_COLOR = sentences(
    """put all the {color} blocks {at}|all {color} blocks {at}|put the {color} blocks {at}
    |can you move the {color} blocks {to}?|everything {color} that's a block goes {at}
    |all the {color} ones go {at}, I mean the blocks|get me all the {color} blocks {at}
    |move every {color} block {to}|only the {color} blocks please, put them {at}
    |sort out the {color} blocks and put them {at}|the {color} blocks {at} please
    |pick all {color} blocks, place {at}|I want every {color} block {at}
    |find the {color} blocks and put them {at}|could all the {color} blocks go {at}""",
    often="put all the {color} blocks {at}",
)
EXCEPT = sentences(
    """put all the blocks {at} except {x}|everything but {x} goes {at}, just the blocks
    |all blocks except {x} {at}|put all blocks {at}, but leave {x} where it is
    |move all the blocks {to}, just not {x}|leave {x}, the other blocks go {at}
    |all the blocks {at} please, but not {x}|every block except {x} should be {at}
    |I need {x} here, put the other blocks {at}|don't touch {x}. All the other blocks {at}
    |put the other blocks {at}, {x} can stay|can you put all the blocks apart from {x} {at}
    |{x} stays, all other blocks {at}|all the blocks but {x}: {at}
    |clear the blocks away, they go {at}. Leave {x} though
    |keep {x} out, the other blocks go {at}""",
    often="put all the blocks {at} except {x}",
)
TWO = sentences(
    """put any two blocks {at}|put two of the blocks {at}|two blocks {at} please
    |take two blocks, I don't care which, and put them {at}|pick two blocks and put them {at}
    |I need two blocks {at}|can you put two blocks {at}, you choose|2 blocks {at}
    |just two of the blocks {at}, that's enough|two blocks should go {at}, any two""",
    often="put two of the blocks {at}",
)
BOTH = sentences(
    """put both blocks {at}|both blocks {at}|can you put both of them {at}? the blocks I mean
    |both blocks should be {at}|move both blocks {to}|take both blocks and put them {at}
    |the two blocks go {at}|I'd like both blocks {at}|put the two blocks {at} please
    |both of the blocks {at}, one after the other""",
    often="put both blocks {at}",
)
PAIR = sentences(
    """put {ab} {at}|{ab} {at}, both of them|move {ab} {to}|can you put {ab} {at}?|{ab} both go {at}
    |could you move {ab} {to} please|take {ab} and put both {at}|{ab} should be {at}
    |put {a} {at} and {b} too|{a} goes {at}, and so does {b}|I want {a} and also {b} {at}
    |not just {a} but also {b} should go {at}|{a} {at}, same for {b}|grab {ab} and put them {at}
    |{ab}: {at}|first {a} then {b}, both {at}""",
    often="put {ab} {at}",
)
TRIPLE = sentences(
    """put {a}, {b} and {c} {at}|{a}, {b} and {c} {at}|move {a}, {b} and {c} {to}
    |{a_}, {b_}, {c_}: all {at}|I need three things {at}: {a}, {b} and {c}
    |can you put {a}, {b} and {c} {at}|take {a}, {b} and {c} and put them {at}
    |{a} and {b} go {at}, and {c} as well""",
    often="put {a}, {b} and {c} {at}",
)
REST = sentences(
    """put {a} {at} and the rest of the blocks {at2}|{a} {at}, all other blocks {at2}
    |{a} goes {at}, the other blocks go {at2}|put {a} {at} and the other blocks {at2}
    |first {a} {at}, then the remaining blocks {at2}|{a} {at} please. The other blocks {at2}
    |only {a} goes {at}. put all the other blocks {at2}
    |move {a} {to} and all the remaining blocks {to2}
    |{a} should be {at} and every other block {at2}""",
    often="put {a} {at} and the other blocks {at2}",
)
SORT = sentences(
    """sort the blocks by color|sort the blocks into the bowls by color
    |put each block in the bowl with the same color|every block in its own color bowl
    |can you sort the blocks into the right bowls?|match the blocks with the bowls
    |put the blocks in the bowls of the same color please|sort by color please
    |each block goes to the bowl of its color|blocks into bowls, same color
    |clean up: every block goes in the bowl that has its color|color sort the blocks
    |let's play a sorting game, each block goes in the bowl with the same color
    |please sort. red in red, blue in blue and so on|I want the colors of block and bowl to match
    |put every block into the bowl that looks like it|same color together, blocks in bowls""",
    often="sort the blocks by color|put each block in the bowl with the same color",
)


def together(names: str, a: ObjectState, b: ObjectState, t: Table) -> str:
    """Return two things as one phrase: "the red and the green block"."""
    plainly = all(o.name == f"{o.color} {o.kind}" for o in (a, b)) and a.kind == b.kind
    if not plainly or t.chance(0.4):
        return f"{plain(a, t)} and {plain(b, t)}"
    forms = ("the {0} and the {1} {2}", "the {0} and {1} {2}s", "the {0} {2} and the {1} one")
    return one(forms, t.rng).format(a.color, b.color, names)


def all_blocks(t: Table) -> Command:
    """All the blocks to one place."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    relation, target = targeted(t, blocks)
    form = BOTH if len(blocks) == 2 and t.chance(0.6) else ALL
    text = say(form, t, {}, [(relation, target)])
    return Command(text, facts_of(t, blocks, relation, target), structure="natural-all")


def of_color(t: Table) -> Command:
    """All the blocks of one colour to one place."""
    blocks = t.free_blocks()
    color = t.pick(blocks).color
    them = [b for b in blocks if b.color == color]
    if len(them) < 2 or not color:
        raise Unlucky
    relation, target = targeted(t, them)
    text = say(OF_COLOR, t, {}, [(relation, target)], color=color)
    return Command(text, facts_of(t, them, relation, target), structure="natural-all-of-a-colour")


def all_but(t: Table) -> Command:
    """All the blocks to one place, but not one of them."""
    blocks = t.free_blocks()
    if len(blocks) < 3:
        raise Unlucky
    x = t.pick(blocks)
    them = [b for b in blocks if b is not x]
    relation, target = targeted(t, them)
    text = say(EXCEPT, t, {"x": x}, [(relation, target)])
    return Command(text, facts_of(t, them, relation, target), structure="natural-exception")


def two(t: Table) -> Command:
    """Any two blocks; the first by name."""
    blocks = t.free_blocks()
    them = blocks[:2]
    if len(blocks) < 3:
        raise Unlucky
    relation, target = targeted(t, them)
    if any(t.holds(Fact(relation, b.name, name_of(target))) for b in blocks):
        raise Unlucky
    text = say(TWO, t, {}, [(relation, target)])
    return Command(text, facts_of(t, them, relation, target), structure="natural-two")


def listed(t: Table) -> Command:
    """Two or three named things to one place."""
    number = 2 if t.chance(0.7) else 3
    them = t.some(t.movable, number)
    relation, target = targeted(t, them)
    facts = facts_of(t, them, relation, target)
    if len(facts) < number:
        raise Unlucky
    things = dict(zip("abc", them, strict=False))
    pair = together(them[0].kind, them[0], them[1], t)
    text = say(PAIR if number == 2 else TRIPLE, t, things, [(relation, target)], ab=pair)
    return Command(text, facts, structure=f"natural-list-of-{NUMBERS[number]}")


def rest(t: Table) -> Command:
    """One block here, the others there."""
    blocks = t.free_blocks()
    a = t.pick(blocks)
    others = [b for b in blocks if b is not a]
    if not others or len(others) == 1:
        raise Unlucky
    (r, first), (r2, second) = targeted(t, [a]), targeted(t, others)
    corners = all("corner" in name_of(b) for b in (first, second))
    if name_of(first) == name_of(second) or corners or t.holds(Fact(r, a.name, name_of(first))):
        raise Unlucky
    facts = (*facts_of(t, [a], r, first), *facts_of(t, others, r2, second))
    text = say(REST, t, {"a": a}, [(r, first), (r2, second)])
    return Command(text, facts, structure="natural-rest")


def name_of(target: Target) -> str:
    """Return the name of a thing or place."""
    return target if isinstance(target, str) else target.name


def sort(t: Table) -> Command:
    """Each block in the bowl of its colour."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    facts = t.open(Fact("in", b.name, bowl_of(b, t).name) for b in blocks)
    return Command(say(SORT, t, {}), facts, structure="natural-sorting")

"""Two groups for two targets, and groups told by what is not in them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.multi import fits_with
from agent.training.language.natural.several import gathered, name_of, together
from agent.training.language.natural.words import say, sentences
from agent.training.language.several import facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

COLOR_AND_ONE = sentences(
    """the {color} blocks {at} and {x} {at2}|all {color} blocks {at}, {x} {at2}
    |the {color} blocks go {at}, but {x} goes {at2}
    |first all the {color} blocks {at}, then {x} {at2}
    |how about the {color} blocks {at} and {x} {at2}?
    |would you mind moving the {color} blocks {to}? And {x} {to2}
    |two wishes: all the {color} blocks {at}, and {x} {at2}
    |I want the {color} blocks {at}. Oh, and {x} {at2}
    |when the {color} blocks are all {at}, put {x} {at2}
    |once you've got the {color} blocks {at}, could you move {x} {to2}?
    |bring all blocks that are {color} {to}, and then take {x} {to2}
    |what's {color} and a block goes {at}, and {x} has to be {at2}
    |the {color} blocks belong {at}, while {x} belongs {at2}
    |collect the {color} blocks {at}. Next, {x} {at2}|{color} blocks: {at}. {x_}: {at2}
    |go ahead and put the {color} blocks {at}, and finally {x} {at2}
    |in the end the {color} blocks are {at} and {x} is {at2}
    |please you put all {color} blocks {at}, after you put {x} {at2}
    |can the {color} blocks go {at}, all of them, and {x} {at2}?
    |do the {color} blocks first, they go {at}. {x} can go {at2} afterwards
    |hmm, so the {color} blocks, {at}, and then, um, {x} {at2}""",
    often="put all the {color} blocks {at} and put {x} {at2}",
)
ALL_AND_ONE = sentences(
    """all the blocks {at} and {x} {at2}|the blocks go {at}, {x} goes {at2}
    |first all the blocks {at}, then {x} {at2}
    |move the blocks {to}, all of them, and then move {x} {to2}
    |how about we have all the blocks {at} and {x} {at2}?
    |would you mind bringing all the blocks {to} and then {x} {to2}?
    |after all the blocks are {at}, {x} should be moved {to2}
    |blocks {at}, please, all of them. And {x}? That one {at2}
    |I want two things done. All blocks {at}, and {x} {at2}|all blocks: {at}. {x_}: {at2}
    |clean up for me: blocks {at}, {x} {at2}
    |go ahead and gather all the blocks {at}. Then there's {x}, it goes {at2}
    |the blocks should end up {at}, while I need {x} {at2}
    |all of the blocks {at}, thanks, and one more thing, {x} {at2}
    |blocks don't stay here, they all go {at}. Same with {x}, but that goes {at2}
    |to tidy the table, put the blocks {at}. {x} goes somewhere else, {at2}
    |could the blocks all go {at}, and could {x} go {at2}?
    |please all blocks {to}, and {x} {to2} after
    |in the end I'd like to find all the blocks {at} and {x} {at2}""",
    often="put all the blocks {at}, and {x} {at2}",
)
BUT_TWO = sentences(
    """the blocks but not {x} and {y} go {at}|all the blocks {at}, but neither {x} nor {y}
    |leave {x} and {y}, the other blocks go {at}
    |{x} and {y} stay where they are. All the other blocks {at}
    |don't touch {x} or {y}, but put the remaining blocks {at}
    |I still need {x} and {y} here. The rest of the blocks can go {at}
    |all blocks {at}, not {x}, and not {y} either
    |apart from {x} and {y}, could all the blocks be moved {to}?
    |everything but {x} and {y} goes {at}, speaking of blocks only
    |which blocks go {at}? All of them, just not {x} and {y}
    |how about putting all the blocks {at} and keeping {x} and {y} here?
    |would you mind bringing the blocks {to}, all but {x} and {y}?
    |go ahead and move the blocks {to}, but spare {x} and {y}
    |there are two blocks I don't want moved, {x} and {y}. The others go {at}
    |with two exceptions, {x} and {y}, all the blocks should be {at}
    |forget {x} and {y}. What I want {at} is the other blocks
    |no {x_}, no {y_}, but all the other blocks {at}|all blocks minus {x} and {y}: {at}
    |{x} stays, {y} stays, the rest of the blocks {at}
    |in the end all the blocks are {at}, only {x} and {y} haven't moved
    |please all blocks {at} but {x} no and {y} no
    |let me keep {x} and also {y}. Then take the other blocks {to}
    |all blocks other than {x} and {y}, put them {at}
    |hands off {x} and {y}! The blocks that aren't those two belong {at}""",
    often="put all the blocks {at} except {x} and {y}",
)
LEFTOVERS = sentences(
    """{x} stays. The remaining ones {at}|leave {x} alone and put the others {at}
    |{x} can stay there, and whatever is left goes {at}|{x} is fine there. Now for the others: {at}
    |I'm happy with {x}, so it's only the others that have to go {at}
    |don't move {x}. Move the other ones {to}|keep {x} where it is, the rest goes {at}
    |keep {x} and put what remains {at}|not {x}, but the others, {at} please
    |{x} doesn't need to go anywhere, the remaining blocks should be {at}
    |let's leave {x} there. As for the rest, {at}|would you mind moving the others {to}? {x} stays
    |how about {x} stays there and the rest goes {at}?
    |go ahead and bring the others {to}, but let {x} be
    |{x} has found its place, now bring the other ones {to}
    |nothing to do for {x}. All the rest of them {at}|with {x} staying, put all the others {at}
    |hold on, {x} must not move. But the others must, {to}
    |see {x}? It's good like that. Put the ones that are left {at}
    |everything's right with {x}. The others belong {at}, though
    |while {x} stays in its spot, could the rest be moved {to}?|{x_}: stays. others: {at}
    |um, {x}, no, leave it. But all the others, {at}
    |in the end {x} hasn't moved and the other ones are {at}|please {x} no move, others all {at}""",
    often="{x} stays where it is, the others go {at}",
)
ONE_OF_EACH = sentences(
    """one {color} block and one {other} block {at}
    |I need a {color} block {at}, and also a {other} one|a {color} and a {other} block {at} please
    |take one {color} block and one {other} block and put them {at}
    |how about one block in {color} and one in {other} {at}?
    |would you mind getting a {color} block {to}, along with a {other} block?
    |these two {at}: a {color} block, a {other} block|two blocks {at}, one {color}, one {other}
    |bring me one {color} and one {other} block {to}
    |could there be a {color} block and a {other} block {at}?
    |for this we need a {color} block {at} and with it a {other} block
    |go ahead, find a {color} block and a {other} block, they go {at}
    |{at} I want to see one block that is {color} and one that is {other}
    |one times {color} and one times {other}, blocks both, {at}
    |a block that's {color}, then a block that's {other}, both {at}
    |any {color} block you can find and any {other} one, {at}
    |please put {at} one block {color} and one block {other}
    |my daughter wants a {color} block and a {other} one {at}
    |if you have a {color} block and a {other} block, put the two of them {at}""",
    often="put a {color} block and a {other} block {at}",
)
TWO_AND_ONE = sentences(
    """{a} and {b} {at}, {c} {at2}|{ab} go {at} and {c} goes {at2}|{ab} {at}. {c} {at2}
    |two go {at}, {a} and {b}, and one goes {at2}, {c}|first {a} and {b} {at}, after that {c} {at2}
    |{a} belongs {at}, {b} too, but {c} belongs {at2}|how about {ab} {at}, and {c} {at2}?
    |would you mind moving {ab} {to} and then {c} {to2}?
    |go ahead and take both {a} and {b} {to}. {c} is for later, it goes {at2}
    |{a} {at}, {b} as well, and then {c} {at2}|I want {ab} {at} but {c} {at2}
    |could {a} and {b} be brought {to}, and {c} {to2}?
    |when {ab} are both {at}, you can put {c} {at2}
    |in the end {a} and {b} are {at} while {c} is {at2}|{a_}, {b_}: {at}. {c_}: {at2}
    |let's split them up: {a} and {b} {at}, but {c} {at2}
    |please {a}, {b} both {to}, and {c} not there but {to2}
    |{c} isn't going with {a} and {b}. Those two go {at}, and {c} goes {at2}
    |only {a} and {b} go {at}. For {c} I'd say {at2}
    |hmm, so {ab}, they're {at}, and then {c}, that's {at2}
    |the first two, {a} and {b}, {at}, and the last one, {c}, {at2}""",
    often="put {a} and {b} {at}, and {c} {at2}",
)
TWO_AND_TWO = sentences(
    """{a} and {b} {at}, {c} and {d} {at2}|{ab} go {at}. {c} and {d} go {at2}
    |first {a} and {b} {at}, next {c} and {d} {at2}|two teams: {a} and {b} {at}, {c} and {d} {at2}
    |how about {ab} {at}, and then {c} and {d} {at2}?
    |would you mind moving {a} with {b} {to}, and {c} with {d} {to2}?
    |{a} belongs {at}, and so does {b}. But {c} and also {d} belong {at2}
    |{a_}, {b_}: {at}. {c_}, {d_}: {at2}|I want {a} and {b} {at} while {c} and {d} should be {at2}
    |make two groups, {a} and {b} {at}, {c} and {d} {at2}
    |when {ab} are {at}, bring {c} and {d} {to2}
    |one pair, {a} and {b}, {to}, the other pair, {c} and {d}, {to2}
    |please both {a} and {b} {at}, after both {c} and {d} {at2}
    |go ahead and split them: {ab} {at}, but {c} and {d} {at2}
    |in the end {a} and {b} are {at}, {c} and {d} are {at2}""",
    often="put {a} and {b} {at}, and put {c} and {d} {at2}",
)
LOOSE = ("ball", "can", "cup")
"""What may be meant by "the others" where not only blocks lie about."""
VOWEL = re.compile(r"\ba (?=[aeiou])")


def elsewhere(
    t: Table, them: Sequence[ObjectState], first: tuple[str, Target], others: Sequence[ObjectState]
) -> tuple[str, Target]:
    """Return where one or two other things can go once some are where they shall be."""
    relation, target = first
    now = t.after([fact(relation, b, target) for b in them])
    later = [now.get(o.name) for o in others]
    r, to = goal_of(later[0], now) if len(later) == 1 else targeted(now, later)
    to = to if isinstance(to, str) else t.get(to.name)
    before = [(b, relation, target) for b in them]
    if not all(fits_with((o, r, to), before) for o in others):
        raise Unlucky
    taken = {o.name for o in others}
    if name_of(to) == name_of(target) or name_of(target) in taken or name_of(to) in taken:
        raise Unlucky
    if any(t.holds(fact(r, o, to)) for o in others):
        raise Unlucky
    return r, to


def with_one(t: Table, form: Phrases, them: list[ObjectState], tag: str, color: str) -> Command:
    """Return some blocks for one target, and one other thing for another."""
    x = t.pick(o for o in t.movable if o not in them and (color or o.kind != "block"))
    first = targeted(t, them)
    second = elsewhere(t, them, first, [x])
    facts = (*facts_of(t, them, *first), fact(second[0], x, second[1]))
    text = say(form, t, {"x": x}, [first, second], color=color)
    return Command(text, facts, structure=f"natural-all-{tag}")


def color_and_one(t: Table) -> Command:
    """All the blocks of one colour here, one other thing there."""
    blocks = t.free_blocks()
    color = t.pick(blocks).color
    them = [b for b in blocks if b.color == color]
    if len(them) < 2 or not color:
        raise Unlucky
    return with_one(t, COLOR_AND_ONE, them, "of-a-colour-and-one", color)


def all_and_one(t: Table) -> Command:
    """All the blocks here, one other thing there."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    return with_one(t, ALL_AND_ONE, blocks, "and-one", "")


def all_but_two(t: Table) -> Command:
    """All the blocks to one place, but not two of them."""
    blocks = t.free_blocks()
    x, y = t.some(blocks, 2)
    them = [b for b in blocks if b is not x and b is not y]
    if len(them) < 2:
        raise Unlucky
    return gathered(BUT_TWO, t, them, "exception-of-two", x, y)


def leftovers(t: Table) -> Command:
    """One block stays, "the others" go to one place."""
    blocks = t.free_blocks()
    x = t.pick(blocks)
    them = [b for b in blocks if b is not x]
    if len(them) < 2 or any(o.kind in LOOSE for o in t.objects):
        raise Unlucky
    return gathered(LEFTOVERS, t, them, "leftovers", x)


def one_of_each(t: Table) -> Command:
    """One block of one colour and one of another, each the only one of its colour."""
    them = t.some((b for b in t.blocks if b in t.movable and b.color), 2)
    if any(sum(o.color == b.color for o in t.blocks) > 1 for b in them):
        raise Unlucky
    relation, target = targeted(t, them)
    facts = tuple(fact(relation, b, target) for b in them)
    if any(t.holds(f) for f in facts):
        raise Unlucky
    a, b = them
    text = say(ONE_OF_EACH, t, {}, [(relation, target)], color=a.color, other=b.color)
    return Command(VOWEL.sub("an ", text), facts, structure="natural-one-of-each")


def two_groups(t: Table) -> Command:
    """Two things here, one or two others there."""
    number = 3 if t.chance(0.6) else 4
    things = t.some(t.movable, number)
    them, others = things[:2], things[2:]
    first = targeted(t, them)
    second = elsewhere(t, them, first, others)
    facts: list[Fact] = [fact(first[0], o, first[1]) for o in them]
    facts += [fact(second[0], o, second[1]) for o in others]
    if any(t.holds(f) for f in facts):
        raise Unlucky
    named = dict(zip("abcd", things, strict=False))
    pair = together(them[0].kind, them[0], them[1], t)
    form = TWO_AND_ONE if number == 3 else TWO_AND_TWO
    text = say(form, t, named, [first, second], ab=pair)
    return Command(text, tuple(facts), structure=f"natural-two-groups-of-{number}")

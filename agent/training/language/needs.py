"""Everyday talk from which a goal follows: needs, tidying, conditions, and what is not meant."""

from __future__ import annotations

from agent.training.language import verbs
from agent.training.language.command import Command
from agent.training.language.forms import Target, clause, many, polite, simple
from agent.training.language.names import BASE
from agent.training.language.refer import RELATIONS, known_as, refer, spot
from agent.training.language.several import ALL, facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

NEED = Phrases(
    """I spilled my coffee, and {a} is mine: bring it {at}|{a} is in my way, get it {at}
    |{a} is mine, I want it {at}|my daughter left {a} lying around. it lives {at}
    |somebody misplaced {a}; it belongs {at}|I keep bumping into {a}, put it {at}
    |I'd see {a} better {at}|I'm left-handed, so {a} should be {at}
    |{a} keeps getting lost, store it {at}|I always look for {a} {at}, so put it there
    |guests are coming and {a} should be {at}|for the photo {a} must be {at}
    |I need some space: {a} can go {at}|dinner is nearly ready, {a} goes {at}
    |the cat plays with {a}; hide it {at}|{a} gets too much sun, it is better {at}
    |I'm afraid {a} falls down. move it {at}|I will need {a} later, keep it {at}
    |{a} is out of place. It should be {at}|it bothers me that {a} isn't {at}
    |I thought {a} was {at}. Please fix that
    |{a} is what I'm going to use next, have it ready {at}|before I forget: {a} has to be {at}
    |who put {a} there? it belongs {at}|{a} is not where it should be, namely {at}
    |the baby wants {a}, put it {at}|my brother needs {a}: leave it {at}
    |I promised to put {a} {at}, do it for me|according to the plan {a} is {at}
    |the recipe says {a} goes {at}|wasn't {a} meant to be {at}? please correct that
    |I cleaned up, just {a} is missing {at}|{a} feels lonely, put it {at}
    |{a} is dirty, put it {at} for now|today {a} sleeps {at}
    |I can't work like this, {a} has to be {at}|the rule is that {a} stays {at}
    |my hands are wet, so you put {a} {at}|{a} was {at} earlier, I want it there again
    |oh no, {a} is in the wrong spot! {at} is better
    |Grandma will look for {a} {at}, so bring it there""",
)
NEARER = Phrases(
    """I need {a} nearer to {b}|{a} should be closer to {b}|bring {a} closer to {b}
    |move {a} nearer to {b}|get {a} and {b} together
    |{a} and {b} should be close together, move the former|I'd like {a} beside {b}
    |{a} is too far away from {b}, bring it over there|{a} wants company: put it by {b}
    |bring {a} up to {b}|let {a} stand near {b}|shift {a} towards {b} until they are neighbours
    |{a} should keep {b} company"""
)
EMPTY = Phrases(
    """clear {b}: take out what is in it and put it {at}|empty {b} and put what was in it {at}
    |what is in {b} has to come out; put it {at}|move whatever is in {b} {at}
    |take everything out of {b} and put it {at}|I need {b} empty. its contents go {at}
    |{b} should be empty: put what is inside {at}|transfer the contents of {b} {at}
    |{b} is needed for soup. put what lies in it {at}|empty out {b}, {at}
    |unload {b} and leave the things {at}|get everything that is in {b} {at}
    |all that is in {b} goes {at}|the contents of {b} belong {at}
    |I want to wash {b}: put what it holds {at}|nothing should be left in {b}. It all goes {at}
    |relocate what {b} contains {at}|everything inside {b} should end up {at}
    |clean out {b}: everything in it goes {at}|remove all that is in {b} and set it down {at}
    |take what is in {b} and put it {at}|free {b}, its contents go {at}"""
)
TIDY = Phrases(
    """tidy up: {all} belong {at}|time to tidy, {all} go {at}|clean up! {all} {at}
    |the kids are done playing, {all} go {at}|this is a mess. {do}|let's clean the table: {do}
    |the table has to be clear for dinner, so {do}|cleanup time - {do}
    |I want to wipe the table. {do}|we're done for today, {do}
    |everything in its place: {all} go {at}|tidying: {do}|playtime is over: {do}
    |I'm sick of this chaos, {do}|make some order: {do}|put things in order, {all} belong {at}
    |it's bedtime, {do}|the shop closes, {do}|I need room for my laptop. {do}
    |the floor is lava! {all} have to be {at}|visitors arrive soon; {do}|moving day: {do}
    |pack up: {do}|order, please: {all} {at}"""
)
NOT_THAT = Phrases(
    """{do}, not {x}|{do} and not {x}|{do} instead of {x}|not {x}, but rather this: {do}
    |{do} (not {x})|{do}, leave {x}|leave {x} alone and {do}|{do}. I don't mean {x}
    |forget {x}. {do}|don't take {x}: {do}|{do}, and by no means {x}
    |I don't care about {x}, {do}|{do}, I'm not talking about {x}|ignore {x} and {do}
    |{do} rather than {x}|{do}, {x} stays|no, not {x}. {do}|keep off {x}, but {do}
    |{x} is fine where it is; {do}|hands off {x}: {do}"""
)
NOT_THERE = Phrases(
    """{do}, not {x}|don't put it {x}, but {do}|{do} instead of {x}|{do}; it must not be {x}
    |{do} and definitely not {x}|{do}, and not {x}|rather than {x}, {do}
    |{do}, anywhere {x} is wrong|not {x}! {do}|{do}, never {x}"""
)
IF_ELSE = Phrases(
    """if there is {x}, {p}, otherwise {q}|if there's {x} {p}, else {q}
    |if you see {x}, {p}; if not, {q}|should there be {x}, {p}, otherwise {q}
    |in case there is {x}, {p}, and if there isn't, {q}|is there {x}? if so, {p}, if not, {q}
    |{p} if there is {x}, otherwise {q}|{p}, provided there is {x}; else {q}
    |when there is {x}, {p}, or else {q}|check whether there is {x}: if yes, {p}, if no, {q}
    |look for {x}. Found it? {p}. Otherwise {q}|if you can find {x} then {p}, and otherwise {q}
    |assuming there is {x} {p}, but {q} if there is none|{q}, unless there is {x}; then {p}
    |if {x} is on the table, {p}. If it isn't, {q}
    |given that there is {x}, {p}; failing that, {q}
    |{p} in case you see {x} and {q} in case you don't|if {x} is here: {p}. If not: {q}"""
)
UNLESS = Phrases(
    """if there is no {n}, {q}|unless there is {x}, {q}|{q} if there isn't {x}
    |{q} unless you see {x}|as there is no {n}, {q}|since I see no {n}, {q}
    |in case there is no {n}: {q}|without {x} on the table, {q}|should there be no {n}, {q}"""
)
WHEN = Phrases(
    """if there is {x}, {p}|in case there is {x}, {p}|if you see {x} {p}|{p} if there is {x}
    |is there {x}? then {p}|provided that there is {x}, {p}|should you see {x}, {p}
    |as there is {x}, {p}|when you see {x}, {p}"""
)
COUNT = Phrases(
    "-",
    val="""if there are more than {n} blocks, {p}, otherwise {q}
    |{p} if you count over {n} blocks, else {q}|more than {n} blocks here? {p}. If not, {q}""",
    test="--",
)
"""For validation only."""


def need(t: Table) -> Command:
    """One thing somewhere, because of some everyday matter."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    at = spot(relation, target, t, static=True)
    text = NEED.pick(t.split, t.rng).format(a=refer(a, t, t.movable), at=at)
    return Command(text, (fact(relation, a, target),), structure="need")


def nearer(t: Table) -> Command:
    """One thing close to another."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.objects if t.fits(a, "near", o))
    facts = t.open([Fact("near", a.name, b.name)])
    text = NEARER.pick(t.split, t.rng).format(a=refer(a, t, t.movable), b=refer(b, t))
    return Command(text, facts, structure="nearer")


def empty(t: Table) -> Command:
    """What is in a hollow thing goes somewhere else."""
    b = t.pick(o for o in t.hollow if t.contents(o))
    them = t.contents(b)
    if any(o not in t.movable for o in them):
        raise Unlucky
    relation, target = targeted(t, them)
    if target is b or not (called := known_as(b, t)):
        raise Unlucky
    at = spot(relation, target, t)
    text = EMPTY.pick(t.split, t.rng).format(b=called, at=at)
    return Command(text, facts_of(t, them, relation, target), structure="emptying")


def tidy(t: Table) -> Command:
    """All the blocks out of the way."""
    blocks = t.free_blocks()
    if len(blocks) < 2:
        raise Unlucky
    relation, target = targeted(t, blocks)
    every = ALL.pick(t.split, t.rng)
    do = many(every, t, relation, target, plain=True)
    at = spot(relation, target, t, static=True)
    text = TIDY.pick(t.split, t.rng).format(all=every, at=at, do=do)
    return Command(text, facts_of(t, blocks, relation, target), structure="tidy")


def negation(t: Table) -> Command:
    """One thing and not another, or here and not there."""
    a, other = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not other])
    facts = (fact(relation, a, target),)
    do = simple(known_as(a, t) or refer(a, t), t, relation, target)
    do = polite(do, t) if t.chance(0.1) else do
    if t.chance(0.6):
        short = other.kind == a.kind and other.color and t.chance(0.5)
        x = f"the {other.color} one" if short else known_as(other, t)
        if not x or (short and sum(o.color == other.color for o in t.movable) > 1):
            raise Unlucky
        text = NOT_THAT.pick(t.split, t.rng).format(do=do.rstrip("?."), x=x)
        return Command(text, facts, structure="negation")
    wrong = t.pick(o for o in t.objects if o not in (a, target) and o in t.hollow)
    if relation != "in" or not known_as(wrong, t):
        raise Unlucky
    text = NOT_THERE.pick(t.split, t.rng).format(do=do, x=f"in {known_as(wrong, t)}")
    return Command(text, facts, structure="negation-of-target")


def the_other(t: Table) -> Command:
    """The one of two blocks that is not named, or has not the named colour."""
    a, other = t.some(t.movable, 2)
    if (
        len(t.blocks) != 2
        or {a.kind, other.kind} != {"block"}
        or not other.color
        or a.color == other.color
    ):
        raise Unlucky
    relation, target = goal_of(a, t)
    forms = "the block that is not {}|the block that isn't {}|the non-{} block|the block not {}"
    words = one(forms.split("|"), t.rng).format(other.color)
    return Command(
        clause(words, t, relation, target), (fact(relation, a, target),), structure="not-the-colour"
    )


def absent(t: Table) -> str:
    """Return what is not there: "green bowl"."""
    kinds = ("bowl", "bowl", "block", "cup", "ball", "box", "tray", "can")
    for _ in range(10):
        color, kind = one(BASE[t.split], t.rng), one(kinds, t.rng)
        if not any(o.color == color and o.kind == kind for o in t.objects):
            return f"{color} {kind}"
    raise Unlucky


def a_(name: str) -> str:
    """Return a name with its indefinite article."""
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def condition(t: Table) -> Command:
    """What is to be done depends on what is seen."""
    a, b = t.some(t.movable, 2)
    there = t.chance(0.5)
    seen = t.pick(o for o in t.objects if o.color and f"{o.color} {o.kind}" == o.name)
    name = seen.name if there else absent(t)
    style = t.rng.random()
    todo, other = goal_of(a, t), goal_of(b, t)
    p, q = simple(refer(a, t), t, *todo), simple(refer(b, t), t, *other)
    if style < 0.2 and there:
        text = WHEN.pick(t.split, t.rng).format(x=a_(name), p=p)
        return Command(text, (fact(todo[0], a, todo[1]),), structure="condition")
    if style < 0.3 and not there:
        text = UNLESS.pick(t.split, t.rng).format(x=a_(name), n=name, q=p)
        return Command(text, (fact(todo[0], a, todo[1]),), structure="condition-not")
    if t.split == "val" and style > 0.6:
        number = int(t.rng.integers(1, 5))
        there = len(t.blocks) > number
        text = COUNT.pick(t.split, t.rng).format(n=number, p=p, q=q)
        return Command(text, (decided(there, a, todo, b, other),), structure="condition-count")
    if style > 0.5 and name.split()[-1] in ("bowl", "tray"):
        return in_it(t, a, name, there)
    text = IF_ELSE.pick(t.split, t.rng).format(x=a_(name), p=p, q=q)
    return Command(text, (decided(there, a, todo, b, other),), structure="condition")


def decided(
    there: bool, a: ObjectState, todo: tuple[str, Target], b: ObjectState, other: tuple[str, Target]
) -> Fact:
    """Return the wish of the branch that counts."""
    return fact(todo[0], a, todo[1]) if there else fact(other[0], b, other[1])


def in_it(t: Table, a: ObjectState, name: str, there: bool) -> Command:
    """ "if there is a red bowl put it in there, otherwise in the green one"."""
    other = t.pick(o for o in t.hollow if o.name != name and t.fits(a, "in", o))
    target = t.get(name) if there else other
    if not t.fits(a, "in", target) or not known_as(other, t):
        raise Unlucky
    facts = t.open([Fact("in", a.name, target.name)])
    put, words = verbs.PUT.pick(t.split, t.rng), RELATIONS["in"].pick(t.split, t.rng)
    it = one((f"{words} it", f"{words} that one", "in there"), t.rng)
    p = f"{put} {refer(a, t)} {it}"
    q = one((f"{words} {known_as(other, t)}", f"{put} it {words} {known_as(other, t)}"), t.rng)
    text = IF_ELSE.pick(t.split, t.rng).format(x=a_(name), p=p, q=q)
    return Command(text, facts, structure="condition-in-it")

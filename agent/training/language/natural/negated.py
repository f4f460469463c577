"""A wish, and what is not wished for with it: other things, other spots, anything more."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.single import somewhere
from agent.training.language.natural.steps import the_one, two_goals
from agent.training.language.natural.words import say, sentences, where
from agent.training.language.single import fact, goal_of
from agent.training.language.table import Table, Unlucky

NOT_THAT = sentences(
    """put {a} {at}, but don't touch {x}|leave {x} alone and put {a} {at}|{a} {at}, not {x}
    |{a} {at}. {x} stays where it is|don't move {x}, just put {a} {at}
    |hands off {x}! {a} goes {at}|{x} is fine. {a} though should be {at}
    |could you put {a} {at} without touching {x}?
    |I'm not talking about {x}, I'm talking about {a}, {at}|put {a} {at} and let {x} be
    |it's {a} that goes {at}, and not {x}|forget about {x}, it's {a} I want {at}
    |{a} and not {x} should be {at}|careful with {x}, it must not move. {a} goes {at}
    |no no, not {x}. {a}. {at}|never mind {x}. Move {a} {to}
    |move {a} {to}; {x} has nothing to do with it|would you take {a}, as opposed to {x}, {to}
    |ignore {x} for now and see that {a} gets {at}|{x} I'll do myself, you do {a}, {at}
    |mind moving {a} {to}? Don't worry about {x}|{x} remains, {a} goes {at}
    |{x} belongs to my sister so keep your gripper off it. {a} can go {at}
    |my son built something with {x}, so don't touch that. But {a} {at}, please
    |while {x} keeps its place, {a} is to go {at}|you may not take {x}, you may take {a}: {at}
    |not {x} this time but {a}, {at}|pls {a} {at}, dont touch {x}
    |take {a} rather than {x}, and set it {at}|i don't want {x} {at}, i want {a} {at}
    |which one? {a}, certainly not {x}. where? {at}
    |{a} {at}. Should you be tempted to move {x}: don't
    |how about {a} {at}, and {x} we leave in peace|{x} doesn't need to move, {a} does: {at}""",
    often="put {a} {at}, but don't touch {x}|leave {x} alone and put {a} {at}",
)
ONLY = sentences(
    """only {a} {at}, nothing else|put {a} {at} and leave everything else as it is
    |just {a} {at}, please|{a} {at}. That's all. Don't move anything else
    |the only thing to move is {a}, and it goes {at}|nothing but {a} goes {at}
    |I want one single thing: {a} {at}|put {a} {at}, the others stay where they are
    |everything is perfect, except {a} should be {at}
    |leave it all alone, only {a} has to go {at}|move just {a} {to}. Nothing more
    |all I'm asking for is {a} {at}|apart from {a}, which goes {at}, touch nothing
    |could only {a} be moved {to}? The others are fine|{a} {at} and stop
    |{a} {at}, then don't do anything more|no big changes, simply {a} {at}
    |keep the table as it is, just get {a} {at}|one small thing is missing, {a} {at}
    |it suffices if {a} is {at}|don't you dare move anything except {a}, which goes {at}
    |exclusively {a}, {at}|i only want {a} {at}, other things no touch please""",
    often="only {a} {at}, nothing else",
)
NOT_THERE = sentences(
    """put {a} {at}, not {wrong}|{a} {at}, and not {wrong}|not {wrong}, {a} goes {at}
    |don't put {a} {wrong}, put it {at}|{a} should be {at} instead of {wrong}
    |I don't want {a} {wrong}, I want it {at}|{a} goes {at}. Under no circumstances {wrong}
    |could you put {a} {at}? Not {wrong}, please|people keep putting {a} {wrong}. It goes {at}
    |{wrong} is wrong for {a}. {at} is right|where should {a} go? {at}. Not {wrong}!
    |careful, {a} is meant to be {at}, and never {wrong}|anything but {wrong}! I'd like {a} {at}
    |{a}: {at} yes, {wrong} no|move {a}, but not so that it's {wrong}. It should be {at}
    |make sure {a} is {at} rather than {wrong}|please {a} not {wrong}, {at} is correct
    |you might think {a} goes {wrong}, but no, it goes {at}
    |{at}, I say, and not {wrong}, is the place of {a}
    |it isn't {wrong} that {a} belongs, it's {at}
    |tempting as it is to put {a} {wrong}, have it {at}|{a} {at} pls, nobody wants it {wrong}""",
    often="put {a} {at}, not {wrong}",
)


def not_that(t: Table) -> Command:
    """One thing somewhere; another is not to be moved."""
    a, x = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not x])
    if target is x:
        raise Unlucky
    words = the_one(x, a, t, 0.4)
    own = {"x": words} if words else {}
    text = say(NOT_THAT, t, {"a": a, "x": x}, [(relation, target)], **own)
    return Command(text, (fact(relation, a, target),), structure="natural-negation")


def only(t: Table) -> Command:
    """One thing somewhere, and no more than that."""
    return somewhere(ONLY, t, "only")


def not_there(t: Table) -> Command:
    """One thing somewhere, and not at another spot."""
    a = t.pick(t.movable)
    (relation, target), (r, wrong) = two_goals(a, t)
    if isinstance(target, str) and isinstance(wrong, str):
        if set(target.split()) & set(wrong.split()) - {"side", "corner"}:
            raise Unlucky  # the one is part of the other
    elif t.after([fact(relation, a, target)]).holds(fact(r, a, wrong)):
        raise Unlucky
    text = say(NOT_THERE, t, {"a": a}, [(relation, target)], wrong=where(r, wrong, t))
    return Command(text, (fact(relation, a, target),), structure="natural-negation-of-spot")

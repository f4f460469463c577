"""Several sentences, one after the other: steps, words like "it" and "there", corrections."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.forms import Target
from agent.training.language.multi import wishes
from agent.training.language.natural.words import say, sentences, where
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases
from agent.training.language.table import Table, Unlucky
from agent.types import Fact, ObjectState

TWO = sentences(
    """first put {a} {at}, then put {b} {at2}|put {a} {at} and {b} {at2}|{a_} {at}, {b_} {at2}
    |put {a} {at}. Then put {b} {at2}|{a} goes {at} and {b} goes {at2}
    |first {a} {at}. once that's done, {b} {at2}|two things: {a} {at} and {b} {at2}
    |start with {a}, it goes {at}. After that move {b} {to2}
    |can you put {a} {at} and then {b} {at2}?|please move {a} {to}. And then {b} {to2}. Thank you!
    |1. {a_} {at} 2. {b_} {at2}|step 1: put {a} {at}. step 2: put {b} {at2}
    |take {a} and put it {at}. Next take {b} and put it {at2}
    |you see {a}? I want it {at}. And {b}, put that one {at2}
    |ok so {a} goes {at}, right? and then {b} {at2}
    |I have two wishes. {a} {at}, and {b} {at2}|{a} {at}; {b} {at2}
    |grab {a}, drop it {at}. grab {b}, drop it {at2}
    |{a} should be {at}. oh and also {b} {at2}
    |move {a} {to}, and when you're finished put {b} {at2}
    |put {a} {at}. done? then {b} {at2}|pick up {a}, put it {at}, then do {b}, {at2}
    |I'd like {a} {at} and, if you can, {b} {at2}|hmm ok. {a} {at}. then i guess {b} {at2}
    |could you first put {a} {at} and after that {b} {at2} please
    |let's do {a} first: {at}. then {b}: {at2}|please you put {a} {at} and after you put {b} {at2}
    |put {a} {at}, then {b} {at2}, that's all I need|{a} {at} and, uh, {b} {at2}""",
    often="put {a} {at} and {b} {at2}|first put {a} {at}, then put {b} {at2}",
)
BEFORE = sentences(
    """put {b} {at2}, but first put {a} {at}|before you put {b} {at2}, put {a} {at}
    |{b} goes {at2}, but do {a} first, it goes {at}|after you put {a} {at}, put {b} {at2}
    |once {a} is {at}, put {b} {at2}|{b} {at2}, but only after {a} is {at}
    |when you have put {a} {at}, you can move {b} {to2}|as soon as {a} is {at}, put {b} {at2}""",
    often="once {a} is {at}, put {b} {at2}",
)
THREE = sentences(
    """put {a} {at}, then {b} {at2} and then {c} {at3}|{a} {at}, {b} {at2}, {c} {at3}
    |first {a} {at}, then {b} {at2}, and last {c} {at3}|{a_} {at}, {b_} {at2} and {c_} {at3} please
    |three things. {a} {at}. {b} {at2}. {c} {at3}|put {a} {at}. Put {b} {at2}. Put {c} {at3}
    |move {a} {to}, after that {b} {to2} and finally {c} {to3}""",
    often="put {a} {at}, then {b} {at2} and then {c} {at3}",
)
ITSELF = sentences(
    """pick up {a}. Now put it {at}|grab {a}. Got it? Then put it {at}
    |do you see {a}? pick it up and move it {to}|let's take {a}. I think it should go {at}
    |there's {a} over there. Could you put it {at}?|I like {a}. Put it {at} so everyone can see it
    |take {a}. Careful with it! Put it {at}|pick {a} up, and once you've got it put it {at}
    |first grab {a}. then put it {at}|lift {a} and, when you're ready, set it down {at}""",
    often="pick up {a}. Now put it {at}",
)
TOO = sentences(
    """put {a} {at}. And {b} goes there too|put {a} {at} and then {b} as well
    |{a} {at}, then {b}, same spot|{a} goes {at}. when that's done do the same with {b}
    |move {a} {to}. {b} too please|first {a} {at}. now {b} there as well
    |put {a} {at}. Also {b}|can you put {a} {at}? And then {b} too?""",
    often="put {a} {at}. And {b} goes there too",
)
ON_IT = sentences(
    """put {a} {at}, and then {b} on top of it|put {a} {at}. Then put {b} on it
    |{a} goes {at}. {b} goes on that|first {a} {at}, and once it's there, {b} on top
    |set {a} {at} and put {b} on top of that|{a} {at} please. After that, {b} on top of it""",
    often="put {a} {at}. Then put {b} on it",
)
OTHER_THING = sentences(
    """put {x} {at}. no wait, {a}|put {x} {at}... sorry, I mean {a}|move {x}, no, {a} {to}
    |{x} {at}. oh no sorry, not that one, {a}|put {x} {at}, actually no, take {a} instead
    |can you put {x} {at}? hmm, no, {a} please|{x} {at} - no wait, {a}
    |I want {x} {at}. Scratch that, I want {a} there, {x} stays
    |put {x}, I mean {a}, {at}|take {x}... wait no, take {a} and put it {at}
    |put {x} {at}. Oops, wrong one, it's {a} I want there|not {x}, {a}! put it {at}
    |{x} {at} please, or wait, better {a}, leave {x} alone""",
    often="put {x} {at}. no wait, {a}",
)
OTHER_SPOT = sentences(
    """put {a} {wrong}, no wait, {at}|put {a} {wrong}. Actually, no, {at}
    |{a} {wrong}, sorry, I mean {at}|put {a} {wrong}... no, {at}
    |put {a} {wrong} - hmm, no, {at} is better|{a} goes {wrong}. no, I changed my mind, {at}
    |I wanted {a} {wrong}, but now I think {at}|{a} not {wrong} but {at} please
    |put {a} {wrong}, or no, let's do it {at}""",
    often="put {a} {wrong}, no wait, {at}",
)


def told(form: Phrases, t: Table, number: int, tag: str) -> Command:
    """Return so many wishes in the words of a form, in the order of their slots."""
    them = wishes(t, number)
    things = {key: a for key, (a, _, _) in zip("abc", them, strict=False)}
    text = say(form, t, things, [(relation, target) for _, relation, target in them])
    facts = t.open(fact(relation, a, target) for a, relation, target in them)
    return Command(text, facts, structure=f"natural-{tag}")


def two_steps(t: Table) -> Command:
    """Two wishes."""
    return told(TWO, t, 2, "two-steps")


def reversed_steps(t: Table) -> Command:
    """Two wishes of which the one that comes second may be said first."""
    return told(BEFORE, t, 2, "reversed-steps")


def three_steps(t: Table) -> Command:
    """Three wishes."""
    return told(THREE, t, 3, "three-steps")


def itself(t: Table) -> Command:
    """One wish in two sentences."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    text = say(ITSELF, t, {"a": a}, [(relation, target)])
    return Command(text, (fact(relation, a, target),), structure="natural-it")


def too(t: Table) -> Command:
    """One thing somewhere, and another at the same spot."""
    a, b = t.some(t.movable, 2)
    relation, target = goal_of(a, t)
    if relation not in ("in", "at") or target is b:
        raise Unlucky
    first, second = fact(relation, a, target), fact(relation, b, target)
    now = t.after([first])
    room = now.room(target, [b]) if isinstance(target, str) else fits_after(now, b, target)
    if not room or t.holds(second):
        raise Unlucky
    text = say(TOO, t, {"a": a, "b": b}, [(relation, target)])
    return Command(text, (first, second), structure="natural-too")


def fits_after(now: Table, b: ObjectState, target: ObjectState) -> bool:
    """Tell whether a thing fits in another on the table as it will be."""
    return now.fits(b, "in", now.get(target.name))


def on_it(t: Table) -> Command:
    """One thing on another, and a thing on that."""
    a, b = t.some(t.movable, 2)
    targets = [o for o in t.objects if o is not b and t.fits(a, "on", o)]
    target = t.pick(o for o in targets if not t.holds(Fact("on", a.name, o.name)))
    if not t.fits(b, "on", a):
        raise Unlucky
    facts = (Fact("on", a.name, target.name), Fact("on", b.name, a.name))
    text = say(ON_IT, t, {"a": a, "b": b}, [("on", target)])
    return Command(text, facts, structure="natural-on-it")


def other_thing(t: Table) -> Command:
    """A wish that is corrected: another thing is meant."""
    a, x = t.some(t.movable, 2)
    relation, target = goal_of(a, t, [o for o in t.objects if o is not x])
    own: dict[str, str] = {}
    same = [o for o in t.movable if o.color == a.color]
    if a.kind == x.kind and a.color and a.color != x.color and len(same) == 1 and t.chance(0.6):
        own["a"] = f"the {a.color} one"
    text = say(OTHER_THING, t, {"a": a, "x": x}, [(relation, target)], **own)
    return Command(text, (fact(relation, a, target),), structure="natural-corrected-thing")


def other_spot(t: Table) -> Command:
    """A wish that is corrected: another spot is meant."""
    a = t.pick(t.movable)
    (relation, target), (r, wrong) = goal_of(a, t), goal_of(a, t)
    if same(target, wrong) or {relation, r} == {"in", "on"}:
        raise Unlucky
    text = say(OTHER_SPOT, t, {"a": a}, [(relation, target)], wrong=where(r, wrong, t))
    return Command(text, (fact(relation, a, target),), structure="natural-corrected-spot")


def same(target: Target, other: Target) -> bool:
    """Tell whether two targets are one."""
    return target is other or target == other

"""Goals that leave something open, as visitors say them, with what they answer when asked."""

from __future__ import annotations

from agent.training.language.command import Command
from agent.training.language.natural.words import say, sentences, where
from agent.training.language.questions import open_words, reply, short
from agent.training.language.refer import known_as
from agent.training.language.several import NUMBERS, facts_of, targeted
from agent.training.language.single import fact, goal_of
from agent.training.language.splits import Phrases, one
from agent.training.language.table import Table, Unlucky
from agent.types import Fact

WHICH = sentences(
    """put the {n} {at}|the {n} {at}|could you take the {n} and put it {at}?|move the {n} {to}
    |I'd like the {n} {at}|the {n} should be {at}, please|{n} {at}|can the {n} go {at}?
    |the {n} goes {at}|grab the {n}. Then put it {at}|how about having the {n} {at}
    |mind moving the {n} {to}?|I want to see the {n} {at}|you see the {n}? It belongs {at}
    |go ahead and put the {n} {at}|why isn't the {n} {at}? Please fix that
    |the {n} is in my way, {at} with it|my mother wants the {n} {at}
    |bring the {n} {to} for me, would you|the {n}, yes, that one, put it {at}
    |hmm, let's have the {n} {at}|pls put teh {n} {at}|ok. the {n}. {at}
    |what I need is the {n} {at}|find the {n}, carry it {to}|one of the {ns} should be {at}
    |the {n} has to be moved {to}|it would be nice if the {n} were {at}
    |there is that {n}. I want it {at}|please you put the {n} {at}|have the {n} taken {to}
    |{at}, that's where the {n} should be""",
    often="put the {n} {at}|move the {n} {to}",
)
TARGET = sentences(
    """put {a} in the {n}|{a} in the {n}|{a} goes into one of the {ns}
    |could you put {a} in a {n}?|drop {a} into the {n}|I want {a} in the {n}
    |{a} should end up in the {n}|take {a} and put it in a {n}, please|{a} belongs in the {n}
    |find a {n} for {a}|the {n} is where {a} goes
    |how about {a} in one of these {ns}, I'll tell you which|mind dropping {a} in the {n}?
    |{a} needs to get into that {n} over there|pop {a} inside the {n}
    |use one of the {ns} for {a}|can {a} go in the {n}?|you see {a}? The {n} is its place
    |go ahead, {a} into the {n}|the {n} should have {a} in it|{a_} in {n}
    |I'd be happier with {a} in the {n}|grab {a}. Into the {n} with it|let me have {a} in a {n}
    |{a} must not lie around, it goes in the {n}""",
    often="put {a} in the {n}",
)
ASIDE = sentences(
    """put {a} to one side of {b}|{a} goes to the side of {b}|I want {a} on one side of {b}
    |move {a} to the side of {b}|could you put {a} left or right of {b}, I'll say which
    |{a} should stand at the side of {b}|set {a} down off to one side of {b}
    |{a} on a side of {b}, not in front of it and not behind it|{b} should have {a} at its side
    |take {a} and put it sideways of {b}|how about {a} to one side of {b}?
    |would you mind placing {a} to the left or to the right of {b}, just ask me
    |{a} left or right of {b}, guess which. No, ask|{a}, to the side of {b}, please
    |{b} needs {a} to its left or its right|go ahead and move {a} to one of the sides of {b}
    |let {a} be on one side of {b}, I have a certain side in mind""",
    often="put {a} to one side of {b}",
)
AHEAD = sentences(
    """put {a} in front of or behind {b}|{a} goes before or behind {b}, ask me which
    |I want {a} either in front of {b} or behind it
    |move {a} so that it's in front of or behind {b}
    |{a} behind {b}, or in front of it, I'll tell you|could {a} go in front or in back of {b}?
    |set {a} in front of {b} or else behind it, I know which
    |{b} should have {a} before it or behind it|take {a} and put it ahead of or behind {b}
    |{a}: front or back of {b}, ask me
    |mind putting {a} before or behind {b}? I have one of the two in mind""",
    often="put {a} in front of or behind {b}",
)
MANY = sentences(
    """put some blocks {at}|put a few of the blocks {at}|some of the blocks {at}, please
    |a few blocks should be {at}|could you move a couple of the blocks {to}?
    |I need some blocks {at}|several blocks {at}|take a handful of blocks and put them {at}
    |not all the blocks, just some, {at}|a few cubes {at}, if you don't mind
    |how about having a few blocks {at}?|mind putting several of the blocks {at}?
    |I'd like to see some of these blocks {at}|go ahead and put a number of blocks {at}
    |we want a bunch of blocks {at}|it would be good to have some blocks {at}
    |some of the cubes belong {at}|{at} I want a few blocks|bring a few of the blocks {to}
    |pick some blocks, put them {at}|there should be several blocks {at}
    |can a few of those blocks go {at}|please you put some block {at}
    |a small number of blocks {at}, that will do|part of the blocks goes {at}
    |more than one block {at}, not all of them though|grab a few blocks. They go {at}
    |let's move several blocks {to}""",
    often="put some blocks {at}|a few blocks should be {at}",
)
WHERE = sentences(
    """move {a}|move {a} somewhere|put {a} somewhere else|{a} has to go somewhere else
    |could you move {a} for me?|{a} can't stay there|{a} is in the wrong place, move it
    |put {a} over there|{a} over there, please|can you put {a} there?|I want {a} there
    |take {a} and put it where I told you|bring {a} to its place|{a} belongs elsewhere
    |find a better spot for {a}|get {a} out of here|put {a} in the right place
    |{a} is not where it should be. Move it|would you mind moving {a}?|{a} goes, you know where
    |put {a} where it belongs|set {a} down|shift {a} please|relocate {a}|{a} away from there
    |I don't like {a} there|take {a} away|{a}. Over here!|place {a_} at the spot
    |put {a} in it|put {a} on it|drop {a} in|{a} onto that|stack {a} on the other one""",
    often="move {a}|put {a} over there",
)
ANSWER = sentences(
    """{x}|{x}, please|I mean {x}|{x} of course|oh sorry, {x}|that would be {x}|{x} I think
    |hm, {x}|take {x}|well, {x}|let's say {x}|it's {x}|{x}, thanks|I was thinking of {x}
    |good question, {x}|{x} it is|should have said so: {x}|make it {x}|{x}, obviously""",
    often="{x}|{x}, please",
)
IN_SHORT = sentences(
    """{x}|{x}, please|oh sorry, {x}|hm, {x}|well, {x}|{x}, thanks|{x} I think|let's say {x}
    |good question, {x}|um, {x}|{x}, I forgot to say|I'd say {x}|sorry, I should have said {x}""",
    often="{x}|{x}, please",
)
SIDES = {
    "left of": ("the left", "on the left", "left", "to its left", "the left side"),
    "right of": ("the right", "on the right", "right", "to its right", "the right side"),
    "in front of": ("in front", "in front of it", "the front", "front", "before it"),
    "behind": ("behind", "behind it", "the back", "at the back", "in back of it"),
}  # fmt: skip


def replied(words: str, t: Table, form: Phrases | None = None) -> str:
    """Return an answer in a sentence as people say it."""
    return say(form or ANSWER, t, {}, x=words)


def plural(words: str) -> str:
    """Return the plural of what ends in a shape."""
    return words + ("es" if words.endswith("x") else "s")


def which_one(t: Table) -> Command:
    """A thing that could be any of several."""
    a = t.pick(t.movable)
    words = open_words(a, t)
    relation, target = goal_of(a, t, [o for o in t.objects if o.kind != a.kind])
    if not isinstance(target, str) and target.kind == a.kind:
        raise Unlucky
    answer = reply(a, words, t)
    text = say(WHICH, t, {}, [(relation, target)], n=words, ns=plural(words))
    return Command(text, (fact(relation, a, target),), ask=f"Which {words}?",
                   answer=replied(answer, t), structure="natural-ask-which")  # fmt: skip


def which_target(t: Table) -> Command:
    """Into a bowl, or a cup or a box, that could be any."""
    a = t.pick(t.movable)
    b = t.pick(o for o in t.hollow if o.kind != a.kind)
    same = [o for o in t.objects if o.kind == b.kind]
    free = [o for o in same if t.fits(a, "in", o) and not t.holds(Fact("in", a.name, o.name))]
    if len(same) < 2 or len(free) < len(same) or not known_as(a, t):
        raise Unlucky
    answer = one((known_as(b, t), short(b, t)), t.rng)
    if not answer or b.kind not in ("bowl", "cup", "box"):
        raise Unlucky
    text = say(TARGET, t, {"a": a}, n=b.kind, ns=plural(b.kind))
    return Command(text, (Fact("in", a.name, b.name),), ask=f"Which {b.kind}?",
                   answer=replied(answer, t), structure=f"natural-ask-which-{b.kind}")  # fmt: skip


def which_side(t: Table) -> Command:
    """Beside a thing, on a side that only the person knows."""
    a = t.pick(t.movable)
    deep = t.chance(0.4)
    relation = one(("in front of", "behind") if deep else ("left of", "right of"), t.rng)
    b = t.pick(o for o in t.objects if t.fits(a, relation, o))
    facts = t.open([Fact(relation, a.name, b.name)])
    if not known_as(a, t) or not known_as(b, t):
        raise Unlucky
    text = say(AHEAD if deep else ASIDE, t, {"a": a, "b": b})
    answer = replied(one(SIDES[relation], t.rng), t, IN_SHORT)
    return Command(text, facts, ask=f"On which side of {b.name}?", answer=answer,
                   structure="natural-ask-which-side")  # fmt: skip


def how_many(t: Table) -> Command:
    """A number that is not said; the first blocks by name."""
    blocks = t.free_blocks()
    if len(blocks) < 3:
        raise Unlucky
    number = int(t.rng.integers(2, min(4, len(blocks))))
    relation, target = targeted(t, blocks[:number])
    facts = facts_of(t, blocks[:number], relation, target)
    if len(facts) < number:
        raise Unlucky
    text = say(MANY, t, {}, [(relation, target)])
    word = NUMBERS[number]
    words = (word, f"{word} blocks", str(number), f"{word} of them")
    answer = replied(one(words, t.rng), t, IN_SHORT)
    return Command(
        text, facts, ask="How many blocks?", answer=answer, structure="natural-ask-quantity"
    )


def where_to(t: Table) -> Command:
    """A thing somewhere that is not told."""
    a = t.pick(t.movable)
    relation, target = goal_of(a, t)
    if not known_as(a, t):
        raise Unlucky
    text = say(WHERE, t, {"a": a})
    answer = replied(where(relation, target, t, moving=True), t)
    return Command(text, (fact(relation, a, target),), ask=f"Where should {a.name} go?",
                   answer=answer, structure="natural-ask-where")  # fmt: skip

"""Wishes in many wordings, each with the facts that it means.

The wordings are this file's own: the goals on which a model is measured are written by
hand elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from agent.goals import Context, go_back
from agent.spatial import PLACES
from agent.types import Fact, ObjectState

Rng = np.random.Generator
PUT = "put|put|put|place|place|move|set|drop|bring|lay|get|stick|transfer|shift|pop|leave".split(
    "|"
)
THEM = "put|place|move|drop|set|bring|collect|gather".split("|")
TAKE = "pick up|take|grab|lift|pick|fetch|get hold of|hold".split("|")
POLITE = (
    "please |could you |can you |would you please |now |robot, |hey, |go ahead and |you should "
).split("|")
WANT = "I want|I'd like|I need|we want|make sure that you have|let's have".split("|")
GOES = "should go|goes|belongs|has to go|needs to be|should be".split("|")
THEN = (
    ", then | and then | and |, and after that |; then |. Then |, next |, and |. After that "
    "|, finally "
).split("|")
RELATIONS = {
    "in": "in|in|into|inside".split("|"),
    "on": "on|on top of|onto|on".split("|"),
    "left of": "to the left of|left of|on the left side of".split("|"),
    "right of": "to the right of|right of|on the right side of".split("|"),
    "in front of": ["in front of"],
    "behind": ["behind", "in back of"],
    "near": "next to|near|beside|close to|by".split("|"),
    "at": "at|in|to|on|over to".split("|"),
}
NOUNS = {
    "block": "block|block|block|cube|brick".split("|"),
    "bowl": "bowl|bowl|bowl|dish".split("|"),
}
EVERY = (
    "all the blocks|every block|all blocks|the blocks|each block|all of the blocks|everything"
).split("|")
BOTH = ["both blocks", "both of the cubes", "the two blocks"]
SPOKEN_PLACES = {"middle": ["the middle", "the center", "the middle of the table"]}


def pick(options: Sequence[str], rng: Rng) -> str:
    """Return one of them."""
    return options[int(rng.integers(len(options)))]


def noun(o: ObjectState, rng: Rng, vague: bool = False) -> str:
    """Return a way to name an object; a vague one leaves its kind to the listener."""
    word = "one" if vague and rng.random() < 0.3 else pick(NOUNS[o.kind], rng)
    return f"{'the ' if rng.random() < 0.92 else ''}{o.color} {word}"


def where(relation: str, target: ObjectState | str, rng: Rng) -> str:
    """Return a relation and its target in words."""
    words = pick(RELATIONS[relation], rng)
    if isinstance(target, str):
        return f"{words} {pick(SPOKEN_PLACES.get(target, [f'the {target}']), rng)}"
    return f"{words} {noun(target, rng, vague=relation == 'on')}"


def goal_of(objects: list[ObjectState], rng: Rng, a: ObjectState) -> tuple[str, ObjectState | str]:
    """Return a relation and a target for `a`."""
    relation = pick([*"in in in on on at at".split(), *RELATIONS], rng)
    if relation == "at":
        return relation, pick(list(PLACES), rng)
    kind = {"in": "bowl", "on": "block"}.get(relation)
    others = [o for o in objects if o is not a and kind in (None, o.kind)]
    return relation, others[int(rng.integers(len(others)))]


def wish(thing: str, place: str, rng: Rng, first: bool) -> str:
    """Return one clause that wants a thing somewhere."""
    if not first and rng.random() < 0.25:
        return f"{thing} {place}"
    polite = pick(POLITE, rng) if rng.random() < 0.2 else ""
    style = rng.random()
    if style < 0.64:
        return f"{polite}{pick(PUT, rng)} {thing} {place}"
    if style < 0.82:
        joint = pick([" and ", ", ", ", then ", " and then "], rng)
        return f"{polite}{pick(TAKE[:6], rng)} {thing}{joint}{pick(PUT[:8], rng)} it {place}"
    if style < 0.90:
        return f"{pick(WANT, rng)} {thing} {place}"
    return f"{thing} {pick(GOES, rng)} {place}"


def one(objects: list[ObjectState], rng: Rng, first: bool = True) -> tuple[str, list[Fact]]:
    """Return one clause: a thing, two of them, or all the blocks to one place."""
    blocks = [o for o in objects if o.kind == "block"]
    bowls = [o for o in objects if o.kind == "bowl"]
    a, b = (blocks[i] for i in rng.permutation(len(blocks))[:2])
    bowl = bowls[int(rng.integers(len(bowls)))]
    style = rng.random()
    if style < 0.13:
        every = EVERY + (BOTH if len(blocks) == 2 else [])
        text = f"{pick(THEM, rng)} {pick(every, rng)} {where('in', bowl, rng)}"
        # In the order in which the prompt names them.
        return text, [Fact("in", name, bowl.name) for name in sorted(o.name for o in blocks)]
    if style < 0.23:
        pair = f"{noun(a, rng)} and {noun(b, rng, vague=True)}"
        text = f"{pick(THEM, rng)} {pick(['', 'both '], rng)}{pair} {where('in', bowl, rng)}"
        return text, [Fact("in", o.name, bowl.name) for o in (a, b)]
    relation, target = goal_of(objects, rng, a)
    name = target if isinstance(target, str) else target.name
    text = wish(noun(a, rng, vague=True), where(relation, target, rng), rng, first)
    return text, [Fact(relation, a.name, name)]


def fresh(objects: list[ObjectState], rng: Rng) -> tuple[str, list[Fact]]:
    """Return a goal of one to three clauses that stands for itself."""
    blocks = [o for o in objects if o.kind == "block"]
    if rng.random() < 0.05:
        a = blocks[int(rng.integers(len(blocks)))]
        return f"{pick(TAKE, rng)} {noun(a, rng)}", [Fact("held", a.name, "hand")]
    text, facts = one(objects, rng)
    for _ in range(int(rng.choice([0, 0, 1, 1, 1, 2]))):
        more, new = one(objects, rng, first=False)
        # What was put somewhere, or had something put on it, stays where it is.
        used = {f.subject for f in facts} | {f.target for f in facts}
        if not used & {f.subject for f in new}:
            text, facts = text + pick(THEN, rng) + more, facts + new
    return text, facts


def follow_up(
    objects: list[ObjectState], context: Context, rng: Rng
) -> tuple[str, list[Fact]] | None:
    """Return a goal that needs what was said before, where there is one to say."""
    last = context.facts[-1]
    subject = next(o for o in objects if o.name == last.subject)
    others = [o for o in objects if o.kind == "block" and o is not subject]
    kind = pick("back same same other instead instead".split(), rng)
    if kind == "back":
        thing = pick(["it", "it", noun(subject, rng)], rng)
        end = pick(["back", "back where it was", "back to where it was"], rng)
        return f"{pick(['put', 'now put', 'please put', 'move'], rng)} {thing} {end}", [
            go_back(subject.name, context)
        ]
    if kind == "other" and len(others) == 1:
        text = pick(
            ["now the other one", "and the other one", "the other one too", "now the other block"],
            rng,
        )
        return text, [Fact(last.relation, others[0].name, last.target)]
    if kind in ("same", "other"):
        other = others[int(rng.integers(len(others)))]
        if other.name == last.target or last.relation not in ("in", "at"):
            return None
        thing = noun(other, rng, vague=True)
        form = pick(
            ["now {}", "now {} too", "{} as well", "and {}", "do the same with {}", "same for {}"],
            rng,
        )
        return form.format(thing), [Fact(last.relation, other.name, last.target)]
    relation, target = goal_of(objects, rng, subject)
    place = where(relation, target, rng)
    form = pick(
        [
            "now put it {}",
            "put it {} instead",
            "no, {}",
            "no, {} instead",
            "{} instead",
            "then move it {}",
        ],
        rng,
    )
    name = target if isinstance(target, str) else target.name
    return form.format(place), [Fact(relation, subject.name, name)]


def finish(text: str, rng: Rng) -> str:
    """Return the wish as somebody types it: a capital, a full stop, or neither."""
    if rng.random() < 0.08:
        text += pick([", please", " please", " for me", " now"], rng)
    if rng.random() < 0.3:
        text = text[0].upper() + text[1:]
    if rng.random() < 0.3:
        text += "."
    return text.lower() if rng.random() < 0.1 else text

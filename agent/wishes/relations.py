"""One wish in plain words: things in a relation to another thing, at a place, or in the hand."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from agent.kinds import fits_in, is_hollow
from agent.phrases import BARE_ONE, Unclear, place_name
from agent.references.words import EXCEPT
from agent.spatial import DIRECTIONS, place_point
from agent.types import Fact, ObjectState
from agent.wishes.base import CORNERS, Context, Out, Reading, Scene
from agent.wishes.speech import ANY_RELATION, GOES, LESS, PUT, RELATIONS, TAKE, UNIT, WANT

AMOUNT = (
    r"(?:(?P<little>a little bit|a little|a bit|slightly|a tiny bit)"
    r"|(?P<lot>a lot|a good deal|far|much|way|well))"
)
BUT = rf"(?P<main>.+?),? (?:{'|'.join(EXCEPT)}) (?P<but>.+)"
LEAVE = (
    r"(?P<main>.+?),? (?:but|and) (?:leave|keep) (?P<but>.+?)"
    r"(?: (?:where (?:it is|they are)|alone|there|out|in place|on the table|untouched|as it is))?"
)
ANYTHING = re.compile(
    r"(?:all|every)[a-z ]*?(?:thing|object|item)s?\b|(?:everything|whatever|what)\b|all\b,?(?! the)"
)
"""What may mean things of any kind, and so those where they shall go to, too."""
STAY = re.compile(
    r"(?:leave|keep|let) (?P<a>.+?) (?:alone|be|out of it|in place|there|out|as (?:it is|they are)"
    r"|where (?:it is|they are|it stands|they stand))|do not (?:touch|move|disturb) (?P<b>.+)"
    r"|(?P<c>.+?) (?:(?:can|should|shall|must|may|has to|have to) )?(?:stays?|remains?)"
    r"(?: (?:put|there|out|alone|out of it|in (?:its|their) place|as (?:it is|they are)"
    r"|where (?:it is|they are)))?"
)
CLOSE = 0.01
"""Corners whose distances differ by less than this (m) are equally near."""


def read_clause(clause: str, scene: Scene) -> Reading | None:
    """Read one wish; None when it does not fit."""
    back = re.fullmatch(rf"(?:{PUT}) (?P<a>.+?)(?: back)?(?: (?:to )?where it was)?", clause)
    if back and re.search(r" back$| where it was$|^return", clause):
        found = scene.named(back["a"], None)
        if isinstance(found, list):
            return Reading(tuple(go_back(s, scene.context) for s in found), bool(found))
        return unclear_one(found)
    held = re.fullmatch(rf"(?:{TAKE}) (?P<a>.+)", clause)
    if held and not taken_somewhere(clause):
        found = scene.named(held["a"])
        if isinstance(found, list) and len(found) == 1:
            return Reading((Fact("held", found[0], "hand"),), True)
        return None if isinstance(found, list) else unclear_one(found)
    stacked = re.match(r"(?:stack|pile)\b", clause) is not None
    rest = re.sub(rf"^(?:{PUT}|{WANT}) | (?:{GOES})\b", "", clause)
    rest = re.sub(
        r"^(?P<b>.+?) (?:should|must|has to|needs to) (?:hold|contain) (?P<a>.+)$",
        r"\g<a> in \g<b>",
        rest,
    )
    read = read_relation(rest, scene)
    if stacked and read is not None and {f.relation for f in read.facts} - {"on"}:
        # Things stacked somewhere are on one another, too.
        return None if len(read.facts) > 1 else read
    return read or again(clause, scene)


def taken_somewhere(clause: str) -> bool:
    """Tell whether something is to be taken to a place, and not just into the hand."""
    m = re.fullmatch(r"take .+? (?:over |across |back )?to (?P<where>.+)", clause)
    return m is not None and place_name(m["where"]) is not None


def staying(clause: str, scene: Scene) -> list[str]:
    """Return what a clause wants to stay where it is: no wish, but what no wish is about."""
    m = STAY.fullmatch(clause)
    found = scene.named(m["a"] or m["b"] or m["c"], None) if m else None
    return found if isinstance(found, list) else []


def unclear_one(found: Unclear | None) -> Reading | None:
    """Return the reading of a phrase that is unclear."""
    return Reading(unclear=(found,)) if found else None


def read_relation(wish: str, scene: Scene) -> Reading | None:
    """Read `a relation b`: the one way that means something, or what is unclear of it."""
    if (left_out := without(wish, scene)) is not None:
        return left_out
    found = [r for relation, a, b in splits(wish) if (r := relate(relation, a or "it", b, scene))]
    whole = [r for r in found if not r.unclear]
    if whole:
        return whole[0] if all(r.facts == whole[0].facts for r in whole) else None
    # The longest phrase is the one that was read in full.
    return max(found, key=lambda r: len(r.unclear[0].phrase), default=None)


def without(wish: str, scene: Scene) -> Reading | None:
    """Read an exception that is said at the end: "all blocks in the bowl but the red one"."""
    for pattern in (LEAVE, BUT):
        m = re.fullmatch(pattern, wish)
        main = read_relation(m["main"], scene) if m else None
        if m is None or main is None or not main.complete:
            continue
        but = scene.named(m["but"])
        subjects = {f.subject for f in main.facts}
        if not isinstance(but, list) or not set(but) < subjects:
            return Reading(unclear=(but,)) if isinstance(but, Unclear) else Reading()
        facts = tuple(f for f in main.facts if f.subject not in but)
        return Reading(
            facts, True, wishes=kept_out([f for f in main.facts if f.subject in but], scene)
        )
    return None


def kept_out(facts: Sequence[Fact], scene: Scene) -> tuple[Out, ...]:
    """Return the wishes that facts which do not hold now do not come to hold."""
    return tuple(
        Out(f.subject, f.relation, f.target)
        for f in facts
        if f.relation in ("in", "on", "at") and not scene.holds(f)
    )


def splits(wish: str) -> Iterator[tuple[str, str, str]]:
    """Yield each way to read a wish as `a relation b`.

    There are several where a thing is told by where it is: "the block left of the bowl in the
    red bowl".
    """
    start = rf"^.*?{re.escape(UNIT)} ?" if UNIT in wish else r"(?:^| )"
    for relation, pattern in RELATIONS:
        amount = rf"(?:{AMOUNT} )?" if relation in DIRECTIONS else ""
        for m in re.finditer(rf"{start}(?P<r>{amount}(?:{pattern})) (?=.)", wish):
            more = ""
            if relation in DIRECTIONS and (m["little"] or m["lot"]):
                more = ", a little" if m["little"] else ", a lot"
            yield relation + more, wish[: m.start("r")].replace(UNIT, "").strip(), wish[m.end() :]


def relate(relation: str, a: str, b: str, scene: Scene) -> Reading | None:
    """Return the facts of `a relation b`, when both sides name something."""
    relation, *more = relation.split(", ")
    if b in ("each other", "one another", "top") or re.search(AMOUNT + "$", a):
        return None
    subjects = scene.named(a)
    if not isinstance(subjects, list):
        # What is no such phrase may still be unclear in its other half.
        return unclear_one(subjects) if subjects and means_something(b, scene) else None
    place = place_name(b) or corner(b, scene)
    if place and relation in ("in", "on", "at"):
        return wanted([Fact("at", s, place) for s in subjects], a, scene)
    if LESS.search(b):
        return None
    kinds = {o.kind for o in scene.states(subjects)}
    like = kinds.pop() if len(kinds) == 1 and relation != "in" and b.endswith(" one") else "block"
    targets = scene.named(b, "bowl" if relation == "in" else like)
    if not isinstance(targets, list):
        return unclear_one(targets)
    if len(targets) != 1:
        return None
    target = scene.observation.find(targets[0])
    if target is not None and ANYTHING.match(a):
        subjects = movable(subjects, target, scene)
    if targets[0] in subjects:
        return None
    if relation == "in" and target is not None and BARE_ONE.fullmatch(b) and not is_hollow(target):
        return None
    if relation == "at" and (target is None or not is_hollow(target)):
        return None
    if target is not None and relation in ("on", "at"):
        relation = "in" if is_hollow(target) else "on"
    if target is not None and relation == "in" and target.kind == "plate":
        relation = "on"
    if relation == "on" and len(subjects) > 1:
        return None
    return wanted([Fact(relation, s, targets[0], more=tuple(more)) for s in subjects], a, scene)


def movable(names: Sequence[str], target: ObjectState, scene: Scene) -> list[str]:
    """Return which of all sorts of things can go to one; a bowl is not meant to go in another."""
    others = [o for o in scene.states(names) if o.name != target.name]
    if is_hollow(target):
        others = [o for o in others if not is_hollow(o) and fits_in(o, target)]
    return [o.name for o in others]


def means_something(phrase: str, scene: Scene) -> bool:
    """Tell whether a phrase names a place or a thing, even one that is not there."""
    return (
        place_name(phrase) is not None
        or scene.named(phrase) is not None
        or bool(corner(phrase, scene))
    )


def wanted(facts: list[Fact], a: str, scene: Scene) -> Reading | None:
    """Return the reading of facts; what does not fit a description is to stay out."""
    if not facts:
        return None
    described = re.search(rf"\b(?:{ANY_RELATION}|{'|'.join(EXCEPT)})\b", a)
    wishes: tuple[Out, ...] = ()
    if described and len(facts) > 1:
        subjects = {f.subject for f in facts}
        kinds = {o.kind for o in scene.states(list(subjects))}
        others = (o.name for o in scene.observation.objects if o.kind in kinds)
        rest = [replace(facts[0], subject=n) for n in others if n not in subjects]
        wishes = kept_out(rest, scene)
    return Reading(tuple(facts), True, wishes=wishes)


def corner(phrase: str, scene: Scene) -> str | None:
    """Return the corner that is closest to, or farthest from, a thing."""
    m = re.fullmatch(
        r"the (?:(?P<w>closest|nearest|farthest|furthest) )?corner(?: (?:that is|which is))?"
        r"(?: (?P<v>closest|nearest|farthest|furthest)(?: away)?)? (?:to|from) (?P<b>.+)",
        phrase,
    )
    if m is None or bool(m["w"]) == bool(m["v"]):
        return None
    found = scene.all_of(m["b"], None)
    if len(found) != 1:
        return None
    sign = 1 if (m["w"] or m["v"]) in ("closest", "nearest") else -1
    at = found[0].position[:2]
    ways = {c: sign * math.dist(place_point(c, scene.workspace), at) for c in CORNERS}
    first, second, *_ = sorted(CORNERS, key=lambda c: ways[c])
    return first if ways[second] - ways[first] > CLOSE else None


def again(clause: str, scene: Scene) -> Reading | None:
    """Read "the other one" or "do the same with the green block" by what was wanted last."""
    m = re.fullmatch(r"(?:(?:do )?(?:the )?same (?:with|for|to) )?(?P<a>.+)", clause)
    if not m or not scene.context.facts:
        return None
    found = scene.named(m["a"])
    if not isinstance(found, list):
        return unclear_one(found)
    facts = tuple(replace(scene.context.facts[-1], subject=s) for s in found)
    return Reading(facts, True) if facts else None


def go_back(subject: str, context: Context) -> Fact:
    """Return the wish that a thing stands where it stood before the last goal moved it."""
    x, y, _ = context.before.get(subject, (None, None, None))
    return Fact("back", subject, "where it was", None if x is None or y is None else (x, y))

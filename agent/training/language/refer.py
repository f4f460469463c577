"""Ways to speak of a thing so that it can be none but that one, and of a place."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

from agent.kinds import is_hollow
from agent.spatial import DIRECTIONS, gap, is_in, is_on
from agent.training.language.names import BROAD, NOUNS, shades
from agent.training.language.splits import Phrases, one
from agent.training.language.table import SIDES, Table
from agent.types import ObjectState

CLEAR = 0.025
"""By how much (m) the right thing has to be nearer, or further left, than any other."""

RELATIONS: dict[str, Phrases] = {
    "in": Phrases("in|into|inside|inside of|within", val="in|to the inside of", test="in|in"),
    "on": Phrases("on|on top of|onto|atop|upon", val="on|up on", test="on|on top of"),
    "left of": Phrases(
        "to the left of|left of|on the left side of|on the left of|at the left-hand side of",
        val="over on the left of", test="-",
    ),
    "right of": Phrases(
        "to the right of|right of|on the right side of|on the right of|at the right-hand side of",
        val="over on the right of", test="rightwards of",
    ),
    "in front of": Phrases(
        "in front of|directly in front of|just in front of|at the front of",
        val="straight in front of", test="in front of|out in front of",
    ),
    "behind": Phrases(
        "behind|in back of|at the back of|to the top of|just behind|at the rear of",
        val="round the back of", test="behind|beyond",
    ),
    "near": Phrases(
        "next to|near|beside|close to|by|alongside|adjacent to|in the vicinity of|hard against",
        val="hard by|nearby", test="next to|near",
    ),
}  # fmt: skip
STATIC = {"into": "in", "onto": "on", "to the inside of": "inside"}
SPOKEN: dict[str, Phrases] = {
    "left side": Phrases(
        "left side|left edge|left-hand side|left side of the table|left|left end of the table",
        often="left side", val="left border", test="-"),
    "top left corner": Phrases(
        "top left corner|upper left corner|top-left corner|corner at the top left|left top corner",
        often="top left corner", val="upper left-hand corner", test="-"),
    "top side": Phrases("top side|top edge|upper edge|top|upper side|top end of the table",
                        often="top side", val="upper border", test="-"),
    "top right corner": Phrases(
        "top right corner|upper right corner|top-right corner|corner at the top right",
        often="top right corner", val="upper right-hand corner", test="-"),
    "middle": Phrases("middle|center|centre|middle of the table|center of the table|very middle",
                      often="middle", val="table's center", test="-"),
    "right side": Phrases(
        "right side|right edge|right-hand side|right side of the table|right|right end",
        often="right side", val="right border", test="right fringe|right margin"),
    "bottom side": Phrases(
        "bottom side|bottom edge|lower edge|bottom|lower side|bottom end of the table",
        often="bottom side", val="lower border", test="front side|lower margin"),
    "bottom left corner": Phrases(
        "bottom left corner|lower left corner|bottom-left corner|corner at the bottom left",
        often="bottom left corner", val="lower left-hand corner", test="front left corner"),
    "bottom right corner": Phrases(
        "bottom right corner|lower right corner|bottom-right corner|corner at the bottom right",
        often="bottom right corner", val="lower right-hand corner", test="front right corner"),
}  # fmt: skip
AT = {"corner": "in|in|to|at|into|over in|over to", "side": "at|on|to|over at|over to|on"}


OPEN = "<where>"
"""Stands for a spot whose words are put in afterwards."""


def known_as(o: ObjectState, t: Table) -> str:
    """Return colour and shape, or the name: what can be only this one."""
    alike = [b for b in t.objects if (b.kind, b.color) == (o.kind, o.color)]
    if not o.color:
        return o.name
    if len(alike) > 1:
        # "red block" alone may be either; only what says more is clear.
        return one(("the ", ""), t.rng) + o.name if o.name.split()[-1].isdigit() else ""
    if o.name != f"{o.color} {o.kind}":
        return f"the {o.name}"
    color, noun = o.color, o.kind
    if t.chance(0.15) and not any(b is not o and b.color == o.color for b in t.objects):
        color = one((o.color, *shades(o.color, t.split)), t.rng)
    if t.chance(0.3):
        noun = synonym(o, t)
    article = "the " if t.chance(0.93) else one(("", "that ", "this "), t.rng)
    return f"{article}{color} {noun}"


def synonym(o: ObjectState, t: Table) -> str:
    """Return another word for its shape, if no other thing here could be meant."""
    table = NOUNS.get(o.kind)
    word = table.pick(t.split, t.rng) if table else o.kind
    others = [b for b in t.objects if b.kind != o.kind and b.color == o.color]
    if word in ("box", "die") or (others and word.split()[-1] in BROAD):
        return o.kind
    return word


def bare(o: ObjectState, t: Table) -> str:
    """Return what it is called without an article, to be told apart from all others."""
    return known_as(o, t).removeprefix("the ").removeprefix("that ").removeprefix("this ")


def vague(o: ObjectState, among: Sequence[ObjectState], t: Table) -> str:
    """Return "the red one", where only one of those that can be meant is red."""
    if not o.color or sum(b.color == o.color for b in among) != 1 or o not in among:
        return ""
    same = [b for b in t.objects if b.color == o.color and b is not o]
    return "" if same and t.chance(0.7) else f"the {o.color} one"


def by_shape(o: ObjectState, t: Table) -> str:
    """Return "the cup", where there is but one."""
    known = o.name.endswith(o.kind) and t.chance(0.5)
    if sum(b.kind == o.kind for b in t.objects) != 1 or not known:
        return ""
    t.tags.append("only")
    return f"the {one((o.kind, o.kind, 'only ' + o.kind), t.rng)}"


def peers(o: ObjectState, t: Table) -> list[ObjectState]:
    """Return the other things of its kind."""
    return [b for b in t.objects if b.kind == o.kind and b is not o]


def noun_for(o: ObjectState, t: Table) -> str:
    """Return a word for its shape that is good for all of its kind."""
    return o.kind if t.chance(0.75) else synonym(o, t)


def by_side(o: ObjectState, t: Table) -> str:
    """Return "the leftmost block" or "the second block from the left"."""
    others = peers(o, t)
    if not others:
        return ""
    test = t.split == "test"
    side = one(("left", "top", "right", "bottom"), t.rng)
    axis, sign = {"left": (1, 1), "right": (1, -1), "top": (0, 1), "bottom": (0, -1)}[side]
    ranked = sorted([o, *others], key=lambda b: sign * b.position[axis])
    spots = [sign * b.position[axis] for b in ranked]
    if min(b - a for a, b in itertools.pairwise(spots)) < CLEAR:
        return ""
    rank, noun = ranked.index(o), noun_for(o, t)
    if rank > 3 or (rank > 1 and not test):
        return ""
    t.tags.append("ordinal")
    nth = ("first", "second", "third", "fourth")[rank]
    forms = [f"the {nth} {noun} from the {side}", f"the {noun} that is {nth} from the {side}"]
    forms += [f"{noun} number {('one', 'two', 'three', 'four')[rank]} from the {side}"]
    if rank == 0:
        forms += [f"the {side}most {noun}"] * 2
        forms += [f"the {noun} that is the {side}most", f"the {noun} nearest the {side} edge"]
        forms += [f"the {noun} closest to the {side} side", f"the {noun} on the far {side}"]
    return one(forms, t.rng)


def by_distance(o: ObjectState, t: Table) -> str:
    """Return "the block closest to the blue bowl"."""
    others = peers(o, t)
    marks = [b for b in t.objects if b not in (o, *others)]
    if not others or not marks:
        return ""
    mark = t.pick(marks)
    far = t.split == "test"
    spots = [gap(b, mark) for b in others]
    away = gap(o, mark)
    called = known_as(mark, t)
    if not called or (away < max(spots) + CLEAR if far else away > min(spots) - CLEAR):
        return ""
    t.tags.append("distance")
    noun = noun_for(o, t)
    if far:
        return f"the {noun} {one(('farthest', 'furthest', 'farthest away'), t.rng)} from {called}"
    forms = "{0} closest to {1}|{0} nearest to {1}|closest {0} to {1}|{0} that is nearest {1}"
    forms += "|{0} which is closest to {1}|{0} with the smallest distance to {1}"
    return "the " + one(forms.split("|"), t.rng).format(noun, called)


def by_relation(o: ObjectState, t: Table) -> str:
    """Return "the block that is left of the blue bowl", or "what is in the red bowl"."""
    others = peers(o, t)
    for mark in t.some(t.objects, len(t.objects)):
        if mark is o:
            continue
        for relation, test in tests(t).items():
            if mark.kind == o.kind and relation not in ("on", *DIRECTIONS):
                continue
            same = [b for b in others if b is not mark]
            if test(o, mark) != 1 or any(test(b, mark) for b in same) or not same:
                continue
            if called := known_as(mark, t):
                return related(o, relation, called, mark, t)
    return ""


def related(o: ObjectState, relation: str, called: str, mark: ObjectState, t: Table) -> str:
    """Return the relative clause in words."""
    t.tags.append(f"relative {relation}")
    words = RELATIONS[relation].pick(t.split, t.rng)
    words = STATIC.get(words, words)
    if relation == "behind" and words == "beyond":
        words = "behind"
    noun = noun_for(o, t)
    rest = [b for b in t.objects if b not in (o, mark)]
    if not any(tests(t)[relation](b, mark) for b in rest) and t.chance(0.4):
        noun = one(("one", "one", "thing", "object"), t.rng)
    inside = relation == "in" and sum(is_in(b, mark) for b in t.objects) == 1
    if inside and t.chance(0.35):
        forms = (
            "whatever is {} {}|what is {} {}|the thing {} {}|what lies {} {}|the contents of {1}"
        )
        return one(forms.replace("{} {}", "{0} {1}").split("|"), t.rng).format(words, called)
    forms = (
        "the {0} {1} {2}|the {0} that is {1} {2}|the {0} which is {1} {2}|the {0} sitting {1} {2}"
    )
    forms += "|the {0} lying {1} {2}|the {0} that's {1} {2}|the {0} standing {1} {2}"
    return one(forms.split("|"), t.rng).format(noun, words, called)


def tests(t: Table) -> dict[str, Callable[[ObjectState, ObjectState], int]]:
    """Return for each relation how sure it holds: 1 surely, 2 it might, 0 not at all."""

    def aside(relation: str) -> Callable[[ObjectState, ObjectState], int]:
        ux, uy = DIRECTIONS[relation]

        def test(a: ObjectState, b: ObjectState) -> int:
            dx, dy = a.position[0] - b.position[0], a.position[1] - b.position[1]
            along, across = dx * ux + dy * uy, abs(dx * uy - dy * ux)
            if along <= -0.03:
                return 0
            return 1 if along > 0.03 and across <= along else 2

        return test

    def near(a: ObjectState, b: ObjectState) -> int:
        free = gap(a, b) - (max(a.size[:2]) + max(b.size[:2])) / 2
        return 1 if free < 0.08 else 2 if free < 0.17 else 0

    return {
        "in": lambda a, b: int(is_hollow(b) and is_in(a, b)),
        "on": lambda a, b: int(is_on(a, b)),
        **{r: aside(r) for r in SIDES[t.split]},
        "near": near,
    }


def by_size(o: ObjectState, t: Table) -> str:
    """Return "the biggest box", where there are larger and smaller ones of its kind."""
    sizes = [max(b.size) for b in peers(o, t)]
    if not sizes:
        return ""
    big, small = max(o.size) > max(sizes) * 1.2, max(o.size) < min(sizes) / 1.2
    if not (big or small):
        return ""
    t.tags.append("size")
    words = "biggest|largest|bigger|larger" if big else "smallest|smaller|tiniest|littlest"
    return f"the {one(words.split('|'), t.rng)} {o.kind}"


def refer(o: ObjectState, t: Table, among: Sequence[ObjectState] | None = None) -> str:
    """Return words for a thing; raises bad luck where there are none.

    `among` are the things that can be meant here at all, for "the red one".
    """
    if not t.chance(t.plainly):
        ways = [by_side, by_distance, by_relation, by_relation, by_relation, by_size, by_shape]
        for i in t.rng.permutation(len(ways))[:5]:
            if words := ways[i](o, t):
                return words
    if among is not None and t.chance(0.15) and (words := vague(o, among, t)):
        return words
    words = known_as(o, t) or by_side(o, t) or by_relation(o, t)
    if not words:
        t.pick([])
    return words


def spot(relation: str, target: ObjectState | str, t: Table, static: bool = False) -> str:
    """Return a relation and its target in words: `in the blue bowl`."""
    if target == OPEN:
        return target
    if isinstance(target, str):
        table = AT["corner" if "corner" in target or target == "middle" else "side"]
        words = one(table.split("|"), t.rng)
        if static:
            words = {"into": "in", "to": "at", "over to": "over at"}.get(words, words)
        return f"{words} the {SPOKEN[target].pick(t.split, t.rng)}"
    words = RELATIONS[relation].pick(t.split, t.rng)
    if relation == "in" and (target.kind == "tray" or (target.kind == "bowl" and t.chance(0.1))):
        words = "on"
    if static:
        words = STATIC.get(words, words)
    among = t.hollow if relation == "in" else None
    return f"{words} {refer(target, t, among)}"

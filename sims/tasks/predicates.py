"""Goals as data, judged on the simulator's true state after the world came to rest.

A goal is a predicate such as `[in, red block, blue bowl]`, a list of goals that must all
hold, or `{all: [...]}`, `{any: [...]}`, `{not: goal}`. What the agent believes is never asked.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from agent.events import Acted, Asked, Event, Finished
from agent.robot import Workspace
from agent.spatial import (
    AMOUNTS,
    DIRECTIONS,
    LINES,
    SAME_SPOT,
    apart,
    out_of_line,
    place_of,
    relation_holds,
    symmetry,
    within,
)
from agent.types import ObjectState, Observation

Goal = Any
"""A predicate (a list that starts with a word), a list of goals, or one of the three dicts."""

STRAIGHT = 0.025
"""How far (m) a thing may be out of line."""
ONE_SPOT = 0.03
"""Things of which two are no further (m) apart, seen from above, are a tower and no line."""
ABOUT = 0.02
"""How far (m) a named distance may be off."""
OPEN, SHUT = 0.6, 0.15
"""Share of a drawer's travel from which on it is open, and up to which it is closed."""
DOWN = 0.5
"""Share of a button's travel from which on it is pressed."""
TURNED = math.radians(10)
"""How far an angle may be off."""
PUSHED = 0.025
"""How far (m) a thing may be from where it was to be pushed, along the way."""
ASIDE = 0.05
"""And how far (m) beside that way."""
TOLERANCE = 0.015
"""How far (m) what is packed may reach over a box's edge."""
GIVEN = 0.5
"""What a person holds is higher over the table than this (m)."""


@dataclass(frozen=True, slots=True)
class Truth:
    """What is so at the end, and what was so before.

    `travel` is how far each piece of furniture is out (0 to 1), `furthest` how far it ever
    was. `events` is what was said and decided.
    """

    now: Observation
    before: Observation
    workspace: Workspace = field(default_factory=Workspace)
    events: Sequence[Event] = ()
    travel: Mapping[str, float] = field(default_factory=dict)
    furthest: Mapping[str, float] = field(default_factory=dict)

    def find(self, name: str) -> ObjectState | None:
        """Return a thing that stands free of the hand, or None."""
        return None if self.now.holding == name else self.now.find(name)


Test = Callable[[Truth, Sequence[Any]], float]
"""Returns from 0 to 1 how far a predicate holds; only 1 is success."""


def judge(goal: Goal, truth: Truth) -> float:
    """Return how far a goal holds, from 0 to 1: of several, the mean is the partial credit."""
    if isinstance(goal, Mapping):
        ((word, inner),) = goal.items()
        if word == "not":
            return float(judge(inner, truth) < 1.0)
        scores = [judge(g, truth) for g in inner]
        return max(scores) if word == "any" else sum(scores) / len(scores)
    if goal and not isinstance(goal[0], str):
        return judge({"all": list(goal)}, truth)
    if not goal:
        return 0.0
    return PREDICATES[goal[0]].test(truth, goal[1:])


def relation(name: str) -> Test:
    """Return the test of a relation between two things, with a distance if one is given."""

    def test(truth: Truth, args: Sequence[Any]) -> float:
        a, b = truth.find(args[0]), truth.find(args[1])
        if a is None or b is None:
            return 0.0
        if len(args) > 2:
            ux, uy = DIRECTIONS[name]
            dx, dy = a.position[0] - b.position[0], a.position[1] - b.position[1]
            aside = abs(dx * uy - dy * ux) < 0.05
            return float(aside and abs(apart(a, b, name) - AMOUNTS[args[2]]) < ABOUT)
        return float(bool(relation_holds(name, a, b)))

    return test


def at(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether a thing is at a named place, whatever it stands on."""
    a = truth.find(args[0])
    return float(a is not None and place_of(*a.position[:2], truth.workspace) == args[1])


def stacked(truth: Truth, args: Sequence[Any]) -> float:
    """Tell how many of the pairs stand on one another, from the bottom up."""
    things = [truth.find(name) for name in args]
    pairs = list(zip(things[1:], things, strict=False))
    good = sum(a is not None and b is not None and relation_holds("on", a, b) for a, b in pairs)
    return good / len(pairs)


def line(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether things are in a horizontal, vertical, diagonal or any line, side by side."""
    things = [o for o in map(truth.find, args[1:]) if o is not None]
    if len(things) < len(args) - 1:
        return 0.0
    pairs = itertools.combinations((o.position[:2] for o in things), 2)
    if any(math.dist(a, b) < ONE_SPOT for a, b in pairs):
        return 0.0
    way = "in line with" if args[0] == "any" else f"in a {args[0]} line with"
    first, *others = things
    return float(out_of_line(first, others, way) < STRAIGHT)


def count(truth: Truth, args: Sequence[Any]) -> float:
    """Count the things of a name's ending, such as `red block`, in a relation to a target."""
    what, related, target, wanted = args
    things = [o for o in truth.now.objects if fits(o, what) and o.name != target]
    test = PREDICATES[related].test
    found = sum(test(truth, (o.name, target)) == 1.0 for o in things)
    if wanted in ("even", "odd"):
        # None at all is even in arithmetic, but nobody was asked to do nothing.
        return float(found > 0 and found % 2 == (wanted == "odd"))
    return float(found == wanted)


def fits(o: ObjectState, what: str) -> bool:
    """Tell whether a thing is a `block`, a `red block`, `red` or a `thing`."""
    return all(word in (o.color, o.kind, "thing") for word in what.split())


def unchanged(truth: Truth, args: Sequence[Any]) -> float:
    """Tell which share of things lies where it lay; of all without names."""
    names = args or truth.before.names
    still = 0
    for name in names:
        was, now = truth.before.find(name), truth.find(name)
        still += (
            was is not None
            and now is not None
            and math.dist(was.position, now.position) < SAME_SPOT
        )
    return still / len(names) if names else 1.0


def said(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether words came up in anything that was said, asked or reported at the end."""
    spoken = [e.question for e in truth.events if isinstance(e, Asked)]
    spoken += [e.message for e in truth.events if isinstance(e, Finished)]
    spoken += [e.outcome.message for e in truth.events if isinstance(e, Acted) and e.outcome.ok]
    return float(any(re.search(str(args[0]), text, re.IGNORECASE) for text in spoken))


def asked(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether the person was asked anything, or something with these words."""
    questions = [e.question for e in truth.events if isinstance(e, Asked)]
    wanted = str(args[0]) if args else ""
    return float(any(re.search(wanted, q, re.IGNORECASE) for q in questions))


def refused(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether the run ended without a claim of success, for a reason with these words.

    A question that says what is missing, and that nobody answers, is such a reason.
    """
    last = next((e for e in reversed(truth.events) if isinstance(e, Finished)), None)
    if last is None or last.ending not in ("gave up", "refused", "no answer"):
        return 0.0
    wanted = str(args[0]) if args else ""
    return float(bool(re.search(wanted, last.message, re.IGNORECASE)))


def furniture(part: str, test: Callable[[float], bool]) -> Test:
    """Return the test of how far furniture is out, now or at its furthest."""

    def check(truth: Truth, args: Sequence[Any]) -> float:
        travels = truth.furthest if part == "furthest" else truth.travel
        return float(args[0] in travels and test(travels[args[0]]))

    return check


def turned(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether a thing was turned on the spot by degrees, as far as its shape shows."""
    degrees, name = args
    was, now = truth.before.find(name), truth.find(name)
    if was is None or now is None:
        return 0.0
    off = math.remainder(now.yaw - was.yaw - math.radians(degrees), symmetry(was))
    there = math.dist(now.position, was.position) < SAME_SPOT
    return float(there and abs(off) < TURNED)


def moved(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether a thing is so far (m), in a direction, from where it was."""
    way, distance, name = args
    was, now = truth.before.find(name), truth.find(name)
    if was is None or now is None:
        return 0.0
    ux, uy = DIRECTIONS[way]
    dx, dy = now.position[0] - was.position[0], now.position[1] - was.position[1]
    aside = abs(dx * uy - dy * ux) < ASIDE
    return float(aside and abs(dx * ux + dy * uy - distance) < PUSHED)


def packed(truth: Truth, args: Sequence[Any]) -> float:
    """Tell which share of things stands within a box's outline, on its floor."""
    box, things = truth.find(args[0]), [truth.find(name) for name in args[1:]]
    if box is None:
        return 0.0
    return sum(o is not None and within(o, box, TOLERANCE) for o in things) / len(things)


def handed(truth: Truth, args: Sequence[Any]) -> float:
    """Tell whether a person has a thing: it is up in the air, and not in the hand."""
    o = truth.find(args[0])
    return float(o is not None and o.bottom > GIVEN)


@dataclass(frozen=True, slots=True)
class Predicate:
    """How to test one, and what its arguments are: see `ARGUMENTS` in the YAML reader."""

    test: Test
    arguments: tuple[str, ...]


BETWEEN = ("thing", "thing", "[amount]")
PREDICATES: dict[str, Predicate] = {
    "on": Predicate(relation("on"), ("thing", "thing")),
    "in": Predicate(relation("in"), ("thing", "thing")),
    "at": Predicate(at, ("thing", "place")),
    "near": Predicate(relation("near"), ("thing", "thing")),
    "left_of": Predicate(relation("left of"), BETWEEN),
    "right_of": Predicate(relation("right of"), BETWEEN),
    "in_front_of": Predicate(relation("in front of"), BETWEEN),
    "behind": Predicate(relation("behind"), BETWEEN),
    "stacked": Predicate(stacked, ("thing", "thing", "thing...")),
    "line": Predicate(line, ("line", "thing", "thing", "thing...")),
    "count": Predicate(count, ("what", "relation", "target", "number")),
    "open": Predicate(furniture("now", lambda t: t > OPEN), ("furniture",)),
    "closed": Predicate(furniture("now", lambda t: t < SHUT), ("furniture",)),
    "pressed": Predicate(furniture("furthest", lambda t: t > DOWN), ("furniture",)),
    "turned": Predicate(turned, ("degrees", "thing")),
    "moved": Predicate(moved, ("direction", "metres", "thing")),
    "packed": Predicate(packed, ("thing", "thing", "thing...")),
    "handed": Predicate(handed, ("thing",)),
    "said": Predicate(said, ("text",)),
    "asked": Predicate(asked, ("[text]",)),
    "refused": Predicate(refused, ("[text]",)),
    "unchanged": Predicate(unchanged, ("[thing]...",)),
}
LINE_WORDS = ("any", *(way.split()[2] for way in LINES if way != "in line with"))


def seen_as_truth(
    seen: Observation, before: Observation, names: Mapping[str, str], workspace: Workspace
) -> Truth:
    """Return what an agent sees, now and at first, under a task's names: to judge a step by."""
    back = {theirs: ours for ours, theirs in names.items()}
    return Truth(renamed(seen, back), renamed(before, back), workspace)


def renamed(seen: Observation, names: Mapping[str, str]) -> Observation:
    """Return what is seen under other names; what has none keeps its own."""
    objects = tuple(replace(o, name=names.get(o.name, o.name)) for o in seen.objects)
    holding = names.get(seen.holding, seen.holding) if seen.holding else None
    return replace(seen, objects=objects, holding=holding)

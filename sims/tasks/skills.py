"""A task for each skill: what the arm can do, one thing at a time, asked for in plain words."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from agent.robot import Workspace
from agent.spatial import DIRECTIONS, out_of_line, place_of
from agent.spatial import PLACES as EVERYWHERE
from agent.types import SkillCall
from sims.objects import THINGS
from sims.scenes.tabletop import BLOCK
from sims.tasks import cap
from sims.tasks.base import (
    COLORS,
    Instance,
    Make,
    Put,
    Step,
    Suite,
    Unlucky,
    chosen,
    pick,
    put,
    table,
)
from sims.tasks.room import for_line, state_of

PLACES = ("left side", "right side", "top side", "bottom side", "middle")
WAYS = {"left": "left of", "right": "right of", "forward": "in front of", "back": "behind"}
"""The word for a push to the relation of its direction."""
ALL = cap.Words(
    COLORS,
    (*PLACES, *cap.CORNERS),
    tuple(cap.RELATION),
    ("closest", "farthest"),
    ("a little", "a lot"),
    cap.NTH,
    ("horizontal", "vertical", "diagonal"),
)
BEHIND, BEFORE = 0.075, 0.055
"""Room (m) that the hand needs behind what it pushes, and the thing before it at the end."""
ASIDE = 0.025
"""Room (m) beside the way of what is pushed."""
NEARLY = 0.03
"""Things that start no further (m) out of line are too good a start."""


def done(skill: str, *args: str, goal: object = ()) -> Step:
    """Return the step that is over once a call has worked, as no look can tell."""
    return Step(list(goal) if isinstance(goal, tuple) else goal, (SkillCall(skill, args),))


def pick_and_place(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Into a bowl, onto a block, or at a place."""
    t = cap.Table(rng, ws, ALL)
    if rng.random() < 0.5:
        return cap.pick_and_place(t)
    t.need(1)
    block = pick(rng, t.blocks)
    place = t.place([block])
    if place_of(block.xy[0], block.xy[1], ws) == place:
        raise Unlucky
    words = pick(
        rng, (f"put the {block.name} on the {place}", f"move the {block.name} to the {place}")
    )
    return t.done(words, [put(block.name, "at", place)])


def at_a_distance(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A little or a lot to a side of a bowl."""
    return cap.magnitude(cap.Table(rng, ws, ALL))


def line(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Blocks in a line."""
    colors = chosen(rng, COLORS, 5)
    blocks = [("block", c) for c in colors[: int(rng.integers(3, 5))]]
    made = cap.in_line(cap.Table(rng, ws, ALL, [*blocks, ("bowl", colors[4])]))
    ((_, kind, *names),) = made.goal
    way, (first, *others) = (
        f"in a {kind} line with",
        [state_of(t) for t in made.things[: len(names)]],
    )
    half_way = any(out_of_line(o, [first], way) < NEARLY for o in others)
    if half_way or not for_line(way, names, made.things, ws):
        raise Unlucky
    return made


def stack(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A tower in the order in which it is told."""
    count = int(rng.integers(2, 5))
    things = table(rng, ws, ["block"] * count)
    names = [t.name for t in things]
    goal = ["stacked", *names]
    told = ", ".join(names[:-1]) + f" and {names[-1]}"
    words = f"build a tower of the {told}, with the {names[0]} at the bottom"
    return Instance(words, things, goal, (done("stack", *names, goal=goal),))


def tower(things: Sequence[Put], height: int) -> tuple[Put, ...]:
    """Stand the first few blocks on one another, the first at the bottom."""
    x, y, _ = things[0].at
    up = [
        replace(t, at=(x, y, t.at[2]), foot=i * (BLOCK + 0.001))
        for i, t in enumerate(things[:height])
    ]
    return (*up, *things[height:])


def off(name: str, low: str) -> dict[str, object]:
    """Return the goal that a thing is no longer on another, and out of the hand."""
    down = {"any": [["at", name, p] for p in EVERYWHERE]}
    return {"not": {"any": [["on", name, low], {"not": down}]}}


def unstack(rng: np.random.Generator, ws: Workspace) -> Instance:
    """The upper block of two back on the table."""
    low, high, *rest = tower(table(rng, ws, ("block", "block", "bowl")), 2)
    words = pick(
        rng,
        (
            f"take the {high.name} off the {low.name} and put it on the table",
            f"unstack the {high.name}",
            f"take the {high.name} down",
        ),
    )
    goal: list[object] = [off(high.name, low.name)]
    goal += [{"not": ["in", high.name, rest[0].name]}, ["unchanged", low.name]]
    return Instance(words, (low, high, *rest), goal, (done("unstack", high.name),))


def uncover(rng: np.random.Generator, ws: Workspace) -> Instance:
    """What stands under one or two others is to be free."""
    height = int(rng.integers(2, 4))
    things = tower(table(rng, ws, ["block"] * height + ["bowl"]), height)
    low, above = things[0], things[1:height]
    words = pick(rng, (f"uncover the {low.name}", f"clear everything off the {low.name}"))
    goal: list[object] = [off(o.name, low.name) for o in above]
    goal += [["unchanged", low.name]]
    return Instance(words, things, goal, (done("uncover", low.name),))


def free_way(o: Put, way: str, distance: float, others: Sequence[Put], ws: Workspace) -> bool:
    """Tell whether a thing can be pushed so far (m) without meeting another, or the edge."""
    ux, uy = DIRECTIONS[way]
    reach = THINGS[o.word].reach
    for s in np.arange(-reach - BEHIND, distance + BEFORE, 0.01):
        x, y = o.xy[0] + ux * float(s), o.xy[1] + uy * float(s)
        if not ws.contains(x, y):
            return False
        if any(math.dist((x, y), b.xy) < THINGS[b.word].reach + reach + ASIDE for b in others):
            return False
    return True


def push_by(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A thing pushed by centimetres."""
    things = table(rng, ws, (pick(rng, ("block", "block", "small box")), "block", "bowl"))
    o, side, cm = things[0], pick(rng, tuple(WAYS)), int(rng.integers(5, 19))
    o = replace(o, name=f"{o.color} {o.kind}")
    if not free_way(o, WAYS[side], cm / 100, things[1:], ws):
        raise Unlucky
    to = {"forward": "towards me", "back": "away from me"}.get(side, f"to the {side}")
    goal = ["moved", WAYS[side], cm / 100, o.name]
    step = done("push", o.name, side, f"{cm} cm", goal=goal)
    return Instance(f"push the {o.name} {cm} cm {to}", (o, *things[1:]), goal, (step,))


def push_to(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A thing pushed to a place that is a straight way off."""
    things = table(rng, ws, ("block", "block", "bowl"))
    o, place = things[0], pick(rng, PLACES)
    x, y = cap.place_point(place, ws)
    dx, dy = x - o.xy[0], y - o.xy[1]
    strokes = [("in front of" if dx > 0 else "behind", abs(dx), (0.0, dy))]
    strokes += [("right of" if dy > 0 else "left of", abs(dy), (dx, 0.0))]
    if place_of(*o.xy, ws) == place or not any(
        corner_free(o, first, second, things[1:], ws)
        for first, second in ((strokes[0], strokes[1]), (strokes[1], strokes[0]))
    ):
        raise Unlucky
    goal = ["at", o.name, place]
    step = done("push", o.name, "to", place, goal=goal)
    return Instance(f"push the {o.name} to the {place}", things, goal, (step,))


def corner_free(
    o: Put,
    first: tuple[str, float, tuple[float, float]],
    second: tuple[str, float, tuple[float, float]],
    others: Sequence[Put],
    ws: Workspace,
) -> bool:
    """Tell whether a thing can be pushed one way and then round a corner."""
    if first[1] < 0.03 or second[1] < 0.03:
        return False
    ux, uy = DIRECTIONS[first[0]]
    corner = replace(o, at=(o.xy[0] + ux * first[1], o.xy[1] + uy * first[1], 0.0))
    return free_way(o, first[0], first[1], others, ws) and free_way(
        corner, second[0], second[1], others, ws
    )


def sweep(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Small pieces together at one side."""
    count, place = int(rng.integers(2, 4)), pick(rng, ("left side", "right side", "middle"))
    things = table(rng, ws, [*["piece"] * count, "block"], 0.06)
    pieces, block = things[:count], things[count]
    x, y = cap.place_point(place, ws)
    for p in pieces:
        way = math.dist(p.xy, (x, y))
        if place_of(*p.xy, ws) == place or way < 0.05 or not ws.contains(*p.xy, 0.05):
            raise Unlucky
        along = [(p.xy[0] + (x - p.xy[0]) * s, p.xy[1] + (y - p.xy[1]) * s) for s in STEPS]
        if any(math.dist(at, block.xy) < 0.08 for at in along):
            raise Unlucky
    words = pick(
        rng,
        (
            f"sweep the pieces to the {place}",
            f"sweep all the small pieces together on the {place}",
        ),
    )
    goal = [["at", p.name, place] for p in pieces]
    return Instance(words, things, goal, (done("sweep", "pieces", place, goal=goal),))


STEPS = tuple(float(s) for s in np.linspace(-0.3, 1.0, 20))


def rotate(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A thing turned by degrees."""
    things = table(rng, ws, (pick(rng, ("block", "small box", "big box")), "block", "bowl"))
    o = replace(things[0], name=f"{things[0].color} {things[0].kind}")
    angle = int(pick(rng, (30, 45, 60) if o.word == "block" else (30, 45, 60, 90)))
    sign = pick(rng, (1, -1))
    sense = "counter-clockwise" if sign > 0 else "clockwise"
    words = pick(
        rng,
        (
            f"rotate the {o.name} {angle} degrees {sense}",
            f"turn the {o.name} by {angle} degrees {sense}",
        ),
    )
    goal = ["turned", sign * angle, o.name]
    step = done("rotate", o.name, str(sign * angle), goal=goal)
    return Instance(words, (o, *things[1:]), goal, (step,))


def open_drawer(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A drawer pulled open."""
    words = pick(rng, ("open the drawer", "pull the drawer open", "please open the drawer"))
    return Instance(words, (), ["open", "drawer"], (done("open", "drawer"),), scene="furniture")


def close_drawer(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A drawer pushed shut."""
    words = pick(rng, ("close the drawer", "shut the drawer", "push the drawer shut"))
    return Instance(words, (), ["closed", "drawer"], (done("close", "drawer"),), scene="ajar")


def press(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A button pressed."""
    words = pick(rng, ("press the button", "push the button", "press the button once"))
    return Instance(words, (), ["pressed", "button"], (done("press", "button"),), scene="furniture")


def pour(rng: np.random.Generator, ws: Workspace) -> Instance:
    """What is in a cup poured into a bowl."""
    things = table(rng, ws, ("cup", "bowl", "block"), 0.05)
    cup, bowl = things[:2]
    color = pick(rng, [c for c in COLORS if c not in {t.color for t in things}])
    x, y, _ = cup.at
    pieces = [
        Put(
            "piece", color, f"{color} piece" + (f" {i}" if i > 1 else ""), (x, y, 0.4 * i), 0.03 * i
        )
        for i in range(1, int(rng.integers(2, 4)) + 1)
    ]
    words = pick(
        rng,
        (
            f"pour the {cup.name} into the {bowl.name}",
            f"pour what is in the {cup.name} into the {bowl.name}",
            f"empty the {cup.name} into the {bowl.name}",
        ),
    )
    goal = [["in", p.name, bowl.name] for p in pieces]
    plan = (done("pick", cup.name), done("pour", bowl.name))
    return Instance(words, (*things, *pieces), goal, plan)


def hand_over(rng: np.random.Generator, ws: Workspace) -> Instance:
    """A thing held out to a person who takes it."""
    words = (pick(rng, ("block", "can", "cylinder")), "block", "bowl")
    things = table(rng, ws, words)
    name = things[0].name
    said = pick(rng, (f"hand me the {name}", f"give me the {name}", f"pass the {name} to me"))
    plan = (done("pick", name), done("place", "to", "person"))
    return Instance(said, things, ["handed", name], plan, scene="person")


def look(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Look behind what hides a thing, and say where that is."""
    things = table(rng, ws, ("block", "can", "bowl"))
    block, can, _ = things
    at = (block.xy[0] + 0.09, block.xy[1])
    if not ws.contains(*at, 0.06) or any(math.dist(at, o.xy) < 0.13 for o in things[1:]):
        raise Unlucky
    hide = put(can.name, "in front of", block.name)
    words = (
        f"put the {can.name} in front of the {block.name}, then look behind it and say "
        f"whether the {block.name} is still there"
    )
    goal = [hide.goal, ["said", f"{block.name} is (seen|there|still|at|behind)|{block.name} at"]]
    say = f"the {block.name} is still there"
    plan = (hide, done("look", block.name), done("say", say))
    return Instance(words, things, goal, plan)


TASKS: dict[str, Make] = {
    "pick-and-place": pick_and_place,
    "at-a-distance": at_a_distance,
    "line": line,
    "stack": stack,
    "unstack": unstack,
    "uncover": uncover,
    "push-by": push_by,
    "push-to": push_to,
    "sweep": sweep,
    "rotate": rotate,
    "open": open_drawer,
    "close": close_drawer,
    "press": press,
    "pour": pour,
    "hand-over": hand_over,
    "look": look,
}
SUITE = Suite("skills", TASKS, doc="one task for each skill", spoken=frozenset({"look"}))

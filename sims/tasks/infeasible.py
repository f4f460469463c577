"""Goals that cannot be reached: the right answer is to move nothing and say why.

Where a thing is named that is not there, the question which one is meant is that answer,
as nobody answers it. Everything else is for the planner to notice.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

import numpy as np

from agent.robot import Workspace
from sims.tasks.base import COLORS, Instance, Make, Put, Suite, chosen, pick, scattered
from sims.tasks.base import table as in_colors

NUMBERS = ("two", "three", "four", "five")
UNKNOWN = "drawer cupboard hammer sponge plate bottle".split()
"""Words for things of which there are none."""
FIXTURES = (
    ("open the {}", ("drawer", "top drawer", "left drawer", "door", "box lid")),
    ("close the {}", ("drawer", "bottom drawer", "door", "lid")),
    ("press the {}", ("button", "left button", "switch")),
    ("pull the {} open", ("drawer", "second drawer", "door")),
)
BEYOND = (
    "put the {} one meter to the left of the {}",
    "move the {} two meters to the right",
    "push the {} 90 cm forward",
    "put the {} on the floor",
    "put the {} behind the robot",
    "throw the {} out of the window",
    "put the {} outside of the workspace",
)
UNABLE = (
    "paint the {} green",
    "cut the {} in two",
    "weigh the {}",
    "melt the {}",
    "make the {} twice as big",
)
FAR = (0.71, 0.75)
"""Where things stand (m from the robot) that it sees and cannot reach."""

REACH = ("reach", "workspace", "too far", "outside", "off the table", "beyond")
WIDE = (r"too (wide|big|large)", "wider", "larger", "bigger", r"(not|n't) fit")
FLAT = ("flat", "stay", r"\broll", r"\bfall", "nothing can be put on", r"\bround", "balance")
HOLLOW = (
    "nothing can be put in",
    "hollow",
    "not open",
    "solid",
    "inside",
    r"no (opening|room|hole)",
)
AT_ONCE = (
    "both",
    "contradict",
    "same time",
    "at once",
    "each other",
    "exclu",
    r"(one|two|different) (place|bowl|corner|side)",
)
FEW = (
    r"only (one|two|three|[1-4])\b",
    r"there (is|are) (only|just|not|one|two|[12])\b",
    r"there aren't",
    "not enough",
    r"too few",
    "fewer",
    r"not (so|that|as) many",
    r"no (second|third|other|more)",
)
NO_SKILL = ("no skill", "not able", "unable", r"no (way|tool|means) (to|for)", "know how")
"""Words of a right reason; those that the goal itself contains are none."""

table = functools.partial(in_colors, gap=0.04)


def cannot(words: str, things: Sequence[Put], reason: str, wanted: Sequence[str]) -> Instance:
    """Return an instance that has to be refused, for a reason with any of these words."""
    own = [w for w in wanted if not re.search(w, words, re.IGNORECASE)]
    goal = [["refused", "|".join(own)], ["unchanged"]]
    return Instance(words, tuple(things), goal, refuse=reason)


def gone(name: str) -> tuple[str, ...]:
    """Return the words that say of a thing that it is not there, or ask which one it is."""
    return (
        rf"\b(no|any|without|(?<!did )not|n't (see|find|have)|missing|which)\b[^.]*\b{name}",
        rf"\b{name}\b[^.]*(\bnot\b|n't|missing|unknown|gone|nowhere)",
    )


def missing(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for a thing that is not there."""
    things = table(rng, ws, ("block", "block", "bowl", "bowl"))
    color = pick(rng, [c for c in COLORS if c not in {t.color for t in things}])
    name = f"{color} {pick(rng, ('block', 'block', 'cup', 'ball'))}"
    words = pick(
        rng,
        (
            f"put the {name} in the {things[2].name}",
            f"pick up the {name}",
            f"put the {name} on the left side",
            f"stack the {name} on the {things[0].name}",
            f"put the {things[0].name} and the {name} in the {things[3].name}",
        ),
    )
    return cannot(words, things, f"there is no {name}", gone(name))


def no_target(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to put something in or on a thing that is not there."""
    things = table(rng, ws, ("block", "block", "bowl"))
    color = pick(rng, [c for c in COLORS if c not in {t.color for t in things}])
    noun = pick(rng, ("bowl", "tray", "block", *UNKNOWN))
    name = noun if noun in UNKNOWN else f"{color} {noun}"
    link = "on" if noun in ("block", "plate") else "in"
    words = pick(
        rng,
        (
            f"put the {things[0].name} {link} the {name}",
            f"place the {things[1].name} {link} the {name}",
            f"put the {things[0].name} next to the {name}",
            f"move the {things[1].name} to the left of the {name}",
        ),
    )
    return cannot(words, things, f"there is no {name}", gone(name))


def too_wide(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to pick up what no hand of this size can hold."""
    wide = pick(rng, ("bowl", "bowl", "tray"))
    things = table(rng, ws, ("block", wide, "bowl"), gap=0.03)
    name = things[1].name
    words = pick(
        rng,
        (
            f"pick up the {name}",
            f"put the {name} on the left side",
            f"put the {name} on the {things[0].name}",
            f"place the {name} to the right of the {things[2].name}",
            f"lift the {name}",
        ),
    )
    return cannot(words, things, f"{name} is too wide for the hand", WIDE)


def too_far(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for a thing that is seen, but stands out of reach."""
    things = table(rng, ws, ("block", "bowl", "block"))
    *near, last = things
    at = (float(rng.uniform(*FAR)), float(rng.uniform(-0.2, 0.2)), last.at[2])
    far = Put(last.word, last.color, last.name, at)
    words = pick(
        rng,
        (
            f"pick up the {far.name}",
            f"put the {far.name} in the {near[1].name}",
            f"put the {far.name} on the {near[0].name}",
            f"bring the {far.name} to the middle",
        ),
    )
    return cannot(words, (*near, far), f"{far.name} is out of reach", REACH)


def beyond(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to put something where the arm does not go."""
    things = table(rng, ws, ("block", "bowl", "block"))
    words = pick(rng, BEYOND).format(things[0].name, things[1].name)
    return cannot(words, things, "that is outside the workspace, out of reach", REACH)


def not_hollow(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to put something into what has no hollow."""
    things = table(rng, ws, ("block", pick(rng, ("block", "ball", "can", "duck")), "bowl"))
    a, b = things[0].name, things[1].name
    words = pick(rng, (f"put the {a} inside the {b}", f"place the {a} into the {b}"))
    return cannot(words, things, f"nothing can be put in {b}: it is not hollow", HOLLOW)


def too_large(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to put something into what is too narrow for it, however it is turned."""
    large, narrow = pick(rng, (("ball", "cup"), ("big box", "cup"), ("duck", "cup")))
    things = table(rng, ws, (large, narrow, "block", "bowl"))
    a, b = things[0].name, things[1].name
    a = a.removeprefix("big ")  # there is but one box
    named = Put(large, things[0].color, a, things[0].at)
    words = pick(rng, (f"put the {a} in the {b}", f"place the {a} into the {b}"))
    return cannot(words, (named, *things[1:]), f"{a} is too large for {b}", WIDE)


def no_flat_top(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to stand something on what has no flat top."""
    things = table(rng, ws, ("block", pick(rng, ("ball", "duck")), "bowl"))
    a, b = things[0].name, things[1].name
    words = pick(
        rng,
        (
            f"put the {a} on the {b}",
            f"stack the {a} on top of the {b}",
            f"place the {a} on the {b}",
        ),
    )
    return cannot(words, things, f"{b} has no flat top: nothing can be put on it", FLAT)


def rolls(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask to stack a ball."""
    things = table(rng, ws, ("ball", pick(rng, ("block", "can", "small box")), "bowl"))
    named = Put(
        things[1].word, things[1].color, f"{things[1].color} {things[1].kind}", things[1].at
    )
    a, b = things[0].name, named.name
    words = pick(
        rng,
        (
            f"stack the {a} on the {b}",
            f"put the {a} on top of the {b}",
            f"put the {a} on the {b} so that it stays there",
        ),
    )
    return cannot(words, (things[0], named, things[2]), f"{a} would roll off {b}", FLAT)


def no_furniture(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for furniture that there is not."""
    things = table(rng, ws, ("block", "bowl", "block"))
    words, nouns = FIXTURES[int(rng.integers(len(FIXTURES)))]
    noun = pick(rng, nouns)
    return cannot(words.format(noun), things, f"there is no {noun}", gone(noun.split()[-1]))


def contradiction(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for two things of which only one can be."""
    things = table(rng, ws, ("block", "block", "bowl", "bowl"))
    a, b, c, d = (t.name for t in things)
    words = pick(
        rng,
        (
            f"make a tower of the {a} and the {b} in which each of the two is on top",
            f"put the {a} both in the {c} and in the {d}",
            f"put the {a} on both sides of the {b} at once",
            f"put the {a} in the {c} so that it is in the top left corner and in the "
            "bottom right corner at once",
        ),
    )
    return cannot(words, things, "both cannot be so at the same time", AT_ONCE)


def too_many(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for more things of a sort than there are."""
    color, other = chosen(rng, COLORS, 2)
    there = int(rng.integers(1, 3))
    number = pick(rng, NUMBERS[there - 1 :])
    sort = [("block", color)] * there + [("block", other), ("bowl", other)]
    things = scattered(sort, rng, ws)
    words = pick(
        rng,
        (
            f"put {number} {color} blocks in the {other} bowl",
            f"stack {number} {color} blocks",
            f"put {number} {color} blocks on the left side",
            f"line up {number} {color} blocks",
        ),
    )
    few = f"there {'is' if there == 1 else 'are'} only {('one', 'two')[there - 1]}"
    return cannot(words, things, f"{few} {color} block{'s' * (there > 1)}", FEW)


def no_skill(rng: np.random.Generator, ws: Workspace) -> Instance:
    """Ask for what no skill of an arm with two fingers does."""
    things = table(rng, ws, ("block", "bowl", "block"))
    words = pick(rng, UNABLE).format(things[0].name)
    verb = words.split()[0]
    wanted = (*NO_SKILL, rf"(cannot|can't|can not|not|no) {verb}")
    return cannot(words, things, "I cannot do that: I have no skill for it", wanted)


TASKS: dict[str, Make] = {
    "missing": missing,
    "no-target": no_target,
    "too-wide": too_wide,
    "too-far": too_far,
    "beyond": beyond,
    "not-hollow": not_hollow,
    "too-large": too_large,
    "no-flat-top": no_flat_top,
    "rolls": rolls,
    "no-furniture": no_furniture,
    "contradiction": contradiction,
    "too-many": too_many,
    "no-skill": no_skill,
}
SUITE = Suite(
    "infeasible",
    TASKS,
    doc="goals that cannot be reached; the right answer says why",
    spoken=frozenset(TASKS),
)

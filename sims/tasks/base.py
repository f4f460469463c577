"""What a task is: words, a table, a goal that can be judged, and how an expert does it.

A new suite is one new file in this folder with a `Suite` called `SUITE`; nothing else has
to be edited. An instance is made from a random generator alone, without a simulator, so
that the same seed gives the same words and the same table for every planner.
"""

from __future__ import annotations

import importlib
import math
import pkgutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

import sims.tasks
from agent.errors import UsageError
from agent.robot import Workspace
from agent.types import Fact, SkillCall
from sims.build import choose, scenes
from sims.objects import THINGS
from sims.scenes.tabletop import apart
from sims.world import World

GAP = 0.045
"""Between the edges of any two things at the start (m)."""
COLORS = ("red", "green", "blue", "yellow", "purple", "orange")
"""The colours of the suites that follow no paper."""
TRIES = 500
"""How often a table is laid anew until a task makes sense on it."""
PICKED, PLACED = "pick", "place"


@dataclass(frozen=True, slots=True)
class Put:
    """A thing that stands on the table: its word in `sims.objects.THINGS`, colour, name.

    `at` is x, y in metres and yaw in radians, in the robot's base frame; `foot` is how high
    (m) over the table it is let go, for what stands on others or lies in them.
    """

    word: str
    color: str
    name: str
    at: tuple[float, float, float]
    foot: float = 0.0

    @property
    def kind(self) -> str:
        """Return what kind of thing it is."""
        return THINGS[self.word].kind

    @property
    def xy(self) -> tuple[float, float]:
        """Return where it stands."""
        return self.at[:2]


@dataclass(frozen=True, slots=True)
class Step:
    """A part of an expert's plan: the calls that bring a goal about, and that goal.

    `calls` are ways to place `subject`, the best first; without a subject, calls of any
    skill, tried in their order.
    """

    goal: Any
    calls: tuple[SkillCall, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """One episode's task: what is said, what stands there, what counts, how it is done.

    `human` are answers to questions, each with a pattern that the question has to match.
    `refuse` is the reason to give where the goal cannot be done; `ask` the question to put
    where it is not clear. `faults` are those of `sims.faults`.
    """

    instruction: str
    things: tuple[Put, ...]
    goal: Any
    plan: tuple[Step, ...] = ()
    human: tuple[tuple[str, str], ...] = ()
    refuse: str = ""
    ask: str = ""
    faults: str = ""
    scene: str = ""

    def build(self, world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        """Put everything down, and let it come to rest."""
        if self.scene:
            choose("scene", self.scene, scenes())().build(world, rng, workspace)
        for thing in self.things:
            THINGS[thing.word].put(world, thing.color, *thing.at, thing.name)
            if thing.foot:
                x, y, yaw = thing.at
                world.move(thing.name, x, y, thing.foot + THINGS[thing.word].size[2] / 2, yaw)
        world.step(60)
        if any(thing.foot for thing in self.things):
            world.step(240)


Make = Callable[[np.random.Generator, Workspace], Instance]
"""Makes an instance, or raises `Unlucky` where a table does not suit the task."""


class Unlucky(Exception):
    """This table does not suit the task; another one may."""


@dataclass(frozen=True, slots=True)
class Suite:
    """Tasks by name, and the version of their seeds: a change of a task raises it.

    `published` tells what papers report, by the name of the task or of a group of tasks.
    `spoken` are the tasks that cannot be done without words: a question, a reason, a report.
    """

    name: str
    tasks: Mapping[str, Make]
    version: int = 1
    published: Mapping[str, str] = field(default_factory=dict)
    doc: str = ""
    spoken: frozenset[str] = frozenset()

    def instance(self, task: str, index: int, seed: int, workspace: Workspace) -> Instance:
        """Return the `index`-th instance of a task; the same for every planner."""
        key = [*task.encode(), self.version, index, seed]
        rng = np.random.default_rng(key)
        for _ in range(TRIES):
            try:
                return self.tasks[task](rng, workspace)
            except Unlucky:
                continue
        raise ValueError(f"{self.name}/{task}: no table suits it within {TRIES} tries")


def suites() -> dict[str, Suite]:
    """Return every suite of this folder, by name."""
    out = {}
    for info in pkgutil.iter_modules(sims.tasks.__path__):
        module = importlib.import_module(f"sims.tasks.{info.name}")
        if isinstance(suite := getattr(module, "SUITE", None), Suite):
            out[suite.name] = suite
    return out


def scattered(
    wanted: Sequence[tuple[str, str]],
    rng: np.random.Generator,
    workspace: Workspace,
    gap: float = GAP,
) -> tuple[Put, ...]:
    """Lay things (word, colour) at random, apart from one another, each with a name."""
    try:
        spots = apart([THINGS[word].reach for word, _ in wanted], workspace, rng, gap)
    except ValueError as error:
        raise Unlucky from error
    names: list[str] = []
    out = []
    for (word, color), (x, y) in zip(wanted, spots, strict=True):
        size = THINGS[word].word
        plain = " ".join(filter(None, (size, color, THINGS[word].kind)))
        copies = sum(name == plain or name.startswith(f"{plain} ") for name in names)
        names.append(f"{plain} {copies + 1}" if copies else plain)
        turned = float(rng.uniform(-math.pi / 4, math.pi / 4))
        out.append(Put(word, color, names[-1], (x, y, turned)))
    return tuple(out)


def table(
    rng: np.random.Generator, workspace: Workspace, words: Sequence[str], gap: float = GAP
) -> tuple[Put, ...]:
    """Lay things of these words in colours that all differ."""
    colors = chosen(rng, COLORS, len(words))
    return scattered(list(zip(words, colors, strict=True)), rng, workspace, gap)


def put(subject: str, relation: str, *targets: str) -> Step:
    """Return the step that puts a thing in a relation to others, or at a place."""
    call = SkillCall(PLACED, (relation, *targets))
    if relation.startswith("in a "):
        return Step(["line", relation.split()[2], subject, *targets], (call,), subject)
    return Step([relation.replace(" ", "_"), subject, *targets], (call,), subject)


def steps(facts: Sequence[Fact]) -> tuple[Step, ...]:
    """Return a step for each fact."""
    return tuple(put(f.subject, f.relation, f.target) for f in facts)


def pick(rng: np.random.Generator, among: Sequence[Any]) -> Any:
    """Return one of several, or find that there is none."""
    if not among:
        raise Unlucky
    return among[int(rng.integers(len(among)))]


def chosen(rng: np.random.Generator, among: Sequence[Any], number: int) -> list[Any]:
    """Return so many different ones, in random order."""
    if len(among) < number:
        raise Unlucky
    return [among[int(i)] for i in rng.permutation(len(among))[:number]]


def find_suite(name: str) -> Suite:
    """Return the suite of a name, or say which there are."""
    there = suites()
    if name not in there:
        raise UsageError(f"There is no suite {name!r}; there are: {', '.join(sorted(there))}.")
    return there[name]

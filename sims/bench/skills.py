"""How good the hands are: pick-and-places of blocks and of all kinds, and stacks.

The agent's side sees what its camera sees. The simulator's truth is only asked afterwards,
when the world has come to rest, whether what was reported is so. A thing is known there by
where it stood at first, whatever the eyes took it for.
"""

from __future__ import annotations

import contextlib
import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from agent.body import Body
from agent.perception.colors import COLORS
from agent.robot import Workspace
from agent.skills.library import SkillLibrary
from agent.spatial import holds
from agent.types import Choices, Fact, Observation, Outcome, SkillCall
from sims.build import Layout, eyes, laid
from sims.objects import THINGS
from sims.scenes.mixed import lay, some_things
from sims.scenes.tabletop import NoRoom, Tabletop
from sims.world import World

MAX_OBJECTS = 8
STACK = 4
NARROW = 0.075
"""What is wider (m) fits in no hand here."""
REST = 1.0
"""Simulated seconds after which the world is at rest."""

Key = tuple[str, str, str, int]
"""Kind, robot, perception, seed."""


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial's record. `claimed` is what the skill reported, `true` what is so.

    `wall`, `cpu` (of this process) and `simulated` are seconds from the first look to the
    last, perception included.
    """

    kind: str
    robot: str
    perception: str
    seed: int
    calls: tuple[str, ...]
    claimed: bool
    true: bool
    message: str
    wall: float
    cpu: float
    simulated: float

    @property
    def key(self) -> Key:
        """Return what tells this trial apart."""
        return self.kind, self.robot, self.perception, self.seed

    @property
    def false_success(self) -> bool:
        """Tell whether success was reported where there was none."""
        return self.claimed and not self.true


class Setting:
    """A table laid from a seed, and a body before it."""

    def __init__(self, robot: str, perception: str, seed: int, layout: Layout) -> None:
        self.rng = np.random.default_rng(seed)
        self.world, arm = laid(layout, robot, self.rng)
        self.first = self.world.true_objects()
        self.body = Body(arm, eyes(perception, self.world))
        self.skills = SkillLibrary()
        self.done: list[str] = []

    def run(self, call: SkillCall) -> Outcome:
        """Carry one call out."""
        self.done.append(str(call))
        return self.skills.run(call, self.body)

    def really(self, name: str) -> str:
        """Return the true name of what is seen under a name; places keep theirs."""
        o = self.body.observation.find(name)
        if o is None:
            return name
        return min(self.first, key=lambda t: math.dist(t.position, o.position)).name

    def truth(self) -> Observation:
        """Return what is so, once everything lies still."""
        self.world.step(int(REST * 240))
        state = self.body.robot.state()
        held = self.body.held.name if self.body.held else None
        return Observation(tuple(self.world.true_objects()), held, time=state.time)


def some_place(choices: Choices, rng: np.random.Generator) -> SkillCall | None:
    """Return a feasible way to put something down: any relation as likely as any other."""
    ways: dict[str, list[SkillCall]] = {}
    for call in choices.calls:
        if call.skill == "place" and call.args[0] != "back":
            ways.setdefault(call.args[0], []).append(call)
    if not ways:
        return None
    among = ways[sorted(ways)[int(rng.integers(len(ways)))]]
    return among[int(rng.integers(len(among)))]


class Stopwatch:
    """Wall, processor and simulated seconds since it was made."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.start = time.perf_counter(), time.process_time(), world.time

    def read(self) -> tuple[float, float, float]:
        """Return the three times in seconds."""
        now = time.perf_counter(), time.process_time(), self.world.time
        wall, cpu, simulated = (b - a for a, b in zip(self.start, now, strict=True))
        return wall, cpu, simulated


def pick_and_place(setting: Setting) -> tuple[Outcome, list[Fact]]:
    """Pick a random object up and put it somewhere at random."""
    body, rng = setting.body, setting.rng
    body.look()
    picks = [c for c in setting.skills.feasible(body).calls if c.skill == "pick"]
    if not picks:
        return Outcome(False, "nothing can be picked"), []
    call = picks[int(rng.integers(len(picks)))]
    names = {o.name: setting.really(o.name) for o in body.observation.objects}
    outcome = setting.run(call)
    if not outcome.ok:
        return outcome, []
    place = some_place(setting.skills.feasible(body), rng)
    if place is None:
        return Outcome(False, f"nowhere to put {call.args[0]}"), []
    relation, target = place.args
    fact = Fact(relation, names[call.args[0]], names.get(target, target))
    return setting.run(place), [fact]


def stack(setting: Setting) -> tuple[Outcome, list[Fact]]:
    """Build a tower of four blocks."""
    names = [o.name for o in setting.body.look().objects]
    order = [names[i] for i in setting.rng.permutation(len(names))]
    outcome = Outcome(len(order) == STACK, f"sees {len(order)} of {STACK} blocks")
    for upper, lower in zip(order[1:], order, strict=False):
        for call in (SkillCall("pick", (upper,)), SkillCall("place", ("on", lower))):
            outcome = setting.run(call) if outcome.ok else outcome
    facts = [Fact("on", *pair) for pair in zip(order[1:], order, strict=False)]
    seen = setting.body.observation
    if outcome.ok and not all(holds(f, seen, setting.body.workspace) for f in facts):
        outcome = Outcome(False, "the tower does not stand")
    return outcome, facts


def some_table(rng: np.random.Generator) -> tuple[int, int]:
    """Return a number of blocks and of bowls, eight together at the most."""
    blocks = int(rng.integers(2, 7))
    return blocks, int(rng.integers(0, min(3, MAX_OBJECTS - blocks) + 1))


KINDS: dict[str, Callable[[Setting], tuple[Outcome, list[Fact]]]] = {
    "mixed": pick_and_place,
    "pick-and-place": pick_and_place,
    "stack": stack,
}


def blocks_and_bowls(blocks: int, bowls: int) -> Layout:
    """Return how to lay so many blocks and bowls, in colours drawn at random."""

    def build(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
        colors = [c for c in COLORS if c != "white"]
        Tabletop(
            [str(c) for c in rng.permutation(colors)[:blocks]],
            [str(c) for c in rng.permutation(colors)[:bowls]],
        ).build(world, rng, workspace)

    return build


def graspable_mix(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
    """Lay things of any kind, at least one of them narrow enough for a hand."""
    while True:
        wanted = some_things(rng)
        if all(min(THINGS[word].size[:2]) > NARROW for _, word in wanted):
            continue
        with contextlib.suppress(NoRoom):
            lay(world, rng, workspace, wanted)
            return


def table(kind: str, seed: int) -> Layout:
    """Return the table for a kind of trial."""
    if kind == "mixed":
        return graspable_mix
    return blocks_and_bowls(
        *((STACK, 0) if kind == "stack" else some_table(np.random.default_rng([seed, 1])))
    )


def trial(kind: str, robot: str, perception: str, seed: int) -> Trial:
    """Run one trial and ask afterwards what is so."""
    setting = Setting(robot, perception, seed, table(kind, seed))
    try:
        watch = Stopwatch(setting.world)
        outcome, facts = KINDS[kind](setting)
        times = watch.read()
        seen = setting.truth()
        true = bool(facts) and all(holds(f, seen, setting.body.workspace) for f in facts)
    finally:
        setting.world.close()
    calls = tuple(setting.done)
    return Trial(kind, robot, perception, seed, calls, outcome.ok, true, outcome.message, *times)

"""Tasks that users write in YAML, without code: `load` reads a file into a suite.

    scene: tabletop            # with objects listed, just those stand on the table
    tasks:
      - id: my-first
        instruction: "could you pop the crimson cube into the blue bowl?"
        objects:                                 # left out: those of the scene, from the seed
          - {name: red block, at: [0.45, -0.10]} # m, base frame; left out: from the seed
          - {name: blue bowl}
        human: [{match: "which", answer: "the red one"}]
        faults: "drop=0.1"
        goal:                                    # all must hold; any, all and not nest
          - [in, red block, blue bowl]

Where a goal is made of relations, towers, named lines and furniture that all must hold, the
scripted expert derives its plan from it; where it is not, the expert says that it cannot.
"""

from __future__ import annotations

import hashlib
import math
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from yaml.nodes import Node

from agent.errors import UsageError
from agent.perception.colors import COLORS
from agent.robot import Workspace
from sims.build import scenes
from sims.faults import Faults
from sims.objects import THINGS
from sims.tasks.base import Instance, Step, Suite, Unlucky, find_suite, suites
from sims.tasks.goals import Goals, needs_words, plan
from sims.tasks.listed import Listed, clear, contents, done, lay
from sims.tasks.source import Source

BARE = {"tabletop": "", "furniture": "fittings", "fittings": "fittings"}
"""The scene that is left of a scene where the things on the table are listed."""
NO_PLAN = "there is no scripted plan for this goal"
SIZES = {t.word for t in THINGS.values() if t.word}


@dataclass(frozen=True, slots=True)
class Written:
    """A task as it was written, checked."""

    name: str
    scene: str
    instruction: str
    objects: tuple[Listed, ...]
    goal: Any
    plan: tuple[Step, ...] | None
    human: tuple[tuple[str, str], ...] = ()
    faults: str = ""

    def make(self, rng: np.random.Generator, workspace: Workspace) -> Instance:
        """Return an instance; where things are laid from the seed, one that is not done yet."""
        for o in self.objects:
            if o.at is not None and not workspace.contains(*o.at):
                (x0, x1), (y0, y1) = workspace.x, workspace.y
                said = f"The task {self.name!r} puts {o.name!r} where this robot cannot reach"
                raise UsageError(f"{said}: x from {x0:g} to {x1:g}, y from {y0:g} to {y1:g} (m).")
        things = lay(self.objects, rng, workspace, bool(self.scene))
        if things is None:
            raise UsageError(f"The objects of the task {self.name!r} do not fit on the table.")
        if any(o.at is None for o in self.objects) and done(self.goal, things, workspace):
            raise Unlucky
        return Instance(
            self.instruction,
            things,
            self.goal,
            self.plan or (),
            self.human,
            refuse="" if self.plan else NO_PLAN,
            faults=self.faults,
            scene=self.scene,
        )


def load(path: Path) -> Suite:
    """Read a file of tasks; its name is the suite's, its content the version of the seeds.

    Raises:
        UsageError: for the first mistake, with its line, what is wrong and what is allowed.
    """
    source = Source(path)
    top, content = source.read()
    if not re.fullmatch(r"[\w-]+", path.stem):
        source.fail(1, f"The name {path.stem!r} has to be of letters, digits, - and _ alone.")
    if path.stem in suites():
        source.fail(1, f"There is a suite {path.stem!r} already.", "Rename the file.")
    keys = source.mapping(top, "The file", ("scene", "tasks"), ("tasks",))
    scene = "tabletop"
    if "scene" in keys:
        scene = source.text(keys["scene"], "The scene")
        if scene not in scenes():
            source.unknown(keys["scene"], "scene", scene, sorted(scenes()))
    tasks: dict[str, Written] = {}
    for node in source.items(keys["tasks"], "The list of tasks"):
        task = Reader(source, scene).task(node, tasks)
        tasks[task.name] = task
    version = int.from_bytes(hashlib.sha256(content).digest()[:4])
    makes = {name: task.make for name, task in tasks.items()}
    spoken = frozenset(name for name, task in tasks.items() if needs_words(task.goal))
    return Suite(path.stem, makes, version, doc=f"tasks of {path.name}", spoken=spoken)


def suite_of(name: str) -> Suite:
    """Return a suite by its name, or by the path of a YAML file."""
    path = Path(name)
    return load(path) if path.suffix in (".yaml", ".yml") else find_suite(name)


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the tasks of one file."""

    source: Source
    scene: str

    def task(self, node: Node, before: dict[str, Written]) -> Written:
        """Return a task."""
        known = ("id", "instruction", "objects", "human", "faults", "goal")
        keys = self.source.mapping(node, "A task", known, ("id", "instruction", "goal"))
        name = self.source.text(keys["id"], "An id")
        if not re.fullmatch(r"[A-Za-z0-9][\w-]*", name, re.ASCII):
            self.source.fail(keys["id"], f"The id {name!r} has to be of letters, digits, - and _.")
        if name in before:
            self.source.fail(keys["id"], f"The id {name!r} is given twice.")
        objects = self.objects(keys["objects"]) if "objects" in keys else ()
        scene = BARE[self.scene] if objects else self.scene
        stand, furniture = contents(scene)
        if objects:
            kinds = {o.name: THINGS[o.word].kind for o in objects}
            if lay(objects, np.random.default_rng(0), Workspace(), bool(scene)) is None:
                self.source.fail(keys["objects"], "These objects do not fit on the table.")
        else:
            kinds = stand
        goal = Goals(self.source, kinds, furniture).read(keys["goal"])
        return Written(
            name,
            scene,
            self.source.text(keys["instruction"], "An instruction"),
            objects,
            goal,
            plan(goal),
            self.human(keys["human"]) if "human" in keys else (),
            self.faults(keys["faults"]) if "faults" in keys else "",
        )

    def objects(self, node: Node) -> tuple[Listed, ...]:
        """Return the things that are listed, no two of them called alike or in one another."""
        out: list[Listed] = []
        if self.scene not in BARE:
            said = f"The scene {self.scene} lays things of its own; objects can be listed for"
            self.source.fail(node, f"{said}: {', '.join(BARE)}.")
        for item in self.source.items(node, "The list of objects"):
            keys = self.source.mapping(item, "An object", ("name", "at", "yaw"), ("name",))
            name = self.source.text(keys["name"], "A name")
            if name in (o.name for o in out):
                said = f"The object {name!r} is listed twice."
                self.source.fail(keys["name"], said, f"Call the second one {name + ' 2'!r}.")
            word, color = self.named(keys["name"], name)
            at = self.at(keys["at"]) if "at" in keys else None
            yaw = self.source.number(keys["yaw"], "The yaw") if "yaw" in keys else None
            new = Listed(word, color, name, at, yaw)
            for o in out if at else ():
                apart = math.dist(at, o.at) if at and o.at else math.inf
                if apart < (needed := THINGS[word].reach + THINGS[o.word].reach):
                    said = f"{name!r} is {apart:.3f} m from {o.name!r} and needs {needed:.3f} m."
                    self.source.fail(keys["at"], said)
            out.append(new)
        return tuple(out)

    def named(self, node: Node, name: str) -> tuple[str, str]:
        """Return the word and the colour in a name such as `big red box 2`."""
        *words, last = name.split()
        words = words if last.isdigit() else [*words, last]
        size = words.pop(0) if words[:1] and words[0] in SIZES else ""
        if len(words) != 2:
            self.source.fail(
                node, f"The name {name!r} is not of the form: [size] colour kind [number]."
            )
        color, kind = words
        if color not in COLORS:
            self.source.unknown(node, "colour", color, COLORS)
        word = f"{size} {kind}".strip()
        if word not in THINGS:
            self.source.unknown(node, "kind", word, THINGS)
        return word, color

    def at(self, node: Node) -> tuple[float, float]:
        """Return a spot on the table."""
        items = self.source.items(node, "A spot")
        if len(items) != 2:
            self.source.fail(node, "A spot has to be [x, y] in metres.")
        x, y = (self.source.number(item, "A spot's x or y") for item in items)
        ws = Workspace()
        if not ws.contains(x, y):
            (x0, x1), (y0, y1) = ws.x, ws.y
            allowed = f"x from {x0:g} to {x1:g}, y from {y0:g} to {y1:g}"
            self.source.fail(node, f"[{x:g}, {y:g}] is outside the workspace: {allowed} (m).")
        if BARE[self.scene] and not clear((x, y), 0.0):
            self.source.fail(node, f"At [{x:g}, {y:g}] furniture stands, or comes out.")
        return x, y

    def human(self, node: Node) -> tuple[tuple[str, str], ...]:
        """Return the answers of the person, each with the pattern of its question."""
        out = []
        for item in self.source.items(node, "The list of answers"):
            keys = self.source.mapping(item, "An answer", ("match", "answer"), ("match", "answer"))
            pattern = self.source.pattern(keys["match"], "The pattern")
            out.append((pattern, self.source.text(keys["answer"], "An answer")))
        return tuple(out)

    def faults(self, node: Node) -> str:
        """Return faults as they are written."""
        text = self.source.text(node, "The text of faults")
        try:
            return str(Faults.parse(text))
        except UsageError as error:
            self.source.fail(node, error.message, error.hint)

"""What a worker does: it is told a run once, and then one episode after another."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from agent.errors import HandilyError, first_line
from agent.events import Event, Understood
from agent.planners.base import Planner, Wrapper
from agent.restating import Goal
from agent.robot import Workspace
from agent.types import Choices, Decision
from sims.bench.episode import Record, episode
from sims.bench.folder import RunFolder
from sims.bench.plan import Config, Key
from sims.build import choose, robots

Thinking = Any
"""Two numbers shared with the parent: since when (s) the planner thinks, and how long before."""


class Timed(Wrapper):
    """A planner that tells for how long it thinks, should the episode never end."""

    def __init__(self, planner: Planner, thinking: Thinking | None) -> None:
        super().__init__(planner)
        self.thinking = thinking

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Choose, and keep the time."""
        with self.timed():
            return super().choose(events, choices, workspace)

    def restate(self, goal: Goal) -> Understood | None:
        """Restate a goal, and keep the time."""
        with self.timed():
            return super().restate(goal)

    @contextlib.contextmanager
    def timed(self) -> Iterator[None]:
        """Keep the time of what is thought meanwhile."""
        if self.thinking is None:
            yield
            return
        self.thinking[0] = begun = time.monotonic()
        try:
            yield
        finally:
            self.thinking[:] = 0.0, self.thinking[1] + time.monotonic() - begun


class Worker:
    """Runs episodes of one run in this process; the planner is made once."""

    def __init__(self, config: Config, out: Path, thinking: Thinking | None = None) -> None:
        self.config, self.folder = config, RunFolder(out)
        self.suite = config.load()
        self.workspace: Workspace = workspace_of(config.robot)
        planner = make_planner(config)
        self.thinking = thinking
        self.planner = Timed(planner, thinking) if planner else None

    def run(self, key: Key, attempt: int = 1) -> Record:
        """Run an episode; whatever goes wrong in it is told in its record."""
        began = time.perf_counter()
        if self.thinking is not None:
            self.thinking[:] = 0.0, 0.0
        try:
            instance = self.suite.instance(key.task, key.index, self.config.seed, self.workspace)
            folder = self.folder.episode(key.task, key.seed)
            record = episode(
                instance,
                (key.task, key.index, key.seed),
                self.config.settings,
                self.planner,
                folder,
            )
        except HandilyError as error:
            record = failed(key, error.message)
        except Exception as error:  # one broken episode must not end the run
            record = failed(key, f"{type(error).__name__}: {first_line(error)}")
        return replace(record, attempts=attempt, wall=time.perf_counter() - began)


def workspace_of(robot: str) -> Workspace:
    """Return the workspace of a robot of that name."""
    from sims.world import World

    with World() as world:
        workspace: Workspace = choose("robot", robot, robots())(world).workspace
        return workspace


def make_planner(config: Config) -> Planner | None:
    """Return the planner of a run; None stands for the expert, which is made for each episode."""
    if config.planner == "expert":
        return None
    if config.planner == "random":
        from agent.planners.random import RandomPlanner

        return RandomPlanner(config.seed)
    if config.planner == "server":
        from agent.planners.server import ServerPlanner

        return ServerPlanner(config.base_url, config.model, config.vision)
    from agent.models import load
    from agent.planners.calibration import asking
    from agent.planners.free import FreePlanner
    from agent.planners.local import LocalPlanner

    kind = FreePlanner if config.decoding == "free" else LocalPlanner
    model = load(config.model)
    one_thread()
    file = Path(config.calibration) if config.calibration else None
    return asking(kind(model), config.model, file)


def one_thread() -> None:
    """Keep to one core: the other workers have the others."""
    import torch

    torch.set_num_threads(1)


def failed(key: Key, error: str, blame: str = "", attempts: int = 1, wall: float = 0.0) -> Record:
    """Return the record of an episode that came to no end: an error, or a planner's failure.

    With `blame` the episode counts as a failure of whom that names, otherwise as an error.
    """
    return Record(
        task=key.task,
        index=key.index,
        seed=key.seed,
        instruction="",
        success=False,
        score=0.0,
        declared=False,
        verification="unverified",
        ending="timed out" if blame else "error",
        message=error,
        steps=0,
        planner_calls=0,
        tokens_in=0,
        tokens_out=0,
        questions=0,
        faults=0,
        blame=blame,
        planning=0.0,
        motion=0.0,
        wall=wall,
        simulated=0.0,
        fingerprint="",
        error="" if blame else error,
        attempts=attempts,
    )

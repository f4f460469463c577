"""What a run consists of: which episodes, with what, and what makes two runs the same one."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import os
import platform
import time
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from agent.errors import UsageError
from agent.planners.calibration import Calibration
from agent.planners.feedback import read as channels
from agent.planners.making import checked
from sims.bench.episode import Settings
from sims.build import choose, robots
from sims.tasks.base import Suite
from sims.tasks.custom import suite_of

PACKAGES = ("handily", "pybullet", "numpy", "torch", "transformers", "ompl", "ruckig", "gymnasium")
FREE = ("episodes",)
"""What may differ when a run is gone on with: it changes no episode."""
PLANNERS = ("expert", "local", "random", "server")
DECODINGS = ("feasible", "free")
PERCEPTIONS = ("camera", "oracle")


@dataclass(frozen=True, slots=True)
class Key:
    """One episode: the `index`-th instance of a task, and the seed of its world."""

    task: str
    index: int
    seed: int


@dataclass(frozen=True, slots=True)
class Config:
    """A run. `suite` is a suite's name or a YAML file, `only` a part of the tasks' names.

    `episodes` are dealt out to the tasks in turn. `limit` is after how many seconds an
    episode is given up. `calibration` is a file that tells when to ask, or nothing. `base_url`
    and `vision` are for the planner `server`.
    """

    suite: str
    planner: str = "local"
    model: str = "embedded"
    decoding: str = "feasible"
    perception: str = "camera"
    feedback: str = "all"
    robot: str = "panda"
    seed: int = 0
    episodes: int = 100
    only: str = ""
    limit: float = 300.0
    calibration: str = ""
    base_url: str = field(default="", repr=False)
    vision: bool = field(default=False, repr=False)

    def load(self) -> Suite:
        """Return the suite, with the tasks that are meant.

        Raises:
            UsageError: for a suite, file, task or option that does not exist.
        """
        for what, value, there in (
            ("planner", self.planner, PLANNERS),
            ("perception", self.perception, PERCEPTIONS),
            ("decoding", self.decoding, DECODINGS),
        ):
            if value not in there:
                raise UsageError(f"There is no {what} {value!r}; there are: {', '.join(there)}.")
        choose("robot", self.robot, robots())
        channels(self.feedback)
        if self.calibration:
            if self.planner != "local":
                raise UsageError(
                    f"The planner {self.planner} has no probabilities to go by.", "--planner local"
                )
            Calibration.load(Path(self.calibration))
        if self.planner == "server":
            checked(self.model, self.base_url)
        elif self.base_url or self.vision:
            raise UsageError(f"The planner {self.planner} asks no server.", "--planner server")
        suite = suite_of(self.suite)
        name, _, index = self.only.partition(":")
        tasks = {task: make for task, make in suite.tasks.items() if name in task}
        if name in suite.tasks:  # a whole name means that task alone: stack is not unstack
            tasks = {name: suite.tasks[name]}
        if not tasks or (index and not index.isdigit()):
            raise UsageError(
                f"No task of {suite.name} is called {self.only!r}; there are: "
                f"{', '.join(suite.tasks)}.",
                "Give a part of a name to --only, or TASK:INDEX for one episode.",
            )
        return Suite(suite.name, tasks, suite.version, suite.published, suite.doc)

    def keys(self, suite: Suite) -> list[Key]:
        """Return the episodes, in the order in which they are run."""
        tasks, (_, _, index) = list(suite.tasks), self.only.partition(":")
        if index:
            return [self.key(suite, task, int(index)) for task in tasks]
        return [
            self.key(suite, tasks[i % len(tasks)], i // len(tasks)) for i in range(self.episodes)
        ]

    def key(self, suite: Suite, task: str, index: int) -> Key:
        """Return an episode, whose seed is the same for every planner."""
        text = f"{suite.name}/{suite.version}/{task}/{index}/{self.seed}"
        return Key(task, index, int(hashlib.sha256(text.encode()).hexdigest()[:8], 16))

    @property
    def settings(self) -> Settings:
        """Return what is the same for all episodes."""
        return Settings(self.robot, self.perception, self.feedback)

    def about(self, suite: Suite) -> dict[str, Any]:
        """Return what decides how the episodes go: the same here is the same run."""
        out = {k: v for k, v in asdict(self).items() if k not in FREE}
        out |= {"suite": suite.name, "suite_version": suite.version, "tasks": list(suite.tasks)}
        if self.planner == "local":
            out["model_hash"] = model_hash(self.model)
        elif self.planner != "server":
            out["model"] = ""
        if self.planner != "server":  # older runs know nothing of these
            del out["base_url"], out["vision"]
        return out

    def info(self, suite: Suite, workers: int) -> dict[str, Any]:
        """Return what goes into `run.json`."""
        about = self.about(suite)
        text = json.dumps(about, sort_keys=True).encode()
        return {
            **about,
            "suite_file": str(Path(self.suite).resolve()) if is_file(self.suite) else "",
            "model_hash": about.get("model_hash", ""),
            "episodes": len(self.keys(suite)),
            "workers": workers,
            "configuration": hashlib.sha256(text).hexdigest()[:16],
            "handily": version("handily"),
            "packages": {name: version(name) for name in PACKAGES},
            "machine": {
                "system": platform.platform(),
                "processor": processor(),
                "cores": os.cpu_count(),
                "python": platform.python_version(),
            },
            "started": time.strftime("%Y-%m-%dT%H:%M:%S%z"),
        }


def is_file(suite: str) -> bool:
    """Tell whether a suite is given as a file."""
    return Path(suite).suffix in (".yaml", ".yml")


def differing(old: dict[str, Any], new: dict[str, Any], about: dict[str, Any]) -> list[str]:
    """Return in words what of two runs' `run.json` differs, as far as it counts."""
    return [
        f"{key} ({old.get(key)!r} there, {new.get(key)!r} now)"
        for key in about
        if old.get(key) != new.get(key)
    ]


def version(package: str) -> str:
    """Return a package's version, or nothing where it is not installed."""
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return ""


def processor() -> str:
    """Return what the machine calls its processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((s.partition(":")[2].strip() for s in lines if s.startswith("model name")), "")


def model_hash(model: str) -> str:
    """Return a hash of a model's weights, or nothing for what is not on this machine."""
    from agent.models import fingerprint

    return fingerprint(model)

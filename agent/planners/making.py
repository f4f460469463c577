"""Makes a planner by its name, for all doors alike."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.errors import UsageError

EMBEDDED = ("embedded", "")
"""The default of --model, which names none at a server."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a planner is made of; not every planner needs all of it."""

    model: str = "embedded"
    answers: Path | None = None
    calibration: Path | None = None
    base_url: str = ""
    vision: bool = False


def make_planner(
    name: str,
    model: str,
    answers: Path | None = None,
    calibration: Path | None = None,
    base_url: str = "",
    vision: bool = False,
) -> Any:
    """Return the planner of that name; a model on this machine loads in the background.

    Raises:
        UsageError: for a name that does not exist, and for what does not go with it.
    """
    if name not in MAKERS:
        raise UsageError(f"There is no planner {name!r}; there are: {', '.join(MAKERS)}.")
    if calibration is not None and name != "local":
        raise UsageError(f"The planner {name} has no probabilities to go by.", "--planner local")
    if (base_url or vision) and name != "server":
        option = "--base-url" if base_url else "--vision"
        raise UsageError(f"The planner {name} asks no server.", f"{option} needs --planner server.")
    return MAKERS[name](Wanted(model, answers, calibration, base_url, vision))


def local(wanted: Wanted) -> Any:
    """Return one with a language model in a process of its own."""
    from agent.planners.process import ProcessPlanner

    made = functools.partial(local_planner, wanted.model, wanted.calibration)
    return ProcessPlanner(made, "local")


def local_planner(model: str, calibration: Path | None = None) -> Any:
    """Return a planner with a language model, which starts to load at once."""
    from rich.console import Console

    from agent.models import load
    from agent.planners.calibration import asking
    from agent.planners.local import LocalPlanner

    notice = Console(stderr=True)
    planner = LocalPlanner(lambda: load(model, notify=lambda line: notice.print(line)))
    return asking(planner, model, calibration)


def server(wanted: Wanted) -> Any:
    """Return one that asks a server."""
    from agent.planners.server import ServerPlanner

    checked(wanted.model, wanted.base_url)
    return ServerPlanner(wanted.base_url, wanted.model, wanted.vision)


def checked(model: str, base_url: str) -> None:
    """Raise UsageError where these are no model at a server, or no server."""
    from agent.endpoint.address import address

    address(base_url)
    if model in EMBEDDED:
        raise UsageError("The planner server needs the model's name there.", "--model NAME")


def expert(wanted: Wanted) -> Any:
    """Return the scripted one."""
    from agent.planners.expert import ExpertPlanner

    return ExpertPlanner()


def random(wanted: Wanted) -> Any:
    """Return one that knows nothing."""
    from agent.planners.random import RandomPlanner

    return RandomPlanner()


def replay(wanted: Wanted) -> Any:
    """Return one that answers as was answered in a trace."""
    from agent.planners.replay import ReplayPlanner
    from agent.trace import read_trace

    if wanted.answers is None:
        raise UsageError("The planner replay needs recorded answers.", "Add: --answers TRACE")
    return ReplayPlanner.of(read_trace(wanted.answers)[1])


MAKERS: dict[str, Callable[[Wanted], Any]] = {
    "local": local,
    "server": server,
    "expert": expert,
    "random": random,
    "replay": replay,
}


def described() -> dict[str, str]:
    """Return what each planner is, by its name."""
    from agent.planners.expert import ExpertPlanner
    from agent.planners.local import LocalPlanner
    from agent.planners.random import RandomPlanner
    from agent.planners.replay import ReplayPlanner
    from agent.planners.server import ServerPlanner

    there = (LocalPlanner, ServerPlanner, ExpertPlanner, RandomPlanner, ReplayPlanner)
    return {c.name: (c.__doc__ or "").strip().splitlines()[0] for c in there}

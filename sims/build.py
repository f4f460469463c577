"""Put a scene and a robot together, by their names."""

from __future__ import annotations

import difflib
import importlib
import inspect
import pkgutil
from collections.abc import Callable
from types import ModuleType
from typing import Any

import numpy as np

import sims.robots
import sims.scenes
from agent.errors import UsageError
from agent.robot import Perception, Robot, Workspace
from sims.world import World

Layout = Callable[[World, np.random.Generator, Workspace], None]
"""Puts things down in a world, at random within a workspace."""


def found(package: ModuleType, method: str) -> dict[str, Any]:
    """Return the classes of a package's modules that have a name and a method, by name."""
    out = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        for _, cls in inspect.getmembers(module, inspect.isclass):
            if cls.__module__ == module.__name__ and hasattr(cls, method) and hasattr(cls, "name"):
                out[cls.name] = cls
    return out


def scenes() -> dict[str, Any]:
    """Return every scene, by name."""
    return found(sims.scenes, "build")


def robots() -> dict[str, Any]:
    """Return every robot, by name."""
    return found(sims.robots, "move_to")


def choose(what: str, name: str, there: dict[str, Any]) -> Any:
    """Return the one of that name, or say what there is."""
    if name in there:
        return there[name]
    near = difflib.get_close_matches(name, there, 1)
    raise UsageError(
        f"There is no {what} {name!r}; there are: {', '.join(sorted(there))}.",
        f"Did you mean {near[0]!r}?" if near else "",
    )


def build(scene: str, robot: str, seed: int, gui: bool = False) -> tuple[World, Robot]:
    """Return a world with the scene in it, and the robot."""
    layout = choose("scene", scene, scenes())
    if seed < 0:
        raise UsageError(f"The seed is {seed}; it has to be 0 or more.")
    return laid(layout().build, robot, np.random.default_rng(seed), gui)


def laid(
    layout: Layout, robot: str, rng: np.random.Generator, gui: bool = False
) -> tuple[World, Robot]:
    """Return a world in which `layout` has put things down before a robot."""
    body = choose("robot", robot, robots())
    world = World(gui)
    try:
        arm: Robot = body(world)
        layout(world, rng, arm.workspace)
    except BaseException:
        world.close()
        raise
    calibrate(arm, world)
    return world, arm


def calibrate(arm: Any, world: World) -> None:
    """Tell the robot where the furniture stands, as somebody who bolts it down would."""
    parts = (getattr(part, "fixture", None) for part in world.parts)
    arm.fixtures = tuple(fixture for fixture in parts if fixture is not None)


def eyes(name: str, world: World) -> Perception:
    """Return the camera's perception, or the simulator's own truth for comparisons."""
    from agent.perception.camera import CameraPerception
    from sims.oracle import OraclePerception

    if name == "camera":
        return CameraPerception()
    if name == "oracle":
        return OraclePerception(world)
    raise UsageError(f"There is no perception {name!r}; there are: camera, oracle.")

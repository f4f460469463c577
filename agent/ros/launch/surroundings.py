"""What a launch finds around it: packages, their programs, and the environment of its nodes."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from importlib import metadata
from pathlib import Path

from agent.ros.launch.refusals import Place, listed, nearest

ROOT = Path(__file__).resolve().parents[3]
"""The folder that the package `agent` lies in; of a source tree, its root."""
BOOTSTRAPPED = "_ROS_WHEELS_BOOTSTRAP_COMPLETE"


def prefixes(environment: Mapping[str, str]) -> list[Path]:
    """Return the folders that packages of ROS are installed in."""
    named = environment.get("AMENT_PREFIX_PATH") or sys.prefix
    return [Path(entry) for entry in named.split(os.pathsep) if entry]


def share(package: str, environment: Mapping[str, str], place: Place) -> Path:
    """Return the folder of a package's launch files and settings."""
    named = prefixes(environment) if environment.get("AMENT_PREFIX_PATH") else []
    candidates = [prefix / "share" / package for prefix in named]
    if package == "handily":
        # A source tree is no installed package, but its launch files are the same ones, and
        # newer than those that were installed from it.
        source = [ROOT] if (ROOT / "launch").is_dir() and is_source(ROOT) else []
        candidates = [*source, *candidates, Path(sys.prefix) / "share" / "handily"]
    for folder in candidates:
        if folder.is_dir():
            return folder
    there = {path.name for prefix in named for path in (prefix / "share").glob("*")} | {"handily"}
    looked = listed(str(prefix) for prefix in named)
    message = f"there is no package {package!r}; AMENT_PREFIX_PATH has: {looked}."
    raise place.error(message, nearest(package, there))


def is_source(folder: Path) -> bool:
    """Whether a folder is a source tree and no folder of installed packages."""
    return (folder / "pyproject.toml").is_file()


def program(package: str, name: str, environment: Mapping[str, str], place: Place) -> Path:
    """Return the file to start for an executable of a package.

    A package of ROS keeps it in lib/PACKAGE of its prefix; a Python distribution declares it as
    a console script, which lies beside the interpreter.
    """
    folders = [prefix / "lib" / package for prefix in prefixes(environment)]
    for folder in folders:
        if (folder / name).is_file() and os.access(folder / name, os.X_OK):
            return folder / name
    scripts = console_scripts(package)
    beside = Path(sys.executable).parent
    if name in scripts and (beside / name).is_file():
        return beside / name
    programs = {path.name for folder in folders for path in folder.glob("*")} | set(scripts)
    if not programs:
        message = f"there is no package {package!r} with programs."
        hint = f"Looked in {listed(map(str, folders))}, and for a distribution of that name."
        raise place.error(message, hint)
    message = f"the package {package!r} has no program {name!r}; it has: "
    raise place.error(f"{message}{listed(sorted(programs))}.", nearest(name, programs))


def console_scripts(distribution: str) -> list[str]:
    """Return the names of the scripts that an installed Python distribution declares."""
    try:
        entries = metadata.distribution(distribution).entry_points
    except (metadata.PackageNotFoundError, ValueError):
        return []
    return [entry.name for entry in entries if entry.group == "console_scripts"]


def completed(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the environment that a node is started with."""
    full = dict(environment)
    full.setdefault("PYTHONUNBUFFERED", "1")
    full["AMENT_PREFIX_PATH"] = full.get("AMENT_PREFIX_PATH") or sys.prefix
    if not full.get("ROS_AUTOMATIC_DISCOVERY_RANGE") and not full.get("ROS_STATIC_PEERS"):
        # A robot must not answer to whoever else is on the network, unless someone said so.
        full["ROS_AUTOMATIC_DISCOVERY_RANGE"] = "LOCALHOST"
    if "LD_LIBRARY_PATH" not in full:
        # Else the ROS wheels of the child believe that their libraries are on the path already.
        full.pop(BOOTSTRAPPED, None)
    return full

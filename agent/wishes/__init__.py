"""Goals for several things at once, one family to a file.

A family is a module with `read(text, scene)`, which returns what the text wants, or None
where it is no such text. It has to account for every word: a wrong reading does more harm
than none, as it contradicts what was done well. A new kind of wish is one new file here.
"""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Callable

from agent.wishes.base import Reading, Scene

Reader = Callable[[str, Scene], Reading | None]


@functools.cache
def families() -> tuple[Reader, ...]:
    """Return the reader of every family."""
    modules = (importlib.import_module(f"{__name__}.{m.name}") for m in modules_here())
    return tuple(module.read for module in modules if hasattr(module, "read"))


def modules_here() -> list[pkgutil.ModuleInfo]:
    """Return this package's modules, in alphabetical order."""
    return sorted(pkgutil.iter_modules(__path__), key=lambda m: m.name)


def read_wish(text: str, scene: Scene) -> Reading | None:
    """Return what the first family that can read a text takes it for."""
    readings = (read(text, scene) for read in families())
    return next((r for r in readings if r is not None), None)

"""Every task of every suite as a Gymnasium environment; importing this module registers them.

    import gymnasium
    import sims.envs

    env = gymnasium.make("handily/cap-stack-all-v0", control="skill")

Or at once, also in processes of their own: `gymnasium.make("sims.envs:handily/...")`.
Registering makes nothing but names: a world is built when an environment is reset.

Left out are the tasks that cannot be done without words, which no action here says: all of
`infeasible`, of `ask` all but `clear`, `look` of `skills`, and tasks of a file whose goal
needs `asked`, `refused` or `said`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import gymnasium

from sims.tasks.base import Suite, suites
from sims.tasks.custom import load

NAMESPACE, VERSION = "handily", 0
ENTRY = "sims.task_env:TaskEnv"


def register_all() -> tuple[str, ...]:
    """Register every task of every suite, once; return the ids."""
    return tuple(i for suite in suites().values() for i in register(suite, suite.name))


def register_file(path: str | Path) -> tuple[str, ...]:
    """Register the tasks of a YAML file; return the ids."""
    return register(load(Path(path)), str(path))


def register(suite: Suite, source: str) -> tuple[str, ...]:
    """Register a suite's tasks without words; `source` is its name or its file."""
    out = ids(suite.name, [task for task in suite.tasks if task not in suite.spoken])
    for name, task in out.items():
        kwargs = {"suite": source, "task": task}
        known = gymnasium.registry.get(name)
        if known is None or known.kwargs != kwargs:
            gymnasium.register(name, entry_point=ENTRY, kwargs=kwargs)
    return tuple(out)


def ids(suite: str, tasks: Iterable[str]) -> dict[str, str]:
    """Return tasks by their ids: `suite-split-task`, and `suite-task` for the first split.

    Suites begin with the split that papers compare on, such as `seen`.
    """
    out: dict[str, str] = {}
    short: dict[str, str] = {}
    for task in tasks:
        out[identifier(suite, task)] = task
        short.setdefault(identifier(suite, task.split("/")[-1]), task)
    return {**short, **out}


def identifier(suite: str, task: str) -> str:
    """Return the id of a task."""
    return f"{NAMESPACE}/{re.sub('[^A-Za-z0-9_]+', '-', f'{suite}-{task}')}-v{VERSION}"


register_all()

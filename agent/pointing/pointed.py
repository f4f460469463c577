"""The text of a goal in which what it points at has its name."""

from __future__ import annotations

from functools import lru_cache

from agent.pointing.alike import likened, twins
from agent.pointing.asides import excepted, unsaid
from agent.pointing.its import corrected, followed, neighbors
from agent.pointing.naming import colored, named
from agent.pointing.rows import rowed
from agent.pointing.sets import among, group, other, sides, what
from agent.pointing.shown import contents, shown
from agent.pointing.table import Table
from agent.pointing.turns import singled, usual
from agent.robot import Workspace
from agent.types import Observation
from agent.wishes.courtesies import spelled

STEPS = (
    among,
    what,
    contents,
    sides,
    group,
    shown,
    excepted,
    corrected,
    neighbors,
    named,
    colored,
    followed,
)


@lru_cache(maxsize=64)
def pointed(text: str, observation: Observation, workspace: Workspace) -> str:
    """Return a goal in small letters in which what it points at has its name.

    Args:
        text: as from `agent.rewording.reworded`, or any goal in small letters.
        observation: what is seen, `numbered`.
        workspace: where the named places are.
    """
    table = Table(observation, workspace)
    text = rowed(likened(usual(spelled(singled(text))), observation), observation)
    for step in STEPS:
        text = step(text, table)
    text = other(twins(text, observation), table)
    return unsaid(text, table)

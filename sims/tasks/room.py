"""Whether a table has room for what a task asks: the same spots that the skills would try."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from agent.kinds import reach
from agent.robot import Workspace
from agent.skills.grasp import room_at
from agent.skills.spots import beside, in_line
from agent.types import ObjectState
from sims.objects import THINGS
from sims.tasks.base import Put

FREE = 0.055
"""Room (m) round what is put down, for the fingers to open."""
EDGE = 0.02
"""How far (m) within the workspace."""


def state_of(o: Put) -> ObjectState:
    """Return a thing as it stands at the start."""
    size = THINGS[o.word].size
    return ObjectState(o.name, o.kind, o.color, (*o.xy, o.foot + size[2] / 2), size, o.at[2])


def first_spot(
    points: Iterable[tuple[float, float]],
    held: ObjectState,
    others: Sequence[ObjectState],
    workspace: Workspace,
) -> ObjectState | None:
    """Return a thing at the first point with room for it, or None."""
    needed = max(FREE, reach(held) + 0.03)
    for x, y in points:
        if workspace.contains(x, y, EDGE) and all(room_at(x, y, o) > needed for o in others):
            return replace(held, position=(x, y, held.position[2]), yaw=0.0)
    return None


def beside_it(
    relation: str, held: Put, target: Put, things: Sequence[Put], workspace: Workspace
) -> bool:
    """Tell whether there is room for a thing on one side of another."""
    a, b = state_of(held), state_of(target)
    others = [state_of(o) for o in things if o.name != held.name]
    apart = (max(a.size[:2]) + max(b.size[:2])) / 2
    return first_spot(beside(relation, b, apart), a, others, workspace) is not None


def for_line(way: str, names: Sequence[str], things: Sequence[Put], workspace: Workspace) -> bool:
    """Tell whether things can be put in a line with the first of them, one by one."""
    now = {o.name: state_of(o) for o in things}
    for i, name in enumerate(names[1:], start=1):
        others = [o for o in now.values() if o.name != name]
        points = in_line(way, [now[n] for n in names[:i]], now[name])
        down = first_spot(points, now[name], others, workspace)
        if down is None:
            return False
        now[name] = down
    return True

"""A way round what blocks the straight one, found by sampling with OMPL."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Joints = NDArray[np.float64]

TRIES = 2000
"""Samples after which there is none: counted, not timed, so that runs repeat."""
FINE = 0.04
"""Between two postures of a way (rad)."""


def detour(
    start: Joints,
    goal: Joints,
    low: Joints,
    high: Joints,
    free: Callable[[Joints], bool],
    seed: int = 1,
) -> list[Joints] | None:
    """Return points (D,) from `start` to `goal` of which all between are free, or None.

    The way is found by RRT-Connect (Kuffner & LaValle 2000) within the box from `low` to
    `high`, and shortened. The same arguments give the same way.
    """
    from ompl import base as ob
    from ompl import geometric as og
    from ompl import util as ou

    ou.setLogLevel(ou.LogLevel.LOG_NONE)
    ou.RNG.setSeed(seed)
    size = len(start)
    space = ob.RealVectorStateSpace(size)
    bounds = ob.RealVectorBounds(size)
    for i in range(size):
        bounds.setLow(i, float(low[i]))
        bounds.setHigh(i, float(high[i]))
    space.setBounds(bounds)
    setup = og.SimpleSetup(space)
    checks = 0

    def valid(state: object) -> bool:
        nonlocal checks
        checks += 1
        return free(np.array([state[i] for i in range(size)]))  # type: ignore[index]

    setup.setStateValidityChecker(valid)
    info = setup.getSpaceInformation()
    info.setStateValidityCheckingResolution(FINE / space.getMaximumExtent())
    ends = []
    for point in (start, goal):
        state = info.allocState()
        for i in range(size):
            state[i] = float(point[i])
        ends.append(state)
    setup.setStartAndGoalStates(ends[0], ends[1])
    setup.setPlanner(og.RRTConnect(info))
    setup.solve(ob.PlannerTerminationCondition(lambda: checks > TRIES))
    if not setup.haveExactSolutionPath():
        return None
    setup.simplifySolution(ob.PlannerTerminationCondition(lambda: checks > 2 * TRIES))
    path = setup.getSolutionPath()
    states = [path.getState(i) for i in range(path.getStateCount())]
    return [np.array([s[i] for i in range(size)]) for s in states]

"""What has to be so of every instance of a suite, without a simulator."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from agent.perception.colors import COLORS
from agent.robot import Workspace
from agent.spatial import PLACES
from agent.types import ObjectState, Observation
from sims.objects import THINGS
from sims.tasks.base import Instance, Suite
from sims.tasks.predicates import PREDICATES, Truth, judge


def words_of(goal: Any) -> Iterator[str]:
    """Yield the words of a goal's predicates, without the predicates' own names."""
    if isinstance(goal, Mapping):
        yield from words_of(next(iter(goal.values())))
    elif goal and isinstance(goal[0], str):
        assert goal[0] in PREDICATES
        yield from goal[1:]
    else:
        for inner in goal:
            yield from words_of(inner)


def start_of(instance: Instance) -> Truth:
    """Return what is so before anything has moved."""
    seen = Observation(
        tuple(
            ObjectState(
                o.name,
                o.kind,
                o.color,
                (*o.xy, THINGS[o.word].size[2] / 2),
                THINGS[o.word].size,
                o.at[2],
            )
            for o in instance.things
        )
    )
    return Truth(seen, seen)


def check(suite: Suite, task: str, number: int = 5) -> None:
    """Check that a task's instances are the same each time, speak of what is there, and ask for
    something that is not so yet, which the plan brings about.
    """
    for index in range(number):
        instance = suite.instance(task, index, 0, Workspace())
        assert instance == suite.instance(task, index, 0, Workspace())
        names = {o.name for o in instance.things}
        assert len(names) == len(instance.things)
        wanted = set(words_of(instance.goal))
        assert wanted <= names | set(PLACES)
        said = set(re.findall(r"[a-z]+", instance.instruction))
        assert said & set(COLORS) <= {o.color for o in instance.things}
        kinds = {o.kind for o in instance.things}
        for kind in ("block", "bowl", "box"):
            assert kind in kinds or not said & {kind, f"{kind}s", f"{kind}es"}
        assert "{" not in instance.instruction
        assert judge(instance.goal, start_of(instance)) < 1.0
        assert {w for step in instance.plan for w in words_of(step.goal)} <= names | set(PLACES)


@pytest.fixture
def sound():
    return check


@pytest.fixture
def at_first():
    return start_of

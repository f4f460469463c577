"""The scripted expert: it knows what was laid where, and else only what the camera sees."""

from dataclasses import replace

from agent.events import Started
from agent.robot import Workspace
from agent.types import Choices, Observation
from sims.tasks.base import Instance, Put, put
from sims.tasks.expert import TaskExpert
from sims.tasks.room import state_of

LAID = (
    Put("block", "red", "red block", (0.45, -0.1, 0.0)),
    Put("block", "red", "red block 2", (0.55, 0.1, 0.0)),
    Put("bowl", "blue", "blue bowl", (0.4, 0.2, 0.0)),
)
OTHER = {"red block": "red block 2", "red block 2": "red block"}


def test_names_are_those_of_the_first_look():
    step = put("red block 2", "in", "blue bowl")
    expert = TaskExpert(Instance("put it there", LAID, step.goal, (step,)))
    seen = [replace(o, name=OTHER.get(o.name, o.name)) for o in map(state_of, LAID)]
    # A little off, as a camera sees it.
    seen = [replace(o, position=(o.position[0] + 0.004, *o.position[1:])) for o in seen]
    started = Started("put it there", "expert", Observation(tuple(seen)), "")
    call = expert.choose([started], Choices(()), Workspace()).call
    assert str(call) == "pick(red block)"
    assert expert.before == started.observation


def test_what_a_scene_lays_is_called_as_the_agent_calls_it():
    step = put("red block 2", "in", "blue bowl")
    expert = TaskExpert(Instance("put it there", (), step.goal, (step,), scene="tabletop"))
    started = Started("put it there", "expert", Observation(tuple(map(state_of, LAID))), "")
    call = expert.choose([started], Choices(()), Workspace()).call
    assert str(call) == "pick(red block 2)"

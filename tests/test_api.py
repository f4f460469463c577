"""The Python API, as the README shows it: each test is one of its examples."""

import numpy as np
import pytest

from agent.loop import Agent
from agent.perception.camera import CameraPerception
from agent.planners.expert import ExpertPlanner
from agent.robot import Robot
from agent.skills.base import Skill
from agent.skills.library import SkillLibrary, load_skills
from agent.toy import ToyPerception, ToyRobot, thing
from agent.types import Decision, Outcome, Pose, SkillCall
from sims.build import build, laid
from sims.objects import THINGS


def test_a_goal_in_ten_lines():
    world, robot = build("tabletop", "panda", seed=0)
    agent = Agent(robot, planner=ExpertPlanner())  # without a planner: the embedded model
    for event in agent.run("put the red block in the blue bowl"):
        print(event.kind, event)
    print(event.verification, event.message)
    world.close()
    assert (event.verification, event.message) == ("verified", "red block in blue bowl")


@pytest.mark.llm
@pytest.mark.slow
def test_the_embedded_model_is_the_default():
    world, robot = build("tabletop", "panda", seed=0)
    *_, end = Agent(robot).run("put the red block in the blue bowl")
    world.close()
    assert end.verification == "verified"


def test_eyes_and_planner_may_be_given_in_their_places(toy):
    planner, eyes = ExpertPlanner(), ToyPerception()
    agent = Agent(toy, eyes, planner)
    assert (agent.body.perception, agent.planner) == (eyes, planner)
    assert isinstance(Agent(toy, planner=planner).body.perception, CameraPerception)


class Hover(Skill):
    """hold the hand over a thing"""

    name = "hover"
    signature = "hover(thing)"

    def feasible(self, body):
        return [SkillCall("hover", (name,)) for name in body.observation.names], {}

    def run(self, call, body):
        thing = body.observation.find(call.args[0])
        x, y, _ = thing.position
        motion = body.robot.move_to(
            Pose.tool_down(x, y, thing.top + 0.15), 1.0, body.surroundings()
        )
        return Outcome(motion.ok, motion.reason or f"over {thing.name}", {"error": motion.error})


class Script:
    """calls what it was told to, then claims to be done"""

    name = "script"

    def __init__(self, *calls):
        self.calls = [*calls, SkillCall("done")]

    def choose(self, events, choices, workspace):
        return Decision(self.calls.pop(0))


def test_a_skill_of_ones_own():
    world, robot = build("tabletop", "panda", seed=0)
    skills = SkillLibrary({**load_skills(), "hover": Hover()})
    agent = Agent(robot, planner=Script(SkillCall("hover", ("red block",))), skills=skills)
    events = list(agent.run("hover over the red block"))

    agent.body.look()  # or without any planner
    outcome = skills.run(SkillCall("hover", ("blue bowl",)), agent.body)
    world.close()
    acted = next(e for e in events if e.kind == "acted")
    assert (acted.outcome.ok, acted.outcome.message) == (True, "over red block")
    assert (outcome.ok, outcome.message) == (True, "over blue bowl")
    assert outcome.measured["error"] < 0.005
    assert events[-1].verification == "unverified"  # nobody reads that goal as facts
    assert "hover(thing): hold the hand over a thing" in skills.describe()


class Breakfast:
    """a cup and a can before a tray"""

    name = "breakfast"

    def build(self, world, rng, workspace):
        THINGS["cup"].put(world, "red", 0.45, -0.15, 0.0, "red cup")
        THINGS["can"].put(world, "green", 0.45, 0.15, 0.0, "green can")
        THINGS["bowl"].put(world, "blue", 0.58, float(rng.uniform(-0.05, 0.05)), 0.0, "blue bowl")
        world.step(60)


def test_a_scene_of_ones_own():
    world, robot = laid(Breakfast().build, "panda", np.random.default_rng(0))
    *_, end = Agent(robot, planner=ExpertPlanner()).run("put the green can in the blue bowl")
    world.close()
    assert (end.verification, end.message) == ("verified", "green can in blue bowl")


class Logged:
    """Any robot, with a list of where it was sent (m)."""

    def __init__(self, robot: Robot) -> None:
        self.robot, self.places = robot, []

    def __getattr__(self, name):
        return getattr(self.robot, name)

    def move_to(self, pose, speed=1.0, around=None):
        self.places.append(pose.position)
        return self.robot.move_to(pose, speed, around)


def test_a_robot_of_ones_own():
    """Whatever has the verbs of agent.robot.Robot will do; the toy has no physics at all."""
    toy = ToyRobot([thing("red", "block", 0.40, 0.20), thing("blue", "bowl", 0.40, -0.05)])
    *_, end = Agent(toy, ToyPerception(), ExpertPlanner()).run("put the red block in the blue bowl")
    assert end.verification == "verified"

    world, panda = build("tabletop", "panda", seed=0)
    robot = Logged(panda)
    *_, end = Agent(robot, planner=ExpertPlanner()).run("put the red block in the blue bowl")
    world.close()
    assert end.verification == "verified"
    assert len(robot.places) >= 4

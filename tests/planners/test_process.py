"""A planner in a process of its own answers, raises and dies as the one inside would."""

import functools
import os

import pytest

from agent.errors import ModelError, UsageError
from agent.planners.process import ProcessPlanner
from agent.planners.replay import ReplayPlanner
from agent.robot import Workspace
from agent.types import Choices, SkillCall

HOME = SkillCall("home")


class Moody:
    """Raises, or takes its process down."""

    name = "moody"

    def choose(self, events, choices, workspace):
        if choices.open:
            os._exit(9)
        raise UsageError("Not today.", "Try tomorrow.")


def no_model():
    raise ModelError("There is no model.", "Get one.")


@pytest.fixture
def choose():
    made = []

    def ask(make, *args):
        made.append(ProcessPlanner(make, "there"))
        return made[-1].choose([], Choices(*args), Workspace())

    yield ask
    for planner in made:
        planner.close()


def test_it_answers(choose):
    assert choose(functools.partial(ReplayPlanner, [HOME]), (HOME,)).call == HOME


def test_what_is_raised_there_is_raised_here_with_its_hint(choose):
    with pytest.raises(UsageError, match="Not today") as caught:
        choose(Moody, ())
    assert caught.value.hint == "Try tomorrow."


def test_a_planner_that_cannot_be_made_says_why_when_asked(choose):
    with pytest.raises(ModelError, match="There is no model"):
        choose(no_model, ())


def test_a_death_is_told(choose):
    with pytest.raises(ModelError, match=r"process ended \(exit code 9\)"):
        choose(Moody, (), ("say",))

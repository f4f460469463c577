"""Goals that are not clear: the person is asked, and what is answered is done."""

import pytest

from agent.robot import Workspace
from agent.types import Decision, SkillCall
from sims.bench.episode import Settings, Stage, episode
from sims.tasks.ask import SUITE
from sims.tasks.expert import TaskExpert
from sims.tasks.predicates import judge

WS = Workspace()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_seed_gives_the_same_instance_that_is_not_done_yet(task):
    for i in range(3):
        instance = SUITE.instance(task, i, 0, WS)
        assert instance == SUITE.instance(task, i, 0, WS)
        assert bool(instance.ask) == bool(instance.human) == (not task.startswith("clear/"))
    stage = Stage(instance, Settings(states=False), None, 0)
    assert judge(instance.goal, stage.truth()) < 1.0
    stage.close()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_the_expert_asks_where_it_must_and_does_it(task):
    record = episode(SUITE.instance(task, 1, 0, WS), (task, 1, 1), Settings(states=False), None)
    assert record.success, (record.instruction, record.message)
    assert record.questions == (not task.startswith("clear/"))


def test_asking_about_a_clear_goal_is_wrong():
    instance = SUITE.instance("clear/one", 0, 0, WS)

    class Curious(TaskExpert):
        def choose(self, events, choices, workspace):
            if not any(e.kind == "asked" for e in events):
                return Decision(SkillCall("ask", ("Are you sure?",)))
            return super().choose(events, choices, workspace)

    planner = Curious(instance)
    record = episode(instance, ("clear/one", 0, 0), Settings(states=False), planner)
    assert record.questions == 1
    assert not record.success

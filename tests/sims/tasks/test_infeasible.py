"""Goals that cannot be reached: what counts as an answer, and that nothing moves."""

import pytest

from agent.robot import Workspace
from sims.bench.episode import Settings, episode
from sims.tasks.infeasible import SUITE

WS = Workspace()


@pytest.mark.parametrize("task", SUITE.tasks)
def test_a_seed_gives_the_same_instance_and_seeds_differ(task):
    made = [SUITE.instance(task, i, 0, WS) for i in range(6)]
    assert made == [SUITE.instance(task, i, 0, WS) for i in range(6)]
    assert len({m.instruction for m in made}) > 2
    assert all(m.refuse and not m.plan for m in made)


@pytest.mark.parametrize("task", SUITE.tasks)
def test_the_expert_refuses_for_the_right_reason(task):
    record = episode(SUITE.instance(task, 0, 0, WS), (task, 0, 0), Settings(states=False), None)
    assert record.success, (record.instruction, record.message)
    assert not record.declared
    assert record.steps <= 1


def test_a_claim_of_success_is_never_right():
    class Claims:
        name = "claims"

        def choose(self, events, choices, workspace):
            from agent.types import Decision, SkillCall

            return Decision(SkillCall("done"))

    record = episode(
        SUITE.instance("rolls", 0, 0, WS), ("rolls", 0, 0), Settings(states=False), Claims()
    )
    assert record.declared
    assert not record.success

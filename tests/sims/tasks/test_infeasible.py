"""Goals that cannot be reached: what counts as an answer, and that nothing moves."""

import re
from dataclasses import replace

import pytest

from agent.events import Finished
from agent.robot import Workspace
from agent.types import Decision, SkillCall
from sims.bench.episode import Settings, episode
from sims.tasks.infeasible import SUITE
from sims.tasks.predicates import judge

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
            return Decision(SkillCall("done"))

    record = episode(
        SUITE.instance("rolls", 0, 0, WS), ("rolls", 0, 0), Settings(states=False), Claims()
    )
    assert record.declared
    assert not record.success


def ended(instance, at_first, message, ending="gave up"):
    finished = Finished(ending, "unverified", message, 1, 0.0)
    return judge(instance.goal, replace(at_first(instance), events=[finished]))


@pytest.mark.parametrize("task", SUITE.tasks)
def test_no_goal_contains_its_own_reason(task, at_first):
    for i in range(40):
        instance = SUITE.instance(task, i, 0, WS)
        (_, wanted), _ = instance.goal
        assert wanted
        assert not re.search(wanted, instance.instruction, re.IGNORECASE), instance.instruction
        assert ended(instance, at_first, instance.refuse) == 1.0
        seen = ", ".join(o.name for o in instance.things)
        asks = f"I did not understand {instance.instruction[:60]!r}. Say what to do with {seen}."
        for wrong in ("no", "I cannot do that", "there is nothing to do", asks):
            assert ended(instance, at_first, wrong) < 1.0, (wrong, wanted)
        other = f"I see no pink elephant. I see: {seen}. Which one do you mean?"
        assert ended(instance, at_first, other, "no answer") < 1.0


@pytest.mark.parametrize("task", SUITE.tasks)
@pytest.mark.parametrize("repeats", [False, True])
def test_a_wrong_reason_is_none(task, repeats):
    instance = SUITE.instance(task, 1, 0, WS)

    class Vague:
        name = "vague"

        def choose(self, events, choices, workspace):
            return Decision(SkillCall("cannot", (instance.instruction if repeats else "no",)))

    record = episode(instance, (task, 1, 0), Settings(states=False), Vague())
    # Of what is not there the agent may ask before it asks the planner: that counts.
    assert record.success == bool(record.questions), record.message
    assert not record.questions or task in ("missing", "no-target", "no-furniture")


@pytest.mark.parametrize(
    ("task", "reason"),
    [
        ("missing", "I do not see a {}"),
        ("missing", "the {} is not on the table"),
        ("missing", "{} not found"),
        ("no-target", "There isn't any {} here"),
        ("no-target", "no {} on the table"),
    ],
)
def test_what_is_missing_may_be_said_in_many_words(task, reason, at_first):
    for i in range(10):
        instance = SUITE.instance(task, i, 0, WS)
        name = instance.refuse.removeprefix("there is no ")
        assert ended(instance, at_first, reason.format(name)) == 1.0

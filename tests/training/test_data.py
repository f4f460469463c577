"""Lessons: right answers to what the loop itself would show, the same for the same seed."""

import itertools

import pytest

from agent.events import Decided
from agent.planners.random import RandomPlanner
from agent.training.data import lessons
from agent.types import Decision, SkillCall


@pytest.fixture(scope="module")
def some():
    return list(itertools.islice(lessons(3), 40))


def test_the_same_seed_gives_the_same_lessons(some):
    assert list(itertools.islice(lessons(3), 5)) == some[:5]


def test_answers_are_learnt_and_nothing_else(some):
    for lesson in some:
        assert [m["role"] == "assistant" for m in lesson.messages] == list(lesson.learn)
        assert any(lesson.learn)


def test_some_goals_come_with_a_list_of_what_remains_and_some_without(some):
    told = sum(any("To do:" in m["content"] for m in lesson.messages[1:]) for lesson in some)
    assert 5 < told < 35


def test_failures_and_recovery_are_in_them():
    many = itertools.islice(lessons(4), 120)
    text = "\n".join(m["content"] for lesson in many for m in lesson.messages)
    assert "failed: missed" in text
    assert "failed: " in text.replace("failed: missed", "")


def test_a_planners_mistakes_become_lessons_that_end_in_the_right_call():
    found = list(itertools.islice(lessons(5, student=RandomPlanner(0)), 10))
    for lesson in found:
        assert lesson.learn[-1]
        assert sum(lesson.learn) == 1
        assert lesson.messages[-1]["role"] == "assistant"


def test_a_planner_that_is_right_has_nothing_to_learn():
    class Mute:
        """Says what only the teacher says."""

        name = "mute"

        def choose(self, events, choices, workspace):
            return Decision(SkillCall("look"))

    found = list(itertools.islice(lessons(6, student=Mute()), 4))
    assert all(lesson.messages[-1]["content"] != "look()" for lesson in found)
    assert not any(isinstance(m, Decided) for lesson in found for m in lesson.messages)

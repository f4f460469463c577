"""A way round what is in the way."""

import itertools

import numpy as np

from agent.motion.detour import detour

BOX = np.array([-1.0, -1.0]), np.array([2.0, 2.0])
START, GOAL = np.array([0.0, 0.0]), np.array([1.0, 0.0])


def wall(q):
    return not (0.4 < q[0] < 0.6 and q[1] < 0.5)


def points_between(path):
    for a, b in itertools.pairwise(path):
        yield from (a + (b - a) * s for s in np.linspace(0.0, 1.0, 40))


def test_it_goes_round_a_wall():
    path = detour(START, GOAL, *BOX, wall)
    assert (path[0] == START).all()
    assert (path[-1] == GOAL).all()
    assert all(wall(q) for q in points_between(path))


def test_the_same_question_gets_the_same_answer():
    once, again = (detour(START, GOAL, *BOX, wall) for _ in range(2))
    assert np.array_equal(np.array(once), np.array(again))


def test_where_there_is_no_way_it_says_so():
    assert detour(START, GOAL, *BOX, lambda q: not 0.4 < q[0] < 0.6) is None

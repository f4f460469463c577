"""How long a driver has been silent, as far as anybody listened."""

import math

import pytest

from agent.ros import silence
from agent.ros.silence import MOST, TICK, Silence


class Listener:
    """A node whose timer is run by hand, at times that are set by hand."""

    def __init__(self, monkeypatch):
        self.now = 0.0
        monkeypatch.setattr(silence.time, "monotonic", lambda: self.now)

    def create_timer(self, period, callback, clock):
        self.tick = callback

    def wait(self, *steps):
        for step in steps:
            self.now += step
            self.tick()


@pytest.fixture
def listener(monkeypatch):
    return Listener(monkeypatch)


def test_before_the_first_word_it_is_endless(listener):
    silent = Silence(listener)
    listener.wait(TICK)
    assert silent.seconds == math.inf


def test_it_grows_while_nothing_comes_and_ends_with_a_word(listener):
    silent = Silence(listener)
    silent.broken()
    listener.wait(*[TICK] * 12)
    assert silent.seconds == pytest.approx(1.2)
    silent.broken()
    assert silent.seconds == 0.0


def test_time_in_which_the_listener_itself_stood_still_does_not_count(listener):
    silent = Silence(listener)
    silent.broken()
    listener.wait(5.0)
    assert silent.seconds == pytest.approx(MOST)

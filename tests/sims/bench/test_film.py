"""A film shows the very states that were recorded, and says what was called."""

import math
from dataclasses import replace

import imageio
import numpy as np
import pytest

from agent.errors import UsageError
from sims.bench.film import (
    CAPTION,
    HEIGHT,
    HOLD,
    LAST,
    WIDTH,
    captions,
    film,
    shots,
    stage,
    states,
)
from sims.bench.states import show, state


def place(run, index=0):
    r = run.records()[index]
    return r, run.episode(r.task, r.seed)


def test_the_world_that_is_laid_again_is_the_recorded_one_state_by_state(real):
    r, folder = place(real)
    times, rows = states(folder / "states.npz")
    assert (np.diff(times) >= 0).all()
    world, _ = stage(real.info, r)
    with world:
        assert state(world.client) == pytest.approx(rows[0], abs=1e-6)
        for row in rows:
            show(world.client, row)
            assert state(world.client) == pytest.approx(row, abs=1e-6)


def test_a_film_is_written_with_its_states_and_the_end_held(real):
    r, folder = place(real)
    path = film(real, r)
    assert path == folder / "video.mp4"
    with imageio.get_reader(path) as reader:
        pictures = [np.asarray(p, dtype=float) for p in reader]
    assert pictures[0].shape == (HEIGHT + CAPTION, WIDTH, 3)
    _, rows = states(folder / "states.npz")
    assert len(pictures) >= len(rows) + LAST
    moved = np.abs(pictures[0][:HEIGHT] - pictures[len(pictures) // 3][:HEIGHT])
    assert moved.max() > 60
    words = [p[HEIGHT:] for p in (pictures[0], pictures[-1])]
    assert all(w.max() > 180 for w in words)  # bright letters on a dark strip
    assert np.abs(words[0] - words[1]).max() > 60
    assert list(folder.glob("*.part.mp4")) == []


def test_the_captions_say_the_call_while_it_moves_and_then_how_it_went(real):
    _, folder = place(real)
    said = captions(folder / "trace.jsonl")
    first, second = said[:2]
    assert first[1].startswith("1  pick(")
    assert second == (first[0], f"{first[1]}: {second[1].partition(': ')[2]}", HOLD)
    assert said[-1][0] == math.inf
    assert "done, verified" in said[-1][1]
    assert captions(folder / "nothing.jsonl") == []


def test_long_films_leave_states_out_but_never_the_last_one():
    times, rows = np.arange(1000) / 10, np.arange(1000.0)[:, None]
    shown = list(shots(times, rows, [(50.0, "a", 0), (50.0, "a: ok", 3), (math.inf, "end", 5)]))
    there = [row[0] for row, _, _ in shown if row is not None]
    assert (there[0], there[1], there[-1]) == (0.0, 7.0, 999.0)
    assert [(text, n) for row, text, n in shown if row is None] == [("a: ok", 3), ("end", 5)]
    assert [text for row, text, _ in shown if row is not None and row[0] == 497.0] == ["a"]


def test_an_episode_without_states_has_no_film(made, record):
    run = made("a", [record(0)])
    assert film(run, run.records()[0]) is None


def test_a_world_that_is_another_now_is_not_filmed(real, tmp_path):
    r, _ = place(real)
    other = replace(r, seed=1001)  # the states of one episode, the table of another
    with pytest.raises(UsageError, match="another world"):
        film(real, replace(other, index=0))
    with pytest.raises(UsageError, match="not what this version"):
        stage(real.info | {"suite_version": 99}, r)

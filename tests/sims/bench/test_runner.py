"""Runs that are killed, go on, are the same with any number of workers, and tell what differs."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import asdict, replace

import psutil
import pytest

from agent.errors import UsageError
from sims.bench.folder import RunFolder
from sims.bench.plan import Config, Key
from sims.bench.pool import TRIES, in_processes
from sims.bench.runner import Run, tally
from sims.bench.work import Worker, failed

QUICK = Config("cap", planner="expert", episodes=4, only="seen/pick-and-place")
TIMES = ("planning", "motion", "wall", "attempts")


def without_times(records):
    rows = [{k: v for k, v in asdict(r).items() if k not in TIMES} for r in records]
    return json.dumps(rows).encode()


@pytest.fixture(scope="module")
def plain(tmp_path_factory):
    """Run the quick episodes once, undisturbed, with one worker."""
    run = Run(QUICK, tmp_path_factory.mktemp("plain"), workers=1)
    assert len(list(run.go())) == 4
    return run


def test_two_workers_give_the_same_records_byte_for_byte(plain, tmp_path):
    run = Run(QUICK, tmp_path / "two", workers=2)
    list(run.go())
    assert without_times(run.records()) == without_times(plain.records())
    for key in run.keys:
        one, two = (r.folder.episode(key.task, key.seed) / "states.npz" for r in (plain, run))
        assert one.read_bytes() == two.read_bytes()


def test_the_expert_succeeds_and_each_episode_is_of_its_own_seed(plain):
    assert tally(plain.records())["successes"] == 4
    assert len({r.seed for r in plain.records()}) == 4
    assert len({r.fingerprint for r in plain.records()}) == 4


def test_the_seeds_are_those_of_every_planner():
    for other in (replace(QUICK, planner="random"), replace(QUICK, perception="oracle")):
        assert other.keys(other.load()) == QUICK.keys(QUICK.load())
    elsewhere = replace(QUICK, seed=1)
    assert not {k.seed for k in elsewhere.keys(elsewhere.load())} & {
        k.seed for k in QUICK.keys(QUICK.load())
    }


def test_the_same_command_again_has_nothing_to_do(plain):
    again = Run(QUICK, plain.folder.path, workers=2)
    assert again.todo == []
    assert list(again.go()) == []


def test_more_episodes_go_on_where_the_first_ended(plain):
    more = Run(replace(QUICK, episodes=6), plain.folder.path)
    assert [k.index for k in more.todo] == [4, 5]
    assert plain.folder.info["episodes"] == 6


def test_another_configuration_is_refused_and_says_what_differs(plain):
    other = replace(QUICK, planner="random", perception="oracle")
    with pytest.raises(UsageError) as error:
        Run(other, plain.folder.path)
    assert error.value.message == (
        f"{plain.folder.path} holds another run; what differs: planner ('expert' there, "
        "'random' now); perception ('camera' there, 'oracle' now)."
    )


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"suite": "capp"}, "There is no suite 'capp'; there are: "),
        ({"planner": "gpt"}, "There is no planner 'gpt'; there are: expert, local, random, serv"),
        ({"perception": "eyes"}, "There is no perception 'eyes'; there are: camera, oracle."),
        ({"decoding": "beam"}, "There is no decoding 'beam'; there are: feasible, free."),
        ({"feedback": "smell"}, "There is no feedback 'smell'; there are: none, all, "),
        ({"robot": "ur5"}, "There is no robot 'ur5'; there are: panda, xarm."),
        ({"only": "nothing"}, "No task of cap is called 'nothing'; there are: "),
        ({"episodes": 0}, "There have to be 1 or more episodes."),
    ],
)
def test_wrong_options_are_told_before_anything_is_written(change, sentence, tmp_path):
    with pytest.raises(UsageError) as error:
        Run(replace(QUICK, **change), tmp_path / "run")
    assert error.value.message.startswith(sentence)
    assert not (tmp_path / "run").exists()


def test_a_torn_line_is_dropped_with_a_word_and_run_again(plain, tmp_path):
    folder = tmp_path / "torn"
    run = Run(QUICK, folder)
    lines = (plain.folder.path / "episodes.jsonl").read_text().splitlines()
    (folder / "episodes.jsonl").write_text("\n".join([*lines[:2], lines[2][:40]]))
    run = Run(QUICK, folder)
    assert run.notes == [
        "1 line of episodes.jsonl was cut off and left out; what is missing is run again."
    ]
    assert len(run.todo) == 2
    list(run.go())
    assert without_times(run.records()) == without_times(plain.records())


def test_an_error_is_outside_the_rate_and_tried_again(plain, tmp_path):
    run = Run(QUICK, tmp_path / "error")
    for key in run.keys:
        run.folder.append(failed(key, "its process died (exit code -9)"))
    assert tally(run.records()) == {"done": 4, "successes": 0, "errors": 4, "blame": {}}
    assert len(Run(QUICK, run.folder.path).todo) == 4


def test_two_processes_do_not_run_the_same_folder_at_once(plain, tmp_path):
    first, second = Run(QUICK, tmp_path / "run"), Run(QUICK, tmp_path / "run")
    records = first.go()
    next(records)
    with pytest.raises(UsageError) as error:
        next(second.go())
    assert error.value.message == f"Another process is running {tmp_path / 'run'}."
    records.close()
    assert len(list(second.go())) == 3


def test_a_whole_name_means_that_task_alone():
    suite = replace(QUICK, suite="skills", only="stack:3").load()
    assert list(suite.tasks) == ["stack"]


def test_what_a_run_was_begun_with_stays_and_what_changed_is_told(plain, tmp_path):
    run = Run(QUICK, tmp_path / "run")
    old = run.folder.info
    run.folder.write("run.json", old | {"handily": "0.0.1"})
    again = Run(QUICK, tmp_path / "run")
    assert again.folder.info["handily"] == "0.0.1"
    assert again.notes == [
        "This run was begun with other things: handily ('0.0.1' there, '0.1.0' now)."
    ]


def broken(pipe, config, out, thinking):
    """Be a worker whose model is not there."""
    pipe.send(UsageError("There is no model."))


def test_what_keeps_a_worker_from_starting_ends_the_run_with_its_sentence(tmp_path):
    with pytest.raises(UsageError, match=r"There is no model\."):
        list(in_processes([Key("t", 0, 1)], QUICK, tmp_path, 1, broken))


def dying(pipe, config, out, thinking):
    """Be a worker that is killed in each episode."""
    pipe.send("ready")
    pipe.recv()
    os.kill(os.getpid(), signal.SIGKILL)


def sleeping(pipe, config, out, thinking):
    """Be a worker whose planner never answers."""
    pipe.send("ready")
    pipe.recv()
    thinking[0] = time.monotonic()
    time.sleep(60)


def test_a_worker_that_always_dies_costs_an_error_for_its_episode_alone(tmp_path):
    (record,) = in_processes([Key("t", 0, 1)], QUICK, tmp_path, 1, dying)
    assert record.error == "its process died (exit code -9)"
    assert record.attempts == TRIES


def test_a_planner_that_never_answers_is_a_failure_and_no_error(tmp_path):
    quick = replace(QUICK, limit=2.0)
    (record,) = in_processes([Key("t", 0, 1)], quick, tmp_path, 1, sleeping)
    assert not record.error
    assert (record.blame, record.ending) == ("planner", "timed out")
    assert record.message == "the planner thought for 2 of 2 s"
    assert record.wall == quick.limit


def test_a_fault_of_the_simulator_is_told_in_the_record(tmp_path, monkeypatch):
    worker = Worker(QUICK, tmp_path)
    monkeypatch.setattr(type(worker.suite), "instance", lambda *args: 1 / 0)
    record = worker.run(Key("seen/pick-and-place", 0, 1))
    assert record.error == "ZeroDivisionError: division by zero"


@pytest.mark.slow
def test_nothing_is_lost_when_runner_or_workers_are_killed_at_20_random_moments(tmp_path):
    config = replace(QUICK, episodes=30)
    command = [sys.executable, "-m", "agent.cli", "bench", "cap", "--planner", "expert"]
    command += ["--episodes", "30", "--only", QUICK.only, "--video", "none"]
    command += ["--out", str(tmp_path / "run")]
    rng, kills = random.Random(0), 0
    runner = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while kills < 20:
        time.sleep(rng.uniform(0.2, 1.5))
        family = [psutil.Process(runner.pid)] if runner.poll() is None else []
        family += family[0].children(recursive=True) if family else []
        if not family:
            runner = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            continue
        victim = family[0] if kills % 2 else rng.choice(family)
        victim.kill()
        kills += 1
        if victim.pid == runner.pid:
            runner.wait()
    assert runner.poll() is not None or runner.wait(timeout=300) is not None
    run = Run(config, tmp_path / "run", workers=2)
    list(run.go())
    assert kills == 20
    assert not any(r.error for r in run.records())
    good = [(r.task, r.index) for r in RunFolder(tmp_path / "run").lines()[0] if not r.error]
    assert sorted(good) == [(QUICK.only, i) for i in range(30)]
    fresh = Run(config, tmp_path / "fresh", workers=2)
    list(fresh.go())
    assert without_times(run.records()) == without_times(fresh.records())

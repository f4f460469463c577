"""The command line as another program sees it: exit codes, JSON, clear sentences."""

import json
import subprocess
import sys

import pytest


def handily(*args, cwd):
    return subprocess.run(
        [sys.executable, "-m", "agent.cli", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        timeout=300,
    )


def test_a_goal_is_done_recorded_and_replayed(tmp_path):
    goal = "put the red block in the blue bowl"
    done = handily("do", goal, "--planner", "expert", "--json", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    events = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert events[-2]["verification"] == "verified"
    files = events[-1]
    assert (tmp_path / files["video"]).stat().st_size > 10_000
    read = handily("trace", files["trace"], cwd=tmp_path)
    assert "place(in, blue bowl)" in read.stdout
    assert handily("trace", files["trace"], "--replay", cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("do", " "), 2, "The goal is empty."),
        (("do", "x" * 10_000), 2, "The goal has 10000 characters"),
        (("do", "put the red block on it", "--scene", "moon"), 2, "There is no scene 'moon'"),
        (("do", "pick it", "--planner", "oracle"), 2, "There is no planner 'oracle'"),
        (("do", "pick it", "--model", "./none.gguf"), 2, "There is no model at './none.gguf'"),
        (("do", "take the banana", "--planner", "expert"), 3, "I see no banana."),
        (("trace", "none.jsonl"), 2, "The trace none.jsonl cannot be read."),
        (("do", "pick it", "--out", "/dev/null/x"), 2, "cannot be written"),
    ],
)
def test_bad_input_gets_a_clear_sentence(tmp_path, args, code, sentence):
    result = handily(*args, cwd=tmp_path)
    assert sentence in " ".join((result.stdout + result.stderr).split())
    assert "Traceback" not in result.stderr
    assert result.returncode == code


@pytest.mark.parametrize("command", ["scenes", "skills", "planners", "doctor"])
def test_listings_are_json_on_request(tmp_path, command):
    assert json.loads(handily(command, "--json", cwd=tmp_path).stdout.splitlines()[-1])

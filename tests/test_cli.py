"""The command line as another program sees it: exit codes, JSON, clear sentences."""

import json
import os
import resource
import signal
import subprocess
import sys

import pytest
from PIL import Image

from agent.events import Started
from agent.trace import read_trace


def handily(*args, cwd, **kwargs):
    return subprocess.run(
        [sys.executable, "-m", "agent.cli", *args],
        capture_output=True,
        text=True,
        cwd=cwd,
        stdin=subprocess.DEVNULL,
        timeout=300,
        **kwargs,
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
    again = ("--planner", "replay", "--answers", files["trace"])
    assert handily("do", goal, *again, cwd=tmp_path).returncode == 0
    started = next(
        json.loads(line) for line in (tmp_path / files["trace"]).open() if "goal" in line
    )
    picture = (tmp_path / files["trace"]).parent / started["observation"]["picture"]
    assert Image.open(picture).size > (200, 200)


def test_a_full_disk_costs_the_files_but_not_the_run(tmp_path):
    def little_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (6000, 6000))

    args = ("do", "put the red block in the blue bowl", "--planner", "expert")
    # Who measures coverage writes a file as well, and has no word for a full disk.
    env = {k: v for k, v in os.environ.items() if not k.startswith("COVERAGE")}
    result = handily(*args, cwd=tmp_path, env=env, preexec_fn=little_room)
    assert result.returncode == 0, result.stderr
    said = " ".join(result.stderr.split())
    assert "trace.jsonl stops here: File too large. Free some space" in said
    assert "run.mp4 is incomplete" in said or "run.mp4 stops here" in said
    assert "Traceback" not in said
    (path,) = tmp_path.glob("runs/*/trace.jsonl")
    assert isinstance(read_trace(path)[1][0], Started)


def test_in_a_chat_ctrl_c_stops_the_arm_and_the_next_goal_is_done(tmp_path):
    chat = subprocess.Popen(
        [sys.executable, "-u", "-m", "agent.cli", "chat", "--planner", "expert"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=tmp_path,
    )
    said = []

    def until(text):
        while text not in (line := chat.stdout.readline()):
            said.append(line)
            assert line, said

    def say(text):
        chat.stdin.write(text + "\n")
        chat.stdin.flush()

    say("put the red block in the blue bowl")
    until("pick(red block)")
    chat.send_signal(signal.SIGINT)
    until("stopped")
    for goal in ("put the red block in the blue bowl", "put it back"):
        say(goal)
        until("verified")
    say("bye")
    assert chat.wait(30) == 0


@pytest.mark.parametrize(
    ("args", "code", "sentence"),
    [
        (("do", " "), 2, "The goal is empty."),
        (("do", "x" * 10_000), 2, "The goal has 10000 characters"),
        (("do", "put the red block on it", "--scene", "moon"), 2, "There is no scene 'moon'"),
        (("do", "pick it", "--planner", "oracle"), 2, "There is no planner 'oracle'"),
        (("do", "pick it", "--model", "./none.gguf"), 2, "There is no model at './none.gguf'"),
        (("do", "take the banana", "--planner", "expert"), 3, "I see no banana."),
        (("do", "pick it", "--perception", "eyes"), 2, "There is no perception 'eyes'"),
        (("bench", "juggling"), 2, "There is no suite 'juggling'"),
        (("trace", "none.jsonl"), 2, "The trace none.jsonl cannot be read."),
        (("do", "pick it", "--out", "/dev/null/x"), 2, "cannot be written"),
    ],
)
def test_bad_input_gets_a_clear_sentence(tmp_path, args, code, sentence):
    result = handily(*args, cwd=tmp_path)
    assert sentence in " ".join((result.stdout + result.stderr).split())
    assert "Traceback" not in result.stderr
    assert result.returncode == code


def test_the_oracle_is_named_wherever_it_was_used(tmp_path):
    args = ("do", "put the red block in the blue bowl", "--planner", "expert")
    result = handily(*args, "--perception", "oracle", cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    assert "(oracle)" in result.stdout
    (path,) = tmp_path.glob("runs/*/trace.jsonl")
    assert read_trace(path)[0].perception == "oracle"


def test_the_skills_benchmark_reports_hands_and_eyes(tmp_path):
    size = ("--trials", "2", "--stacks", "0", "--mixed", "1", "--views", "2", "--workers", "1")
    result = handily("bench", "skills", *size, "--json", cwd=tmp_path)
    report = json.loads(result.stdout.splitlines()[-1])
    counts = {row["kind"]: row["success"]["trials"] for row in report["trials"]}
    assert counts == {"mixed": 1, "pick-and-place": 2}
    assert report["perception"]["scenes"] == 2


@pytest.mark.parametrize("command", ["scenes", "skills", "planners", "doctor"])
def test_listings_are_json_on_request(tmp_path, command):
    assert json.loads(handily(command, "--json", cwd=tmp_path).stdout.splitlines()[-1])

"""At a terminal: who is asked before the arm moves, and what counts as a yes."""

import os
import pty
import subprocess
import sys

import pytest

GOAL = "put the red block in the blue bowl"


def at_terminal(tmp_path, answers, *options):
    """Carry the goal out at a terminal; return the exit code and what was shown."""
    ours, theirs = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "agent.cli", "do", GOAL, "--planner", "expert", *options],
        stdin=theirs,
        stdout=subprocess.PIPE,
        cwd=tmp_path,
    )
    os.close(theirs)
    os.write(ours, b"y\n" * 9)  # typed before anything was asked, it means nothing
    shown, answers = b"", list(answers)
    try:
        while more := os.read(process.stdout.fileno(), 4096):
            shown += more
            if more.endswith(b"[y/N] ") and answers:
                os.write(ours, answers.pop(0))
        return process.wait(60), shown.decode()
    finally:
        process.kill()
        os.close(ours)


@pytest.mark.parametrize(
    ("answers", "code", "said"),
    [
        ([b"y\n", b"YES\n"], 0, "verified"),
        ([b"y\n", b"\n"], 4, "place(in, blue bowl) was not confirmed"),
        ([b"yes please\n"], 4, "pick(red block) was not confirmed"),
    ],
)
def test_only_a_yes_is_a_yes(tmp_path, answers, code, said):
    found, shown = at_terminal(tmp_path, answers, "--confirm", "always")
    assert (found, said in shown) == (code, True), shown
    assert "? pick(red block): every motion is asked. Go on? [y/N] " in shown


def test_no_word_in_time_is_no(tmp_path):
    guard = tmp_path / "guard.toml"
    guard.write_text("[confirm]\npolicy = 'always'\ntimeout = 0.5")
    code, shown = at_terminal(tmp_path, [], "--guard", str(guard))
    assert code == 4
    assert "no word is no" in shown

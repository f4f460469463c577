"""Real processes: their output, their ends, and how all of them are ended."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from agent.errors import UsageError
from agent.ros.launch.runner import Ended, Line, Run, Started, Stopping

WAITS = """\
import signal, sys
def end(*_):
    print("bye", flush=True)
    sys.exit(0)
signal.signal(signal.SIGINT, end)
print("ready", flush=True)
open(__file__ + ".ready", "w").close()
while True:
    signal.pause()
"""
STUBBORN = """\
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
open(__file__ + ".ready", "w").close()
while True:
    signal.pause()
"""
AFTER = """\
import os, sys, time
while not os.path.exists(os.path.join(os.path.dirname(__file__), "%s.ready")):
    time.sleep(0.01)
sys.exit(%d)
"""


def node(name, more=""):
    return f"- node: {{pkg: pkg, exec: {name}, output: screen{more}}}\n"


def ran(prefix, text, patience=0.1):
    run = Run(prefix.plan(text), patience)
    return run, list(run.events())


def gone(pid):
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return "Z" in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1]


def test_lines_are_told_with_their_node_and_the_log_alone_shows_errors(prefix):
    prefix.program("talk", "import sys\nprint('out')\nprint('err', file=sys.stderr)")
    run, events = ran(prefix, node("talk", ", name: a"))
    assert [type(event) for event in events] == [Started, Line, Line, Ended]
    assert {(e.node, e.text, e.error) for e in events[1:3]} == {
        ("a", "out", False),
        ("a", "err", True),
    }
    assert run.code == 0
    _, events = ran(prefix, "- node: {pkg: pkg, exec: talk}")
    assert [e.text for e in events if isinstance(e, Line)] == ["err"]


def test_the_code_is_that_of_the_first_node_that_failed_by_itself(prefix):
    pid = prefix.folder / "pid"
    prefix.program(
        "fails", f"import os; open({str(pid)!r}, 'w').write(str(os.getpid()))\nraise SystemExit(3)"
    )
    prefix.program(
        "later",
        f"""
        import os, time
        while not os.path.exists({str(pid)!r}) or not open({str(pid)!r}).read():
            time.sleep(0.01)
        while os.path.exists("/proc/" + open({str(pid)!r}).read()):
            time.sleep(0.01)
        time.sleep(0.1)
        raise SystemExit(4)
        """,
    )
    run, events = ran(prefix, node("e") + node("later") + node("fails"))
    assert run.code == 3
    assert {e.node: e.code for e in events if isinstance(e, Ended)} == {
        "e": 0,
        "fails": 3,
        "later": 4,
    }


def test_the_node_that_ends_all_gives_its_code_and_the_others_are_asked_to_end(prefix):
    prefix.program("waits", WAITS)
    prefix.program("goal", AFTER % ("waits", 7))
    run, events = ran(prefix, node("waits") + node("goal", ", on_exit: shutdown"), patience=5)
    assert run.code == 7
    assert Stopping("goal has ended", "SIGINT") in events
    assert events[-2:] == [Line("waits", "bye", False), Ended("waits", 0)]


def test_one_that_does_not_listen_is_terminated_then_killed(prefix):
    prefix.program("stubborn", STUBBORN)
    prefix.program("goal", AFTER % ("stubborn", 0))
    run, events = ran(prefix, node("stubborn") + node("goal", ", on_exit: shutdown"))
    signals = [e.signal for e in events if isinstance(e, Stopping)]
    assert signals == ["SIGINT", "SIGTERM", "SIGKILL"]
    assert Ended("stubborn", -signal.SIGKILL) in events
    assert run.code == 0  # what the goal's node said


def test_a_node_is_started_again_until_the_launch_ends(prefix):
    count = prefix.folder / "count"
    prefix.program("dies", f"open({str(count)!r}, 'a').write('x')\nraise SystemExit(5)")
    prefix.program(
        "goal",
        f"""
        import os, time
        while not os.path.exists({str(count)!r}) or os.path.getsize({str(count)!r}) < 3:
            time.sleep(0.01)
        """,
    )
    again = ", respawn: 'true', respawn_delay: 0.05"
    run, events = ran(prefix, node("dies", again) + node("goal", ", on_exit: shutdown"), 1)
    assert sum(isinstance(e, Started) and e.node == "dies" for e in events) >= 3
    assert run.code == 0


def test_a_node_gets_its_parameters_in_a_file_and_its_environment(prefix):
    prefix.program(
        "shows",
        """\
        import os, sys
        print(open(sys.argv[sys.argv.index("--params-file") + 1]).read())
        print(os.environ["MINE"], os.environ["ROS_AUTOMATIC_DISCOVERY_RANGE"])
        """,
    )
    more = ", name: a, env: [{name: MINE, value: yes}], param: [{name: p, value: 1}]"
    _, events = ran(prefix, node("shows", more.replace("yes", "'yes'")))
    assert [e.text for e in events if isinstance(e, Line)] == [
        *('"/**":', '  "ros__parameters":', '    "p": 1', "", "yes LOCALHOST")
    ]


def test_what_a_node_leaves_behind_ends_with_it(prefix):
    prefix.program(
        "parent",
        """\
        import subprocess, sys
        child = subprocess.Popen([sys.executable, "-S", "-c", "import time; time.sleep(60)"])
        print(child.pid)
        """,
    )
    began = time.monotonic()
    _, events = ran(prefix, node("parent"))
    (pid,) = [int(e.text) for e in events if isinstance(e, Line)]
    assert time.monotonic() - began < 5
    assert gone(pid)


def test_if_one_cannot_start_or_nobody_listens_the_others_are_ended(prefix):
    prefix.program("waits", WAITS)
    (prefix.folder / "prefix/lib/pkg/broken").write_bytes(b"\0not a program")
    (prefix.folder / "prefix/lib/pkg/broken").chmod(0o755)
    run = Run(prefix.plan(node("waits") + node("broken")), 0.2)
    events = run.events()
    pid = next(events).pid
    with pytest.raises(UsageError, match="The program of broken cannot be started"):
        next(events)
    assert gone(pid)
    run = Run(prefix.plan(node("waits")), 0.2)
    with contextlib.closing(run.events()) as events:
        pid = next(events).pid
    assert gone(pid)


def launch(prefix, text, *options):
    """Start the command in a process of its own, as a terminal would."""
    script = "import typer\nfrom agent.cli_launch import launch\n"
    script += "app = typer.Typer()\napp.command()(launch)\napp()"
    return subprocess.Popen(
        [sys.executable, "-c", script, str(prefix.file(text)), *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, **prefix.environment},
    )


def test_ctrl_c_ends_all_and_is_no_failure(prefix):
    prefix.program("waits", WAITS)
    running = launch(prefix, node("waits", ", name: a") + node("waits", ", name: b"))
    ready = set()
    while len(ready) < 2:
        said = running.stdout.readline()
        assert said, running.stderr.read()
        if said.endswith("ready\n"):
            ready.add(said)
    assert ready == {"[a] ready\n", "[b] ready\n"}
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=10)
    assert running.returncode == 0, err
    assert "[launch] SIGINT to all: SIGINT" in out
    assert {"[a] bye", "[b] bye", "[launch] a ended with 0"} <= set(out.splitlines())


def test_the_command_prints_what_it_would_start_and_tells_errors_in_words(prefix):
    text = "- arg: {name: x}\n" + node("e", ", args: $(var x), param: [{name: p, value: $(var x)}]")
    shown = launch(prefix, text, "x:=5", "--print")
    out, err = shown.communicate(timeout=20)
    assert shown.returncode == 0, err
    assert "/lib/pkg/e 5 --ros-args --params-file PARAMETERS-1.yaml" in out
    assert '      "p": 5' not in out.splitlines()[0]
    assert '"p": 5' in out
    told = launch(prefix, text, "x:=5", "--print", "--json")
    process = json.loads(told.communicate(timeout=20)[0])
    assert process["parameters"] == [{"p": 5}]
    wrong = launch(prefix, text, "x=5", "--json")
    out, _ = wrong.communicate(timeout=20)
    assert wrong.returncode == 2
    assert json.loads(out)["message"] == "'x=5' is no argument; they look like this: name:=value."

"""A program that is compared with runs in a process of its own."""

import sys
from pathlib import Path

import pytest

from agent.errors import UsageError
from agent.peer import PeerProcess

ECHO = """
import json, sys
print("a library says hello")
print(json.dumps({"version": sys.argv[1]}), flush=True)
for line in sys.stdin:
    print(json.dumps({"twice": 2 * json.loads(line)["n"]}), flush=True)
"""


@pytest.fixture
def script(tmp_path):
    path = tmp_path / "echo.py"
    path.write_text(ECHO)
    return path


def test_it_answers_past_what_libraries_print(script):
    peer = PeerProcess(Path(sys.executable), script, ["7"], "echo")
    assert peer.ready == {"version": "7"}
    assert [peer.ask({"n": n})["twice"] for n in (1, 20)] == [2, 40]
    peer.close()
    assert peer.process.returncode == 0


def test_a_package_that_is_missing_is_told(tmp_path):
    script = tmp_path / "needs.py"
    script.write_text("import nothing_of_that_name")
    with pytest.raises(UsageError, match="nothing does not run there: ModuleNotFoundError"):
        PeerProcess(Path(sys.executable), script, [], "nothing")

"""Traces: what is written is read back, whatever happens to the disk."""

import pytest

from agent.errors import TraceError
from agent.events import Disturbed
from agent.loop import Agent
from agent.planners.expert import ExpertPlanner
from agent.prompt import messages
from agent.robot import Workspace
from agent.session import lines
from agent.toy import ToyPerception
from agent.trace import Header, TraceWriter, read_trace

HEADER = Header(scene="toy", robot="toy", seed=0, planner="expert", perception="toy")


@pytest.fixture
def run(toy):
    return list(
        Agent(toy, ToyPerception(), ExpertPlanner()).run("put the red block in the blue bowl")
    )


def test_a_trace_is_read_back_whole(run, tmp_path):
    writer = TraceWriter(tmp_path / "run.jsonl", HEADER)
    for event in run:
        writer.write(event)
    writer.close()
    assert read_trace(tmp_path / "run.jsonl") == (HEADER, run)


def test_what_went_wrong_is_in_the_trace_and_in_no_prompt(run, tmp_path):
    header = HEADER.model_copy(update={"faults": "drop=0.3"})
    writer = TraceWriter(tmp_path / "run.jsonl", header)
    dropped = Disturbed("drop", "red block slipped out of the hand", 1.5)
    events = [*run[:2], dropped, *run[2:]]
    for event in events:
        writer.write(event)
    writer.close()
    assert read_trace(tmp_path / "run.jsonl") == (header, events)
    assert messages(events, Workspace()) == messages(run, Workspace())
    assert list(lines(dropped)) == ["   [magenta]fault drop: red block slipped out of the hand[/]"]


def test_a_trace_without_faults_in_its_header_is_read(run, tmp_path):
    path = tmp_path / "run.jsonl"
    older = HEADER.model_dump_json(exclude={"faults"})
    path.write_text(older + "\n")
    assert read_trace(path) == (HEADER, [])


def test_a_line_cut_off_loses_only_itself(run, tmp_path):
    path = tmp_path / "run.jsonl"
    writer = TraceWriter(path, HEADER)
    for event in run:
        writer.write(event)
    writer.close()
    path.write_text(path.read_text()[:-40])
    assert read_trace(path)[1] == run[:-1]


def test_a_full_disk_is_told_and_ends_nothing(run, tmp_path):
    class FullDisk:
        def write(self, text):
            raise OSError(28, "No space left on device")

    writer = TraceWriter(tmp_path / "run.jsonl", HEADER)
    writer.write(run[0])
    writer._file.close()
    writer._file = FullDisk()
    writer.write(run[1])
    assert "No space left on device. Free some space" in writer.trouble
    assert read_trace(tmp_path / "run.jsonl")[1] == run[:1]


def test_a_file_that_is_no_trace_is_refused(tmp_path):
    (tmp_path / "x.jsonl").write_text("hello")
    with pytest.raises(TraceError, match="is not a Handily trace"):
        read_trace(tmp_path / "x.jsonl")

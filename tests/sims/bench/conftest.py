"""Run folders: made up ones, and one of real episodes."""

from dataclasses import replace

import pytest

from sims.bench.episode import Record, Settings, episode
from sims.bench.folder import RunFolder
from sims.bench.work import workspace_of
from sims.tasks.base import find_suite

INFO = {
    "handily": "0.1.0",
    "suite": "cap",
    "suite_version": 1,
    "tasks": ["seen/pick-and-place", "seen/stack-all"],
    "planner": "expert",
    "model": "",
    "model_hash": "",
    "decoding": "feasible",
    "perception": "oracle",
    "feedback": "all",
    "robot": "panda",
    "seed": 0,
    "workers": 1,
    "configuration": "0123456789abcdef",
    "packages": {"numpy": "2"},
    "machine": {"cores": 2},
    "started": "2026-01-01T00:00:00+0000",
}
RECORD = Record(
    task="seen/stack-all",
    index=0,
    seed=1000,
    instruction="stack all the blocks",
    success=True,
    score=1.0,
    declared=True,
    verification="verified",
    ending="done",
    message="",
    steps=3,
    planner_calls=3,
    tokens_in=100,
    tokens_out=10,
    questions=0,
    faults=0,
    blame="",
    planning=1.0,
    motion=2.0,
    wall=4.0,
    simulated=9.0,
    fingerprint="",
)


def record(index=0, task="seen/stack-all", success=True, **changes):
    """Return a record; a failure is the planner's with half the credit, unless said else."""
    kept = {} if success else {"score": 0.5, "blame": "planner", "verification": "contradicted"}
    base = replace(RECORD, task=task, index=index, seed=1000 + index, success=success)
    return replace(base, **(kept | changes))


@pytest.fixture
def made(tmp_path):
    """Write a run's folder from records."""

    def make(name, records, **info):
        run = RunFolder(tmp_path / name)
        run.write("run.json", INFO | {"episodes": len(records)} | info)
        for r in records:
            run.append(r)
        return run

    return make


@pytest.fixture(scope="session")
def real(tmp_path_factory):
    """Run two short episodes: one that is as it should be, one cut off from its goal."""
    run = RunFolder(tmp_path_factory.mktemp("real") / "run")
    run.write("run.json", INFO | {"episodes": 2, "tasks": ["seen/pick-and-place"]})
    suite, settings = find_suite("cap"), Settings(perception="oracle")
    for index in range(2):
        instance = suite.instance("seen/pick-and-place", index, 0, workspace_of("panda"))
        key = ("seen/pick-and-place", index, 1000 + index)
        done = episode(instance, key, settings, None, run.episode(key[0], key[2]))
        run.append(replace(done, success=False, blame="planner") if index else done)
    return run


@pytest.fixture(name="record")
def recorder():
    """Return what makes a record."""
    return record

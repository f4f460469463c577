"""Episodes as data to train on: chats for language models, a LeRobot dataset for policies.

Only episodes that succeeded are taken, unless all are asked for.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pybullet as p
from numpy.typing import NDArray

from agent.errors import HandilyError, UsageError
from agent.prompt import Message, messages
from agent.trace import read_trace
from sims.bench.dataset import Dataset
from sims.bench.episode import Record
from sims.bench.film import check, stage, states
from sims.bench.folder import RunFolder
from sims.bench.states import PERIOD, show
from sims.bench.views import workspace
from sims.robots.arm import Arm
from sims.world import World

FPS = round(1 / PERIOD)
SIZE = 240, 320
"""Height and width of the pictures of a dataset, in pixels."""

Episode = tuple[RunFolder, Record]


def wanted(folders: Sequence[Path], failures: bool) -> list[Episode]:
    """Return the episodes to export.

    Raises:
        UsageError: where there is none.
    """
    runs = [RunFolder(Path(folder)) for folder in dict.fromkeys(folders)]
    for run in runs:
        _ = run.info  # says which folder is no run's before any work is done
    out = [(run, r) for run in runs for r in run.records() if not r.error]
    out = [(run, r) for run, r in out if r.success or failures]
    if not out:
        raise UsageError(
            f"There is no {'judged' if failures else 'successful'} episode in "
            f"{', '.join(str(run.path) for run in runs) or 'no folder'}.",
            "What went well is exported; name a run with some successes.",
        )
    return out


def chats(folders: Sequence[Path], to: Path, failures: bool = False) -> int:
    """Write one line `{"messages": [...]}` an episode; return how many.

    The last message is the model's own: what was measured after it teaches it nothing.
    """
    lines = []
    for run, r in wanted(folders, failures):
        try:
            _, events = read_trace(run.episode(r.task, r.seed) / "trace.jsonl")
        except HandilyError:
            continue  # an episode may have been kept without its trace
        said: list[Message] = messages(events, workspace(str(run.info["robot"])))
        while said and said[-1]["role"] != "assistant":
            said.pop()
        if said:
            lines.append(json.dumps({"messages": said}, ensure_ascii=False) + "\n")
    if not lines:
        raise UsageError("None of these episodes has a trace.", "Run them again to have traces.")
    RunFolder(to.parent).write(to.name, "".join(lines))
    return len(lines)


def lerobot(
    folders: Sequence[Path], to: Path, failures: bool = False, pictures: bool = True
) -> int:
    """Write a LeRobot dataset (v3.0); return of how many episodes.

    A state is the arm's joints (rad) and the gap between the fingers (m), ten times a
    simulated second; an action is the state to be in at the next frame.
    """
    episodes = wanted(folders, failures)
    robots = sorted({str(run.info["robot"]) for run, _ in episodes})
    if len(robots) > 1:
        raise UsageError(
            f"These runs are of several robots: {', '.join(robots)}.", "Export one robot at a time."
        )
    dataset: Dataset | None = None
    try:
        for run, r in episodes:
            place = run.episode(r.task, r.seed)
            kept = states(place / "states.npz")
            if kept is None:
                continue
            rows = evenly(*kept)
            world, arm = stage(run.info, r)
            with world:
                check(world, rows, place)
                assert isinstance(arm, Arm)
                dataset = dataset or Dataset(
                    to, robots[0], names(arm), FPS, SIZE if pictures else None
                )
                moved = joints(arm, rows)
                after = np.concatenate([moved[1:], moved[-1:]])
                film = taken(world, rows) if pictures else ()
                dataset.add(r.instruction, moved, after, film)
        if dataset is None:
            raise UsageError(
                "None of these episodes has recorded states.", "Run them again to have states."
            )
        dataset.close()
    except BaseException:
        if dataset is not None:
            dataset.abandon()
        raise
    return len(dataset.rows)


def evenly(times: NDArray[Any], rows: NDArray[Any]) -> NDArray[Any]:
    """Return the state nearest to each tenth of a second from the first on."""
    grid = times[0] + np.arange(int((times[-1] - times[0]) / PERIOD + 1e-6) + 1) * PERIOD
    between = (times[1:] + times[:-1]) / 2
    picked: NDArray[Any] = rows[np.searchsorted(between, grid)]
    return picked


def names(arm: Arm) -> list[str]:
    """Return what the numbers of a state are called."""
    infos = [p.getJointInfo(arm.body, j, physicsClientId=arm.client) for j in arm.joints]
    return [*(info[1].decode() for info in infos), "gripper"]


def joints(arm: Arm, rows: NDArray[Any]) -> NDArray[Any]:
    """Return the arm's joints and the gap of its fingers, of recorded states."""
    first = 7  # behind its own position and orientation
    for i in range(p.getNumBodies(physicsClientId=arm.client)):
        body = p.getBodyUniqueId(i, physicsClientId=arm.client)
        if body == arm.body:
            break
        first += 7 + p.getNumJoints(body, physicsClientId=arm.client)
    fingers = rows[:, [first + j for j in arm.fingers]]
    gaps = [[arm.finger_gap(row)] for row in fingers.tolist()]
    return np.hstack([rows[:, [first + j for j in arm.joints]], gaps]).astype(np.float32)


def taken(world: World, rows: NDArray[Any]) -> Iterator[NDArray[np.uint8]]:
    """Yield a picture of each state."""
    for row in rows:
        show(world.client, row)
        yield world.render(SIZE[1], SIZE[0]).rgb

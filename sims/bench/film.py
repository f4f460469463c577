"""Films made afterwards: the world is laid again from the seed, and moved through its states."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from agent.errors import TraceError, UsageError
from agent.events import Acted, Asked, Decided, Disturbed, Event, Finished, Judged
from agent.robot import Robot
from agent.trace import read_trace
from agent.video import Video
from sims.bench.episode import Record
from sims.bench.folder import RunFolder
from sims.bench.states import show, state
from sims.bench.work import workspace_of
from sims.build import laid
from sims.tasks.custom import suite_of
from sims.world import World

WIDTH, HEIGHT, CAPTION = 400, 304, 40
"""Pixels of a picture, and of the strip below it."""
LETTERS = 60
"""How many fit into a line of the caption."""
EVERY, MOST = 2, 150
"""Each second state is shown, twice, as pictures are slow to take; at most so many are taken,
so that long episodes run faster."""
HOLD, LAST = 8, 24
"""For how many pictures an outcome, and the end, is shown standing still."""
SAME = 1e-3
"""How far (m, rad) the world that is laid again may be from its first state."""

Moment = tuple[float, str, int]
"""Until when (simulated seconds), what to say, and how many pictures to stand still then."""


def film(folder: RunFolder | Path, record: Record) -> Path | None:
    """Write an episode's `video.mp4`; None where no states were kept, such as of one cut off.

    Raises:
        UsageError: where the world cannot be laid again, or the disk is full.
    """
    run = folder if isinstance(folder, RunFolder) else RunFolder(folder)
    place = run.episode(record.task, record.seed)
    kept = states(place / "states.npz")
    if kept is None:
        return None
    times, rows = kept
    part, path = place / "video.part.mp4", place / "video.mp4"
    world, _ = stage(run.info, record)
    with world:
        check(world, rows, place)
        studio = Studio(world)
        video = Video(part, studio.picture)
        try:
            for row, text, count in shots(times, rows, captions(place / "trace.jsonl")):
                studio.caption(text, row)
                for _ in range(count):
                    video.frame()
        finally:
            video.close()
    if video.trouble:
        part.unlink(missing_ok=True)
        raise UsageError(video.trouble, "Free some space, or ask for --video none.")
    part.replace(path)
    return path


def states(path: Path) -> tuple[NDArray[Any], NDArray[Any]] | None:
    """Return times (T,) in seconds and states (T, N), or None where there are none."""
    try:
        with np.load(path) as kept:
            times, rows = kept["times"], kept["states"]
    except (OSError, ValueError, KeyError, EOFError):
        return None
    return (times, rows) if len(times) else None


def stage(info: dict[str, Any], record: Record) -> tuple[World, Robot]:
    """Return the world of an episode as it was laid, and the robot in it."""
    suite = suite_of(str(info.get("suite_file") or info["suite"]))
    if suite.version != info["suite_version"] or record.task not in suite.tasks:
        raise UsageError(
            f"{record.task} of {suite.name} version {info['suite_version']} is not what this "
            f"version of Handily has (version {suite.version}).",
            "Film it with the version that run.json names.",
        )
    workspace = workspace_of(info["robot"])
    instance = suite.instance(record.task, record.index, info["seed"], workspace)
    return laid(instance.build, info["robot"], np.random.default_rng(record.seed))


def check(world: World, rows: NDArray[Any], place: Path) -> None:
    """Refuse to film a world that is not the one that was recorded."""
    now = np.array(state(world.client))
    if now.shape != rows[0].shape or np.abs(now - rows[0]).max() > SAME:
        raise UsageError(
            f"{place} was recorded in another world than its seed gives now.",
            "Film it with the version of Handily that run.json names.",
        )


class Studio:
    """Takes pictures of a world with words below them; one that stands still is taken once."""

    def __init__(self, world: World) -> None:
        from PIL import ImageFont

        self.world, self.still, self.text = world, world.render(WIDTH, HEIGHT).rgb, ""
        self.font = ImageFont.load_default(13)

    def caption(self, text: str, row: NDArray[Any] | None) -> None:
        """Put the world into a state, and say something about it."""
        self.text = text
        if row is not None:
            show(self.world.client, row)
            self.still = self.world.render(WIDTH, HEIGHT).rgb

    def picture(self) -> NDArray[np.uint8]:
        """Return the picture."""
        from PIL import Image, ImageDraw

        image = Image.new("RGB", (WIDTH, HEIGHT + CAPTION), (32, 33, 36))
        image.paste(Image.fromarray(self.still))
        lines = textwrap.wrap(self.text, LETTERS, max_lines=2, placeholder=" ...")
        ImageDraw.Draw(image).text(
            (8, HEIGHT + 4), "\n".join(lines), fill=(240, 240, 240), font=self.font, spacing=3
        )
        return np.asarray(image)


def captions(trace: Path) -> list[Moment]:
    """Return what to say when, from an episode's trace; nothing without one."""
    try:
        _, events = read_trace(trace)
    except TraceError:
        return []
    return list(moments(events))


def moments(events: Sequence[Event]) -> Iterator[Moment]:
    """Yield a call while it moves, and then for a while how it went."""
    text, now = "", 0.0
    for event in events:
        if isinstance(event, Decided):
            text = f"{event.step}  {event.decision.call}"
        elif isinstance(event, Judged) and event.verdict.kind != "allow":
            yield now, f"{text}: {event.verdict.kind}, {event.verdict.reason}", HOLD
        elif isinstance(event, Acted):
            now = event.observation.time
            word = "ok" if event.outcome.ok else "failed"
            yield now, text, 0
            yield now, f"{text}: {word}, {event.outcome.message}", HOLD
        elif isinstance(event, Asked):
            yield now, f"asks: {event.question}", HOLD
        elif isinstance(event, Disturbed):
            yield event.time, text, 0
            yield event.time, f"({event.detail})", HOLD
        elif isinstance(event, Finished):
            end = f"{event.ending}, {event.verification}: {event.message}"
            yield math.inf, end, 0
            yield math.inf, end, LAST


def shots(
    times: NDArray[Any], rows: NDArray[Any], said: Sequence[Moment]
) -> Iterator[tuple[NDArray[Any] | None, str, int]]:
    """Yield a state (None: as before), the words below it, and for how many pictures."""
    every = max(EVERY, math.ceil(len(times) / MOST))
    left = list(said)
    for i in range(0, len(times), every):
        while left and left[0][0] < times[i]:
            _, text, count = left.pop(0)
            if count:
                yield None, text, count
        yield rows[i], left[0][1] if left else "", EVERY
    yield rows[-1], left[0][1] if left else "", 1
    for _, text, count in left:
        if count:
            yield None, text, count

"""How good the eyes are: random tables, what is seen against what is true.

The simulator's truth is asked here alone, after the eyes have said what they see.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pybullet as p
from scipy.optimize import linear_sum_assignment

from agent.perception.camera import CameraPerception
from agent.perception.colors import COLORS
from agent.robot import CameraFrame, Perception, Workspace
from agent.types import ObjectState
from sims.bench.statistics import Rate
from sims.build import Layout, laid
from sims.noise import Noise
from sims.scenes.tabletop import Tabletop
from sims.world import PERSON, World

CLOSE = 0.02
"""Something of the same kind and colour within this (m) of a true object is that object."""
CLEAR = 0.8
"""Share of an object's near side that has to be in view for it to count as unoccluded."""
MAX_BLOCKS, MAX_BOWLS, MAX_OBJECTS = 6, 3, 8


@dataclass(frozen=True, slots=True)
class Look:
    """One scene: how many were in view and found, what was seen that is not there.

    `off` are position errors in millimetres, `turned` yaw errors in degrees of what has
    corners, `ms` the processor time that the look took
    without the rendering.
    """

    seed: int
    clear: int
    found: int
    missed: tuple[str, ...]
    ghosts: tuple[str, ...]
    off: tuple[float, ...]
    turned: tuple[float, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class PerceptionReport:
    """What `measure` found; position in millimetres, yaw in degrees, 95 % Wilson intervals."""

    scenes: int
    unoccluded: int
    found: int
    ghosts: int
    position_median: float
    position_p95: float
    yaw_median: float
    yaw_p95: float
    frame_ms: float
    frame_ms_p95: float
    failures: tuple[str, ...] = ()
    """Which scenes (by their seed) went wrong, and how."""

    @property
    def detection(self) -> Rate:
        """Return the share of unoccluded objects that were found."""
        return Rate(self.found, self.unoccluded)

    @property
    def haunted(self) -> Rate:
        """Return the share of ghosts, for each scene at most one counted."""
        return Rate(min(self.ghosts, self.scenes), self.scenes)

    def __str__(self) -> str:
        return (
            f"{self.scenes} scenes: found {self.detection}, ghosts {self.haunted}, "
            f"position {self.position_median:.2f} mm (95 %: {self.position_p95:.2f}), "
            f"yaw {self.yaw_median:.2f} degrees (95 %: {self.yaw_p95:.2f}), "
            f"{self.frame_ms:.1f} ms a frame (95 %: {self.frame_ms_p95:.1f})"
        )


class Gaze:
    """A robot's eyes on one picture, so that a look can be timed without the rendering."""

    cameras = ("fixed",)

    def __init__(self, frame: CameraFrame, workspace: Workspace) -> None:
        self.frame, self.workspace = frame, workspace

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Return the picture."""
        return self.frame


def tabletop(world: World, rng: np.random.Generator, workspace: Workspace) -> None:
    """Lay blocks and bowls in random colours, eight at the most."""
    blocks = int(rng.integers(1, MAX_BLOCKS + 1))
    bowls = int(rng.integers(0, min(MAX_BOWLS, MAX_OBJECTS - blocks) + 1))
    colors = list(COLORS)
    Tabletop(
        [str(c) for c in rng.permutation(colors)[:blocks]],
        [str(c) for c in rng.permutation(colors)[:bowls]],
    ).build(world, rng, workspace)


def measure(
    scenes: int,
    seed: int = 0,
    *,
    noise: Noise | None = None,
    robot: str = "panda",
    layout: Layout = tabletop,
    eyes: Callable[[], Perception] = CameraPerception,
) -> PerceptionReport:
    """Look at `scenes` tables laid from seeds `seed`, `seed` + 1, ... and count.

    Times are of the processor, all threads together: what one core would take.
    """
    return summed(list(looks(scenes, seed, noise, robot, layout, eyes)))


def looks(
    scenes: int,
    seed: int,
    noise: Noise | None,
    robot: str,
    layout: Layout,
    eyes: Callable[[], Perception],
) -> Iterator[Look]:
    """Yield one look a scene, each at a fresh world with fresh eyes."""
    for i in range(seed, seed + scenes):
        world, arm = laid(layout, robot, np.random.default_rng(i))
        with world:
            world.blur(noise, i)
            gaze = Gaze(arm.capture(), arm.workspace)
            looker = eyes()
            start = time.process_time()
            seen = looker.perceive(gaze, None)  # type: ignore[arg-type]
            ms = (time.process_time() - start) * 1e3
            yield compared(i, seen, world.true_objects(), in_view(world), ms)


def compared(
    seed: int,
    seen: Sequence[ObjectState],
    truth: Sequence[ObjectState],
    clear: set[str],
    ms: float,
) -> Look:
    """Compare one look with what is true; a thing of the wrong kind is missed and a ghost."""
    pairs = list(matched(seen, truth))
    found = {t.name for _, t in pairs}
    real = {id(s) for s, _ in pairs}
    good = [(s, t) for s, t in pairs if t.name in clear]
    return Look(
        seed,
        len(clear),
        len(good),
        tuple(t.name for t in truth if t.name in clear and t.name not in found),
        tuple(f"{s.color} {s.kind}" for s in seen if id(s) not in real),
        tuple(math.dist(s.position, t.position) * 1e3 for s, t in good),
        tuple(turn(s, t) for s, t in good if symmetry(t) > 0),
        ms,
    )


def matched(
    seen: Sequence[ObjectState], truth: Sequence[ObjectState]
) -> Iterator[tuple[ObjectState, ObjectState]]:
    """Yield what is seen with what it is, for the least total distance."""
    far = 1e3
    cost = np.array(
        [
            [
                math.dist(s.position, t.position) if (s.kind, s.color) == (t.kind, t.color) else far
                for t in truth
            ]
            for s in seen
        ]
    ).reshape(len(seen), len(truth))
    for i, j in zip(*linear_sum_assignment(cost), strict=True):
        if cost[i, j] < CLOSE:
            yield seen[int(i)], truth[int(j)]


def symmetry(o: ObjectState) -> float:
    """Return after which turn (degrees) a thing looks the same; 0 for what is round."""
    if o.kind not in ("block", "box", "tray", "plank", "brick"):
        return 0.0
    return 90.0 if abs(o.size[0] - o.size[1]) < 1e-6 else 180.0


def turn(a: ObjectState, b: ObjectState) -> float:
    """Return by how much (degrees) the yaws differ, as far as that can be told."""
    period = symmetry(b)
    off = math.degrees(a.yaw - b.yaw)
    return abs((off + period / 2) % period - period / 2)


def in_view(world: World) -> set[str]:
    """Return the names of what is unoccluded: rays from the camera meet it, nothing else."""
    grid = np.linspace(-0.48, 0.48, 5)
    cube = np.stack(np.meshgrid(grid, grid, grid), axis=-1).reshape(-1, 3)
    out = set()
    for o in world.true_objects():
        c, s = math.cos(o.yaw), math.sin(o.yaw)
        ends = (cube * o.size) @ np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]]) + o.position
        starts = np.repeat([PERSON.eye], len(ends), axis=0)
        hits = p.rayTestBatch(starts.tolist(), ends.tolist(), physicsClientId=world.client)
        own = sum(hit[0] == world.names[o.name] for hit in hits)
        # The table cannot be in front of what stands on it: such rays pass the thing by.
        others = sum(hit[0] > 0 and hit[0] != world.names[o.name] for hit in hits)
        if own >= CLEAR * (own + others):
            out.add(o.name)
    return out


def summed(all_looks: Sequence[Look]) -> PerceptionReport:
    """Count the looks together."""
    off = [x for look in all_looks for x in look.off] or [math.nan]
    turned = [x for look in all_looks for x in look.turned] or [math.nan]
    ms = [look.ms for look in all_looks] or [math.nan]
    failures = tuple(
        f"seed {look.seed}: {what}"
        for look in all_looks
        for what in (
            *(f"missed {name}" for name in look.missed),
            *(f"saw a {name}" for name in look.ghosts),
        )
    )
    return PerceptionReport(
        len(all_looks),
        sum(look.clear for look in all_looks),
        sum(look.found for look in all_looks),
        sum(len(look.ghosts) for look in all_looks),
        float(np.median(off)),
        float(np.percentile(off, 95)),
        float(np.median(turned)),
        float(np.percentile(turned, 95)),
        float(np.median(ms)),
        float(np.percentile(ms, 95)),
        failures,
    )

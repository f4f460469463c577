"""Objects from RGB-D pictures: depth finds what stands on the table, colour parts it."""

from __future__ import annotations

from collections.abc import Sequence

from agent.errors import UsageError
from agent.perception.blocks import blocks
from agent.perception.bowls import part_bowls
from agent.perception.capture import picture
from agent.perception.memory import assured, remembered
from agent.perception.naming import named
from agent.perception.picture import Patch, Sight, seen_in
from agent.perception.solids import part_solids
from agent.perception.views import merged
from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Observation


class CameraPerception:
    """Looks with one camera or several; remembers what is hidden, forgets what is gone.

    Args:
        cameras: which of the robot's cameras to look with, such as ("fixed", "wrist").
            Each picture tells its own pose in the base frame, where the views meet: a
            thing is measured by whichever sees it best, and is hidden where none sees it.
    """

    source = "camera"

    def __init__(self, cameras: Sequence[str] = ("fixed",)) -> None:
        self.cameras = tuple(cameras)
        self.frame: CameraFrame | None = None
        """The picture of the latest look, by the first camera."""

    def perceive(
        self, robot: Robot, previous: Observation | None, camera: str | None = None
    ) -> tuple[ObjectState, ...]:
        """Return the objects seen now, and those remembered that something hides.

        Raises UsageError where the robot lacks one of the cameras.
        """
        cameras = (camera,) if camera else self.cameras
        missing = [name for name in cameras if name not in robot.cameras]
        if missing:
            raise UsageError(
                f"The robot has no camera {missing[0]!r}; it has: {', '.join(robot.cameras)}."
            )
        frames = [picture(robot, name) for name in cameras]
        self.frame = frames[0]
        views = [
            [assured(o, frame) for o in things(seen_in(frame, robot.workspace), previous)]
            for frame in frames
        ]
        seen = named(merged(views), previous)
        return (*seen, *remembered(seen, previous, frames))


def things(sight: Sight, previous: Observation | None) -> list[ObjectState]:
    """Return what a picture shows, without names."""
    out: list[ObjectState] = []
    rest: list[Patch] = []
    for color in dict.fromkeys(patch.color for patch in sight.patches):
        known = [o for o in previous.objects if o.color == color] if previous else []
        bowls, left = part_bowls([patch for patch in sight.patches if patch.color == color])
        solids, left = part_solids(left, sight, known)
        out += [*bowls, *solids]
        rest += left
    return [*out, *blocks(rest, previous, sight.eye)]

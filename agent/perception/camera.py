"""Objects from one RGB-D picture: depth finds what stands on the table, colour parts it."""

from __future__ import annotations

from agent.perception.blocks import blocks
from agent.perception.bowls import part_bowls
from agent.perception.capture import picture
from agent.perception.memory import named, remembered
from agent.perception.picture import Patch, Sight, seen_in
from agent.perception.solids import part_solids
from agent.robot import CameraFrame, Robot
from agent.types import ObjectState, Observation


class CameraPerception:
    """Looks with the fixed camera; remembers what is hidden, forgets what is gone."""

    source = "camera"

    def __init__(self) -> None:
        self.frame: CameraFrame | None = None
        """The picture of the latest look."""

    def perceive(self, robot: Robot, previous: Observation | None) -> tuple[ObjectState, ...]:
        """Return the objects seen now, and those remembered that something hides."""
        frame = self.frame = picture(robot)
        seen = named(things(seen_in(frame, robot.workspace), previous), previous)
        return (*seen, *remembered(seen, previous, frame))


def things(sight: Sight, previous: Observation | None) -> list[ObjectState]:
    """Return what a picture shows, without names."""
    whole: list[ObjectState] = []
    rest: list[Patch] = []
    for color in dict.fromkeys(patch.color for patch in sight.patches):
        found, left = part_bowls([patch for patch in sight.patches if patch.color == color])
        kinds, left = part_solids(left, sight)
        whole += [*found, *kinds]
        rest += left
    return [*whole, *blocks(rest, previous, sight.eye)]

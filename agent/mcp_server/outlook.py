"""What other agents may see of a host's world without moving anything."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from agent.errors import UsageError
from agent.host import Host
from agent.perception.capture import picture
from agent.robot import CameraFrame
from agent.types import Observation

if TYPE_CHECKING:
    from sims.twin import Rehearsal

BEFORE = "A goal is under way: this is what was last seen in it."
HIDDEN = (
    "The arm is not drawn back and may hide things, so they are where they were last measured; "
    "the picture is of now."
)


@dataclass(frozen=True, slots=True)
class View:
    """What is known, and a picture; `note` tells why it is not of now."""

    observation: Observation
    frame: CameraFrame | None
    note: str = ""


def look(host: Host) -> View:
    """Look at the table, if that can be done without moving the arm.

    Raises NoPicture when the camera gives none.
    """
    if host.status.state == "idle":
        return host.call(lambda: look_now(host))
    return View(host.agent.body.observation, host.perception.frame, BEFORE)


def look_now(host: Host) -> View:
    """Look from the thread that works."""
    body = host.agent.body
    if host.robot.at_home():
        body.look()
        return View(body.observation, host.perception.frame)
    return View(body.observation, picture(host.robot), HIDDEN)


def plan(host: Host, goal: str, wanted: Callable[[], bool] = lambda: True) -> Rehearsal:
    """Work on a goal in a twin of what is seen; nothing moves and nobody is asked.

    It ends early when a stop comes, or once it is no longer `wanted`.
    """
    from sims.twin import rehearse

    stopped = host.status.stopped

    def going_on() -> None:
        if host.status.stopped and not stopped:
            raise UsageError("The rehearsal was stopped.")
        if not wanted():
            raise UsageError("The rehearsal is no longer wanted.")

    def rehearsed() -> Rehearsal:
        seen = look_now(host).observation
        guard = host.make_guard(lambda call, reason: True)  # in the twin nothing is risky
        name, context = host.place.robot, host.agent.context
        return rehearse(goal, seen, name, host.planner, context, guard, going_on, host.limit)

    return host.call(rehearsed)


def png(frame: CameraFrame) -> bytes:
    """Return a picture as PNG."""
    from PIL import Image

    out = io.BytesIO()
    Image.fromarray(frame.rgb).save(out, "PNG")
    return out.getvalue()

"""The few verbs that every body offers, and the eyes that look for it.

The skills speak to these protocols alone, so the same skill moves a PyBullet arm, the
toy robot of the tests, and an arm behind ROS 2.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from agent.types import ObjectState, Observation, Pose

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Workspace:
    """The box over the table that the hand may enter, in metres, base frame.

    `x` and `y` bound the table area on which things may be put, `z` the tool point.
    """

    x: tuple[float, float] = (0.30, 0.66)
    y: tuple[float, float] = (-0.34, 0.34)
    z: tuple[float, float] = (0.0, 0.60)

    def contains(self, x: float, y: float, margin: float = 0.0) -> bool:
        """Tell whether a point on the table lies inside, at least `margin` from the edge."""
        return (
            self.x[0] + margin <= x <= self.x[1] - margin
            and self.y[0] + margin <= y <= self.y[1] - margin
        )


@dataclass(frozen=True, slots=True)
class RobotState:
    """Proprioception: tool pose, finger gap (m), force the fingers feel (N), clock (s)."""

    tool: Pose
    joints: tuple[float, ...]
    finger_gap: float
    finger_force: float
    time: float


@dataclass(frozen=True, slots=True)
class Motion:
    """How a commanded motion ended. `reason` is empty when it got there.

    `error` is how far (m) it was missed, `contact` whether the arm set out and met something.
    """

    ok: bool
    reason: str = ""
    error: float = 0.0
    contact: bool = False


@dataclass(frozen=True, slots=True)
class CameraFrame:
    """One RGB-D picture with what is needed to turn pixels into points.

    `rgb` (H, W, 3) uint8; `depth` (H, W) float32, metres along the optical axis;
    `intrinsics` (3, 3), pixels; `pose` (4, 4), camera (x right, y down, z forward, as
    in REP-103's optical frame) to robot base.
    """

    rgb: NDArray[np.uint8]
    depth: NDArray[np.float32]
    intrinsics: NDArray[np.float64]
    pose: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a motion has to keep clear of, as it was last measured.

    `objects` are in the way; those named in `touch` may be touched, such as what is about
    to be grasped; `held` moves with the hand.
    """

    objects: tuple[ObjectState, ...] = ()
    held: ObjectState | None = None
    touch: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hand:
    """The shape of a parallel gripper that points down, in metres.

    `finger`: its thickness along the way it closes, and half its breadth. `palm`: half its
    length along the way the fingers close, and half its breadth. `palm_above` and
    `tip_below`: how far the palm is above the tool point, and the fingertips below it.
    """

    opening: float
    finger: tuple[float, float]
    palm: tuple[float, float]
    palm_above: float
    tip_below: float


class Robot(Protocol):
    """A body with one hand. Motions block until they end and say how they ended."""

    name: str
    workspace: Workspace
    hand: Hand
    cameras: tuple[str, ...]

    def state(self) -> RobotState:
        """Read the joints and the hand."""
        ...

    def move_to(self, pose: Pose, speed: float = 1.0, around: Surroundings | None = None) -> Motion:
        """Bring the tool point to `pose` (base frame); `speed` scales the joint limits.

        A pose that cannot be reached, or not without touching something in `around`, is
        refused before anything moves, and says how far off it is or what is in the way. A
        motion that meets something unexpected stops there, and says so. Without `around`
        nothing but the reach is checked.
        """
        ...

    def grip(self, width: float) -> None:
        """Move the fingers towards a gap of `width` metres; 0 closes with holding force."""
        ...

    def home(self, around: Surroundings | None = None) -> Motion:
        """Raise the hand and draw it back to where it hides nothing from the camera."""
        ...

    def at_home(self) -> bool:
        """Tell whether the arm is drawn back."""
        ...

    def capture(self, camera: str = "fixed") -> CameraFrame:
        """Take a picture with one of `cameras`."""
        ...

    def stop(self) -> None:
        """Latch a stop: the motion in progress ends and none starts until `resume`."""
        ...

    def resume(self) -> None:
        """Clear a latched stop."""
        ...


class Perception(Protocol):
    """Turns what the robot's sensors see into objects. `source` is printed with results.

    `frame` is the picture of the latest look, or None for eyes that take none.
    """

    source: str
    frame: CameraFrame | None

    def perceive(
        self, robot: Robot, previous: Observation | None, camera: str | None = None
    ) -> tuple[ObjectState, ...]:
        """Look once. `previous` gives names to what is seen again and remembers the hidden.

        An object held in the hand is not among those returned. `camera` is the one of the
        robot's to look with; without it, the eyes look with those that they were made for.
        """
        ...

"""The words of the project as immutable data.

SI units and radians everywhere; frames are the robot's base (REP-103: x forward,
y left, z up); quaternions are xyzw. Everything here is a frozen dataclass of plain
values, so that it compares, hashes and turns into JSON without help.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Vec3 = tuple[float, float, float]
Quaternion = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Pose:
    """A position in metres and an orientation (quaternion xyzw) in the base frame."""

    position: Vec3
    orientation: Quaternion = (0.0, 0.0, 0.0, 1.0)

    @staticmethod
    def tool_down(x: float, y: float, z: float, yaw: float = 0.0) -> Pose:
        """The end effector pointing straight down; at yaw 0 the fingers open along y."""
        return Pose((x, y, z), (math.cos(yaw / 2), math.sin(yaw / 2), 0.0, 0.0))

    @property
    def yaw(self) -> float:
        """The turn (rad) about z of an end effector that points straight down."""
        qx, qy, _, _ = self.orientation
        return 2 * math.atan2(qy, qx)


@dataclass(frozen=True, slots=True)
class ObjectState:
    """One object as it was last measured.

    `position` is the centre of its bounding box, `size` that box's extents along the
    object's own axes after turning by `yaw` about z. `visible` is false for an object
    that is remembered from an earlier look and hidden from the present one.
    """

    name: str
    kind: str
    color: str
    position: Vec3
    size: Vec3
    yaw: float = 0.0
    confidence: float = 1.0
    visible: bool = True

    @property
    def top(self) -> float:
        """Height of the highest point, in metres."""
        return self.position[2] + self.size[2] / 2

    @property
    def bottom(self) -> float:
        """Height of the lowest point, in metres."""
        return self.position[2] - self.size[2] / 2


@dataclass(frozen=True, slots=True)
class Observation:
    """What the agent knows of the world after one look: measured objects and the hand."""

    objects: tuple[ObjectState, ...]
    holding: str | None = None
    gripper_width: float = 0.0
    time: float = 0.0
    source: str = "camera"
    picture: str | None = None

    def find(self, name: str) -> ObjectState | None:
        """Return the object of that name, or None when it has not been seen."""
        return next((o for o in self.objects if o.name == name), None)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all known objects, in the order in which they are described."""
        return tuple(o.name for o in self.objects)


@dataclass(frozen=True, slots=True)
class SkillCall:
    """A skill and its arguments, written `place(in, blue bowl)`."""

    skill: str
    args: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.skill}({', '.join(self.args)})"


def wordless(call: SkillCall) -> str:
    """Return what is wrong with a call of a skill of words, which takes one text, or nothing."""
    worded = len(call.args) == 1 and call.args[0].strip()
    return "" if worded else f"{call.skill} takes a few words"


@dataclass(frozen=True, slots=True)
class Choices:
    """What can be done now.

    `calls` are complete; `open` names the skills whose one argument is free text;
    `blocked` tells for each skill or call that cannot be carried out now why not.
    """

    calls: tuple[SkillCall, ...]
    open: tuple[str, ...] = ()
    blocked: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """The call a planner chose, how sure it was, and what it nearly chose.

    `probability` is that of `call` among the feasible calls, None where the planner cannot
    tell; `alternatives` are the runners-up with theirs, best first; `prompt` is the exact text
    that was read.
    `tokens_in` counts the prompt's tokens, `tokens_out` those that were chosen.
    """

    call: SkillCall
    probability: float | None = 1.0
    alternatives: tuple[tuple[str, float], ...] = ()
    prompt: str = ""
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured after a call: did the post-condition hold, and if not, why."""

    ok: bool
    message: str
    measured: Mapping[str, float | str | bool] = field(default_factory=dict)
    seconds: float = 0.0


VerdictKind = Literal["allow", "block", "refuse", "ask"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """The guard's word on a decision, before anything moves.

    `allow` runs it; `block` tells the planner why not and lets it choose again;
    `refuse` ends the run; `ask` puts `reason` to the person as a question.
    """

    kind: VerdictKind = "allow"
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """A relation that a goal wants or a measurement found: `in(red block, blue bowl)`.

    `point` is (x, y) in the base frame, in metres, where the target is no object or named
    place but "where it was". `more` is what the skill `place` takes besides: an amount ("a
    lot"), or the other things of a line.
    """

    relation: str
    subject: str
    target: str
    point: tuple[float, float] | None = None
    more: tuple[str, ...] = ()

    def __str__(self) -> str:
        return ", ".join((f"{self.subject} {self.relation} {self.target}", *self.more))

    @property
    def place(self) -> SkillCall:
        """The call that brings it about, once its subject is held."""
        return SkillCall("place", (self.relation, self.target, *self.more))

    @property
    def deed(self) -> SkillCall | None:
        """The call that brings it about by itself, with an empty hand; None where it takes two."""
        turned = self.relation == "turned"
        return SkillCall("rotate", (self.subject, self.target)) if turned else None


Verification = Literal["verified", "unverified", "contradicted"]

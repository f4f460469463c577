"""One task as a `gymnasium.Env`: its table from the seed, its goal judged by the true state."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import Any, Literal

import gymnasium
import numpy as np
from gymnasium import spaces
from numpy.typing import NDArray

from agent.errors import NoPicture, UsageError
from agent.events import Finished
from agent.perception.colors import COLORS
from agent.skills.done import Done
from agent.spatial import FIXED
from agent.types import Observation, Outcome, SkillCall
from sims.bench.episode import REST, Settings, Stage
from sims.bench.work import workspace_of
from sims.build import choose
from sims.faulty import REACH
from sims.objects import THINGS
from sims.servo import Servo
from sims.tasks.custom import suite_of
from sims.tasks.predicates import judge

Control = Literal["delta", "skill"]
Array = NDArray[Any]
KINDS = (*dict.fromkeys(t.kind for t in THINGS.values()), *FIXED)
SLOTS = 16
"""How many objects an observation has room for."""
FEATURES = 12
"""There, kind, colour, visible, x, y, z (m), yaw (rad), length, width, height (m), in the hand."""
CALLS = 128
"""How many skill calls there are to choose among, at the most."""
CANNOT = SkillCall("cannot", ("it cannot be done",))
PERIOD = 24
"""Steps of the world (1/240 s) in a step of the hand: ten steps a second."""
DELTA = (0.05, 0.05, 0.05, 0.5, 1.0)
"""The most that a step asks for: x, y, z (m), yaw (rad), and the fingers from shut to open."""
STILL = 5
"""So many steps of the hand in a row a goal has to hold."""
MOST: dict[str, int] = {"delta": 500, "skill": 30}
"""After so many steps an episode is cut off."""
SIZE = (300, 400)
"""Height and width of a picture."""


class TaskEnv(gymnasium.Env[dict[str, Array], Any]):
    """A task of a suite before a robot.

    Args:
        suite: its name, or the path of a YAML file of tasks.
        task: its name in the suite.
        control: "delta" moves the hand by small steps in x, y, z (m) and yaw (rad), and
            the fingers from -1, shut, to 1, open. "skill" chooses the i-th of `info["calls"]`;
            `info["action_mask"]` tells how many there are. Which calls can be carried out now
            differs from state to state, so the i-th is not the same call in each.
        obs: "state" for the robot and the objects, "rgb" for a picture of the table as well.
        perception: "camera" sees the objects as the agent does, "oracle" is told of them by
            the simulator; `info["perception"]` says which.
        reward: "partial" is by how much the task's score (0 to 1) grew, "sparse" 1 at success.
        robot: the arm's name.
        max_steps: after so many steps the episode is truncated.
        render_mode: None or "rgb_array".

    An episode ends with success, and also with the calls done and cannot, whether or not they
    are right. The success of "delta" has to last for half a second. Questions to a person
    are not part of it; a task's faults happen to skills alone.
    """

    metadata = {"render_modes": ["rgb_array"], "render_fps": 10}  # noqa: RUF012

    def __init__(
        self,
        suite: str,
        task: str,
        control: Control = "delta",
        obs: Literal["state", "rgb"] = "state",
        perception: Literal["camera", "oracle"] = "camera",
        reward: Literal["partial", "sparse"] = "partial",
        robot: str = "panda",
        max_steps: int | None = None,
        render_mode: str | None = None,
    ) -> None:
        for name, value, there in (
            ("control", control, ("delta", "skill")),
            ("obs", obs, ("state", "rgb")),
            ("perception", perception, ("camera", "oracle")),
            ("reward", reward, ("partial", "sparse")),
        ):
            if value not in there:
                raise UsageError(f"There is no {name} {value!r}; there are: {', '.join(there)}.")
        self.suite = suite_of(suite)
        choose("task", task, dict(self.suite.tasks))
        self.workspace = workspace_of(robot)
        self.task, self.control, self.obs, self.reward = task, control, obs, reward
        self.settings = Settings(robot, perception, states=False)
        self.render_mode = render_mode
        self.max_steps = max_steps or MOST[control]
        self.stage: Stage | None = None
        self.action_space = action_space(control)
        self.observation_space = observation_space(obs)

    def reset(
        self, *, seed: int | None = None, options: dict[str, Any] | None = None
    ) -> tuple[dict[str, Array], dict[str, Any]]:
        """Lay a new table: the seed's, or the next of the latest seed."""
        super().reset(seed=seed)
        self.close()
        drawn = int(self.np_random.integers(2**31))
        instance = self.suite.instance(self.task, 0, drawn, self.workspace)
        if self.control == "delta":
            instance = replace(instance, faults="")
        self.stage = Stage(instance, self.settings, None, drawn)
        self.body, self.skills = self.stage.agent.body, self.stage.agent.skills
        self.outcome = Outcome(True, "")
        self.steps = self.lasted = 0
        self.ended = False
        self.body.look()
        self.servo = Servo(self.body.robot) if self.control == "delta" else None  # type: ignore[arg-type]
        self.score = judge(instance.goal, self.stage.truth())
        return self.observe(), self.info()

    def step(self, action: Any) -> tuple[dict[str, Array], float, bool, bool, dict[str, Any]]:
        """Carry an action out, look, and judge what is so."""
        assert self.stage is not None, "call reset first"
        self.steps += 1
        if self.servo is not None:
            self.move(np.asarray(action, dtype=np.float64))
        else:
            self.call(int(action))
        before, self.score = self.score, judge(self.stage.instance.goal, self.stage.truth())
        self.lasted = self.lasted + 1 if self.score == 1.0 else 0
        success = self.lasted >= (STILL if self.control == "delta" else 1)
        terminated = success or self.ended
        gained = self.score - before if self.reward == "partial" else float(success)
        truncated = self.steps >= self.max_steps and not terminated
        return self.observe(), gained, terminated, truncated, self.info() | {"success": success}

    def move(self, action: Array) -> None:
        """Move the hand by a small step."""
        assert self.servo is not None
        x, y, z, turn, fingers = np.clip(action, *(sign * np.array(DELTA) for sign in (-1, 1)))
        width = (fingers + 1) / 2 * self.body.robot.hand.opening
        reached = self.servo.drive(np.array([x, y, z]), float(turn), float(width), PERIOD)
        self.outcome = Outcome(reached, "" if reached else "unreachable")
        try:
            self.body.observation = self.seen()
        except NoPicture as trouble:
            self.outcome = Outcome(False, trouble.message)

    def seen(self) -> Observation:
        """Look without drawing the arm back; what it hides is remembered."""
        body, before = self.body, self.body.observation
        state = body.robot.state()
        at = state.tool.position
        held = body.held
        if not body.grips_something():
            held = None
        elif held is None:
            held = min(before.objects, key=lambda o: math.dist(o.position, at), default=None)
            held = held if held and math.dist(held.position, at) < REACH else None
        objects = body.see(replace(before, holding=held.name if held else None))
        if held is not None:
            held = replace(held, position=at)
            objects = (*(o for o in objects if o.name != held.name), held)
        body.held = held
        return Observation(
            tuple(sorted(objects, key=lambda o: (o.kind != "block", o.name))),
            held.name if held else None,
            state.finger_gap,
            state.time,
            body.perception.source,
        )

    def call(self, index: int) -> None:
        """Carry one of the calls out; one that there is not does nothing."""
        assert self.stage is not None
        calls = self.calls()
        if index >= len(calls):
            self.outcome = Outcome(False, f"there are {len(calls)} calls; {index} is none of them")
            return
        call = calls[index]
        if call == CANNOT:
            self.ended, self.outcome = True, Outcome(True, call.args[0])
            finished = Finished("gave up", "unverified", call.args[0], self.steps, 0.0)
            self.stage.events.append(finished)
            return
        try:
            self.outcome = self.skills.run(call, self.body)
        except NoPicture as trouble:
            self.outcome = Outcome(False, trouble.message)
        self.stage.world.step(REST)
        self.ended = call.skill == Done.name

    def calls(self) -> tuple[SkillCall, ...]:
        """Return what can be chosen among now."""
        feasible = self.skills.feasible(self.body).calls
        return (*feasible[: CALLS - 1], CANNOT)

    def info(self) -> dict[str, Any]:
        """Return what is said beside the observation."""
        assert self.stage is not None
        out = {
            "instruction": self.stage.instance.instruction,
            "score": self.score,
            "success": False,
            "perception": self.settings.perception,
            "objects": self.body.observation.names,
            "ok": self.outcome.ok,
            "outcome": self.outcome.message,
        }
        if self.control == "skill":
            calls = self.calls()
            out["calls"] = tuple(map(str, calls))
            out["action_mask"] = (np.arange(CALLS) < len(calls)).astype(np.int8)
        return out

    def observe(self) -> dict[str, Array]:
        """Return what the space describes."""
        state = self.body.robot.state()
        tool = np.array([*state.tool.position, *state.tool.orientation], dtype=np.float32)
        out: dict[str, Array] = {
            "tool": tool,
            "gripper": np.array([state.finger_gap], dtype=np.float32),
            "objects": rows(self.body.observation),
        }
        if self.obs == "rgb":
            out["rgb"] = self.body.robot.capture().rgb.copy()
        return out

    def render(self) -> Any:
        """Return a picture (H, W, 3) of the table from the person's side."""
        if self.render_mode is None or self.stage is None:
            return None
        return self.stage.world.render(SIZE[1], SIZE[0]).rgb.copy()

    def close(self) -> None:
        """End the world."""
        if self.stage is not None:
            self.stage.close()
            self.stage = None


def action_space(control: Control) -> spaces.Space[Any]:
    """Return what can be done in one step."""
    if control == "skill":
        return spaces.Discrete(CALLS)
    most = np.array(DELTA, dtype=np.float32)
    return spaces.Box(-most, most, dtype=np.float32)


def observation_space(obs: str) -> spaces.Space[Any]:
    """Return what is observed: SI units, the robot's base frame, quaternions xyzw."""
    parts: dict[str, spaces.Space[Any]] = {
        "tool": spaces.Box(-2.0, 2.0, (7,), np.float32),
        "gripper": spaces.Box(-0.1, 0.2, (1,), np.float32),
        "objects": spaces.Box(-10.0, 100.0, (SLOTS, FEATURES), np.float32),
    }
    if obs == "rgb":
        parts["rgb"] = spaces.Box(0, 255, (*SIZE, 3), np.uint8)
    return spaces.Dict(parts)


def rows(seen: Observation) -> Array:
    """Return objects as rows in the order of their names; kinds and colours as their indices."""
    out = np.zeros((SLOTS, FEATURES), dtype=np.float32)
    colors = list(COLORS)
    for row, o in zip(out, seen.objects, strict=False):
        kind = KINDS.index(o.kind) + 1 if o.kind in KINDS else 0
        color = colors.index(o.color) + 1 if o.color in colors else 0
        held = o.name == seen.holding
        row[:] = 1, kind, color, o.visible, *o.position, o.yaw, *o.size, held
    return out

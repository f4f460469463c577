"""One PyBullet client: stepping, the camera, save and restore. z = 0 is the table's top."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
import pybullet as p
import pybullet_data

from agent.errors import UsageError
from agent.robot import CameraFrame
from agent.types import ObjectState, Vec3
from sims.noise import Noise

TIME_STEP = 1 / 240
SETTLED = 1e-4
"""The solver's least-squares residual at which it goes on no further."""
INERTIA = 5e-6
"""Least moment of inertia (kg m^2): with less, things tremble between fingers at such steps."""
NEAR, FAR = 0.2, 3.0


@dataclass(frozen=True, slots=True)
class View:
    """A camera: where it stands and looks (m, base frame), vertical field of view (degrees).

    `up` is the direction that is up in the picture.
    """

    eye: Vec3
    target: Vec3
    field: float
    up: Vec3 = (0.0, 0.0, 1.0)


PERSON = View((1.25, 0.0, 0.75), (0.43, 0.0, 0.0), 37.0)
"""From the person's side of the table: the picture's left is the robot's -y."""


class Part(Protocol):
    """Something in the world with a state of its own, such as a robot's motor commands."""

    def snapshot(self) -> Any:
        """Return what has to be kept."""
        ...

    def restore(self, kept: Any) -> None:
        """Go back to what `snapshot` returned."""
        ...

    def close(self) -> None:
        """Let go of what is held outside the world."""
        ...


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A moment to go back to; see `World.save`."""

    state: int
    time: float
    kept: tuple[Any, ...]


class World:
    """A physics client with a table. Use it as a context manager, or call `close`."""

    def __init__(self, gui: bool = False) -> None:
        try:
            self.client: int = p.connect(p.GUI if gui else p.DIRECT)
        except p.error:
            self.client = -1
        if self.client < 0:
            raise UsageError(
                "No window could be opened.", "--gui needs a display; leave it out, use --video."
            )
        self.time = 0.0
        self.names: dict[str, int] = {}
        self.parts: list[Part] = []
        self.people: list[Callable[[], None]] = []
        """What people at the table do, step by step."""
        self._traits: dict[str, tuple[str, str, Vec3]] = {}
        self.on_frame: Callable[[], None] | None = None
        self.frame_period = 0.1
        self._next_frame = 0.0
        self.noise: Noise | None = None
        self._camera_rng = np.random.default_rng(0)
        p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=self.client)
        p.setGravity(0, 0, -9.81, physicsClientId=self.client)
        p.setTimeStep(TIME_STEP, physicsClientId=self.client)
        p.setPhysicsEngineParameter(
            numSolverIterations=50,
            # Steps whose contacts are settled end early; all three halve what a step costs.
            solverResidualThreshold=SETTLED,
            contactBreakingThreshold=0.005,
            enableConeFriction=0,
            physicsClientId=self.client,
        )
        self._table()

    def _table(self) -> None:
        half = (0.55, 0.6, 0.05)
        self.add_body(
            mass=0.0,
            collision=p.createCollisionShape(
                p.GEOM_BOX, halfExtents=half, physicsClientId=self.client
            ),
            visual=p.createVisualShape(
                p.GEOM_BOX,
                halfExtents=half,
                rgbaColor=(0.93, 0.91, 0.87, 1),
                physicsClientId=self.client,
            ),
            position=(0.4, 0.0, -0.05),
            friction=0.6,
        )

    def add_body(
        self,
        *,
        mass: float,
        collision: int,
        visual: int,
        position: tuple[float, float, float],
        yaw: float = 0.0,
        friction: float = 1.0,
    ) -> int:
        """Add a body at a position (m) turned by yaw (rad); return its id."""
        body: int = p.createMultiBody(
            mass,
            collision,
            visual,
            position,
            p.getQuaternionFromEuler((0, 0, yaw)),
            physicsClientId=self.client,
        )
        if mass:
            inertia = p.getDynamicsInfo(body, -1, physicsClientId=self.client)[2]
            p.changeDynamics(
                body,
                -1,
                localInertiaDiagonal=[max(i, INERTIA) for i in inertia],
                physicsClientId=self.client,
            )
        p.changeDynamics(
            body,
            -1,
            # No rolling or spinning friction: nothing here rolls, and it costs most of a step.
            lateralFriction=friction,
            # What lies still costs nothing until it is touched.
            activationState=p.ACTIVATION_STATE_ENABLE_SLEEPING,
            physicsClientId=self.client,
        )
        return body

    def register(self, body: int, name: str, kind: str, color: str, size: Vec3) -> None:
        """Give a body the name that a person would use, and tell its size (m)."""
        self.names[name] = body
        self._traits[name] = (kind, color, size)

    def step(self, count: int = 1) -> None:
        """Advance by so many steps of 1/240 s, calling the frame hook as time passes."""
        for _ in range(count):
            p.stepSimulation(physicsClientId=self.client)
            self.time += TIME_STEP
            for act in self.people:
                act()
            if self.on_frame and self.time >= self._next_frame:
                # Counted from when it was due, so that the frames do not drift.
                late = self.time - self._next_frame
                due = self._next_frame if late < self.frame_period else self.time
                self._next_frame = due + self.frame_period
                self.on_frame()

    def blur(self, noise: Noise | None, seed: int = 0) -> None:
        """Give every camera this noise from now on; None takes it away."""
        self.noise, self._camera_rng = noise, np.random.default_rng(seed)

    def render(self, width: int = 400, height: int = 300, camera: View = PERSON) -> CameraFrame:
        """Take a picture of so many pixels, depth in metres along the optical axis."""
        view = p.computeViewMatrix(camera.eye, camera.target, camera.up)
        projection = p.computeProjectionMatrixFOV(camera.field, width / height, NEAR, FAR)
        _, _, rgba, depth, _ = p.getCameraImage(
            width,
            height,
            view,
            projection,
            shadow=0,
            lightDirection=(0.6, 0.3, 2.0),
            lightAmbientCoeff=0.62,
            lightDiffuseCoeff=0.38,
            lightSpecularCoeff=0.0,
            renderer=p.ER_TINY_RENDERER,
            flags=p.ER_NO_SEGMENTATION_MASK,
            physicsClientId=self.client,
        )
        rgb = np.asarray(rgba, dtype=np.uint8).reshape(height, width, 4)[:, :, :3]
        z = np.asarray(depth, dtype=np.float64).reshape(height, width)
        metres = (FAR * NEAR / (FAR - (FAR - NEAR) * z)).astype(np.float32)
        focal = height / 2 / math.tan(math.radians(camera.field) / 2)
        # TinyRenderer samples a pixel at its left lower corner; pixel centres are at + 0.5.
        centre = width / 2 + 0.5, height / 2 - 0.5
        intrinsics = np.array([[focal, 0, centre[0]], [0, focal, centre[1]], [0, 0, 1.0]])
        # OpenGL's camera looks along -z with y up; the optical frame along +z with y down.
        gl_pose = np.linalg.inv(np.array(view).reshape(4, 4).T)
        frame = CameraFrame(rgb, metres, intrinsics, gl_pose @ np.diag([1.0, -1, -1, 1]))
        return self.noise.spoil(frame, self._camera_rng) if self.noise else frame

    def true_objects(self) -> tuple[ObjectState, ...]:
        """Return where things really are: for tests, experts and the oracle alone."""
        out = []
        for name, body in self.names.items():
            position, orientation = p.getBasePositionAndOrientation(
                body, physicsClientId=self.client
            )
            kind, color, size = self._traits[name]
            axes = np.array(p.getMatrixFromQuaternion(orientation)).reshape(3, 3)
            # It may lie on any face: the axis that points up most is its height, and its
            # yaw is that of the longer one of the others.
            up = int(np.abs(axes[2]).argmax())
            first, second = sorted({0, 1, 2} - {up}, key=lambda i: -size[i])
            extents = (size[first], size[second], size[up])
            yaw = math.atan2(axes[1, first], axes[0, first])
            out.append(ObjectState(name, kind, color, tuple(position), extents, yaw))
        return tuple(out)

    def move(self, name: str, x: float, y: float, z: float, yaw: float = 0.0) -> None:
        """Put a thing somewhere else at once, as somebody's hand would; for tests."""
        p.resetBasePositionAndOrientation(
            self.names[name],
            (x, y, z),
            p.getQuaternionFromEuler((0, 0, yaw)),
            physicsClientId=self.client,
        )
        p.resetBaseVelocity(self.names[name], (0, 0, 0), (0, 0, 0), physicsClientId=self.client)
        self.wake()

    def wake(self) -> None:
        """Make physics look at everything again, after a hand has reached into the world."""
        for body in self.names.values():
            p.changeDynamics(
                body,
                -1,
                activationState=p.ACTIVATION_STATE_WAKE_UP,
                physicsClientId=self.client,
            )

    def save(self) -> Snapshot:
        """Keep this moment: bodies, clock and motor commands."""
        state = p.saveState(physicsClientId=self.client)
        return Snapshot(state, self.time, tuple(part.snapshot() for part in self.parts))

    def restore(self, snapshot: Snapshot) -> None:
        """Go back to a moment that was kept; may be done many times."""
        p.restoreState(snapshot.state, physicsClientId=self.client)
        self.time = snapshot.time
        self._next_frame = min(self._next_frame, self.time + self.frame_period)
        for part, kept in zip(self.parts, snapshot.kept, strict=True):
            part.restore(kept)
        self.wake()

    def close(self) -> None:
        """Disconnect; may be called twice."""
        if self.client < 0:
            return
        for part in self.parts:
            part.close()
        # A window that the person has closed is no longer connected.
        if p.isConnected(physicsClientId=self.client):
            p.disconnect(physicsClientId=self.client)
        self.client = -1

    def __enter__(self) -> World:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

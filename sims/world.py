"""One PyBullet client: stepping, the camera, contacts. z = 0 is the table's top."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

import numpy as np
import pybullet as p
import pybullet_data

from agent.errors import UsageError
from agent.robot import CameraFrame
from agent.types import ObjectState

TIME_STEP = 1 / 240
CAMERA_EYE = (1.20, 0.0, 0.78)
CAMERA_TARGET = (0.44, 0.0, 0.0)
FIELD_OF_VIEW = 42.0
NEAR, FAR = 0.2, 3.0


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
        self.colors: dict[str, tuple[str, str]] = {}
        self.on_frame: Callable[[], None] | None = None
        self.frame_period = 0.1
        self._next_frame = 0.0
        p.setAdditionalSearchPath(pybullet_data.getDataPath(), physicsClientId=self.client)
        p.setGravity(0, 0, -9.81, physicsClientId=self.client)
        p.setTimeStep(TIME_STEP, physicsClientId=self.client)
        p.setPhysicsEngineParameter(numSolverIterations=80, physicsClientId=self.client)
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
        p.changeDynamics(
            body,
            -1,
            lateralFriction=friction,
            spinningFriction=0.003,
            rollingFriction=0.0005,
            physicsClientId=self.client,
        )
        return body

    def register(self, body: int, name: str, kind: str, color: str) -> None:
        """Give a body the name that a person would use."""
        self.names[name] = body
        self.colors[name] = (kind, color)

    def step(self, count: int = 1) -> None:
        """Advance by so many steps of 1/240 s, calling the frame hook as time passes."""
        for _ in range(count):
            p.stepSimulation(physicsClientId=self.client)
            self.time += TIME_STEP
            if self.on_frame and self.time >= self._next_frame:
                self._next_frame = self.time + self.frame_period
                self.on_frame()

    def render(self, width: int = 640, height: int = 480) -> CameraFrame:
        """Take a picture from the person's side of the table."""
        view = p.computeViewMatrix(CAMERA_EYE, CAMERA_TARGET, (0, 0, 1))
        projection = p.computeProjectionMatrixFOV(FIELD_OF_VIEW, width / height, NEAR, FAR)
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
        focal = height / 2 / math.tan(math.radians(FIELD_OF_VIEW) / 2)
        intrinsics = np.array([[focal, 0, width / 2], [0, focal, height / 2], [0, 0, 1.0]])
        # OpenGL's camera looks along -z with y up; the optical frame along +z with y down.
        gl_pose = np.linalg.inv(np.array(view).reshape(4, 4).T)
        return CameraFrame(rgb, metres, intrinsics, gl_pose @ np.diag([1.0, -1, -1, 1]))

    def true_objects(self) -> tuple[ObjectState, ...]:
        """Return where things really are: for tests and the oracle, never for the agent."""
        out = []
        for name, body in self.names.items():
            position, orientation = p.getBasePositionAndOrientation(
                body, physicsClientId=self.client
            )
            kind, color = self.colors[name]
            yaw = p.getEulerFromQuaternion(orientation)[2]
            size = (0.04, 0.04, 0.04) if kind == "block" else (0.15, 0.15, 0.045)
            out.append(ObjectState(name, kind, color, tuple(position), size, yaw))
        return tuple(out)

    def move(self, name: str, x: float, y: float, z: float) -> None:
        """Put a thing somewhere else at once, as somebody's hand would; for tests."""
        p.resetBasePositionAndOrientation(
            self.names[name], (x, y, z), (0, 0, 0, 1), physicsClientId=self.client
        )

    def close(self) -> None:
        """Disconnect; may be called twice."""
        if self.client >= 0:
            p.disconnect(physicsClientId=self.client)
            self.client = -1

    def __enter__(self) -> World:
        return self

    def __exit__(self, *error: Any) -> None:
        self.close()

import numpy as np
import pybullet as p
import pytest

from agent.body import Body
from agent.perception.camera import CameraPerception
from agent.skills.library import SkillLibrary
from agent.types import SkillCall
from sims.build import calibrate, choose, robots
from sims.meshes import rgba
from sims.scenes.tabletop import BLOCK, HEIGHT, RIM, add_block, add_bowl
from sims.world import World


class Table:
    """A real arm at a table that a test has laid; the agent sees it by its camera."""

    def __init__(self, blocks=(), bowls=(), pieces=(), scene=None, robot="panda"):
        self.world = World()
        self.robot = choose("robot", robot, robots())(self.world)
        for color, x, y, *yaw in blocks:
            body = add_block(self.world, color, x, y, *(yaw or [0.0]))
            self.world.register(body, f"{color} block", "block", color, (BLOCK,) * 3)
        for color, x, y in bowls:
            body = add_bowl(self.world, color, x, y)
            size = (2 * RIM, 2 * RIM, HEIGHT)
            self.world.register(body, f"{color} bowl", "bowl", color, size)
        for color, x, y in pieces:
            body = self.piece(color, x, y)
            self.world.register(body, f"{color} piece", "piece", color, (0.02,) * 3)
        if scene is not None:
            scene.build(self.world, np.random.default_rng(0), self.robot.workspace)
        calibrate(self.robot, self.world)
        self.world.step(60)
        self.body = Body(self.robot, CameraPerception())
        self.skills = SkillLibrary()
        self.body.look()

    def piece(self, color, x, y):
        c, half = self.world.client, [0.01] * 3
        return self.world.add_body(
            mass=0.01,
            collision=p.createCollisionShape(p.GEOM_BOX, halfExtents=half, physicsClientId=c),
            visual=p.createVisualShape(
                p.GEOM_BOX, halfExtents=half, rgbaColor=rgba(color), physicsClientId=c
            ),
            position=(x, y, 0.01),
        )

    def do(self, skill, *args):
        # The skill itself, without the reading of references before it.
        return self.skills.skills[skill].run(SkillCall(skill, args), self.body)

    def why_not(self, skill, *args):
        return self.skills.why_not(SkillCall(skill, args), self.body)

    def listed(self, skill):
        return [c for c in self.skills.feasible(self.body).calls if c.skill == skill]

    def true(self, name):
        return next(o for o in self.world.true_objects() if o.name == name)

    def refuses(self, reason, skill, *args):
        """Tell whether a call is answered with this reason, and nothing has moved."""
        before = self.robot.state().joints, self.world.time
        outcome = self.do(skill, *args)
        assert (self.robot.state().joints, self.world.time) == before
        assert not outcome.ok
        assert reason in outcome.message
        return True


@pytest.fixture
def lay(watched):
    """Lay tables; whatever a test does there, no motion exceeds a limit or cuts through things."""
    tables = []

    def make(*args, **kwargs):
        tables.append(Table(*args, **kwargs))
        return tables[-1]

    yield make
    for table in tables:
        table.world.close()
    watched.check()

import pytest

from agent.toy import ToyRobot
from agent.types import ObjectState


def block(color: str, x: float, y: float) -> ObjectState:
    return ObjectState(f"{color} block", "block", color, (x, y, 0.02), (0.04, 0.04, 0.04))


def bowl(color: str, x: float, y: float) -> ObjectState:
    return ObjectState(f"{color} bowl", "bowl", color, (x, y, 0.0225), (0.15, 0.15, 0.045))


@pytest.fixture
def toy() -> ToyRobot:
    return ToyRobot(
        [
            block("red", 0.40, 0.20),
            block("green", 0.50, -0.20),
            block("yellow", 0.60, 0.0),
            bowl("blue", 0.40, -0.05),
        ]
    )

import pytest

from agent.toy import ToyRobot, thing


@pytest.fixture
def toy() -> ToyRobot:
    return ToyRobot(
        [
            thing("red", "block", 0.40, 0.20),
            thing("green", "block", 0.50, -0.20),
            thing("yellow", "block", 0.60, 0.0),
            thing("blue", "bowl", 0.40, -0.05),
        ]
    )

"""Bodies in PyBullet that implement `agent.robot.Robot`: one file each."""

"""What the robot can do: one file a skill."""

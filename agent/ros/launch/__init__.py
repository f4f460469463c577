"""Launch files in ROS 2's own YAML grammar, run without a ROS installation.

    file ── tree.read ──> actions ── plan.plan ──> processes ── runner.Run ──> events

Whatever the grammar of ROS has and this runner has not is refused, so that a file which runs
here runs under `ros2 launch` as well. Nothing here imports rclpy.
"""

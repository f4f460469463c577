"""ROS 2: the body over topics and actions, the agent as a node, and launch files."""

"""The simulated world as a ROS 2 robot: what is here is all of sims that knows rclpy."""

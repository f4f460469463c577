"""Tasks: what is said, what stands where, and what has to be so afterwards. One file a suite."""

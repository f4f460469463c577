"""Planners: one file each, one protocol (`agent.planners.base`)."""

"""Feasible calls to exact probabilities."""

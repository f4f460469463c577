"""Measurements over many trials, with their uncertainty."""

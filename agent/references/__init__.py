"""What a person calls things: "second block from the left", "bowl closest to the red one".

A small typed language. `parse` turns words into a tree (`tree.py`) or says at which word it
went wrong; `ground` turns a tree into names, by what is measured, or says why it cannot.
"""

from agent.references.grounding import (
    GroundingError,
    ground,
    ground_one,
    names_a_thing,
    value,
)
from agent.references.parser import ReferenceError_, parse

__all__ = [
    "GroundingError",
    "ReferenceError_",
    "ground",
    "ground_one",
    "names_a_thing",
    "parse",
    "value",
]

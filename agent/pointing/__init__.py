"""What a sentence points at, by its name: "the one behind the bowl" is "the red block" here.

Who reads a sentence about things by their names need not know all the ways to point at them:
by what stands where, by what is alike, or by what was said before.
"""

from agent.pointing.names import numbered, unnumbered
from agent.pointing.pointed import pointed

__all__ = ["numbered", "pointed", "unnumbered"]

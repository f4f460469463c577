"""Everything that Handily raises on purpose.

    HandilyError
    ├── UsageError      bad input from a person: what is wrong, what is allowed, what to do
    ├── ModelError      a language model cannot be found, read or cached
    ├── TraceError      a trace cannot be written or read
    ├── NoPicture       the camera gives none, or black ones only
    ├── RobotLost       the robot's driver no longer answers
    └── Stopped         a latched stop ended a motion

Each message is complete enough to be shown alone; the command line prints it without a
traceback. Failures of a skill are no errors: they are outcomes, and go to the planner.
"""


class HandilyError(Exception):
    """Root of the tree; carries one sentence for a person and what to do about it."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint


class UsageError(HandilyError):
    """The person asked for something that does not exist or cannot be understood."""


class ModelError(HandilyError):
    """A language model cannot be found, read or cached."""


class TraceError(HandilyError):
    """A trace cannot be written or read."""


class NoPicture(HandilyError):
    """The camera gives no picture; nothing can be concluded about what is there."""


class RobotLost(HandilyError):
    """The robot's driver does not answer, or no longer; where the robot is, nobody knows."""


class Stopped(HandilyError):
    """A latched stop ended a motion before it arrived."""


def first_line(error: BaseException) -> str:
    """Return what an error says, shortened to one line."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]

"""Goals as people word them, each with what it means; training, validation and test apart."""

from agent.training.language.command import Command
from agent.training.language.goals import command, follow_up
from agent.training.language.scenes import scene

__all__ = ["Command", "command", "follow_up", "scene"]

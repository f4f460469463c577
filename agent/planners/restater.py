"""A language model that restates goals: each line is chosen among all that could be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from agent.decoding.scorer import Scorer, distribution
from agent.decoding.tokens import Tokens
from agent.events import Understood
from agent.prompt import Message
from agent.restating import lines
from agent.robot import Workspace
from agent.types import Fact, Observation

TOLERANCE = 1e-3
"""No probability of a line is off by more than this for what is not computed."""


class Restater:
    """Chooses line by line; the prompt's keys and values stay for the next line, and goal.

    Args:
        scorer: of the model, with a cache of its own.
        tokens: of the model.
        render: turns a chat into the text that the model reads.
    """

    def __init__(
        self, scorer: Scorer, tokens: Tokens, render: Callable[[list[Message]], str]
    ) -> None:
        self.scorer, self.tokens, self.render = scorer, tokens, render

    def restate(
        self, chat: list[Message], observation: Observation, workspace: Workspace
    ) -> Understood:
        """Return what the goal of a chat means of what is seen."""
        prompt, facts, sure = self.render(chat), list[Fact](), 1.0
        while True:
            said, fact, share = self.next(prompt, lines(observation, workspace, facts))
            sure *= share
            if fact is None:
                return Understood(tuple(facts), sure, "" if facts else said)
            prompt += f"{said}\n"
            facts.append(fact)

    def next(
        self, prompt: str, options: Mapping[str, Fact | None]
    ) -> tuple[str, Fact | None, float]:
        """Return the most likely of some lines, what it means, and its probability."""
        closed = [f"{text}\n" if fact else text + self.tokens.end for text, fact in options.items()]
        read, paths = self.tokens.options(prompt, closed, end="")
        shares = distribution(self.scorer.choose(read, paths, TOLERANCE))
        share, (text, fact) = max(zip(shares, options.items(), strict=True), key=lambda p: p[0])
        return text, fact, share

"""A language model that restates goals: each line is chosen among all that could be meant."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from agent.decoding.scorer import Scorer, distribution
from agent.decoding.tokens import Tokens
from agent.events import Understood
from agent.prompt import Message, plain
from agent.restating import Goal, lines, question
from agent.types import Fact

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

    def restate(self, goal: Goal) -> Understood:
        """Return what a goal means."""
        prompt = self.render(question(goal))
        said: list[str] = []
        facts: list[Fact] = []
        seen: list[dict[str, float]] = []
        while True:
            options = lines(goal.observation, goal.workspace, facts)
            text, shares = self.next("".join((prompt, *said)), options)
            seen.append(shares)
            fact = options[text]
            if fact is None:
                break
            said.append(f"{text}\n")
            facts.append(fact)
        counts = len(self.tokens.encode(prompt)), len(self.tokens.encode("".join((*said, text))))
        sure, why = surely(seen, [plain(str(f)) for f in facts], text), "" if facts else text
        return Understood(tuple(facts), sure, why, goal.text, goal.answers, prompt, 0.0, *counts)

    def next(self, prompt: str, options: Mapping[str, Fact | None]) -> tuple[str, dict[str, float]]:
        """Return the best of some lines, and the probabilities of all.

        Several facts may come next, since their order is often free: whether any does is decided
        first, and which one then. Else the end, which is but one line, would come too early.
        """
        closed = [f"{text}\n" if fact else text + self.tokens.end for text, fact in options.items()]
        read, paths = self.tokens.options(prompt, closed, end="")
        shares = distribution(self.scorer.choose(read, paths, TOLERANCE))
        ranked = sorted(zip(shares, options, strict=True), key=lambda pair: -pair[0])
        facts = [pair for pair in ranked if options[pair[1]] is not None]
        ends = [pair for pair in ranked if options[pair[1]] is None]
        more = sum(share for share, _ in facts)
        best = facts[0] if facts and more > ends[0][0] else ends[0]
        return best[1], dict(zip(options, shares, strict=True))


def surely(seen: Sequence[Mapping[str, float]], said: Sequence[str], end: str) -> float:
    """Return how sure the lines are, in whatever order they might have been said."""
    sure = seen[-1][end]
    for i, shares in enumerate(seen[:-1]):
        sure *= sum(shares.get(text, 0.0) for text in said[i:])
    return sure

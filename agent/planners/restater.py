"""A language model that restates goals: each line is chosen among all that could be meant."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from agent.decoding.scorer import Scorer, distribution
from agent.decoding.tokens import Tokens
from agent.drift import drift
from agent.events import Understood
from agent.gist import gist
from agent.kinds import ROOMY, is_hollow
from agent.mentions import mentions
from agent.nudge import nudge
from agent.pertinent import spoken, staying
from agent.pointing import numbered, pointed, unnumbered
from agent.prompt import Message, plain
from agent.restating import CANNOT, UNCLEAR, Goal, lines, question
from agent.retelling import Retelling, retellings
from agent.rewording import reworded
from agent.spatial import holds
from agent.storeys import storeys
from agent.types import Fact
from agent.vacated import vacated

TOLERANCE = 1e-3
"""No probability of a line is off by more than this for what is not computed."""
TELLINGS = 4
"""In so many ways a goal is told where the first leaves a doubt."""
SURE = 0.95
"""A line that is at least so likely leaves none."""
LEAST = 1e-4
"""No telling finds a line less likely than this, so that none can rule out a line alone."""
RESERVE = {UNCLEAR: 2.5, CANNOT: 1.5}
"""Taken off the log-odds of these: words that no lesson had, such as "um", make them likelier
than they are; and of what is unclear, `agent.vague` knows better."""

STRANGE = 4.0
"""Taken off the log-odds of a line for its subject, and for its target, of which a goal does not
speak; see `agent.pertinent`."""

Options = Mapping[str, Fact | None]


@dataclass
class Told:
    """A goal in one telling, and what was answered so far."""

    scorer: Scorer
    retelling: Retelling
    prompt: str
    said: list[str] = field(default_factory=list)

    def line(self, text: str, fact: Fact | None) -> str:
        """Return a line as it is told here."""
        return plain(str(self.retelling.fact(fact))) if fact else text


class Restater:
    """Chooses line by line; the prompts' keys and values stay for the next line, and goal.

    Args:
        scorer: makes one of the model, with a cache of its own.
        tokens: of the model.
        render: turns a chat into the text that the model reads.
    """

    def __init__(
        self,
        scorer: Callable[[], Scorer],
        tokens: Tokens,
        render: Callable[[list[Message]], str],
    ) -> None:
        self.tokens, self.render = tokens, render
        self._scorer, self._scorers = scorer, list[Scorer]()

    def restate(self, goal: Goal) -> Understood:
        """Return what a goal means, also where it points at things by where they stand."""
        plainly = replace(goal, text=self.plain(goal))
        seen = numbered(goal.observation)
        told = self.plain(replace(goal, observation=seen))
        text = pointed(told, seen, goal.workspace)
        if goal.before or goal.answers or text == told:
            facts = by_words(plainly)
            return Understood(facts, 1.0, "", goal.text) if facts else self.by_model(goal, plainly)
        pointing = replace(goal, text=text, observation=seen)
        # What was left out as no part of the wish may have been one.
        if facts := by_words(pointing) or by_words(plainly):
            return Understood(unnumbered(facts, goal.observation), 1.0, "", goal.text)
        found = self.by_model(goal, pointing)
        return replace(found, facts=unnumbered(found.facts, goal.observation))

    def by_model(self, goal: Goal, plainly: Goal) -> Understood:
        """Return what the model makes of a goal, told as `plainly`."""
        ways = itertools.islice(retellings(plainly), TELLINGS)
        told = [self.told(plainly, way, i) for i, way in enumerate(ways)]
        facts: list[Fact] = []
        seen: list[dict[str, float]] = []
        still = staying(plainly.text, plainly.observation, goal.workspace)
        less = strange(plainly, still)
        while True:
            options = sensible(lines(plainly.observation, goal.workspace, facts), plainly)
            text, shares = self.next(told, options, less)
            seen.append(shares)
            fact = options[text]
            if fact is None:
                break
            facts.append(fact)
            for one in told:
                one.said.append(f"{one.line(text, fact)}\n")
        facts += [f for f in missed(plainly, facts) if f.subject not in still]
        prompt, answer = told[0].prompt, "".join((*told[0].said, text))
        counts = len(self.tokens.encode(prompt)), len(self.tokens.encode(answer))
        sure, why = surely(seen, [plain(str(f)) for f in facts], text), "" if facts else text
        return Understood(tuple(facts), sure, why, goal.text, goal.answers, prompt, 0.0, *counts)

    def plain(self, goal: Goal) -> str:
        """Return a goal's text with the names of things and places."""
        text = reworded(goal.text, goal.observation)
        return vacated(text, goal.observation, goal.workspace)

    def told(self, goal: Goal, way: Retelling, index: int) -> Told:
        """Return a goal in one telling, with the cache that tellings of this index have."""
        while len(self._scorers) <= index:
            self._scorers.append(self._scorer())
        return Told(self._scorers[index], way, self.render(question(way.goal(goal))))

    def next(
        self, told: Sequence[Told], options: Options, less: Callable[[Fact], float]
    ) -> tuple[str, dict[str, float]]:
        """Return the best of some lines, and the probabilities of all.

        `less` is what is taken off the log-odds of a fact.
        """
        off = [RESERVE.get(text, 0.0) if f is None else less(f) for text, f in options.items()]
        rows = [self.logs(told[0], options)]
        if max(distribution(rows[0])) < SURE:
            rows += [self.logs(one, options) for one in told[1:]]
        shares = dict(zip(options, averaged(rows, off), strict=True))
        return best(shares, options), shares

    def logs(self, told: Told, options: Options) -> list[float]:
        """Return the log-probabilities of some lines in one telling."""
        closed = [
            f"{told.line(text, fact)}\n" if fact else text + self.tokens.end
            for text, fact in options.items()
        ]
        read, paths = self.tokens.options("".join((told.prompt, *told.said)), closed, end="")
        shares = distribution(told.scorer.choose(read, paths, TOLERANCE))
        return [math.log(max(share, LEAST)) for share in shares]


def by_words(goal: Goal) -> tuple[Fact, ...]:
    """Return what a goal means by its words alone, where these tell it; else nothing."""
    text, seen, workspace = goal.text, goal.observation, goal.workspace
    fact = None if goal.answers else nudge(text, seen) or gist(text, seen)
    if fact and not holds(fact, seen, workspace):
        return (fact,)
    if goal.answers or goal.before:
        return ()
    facts = storeys(text, seen, workspace) or drift(text, seen, workspace)
    return facts if any(not holds(f, seen, workspace) for f in facts) else ()


def sensible(options: Options, goal: Goal) -> Options:
    """Return the lines without what no person means.

    Nothing goes on what is open at the top, but in it; and in a block goes nothing, unless just
    that was said, which is then refused.
    """

    def meant(f: Fact) -> bool:
        b = goal.observation.find(f.target)
        if b is None or f.relation not in ("in", "on"):
            return True
        said = re.search(rf"\bin(?:to|side)?(?: of)? (?:\w+ )?{re.escape(b.name)}\b", goal.text)
        return (f.relation == "in") == is_hollow(b) or bool(f.relation == "in" and said)

    return {text: fact for text, fact in options.items() if fact is None or meant(fact)}


def missed(goal: Goal, facts: Sequence[Fact]) -> list[Fact]:
    """Return what is wanted of a set's other members, where most of them are wanted in one place.

    Which things "everything but the can" means is known; a small model may forget one of them.
    """
    out: list[Fact] = []
    about = {f.subject: f for f in facts}
    for phrase, names in mentions(goal.text, goal.observation, goal.workspace, sets=True):
        if re.search(
            rf"\bof (?:the |my |those |these )?(?:\w+ )?{re.escape(phrase)}\b", goal.text.lower()
        ):
            continue  # "of the two red blocks, the nearer one" is about one of them
        members = names.split(", ")
        ways = {(f.relation, f.target) for n in members if (f := about.get(n))}
        rest = [n for n in members if n not in about]
        if len(ways) == 1 and 0 < len(rest) < len(members) and len(rest) <= len(members) / 2:
            (relation, target), *_ = ways
            if relation not in ("on", "held") and target not in members:
                new = [Fact(relation, n, target) for n in rest]
                out += new
                about |= {f.subject: f for f in new}
    return out


def strange(goal: Goal, still: frozenset[str]) -> Callable[[Fact], float]:
    """Return what is taken off the log-odds of a fact that is about what a goal does not name."""
    names = set(goal.observation.names)
    if goal.answers or goal.before:
        return lambda f: 0.0
    about = spoken(goal.text, goal.observation, goal.workspace) or names
    wide = {o.name for o in goal.observation.objects if o.kind in ROOMY}

    def less(f: Fact) -> float:
        unnamed = len({f.subject, f.target} & names - about)
        # What others go in is hardly what has to move, where anything else is spoken of.
        moved = f.subject in wide and bool(about - wide)
        return STRANGE * (unnamed + (f.subject in still) + moved)

    return less


def averaged(rows: Sequence[Sequence[float]], off: Iterable[float]) -> list[float]:
    """Return the probabilities of some lines by their log-probabilities in several tellings.

    `off` is what is taken off each line's.
    """
    means = [math.fsum(logs) / len(rows) for logs in zip(*rows, strict=True)]
    return distribution([mean - less for mean, less in zip(means, off, strict=True)])


def best(shares: Mapping[str, float], options: Options) -> str:
    """Return the line to say.

    Several facts may come next, since their order is often free: whether any does is decided
    first, and which one then. Else the end, which is but one line, would come too early.
    """
    ranked = sorted(shares, key=lambda text: -shares[text])
    facts = [text for text in ranked if options[text] is not None]
    end = next(text for text in ranked if options[text] is None)
    return facts[0] if facts and sum(shares[f] for f in facts) > shares[end] else end


def surely(seen: Sequence[Mapping[str, float]], said: Sequence[str], end: str) -> float:
    """Return how sure the lines are, in whatever order they might have been said."""
    sure = seen[-1][end]
    for i, shares in enumerate(seen[:-1]):
        sure *= sum(shares.get(text, 0.0) for text in said[i:])
    return sure

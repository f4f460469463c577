"""A language model on this machine, choosing among the feasible calls."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cached_property

from agent.decoding.draft import draft
from agent.decoding.scorer import Scorer, distribution
from agent.decoding.tokens import Tokens
from agent.errors import HandilyError
from agent.events import Acted, Event, Remaining, Started, Understood
from agent.models import EMBEDDED, LoadedModel
from agent.planners.restater import Restater
from agent.prompt import Message, messages
from agent.restating import Goal
from agent.robot import Workspace
from agent.spatial import place_of, support_of
from agent.types import Choices, Decision, Observation, SkillCall

NEUTRAL_GOAL = "do something"
RUNNERS_UP = 5
LIKELY = 0.01
"""Runners-up that are at least so likely are always told."""
TOLERANCE = 1e-3
"""No probability is off by more than this for what is not computed."""
NEXT = "ok"
"""How what comes back may begin."""
MAX_WORDS = 48
"""Tokens of free text in say, ask and cannot."""
NO_WORDS = "I do not know how to do this"
"""What an open call says when the model has no words, and there is no closed call either."""


class LocalPlanner:
    """a language model on this machine (torch, transformers), offline; the default

    Args:
        source: a loaded model, or a function that loads one; a function is started at
            once in the background, so that the world is built meanwhile.
        calibrate: subtract each call's score under a neutral goal (contextual
            calibration, Zhao et al. 2021). None does so for models without our adapter.
    """

    name = "local"

    def __init__(
        self, source: LoadedModel | Callable[[], LoadedModel], calibrate: bool | None = None
    ) -> None:
        self._source = source
        self._calibrate = calibrate
        self._loaded: LoadedModel | None = None
        self._error: HandilyError | None = None
        self._said: tuple[list[Message], str] | None = None
        self._thread = threading.Thread(target=self._load, daemon=True)
        self._thread.start()

    def _load(self) -> None:
        try:
            self._loaded = self._source() if callable(self._source) else self._source
        except HandilyError as error:
            self._error = error

    @property
    def loaded(self) -> LoadedModel:
        """The model, once it is there; raises what went wrong with it."""
        self._thread.join()
        if self._error:
            raise self._error
        assert self._loaded is not None
        return self._loaded

    def ready(self) -> None:
        """Wait until the model is there; raises what went wrong with it."""
        assert self.loaded

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Fold the conversation into messages and decide.

        That all is done is no choice while the hand holds what is to go somewhere else; nor is,
        for a model that has learnt to go by what remains, a thing that has nothing to do with it.
        """
        if self.loaded.adapted:
            choices = replace(choices, calls=to_the_point(events, choices.calls, workspace))
        if unfinished(events):
            calls = tuple(call for call in choices.calls if call.skill != "done")
            choices = replace(choices, calls=calls or choices.calls)
        neutral = messages(events, workspace, NEUTRAL_GOAL) if self._calibrated else None
        return self.decide(messages(events, workspace), choices, neutral)

    def decide(
        self, chat: list[Message], choices: Choices, neutral: list[Message] | None = None
    ) -> Decision:
        """Score every feasible call and take the best.

        `neutral` is the same chat under a goal that says nothing; it is what calibration
        compares with, and without it there is none.
        """
        begun = time.perf_counter()
        closed = {str(c): c for c in choices.calls}
        # Where there are texts to choose from, none is made up.
        listed = {call.skill for call in choices.calls}
        opened = {f"{skill}(": skill for skill in choices.open if skill not in listed}
        texts = [*closed, *opened]
        if not texts:
            raise ValueError("There is nothing to choose from.")
        prompt = self.render(chat)
        compared = neutral is not None and self._calibrated
        guess = draft(chat, choices.calls)
        drafts = () if guess is None else (choices.calls.index(guess),)
        scores = self._scores(self._scorer, prompt, [*closed], [*opened], compared, drafts)
        if neutral is not None and compared:
            said = self.render(neutral)
            prior = self._scores(self._neutral_scorer, said, [*closed], [*opened], compared)
            scores = [s - p for s, p in zip(scores, prior, strict=True)]
        ranked = sorted(zip(texts, distribution(scores), strict=True), key=lambda pair: -pair[1])
        text, call = self._first_said(prompt, ranked, closed)
        self._said = chat, str(call)
        others = [pair for pair in ranked if pair[0] != text]
        likely = sum(share >= LIKELY for _, share in others)
        seconds = time.perf_counter() - begun
        counts = len(self._tokens.encode(prompt)), len(self._tokens.encode(str(call)))
        shown = tuple(others[: max(RUNNERS_UP, likely)])
        return Decision(call, dict(ranked)[text], shown, prompt, seconds, *counts)

    def restate(self, goal: Goal) -> Understood | None:
        """Say what a goal means in facts; only a model with an adapter has learnt to."""
        return self._restater.restate(goal) if self.loaded.adapted else None

    def prepare(self) -> None:
        """Read what is sure to come next, while the arm moves: our call, and a turn's head."""
        if self._said is None:
            return
        chat, call = self._said
        turns = [{"role": "assistant", "content": call}, {"role": "user", "content": NEXT}]
        sure = self.render([*chat, *turns]).rpartition(NEXT)[0]
        if sure:
            self._scorer.read(self._tokens.encode(sure))

    def _first_said(
        self, prompt: str, ranked: list[tuple[str, float]], closed: dict[str, SkillCall]
    ) -> tuple[str, SkillCall]:
        """Return the best call and its text; an open one counts if the model has words for it."""
        top = ranked[0][0]
        if top in closed:
            return top, closed[top]
        said = self._speak(prompt, top)
        whole = f"{top}{said})"
        if not said or whole in closed:
            text = whole if said else next((t for t, _ in ranked if t in closed), top)
        else:
            text = top
        return text, closed.get(text) or SkillCall(top.removesuffix("("), (said or NO_WORDS,))

    @property
    def _calibrated(self) -> bool:
        return not self.loaded.adapted if self._calibrate is None else self._calibrate

    @cached_property
    def _scorer(self) -> Scorer:
        # What the embedded model can do is tested, and need not be found out in each run.
        return Scorer(self.loaded.model, True if self.loaded.name in EMBEDDED else None)

    @cached_property
    def _neutral_scorer(self) -> Scorer:
        return self._another_scorer()

    @cached_property
    def _restater(self) -> Restater:
        return Restater(self._another_scorer, self._tokens, self.render)

    def _another_scorer(self) -> Scorer:
        # A cache of its own: each kind of prompt then only ever grows at its end.
        return Scorer(self.loaded.model, self._scorer.tree, self._scorer.cache.keep)

    @cached_property
    def _tokens(self) -> Tokens:
        return Tokens(self.loaded.tokenizer)

    def _scores(
        self,
        scorer: Scorer,
        prompt: str,
        closed: list[str],
        opened: list[str],
        compared: bool,
        drafts: Sequence[int] = (),
    ) -> list[float]:
        read, options = self._tokens.options(prompt, closed, opened)
        # What is divided by a prior may grow out of next to nothing: then nothing is left out.
        tolerance = 0.0 if compared else TOLERANCE
        return scorer.choose(read, options, tolerance, drafts)

    def _speak(self, prompt: str, start: str) -> str:
        """Return the free text that the model puts behind `ask(`; it may be empty."""
        tokenizer = self.loaded.tokenizer
        read, (option,) = self._tokens.options(prompt, [], [start])
        self._scorer.read(read)

        def text(ids: list[int]) -> str:
            out: str = tokenizer.decode([*option.tokens, *ids], skip_special_tokens=True)
            return out.partition("(")[2]

        def ends(ids: list[int]) -> bool:
            said = text(ids)
            return ids[-1] == tokenizer.eos_token_id or "\n" in said.lstrip() or closes(said)

        ids = self._scorer.generate(option.tokens, MAX_WORDS, ends, option.more)
        said = text(ids).strip().partition("\n")[0].strip()
        return (said[:-1] if closes(said) else said).strip(' "')

    def render(self, chat: list[Message]) -> str:
        """Return the exact text that the model reads."""
        tokenizer = self.loaded.tokenizer
        if tokenizer.chat_template:
            text: str = tokenizer.apply_chat_template(
                chat, tokenize=False, add_generation_prompt=True
            )
            return text
        return "\n".join(f"{m['role']}: {m['content']}" for m in chat) + "\nassistant: "


def standing(events: Sequence[Event]) -> tuple[Observation | None, Remaining | None]:
    """Return the last look, and what was last told to remain of the present goal, if anything."""
    looked = next((e for e in reversed(events) if isinstance(e, Acted | Started)), None)
    left = next((e for e in reversed(events) if isinstance(e, Remaining | Started)), None)
    seen = looked.observation if looked else None
    return seen, left if isinstance(left, Remaining) else None


def unfinished(events: Sequence[Event]) -> bool:
    """Tell whether something is in the hand that the goal, read in full, wants elsewhere."""
    seen, left = standing(events)
    holding = seen.holding if seen else None
    if holding is None or left is None or not left.complete:
        return False
    # "Red block 2 in ..." is about another thing than the red block.
    wanted = re.compile(rf"{re.escape(holding)} (?!\d)")
    return any(wanted.match(fact) for fact in left.facts)


def to_the_point(
    events: Sequence[Event], calls: tuple[SkillCall, ...], workspace: Workspace
) -> tuple[SkillCall, ...]:
    """Return the calls without those that take what a goal, read in full, is not about.

    What is in the hand goes where it is wanted, if it can go there now.

    What rests on a thing that it is about, or stands where something is to go, is in the way.
    """
    seen, left = standing(events)
    if seen is None or left is None or left.obstacles or left.reasons:
        return calls
    if not (left.complete and left.facts):
        return calls
    if seen.holding is not None:
        places = [c for c in calls if c.skill == "place" and len(c.args) > 1]
        ways = {c: f"{seen.holding} {c.args[0]} {', '.join(c.args[1:])}" for c in places}
        aims = {c for c, way in ways.items() if way in left.facts}
        return tuple(c for c in calls if c.skill != "place" or c in aims) if aims else calls
    ready = next_ones(left.facts, seen)
    turns = {c for c in calls if c.skill == "rotate" and f"{c.args[0]} turned {c.args[1]}" in ready}
    if turns:
        return tuple(c for c in calls if c in turns or c.skill not in ("pick", "push", "rotate"))
    told = " ; ".join(ready)
    about = {o.name for o in seen.objects if re.search(rf"\b{re.escape(o.name)}\b(?! \d)", told)}
    for o in seen.objects:
        under = support_of(o, seen)
        if (under and under.target in about) or place_of(*o.position[:2], workspace) in told:
            about.add(o.name)
    kept = tuple(c for c in calls if c.skill != "pick" or c.args[0] in about)
    return kept if any(c.skill == "pick" for c in kept) else calls


def next_ones(facts: Sequence[str], seen: Observation) -> list[str]:
    """Return which facts can be brought about next: those whose target has not to move first."""
    names = sorted(seen.names, key=len, reverse=True)
    subjects = [next((n for n in names if f.startswith(f"{n} ")), "") for f in facts]

    def waits(fact: str, subject: str) -> bool:
        rest = fact.removeprefix(subject)
        others = set(subjects) - {subject, ""}
        return any(re.search(rf"\b{re.escape(n)}\b(?! \d)", rest) for n in others)

    ready = [f for f, subject in zip(facts, subjects, strict=True) if not waits(f, subject)]
    return ready or list(facts)


def closes(said: str) -> bool:
    """Tell whether a text ends with the bracket that closes the call it stands in."""
    return said.rstrip().endswith(")") and said.count(")") > said.count("(")

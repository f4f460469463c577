"""A language model on this machine, choosing among the feasible calls."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from typing import Any

from agent.decoding.scorer import Scorer
from agent.errors import HandilyError
from agent.events import Event
from agent.models import LoadedModel
from agent.prompt import Message, messages
from agent.robot import Workspace
from agent.types import Choices, Decision, SkillCall

NEUTRAL_GOAL = "do something"
RUNNERS_UP = 4
MAX_WORDS = 40
"""Tokens of free text in say, ask and cannot."""


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

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Score every feasible call and take the best."""
        chat = messages(events, workspace)
        prompt = self._render(chat)
        texts = [str(c) for c in choices.calls] + [f"{skill}(" for skill in choices.open]
        scores = self._scores(prompt, texts)
        if self._calibrated:
            neutral = self._render(messages(events, workspace, NEUTRAL_GOAL))
            prior = self._scores(neutral, texts)
            scores = [s - p for s, p in zip(scores, prior, strict=True)]
            self._scorer.read(self._encode(prompt))
        top = max(scores)
        total = sum(math.exp(s - top) for s in scores)
        ranked = sorted(
            ((t, math.exp(s - top) / total) for t, s in zip(texts, scores, strict=True)),
            key=lambda pair: -pair[1],
        )
        text, probability = ranked[0]
        call = next((c for c in choices.calls if str(c) == text), None) or self._speak(text)
        return Decision(call, probability, tuple(ranked[1 : RUNNERS_UP + 1]), prompt)

    @property
    def _calibrated(self) -> bool:
        adapted = self.loaded.name == "embedded"
        return not adapted if self._calibrate is None else self._calibrate

    @property
    def _scorer(self) -> Scorer:
        if not hasattr(self, "_scorer_"):
            self._scorer_ = Scorer(self.loaded.model)
        return self._scorer_

    def _scores(self, prompt: str, texts: list[str]) -> list[float]:
        self._scorer.read(self._encode(prompt))
        return self._scorer.score([self._encode(t) for t in texts])

    def _encode(self, text: str) -> list[int]:
        ids: list[int] = self.loaded.tokenizer.encode(text, add_special_tokens=False)
        return ids

    def _speak(self, start: str) -> SkillCall:
        tokenizer: Any = self.loaded.tokenizer
        stop = frozenset({tokenizer.eos_token_id, *self._encode("\n")})
        ids = self._scorer.generate(self._encode(start), MAX_WORDS, stop)
        said = tokenizer.decode(ids, skip_special_tokens=True).strip().removesuffix(")")
        skill = start.removesuffix("(")
        return SkillCall(skill, (said.strip(' "') or "I do not know how to do this",))

    def _render(self, chat: list[Message]) -> str:
        tokenizer = self.loaded.tokenizer
        if tokenizer.chat_template:
            text: str = tokenizer.apply_chat_template(
                chat, tokenize=False, add_generation_prompt=True
            )
            return text
        return "\n".join(f"{m['role']}: {m['content']}" for m in chat) + "\nassistant: "

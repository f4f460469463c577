"""Where the model read while it chose a call: its attention over the words of the prompt.

It is computed anew, when somebody asks, in a process of its own that makes way for the arm.
"""

from __future__ import annotations

import asyncio
import multiprocessing as mp
import re
import signal
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from typing import Any

from agent.errors import HandilyError, ModelError, UsageError
from agent.types import Decision
from agent.urgency import make_way

LATER = 1 / 3
"""Share of the layers, the last ones, that are averaged."""
IDLE = 120.0
"""How long (s) the process stays when nobody asks."""
LONGEST = 24_000
"""Letters of a prompt."""
KEPT = 64
"""Results that are remembered."""
WORD = re.compile(r"\w+(?:['-]\w+)*|\s+|[^\w\s]")
MARKS = re.compile(r"<\|im_start\|>(?:system|user|assistant)\n|<\|[^|]*\|>")
"""What the chat's template puts around what is said; much attention rests there, idle."""
ABOUT = (
    "Attention of the model {model}, averaged over the heads of its last {layers} layers, from the "
    "places where the call's tokens were chosen to the words before. The template's marks are left "
    "out. It shows where the model read; it does not prove why it chose."
)


class Attention:
    """Answers one question after another.

    Args:
        model: whose attention; see `agent.models.load`.
    """

    def __init__(self, model: str) -> None:
        self.model = model
        self.known: dict[tuple[str, str], dict[str, Any]] = {}
        self.lock = asyncio.Lock()
        self.pool: ProcessPoolExecutor | None = None
        self.timer: asyncio.TimerHandle | None = None

    async def of(self, decision: Decision) -> dict[str, Any]:
        """Return the words of the prompt, each with its share of the attention.

        Raises UsageError where nothing was read, or somebody else is being answered.
        """
        if not decision.prompt:
            raise UsageError("This planner read no prompt, so there is nothing that it looked at.")
        if len(decision.prompt) > LONGEST:
            raise UsageError(f"The prompt is longer than {LONGEST} letters.")
        key = decision.prompt, str(decision.call)
        if key in self.known:
            return self.known[key]
        if self.lock.locked():
            raise UsageError("Another step is being looked at; try again in a moment.")
        async with self.lock:
            found = await self._ask(*key)
        self.known[key] = found
        while len(self.known) > KEPT:
            del self.known[next(iter(self.known))]
        return found

    async def _ask(self, prompt: str, call: str) -> dict[str, Any]:
        loop = asyncio.get_running_loop()
        if self.timer:
            self.timer.cancel()
        self.pool = self.pool or ProcessPoolExecutor(1, mp.get_context("spawn"), begin)
        try:
            words, layers = await loop.run_in_executor(self.pool, heat, self.model, prompt, call)
        except BrokenProcessPool as error:
            self.close()
            raise ModelError("The process that computes attention ended; try again.") from error
        except HandilyError:
            raise
        except Exception as error:
            raise ModelError(f"The attention cannot be computed: {error}") from error
        finally:
            self.timer = loop.call_later(IDLE, self.close)
        about = ABOUT.format(model=self.model, layers=layers)
        return {"words": words, "call": call, "about": about}

    def close(self) -> None:
        """End the process."""
        if self.timer:
            self.timer.cancel()
        pool, self.pool = self.pool, None
        if pool:
            pool.shutdown(wait=False, cancel_futures=True)


def begin() -> None:
    """Let whatever else wants the processor have it first."""
    make_way()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who started it says when to end


@cache
def loaded(model: str) -> Any:
    """Return a model, once."""
    from agent.models import load

    return load(model)


def heat(model: str, prompt: str, call: str) -> tuple[list[tuple[str, float]], int]:
    """Return the prompt's words, each with its share of the attention, and how many layers."""
    there = loaded(model)  # before torch, which reads its settings when it is imported
    import torch

    if not getattr(there.tokenizer, "is_fast", False):
        raise UsageError(f"The tokenizer of {model} does not tell where its tokens are.")
    whole = there.tokenizer(
        prompt + call, add_special_tokens=False, return_offsets_mapping=True, return_tensors="pt"
    )
    ids, places = whole["input_ids"], whole["offset_mapping"][0].tolist()
    begin = sum(end <= len(prompt) for _, end in places)
    with torch.inference_mode():
        # Only few rows are wanted; the whole square of all layers would take gigabytes.
        there.model.set_attn_implementation("sdpa")
        read = there.model(ids[:, : begin - 1], use_cache=True).past_key_values
        there.model.set_attn_implementation("eager")
        out = there.model(ids[:, begin - 1 : -1], past_key_values=read, output_attentions=True)
    layers = out.attentions[-max(1, round(len(out.attentions) * LATER)) :]
    mean = torch.stack([layer[0].float().mean((0, 1)) for layer in layers]).mean(0)
    return shares(prompt, places[:begin], mean[:begin].tolist()), len(layers)


def shares(
    prompt: str, places: Sequence[Sequence[int]], weights: Sequence[float]
) -> list[tuple[str, float]]:
    """Return the prompt cut into words and what is between, each with its share of the weights.

    A token counts for the word in which its last letter is, for tokens begin with the space
    before them. Marks of the template and spaces get nothing, and all words together 1.
    """
    words = list(cut(prompt))
    starts, found = [start for start, _, _ in words], [0.0] * len(words)
    for (_, end), weight in zip(places, weights, strict=True):
        found[bisect_right(starts, end - 1) - 1] += weight
    found = [f if counts else 0.0 for f, (_, _, counts) in zip(found, words, strict=True)]
    total = sum(found) or 1.0
    return [(text, share / total) for (_, text, _), share in zip(words, found, strict=True)]


def cut(prompt: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the prompt's pieces: where each begins, its text, and whether it is a word."""
    at = 0
    marks = [m.span() for m in MARKS.finditer(prompt)]
    for begin, end in (*marks, (len(prompt), len(prompt))):
        for m in WORD.finditer(prompt, at, begin):
            yield m.start(), m.group(), not m.group().isspace()
        if begin < end:
            yield begin, prompt[begin:end], False
        at = end

"""What a model has read so far, kept between prompts that begin alike."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any


class PrefixCache:
    """Keys and values of the last prompt, and of what was fed on top of it for a while.

    A prompt that grows at its end costs only what is new. `feed` goes on from the prompt,
    `back` cuts off again what was fed. A pass that fails empties everything, because the
    layers may then hold different lengths: the next prompt is read from its start.

    Args:
        model: a causal language model of transformers.
        keep: false for a model whose state cannot be cut back (recurrent layers); all
            passes then start at the prompt's first token.
    """

    def __init__(self, model: Any, keep: bool = True) -> None:
        self.model = model
        self.keep = keep
        # Some models give the logits of every position whether or not they are wanted.
        self._chooses = "logits_to_keep" in inspect.signature(model.forward).parameters
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.ids: tuple[int, ...] = ()
        self.last: Any = None
        """Logits after the prompt, float32, shape (vocabulary,)."""
        self._above: list[int] = []
        self._state: Any = None

    def read(self, prompt: Sequence[int]) -> int:
        """Take up a prompt; return how many of its tokens went through the model."""
        if not prompt:
            raise ValueError("A prompt needs at least one token.")
        self.back()
        prompt = tuple(prompt)
        if prompt == self.ids:
            return 0
        # The last token is always read anew: the logits after it are what we are after.
        common = min(shared(self.ids, prompt), len(prompt) - 1)
        self._cut(len(self.ids) - common)
        kept, self.ids = (common, self.ids[:common]) if self.keep else (0, ())
        self.last = self.feed(prompt[kept:])[-1]
        self.ids, self._above = prompt, []
        return len(prompt) - kept

    def feed(self, tokens: Sequence[int], rows: Sequence[int] | None = None, **kwargs: Any) -> Any:
        """Run tokens on top of what the cache holds, and keep them there.

        Returns logits at the positions `rows` of `tokens` (by default the last one) in the
        model's own precision, float32 for a single row; shape (rows, vocabulary). `kwargs`
        go to the model: a mask, positions.
        """

        before = () if self.keep else (*self.ids, *self._above)
        ends = [len(before) + r for r in ([len(tokens) - 1] if rows is None else rows)]
        try:
            logits = self._forward([*before, *tokens], ends, **kwargs)
        except BaseException:  # an interrupt between two layers is as bad as an error
            self.clear()
            raise
        self._above += tokens
        return logits.float() if len(ends) == 1 else logits

    def _forward(self, tokens: list[int], ends: list[int], **kwargs: Any) -> Any:
        import torch

        if self.keep and self._state is None:
            from transformers import DynamicCache

            self._state = DynamicCache()
        device = self.model.device
        rows = torch.tensor(ends, device=device)
        if self._chooses:
            kwargs["logits_to_keep"] = rows
        with torch.inference_mode():
            logits = self.model(
                input_ids=torch.tensor([tokens], device=device),
                past_key_values=self._state,
                use_cache=self.keep,
                **kwargs,
            ).logits[0]
        return logits if self._chooses else logits[rows]

    def back(self) -> None:
        """Cut off what was fed after the prompt."""
        self._cut(len(self._above))
        self._above = []

    def _cut(self, tokens: int) -> None:
        # Cropping by 0 means "to length 0" in some versions of transformers.
        if tokens and self._state is not None:
            self._state.crop(-tokens)


def shared(a: Sequence[int], b: Sequence[int]) -> int:
    """Return how many tokens two sequences have in common at their beginnings."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )

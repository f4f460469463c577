"""What a model has read so far, kept between prompts that begin alike."""

from __future__ import annotations

import inspect
from collections.abc import Sequence
from typing import Any

from agent.decoding.llama import Llama
from agent.decoding.trie import ROOT


class PrefixCache:
    """Keys and values of the last prompt, and of what was fed on top of it for a while.

    A prompt that grows at its end costs only what is new; one that begins alike, as a new
    episode does after the same instructions, what differs. `feed` goes on from the prompt,
    `back` cuts off again what was fed. A pass that fails empties everything, because the
    layers may then hold different lengths: the next prompt is read from its start.

    Args:
        model: a causal language model of transformers.
        keep: false for a model whose state cannot be cut back (recurrent layers); all
            passes then start at the prompt's first token.
        straight: whether to compute a Llama ourselves, which is faster; None where it can be.
    """

    def __init__(self, model: Any, keep: bool = True, straight: bool | None = None) -> None:
        self.model = model
        self.keep = keep
        straight = keep and Llama.fits(model) if straight is None else straight
        self._llama = Llama(model) if straight else None
        # Some models give the logits of every position whether or not they are wanted.
        self._chooses = "logits_to_keep" in inspect.signature(model.forward).parameters
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.ids: tuple[int, ...] = ()
        self.last: Any = None
        """Logits after the prompt, float32, shape (1, vocabulary)."""
        self._above: list[int] = []
        self._parents: list[int] = []
        self._state: Any = None
        if self._llama:
            self._llama.length = 0

    def new(self, prompt: Sequence[int]) -> int:
        """Return how many tokens of a prompt would have to be read."""
        prompt = tuple(prompt)
        # The last token is always read anew: the logits after it are what we are after.
        kept = min(shared(self.ids, prompt), len(prompt) - 1) if self.keep else 0
        return 0 if prompt == self.ids else len(prompt) - kept

    def read(
        self, prompt: Sequence[int], ahead: Sequence[int] = (), parents: Sequence[int] = ()
    ) -> Any:
        """Take up a prompt, and feed a tree on top of it in the same pass.

        The tree's tokens come with the index of the one that each follows, ROOT for the
        prompt's last. Returns their logits, shape (tokens, vocabulary).
        """
        if not prompt:
            raise ValueError("A prompt needs at least one token.")
        self.back()
        prompt, new = tuple(prompt), self.new(prompt)
        if not new:
            return self.feed(ahead, range(len(ahead)), parents) if ahead else None
        kept = len(prompt) - new
        self._cut(len(self.ids) - kept)
        self.ids = self.ids[:kept]
        rows = range(new - 1, new + len(ahead))
        chain = range(ROOT, new - 1)
        tree = [new - 1 if p == ROOT else p + new for p in parents]
        logits = self.feed([*prompt[kept:], *ahead], rows, [*chain, *tree] if ahead else None)
        self.last = logits[:1].float()
        self.ids, self._above = prompt, self._above[new:]
        self._parents = [p - new if p >= new else ROOT for p in self._parents[new:]]
        return logits[1:]

    def feed(
        self,
        tokens: Sequence[int],
        rows: Sequence[int] | None = None,
        parents: Sequence[int] | None = None,
    ) -> Any:
        """Run tokens on top of what the cache holds, and keep them there.

        Without `parents` each token follows the one before it. With them, `parents[i]` is
        the index of what token i follows, counting all that was fed since the prompt, and it
        sees that, what that saw, and the prompt (tree attention).

        Returns logits at the positions `rows` of `tokens` (by default the last one) in the
        model's own precision, shape (rows, vocabulary).
        """
        before = () if self.keep else (*self.ids, *self._above)
        ends = [len(before) + r for r in ([len(tokens) - 1] if rows is None else rows)]
        past, done = len(self.ids), len(self._above)
        seen = positions = None
        if parents is not None:
            seen, positions = sight([*self._parents, *parents], past, len(tokens))
        else:
            parents = range(done - 1, done - 1 + len(tokens))
        try:
            logits = self._forward([*before, *tokens], ends, seen, positions)
        except BaseException:  # an interrupt between two layers is as bad as an error
            self.clear()
            raise
        self._above += tokens
        self._parents += parents
        return logits

    def _forward(self, tokens: list[int], ends: list[int], seen: Any, positions: Any) -> Any:
        import torch

        if self._llama:
            return self._llama.feed(tokens, ends, seen, positions)
        if self.keep and self._state is None:
            from transformers import DynamicCache

            self._state = DynamicCache()
        device, more = self.model.device, {}
        rows = torch.tensor(ends, device=device)
        if self._chooses:
            more["logits_to_keep"] = rows
        if seen is not None:
            lowest = torch.finfo(self.model.dtype).min
            mask = torch.zeros(seen.shape, dtype=self.model.dtype).masked_fill(~seen, lowest)
            more["attention_mask"] = mask[None, None].to(device)
            more["position_ids"] = positions[None].to(device)
        with torch.inference_mode():
            logits = self.model(
                input_ids=torch.tensor([tokens], device=device),
                past_key_values=self._state,
                use_cache=self.keep,
                **more,
            ).logits[0]
        return logits if self._chooses else logits[rows]

    def back(self) -> None:
        """Cut off what was fed after the prompt."""
        self._cut(len(self._above))
        self._above, self._parents = [], []

    def _cut(self, tokens: int) -> None:
        if self._llama:
            self._llama.crop(tokens)
        # Cropping by 0 means "to length 0" in some versions of transformers.
        elif tokens and self._state is not None:
            self._state.crop(-tokens)


def sight(parents: Sequence[int], past: int, new: int) -> tuple[Any, Any]:
    """Return where each of the last `new` tokens of a tree may look, and where it stands.

    Shapes (new, past + tokens), true where it may look, and (new,): places in the text.
    """
    import numpy as np
    import torch

    tree = np.eye(len(parents), dtype=bool)
    depths = np.zeros(len(parents), dtype=np.int64)
    for node, parent in enumerate(parents):
        if parent != ROOT:
            tree[node] |= tree[parent]
            depths[node] = depths[parent] + 1
    latest = torch.from_numpy(tree[len(parents) - new :])
    seen = torch.cat([torch.ones(new, past, dtype=torch.bool), latest], 1)
    return seen, torch.from_numpy(depths[len(parents) - new :]) + past


def shared(a: Sequence[int], b: Sequence[int]) -> int:
    """Return how many tokens two sequences have in common at their beginnings."""
    return next(
        (i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b))
    )

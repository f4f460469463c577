"""Exact probabilities of all feasible calls, in one forward pass over their token trie.

Every call is a path in a trie of tokens. The trie's nodes are fed at once, each seeing
the prompt and its own ancestors only (tree attention, Miao et al. 2024, SpecInfer), so
the whole distribution costs one pass over a few hundred tokens. The scores are the
model's own log-probabilities, normalised once over the feasible calls: that is
P(call | call is feasible), where normalising at each branch would favour calls that
stand alone in a branch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Trie:
    """Token sequences sharing their beginnings, flattened parents first."""

    tokens: list[int] = field(default_factory=list)
    parents: list[int] = field(default_factory=list)
    depths: list[int] = field(default_factory=list)
    paths: list[list[int]] = field(default_factory=list)
    """For each sequence, the indices of its nodes."""

    @staticmethod
    def of(sequences: Sequence[Sequence[int]]) -> Trie:
        """Merge sequences into a trie; a parent of -1 is the prompt's last token."""
        trie = Trie()
        children: dict[tuple[int, int], int] = {}
        for sequence in sequences:
            node, path = -1, []
            for depth, token in enumerate(sequence):
                step = (node, token)
                if step not in children:
                    children[step] = len(trie.tokens)
                    trie.tokens.append(token)
                    trie.parents.append(node)
                    trie.depths.append(depth)
                node = children[step]
                path.append(node)
            trie.paths.append(path)
        return trie


class Scorer:
    """Scores continuations of a prompt, and keeps the prompt's key-value cache.

    Args:
        model: a causal language model of transformers.
    """

    def __init__(self, model: Any) -> None:
        self.model = model
        self._ids: list[int] = []
        self._cache: Any = None
        self._last: Any = None
        self._trees: bool | None = None

    def read(self, prompt: Sequence[int]) -> None:
        """Take up a prompt; only what differs from the last one goes through the model."""
        import torch
        from transformers import DynamicCache

        common = 0
        for a, b in zip(self._ids, prompt, strict=False):
            if a != b:
                break
            common += 1
        common = min(common, len(prompt) - 1)
        if self._cache is None or common == 0:
            self._cache, common = DynamicCache(), 0
        elif common < len(self._ids):
            self._cache.crop(common - len(self._ids))
        with torch.inference_mode():
            out = self.model(
                input_ids=torch.tensor([list(prompt[common:])]),
                past_key_values=self._cache,
                use_cache=True,
                logits_to_keep=1,
            )
        self._last = torch.log_softmax(out.logits[0, -1].float(), -1)
        self._ids = list(prompt)

    def score(self, sequences: Sequence[Sequence[int]]) -> list[float]:
        """Return the log-probability of each token sequence after the prompt that was read."""
        if self._trees is None:
            self._trees = self._honours_trees(sequences)
        return self._score_tree(sequences) if self._trees else self._score_each(sequences)

    def _honours_trees(self, sequences: Sequence[Sequence[int]]) -> bool:
        """Compare both ways on two short sequences: some models ignore a 4D mask."""
        few = sorted(sequences, key=len)[:2]
        try:
            tree, plain = self._score_tree(few), self._score_each(few)
        except (TypeError, ValueError, RuntimeError):
            return False
        return all(abs(a - b) < 0.05 * max(4.0, abs(b)) for a, b in zip(tree, plain, strict=True))

    def _score_tree(self, sequences: Sequence[Sequence[int]]) -> list[float]:
        import torch

        trie = Trie.of(sequences)
        n, past = len(trie.tokens), len(self._ids)
        dtype = self.model.dtype
        mask = torch.full((n, past + n), torch.finfo(dtype).min, dtype=dtype)
        mask[:, :past] = 0
        for i, parent in enumerate(trie.parents):
            if parent >= 0:
                mask[i, past:] = mask[parent, past:]
            mask[i, past + i] = 0
        with torch.inference_mode():
            logits = self.model(
                input_ids=torch.tensor([trie.tokens]),
                attention_mask=mask[None, None],
                position_ids=torch.tensor([[past + d for d in trie.depths]]),
                past_key_values=self._cache,
                use_cache=True,
            ).logits[0]
            self._cache.crop(-n)
            logs = torch.log_softmax(logits.float(), -1)
        gains = [
            float(self._last[t] if p < 0 else logs[p, t])
            for t, p in zip(trie.tokens, trie.parents, strict=True)
        ]
        return [sum(gains[i] for i in path) for path in trie.paths]

    def _score_each(self, sequences: Sequence[Sequence[int]]) -> list[float]:
        import torch

        scores = []
        for sequence in sequences:
            total = float(self._last[sequence[0]])
            if len(sequence) > 1:
                ids = torch.tensor([self._ids + list(sequence[:-1])])
                with torch.inference_mode():
                    logits = self.model(input_ids=ids, use_cache=False).logits[0]
                logs = torch.log_softmax(logits[len(self._ids) :].float(), -1)
                total += sum(float(logs[i, t]) for i, t in enumerate(sequence[1:]))
            scores.append(total)
        return scores

    def generate(self, start: Sequence[int], limit: int, stop: frozenset[int]) -> list[int]:
        """Continue greedily after the prompt and `start`; at most `limit` tokens."""
        import torch

        out: list[int] = []
        feed = list(start)
        with torch.inference_mode():
            while len(out) < limit:
                logits = self.model(
                    input_ids=torch.tensor([feed]), past_key_values=self._cache, use_cache=True
                ).logits[0, -1]
                token = int(logits.argmax())
                if token in stop:
                    break
                out.append(token)
                feed = [token]
        self._cache.crop(len(self._ids) - self._cache.get_seq_length())
        return out

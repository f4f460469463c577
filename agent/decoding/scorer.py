"""Exact probabilities of all feasible calls, in one forward pass over their token trie.

Every call is a path in a trie of tokens. The trie's nodes are fed at once, each seeing
the prompt and its own ancestors only (tree attention, Miao et al. 2024, SpecInfer), so
the whole distribution costs one pass over a few hundred tokens, and tokens that have no
alternative cost no pass of their own.

The scores are the model's own log-probabilities, to be normalised once over the feasible
calls (`distribution`): that is P(call | call is feasible). Normalising at each branch
instead, as masking of the logits does, gives another distribution: it favours calls that
stand alone in a branch, since the probability of all that is infeasible beside them goes
to them, however unlikely the model finds what follows (Park et al. 2024, "Grammar-Aligned
Decoding").

A sequence may be the beginning of others, such as `ask(`, whose text is then free: its
score is the probability of all texts that begin so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from agent.decoding.cache import PrefixCache
from agent.decoding.trie import ROOT, Trie

ROWS_AT_ONCE = 64
"""Rows of logits that are turned to float32 together; 64 x 49152 take 13 MB."""

Ends = Callable[[list[int]], bool]


class Scorer:
    """Scores continuations of a prompt, and keeps the prompt's keys and values.

    At first use it finds out what the model can do: `tree` is true where a 4D attention
    mask is honoured, and calls are scored one by one where it is not, to the same result.

    Args:
        model: a causal language model of transformers.
        tree: None to find out.
        keep: whether the model's cache can be cut back; found out together with `tree`.
    """

    def __init__(self, model: Any, tree: bool | None = None, keep: bool = True) -> None:
        self.model = model
        self.tree = tree
        self.cache = PrefixCache(model, keep)
        self._checked = tree is not None

    def read(self, prompt: Sequence[int]) -> int:
        """Take up a prompt; return how many tokens were new to the model."""
        if self._checked:
            return self.cache.read(prompt)
        try:
            new = self.cache.read(prompt)
            self.tree, keep = abilities(self.cache)
        except Exception:  # whatever a model without such a cache raises
            self.tree, keep = False, False
        if not keep:
            self.cache = PrefixCache(self.model, keep)
            new = self.cache.read(prompt)
        self._checked = True
        return new

    def score(self, sequences: Sequence[Sequence[int]]) -> list[float]:
        """Return the log-probability of each token sequence after the prompt that was read."""
        if not sequences:
            return []
        trie = Trie.of(sequences)
        deepest = len(self.cache.ids) + max(trie.depths)
        if self.tree and deepest < window(self.model):
            return score_tree(self.cache, trie)
        return [score_one(self.cache, sequence) for sequence in sequences]

    def generate(self, start: Sequence[int], limit: int, ends: Ends) -> list[int]:
        """Continue greedily after the prompt and `start`, by at most `limit` tokens.

        `ends` is asked after each token whether those so far are enough.
        """
        out: list[int] = []
        feed = list(start)
        while len(out) < limit and not (out and ends(out)):
            logits = self.cache.feed(feed)[-1] if feed else self.cache.last
            token = int(logits.argmax())
            out.append(token)
            feed = [token]
        self.cache.back()
        return out


def score_tree(cache: PrefixCache, trie: Trie) -> list[float]:
    """Score all sequences in one pass over the nodes that something follows."""
    inner = trie.inner
    firsts = [i for i, parent in enumerate(trie.parents) if parent == ROOT]
    later = [i for i, parent in enumerate(trie.parents) if parent != ROOT]
    last = cache.last[None]
    gains = dict(zip(firsts, gather(last, [0] * len(firsts), trie.pick(firsts)), strict=True))
    if inner:
        mask, positions = tree_inputs(cache.model, len(cache.ids), trie)
        logits = cache.feed(
            trie.pick(inner), range(len(inner)), attention_mask=mask, position_ids=positions
        )
        cache.back()
        row = {node: i for i, node in enumerate(inner)}
        found = gather(logits, [row[trie.parents[i]] for i in later], trie.pick(later))
        gains |= dict(zip(later, found, strict=True))
    return [math.fsum(gains[i] for i in path) for path in trie.paths]


def tree_inputs(model: Any, past: int, trie: Trie) -> tuple[Any, Any]:
    """Return the mask and positions under which each inner node sees its own past only.

    The mask is added to the attention's scores: shape (1, 1, nodes, past + nodes), 0 where
    a node may look and the lowest number elsewhere. Positions: shape (1, nodes).
    """
    import torch

    row = {node: i for i, node in enumerate(trie.inner)}
    seen = [(i, past + row[a]) for node, i in row.items() for a in trie.ancestors(node)]
    lowest = torch.finfo(model.dtype).min
    mask = torch.full((len(row), past + len(row)), lowest, dtype=model.dtype)
    mask[:, :past] = 0
    rows, columns = zip(*seen, strict=True)
    mask[list(rows), list(columns)] = 0
    positions = torch.tensor([[past + trie.depths[node] for node in row]])
    return mask[None, None].to(model.device), positions.to(model.device)


def gather(logits: Any, rows: Sequence[int], tokens: Sequence[int]) -> list[float]:
    """Return log-softmax(logits)[row, token] for each pair, a few rows at a time."""
    import torch

    norms = torch.cat([block.float().logsumexp(-1) for block in logits.split(ROWS_AT_ONCE)])
    r = torch.tensor(rows, device=logits.device)
    t = torch.tensor(tokens, device=logits.device)
    return [float(x) for x in logits[r, t].float() - norms[r]]


def score_one(cache: PrefixCache, sequence: Sequence[int]) -> float:
    """Score a single sequence, with the mask that the model makes itself."""
    gains = gather(cache.last[None], [0], sequence[:1])
    if len(sequence) > 1:
        rows = range(len(sequence) - 1)
        logits = cache.feed(sequence[:-1], rows)
        cache.back()
        gains += gather(logits, rows, sequence[1:])
    return math.fsum(gains)


def distribution(scores: Sequence[float]) -> list[float]:
    """Return probabilities that sum to 1 from log-probabilities that need not."""
    top = max(scores)
    weights = [math.exp(s - top) for s in scores]
    total = math.fsum(weights)
    return [w / total for w in weights]


def window(model: Any) -> float:
    """Return how far the model looks back; a mask of ours would make it look further."""
    config = model.config.get_text_config()
    return getattr(config, "sliding_window", None) or math.inf


def abilities(cache: PrefixCache) -> tuple[bool, bool]:
    """Return whether the model honours a tree mask, and whether its cache can be cut back.

    After the prompt in the cache a fork is fed as a tree: a, then either a row of tokens or
    c. A model that ignores the mask lets c see that row. The logits after c must equal those
    of `a c` fed plainly once the tree is cut off again. Where both agree, both work, for two
    short passes; only where they do not is the prompt read once more to find out which.
    """
    prompt = cache.ids
    a, c, *row = (prompt * 12)[:12]
    fork = Trie.of([[a, *row], [a, c, a]])
    end = fork.inner.index(fork.paths[-1][1])
    try:
        mask, positions = tree_inputs(cache.model, len(prompt), fork)
        feed = fork.pick(fork.inner)
        tree = cache.feed(feed, [end], attention_mask=mask, position_ids=positions)[-1]
        cache.back()
    except Exception:  # whatever a model that knows no such mask raises
        tree = None
        cache.clear()
        cache.read(prompt)
        cache.feed(row)
        cache.back()
    plain = cache.feed([a, c])[-1]
    cache.back()
    if tree is not None and alike(tree, plain, cache.model.dtype):
        return True, True
    truth = PrefixCache(cache.model, keep=False)
    truth.read([*prompt, a, c])
    return False, alike(plain, truth.last, cache.model.dtype)


def alike(logits: Any, others: Any, dtype: Any) -> bool:
    """Tell whether two rows of logits differ by no more than rounding does."""
    coarse = str(dtype) in ("torch.bfloat16", "torch.float16")
    return bool((logits - others).std() < (0.1 if coarse else 1e-3) * others.std())

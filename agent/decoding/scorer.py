"""Exact probabilities of all feasible calls, from few forward passes over their token trie.

Every call is a path in a trie of tokens. The trie's nodes are fed many at once, each seeing
the prompt and its own ancestors only (tree attention, Miao et al. 2024, SpecInfer), the
first of them in the very pass that reads what is new of the prompt.

The scores are the model's own log-probabilities, to be normalised once over the feasible
calls (`distribution`): that is P(call | call is feasible). Normalising at each branch
instead, as masking of the logits does, gives another distribution: it favours calls that
stand alone in a branch, since the probability of all that is infeasible beside them goes
to them, however unlikely the model finds what follows (Park et al. 2024, "Grammar-Aligned
Decoding").

A closed option ends with the token that ends the turn, so none is the beginning of another.
An open one, such as `ask(`, stands for all texts that begin so, but for the closed ones
that are offered beside it: all options are different answers, and none is counted twice.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any

from agent.decoding.cache import PrefixCache
from agent.decoding.search import Search
from agent.decoding.trie import ROOT, Option, Trie

Ends = Callable[[list[int]], bool]
Options = Sequence[Option | Sequence[int]]


class Scorer:
    """Scores continuations of a prompt, and keeps the prompt's keys and values.

    At first use it finds out what the model can do: `tree` is true where a 4D attention
    mask is honoured, and calls are scored one by one where it is not, to the same result.

    Args:
        model: a causal language model of transformers.
        tree: None to find out.
        keep: whether the model's cache can be cut back; found out together with `tree`.
        straight: whether to compute a Llama ourselves; None where it can be.
    """

    def __init__(
        self, model: Any, tree: bool | None = None, keep: bool = True, straight: bool | None = None
    ) -> None:
        self.model = model
        self.tree = tree
        self.cache = PrefixCache(model, keep, straight)
        self._checked = tree is not None

    def read(self, prompt: Sequence[int]) -> int:
        """Take up a prompt; return how many tokens were new to the model."""
        if not prompt:
            raise ValueError("A prompt needs at least one token.")
        new = self.cache.new(prompt)
        if self._checked:
            self.cache.read(prompt)
            return new
        try:
            self.cache.read(prompt)
            self.tree, keep = abilities(self.cache)
        except Exception:  # whatever a model without such a cache raises
            self.tree, keep = False, False
        if not keep:
            self.cache = PrefixCache(self.model, keep)
            self.cache.read(prompt)
        self._checked = True
        return new

    def choose(
        self,
        prompt: Sequence[int],
        options: Options,
        tolerance: float = 0.0,
        drafts: Sequence[int] = (),
    ) -> list[float]:
        """Take up a prompt, and return the log-probability of each option after it.

        Of the probabilities that `distribution` makes of them, none is off by more than
        `tolerance`; the smaller it is, the more has to be computed. `drafts` are options that
        are guessed to be likely: they are fed with the prompt.
        """
        if not options:
            self.read(prompt)
            return []
        trie = Trie.of(options)
        if not self._checked:
            self.read(prompt)
        deepest = len(prompt) + max(trie.depths, default=0)
        if self.tree and deepest < window(self.model):
            return score_tree(self.cache, prompt, Search(trie, tolerance, drafts))
        self.read(prompt)
        return score_plainly(self.cache, trie)

    def score(self, options: Options) -> list[float]:
        """Return the log-probability of each option after the prompt that was read."""
        return self.choose(self.cache.ids, options)

    def generate(
        self, start: Sequence[int], limit: int, ends: Ends, first: Sequence[int] = ()
    ) -> list[int]:
        """Continue greedily after the prompt and `start`, by at most `limit` tokens.

        `ends` is asked after each token whether those so far are enough; the first token is
        one of `first`, where they are given.
        """
        out: list[int] = []
        feed = list(start)
        while len(out) < limit and not (out and ends(out)):
            logits = self.cache.feed(feed)[-1] if feed else self.cache.last[-1]
            some = list(first) if first and not out else None
            token = some[int(logits[some].argmax())] if some else int(logits.argmax())
            out.append(token)
            feed = [token]
        self.cache.back()
        return out


def score_tree(cache: PrefixCache, prompt: Sequence[int], search: Search) -> list[float]:
    """Score all options in as few passes as the search asks for."""
    trie = search.trie
    place: dict[int, int] = {ROOT: ROOT}
    """Where among the fed tokens each node is."""

    def tree(nodes: Sequence[int]) -> tuple[list[int], list[int]]:
        place.update({node: len(place) - 1 + i for i, node in enumerate(nodes)})
        return trie.pick(nodes), [place[trie.parents[node]] for node in nodes]

    nodes = search.first()
    logits = cache.read(prompt, *tree(nodes))
    search.learn([ROOT], cache.last)
    if nodes:
        search.learn(nodes, logits)
    while nodes := search.next():
        tokens, parents = tree(nodes)
        search.learn(nodes, cache.feed(tokens, range(len(nodes)), parents))
    cache.back()
    return search.scores()


def score_plainly(cache: PrefixCache, trie: Trie) -> list[float]:
    """Score the options one by one, with the masks that the model makes itself."""
    search = Search(trie)
    search.learn([ROOT], cache.last)
    for k, path in enumerate(trie.paths):
        nodes = path if trie.more[k] else path[:-1]
        if nodes:
            search.learn(nodes, cache.feed(trie.pick(nodes), range(len(nodes))))
            cache.back()
    return search.scores()


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
    parents = [ROOT, *range(len(row)), 0]
    try:
        tree = cache.feed([a, *row, c], [len(row) + 1], parents)[-1]
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
    return False, alike(plain, truth.last[-1], cache.model.dtype)


def alike(logits: Any, others: Any, dtype: Any) -> bool:
    """Tell whether two rows of logits differ by no more than rounding does."""
    logits, others = logits.float(), others.float()
    coarse = str(dtype) in ("torch.bfloat16", "torch.float16")
    return bool((logits - others).std() < (0.1 if coarse else 1e-3) * others.std())

"""Which of a trie's nodes to feed next, and what is known of its options' probabilities.

The probability of a node bounds those of all options behind it. So branches that the
model finds very unlikely need not be fed: what they hold together is known to be at most
`tolerance` of the whole, and no probability among the options is off by more. With a
tolerance of 0 everything is fed, at once.

A pass costs as much as some twenty tokens before it has computed any, so each one also
takes nodes whose turn may come next (`AHEAD`). Tokens without an alternative are always
among them: they cost no pass of their own (jump-forward, as in SGLang, Zheng et al. 2024).
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Iterable, Sequence
from typing import Any

from agent.decoding.trie import ROOT, Trie

AHEAD = 24
"""Nodes of a branch that goes with the prompt as a whole."""
LATER = 48
"""Nodes that a later pass takes, unless more are sure to be needed."""
ROWS_AT_ONCE = 64
"""Rows of logits that are turned to float32 together; 64 x 49152 take 13 MB."""
NOTHING = 1e-9
"""What is left of an open option, as a share, when those told apart from it take all."""


class Search:
    """What is known so far of the options of a trie.

    Args:
        trie: the options.
        tolerance: how much of the whole may stay unseen, 0 to 1.
        drafts: options that are guessed to be likely: they are fed with the prompt.
    """

    def __init__(self, trie: Trie, tolerance: float = 0.0, drafts: Sequence[int] = ()) -> None:
        self.trie, self.tolerance, self.drafts = trie, tolerance, drafts
        self.logs: dict[int, float] = {ROOT: 0.0}
        """Log-probability of each node whose parent was fed."""
        self.fed: set[int] = set()
        self._open: dict[int, float] = {}
        """Log-probability of each open option whose last node was fed."""
        self._opens: dict[int, list[int]] = {}
        for k, more in enumerate(trie.more):
            if more:
                self._opens.setdefault(trie.end(k), []).append(k)

    def first(self) -> list[int]:
        """Return the nodes to feed with the prompt, before anything is known of them.

        They are those of the drafts. Where there are none, it is the first option's branch,
        since skills come in the order in which they are likely to be wanted; of a large branch
        only the first fork is taken: which way it goes decides what else is needed. What is fed
        never hangs on what the cache holds, so neither do the results.
        """
        if not self.tolerance:
            return list(self.trie.inner)
        nodes = {n for k in self.drafts for n in self.trie.paths[k]}
        for node in self.trie.children[ROOT][: 0 if nodes else 1]:
            branch = self._branch(node)
            nodes = branch if len(branch) <= AHEAD else self._fork(node)
        return sorted(nodes & set(self.trie.inner))

    def _branch(self, node: int) -> set[int]:
        """Return a node and all inner ones behind it."""
        out, stack = set(), [node]
        while stack:
            node = stack.pop()
            if node in self.trie.children:
                out.add(node)
                stack += self.trie.children[node]
        return out

    def _fork(self, node: int) -> set[int]:
        """Return a node, what it forces, and what the next choice is among."""
        out = {node}
        while len(after := self.trie.children[node]) == 1 and after[0] in self.trie.children:
            node = after[0]
            out.add(node)
        return out | set(after)

    def next(self) -> list[int]:
        """Return the nodes to feed next; none when all is known that has to be."""
        waiting = sorted(
            (self.logs[n], n) for n in self.trie.inner if n in self.logs and n not in self.fed
        )
        if not waiting:
            return []
        if not self.tolerance:
            return [n for n in self.trie.inner if n not in self.fed]
        top = max(self.logs[n] for n in self.logs if n != ROOT)
        weights = [math.exp(log - top) for log, _ in waiting]
        done = [*self._open.values(), *(self.logs[e] for e in self._ends() if e in self.logs)]
        spare = self.tolerance * (math.fsum(weights) + sum(math.exp(d - top) for d in done))
        least = top + math.log(max(spare / 50, 1e-300))
        while waiting and weights[0] <= spare:
            spare -= weights.pop(0)
            waiting.pop(0)
        return self._grown(waiting, least)

    def _ends(self) -> Iterable[int]:
        return (
            path[-1]
            for path, more in zip(self.trie.paths, self.trie.more, strict=True)
            if path and not more
        )

    def _grown(self, seeds: Sequence[tuple[float, int]], least: float) -> list[int]:
        """Return the seeds and what is likeliest to be needed behind them, parents first."""
        taken = {node for _, node in seeds}
        heap = [step for log, node in seeds for step in self._steps(log, node)]
        heapq.heapify(heap)
        while heap and len(taken) < LATER:
            cost, node = heapq.heappop(heap)
            if -cost < least:
                break
            taken.add(node)
            for step in self._steps(-cost, node):
                heapq.heappush(heap, step)
        return sorted(taken)

    def _steps(self, log: float, node: int) -> list[tuple[float, int]]:
        """Return a node's inner children with their costs, all children taken for alike."""
        children = self.trie.children[node]
        alike = log - math.log(max(1, len(children)))
        return [(-alike, child) for child in children if child in self.trie.children]

    def learn(self, nodes: Sequence[int], logits: Any) -> None:
        """Take in the logits after some nodes (ROOT for the prompt), shape (nodes, vocabulary).

        What comes before a node has to be known already, or be among them before it.
        """
        import torch

        norms = torch.cat([b.float().logsumexp(-1) for b in logits.split(ROWS_AT_ONCE)]).tolist()
        pairs = [(r, c) for r, node in enumerate(nodes) for c in self.trie.children[node]]
        rows, children = [r for r, _ in pairs], [c for _, c in pairs]
        found = logits[rows, self.trie.pick(children)].float().tolist() if pairs else []
        gains = dict(
            zip(children, (x - norms[r] for x, r in zip(found, rows, strict=True)), strict=True)
        )
        for row, node in enumerate(nodes):
            for child in self.trie.children[node]:
                self.logs[child] = self.logs[node] + gains[child]
            for k in self._opens.get(node, ()):
                words = logits[row, list(self.trie.more[k])].float().logsumexp(-1)
                self._open[k] = self.logs[node] + float(words) - norms[row]
        self.fed |= set(nodes)

    def scores(self) -> list[float]:
        """Return each option's log-probability.

        One that was not followed to its end gets an equal share of what its branch holds,
        so that all together are never more than they are.
        """
        known: list[float | None] = [
            self._open.get(k) if more else self.logs.get(self.trie.end(k))
            for k, more in enumerate(self.trie.more)
        ]
        unseen = [k for k, score in enumerate(known) if score is None]
        edges = {k: self._edge(k) for k in unseen}
        sharing: dict[int, int] = {}
        for edge in edges.values():
            sharing[edge] = sharing.get(edge, 0) + 1
        for k, edge in edges.items():
            known[k] = self.logs[edge] - math.log(sharing[edge])
        scores = [score for score in known if score is not None]
        return [self._alone(k, scores) for k in range(len(scores))]

    def _edge(self, k: int) -> int:
        """Return the last node of an option's path of which something is known."""
        return next((n for n in reversed(self.trie.paths[k]) if n in self.logs), ROOT)

    def _alone(self, k: int, scores: Sequence[float]) -> float:
        """Return the score of an option without those that are told apart from it."""
        if k not in self._open:
            return scores[k]
        parts = [scores[i] - scores[k] for i in self.trie.within(k)]
        left = 1.0 - math.fsum(math.exp(min(0.0, part)) for part in parts)
        return scores[k] + math.log(max(left, NOTHING))

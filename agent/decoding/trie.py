"""Token sequences that share their beginnings, as one list of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

ROOT = -1
"""The parent of a first token: the prompt's last token."""


@dataclass(frozen=True)
class Trie:
    """Token sequences merged at their common beginnings, parents before children.

    Node i holds `tokens[i]`, follows node `parents[i]` (ROOT for a first token) and lies
    `depths[i]` tokens behind the first. `paths[k]` lists the nodes of sequence k.
    """

    tokens: tuple[int, ...]
    parents: tuple[int, ...]
    depths: tuple[int, ...]
    paths: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(sequences: Sequence[Sequence[int]]) -> Trie:
        """Merge sequences into a trie; each has at least one token."""
        tokens: list[int] = []
        parents: list[int] = []
        depths: list[int] = []
        paths: list[tuple[int, ...]] = []
        children: dict[tuple[int, int], int] = {}
        for sequence in sequences:
            if not sequence:
                raise ValueError("A sequence to score needs at least one token.")
            node, path = ROOT, []
            for depth, token in enumerate(sequence):
                step = (node, token)
                if step not in children:
                    children[step] = len(tokens)
                    tokens.append(token)
                    parents.append(node)
                    depths.append(depth)
                node = children[step]
                path.append(node)
            paths.append(tuple(path))
        return Trie(tuple(tokens), tuple(parents), tuple(depths), tuple(paths))

    @cached_property
    def inner(self) -> tuple[int, ...]:
        """Nodes that something follows: the only ones whose logits are ever asked for."""
        return tuple(sorted({p for p in self.parents if p != ROOT}))

    def pick(self, nodes: Sequence[int]) -> list[int]:
        """Return the tokens of these nodes."""
        return [self.tokens[i] for i in nodes]

    def ancestors(self, node: int) -> list[int]:
        """Return the nodes from `node` up to its first token, both included."""
        out = []
        while node != ROOT:
            out.append(node)
            node = self.parents[node]
        return out

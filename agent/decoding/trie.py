"""Token sequences that share their beginnings, as one list of nodes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

ROOT = -1
"""The parent of a first token: the prompt's last token."""


@dataclass(frozen=True, slots=True)
class Option:
    """What may be answered, in tokens.

    A closed option is these tokens. An open one is all that begins with these and goes on
    with one of `more`, such as `ask(`: whichever tokens begin with the bracket.
    """

    tokens: tuple[int, ...]
    more: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if not self.tokens and not self.more:
            raise ValueError("A sequence to score needs at least one token.")


@dataclass(frozen=True)
class Trie:
    """Options merged at their common beginnings, parents before children.

    Node i holds `tokens[i]`, follows node `parents[i]` (ROOT for a first token) and lies
    `depths[i]` tokens behind the first. `paths[k]` lists the nodes of option k, `more[k]`
    the tokens that may follow the last of them where it is open.
    """

    tokens: tuple[int, ...]
    parents: tuple[int, ...]
    depths: tuple[int, ...]
    paths: tuple[tuple[int, ...], ...]
    more: tuple[tuple[int, ...], ...]

    @staticmethod
    def of(options: Sequence[Option | Sequence[int]]) -> Trie:
        """Merge options into a trie; a bare sequence of tokens is a closed one."""
        tokens: list[int] = []
        parents: list[int] = []
        depths: list[int] = []
        paths: list[tuple[int, ...]] = []
        children: dict[tuple[int, int], int] = {}
        given = [o if isinstance(o, Option) else Option(tuple(o)) for o in options]
        for option in given:
            node, path = ROOT, []
            for depth, token in enumerate(option.tokens):
                step = (node, token)
                if step not in children:
                    children[step] = len(tokens)
                    tokens.append(token)
                    parents.append(node)
                    depths.append(depth)
                node = children[step]
                path.append(node)
            paths.append(tuple(path))
        more = tuple(option.more for option in given)
        return Trie(tuple(tokens), tuple(parents), tuple(depths), tuple(paths), more)

    @cached_property
    def inner(self) -> tuple[int, ...]:
        """Nodes that something follows: the only ones whose logits are ever asked for."""
        open_ends = {self.end(k) for k, more in enumerate(self.more) if more}
        return tuple(sorted({*self.parents, *open_ends} - {ROOT}))

    @cached_property
    def children(self) -> dict[int, list[int]]:
        """The nodes that follow each node that something follows, and ROOT."""
        out: dict[int, list[int]] = {node: [] for node in (ROOT, *self.inner)}
        for node, parent in enumerate(self.parents):
            out[parent].append(node)
        return out

    def end(self, k: int) -> int:
        """Return the last node of option k; ROOT where it has none."""
        return self.paths[k][-1] if self.paths[k] else ROOT

    def within(self, k: int) -> list[int]:
        """Return the other options that an open option k would take in."""
        deep, more = len(self.paths[k]), self.more[k]
        return [
            i
            for i, path in enumerate(self.paths)
            if len(path) > deep and path[:deep] == self.paths[k] and self.tokens[path[deep]] in more
        ]

    def pick(self, nodes: Sequence[int]) -> list[int]:
        """Return the tokens of these nodes."""
        return [self.tokens[i] for i in nodes]

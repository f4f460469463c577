"""Reads YAML as a person wrote it: every complaint names the file and the line.

The text is read into PyYAML's nodes and no further, so that `on` stays a word (YAML takes it
for "true") and each node still knows its line.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from agent.errors import UsageError

MOST = 1_000_000
"""A larger file (bytes) is no list of tasks."""

DEEPEST = 40
"""How deep lists and mappings may nest."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file, for what is said of its lines."""

    path: Path

    def fail(self, at: Node | int, what: str, hint: str = "") -> NoReturn:
        """Complain about a node, or a line counted from 1."""
        line = at if isinstance(at, int) else at.start_mark.line + 1
        raise UsageError(f"{self.path}:{line}: {what}", hint)

    def unknown(self, at: Node, what: str, word: str, there: Iterable[str]) -> NoReturn:
        """Complain about a word that is none of those there are."""
        known = list(there)
        near = difflib.get_close_matches(word, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else ""
        self.fail(at, f"There is no {what} {word!r}; there are: {', '.join(known)}.", hint)

    def read(self) -> tuple[Node, bytes]:
        """Return the top node and the file's bytes."""
        try:
            content = self.path.read_bytes()[: MOST + 1]
        except FileNotFoundError:
            raise UsageError(
                f"There is no file {self.path}.", "Give the path of a YAML file with tasks."
            ) from None
        except OSError as error:
            raise UsageError(f"{self.path} cannot be read: {error.strerror}.") from None
        if len(content) > MOST:
            self.fail(1, f"The file has more than {MOST:,} bytes; that is no list of tasks.")
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
            self.fail(line, "This is no UTF-8 text.", "Save the file as UTF-8.")
        return self.compose(text), content

    def compose(self, text: str) -> Node:
        """Return the top node of a text."""
        try:
            depth = 0
            for event in yaml.parse(text, yaml.SafeLoader):
                line = event.start_mark.line + 1
                if isinstance(event, yaml.AliasEvent):
                    self.fail(line, f"Aliases (*{event.anchor}) are not read; write it out.")
                depth += isinstance(event, yaml.CollectionStartEvent)
                depth -= isinstance(event, yaml.CollectionEndEvent)
                if depth > DEEPEST:
                    self.fail(line, f"Lists and mappings nest {DEEPEST} deep at the most.")
            top = yaml.compose(text, yaml.SafeLoader)
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line = mark.line + 1 if mark else 1
            self.fail(line, f"This is no YAML: {error.problem or error.context}.")
        except yaml.reader.ReaderError as error:
            line = text[: error.position].count("\n") + 1
            self.fail(line, f"This is no YAML: a character of code {error.character} is not text.")
        if top is None:
            self.fail(1, "The file is empty.", "Write `tasks:` and at least one task.")
        return top

    def mapping(
        self, node: Node, what: str, keys: Sequence[str], needed: Sequence[str] = ()
    ) -> dict[str, Node]:
        """Return the values of a mapping by their keys, all of them known, none twice."""
        if not isinstance(node, MappingNode):
            self.fail(node, f"{what} has to be a mapping with the keys: {', '.join(keys)}.")
        out: dict[str, Node] = {}
        for key, value in node.value:
            name = self.text(key, "A key")
            if name not in keys:
                self.unknown(key, f"key for {lower(what)}", name, keys)
            if name in out:
                self.fail(key, f"The key {name!r} is given twice.")
            out[name] = value
        if missing := [key for key in needed if key not in out]:
            self.fail(node, f"{what} has no {' and no '.join(map(repr, missing))}.")
        return out

    def items(self, node: Node, what: str) -> list[Node]:
        """Return the items of a list that has some."""
        if not isinstance(node, SequenceNode):
            self.fail(node, f"{what} has to be a list.")
        if not node.value:
            self.fail(node, f"{what} is an empty list.")
        return list(node.value)

    def text(self, node: Node, what: str) -> str:
        """Return a text that is not empty; `on`, `no` and numbers are texts too."""
        if not isinstance(node, ScalarNode):
            self.fail(node, f"{what} has to be a text.")
        value = " ".join(str(node.value).split())
        if not value or (node.style is None and value in ("~", "null")):
            self.fail(node, f"{what} is empty.")
        return value

    def number(self, node: Node, what: str) -> float:
        """Return a finite number."""
        value = node.value if isinstance(node, ScalarNode) else ""
        try:
            number = float(value)
        except ValueError:
            number = float("nan")
        if not abs(number) < float("inf"):
            self.fail(node, f"{what} has to be a number.")
        return number

    def pattern(self, node: Node, what: str) -> str:
        """Return a regular expression that can be searched for."""
        value = self.text(node, what)
        try:
            re.compile(value)
        except re.error as error:
            self.fail(node, f"{what} {value!r} is no regular expression: {error}.")
        return value


def lower(what: str) -> str:
    """Return a subject as it reads within a sentence."""
    return what[0].lower() + what[1:]

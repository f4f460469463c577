"""The `$(...)` of launch files: how they are written, and what they stand for.

A text is literal but for `$(`; a backslash keeps what follows it from meaning anything. Within
`$(name argument argument)` one space stands between the words, a word with spaces goes into
quotes, and a word may have substitutions of its own.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from agent.ros.launch.refusals import Place, listed, nearest
from agent.ros.launch.surroundings import share

ARGUMENTS = {"var": (1, 1), "env": (1, 2), "find-pkg-share": (1, 1), "dirname": (0, 0)}
"""How many arguments each substitution takes, at least and at most."""
FORMS = "$(var NAME), $(env NAME), $(env NAME DEFAULT), $(find-pkg-share PACKAGE), $(dirname)"
NAME = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
MARK = "\0"  # stands for a substitution while words are split; YAML cannot contain it


@dataclass(frozen=True, slots=True)
class Substitution:
    """One `$(name arguments)`."""

    name: str
    arguments: tuple[Template, ...]


Template: TypeAlias = tuple[str | Substitution, ...]


@dataclass(slots=True)
class Scope:
    """What substitutions see: the configurations, the environment, the folder of the file."""

    directory: Path
    environment: dict[str, str]
    configurations: dict[str, str] = field(default_factory=dict)


def parse(text: str, place: Place) -> Template:
    """Return the literal pieces and the substitutions of a text."""
    return Reader(text, place).template("")


class Reader:
    """Reads one text from its start to its end."""

    def __init__(self, text: str, place: Place) -> None:
        self.text, self.place, self.at = text, place, 0

    def template(self, ends: str) -> Template:
        """Read up to one of these characters, or to the end of the text."""
        parts: list[str | Substitution] = []
        literal = ""
        while self.at < len(self.text) and self.text[self.at] not in ends:
            if self.text.startswith("$(", self.at):
                parts += [literal] if literal else []
                literal = ""
                parts.append(self.substitution())
                continue
            self.check(within=" " in ends)
            self.at += self.text[self.at] == "\\" and self.at + 1 < len(self.text)
            literal += self.text[self.at]
            self.at += 1
        return tuple([*parts, literal] if literal else parts)

    def check(self, within: bool) -> None:
        """Raise at what the grammar of ROS has no reading for; `within` is in a bare word."""
        here = self.text[self.at]
        if here == "$" or (within and here in "'\"("):
            raise self.error(f"{here!r} needs a backslash here")
        if within and self.text.startswith("\\ ", self.at):
            raise self.error("within $(...) a text with spaces needs quotes")

    def substitution(self) -> Substitution:
        """Read one substitution, whose `$(` is here."""
        self.at += 2
        found = NAME.match(self.text, self.at)
        if not found:
            raise self.error("after $( there has to be a name")
        name = found.group()
        if name not in ARGUMENTS:
            message = f"there is no substitution $({name}) in {self.text!r}; allowed: {FORMS}."
            raise self.place.error(message, nearest(name, ARGUMENTS))
        self.at = found.end()
        arguments = []
        while self.text.startswith(" ", self.at):
            self.at += 1
            arguments.append(self.argument())
        if not self.text.startswith(")", self.at):
            raise self.error(f"$({name} is not closed")
        self.at += 1
        least, most = ARGUMENTS[name]
        if not least <= len(arguments) <= most:
            wanted = f"{least}" if least == most else f"{least} or {most}"
            raise self.error(f"$({name}) takes words: {wanted}, not {len(arguments)}")
        return Substitution(name, tuple(arguments))

    def argument(self) -> Template:
        """Read one word, or a text in quotes."""
        quote = self.text[self.at : self.at + 1]
        if quote not in ("'", '"'):
            word = self.template(" )")
            if not word:
                raise self.error("within $(...) one space stands between words")
            return word
        self.at += 1
        inside = self.template(quote)
        if not self.text.startswith(quote, self.at):
            raise self.error("a quote is not closed")
        self.at += 1
        return inside

    def error(self, why: str) -> Exception:
        """Return an error about this text."""
        return self.place.error(f"{self.text!r} cannot be read: {why}.", f"Allowed: {FORMS}.")


def words(template: Template, place: Place) -> tuple[Template, ...]:
    """Split a text into the words of a command; a substitution stays within its word."""
    try:
        for part in template:
            # ROS splits piece by piece, and so a quote has to close before a substitution begins.
            shlex.split(part if isinstance(part, str) else "")
    except ValueError:
        message = "a quote in `args` is not closed before the next $(...) or the end."
        raise place.error(message, "No quotes are needed: $(...) is one word.") from None
    inserts = iter([part for part in template if isinstance(part, Substitution)])
    line = "".join(part if isinstance(part, str) else MARK for part in template)
    return tuple(tuple(pieces(word, inserts)) for word in shlex.split(line))


def pieces(word: str, inserts: Iterator[Substitution]) -> Iterator[str | Substitution]:
    """Yield the parts of a word, with each mark replaced by the next substitution."""
    for part in re.split(f"({MARK})", word):
        if part:
            yield next(inserts) if part == MARK else part


def fill(template: Template, scope: Scope, place: Place) -> str:
    """Return the text that a template stands for."""
    return "".join(
        part if isinstance(part, str) else replaced(part, scope, place) for part in template
    )


def replaced(item: Substitution, scope: Scope, place: Place) -> str:
    """Return what one substitution stands for."""
    given = [fill(argument, scope, place) for argument in item.arguments]
    if item.name == "dirname":
        return str(scope.directory)
    if item.name == "find-pkg-share":
        return str(share(given[0], scope.environment, place))
    there = scope.configurations if item.name == "var" else scope.environment
    if given[0] in there:
        return there[given[0]]
    if len(given) > 1:
        return given[1]
    if item.name == "env":
        message = f"the environment variable {given[0]} is not set, and no default is given."
        raise place.error(message, f"A default: $(env {given[0]} DEFAULT).")
    known = listed(sorted(scope.configurations))
    message = f"nothing named {given[0]!r} is set here for $(var {given[0]}); set: {known}."
    raise place.error(message, nearest(given[0], scope.configurations))

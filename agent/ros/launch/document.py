"""YAML with line numbers, and typed access to the attributes of one tag.

ROS reads YAML without turning one type into another, and neither does this.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from agent.errors import UsageError
from agent.ros.launch.refusals import Place, listed, nearest
from agent.ros.launch.substitutions import Template, parse

TYPES = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


class Table(dict[Any, Any]):
    """A mapping that knows the line it begins in."""

    line = 1


class Loader(yaml.SafeLoader):
    """Makes tables of mappings, and refuses a key that stands twice."""


def table(loader: Any, node: Any) -> Iterator[Table]:
    """Build one table; YAML itself would let the last of two equal keys win in silence."""
    made = Table()
    made.line = node.start_mark.line + 1
    yield made
    seen = set()
    for key, _ in node.value:
        if str(key.value) in seen:
            raise yaml.constructor.ConstructorError(
                None, None, f"{key.value!r} stands twice", key.start_mark
            )
        seen.add(str(key.value))
    made.update(loader.construct_mapping(node))


Loader.add_constructor("tag:yaml.org,2002:map", table)


def load(file: Path) -> Any:
    """Return what a YAML file holds."""
    if file.suffix not in (".yaml", ".yml"):
        raise UsageError(
            f"{file.name} is no YAML launch file; its name has to end in .launch.yaml."
        )
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader)
    except UnicodeDecodeError:
        raise UsageError(f"{file.name} is no text in UTF-8.") from None
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Place(file, line).error(f"the YAML cannot be read: {error.problem}.") from None
    except yaml.YAMLError as error:
        raise UsageError(f"{file.name}: the YAML cannot be read: {error}.") from None


class Attributes:
    """The attributes of one tag, each asked for by its name and its type."""

    def __init__(self, tag: str, data: Any, allowed: tuple[str, ...], outer: Place) -> None:
        self.tag = tag
        self.place = Place(outer.file, data.line) if isinstance(data, Table) else outer
        if not isinstance(data, dict):
            raise self.place.error(
                f"`{tag}` has to be a mapping, not {data!r}; its attributes: {listed(allowed)}."
            )
        self.data = data
        for name in data:
            if name not in allowed:
                message = f"`{tag}` has no attribute {name!r}; it may have: {listed(allowed)}."
                raise self.place.error(message, nearest(str(name), allowed))

    def has(self, name: str) -> bool:
        """Whether the attribute is there."""
        return name in self.data

    def typed(self, name: str, kind: type, default: Any = None) -> Any:
        """Return an attribute that has to be of exactly this type."""
        value = self.data.get(name, default)
        if name in self.data and type(value) is not kind:
            message = f"`{name}` of `{self.tag}` has to be {TYPES[kind]}, not {value!r}."
            raise self.place.error(message, self.written(name, kind, value))
        return value

    def written(self, name: str, kind: type, value: Any) -> str:
        """Return how the value would have to be written."""
        if kind is str and isinstance(value, bool | int | float):
            shown = str(value).lower() if isinstance(value, bool) else value
            return f'In quotes it is text: {name}: "{shown}"'
        if kind is float and type(value) is int:
            return f"ROS wants a point in it: {name}: {value}.0"
        return ""

    def literal(self, name: str) -> str:
        """Return a text that has to be there, and in which nothing is substituted."""
        self.need(name)
        text = str(self.typed(name, str))
        if "$(" in text:
            raise self.place.error(f"`{name}` of `{self.tag}` cannot have $(...): {text!r}.")
        return text

    def text(self, name: str) -> Template:
        """Return a text that has to be there."""
        self.need(name)
        return parse(self.typed(name, str), self.place)

    def optional(self, name: str) -> Template | None:
        """Return a text, or None where there is none."""
        return self.text(name) if self.has(name) else None

    def need(self, name: str) -> None:
        """Raise unless the attribute is there."""
        if name not in self.data:
            raise self.place.error(f"`{self.tag}` needs the attribute `{name}`.")

    def entries(self, name: str, allowed: tuple[str, ...]) -> list[Attributes]:
        """Return the entries of a list of mappings."""
        if name not in self.data:
            return []
        value = self.data[name]
        if not isinstance(value, list) or not value:
            message = f"`{name}` of `{self.tag}` has to be a list with entries of: "
            raise self.place.error(
                f"{message}{listed(allowed)}.", f"Each entry begins with a dash: - {allowed[0]}:"
            )
        return [Attributes(name, entry, allowed, self.place) for entry in value]

"""The parameters of a node: their types after substitution, and the file they are written to.

What YAML gives a type keeps it, and so does a text in which nothing is substituted. What comes
out of a substitution is read as YAML once more, unless `type` says what it has to be.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from agent.ros.launch.refusals import Place
from agent.ros.launch.substitutions import Scope, Substitution, Template, fill

SCALARS: dict[str, type] = {"str": str, "bool": bool, "int": int, "float": float}
KINDS = (*SCALARS, *(f"list_of_{name}" for name in SCALARS), "yaml")
"""What `type` may be; yaml is what holds without one."""


@dataclass(frozen=True, slots=True)
class Value:
    """A name and what it is set to: a template, something typed, or a list of such."""

    place: Place
    name: Template
    value: Any
    kind: str


@dataclass(frozen=True, slots=True)
class Nested:
    """A name with parameters below it."""

    place: Place
    name: Template
    inner: tuple[Setting, ...]


@dataclass(frozen=True, slots=True)
class ParameterFile:
    """A file with parameters."""

    place: Place
    path: Template


Setting: TypeAlias = Value | Nested
Parameter: TypeAlias = Setting | ParameterFile
Settings: TypeAlias = dict[str, Any]


def filled(parameters: Sequence[Parameter], scope: Scope) -> Iterator[Settings | Path]:
    """Yield the parameters in their order; those between two files become one table."""
    table: Settings = {}
    for parameter in parameters:
        if not isinstance(parameter, ParameterFile):
            merge(table, settings(parameter, scope))
            continue
        if table:
            yield table
            table = {}
        path = Path(fill(parameter.path, scope, parameter.place))
        if not path.is_file():
            raise parameter.place.error(f"there is no file of parameters {path}.")
        yield path.absolute()
    if table:
        yield table


def settings(parameter: Setting, scope: Scope) -> Settings:
    """Return what one entry sets."""
    name = fill(parameter.name, scope, parameter.place)
    if not name:
        raise parameter.place.error("`name` of `param` is empty.")
    if isinstance(parameter, Value):
        return {name: typed(parameter, scope)}
    inner: Settings = {}
    for entry in parameter.inner:
        merge(inner, settings(entry, scope))
    return {name: inner}


def merge(into: Settings, more: Settings) -> None:
    """Add settings; what is set later wins, and tables grow together."""
    for name, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(name), dict):
            merge(into[name], value)
        else:
            into[name] = value


def typed(parameter: Value, scope: Scope) -> Any:
    """Return a value with the type that it has to have."""
    kind, whole = parameter.kind, parameter.value
    many = kind.startswith("list_of_")
    if isinstance(whole, list):
        if not many and kind != "yaml":
            raise wrong(parameter, whole)
        inner = kind.removeprefix("list_of_")
        return uniform([single(parameter, v, inner, scope) for v in whole], parameter)
    if not many:
        found = single(parameter, whole, kind, scope)
        return uniform(found, parameter) if isinstance(found, list) else found
    if not isinstance(whole, tuple) or not substituted(whole):
        raise wrong(parameter, whole)
    found = again(fill(whole, scope, parameter.place), parameter)
    wanted = SCALARS[kind.removeprefix("list_of_")]
    if not isinstance(found, list) or any(type(v) is not wanted for v in found):
        raise wrong(parameter, found)
    return uniform(found, parameter)


def single(parameter: Value, value: Any, kind: str, scope: Scope) -> Any:
    """Return one value of that kind."""
    if not isinstance(value, tuple):
        if kind != "yaml" and type(value) is not SCALARS[kind]:
            raise wrong(parameter, value)
        return value
    text = fill(value, scope, parameter.place)
    if kind == "str" or (kind == "yaml" and (not text or not substituted(value))):
        return text
    if not substituted(value):
        raise wrong(parameter, text)
    if kind == "yaml":
        return again(text, parameter)
    if kind == "bool":
        found = again(text, parameter)
        if type(found) is bool or found in (0, 1):
            return bool(found)
        raise wrong(parameter, text)
    try:
        return SCALARS[kind](text)
    except ValueError:
        raise wrong(parameter, text) from None


def substituted(template: Template) -> bool:
    """Whether a template has any substitution."""
    return any(isinstance(part, Substitution) for part in template)


def again(text: str, parameter: Value) -> Any:
    """Read as YAML what came out of a substitution."""
    hint = "A text that is to stay one needs: type: str"
    try:
        found = yaml.safe_load(text)
    except yaml.YAMLError:
        raise parameter.place.error(f"{text!r} cannot be read as YAML.", hint) from None
    if not isinstance(found, bool | int | float | str | list):
        message = f"{text!r} is neither true nor false, a number, a text, nor a list."
        raise parameter.place.error(message, hint)
    return found


def uniform(values: list[Any], parameter: Value) -> list[Any]:
    """Return a list whose values are all of one type, as ROS wants it."""
    kinds = {type(value) for value in values}
    if kinds == {int, float}:
        return [float(value) for value in values]
    if len(kinds) != 1 or not kinds <= set(SCALARS.values()):
        message = f"a list of parameters needs values of one type, one at least: {values!r}."
        raise parameter.place.error(message)
    return values


def wrong(parameter: Value, value: Any) -> Exception:
    """Return an error about a value of the wrong type."""
    if isinstance(value, tuple):
        value = "".join(part if isinstance(part, str) else "$(...)" for part in value)
    return parameter.place.error(f"`value` of `param` has to be {parameter.kind}, not {value!r}.")


class Quoting(yaml.SafeDumper):
    """Writes each text in quotes, for the parsers of ROS take more words for numbers than YAML."""


Quoting.add_representer(
    str, lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", text, style='"')
)


def document(node: str, table: Mapping[str, Any]) -> str:
    """Return a file of parameters for the nodes of that name."""
    content = {node: {"ros__parameters": table}}
    return str(yaml.dump(content, Dumper=Quoting, sort_keys=False, width=10**6, allow_unicode=True))

"""A launch file as it is written: one frozen object for each action, nothing substituted yet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from agent.ros.launch.document import Attributes, Table, load
from agent.ros.launch.parameters import KINDS, Nested, Parameter, ParameterFile, Setting, Value
from agent.ros.launch.refusals import Place, listed, nearest
from agent.ros.launch.substitutions import Template, parse, words

WHEN = ("if", "unless")
ATTRIBUTES = {
    "arg": ("name", "default", "description", "choice", *WHEN),
    "let": ("name", "value", *WHEN),
    "set_env": ("name", "value", *WHEN),
    "push_ros_namespace": ("namespace", *WHEN),
    "include": ("file", "arg", *WHEN),
    "group": ("scoped", "children", *WHEN),
    "node": (
        *("pkg", "exec", "name", "namespace", "args", "param", "remap", "env", "output"),
        *("respawn", "respawn_delay", "on_exit", *WHEN),
    ),
}
"""The tags that this runner knows, with the attributes that it knows of each."""
SETTING = ("name", "value", "type", "param")


@dataclass(frozen=True, slots=True)
class Condition:
    """An `if`, or an `unless`."""

    text: Template
    wanted: bool


@dataclass(frozen=True, slots=True)
class Action:
    """What all actions have: where they stand, and when they count."""

    place: Place
    condition: Condition | None


@dataclass(frozen=True, slots=True)
class Argument(Action):
    """Declares an argument of the file."""

    name: str
    default: Template | None
    description: str
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Let(Action):
    """Sets a configuration, which `$(var)` reads."""

    name: Template
    value: Template


@dataclass(frozen=True, slots=True)
class SetEnvironment(Action):
    """Sets an environment variable of the nodes that follow."""

    name: Template
    value: Template


@dataclass(frozen=True, slots=True)
class PushNamespace(Action):
    """Puts the nodes that follow into a namespace."""

    namespace: Template


@dataclass(frozen=True, slots=True)
class Include(Action):
    """Runs another launch file as if it stood here."""

    file: Template
    arguments: tuple[tuple[Template, Template], ...]


@dataclass(frozen=True, slots=True)
class Group(Action):
    """Actions that share a condition; what a scoped one sets ends with it."""

    scoped: bool
    actions: tuple[AnyAction, ...]


@dataclass(frozen=True, slots=True)
class Node(Action):
    """A program to start."""

    package: Template
    executable: Template
    name: Template | None
    namespace: Template | None
    words: tuple[Template, ...]
    parameters: tuple[Parameter, ...]
    remaps: tuple[tuple[Template, Template], ...]
    environment: tuple[tuple[Template, Template], ...]
    output: Template
    respawn: Template
    respawn_delay: float
    ends_all: bool


AnyAction: TypeAlias = Argument | Let | SetEnvironment | PushNamespace | Include | Group | Node


def read(file: Path) -> tuple[AnyAction, ...]:
    """Return the actions of a launch file."""
    data = load(file)
    place = Place(file, 1)
    if not isinstance(data, dict) or list(data) != ["launch"]:
        met = listed(map(str, data)) if isinstance(data, dict) else type(data).__name__
        raise place.error(f"the file has to hold `launch:` with a list of actions, not: {met}.")
    return actions(data["launch"], "launch", place)


def actions(data: Any, tag: str, place: Place) -> tuple[AnyAction, ...]:
    """Return the actions of a list."""
    if not isinstance(data, list):
        raise place.error(f"`{tag}` has to be a list of actions, not {data!r}.")
    return tuple(action(entry, place) for entry in data)


def action(entry: Any, outer: Place) -> AnyAction:
    """Return one action, which is a mapping from its tag to its attributes."""
    place = Place(outer.file, entry.line) if isinstance(entry, Table) else outer
    if not isinstance(entry, dict) or len(entry) != 1:
        raise place.error(
            f"an action has to be one tag with its attributes, not {entry!r}.",
            f"Tags: {listed(ATTRIBUTES)}.",
        )
    ((tag, data),) = entry.items()
    if tag not in ATTRIBUTES:
        message = f"there is no action `{tag}` here; there are: {listed(ATTRIBUTES)}."
        raise place.error(message, nearest(str(tag), ATTRIBUTES))
    if tag == "group" and isinstance(data, list):
        return Group(place, None, True, actions(data, "group", place))
    a = Attributes(tag, data, ATTRIBUTES[tag], place)
    a.place = place  # the line of the tag reads better than that of its first attribute
    shared = (place, condition(a))
    if tag == "arg":
        return argument(a, shared)
    if tag == "let":
        return Let(*shared, a.text("name"), a.text("value"))
    if tag == "set_env":
        return SetEnvironment(*shared, a.text("name"), a.text("value"))
    if tag == "push_ros_namespace":
        return PushNamespace(*shared, a.text("namespace"))
    if tag == "include":
        return Include(*shared, a.text("file"), pairs(a, "arg", "name", "value"))
    if tag == "group":
        a.need("children")
        inside = actions(a.data["children"], "children", place)
        return Group(*shared, a.typed("scoped", bool, True), inside)
    return node(a, shared)


def condition(a: Attributes) -> Condition | None:
    """Return the condition of an action."""
    if a.has("if") and a.has("unless"):
        raise a.place.error(f"`{a.tag}` cannot have both `if` and `unless`.")
    for name in WHEN:
        if a.has(name):
            return Condition(a.text(name), name == "if")
    return None


def argument(a: Attributes, shared: tuple[Place, Condition | None]) -> Argument:
    """Return an `arg`."""
    description = a.literal("description") if a.has("description") else ""
    choices = tuple(entry.literal("value") for entry in a.entries("choice", ("value",)))
    return Argument(*shared, a.literal("name"), a.optional("default"), description, choices)


def pairs(a: Attributes, name: str, left: str, right: str) -> tuple[tuple[Template, Template], ...]:
    """Return the entries of a list of two texts each."""
    return tuple((e.text(left), e.text(right)) for e in a.entries(name, (left, right)))


def node(a: Attributes, shared: tuple[Place, Condition | None]) -> Node:
    """Return a `node`."""
    delay = a.typed("respawn_delay", float, 0.0)
    if delay < 0:
        raise a.place.error(f"`respawn_delay` of `node` cannot be negative: {delay}.")
    if a.has("on_exit") and a.data["on_exit"] != "shutdown":
        met = a.data["on_exit"]
        raise a.place.error(f"`on_exit` of `node` can only be the word shutdown, not {met!r}.")
    return Node(
        *shared,
        package=a.text("pkg"),
        executable=a.text("exec"),
        name=a.optional("name"),
        namespace=a.optional("namespace"),
        words=words(a.optional("args") or (), a.place),
        parameters=tuple(
            parameter(e, True)
            for e in a.entries("param", ("name", "value", "type", "param", "from"))
        ),
        remaps=pairs(a, "remap", "from", "to"),
        environment=pairs(a, "env", "name", "value"),
        output=a.optional("output") or ("log",),
        respawn=a.optional("respawn") or ("false",),
        respawn_delay=delay,
        ends_all=a.has("on_exit"),
    )


def parameter(e: Attributes, outermost: bool) -> Parameter:
    """Return one entry of `param`: a value, a list of further entries, or a file."""
    forms = [name for name in ("from", "value", "param") if e.has(name)]
    if len(forms) != 1 or (e.has("from") and (len(e.data) > 1 or not outermost)):
        raise e.place.error(
            "`param` has to be a `from` alone, a `name` with a `value`, or a `name` with a `param`;"
            f" it has: {listed(map(str, e.data))}."
        )
    if e.has("from"):
        return ParameterFile(e.place, e.text("from"))
    if e.has("param"):
        if e.has("type"):
            raise e.place.error("`param` with a list of its own has no `type`.")
        inner = e.entries("param", SETTING)
        return Nested(e.place, e.text("name"), tuple(setting(entry) for entry in inner))
    return Value(e.place, e.text("name"), value(e), kind(e))


def setting(e: Attributes) -> Setting:
    """Return an entry of a `param` within a `param`."""
    found = parameter(e, False)
    assert not isinstance(found, ParameterFile)
    return found


def kind(e: Attributes) -> str:
    """Return the type that a value has to have."""
    name = e.literal("type") if e.has("type") else "yaml"
    if name not in KINDS:
        message = f"there is no type {name!r} of `param`; there are: {listed(KINDS)}."
        raise e.place.error(message, nearest(name, KINDS))
    return name


def value(e: Attributes) -> Any:
    """Return a value with its texts read, and everything else as YAML has it."""
    met = e.data["value"]
    if isinstance(met, list):
        return [scalar(item, met, e.place) for item in met]
    return scalar(met, met, e.place)


def scalar(item: Any, whole: Sequence[Any] | Any, place: Place) -> Any:
    """Return a value that is no list."""
    if isinstance(item, str):
        return parse(item, place)
    if not isinstance(item, bool | int | float):
        raise place.error(
            f"`value` of `param` has to be true or false, a number, a text, or a list: {whole!r}."
        )
    return item

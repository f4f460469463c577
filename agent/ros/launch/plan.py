"""From the actions of a launch file to the processes that they start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from agent.errors import UsageError
from agent.ros.launch.parameters import Settings, document, filled
from agent.ros.launch.refusals import Place, listed, nearest
from agent.ros.launch.substitutions import Scope, Template, fill
from agent.ros.launch.surroundings import completed, program
from agent.ros.launch.tree import (
    Action,
    AnyAction,
    Argument,
    Group,
    Include,
    Let,
    Node,
    PushNamespace,
    SetEnvironment,
    read,
)

NAMESPACE = "ros_namespace"  # the configuration that ROS itself keeps the namespace in
OUTPUTS = ("screen", "log", "both")
NODE_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
FULL_NAMESPACE = re.compile(r"/|(/[A-Za-z_][A-Za-z0-9_]*)+")


@dataclass(frozen=True, slots=True)
class Process:
    """A program to start: all that is left to do is to write its parameters and run it.

    `label` names it in the output; `parameters` are files, and tables that become files of
    parameters for `node`. Of one that `ends_all`, the end is the end of the launch.
    """

    label: str
    command: tuple[str, ...]
    rules: tuple[str, ...]
    node: str
    parameters: tuple[Path | Settings, ...]
    environment: Mapping[str, str]
    output: str
    respawn: bool
    respawn_delay: float
    ends_all: bool

    def arguments(self, files: Sequence[Path]) -> list[str]:
        """Return the command line; `files` are the parameters, each in a file."""
        parts = [*self.command, "--ros-args"]
        for rule in self.rules:
            parts += ["-r", rule]
        for file in files:
            parts += ["--params-file", str(file)]
        return parts

    def documents(self) -> list[str | None]:
        """Return what the files of parameters hold, and None where there is a file already."""
        return [document(self.node, p) if isinstance(p, dict) else None for p in self.parameters]


def plan(file: Path, given: Mapping[str, str], environment: Mapping[str, str]) -> list[Process]:
    """Return the processes of a launch file, in the order in which they are started."""
    if not file.is_file():
        there = sorted(file.parent.glob("*.launch.yaml"))
        raise UsageError(
            f"There is no launch file {file}.", nearest(str(file), [str(path) for path in there])
        )
    file = file.absolute()
    planner = Planner(Scope(file.parent, dict(environment), dict(given)))
    actions = read(file)
    declared = planner.declared(actions, (file,))
    for name in given:
        if name not in declared:
            message = f"{file.name} has no argument {name!r}; it has: {listed(sorted(declared))}."
            raise UsageError(message, nearest(name, declared))
    planner.visit(actions, (file,))
    return list(distinct(planner.processes))


def distinct(processes: Sequence[Process]) -> Iterator[Process]:
    """Yield the processes with a number in each label that was there before."""
    seen: dict[str, int] = {}
    for process in processes:
        seen[process.label] = count = seen.get(process.label, 0) + 1
        yield replace(process, label=f"{process.label}-{count}") if count > 1 else process


@dataclass(slots=True)
class Planner:
    """Goes through the actions in their order, as ROS does, and collects processes."""

    scope: Scope
    processes: list[Process] = field(default_factory=list)

    def fill(self, template: Template, action: Action) -> str:
        """Return the text that a template stands for here."""
        return fill(template, self.scope, action.place)

    def truth(self, template: Template, place: Place, what: str) -> bool:
        """Return what a text says that has to be true or false."""
        text = fill(template, self.scope, place)
        if text.strip().lower() in ("true", "1"):
            return True
        if text.strip().lower() in ("false", "0"):
            return False
        raise place.error(f"`{what}` has to be true, false, 1 or 0, not {text!r}.")

    def holds(self, action: Action) -> bool:
        """Whether the condition of an action lets it happen."""
        condition = action.condition
        if condition is None:
            return True
        what = "if" if condition.wanted else "unless"
        return self.truth(condition.text, action.place, what) is condition.wanted

    def declared(self, actions: Sequence[AnyAction], files: tuple[Path, ...]) -> set[str]:
        """Return the names of all arguments of a file and of those that it includes."""
        names: set[str] = set()
        for action in actions:
            if isinstance(action, Argument):
                names.add(action.name)
            elif isinstance(action, Group):
                names |= self.declared(action.actions, files)
            elif isinstance(action, Include):
                inner = self.guessed(action)
                if inner and inner not in files:
                    with_inner = Planner(replace(self.scope, directory=inner.parent))
                    names |= with_inner.declared(read(inner), (*files, inner))
        return names

    def guessed(self, action: Include) -> Path | None:
        """Return the file that an include names, if that can be said before its turn."""
        try:
            path = Path(self.fill(action.file, action)).absolute()
        except UsageError:
            return None
        return path if path.is_file() else None

    def visit(self, actions: Sequence[AnyAction], files: tuple[Path, ...]) -> None:
        """Carry the actions out."""
        for action in actions:
            if not self.holds(action):
                continue
            if isinstance(action, Argument):
                self.declare(action)
            elif isinstance(action, Let):
                name = self.fill(action.name, action)
                self.scope.configurations[name] = self.fill(action.value, action)
            elif isinstance(action, SetEnvironment):
                name = self.fill(action.name, action)
                self.scope.environment[name] = self.fill(action.value, action)
            elif isinstance(action, PushNamespace):
                pushed = self.namespace(action.namespace, action)
                self.scope.configurations[NAMESPACE] = pushed or "/"
            elif isinstance(action, Group):
                self.group(action, files)
            elif isinstance(action, Include):
                self.include(action, files)
            else:
                self.processes.append(self.process(action))

    def declare(self, action: Argument) -> None:
        """Give an argument its default, and check what it was given."""
        there = self.scope.configurations
        if action.name not in there:
            if action.default is None:
                raise missing(action, there)
            there[action.name] = self.fill(action.default, action)
        chosen = there[action.name]
        if action.choices and chosen not in action.choices:
            message = f"the argument {action.name!r} cannot be {chosen!r}; it can be: "
            raise action.place.error(
                f"{message}{listed(action.choices)}.", nearest(chosen, action.choices)
            )

    def group(self, action: Group, files: tuple[Path, ...]) -> None:
        """Carry out a group; a scoped one leaves no trace in what follows."""
        configurations = dict(self.scope.configurations)
        environment = dict(self.scope.environment)
        self.visit(action.actions, files)
        if action.scoped:
            self.scope.configurations, self.scope.environment = configurations, environment

    def include(self, action: Include, files: tuple[Path, ...]) -> None:
        """Carry out another file as if it stood here: what it sets stays set, as in ROS."""
        inner = Path(self.fill(action.file, action)).absolute()
        if not inner.is_file():
            there = sorted(str(path) for path in inner.parent.glob("*.launch.yaml"))
            raise action.place.error(f"there is no file {inner}.", nearest(str(inner), there))
        if inner in files:
            raise action.place.error(f"{inner.name} includes itself.")
        actions = read(inner)
        given = {self.fill(n, action): self.fill(v, action) for n, v in action.arguments}
        outer = self.scope.directory
        self.scope.directory = inner.parent
        declared = self.declared(actions, (*files, inner))
        for name in given:
            if name not in declared:
                message = f"{inner.name} has no argument {name!r}; it has: "
                raise action.place.error(
                    f"{message}{listed(sorted(declared))}.", nearest(name, declared)
                )
        for argument in required(actions):
            if argument.name not in given:
                # ROS wants it written out, even if the name is set where the include stands.
                raise action.place.error(
                    f"{inner.name} needs the argument {argument.name!r}.",
                    nearest(argument.name, given) or f"Add to `arg`: name: {argument.name}",
                )
        self.scope.configurations.update(given)
        self.visit(actions, (*files, inner))
        self.scope.directory = outer

    def namespace(self, template: Template | None, action: Action) -> str | None:
        """Return a full namespace: one that begins with / is taken as it is."""
        base = self.scope.configurations.get(NAMESPACE)
        if template is None:
            return base
        own = self.fill(template, action)
        whole = own if own.startswith("/") or not base else f"{base.rstrip('/')}/{own}"
        whole = "/" + whole.strip("/")
        if not FULL_NAMESPACE.fullmatch(whole):
            raise action.place.error(
                f"{whole!r} is no namespace; it may have letters, digits and _ between the /."
            )
        return whole

    def process(self, action: Node) -> Process:
        """Return what a node comes to."""
        package, name = self.fill(action.package, action), self.fill(action.executable, action)
        path = program(package, name, self.scope.environment, action.place)
        node = None if action.name is None else self.fill(action.name, action)
        if node is not None and not NODE_NAME.fullmatch(node):
            raise action.place.error(
                f"{node!r} is no name of a node; it may have letters, digits and _."
            )
        namespace = self.namespace(action.namespace, action)
        rules = [f"__node:={node}"] if node else []
        rules += [f"__ns:={namespace}"] if namespace else []
        rules += [f"{self.fill(a, action)}:={self.fill(b, action)}" for a, b in action.remaps]
        environment = dict(self.scope.environment)
        for key, value in action.environment:
            environment[self.fill(key, action)] = self.fill(value, action)
        output = self.fill(action.output, action)
        if output not in OUTPUTS:
            message = f"`output` of `node` cannot be {output!r}; it can be: {listed(OUTPUTS)}."
            raise action.place.error(message, nearest(output, OUTPUTS))
        full = f"{(namespace or '').rstrip('/')}/{node or name}"
        return Process(
            label=full.lstrip("/"),
            command=(str(path), *(self.fill(word, action) for word in action.words)),
            rules=tuple(rules),
            # As in ROS: a name that the file does not fix entirely is no address.
            node=full if node and namespace else "/**",
            parameters=tuple(filled(action.parameters, self.scope)),
            environment=completed(environment),
            output=output,
            respawn=self.truth(action.respawn, action.place, "respawn"),
            respawn_delay=action.respawn_delay,
            ends_all=action.ends_all,
        )


def required(actions: Sequence[AnyAction]) -> Iterator[Argument]:
    """Yield the arguments that have to be given, whatever else holds."""
    for action in actions:
        if isinstance(action, Argument) and action.default is None and action.condition is None:
            yield action
        elif isinstance(action, Group) and action.condition is None:
            yield from required(action.actions)


def missing(argument: Argument, given: Mapping[str, Any]) -> UsageError:
    """Return an error about an argument that nobody gave."""
    about = f" ({argument.description})" if argument.description else ""
    return argument.place.error(
        f"the argument {argument.name!r}{about} has to be given.",
        nearest(argument.name, given) or f"Add: {argument.name}:=VALUE",
    )

"""What messages are made of, read from the packages that are installed: a bag has to tell it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from rosbags.typesys import Stores, get_types_from_msg, get_typestore

from agent.errors import UsageError

NODE_NAME = 2
"""How rosbags marks a field whose type is another message."""


class Definitions:
    """The message types that a bag knows: those of ROS 2, and any that is asked for."""

    def __init__(self) -> None:
        self.store: Any = get_typestore(Stores.ROS2_KILTED)

    def need(self, kind: str) -> None:
        """Make a type known, such as `tf2_msgs/msg/TFMessage`, with all that it is made of.

        Raises UsageError for one that no installed package defines.
        """
        found: dict[str, Any] = {}
        missing = [kind]
        while missing:
            name = missing.pop()
            if name in found or name in self.store.fielddefs:
                continue
            found.update(get_types_from_msg(text_of(name), name))
            missing += parts(found[name])
        if found:
            self.store.register(found)


def parts(definition: Any) -> Iterator[str]:
    """Yield the names of the messages that a definition of rosbags has as fields."""
    for _, field in definition[1]:
        mark, value = field
        if int(mark) > NODE_NAME:  # an array or a sequence: what it is of, and how many
            mark, value = value[0]
        if int(mark) == NODE_NAME:
            yield value


def text_of(kind: str) -> str:
    """Return the .msg file of a type."""
    package, _, name = kind.partition("/msg/")
    file = Path("share", package, "msg", f"{name}.msg")
    for prefix in prefixes():
        if name and (prefix / file).is_file():
            return (prefix / file).read_text(encoding="utf-8")
    raise UsageError(
        f"No installed package defines {kind}.",
        f"Install {package}, or set AMENT_PREFIX_PATH to where {file} is.",
    )


def prefixes() -> list[Path]:
    """Return where packages of ROS are: as the environment says, and beside this Python."""
    given = os.environ.get("AMENT_PREFIX_PATH", "").split(os.pathsep)
    return [Path(p) for p in (*given, sys.prefix) if p]

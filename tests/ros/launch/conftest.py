"""A prefix with programs that need no ROS, and launch files beside it."""

import os
import sys
import textwrap
from pathlib import Path

import pytest

from agent.ros.launch.plan import plan


class Prefix:
    """A folder as packages of ROS are installed in, and one for launch files."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {"PATH": os.environ["PATH"], "AMENT_PREFIX_PATH": str(folder / "prefix")}

    def program(self, name: str, code: str, package: str = "pkg") -> Path:
        path = self.folder / "prefix" / "lib" / package / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # Without site-packages, programs start at once, and nothing there can meddle.
        path.write_text(f"#!/usr/bin/env -S {sys.executable} -S\n{textwrap.dedent(code)}")
        path.chmod(0o755)
        return path

    def file(self, text: str, name: str = "main.launch.yaml") -> Path:
        path = self.folder / name
        path.write_text(f"launch:\n{textwrap.dedent(text)}")
        return path

    def plan(self, text: str, **given: str):
        return plan(self.file(text), given, self.environment)


@pytest.fixture
def prefix(tmp_path):
    made = Prefix(tmp_path)
    made.program("e", "")
    return made

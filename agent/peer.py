"""Another program in a process of its own, to be compared with: one JSON object a line."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from agent.errors import UsageError


class PeerProcess:
    """A script under another interpreter; it only works when it is asked to.

    Its first line says that it is ready, and is kept as `ready`.

    Args:
        python: the interpreter, which has `package`; `script` imports nothing of ours.
        script: what it runs, with these `arguments`.
        package: what it needs, for the sentence that says what is missing.

    Raises:
        UsageError: where the interpreter or the package cannot be run.
    """

    def __init__(self, python: Path, script: Path, arguments: Sequence[str], package: str) -> None:
        self.package = package
        try:
            self.process = subprocess.Popen(
                [str(python), "-I", str(script), *arguments],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        except OSError as error:
            raise UsageError(f"{python} cannot be run: {error.strerror}.") from None
        self.ready = self._answer()

    def ask(self, question: dict[str, Any]) -> dict[str, Any]:
        """Put one question, and return its answer."""
        assert self.process.stdin is not None
        print(json.dumps(question), file=self.process.stdin, flush=True)
        return self._answer()

    def _answer(self) -> dict[str, Any]:
        """Read the next answer, past what libraries print."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.startswith("{"):
                return dict(json.loads(line))
        said = (self.process.communicate()[1].strip().splitlines() or ["nothing"])[-1]
        raise UsageError(
            f"{self.package} does not run there: {said}",
            f"Install it in a venv of its own: pip install {self.package}",
        )

    def close(self) -> None:
        """End the process."""
        self.process.communicate()

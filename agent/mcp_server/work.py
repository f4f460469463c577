"""One goal that another agent gave: what happens, told as it happens, and how it ended."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Iterator, Sequence
from typing import Any

from agent.errors import UsageError
from agent.events import Finished
from agent.guard import ENDS
from agent.host import Host
from agent.mcp_server.files import ROOT
from agent.mcp_server.models import Done, Step, Thing
from agent.trace import ADAPTER

GOOD = ("verified", "unverified")
LATE = "The answer came when nothing was asked any more; call do again if it is still wanted."


class Work:
    """A goal under way; belongs to the event loop that it was taken up in.

    Args:
        host: works on it.
        goal: in plain words.
        answers: what to answer to its questions, in their order.
        allow: calls, as they are written, that need no further leave.

    Raises UsageError where the host takes no goal, or not this one.
    """

    def __init__(self, host: Host, goal: str, answers: Sequence[str], allow: Sequence[str]) -> None:
        self.host, self.goal = host, goal
        self.answers, self.allow = list(answers), tuple(allow)
        self.given: list[str] = []
        """What was answered so far."""
        self.steps: list[Step] = []
        self.asked: dict[str, Any] | None = None
        """The status in which it waits for a person, or did so last."""
        self.question = self.next = ""
        self.told = 0
        self.over = asyncio.Event()
        self._seen: dict[str, Any] = {"objects": [], "holding": None}
        self._decided: dict[str, Any] = {}
        self._heard: asyncio.Queue[dict[str, Any] | None] = asyncio.Queue()
        self._loop = asyncio.get_running_loop()
        unlisten = host.listen(self._hear)
        try:
            self.future = host.submit(goal)
        except BaseException:
            unlisten()
            raise
        self.run = host.status.run
        self.unlisten = unlisten
        self.future.add_done_callback(lambda _: self._later(self._end))

    def _later(self, *what: Any) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is gone: nobody follows any more
            self._loop.call_soon_threadsafe(*what)

    def _hear(self, message: dict[str, Any]) -> None:
        self._later(self._heard.put_nowait, message)

    def _end(self) -> None:
        self.unlisten()
        self.over.set()
        self._heard.put_nowait(None)

    async def message(self) -> dict[str, Any] | None:
        """Wait for what happens next; None when it is over."""
        message = await self._heard.get()
        if message is not None:
            self._keep(message)
        return message

    def _keep(self, message: dict[str, Any]) -> None:
        kind = message["kind"]
        if kind == "decided":
            self._decided = message["decision"]["call"]
        elif kind == "acted" and self._decided["skill"] not in ENDS:  # a claim is no step
            outcome = message["outcome"]
            self.steps.append(
                Step(call=call_of(self._decided), ok=outcome["ok"], measured=outcome["message"])
            )
        if kind in ("started", "acted"):
            self._seen = message["observation"]

    def words(self, message: dict[str, Any]) -> Iterator[str]:
        """Return what happened as lines to be read."""
        from rich.text import Text

        from agent.session import lines

        if message["kind"] in ("status", "moved"):
            return
        for line in lines(ADAPTER.validate_python(message)):
            yield Text.from_markup(line).plain.strip()

    def answer(self, text: str | None) -> None:
        """Pass an answer on; None is none."""
        try:
            self.host.answer(text or "")
        except UsageError:
            self.next = LATE
            return
        if text:
            self.given.append(text)
            self.question = self.next = ""
        else:
            answers = [*self.given, "THE ANSWER"]
            self.next = f"Ask the person, then call do again with this goal and answers={answers}."

    def confirm(self, call: str, allowed: bool, asked: bool) -> None:
        """Pass on whether a call may be done; `asked`: a person said so."""
        try:
            self.host.confirm(allowed)
        except UsageError:
            self.next = LATE
            return
        if allowed or asked:
            self.question = self.next = ""
        else:
            self.next = f"If the person allows it, call do again with this goal and allow={[call]}."

    def done(self) -> tuple[Done, bool]:
        """Return how it ended, and whether that is what was wanted as far as can be told.

        Raises what ended it, if that was an error.
        """
        finished: Finished = self.future.result(0)
        stopped = self.host.status.stopped
        after = "" if not stopped else "The robot is stopped: clear_stop, then do, if it is safe."
        done = Done(
            goal=self.goal,
            verification=finished.verification,
            ending=finished.ending,
            measured=finished.message,
            steps=self.steps,
            seconds=round(finished.seconds, 2),
            things=[thing(o) for o in self._seen["objects"]],
            holding=self._seen["holding"],
            stopped=stopped,
            question=self.question,
            next=after or self.next,
            trace=f"{ROOT}/{self.run}/trace.jsonl",
        )
        good = finished.ending == "done" and finished.verification in GOOD
        return done, good or bool(self.next and not stopped)


def thing(o: dict[str, Any]) -> Thing:
    """Return a thing, to the tenth of a millimetre."""
    return Thing(
        name=o["name"],
        kind=o["kind"],
        color=o["color"],
        position=tuple(round(v, 4) for v in o["position"]),
        size=tuple(round(v, 4) for v in o["size"]),
        yaw=round(o["yaw"], 3),
        visible=o["visible"],
    )


def call_of(call: dict[str, Any]) -> str:
    """Return a call as it is written."""
    return f"{call['skill']}({', '.join(call['args'])})"

"""What happens in a run, as a stream of typed events.

The loop yields them; the terminal, the trace, the prompt and the tests consume the same
stream. `kind` tells them apart in JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from agent.types import Decision, Fact, Observation, Outcome, Verdict, Verification


@dataclass(frozen=True, slots=True)
class Started:
    """A goal was taken up; `observation` is the first look.

    `mentions` are descriptions in the goal, such as "leftmost block", each with the name of
    what it means in that look.
    """

    goal: str
    planner: str
    observation: Observation
    skills: str
    mentions: tuple[tuple[str, str], ...] = ()
    kind: Literal["started"] = "started"


@dataclass(frozen=True, slots=True)
class Understood:
    """The planner restated a goal that the rules could not read.

    `facts` are what it takes to be wanted, in the order to bring them about, and `probability`
    how sure it is of them, in whatever order. Where there are none, `why` is `unclear` or
    `cannot`. `goal` and `answers` are what was read, in the person's words.
    """

    facts: tuple[Fact, ...]
    probability: float
    why: str = ""
    goal: str = ""
    answers: tuple[str, ...] = ()
    prompt: str = ""
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    kind: Literal["understood"] = "understood"

    def __str__(self) -> str:
        """Return it in words."""
        return f"{'; '.join(map(str, self.facts)) or self.why} ({self.probability:.0%})"


@dataclass(frozen=True, slots=True)
class Decided:
    """The planner chose a call."""

    step: int
    decision: Decision
    kind: Literal["decided"] = "decided"


@dataclass(frozen=True, slots=True)
class Judged:
    """The guard allowed, blocked or refused it."""

    step: int
    verdict: Verdict
    kind: Literal["judged"] = "judged"


@dataclass(frozen=True, slots=True)
class Acted:
    """The call was carried out; `observation` is the look after it."""

    step: int
    outcome: Outcome
    observation: Observation
    kind: Literal["acted"] = "acted"


@dataclass(frozen=True, slots=True)
class Checked:
    """A claim of success was measured."""

    step: int
    verification: Verification
    message: str
    kind: Literal["checked"] = "checked"


@dataclass(frozen=True, slots=True)
class Asked:
    """The agent put a question to the person."""

    question: str
    kind: Literal["asked"] = "asked"


@dataclass(frozen=True, slots=True)
class Answered:
    """The person answered."""

    text: str
    kind: Literal["answered"] = "answered"


@dataclass(frozen=True, slots=True)
class Disturbed:
    """Something went wrong in the simulated world: known to the trace, never to the planner.

    `fault` is its kind, `detail` what happened in words, `time` when, in simulated seconds.
    """

    fault: str
    detail: str
    time: float
    kind: Literal["disturbed"] = "disturbed"


@dataclass(frozen=True, slots=True)
class Remaining:
    """What of the goal is measured not to hold yet, by what could be read of the goal.

    `facts` are in words, in the order in which they can be brought about; `reasons` tell why
    some of it can never be, `obstacles` what stands in its way for now. `complete` is false
    where the goal was not read in full: there is then more to it than is told here.
    """

    facts: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    obstacles: tuple[str, ...] = ()
    complete: bool = True
    kind: Literal["remaining"] = "remaining"


Ending = Literal["done", "gave up", "out of steps", "no answer", "refused", "stopped"]


@dataclass(frozen=True, slots=True)
class Finished:
    """The run is over: why it ended, and what was measured of the goal then."""

    ending: Ending
    verification: Verification
    message: str
    steps: int
    seconds: float
    kind: Literal["finished"] = "finished"


Event = (
    Started
    | Understood
    | Decided
    | Judged
    | Acted
    | Checked
    | Asked
    | Answered
    | Finished
    | Disturbed
    | Remaining
)

EXIT_CODES: dict[str, int] = {"no answer": 3, "refused": 4}


def exit_code(finished: Finished) -> int:
    """Return 0 verified, 1 not achieved, 3 asked and nobody answered, 4 refused."""
    if finished.ending in EXIT_CODES:
        return EXIT_CODES[finished.ending]
    return 0 if finished.verification == "verified" else 1

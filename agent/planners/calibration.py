"""When to ask: prediction sets that hold the right call as often as was promised.

Split conformal prediction over the feasible calls, as in KnowNo (Ren et al. 2023, "Robots
That Ask For Help"). On recorded steps the nonconformity of a step is 1 - p, where p is the
probability that the planner gave the right call. The threshold is their quantile with the
correction for a finite number; the prediction set of a new step holds every call whose
probability is at least 1 - threshold. If new steps are like the recorded ones, the set
holds the right call with at least the target probability, whatever the planner is worth.

Several calls may be equally right, such as which of "all the blocks" comes first. Then, as
KnowNo does for multi-label settings, the most probable of them counts, and a set is right
that holds any of them.

The steps of an episode hang on one another. The promise for whole episodes (every step's
set is right) is had from each episode's worst step: `per="episode"`.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from agent.errors import UsageError
from agent.events import Answered, Asked, Event, Started
from agent.intervals import wilson
from agent.planners.base import Planner, Wrapper
from agent.planners.question import meant, question
from agent.robot import Workspace
from agent.types import Choices, Decision, SkillCall

UNITS = ("step", "episode")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One step: what the planner thought of the calls, and which were right.

    `shares` are probabilities by call, those that matter; `right` are equally right calls.
    An open call is written `ask(`, whatever its words.
    """

    episode: str
    shares: Mapping[str, float]
    right: tuple[str, ...]

    @property
    def nonconformity(self) -> float:
        """Return 1 - p of the most probable right call; 1 where none is among the shares."""
        return 1.0 - max(self.shares.get(call, 0.0) for call in self.right)


@dataclass(frozen=True, slots=True)
class Calibration:
    """A threshold, and what it holds for.

    `model` is the fingerprint of the weights, `target` the share of steps (or episodes, by
    `per`) whose sets shall be right, `n` how many it was computed from.
    """

    model: str
    suite: str
    target: float
    threshold: float
    n: int
    per: str = "step"

    def among(self, shares: Mapping[str, float]) -> list[str]:
        """Return the prediction set, the most probable call first."""
        kept = [call for call, share in shares.items() if share >= 1.0 - self.threshold]
        return sorted(kept, key=lambda call: -shares[call])

    def covers(self, step: Recorded) -> bool:
        """Tell whether a step's set holds a right call."""
        return bool(set(self.among(step.shares)) & set(step.right))

    def save(self, path: Path) -> None:
        """Write it as JSON."""
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    @staticmethod
    def load(path: Path, model: str = "") -> Calibration:
        """Read what was saved.

        Raises:
            UsageError: where it is none, or was made for another model than `model`.
        """
        try:
            read = Calibration(**json.loads(path.read_text()))
        except (ValueError, TypeError) as error:
            raise UsageError(f"{path} is no calibration.", "Make one: handily calibrate") from error
        if model and model != read.model:
            raise UsageError(
                f"{path} was made for the model {read.model}, and this one is {model}.",
                "Make it anew: handily calibrate",
            )
        return read


def calibrated(
    steps: Sequence[Recorded], target: float, model: str = "", suite: str = "", per: str = "step"
) -> Calibration:
    """Return the calibration that recorded steps yield.

    Raises:
        UsageError: for a target outside 0 to 1, or an unknown unit.
    """
    if not 0.0 < target < 1.0:
        raise UsageError(f"The target is {target:g}; it has to lie between 0 and 1.")
    if per not in UNITS:
        raise UsageError(f"There is no unit {per!r}; there are: {', '.join(UNITS)}.")
    scores = [step.nonconformity for step in steps]
    if per == "episode":
        worst: dict[str, float] = {}
        for step, score in zip(steps, scores, strict=True):
            worst[step.episode] = max(score, worst.get(step.episode, 0.0))
        scores = list(worst.values())
    return Calibration(model, suite, target, threshold(scores, target), len(scores), per)


def threshold(scores: Sequence[float], target: float) -> float:
    """Return the ceil((n + 1) target)-th smallest of n scores: the finite-sample quantile.

    Where that many are not there, the promise can only be kept by sets that hold every call:
    the threshold is then 1.
    """
    rank = math.ceil((len(scores) + 1) * target - 1e-9)
    return sorted(scores)[rank - 1] if 0 < rank <= len(scores) else 1.0


def shares_of(decision: Decision, choices: Choices) -> dict[str, float]:
    """Return the probabilities of a decision by call; open calls are told by their skill."""
    closed = {str(call) for call in choices.calls}
    out: dict[str, float] = {}
    for text, share in ((str(decision.call), decision.probability or 0.0), *decision.alternatives):
        out[label(text, closed, choices.open)] = share
    return out


def label(text: str, closed: set[str], opened: Sequence[str]) -> str:
    """Return how a call is told: an open one by its beginning."""
    skill = text.partition("(")[0]
    return text if text in closed or skill not in opened else f"{skill}("


class Asking(Wrapper):
    """A planner that asks the person where several calls may be right.

    Args:
        planner: who chooses.
        calibration: what tells which calls may be right.
    """

    def __init__(self, planner: Planner, calibration: Calibration) -> None:
        super().__init__(planner)
        self.calibration = calibration

    def choose(self, events: Sequence[Event], choices: Choices, workspace: Workspace) -> Decision:
        """Act where one call may be right, ask where several may.

        Where none is likely enough the two most probable are in question. What was asked
        under this goal is not asked again: of the calls in question the one is taken that
        the answer names, or else the most probable.
        """
        decision = self.planner.choose(events, choices, workspace)
        if "ask" not in choices.open:
            return decision
        shares = shares_of(decision, choices)
        ranked = sorted(shares, key=lambda call: -shares[call])
        likely = self.calibration.among(shares) or ranked[:2]
        calls = {str(call): call for call in choices.calls}
        closed = [calls[t] for t in likely if t in calls and calls[t].skill != "ask"]
        # What the model would ask itself, and a question that is offered to it.
        own = [decision.call] if decision.call.skill == "ask" else []
        own += [calls[t] for t in likely if t in calls and calls[t].skill == "ask"]
        if not own and (len(likely) < 2 or not closed):
            return decision
        words = own[0].args[0] if own and len(closed) < 2 else question(closed)
        answer = answered(events, words)
        if answer is None:
            return told(SkillCall("ask", (words,)), decision, shares)
        rest = closed or [calls[t] for t in ranked if t in calls and calls[t].skill != "ask"]
        if not rest:
            return decision
        return told(meant(answer, rest) or rest[0], decision, shares)


def asking(planner: Planner, model: str, file: Path | None) -> Planner:
    """Return a planner that asks where a calibration of its model says so; itself without one.

    Raises:
        UsageError: where the file is no calibration, or of another model.
    """
    if file is None:
        return planner
    from agent.models import fingerprint

    return Asking(planner, Calibration.load(file, fingerprint(model)))


def answered(events: Sequence[Event], words: str) -> str | None:
    """Return what the person said to such a question under the present goal; None if nothing.

    Questions are alike that differ only in what they offer, behind the colon.
    """
    about, alike, out = words.partition(":")[0], False, None
    for event in events:
        if isinstance(event, Started):
            alike, out = False, None
        elif isinstance(event, Asked):
            alike = event.question.partition(":")[0] == about
        elif isinstance(event, Answered) and alike:
            out = event.text
    return out


def told(call: SkillCall, decision: Decision, shares: Mapping[str, float]) -> Decision:
    """Return the decision for another call, beside what was thought of all."""
    text = str(call) if str(call) in shares else f"{call.skill}("
    rest = sorted((pair for pair in shares.items() if pair[0] != text), key=lambda p: -p[1])
    share = shares.get(text, 0.0)
    return replace(decision, call=call, probability=share, alternatives=tuple(rest))


def measured(calibration: Calibration, steps: Sequence[Recorded]) -> dict[str, str]:
    """Return how prediction sets did on steps, each with its 95 % interval.

    `coverage` is the share of sets that hold a right call, by the unit of the promise too;
    `questions` of those with more than one call, or asking itself; `wrong` of those that
    hold one call alone, which is wrong: what would have been done by mistake.
    """
    sets = [calibration.among(step.shares) for step in steps]
    right = [calibration.covers(step) for step in steps]
    asked = [len(calls) != 1 or calls[0].startswith("ask(") for calls in sets]
    whole: dict[str, bool] = {}
    for step, ok in zip(steps, right, strict=True):
        whole[step.episode] = whole.get(step.episode, True) and ok
    wrong = [not ok and not a for ok, a in zip(right, asked, strict=True)]
    best = [max(s.shares, key=lambda c: s.shares[c]) in s.right for s in steps]
    return {
        "coverage": share(right),
        "coverage_of_episodes": share(list(whole.values())),
        "questions": share(asked),
        "wrong": share(wrong),
        "best_call_right": share(best),
        "calls_in_a_set": f"{sum(map(len, sets)) / len(sets):.2f}",
    }


def share(found: Sequence[bool]) -> str:
    """Return a share in words, with Wilson's 95 % interval (Wilson 1927)."""
    low, high = wilson(sum(found), len(found))
    part = sum(found) / len(found)
    return f"{sum(found)}/{len(found)} = {part:.1%} [{low:.1%}, {high:.1%}]"

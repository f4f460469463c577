"""The terminal's command that calibrates when to ask."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.errors import UsageError
from agent.terminal import AsJson, Eyes, Model, console, errors, notices

if TYPE_CHECKING:
    from agent.planners.calibration import Calibration, Recorded

CALIBRATION = Path("calibration.json")


def calibrate(
    suite: Annotated[str, typer.Argument(help="A suite's name.")] = "ask",
    model: Model = "embedded",
    target: Annotated[float, typer.Option(help="Share of right prediction sets, 0 to 1.")] = 0.85,
    per: Annotated[str, typer.Option(help="What the share is of: step or episode.")] = "step",
    episodes: Annotated[int, typer.Option(help="For the threshold.", min=1)] = 180,
    seed: Annotated[int, typer.Option(help="Of those.")] = 1000,
    check: Annotated[int, typer.Option(help="Other episodes that it is tried on.", min=0)] = 180,
    check_seed: Annotated[int, typer.Option(help="Of those.")] = 2000,
    perception: Eyes = "camera",
    out: Annotated[Path, typer.Option(help="Where the calibration goes.")] = CALIBRATION,
    as_json: AsJson = False,
) -> None:
    """Find how sure the model has to be to act without asking, and try it on other seeds.

    Conformal prediction after KnowNo: the sets of calls that may be right hold a right one as
    often as --target says. The scripted expert acts, and the model is asked beside it.
    """
    with errors(as_json):
        from agent.models import fingerprint, load
        from agent.planners.calibration import calibrated
        from agent.planners.local import LocalPlanner

        if seed == check_seed:
            raise UsageError("--seed and --check-seed are the same; a fair check needs others.")
        calibrated((), target, per=per)  # says at once what is wrong with what was given
        from sims.bench.work import one_thread

        one_thread()  # two that wait for one another are slow where others work too
        planner = LocalPlanner(load(model, notify=lambda line: notices.print(line)))
        steps = recorded(planner, suite, episodes, seed, perception, as_json)
        found = calibrated(steps, target, fingerprint(model), suite, per)
        found.save(out)
        tried = recorded(planner, suite, check, check_seed, perception, as_json) if check else []
        show(found, out, tried, as_json)


def recorded(
    planner: Any, suite: str, episodes: int, seed: int, perception: str, quiet: bool
) -> list[Recorded]:
    """Return the steps of some episodes, with a bar meanwhile."""
    from rich.progress import track

    from sims.bench.calibrate import record

    runs = record(planner, suite, episodes, seed, perception)
    title = f"{suite}, seed {seed}"
    shown = track(runs, title, total=episodes, console=console, disable=quiet)
    return [step for steps in shown for step in steps]


def show(found: Calibration, out: Path, tried: Sequence[Recorded], as_json: bool) -> None:
    """Print the threshold, and how it did on other seeds."""
    from agent.planners.calibration import measured

    figures = measured(found, tried) if tried else {}
    if as_json:
        print(json.dumps({"file": str(out), "threshold": found.threshold, "n": found.n, **figures}))
        return
    console.print(
        f"{out}: a call may be right from {1 - found.threshold:.4f} on "
        f"(target {found.target:.0%} of all {found.per}s, from {found.n})",
        soft_wrap=True,
    )
    for name, figure in figures.items():
        console.print(f"{name.replace('_', ' ')}: {figure}", markup=False, soft_wrap=True)

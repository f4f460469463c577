"""The commands that make lessons and train the planner's model on them."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from agent.errors import UsageError
from agent.terminal import console, errors

if TYPE_CHECKING:
    from agent.training.data import Lesson

train = typer.Typer(no_args_is_help=True, help="Make lessons, and train the planner's model.")


@train.command()
def data(
    out: Annotated[Path, typer.Option(help="File of JSON lines, one lesson each.")],
    count: Annotated[int, typer.Option(min=1, help="How many lessons.")] = 16000,
    seed: Annotated[int, typer.Option(help="Other seeds give other lessons.")] = 1,
    split: Annotated[str, typer.Option(help="train, val or test: no words in common.")] = "train",
    student: Annotated[
        str, typer.Option(help="A model or adapter; the lessons are then its own mistakes.")
    ] = "",
) -> None:
    """Make lessons: worded goals on random tables, what they mean, and the right calls."""
    with errors():
        from agent.training.language.splits import SPLITS

        if split not in SPLITS:
            raise UsageError(f"There is no split {split!r}; there are: {', '.join(SPLITS)}.")
        out.parent.mkdir(parents=True, exist_ok=True)
        draft = out.with_name(f".{out.name}.draft")
        with draft.open("w", encoding="utf-8") as file:
            for number, row in enumerate(itertools.islice(made(seed, split, student), count), 1):
                file.write(row + "\n")
                if number % 1000 == 0:
                    console.print(f"{number} of {count}")
        draft.replace(out)
        console.print(f"{out}: {count} lessons")


RESTATED = 25
"""Lessons in restating goals for each one in acting; they are short."""


def made(seed: int, split: str, student: str) -> Iterator[str]:
    """Yield lessons as lines: in acting, some under other names, and in restating."""
    import numpy as np

    from agent.training.data import lessons
    from agent.training.disguise import disguised
    from agent.training.restatements import restatements

    rng = np.random.default_rng((seed, 1))
    restated = restatements(seed, split)
    for lesson in lessons(seed, split, planner(student) if student else None):
        yield line(lesson if student else disguised(lesson, rng))
        if not student:
            yield from map(line, itertools.islice(restated, RESTATED))


def line(lesson: Lesson) -> str:
    """Return a lesson as JSON."""
    row = {"messages": lesson.messages, "learn": lesson.learn, "structure": lesson.structure}
    return json.dumps(row, ensure_ascii=False)


def planner(model: str) -> Any:
    """Return the planner whose mistakes are wanted."""
    from agent.models import load
    from agent.planners.local import LocalPlanner

    return LocalPlanner(load(model, notify=console.print))


@train.command()
def lora(
    lessons: Annotated[list[Path], typer.Argument(help="Files of lessons.")],
    out: Annotated[Path, typer.Option(help="Folder of the run; the same command goes on.")],
    val: Annotated[Path | None, typer.Option(help="Lessons to validate on.")] = None,
    steps: Annotated[int, typer.Option(min=1)] = 400,
    rank: Annotated[int, typer.Option(min=1)] = 16,
    rate: Annotated[float, typer.Option(help="Learning rate after the warm-up.")] = 1e-3,
    seed: Annotated[int, typer.Option()] = 1,
    start: Annotated[Path | None, typer.Option(help="An adapter to go on from.")] = None,
    ship: Annotated[
        Path | None, typer.Option(help="Where the finished adapter goes, with its card.")
    ] = None,
) -> None:
    """Train an adapter on lessons; use it with --model FOLDER."""
    with errors():
        from agent.training.curve import draw
        from agent.training.lora import Settings, Trainer, lessons_of
        from agent.training.ship import ship as give

        settings = Settings(steps=steps, rank=rank, rate=rate, seed=seed)
        held_out = lessons_of([val]) if val else []
        run = Trainer(out, settings, lessons_of(lessons), held_out, start, console.print)
        run.run()
        draw(out)
        if ship is not None:
            size = give(out, ship, lessons)
            console.print(f"{ship}: {size / 1e6:.1f} MB")

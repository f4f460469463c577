"""A run's losses as a picture."""

from __future__ import annotations

import json
from pathlib import Path

from agent.training.lora import CURVE

PICTURE = "curve.png"


def draw(run: Path) -> Path:
    """Draw the losses a token, and the share of right answers, over the steps; return the file."""
    from matplotlib.figure import Figure

    rows = [json.loads(line) for line in (run / CURVE).read_text().splitlines()]
    figure = Figure(figsize=(6.4, 3.6), layout="constrained")
    left = figure.subplots()
    steps = [row["step"] for row in rows]
    left.plot(steps, [row["train"] for row in rows], label="training loss")
    left.set_xlabel("steps")
    left.set_ylabel("loss a token (nats)")
    if all("loss" in row for row in rows):
        left.plot(steps, [row["loss"] for row in rows], label="validation loss")
        right = left.twinx()
        right.plot(steps, [row["right"] for row in rows], "k:", label="answers right")
        right.set_ylim(0, 1)
        right.legend(loc="center right")
    left.legend(loc="upper right")
    figure.savefig(run / PICTURE, dpi=120)
    return run / PICTURE

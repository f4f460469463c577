"""An adapter as it is given away: small, with a card that says how it came to be."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Sequence
from pathlib import Path

from agent.models import ADAPTER_FILES
from agent.training.lora import CURVE, SETTINGS

CARD = "README.md"


def ship(run: Path, to: Path, lessons: Sequence[Path], results: str = "") -> int:
    """Write the adapter of a run in bfloat16, with its model card; return its size in bytes.

    Args:
        run: the folder of a training run.
        to: where the adapter goes; made if it is not there.
        lessons: the files that it was trained on, for the card.
        results: what was measured with it, in Markdown.
    """
    import torch
    from safetensors.torch import load_file, save_file

    to.mkdir(parents=True, exist_ok=True)
    config, weights = ADAPTER_FILES
    tensors = load_file(run / weights)
    save_file({k: v.to(torch.bfloat16).contiguous() for k, v in tensors.items()}, to / weights)
    if run.resolve() != to.resolve():
        shutil.copy(run / config, to / config)
    (to / CARD).write_text(card(run, lessons, results), encoding="utf-8")
    return (to / weights).stat().st_size


def card(run: Path, lessons: Sequence[Path], results: str) -> str:
    """Return the model card: base, data, settings, curve, results."""
    settings = json.loads((run / SETTINGS).read_text())
    rows = [json.loads(line) for line in (run / CURVE).read_text().splitlines()]
    data = "\n".join(
        f"- `{p.name}`: {len(p.read_bytes().splitlines())} lessons, "
        f"sha256 `{hashlib.sha256(p.read_bytes()).hexdigest()[:16]}`"
        for p in lessons
    )
    chosen = ", ".join(f"{k} {v}" for k, v in settings.items())
    last = ", ".join(f"{k} {v:.4g}" for k, v in rows[-1].items())
    return f"""---
license: apache-2.0
base_model: HuggingFaceTB/SmolLM2-135M-Instruct
library_name: peft
---
# An adapter that chooses a robot's next skill call

A low-rank update (LoRA) of SmolLM2-135M-Instruct for the prompts of Handily. It reads a table in
words, a goal, what was done and measured, and says the next skill call. Use it with Handily alone:
what it may say is limited there to what can be carried out.

## Data
{data}

## Training
{chosen}

At the end: {last} (`loss` and `right` on validation lessons of other wordings).

## Results
{results or "Not measured yet: `handily bench SUITE --planner local --model FOLDER`."}
"""

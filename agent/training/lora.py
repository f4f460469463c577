"""Fine-tune the planner's model: low-rank updates (LoRA, Hu et al. 2021) on the processor.

The loss is that of the assistant's answers alone. The system message is read once a batch, and
no gradient goes through it: it is the same for all. A run saves as it goes, and the same
command goes on where it was killed.
"""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from agent.errors import UsageError
from agent.training.batches import Batch, batches, bundled, encode
from agent.training.data import Lesson
from agent.training.passes import ATTENTION, forward, measure, register

TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
STATE, CURVE, SETTINGS = "state.pt", "curve.jsonl", "settings.json"
WARMUP = 10
Say = Callable[[str], None]


@dataclass(frozen=True)
class Settings:
    """How to train; a run that goes on has to have the same.

    `rate` is the learning rate after warm-up, which falls to zero along a cosine. `batch` are
    the tokens of a forward pass, `step` those of a step of the optimizer.
    """

    steps: int = 400
    rank: int = 16
    rate: float = 1e-3
    batch: int = 2048
    step: int = 2048
    seed: int = 1
    every: int = 25
    """Steps between two saves, each with a look at the validation lessons."""


def lessons_of(paths: Sequence[Path]) -> list[Lesson]:
    """Read lessons from files of JSON lines."""
    out = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except OSError as error:
            raise UsageError(
                f"The lessons {path} cannot be read: {error.strerror}.",
                "Make some first: handily train data --out FILE",
            ) from error
        for number, line in enumerate(lines, 1):
            try:
                row = json.loads(line)
                said = row["messages"]
                learn = row.get("learn", [m["role"] == "assistant" for m in said])
                out.append(Lesson(tuple(said), tuple(learn), row.get("structure", "")))
            except (ValueError, KeyError, TypeError) as error:
                raise UsageError(f"{path}, line {number}: this is no lesson.") from error
    return out


def schedule(step: int, steps: int) -> float:
    """Return the share of the learning rate: a short warm-up, then a cosine to zero."""
    return min(1.0, (step + 1) / WARMUP) * 0.5 * (1 + math.cos(math.pi * step / steps))


class Trainer:
    """A run in a folder: the adapter so far, the optimizer's state, the curve."""

    def __init__(
        self,
        out: Path,
        settings: Settings,
        train: Sequence[Lesson],
        held_out: Sequence[Lesson],
        start: Path | None = None,
        say: Say = print,
    ) -> None:
        import torch

        from agent.models import load

        self.out, self.settings, self.say = out, settings, say
        torch.manual_seed(settings.seed)
        base = load("embedded-base", notify=say)
        self.model = adapted(base.model, settings, out if (out / STATE).exists() else start)
        self.params = [p for p in self.model.parameters() if p.requires_grad]
        for p in self.params:
            p.data = p.data.float()
        self.optimizer = torch.optim.AdamW(self.params, lr=settings.rate, weight_decay=0.0)
        self.examples = bundled([encode(base.tokenizer, lesson) for lesson in train])
        kept = bundled([encode(base.tokenizer, lesson) for lesson in held_out])
        self.held_out = list(batches(kept, np.random.default_rng(0), settings.batch))
        self.step = 0
        out.mkdir(parents=True, exist_ok=True)
        if (out / STATE).exists():
            self.resume()
        (out / SETTINGS).write_text(json.dumps(asdict(settings)))

    def resume(self) -> None:
        """Go on where an earlier run with these settings stopped."""
        import torch

        before = Settings(**json.loads((self.out / SETTINGS).read_text()))
        if before != self.settings:
            raise UsageError(
                f"{self.out} holds a run with other settings: {before}.",
                "Give the same ones to go on with it, or another folder with --out.",
            )
        state = torch.load(self.out / STATE)
        self.optimizer.load_state_dict(state["optimizer"])
        self.step = int(state["step"])
        self.say(f"Going on at step {self.step} of {self.settings.steps}.")

    def stream(self) -> Iterator[list[Batch]]:
        """Yield the batches of each step, without end, those of the steps done left out."""
        number = 0
        for epoch in range(1_000_000):
            rng = np.random.default_rng((self.settings.seed, epoch))
            step: list[Batch] = []
            for batch in batches(self.examples, rng, self.settings.batch):
                step.append(batch)
                if sum(b.size for b in step) >= self.settings.step - self.settings.batch // 2:
                    number += 1
                    if number > self.step:
                        yield step
                    step = []

    def run(self, until: int | None = None) -> None:
        """Train to the end, or until so many steps are done in all."""
        began, tokens = time.monotonic(), 0
        recent: list[float] = []
        steps = self.stream()
        end = self.settings.steps if until is None else min(until, self.settings.steps)
        while self.step < end:
            step = next(steps)
            recent.append(self.learn(step))
            tokens += sum(b.size for b in step)
            self.step += 1
            if self.step % self.settings.every == 0 or self.step == end:
                self.save()
                row = {"step": self.step, "train": sum(recent) / len(recent)}
                row |= measure(self.model, self.held_out) if self.held_out else {}
                row["tokens_a_second"] = tokens / (time.monotonic() - began)
                with (self.out / CURVE).open("a") as f:
                    f.write(json.dumps(row) + "\n")
                self.say("  ".join(f"{k} {v:.4g}" for k, v in row.items()))
                recent = []

    def learn(self, step: Sequence[Batch]) -> float:
        """Make one step of the optimizer; return the mean loss a token."""
        import torch

        count, total = sum(b.learnt for b in step), 0.0
        for group in self.optimizer.param_groups:
            group["lr"] = self.settings.rate * schedule(self.step, self.settings.steps)
        for batch in step:
            logits, said = forward(self.model, batch)
            loss = torch.nn.functional.cross_entropy(logits, torch.tensor(said), reduction="sum")
            (loss / count).backward()
            total += loss.item()
        torch.nn.utils.clip_grad_norm_(self.params, 1.0)
        self.optimizer.step()
        self.optimizer.zero_grad()
        return total / count

    def save(self) -> None:
        """Write the adapter and the state, so that a killed run goes on from here."""
        import torch

        self.model.peft_config["default"].base_model_name_or_path = "SmolLM2-135M-Instruct"
        self.model.save_pretrained(self.out)
        draft = self.out / f"{STATE}.draft"
        torch.save({"optimizer": self.optimizer.state_dict(), "step": self.step}, draft)
        draft.rename(self.out / STATE)


def adapted(model: Any, settings: Settings, start: Path | None) -> Any:
    """Return the model with a new adapter, or with one to go on from."""
    from peft import LoraConfig, PeftModel, get_peft_model

    register()
    model.set_attn_implementation(ATTENTION)
    if start is not None:
        return PeftModel.from_pretrained(model, str(start), is_trainable=True).train()
    config = LoraConfig(
        r=settings.rank,
        lora_alpha=2 * settings.rank,
        target_modules=list(TARGETS),
        task_type="CAUSAL_LM",
    )
    return get_peft_model(model, config).train()

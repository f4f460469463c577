"""Train the adapter that ships with Handily: low-rank updates (LoRA, Hu et al. 2021).

Run `python -m agent.training.lora --minutes 12`. It trains on the processor alone, saves
as it goes, and the learning rate falls to zero at the end of the time that it is given.
"""

from __future__ import annotations

import argparse
import itertools
import time
from pathlib import Path
from typing import Any

from agent.training.data import conversations

ADAPTER = Path(__file__).parent.parent / "adapters" / "tabletop"


def encode(tokenizer: Any, chat: list[dict[str, str]]) -> tuple[list[int], list[int]]:
    """Return token ids, and the positions of those that the assistant should say."""
    ids: list[int] = []
    said: list[int] = []
    for message in chat:
        ids += tokenizer.encode(f"<|im_start|>{message['role']}\n", add_special_tokens=False)
        body = tokenizer.encode(message["content"] + "<|im_end|>", add_special_tokens=False)
        if message["role"] == "assistant":
            said += range(len(ids), len(ids) + len(body))
        ids += body + tokenizer.encode("\n", add_special_tokens=False)
    return ids, said


def loss_of(model: Any, ids: list[int], said: list[int]) -> Any:
    """Return the mean cross-entropy of what the assistant should say, a scalar."""
    import torch

    inner = model.get_base_model()
    hidden = inner.model(input_ids=torch.tensor([ids])).last_hidden_state[0]
    # Only the assistant's positions go through the vocabulary: a fifth of the work saved.
    logits = inner.lm_head(hidden[[i - 1 for i in said]]).float()
    return torch.nn.functional.cross_entropy(logits, torch.tensor([ids[i] for i in said]))


def train(
    minutes: float,
    seed: int,
    rank: int,
    rate: float,
    out: Path,
    batch: int = 4,
    resume: bool = False,
) -> None:
    """Train for so many minutes and save the adapter to `out`."""
    import torch
    from peft import LoraConfig, PeftModel, get_peft_model

    from agent.models import load

    torch.manual_seed(seed)
    base = load("embedded-base", notify=print)
    targets = ["q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj"]
    config = LoraConfig(r=rank, lora_alpha=2 * rank, target_modules=targets, task_type="CAUSAL_LM")
    if resume:
        model = PeftModel.from_pretrained(base.model, str(out), is_trainable=True)
    else:
        model = get_peft_model(base.model, config)
    params = [p for p in model.parameters() if p.requires_grad]
    for p in params:
        p.data = p.data.float()
    optimizer = torch.optim.AdamW(params, lr=rate, weight_decay=0.0)
    started, recent = time.monotonic(), []
    model.train()
    examples = conversations(seed)
    for step in itertools.count():
        share = (time.monotonic() - started) / (60 * minutes)
        if share >= 1:
            break
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 10) * (1 - share)
        for _ in range(batch):
            chat = next(examples)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                loss = loss_of(model, *encode(base.tokenizer, chat))
            (loss / batch).backward()
            recent.append(loss.item())
        torch.nn.utils.clip_grad_norm_(params, 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 10 == 9:
            model.peft_config["default"].base_model_name_or_path = "SmolLM2-135M-Instruct"
            mean = sum(recent[-40:]) / len(recent[-40:])
            print(f"{share:4.0%} step {step + 1} loss {mean:.4f}", flush=True)
            model.save_pretrained(out)
    model.save_pretrained(out)


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=20.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rank", type=int, default=8)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--out", type=Path, default=ADAPTER)
    parser.add_argument("--resume", action="store_true", help="go on from what lies in --out")
    args = parser.parse_args()
    train(args.minutes, args.seed, args.rank, args.rate, args.out, resume=args.resume)


if __name__ == "__main__":
    main()

"""How fast a call is chosen, beside other ways to have the same model say it.

    python -m venv PATH && PATH/bin/pip install llama-cpp-python
    python -m agent.decoding.latency --peer-python PATH/bin/python

The same conversations (`latency.json`: what the scripted expert read and did in tasks of four
suites, with all that could be done at each step) go through each way, from the
observation to the chosen call, step after step as in an episode:

    ours        all feasible calls scored; what was read before is kept, and our own last call
                is read while the arm moves (the others have it from writing it)
    generate    transformers writes freely, with its cache within the answer, as it comes
    kept        the same, given a cache that keeps what was read before as well
    llama.cpp   the same GGUF file, kept cache, its grammar of the feasible calls
    free        the same without a grammar

The ways take turns at each step, so that what else the machine does slows all alike. llama.cpp
reads the file's 4-bit weights and knows no adapter: what it says is another thing, and how
many tokens that takes is told. Medians, and ratios of medians, with 95 % intervals from
resampling whole steps; how often the same call is said as by us, with Wilson's. Processor
seconds tell how much of the wall time was waiting for a core that others use; with more than
one thread, threads that wait for one another count too.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.decoding.cache import shared
from agent.decoding.grammar import gbnf
from agent.errors import HandilyError
from agent.intervals import of_median, wilson
from agent.models import LoadedModel, find_gguf, load, patient
from agent.peer import PeerProcess
from agent.planners.local import MAX_WORDS, LocalPlanner
from agent.types import Choices, SkillCall

CHATS = Path(__file__).with_suffix(".json")
PEER = "llama.cpp"


@dataclass(frozen=True, slots=True)
class Step:
    """A conversation up to a decision, and what can be done then."""

    chat: list[dict[str, str]]
    choices: Choices


@dataclass(frozen=True, slots=True)
class Said:
    """What one way said at one step, its tokens, and the seconds it took: wall, processor."""

    text: str
    tokens: int
    seconds: float
    cpu: float


Way = Callable[[Step, str], Said]
"""Says something at a step whose prompt in full is the text."""


def steps(path: Path = CHATS) -> Iterator[Step]:
    """Yield the recorded steps, episode after episode."""
    for episode in json.loads(path.read_text()):
        for step in episode["steps"]:
            calls = tuple(call_of(text) for text in step["calls"])
            yield Step(episode["chat"][: step["turns"]], Choices(calls, tuple(step["open"])))


def call_of(text: str) -> SkillCall:
    """Return the call that was written so."""
    skill, _, inner = text.removesuffix(")").partition("(")
    return SkillCall(skill, tuple(inner.split(", ")) if inner else ())


def clocks() -> tuple[float, float]:
    """Return wall and processor time (s)."""
    return time.perf_counter(), time.process_time()


def since(began: tuple[float, float]) -> tuple[float, float]:
    """Return how much of both has passed."""
    wall, cpu = clocks()
    return wall - began[0], cpu - began[1]


def ours(planner: LocalPlanner) -> Way:
    """Return our way."""

    def choose(step: Step, prompt: str) -> Said:
        began = clocks()
        decision = planner.decide(step.chat, step.choices)
        took = since(began)
        planner.prepare()
        return Said(str(decision.call), decision.tokens_out, *took)

    return choose


def generate(loaded: LoadedModel, keep: bool) -> Way:
    """Return the library's way to write freely, with or without a cache between steps."""
    import torch
    from transformers import DynamicCache

    model, tokenizer = loaded.model, loaded.tokenizer
    state: dict[str, Any] = {"ids": [], "cache": None}

    def write(step: Step, prompt: str) -> Said:
        began = clocks()
        ids = tokenizer(prompt, add_special_tokens=False, return_tensors="pt")["input_ids"]
        more: dict[str, Any] = {}
        if keep:
            cache = state["cache"] or DynamicCache()
            common = min(shared(state["ids"], ids[0].tolist()), ids.shape[1] - 1)
            if len(state["ids"]) > common:
                cache.crop(common - len(state["ids"]))
            more["past_key_values"] = cache
        with torch.inference_mode():
            out = model.generate(
                ids,
                attention_mask=torch.ones_like(ids),
                max_new_tokens=MAX_WORDS,
                do_sample=False,
                pad_token_id=tokenizer.eos_token_id,
                **more,
            )
        new = out[0, ids.shape[1] :]
        text = tokenizer.decode(new, skip_special_tokens=True).strip()
        took = since(began)
        if keep:
            held = cache.get_seq_length()
            state.update(ids=out[0, :held].tolist(), cache=cache)
        return Said(text, len(new), *took)

    return write


def llama_cpp(peer: PeerProcess, constrained: bool) -> Way:
    """Return llama.cpp's way to say a call, with its grammar or without."""

    def write(step: Step, prompt: str) -> Said:
        grammar = gbnf(step.choices) if constrained else ""
        answer = peer.ask({"prompt": prompt, "grammar": grammar, "limit": MAX_WORDS})
        took = answer["seconds"], answer["cpu"]
        return Said(answer["text"].strip(), answer["tokens"], *took)

    return write


def compare(
    ways: dict[str, Way], planner: LocalPlanner, todo: Sequence[Step], runs: int
) -> dict[str, list[Said]]:
    """Let the ways take turns at each step, after a few steps that do not count."""
    out: dict[str, list[Said]] = {name: [] for name in ways}
    for step in todo[:3]:
        for way in ways.values():
            way(step, planner.render(step.chat))
    for step in [step for _ in range(runs) for step in todo]:
        prompt = planner.render(step.chat)
        for name, way in ways.items():
            out[name].append(way(step, prompt))
    return out


def summary(said: dict[str, list[Said]]) -> dict[str, dict[str, Any]]:
    """Return for each way its median (s), how many times as long as ours, and what it said."""
    out: dict[str, dict[str, Any]] = {}
    base = said["ours"]
    fast, cpu = [s.seconds for s in base], [s.cpu for s in base]
    for name, results in said.items():
        took = [s.seconds for s in results]
        same = sum(a.text == b.text for a, b in zip(results, base, strict=True))
        out[name] = {
            "median": statistics.median(took),
            "interval": of_median(took),
            "ratio": statistics.median(took) / statistics.median(fast),
            "ratio_interval": of_median(took, fast),
            "cpu": statistics.median(s.cpu for s in results),
            "cpu_ratio": statistics.median(s.cpu for s in results) / statistics.median(cpu),
            "tokens": statistics.mean(s.tokens for s in results),
            "same": same / len(results),
            "same_interval": wilson(same, len(results)),
            "steps": len(results),
        }
    return out


def report(rows: dict[str, dict[str, Any]], about: str) -> None:
    """Print the table."""
    from rich.console import Console
    from rich.table import Table

    table = Table(title=about, title_justify="left", box=None)
    for column in (
        "",
        "median ms [95 %]",
        "times ours [95 %]",
        "processor ms",
        "times ours",
        "tokens",
        "same call as ours [95 %]",
    ):
        table.add_column(column, justify="right" if column else "left")
    for name, row in rows.items():
        low, high = (1e3 * s for s in row["interval"])
        least, most = row["ratio_interval"]
        few, many = row["same_interval"]
        table.add_row(
            name,
            f"{1e3 * row['median']:.0f} [{low:.0f}, {high:.0f}]",
            f"{row['ratio']:.1f} [{least:.1f}, {most:.1f}]",
            f"{1e3 * row['cpu']:.0f}",
            f"{row['cpu_ratio']:.1f}",
            f"{row['tokens']:.1f}",
            f"{row['same']:.0%} [{few:.0%}, {many:.0%}]",
        )
    Console(width=120).print(table)


def main(arguments: Sequence[str] | None = None) -> int:
    """Read the command line, compare and report."""
    parser = argparse.ArgumentParser(prog="agent.decoding.latency", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--model", default="embedded")
    parser.add_argument("--peer-python", type=Path, help="the interpreter with llama-cpp-python")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--runs", type=int, default=1, help="how often all steps are gone through")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    chosen = parser.parse_args(arguments)
    peer: PeerProcess | None = None
    patient()  # for the other side too
    try:
        if chosen.peer_python:
            script = Path(__file__).with_name("latency_peer.py")
            about = [str(find_gguf()), str(chosen.threads)]
            peer = PeerProcess(chosen.peer_python, script, about, "llama-cpp-python")
        elif not chosen.json:
            print("llama.cpp is left out: --peer-python names an interpreter that has it.")
        loaded = load(chosen.model, notify=print)
    except HandilyError as error:
        print(error.message, error.hint)
        return 2
    import torch

    torch.set_num_threads(chosen.threads)
    planner = LocalPlanner(loaded)
    ways = {"ours": ours(planner), "generate": generate(loaded, False)}
    ways["kept"] = generate(loaded, True)
    if peer:
        ways |= {PEER: llama_cpp(peer, True), "free": llama_cpp(peer, False)}
    rows = summary(compare(ways, planner, list(steps()), chosen.runs))
    if peer:
        peer.close()
    load_now = os.getloadavg()[0]
    if chosen.json:
        print(json.dumps({"load": load_now, "threads": chosen.threads, "ways": rows}))
    else:
        count = rows["ours"]["steps"]
        report(rows, f"{count} steps, {chosen.threads} threads, load of the machine {load_now:.1f}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

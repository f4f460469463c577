"""The other side of `agent.decoding.latency`: run by an interpreter that has llama-cpp-python.

It stands alone, imports nothing of this project, and is not run as part of it:
`PYTHON -I latency_peer.py FILE.gguf THREADS` reads a JSON object with a prompt, a grammar
(GBNF, or "" to write freely) and a limit (tokens) a line, and answers each with what it wrote
and the seconds that took. What it read of the prompt before is kept from one to the next.
"""

from __future__ import annotations

import importlib
import json
import sys
import time
from typing import Any

WINDOW = 4096
"""Tokens of prompt and answer."""


def main(gguf: str, threads: int) -> None:
    """Answer until the other side hangs up."""
    llama_cpp: Any = importlib.import_module("llama_cpp")

    model = llama_cpp.Llama(
        gguf, n_ctx=WINDOW, n_threads=threads, n_threads_batch=threads, verbose=False
    )
    tell({"version": llama_cpp.__version__})
    for line in sys.stdin:
        asked = json.loads(line)
        began = time.perf_counter(), time.process_time()
        grammar = asked["grammar"] and llama_cpp.LlamaGrammar.from_string(
            asked["grammar"], verbose=False
        )
        out: Any = model.create_completion(
            asked["prompt"],
            max_tokens=asked["limit"],
            temperature=0.0,
            grammar=grammar or None,
        )
        took = {"seconds": time.perf_counter() - began[0], "cpu": time.process_time() - began[1]}
        said = out["choices"][0]["text"]
        tell({"text": said, "tokens": out["usage"]["completion_tokens"], **took})


def tell(answer: dict[str, Any]) -> None:
    """Write one answer."""
    print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))

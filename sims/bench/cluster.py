"""The same episodes on a Ray cluster; `pip install 'handily[ray]'`."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from agent.errors import HandilyError, UsageError, first_line
from sims.bench.episode import Record
from sims.bench.plan import Config, Key
from sims.bench.pool import TRIES
from sims.bench.work import Worker, failed


def on_ray(todo: Iterable[Key], config: Config, out: Path, workers: int) -> Iterator[Record]:
    """Yield records as they come from `workers` actors of one core each.

    Joins the cluster that `ray start` has begun here, or starts a local one. Traces and
    states go to the same path on each machine, so `out` should be on a shared disk.
    """
    try:
        import ray
        from ray.exceptions import RayError
    except ImportError as error:
        raise UsageError("Ray is not installed.", "Run: pip install 'handily[ray]'") from error
    started = not ray.is_initialized()
    if started:
        ray.init(logging_level="error", log_to_driver=False, include_dashboard=False)
    actor = ray.remote(num_cpus=1)(Worker)
    left = [(key, 1) for key in todo]
    free = [actor.remote(config, out.resolve()) for _ in range(min(workers, len(left)))]
    try:
        ray.get([hand.__ray_ready__.remote() for hand in free])
    except RayError as error:
        raise HandilyError(f"No worker could be started: {first_line(error)}.") from error
    busy: dict[Any, Any] = {}
    try:
        while left or busy:
            while left and free:
                key, attempt = left.pop(0)
                hand = free.pop()
                busy[hand.run.remote(key, attempt)] = hand, key, attempt, time.monotonic()
            done, _ = ray.wait(list(busy), timeout=1.0)
            for job in done:
                hand, key, attempt, _ = busy.pop(job)
                try:
                    record = ray.get(job)
                except RayError as error:
                    free.append(actor.remote(config, out.resolve()))
                    if attempt < TRIES:
                        left.append((key, attempt + 1))
                    else:
                        yield failed(key, first_line(error), attempts=attempt)
                    continue
                free.append(hand)
                yield record
            for hand, *_, since in list(busy.values()):
                if time.monotonic() - since > config.limit:
                    ray.kill(hand)  # which ends its job with an error
    finally:
        if started:
            ray.shutdown()

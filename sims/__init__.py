"""The simulated worlds: bodies, scenes, tasks, benchmarks."""

import os


def _import_quietly() -> None:
    """Import PyBullet without the line about its build that it prints each time."""
    kept = os.dup(2)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        import pybullet  # noqa: F401
    finally:
        os.dup2(kept, 2)
        os.close(kept)


_import_quietly()

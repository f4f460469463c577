"""The same episodes on a Ray cluster, here a local one; runs where Ray is installed."""

import sys
from dataclasses import replace

import pytest

from agent.errors import UsageError
from sims.bench.cluster import on_ray
from sims.bench.plan import Config
from sims.bench.runner import Run

QUICK = Config("cap", planner="expert", episodes=2, only="seen/pick-and-place")


def test_without_ray_it_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(UsageError) as error:
        list(on_ray([], QUICK, tmp_path, 1))
    assert error.value.message == "Ray is not installed."
    assert error.value.hint == "Run: pip install 'handily[ray]'"


@pytest.mark.slow
def test_a_local_cluster_gives_the_same_records_as_processes(tmp_path):
    pytest.importorskip("ray")
    here, there = Run(QUICK, tmp_path / "here"), Run(QUICK, tmp_path / "there", workers=2)
    list(here.go())
    list(there.go(on_ray))
    plain = [replace(r, planning=0, motion=0, wall=0) for r in here.records()]
    assert plain == [replace(r, planning=0, motion=0, wall=0) for r in there.records()]

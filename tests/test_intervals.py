import numpy as np
import pytest

from agent.intervals import of_median, wilson


def test_wilsons_interval_is_the_published_one():
    assert wilson(9, 10) == pytest.approx((0.5958, 0.9821), abs=1e-4)
    assert wilson(0, 10)[0] == pytest.approx(0.0, abs=1e-9)
    assert wilson(10, 10)[1] == pytest.approx(1.0)


def test_a_medians_interval_holds_it_and_a_ratio_is_taken_in_pairs():
    values = np.random.default_rng(1).exponential(1.0, 200)
    low, high = of_median(values)
    assert low < np.median(values) < high
    assert of_median(3.0 * values, values) == pytest.approx((3.0, 3.0))

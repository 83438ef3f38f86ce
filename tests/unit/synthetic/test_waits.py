"""Waits of synthetic areas agree among themselves."""

import pytest

from dtors_network.synthetic import synthetic_area


@pytest.mark.parametrize("seed", range(4))
def test_nine_in_ten_wait_no_less_than_half(seed: int) -> None:
    rows = synthetic_area(seed, 60).area.referrals
    waits = [
        (row.wait_median_days, row.wait_p90_days)
        for row in rows
        if row.wait_median_days is not None and row.wait_p90_days is not None
    ]
    assert waits and all(half <= most for half, most in waits)

"""Drawn tables keep the ranges and every law, are the same for the same tables, and lean as the blocks do."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from scipy.stats import betabinom, nbinom

from dtors_network.disclosure import protect
from dtors_network.disclosure.draws import COLUMNS, DrawnTables, drawn_tables
from dtors_network.disclosure.prior import log_weights
from dtors_network.examples import counted_area
from dtors_network.model.area import Area, Arrival, Service
from dtors_network.model.bounds import SUPPRESSED, Bounds, least, most
from dtors_network.model.count_laws import count_faults
from tests.attacker.small import small_counted_area

EXACT = small_counted_area(2, most=80)
SHOWN = protect(EXACT)
DRAWN = drawn_tables(SHOWN, 60, seed=5)


def with_counts(area: Area, drawn: DrawnTables, draw: int) -> Area:
    """Put one drawn table in place of the ranges."""
    tables: dict[str, Any] = {}
    for table, columns in COLUMNS.items():
        rows = []
        for at, row in enumerate(getattr(area, table)):
            found = {name: drawn.column(table, name)[draw, at] for name in columns}
            rows.append(replace(row, **{name: None if np.isnan(x) else int(x) for name, x in found.items()}))
        tables[table] = tuple(rows)
    return replace(area, **tables)


def test_every_table_lies_within_the_ranges() -> None:
    for (table, column), numbers in DRAWN.counts.items():
        assert numbers.shape == (60, len(getattr(SHOWN, table)))
        for at, row in enumerate(getattr(SHOWN, table)):
            count = getattr(row, column)
            if count is None:
                assert np.isnan(numbers[:, at]).all()
            else:
                assert least(count) <= numbers[:, at].min() and numbers[:, at].max() <= (most(count) or 0)


def test_every_table_is_lawful() -> None:
    for draw in range(0, 60, 7):
        area = with_counts(SHOWN, DRAWN, draw)
        assert list(count_faults(area)) == []
        for row in area.referrals:
            assert row.lost == row.referred - row.started  # type: ignore[operator]
            reasons = [one.count for one in area.refusals_at.get((row.source, row.target, row.client_group), ())]
            assert not reasons or sum(reasons) == row.lost  # type: ignore[arg-type]
        for service in area.services:
            left = [
                row.count
                for row in area.departures
                if row.service == service.service and row.client_group == "everyone"
            ]
            assert service.departures_total == sum(left)  # type: ignore[arg-type]


def test_tables_differ_and_the_same_seed_gives_the_same() -> None:
    started = DRAWN.column("referrals", "started")
    wide = [at for at, row in enumerate(SHOWN.referrals) if least(row.started) != most(row.started)]
    assert (started[:, wide].std(axis=0) > 0).mean() > 0.9
    again = drawn_tables(SHOWN, 60, seed=5)
    assert all(np.array_equal(numbers, again.counts[key], equal_nan=True) for key, numbers in DRAWN.counts.items())
    assert drawn_tables(SHOWN, 3).seed == drawn_tables(protect(EXACT), 3).seed


def test_exact_counts_stay_and_stars_are_drawn_from_one_to_four() -> None:
    area = counted_area()
    drawn = drawn_tables(area, 4).column("arrivals", "count")
    assert (drawn == np.array([row.count for row in area.arrivals])).all()
    starred = replace(area, arrivals=tuple(replace(row, count=SUPPRESSED) for row in area.arrivals))
    assert set(drawn_tables(starred, 80).column("arrivals", "count").ravel()) == {1.0, 2.0, 3.0, 4.0}


def test_the_mean_of_a_column_is_nearer_to_the_truth_than_the_middle_of_its_blocks() -> None:
    """Where few are small and many middling, flat draws would not average out."""
    gaps = []
    for column in ("kept_by_sender", "waited_over_21_days"):
        truth = np.array(
            [getattr(EXACT.referral_at[r.source, r.target, r.client_group], column) for r in SHOWN.referrals]
        )
        middle = np.array([(least(getattr(r, column)) + (most(getattr(r, column)) or 0)) / 2 for r in SHOWN.referrals])
        drawn = DRAWN.column("referrals", column).mean(axis=0)
        gaps.append((abs(drawn.mean() - truth.mean()), abs(middle.mean() - truth.mean())))
    assert sum(near for near, _ in gaps) < sum(far for _, far in gaps)


@pytest.mark.parametrize("mean", [1.5, 3.0, 12.0])
def test_the_prior_finds_the_counts_behind_blocks(mean: float) -> None:
    """Poisson counts, known by their blocks alone: the mean within the first block is found within a fifth."""
    numbers = np.random.default_rng(3).poisson(mean, 4_000)
    numbers = numbers[numbers > 0]
    low = (numbers - 1) // 5 * 5 + 1
    weights = np.exp(log_weights(low.tolist(), (low + 4).tolist(), 40))
    told = (weights[1:6] * np.arange(1, 6)).sum() / weights[1:6].sum()
    assert told == pytest.approx(numbers[numbers <= 5].mean(), rel=0.2)


def test_numbers_of_a_group_are_as_likely_as_those_of_everyone_make_them() -> None:
    """Held against every pair of numbers of each service, weighed by the law that the people were invented by."""
    mean, share, firm, random = 9.0, 0.3, 4.0, np.random.default_rng(7)
    came = [1 + int(random.negative_binomial(1, 1 / mean)) for _ in range(250)]
    ours = [int(random.binomial(many, random.beta(share * firm, (1 - share) * firm))) for many in came]
    ids = [f"s{at}" for at in range(len(came))]
    rows = [
        Arrival(service=id_, client_group=group, count=first_and_last(many))
        for id_, *counts in zip(ids, came, ours, strict=True)
        for group, many in zip(("everyone", "housing_need"), counts, strict=True)
        if many
    ]
    services = tuple(Service(service=id_, service_type="gp") for id_ in ids)
    area = replace(counted_area(), services=services, arrivals=tuple(rows), referrals=(), refusals=(), departures=())
    drawn = drawn_tables(area, 100, seed=1).column("arrivals", "count").mean(axis=0)
    numbers = np.arange(200)
    likely = nbinom.pmf(numbers - 1, 1, 1 / mean)[:, None] * betabinom.pmf(
        numbers, numbers[:, None], share * firm, (1 - share) * firm
    )
    expected = {}
    for id_, *counts in zip(ids, came, ours, strict=True):
        some, part = (first_and_last(many) if many else Bounds(0, 0) for many in counts)
        table = likely[least(some) : (most(some) or 0) + 1, least(part) : (most(part) or 0) + 1]
        table = table / table.sum()
        expected[id_, "everyone"] = least(some) + table.sum(axis=1) @ np.arange(len(table))
        expected[id_, "housing_need"] = least(part) + table.sum(axis=0) @ np.arange(table.shape[1])
    for group, nearest in (("everyone", 0.2), ("housing_need", 0.17)):
        off = [
            found - expected[row.service, group]
            for row, found in zip(rows, drawn, strict=True)
            if row.client_group == group
        ]
        assert abs(np.mean(off)) < 0.15
        assert np.abs(off).mean() < nearest


def first_and_last(many: int) -> Bounds:
    """Give the block of five that holds a number of people."""
    return Bounds((many - 1) // 5 * 5 + 1, (many - 1) // 5 * 5 + 5)


def test_no_table_at_all_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one"):
        drawn_tables(SHOWN, 0)


def test_numbers_too_large_for_four_bytes_are_drawn_too() -> None:
    area = replace(
        counted_area(), arrivals=(replace(counted_area().arrivals[0], count=Bounds(999_999_990, 999_999_999)),)
    )
    drawn = drawn_tables(area, 40).column("arrivals", "count")
    assert 999_999_990 <= drawn.min() < drawn.max() <= 999_999_999

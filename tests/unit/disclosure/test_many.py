"""Many areas on several processes leave as each does alone."""

from __future__ import annotations

import numpy as np
import pytest

from dtors_network.disclosure import draws, protect
from dtors_network.disclosure.draws import seed_of, shared_tables
from dtors_network.disclosure.many import protect_all
from tests.attacker.small import small_counted_area


def test_two_processes_give_what_one_gives() -> None:
    areas = [small_counted_area(seed, services=2, most=9) for seed in (1, 2, 3)]
    told: list[tuple[str, int, int]] = []
    shown = protect_all(areas, processes=2, told=lambda *what: told.append(what))
    assert shown == [protect(area) for area in areas]
    assert [(done, of) for _, done, of in told] == [(1, 3), (2, 3), (3, 3)]


def test_tables_are_drawn_at_the_door_where_they_are_asked_for_and_then_read(monkeypatch: pytest.MonkeyPatch) -> None:
    areas = [small_counted_area(seed, services=2, most=9) for seed in (11, 12)]
    first, second = protect_all(areas, processes=1, with_tables=True)
    drawn = [shared_tables(one) for one in (first, second)]
    draws._shared.cache_clear()
    monkeypatch.setattr(draws, "drawn_tables", None)  # whoever draws again fails
    assert protect_all(areas, processes=1, with_tables=True) == [first, second]
    for before, area in zip(drawn, (first, second), strict=True):
        again = shared_tables(area)
        assert before and again and before.seed == again.seed == seed_of(area)
        for key, counts in before.counts.items():
            assert counts.dtype == again.counts[key].dtype
            np.testing.assert_array_equal(counts, again.counts[key])  # blank where nobody counted, in both

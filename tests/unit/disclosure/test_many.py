"""Many areas on several processes leave as each does alone."""

from __future__ import annotations

from dtors_network.disclosure import protect
from dtors_network.disclosure.many import protect_all
from tests.attacker.small import small_counted_area


def test_two_processes_give_what_one_gives() -> None:
    areas = [small_counted_area(seed, services=2, most=9) for seed in (1, 2, 3)]
    told: list[tuple[str, int, int]] = []
    shown = protect_all(areas, processes=2, told=lambda *what: told.append(what))
    assert shown == [protect(area) for area in areas]
    assert [(done, of) for _, done, of in told] == [(1, 3), (2, 3), (3, 3)]

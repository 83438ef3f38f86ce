"""Time what-ifs and the search for the best changes beside plain ways to the same, in the same run.

    python -m benchmarks.whatif

Prints medians, targets, ratios, and whether the plain search found the same sets.
"""

from __future__ import annotations

from itertools import combinations

from benchmarks.flow_million import told
from benchmarks.gaps import SEED, median
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.synthetic import sixty_services
from dtors_network.whatif import Baseline, best_changes, what_if
from dtors_network.whatif.candidates import Candidate, candidates
from dtors_network.whatif.change import Change
from dtors_network.whatif.refused import NOT_RECORDED
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.search import LITTLE, SHOWN, Found, Search
from dtors_network.whatif.target import what_would_it_take
from dtors_network.whatif.valuer import Valuer

PAIR, MANY = 2, 124
"""Levers of a set, and how many candidates the search is timed with."""


def main() -> None:
    for seed in (SEED, SEED + 1):
        area = sixty_services(seed).area
        baseline = Baseline(area)
        levers = candidates(baseline, EVERYONE)
        tried = tuple(dict.fromkeys(change for one in levers for change in one.changes))
        print(f"\nAn invented area of 60 services (seed {seed}), {len(levers)} levers at places")
        for kind in dict.fromkeys(change.option for change in tried):
            one_what_if(area, baseline, next(change for change in tried if change.option == kind))
        best_pair(baseline, every_reason(baseline))
        goal_seek(baseline)


def every_part(baseline: Baseline, change: Change) -> tuple[object, ...]:
    """Work everything out that a result tells: its parts are worked out when they are first asked for."""
    found = what_if(baseline, [change])
    return found.reach, found.closed, found.opened, found.firmer, found.coverage, found.loads


def one_what_if(area: Area, baseline: Baseline, change: Change) -> None:
    ours = median(lambda: every_part(baseline, change))
    anew = median(lambda: every_part(Baseline(area), change), 3)
    told(f"what-if --{change.option} {change.write()}", ours, "50 ms", {"before worked out anew each time": anew})


def every_reason(baseline: Baseline) -> tuple[Candidate, ...]:
    """Give every reason at every link, and into and out of every service, up to so many: levers or not."""
    onward = {(row.source, row.target) for row in baseline.flow(EVERYONE).steps.onward}
    rows = [row for row in baseline.area.refusals if row.client_group == EVERYONE and row.reason != NOT_RECORDED]
    places: dict[tuple[str, ...], list[tuple[str, str]]] = {}
    for row in rows:
        pair = (row.source, row.target)
        for name in ((row.reason, *pair), (row.reason, "into", row.target), (row.reason, "out of", row.source)):
            if pair in onward:
                places.setdefault(name, []).append(pair)
    return tuple(_candidate(name, tuple(links)) for name, links in list(places.items())[:MANY])


def _candidate(name: tuple[str, ...], links: tuple[tuple[str, str], ...]) -> Candidate:
    changes = tuple(Relieve(name[0], source=source, target=target) for source, target in links)
    return Candidate(name[0], "link", name[1:], links, changes)


def best_pair(baseline: Baseline, tried: tuple[Candidate, ...]) -> None:
    ours = median(lambda: searched(baseline, tried), 3)
    plain = median(lambda: every_set(baseline, tried), 1)
    told(f"best pair of {len(tried)} candidates", ours, "700 ms", {"every set valued": plain})
    found = searched(baseline, tried)
    largest = max(
        (abs(one - other) for (one, _), other in zip(found.sets, every_set(baseline, tried), strict=False)), default=0.0
    )
    print(f"    not searched: {found.gap:.4f} at the most; largest difference of the best sets of both: {largest:.1e}")
    told(
        "best-changes, pairs, with loads and ceilings", median(lambda: best_changes(baseline, k=PAIR), 3), "700 ms", {}
    )


def searched(baseline: Baseline, tried: tuple[Candidate, ...]) -> Found:
    """Search for the best sets of up to two."""
    return Search(Valuer(baseline, EVERYONE, tried)).best(PAIR, range(len(tried)), SHOWN)


def every_set(baseline: Baseline, tried: tuple[Candidate, ...]) -> list[float]:
    """Value every single lever and every pair, and give the highest rises."""
    valuer = Valuer(baseline, EVERYONE, tried)
    single = valuer.values([(at,) for at in range(len(tried))])
    pairs = list(combinations(range(len(tried)), PAIR))
    worth = [
        (float(value), max(single[one] for one in pair))
        for pair, value in zip(pairs, valuer.values(pairs), strict=True)
    ]
    found = [*(float(x) for x in single if x > LITTLE), *(one for one, alone in worth if one > alone + LITTLE)]
    return sorted(found, reverse=True)[:SHOWN]


def goal_seek(baseline: Baseline) -> None:
    now = what_would_it_take(baseline, reach=0.99).now
    assert now is not None
    for more in (0.002, 0.02):
        took = median(lambda goal=now[1] + more: what_would_it_take(baseline, reach=goal), 3)  # type: ignore[misc]
        told(
            f"goal seek, reach {100 * (now[1] + more):.1f} of 100, each lever alone and the best pair",
            took,
            "1,000 ms",
            {},
        )


if __name__ == "__main__":
    main()

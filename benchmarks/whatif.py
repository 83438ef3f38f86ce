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
from dtors_network.whatif.candidates import candidates
from dtors_network.whatif.change import Change
from dtors_network.whatif.search import LITTLE, SHOWN
from dtors_network.whatif.valuer import Valuer

PAIR = 2


def main() -> None:
    for seed in (SEED, SEED + 1):
        area = sixty_services(seed).area
        baseline = Baseline(area)
        tried = candidates(baseline, EVERYONE)
        print(f"\nAn invented area of 60 services (seed {seed}), {len(tried)} changes that could help")
        for kind in dict.fromkeys(change.option for change in tried):
            one_what_if(area, baseline, next(change for change in tried if change.option == kind))
        best_pair(baseline, tried)


def one_what_if(area: Area, baseline: Baseline, change: Change) -> None:
    ours = median(lambda: what_if(baseline, [change]))
    anew = median(lambda: what_if(Baseline(area), [change]), 3)
    told(f"what-if --{change.option} {change.write()}", ours, "50 ms", {"before worked out anew each time": anew})


def best_pair(baseline: Baseline, tried: tuple[Change, ...]) -> None:
    ours = median(lambda: best_changes(baseline, k=PAIR), 3)
    plain = median(lambda: every_set(baseline, tried), 1)
    told(
        "best pair, and best pair that overloads nobody", ours, "2,000 ms", {"every set valued, loads left out": plain}
    )
    found = best_changes(baseline, k=PAIR)
    pairs = len(tried) * (len(tried) + 1) // 2
    print(f"    sets valued: {found.valued:,} of {pairs:,}; not searched: {found.gap:.4f} at the most")
    kept = sorted((one.lower_end for one in (*found.sets, *found.apart)), reverse=True)[:SHOWN]
    largest = max((abs(one - other) for one, other in zip(kept, every_set(baseline, tried), strict=False)), default=0)
    print(f"    largest difference between the {len(kept)} best sets of both: {largest:.1e}")


def every_set(baseline: Baseline, tried: tuple[Change, ...]) -> list[float]:
    """Value every single change and every pair, and give the highest rises."""
    valuer = Valuer(baseline, EVERYONE, tried)
    single = [valuer.value((at,)) for at in range(len(tried))]
    pairs = [pair for pair in combinations(range(len(tried)), PAIR) if not valuer.is_redundant(pair)]
    worth = [(valuer.value(pair), max(single[one] for one in pair)) for pair in pairs]
    found = [*(value for value in single if value > LITTLE), *(one for one, alone in worth if one > alone + LITTLE)]
    return sorted(found, reverse=True)[:SHOWN]


if __name__ == "__main__":
    main()

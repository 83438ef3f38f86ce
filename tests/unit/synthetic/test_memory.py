"""Without memory the next step depends on the service alone; with memory it does not, as planted."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from scipy.stats import binom, chi2, chi2_contingency

from dtors_network.flow import client_flow
from dtors_network.model.area import Area, Arrival, Departure, Referral
from dtors_network.model.vocabulary import EVERYONE, Planned
from dtors_network.synthetic.record_files import Made, Wanted, synthetic_records
from dtors_network.synthetic.record_truth import EntryTruth
from tests.oracle.plain_records import Followed, Journey, Step, follow, read_rows

ROWS = 80_000
LEAST = 5
"""Expected in each cell of a table: below it, chi-square is not the law (W. G. Cochran, 1954)."""


class Seen(NamedTuple):
    made: Made
    followed: Followed


def seen(folder: Path, memory: bool) -> Seen:
    made = synthetic_records(folder / "england", Wanted(25, ROWS, 1, memory=memory, form="csv"))
    return Seen(made, follow(read_rows(folder / "england" / "records")))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return seen(tmp_path_factory.mktemp("without"), memory=False)


@pytest.fixture(scope="module")
def remembering(tmp_path_factory: pytest.TempPathFactory) -> Seen:
    return seen(tmp_path_factory.mktemp("with"), memory=True)


Past = Callable[[Journey, int], Hashable]
PASTS: dict[str, Past] = {
    "the step before": lambda journey, at: journey.steps[at][0],
    "whether lost before": lambda journey, at: journey.lost_before[at],
    "where the journey began": lambda journey, at: journey.entry,
}


@pytest.mark.parametrize("past", PASTS)
def test_without_memory_the_past_says_nothing_about_the_next_step(without: Seen, past: str) -> None:
    assert chance_of(without, PASTS[past]) > 1e-3


@pytest.mark.parametrize("past", PASTS)
def test_with_memory_the_past_decides_with(remembering: Seen, past: str) -> None:
    assert chance_of(remembering, PASTS[past]) < 1e-9


def chance_of(seen: Seen, past: Past) -> float:
    """Give the chance of so uneven a spread of next steps over pasts, if they did not depend on them."""
    tables: dict[tuple[str, str], dict[Hashable, Counter[Step]]] = defaultdict(lambda: defaultdict(Counter))
    for area, journeys in seen.followed.journeys.items():
        for journey in journeys:
            for at, (_, service, step) in enumerate(journey.steps):
                tables[area, service][past(journey, at)][step] += 1
    statistic, freedom = 0.0, 0
    for table in tables.values():
        numbers = [*_large_enough(table.values())]
        if len(numbers) > 1:
            found = chi2_contingency(numbers, correction=False)
            statistic, freedom = statistic + found.statistic, freedom + found.dof
    assert freedom > 20
    return float(chi2.sf(statistic, freedom))


def _large_enough(rows: Iterable[Counter[Step]]) -> Iterator[list[int]]:
    """Give rows and columns of which every cell is expected to be large enough; the other columns are put together."""
    many = [row for row in rows if row.total() >= 60]
    sums = sum(many, Counter[Step]())
    smallest = min((row.total() for row in many), default=0)
    wide = [step for step, number in sums.items() if number * smallest >= LEAST * sums.total()]
    rest = sums.total() - sum(sums[step] for step in wide)
    for row in many if rest * smallest >= LEAST * sums.total() or not rest else []:
        yield [*(row[step] for step in wide), *([row.total() - sum(row[step] for step in wide)] if rest else [])]


# ---- reach -------------------------------------------------------------------------------------------------------


def test_without_memory_the_flow_of_counts_gives_the_share_that_was_seen(without: Seen) -> None:
    for entry, modelled, reached, came in reaches(without):
        assert entry.reach == pytest.approx(entry.first_order_reach)
        assert chance(reached, came, entry.reach) > 1e-5
        assert chance(round(modelled * came), came, entry.reach) > 1e-5


def test_with_memory_the_share_that_was_seen_is_as_planted_and_the_flow_of_counts_misses_it(remembering: Seen) -> None:
    missed = 0
    for entry, modelled, reached, came in reaches(remembering):
        assert chance(reached, came, entry.reach) > 1e-5
        assert chance(round(modelled * came), came, entry.first_order_reach) > 1e-5
        missed += chance(round(modelled * came), came, reached / came) < 1e-6
    assert missed


def chance(number: int, of: int, share: float) -> float:
    """Give the chance of a binomial count as far out, at either end."""
    return 2 * min(float(binom.cdf(number, of, share)), float(binom.sf(number - 1, of, share)))


def reaches(seen: Seen) -> Iterator[tuple[EntryTruth, float, int, int]]:
    """Give for each entry what is planted, what the flow of the counted tables says, and who was seen to arrive."""
    for area in seen.made.england.areas:
        flow = client_flow(counted(area, seen.followed), draws=2)
        aftercare = {one.service for one in area.services if {*area.codebook.recovery_types} & {*one.offers}}
        journeys = seen.followed.journeys[area.id]
        for entry in (one for one in seen.made.truth.entries if one.area == area.id):
            came = [journey for journey in journeys if journey.entry == entry.service]
            reached = sum(not aftercare.isdisjoint(journey.services) for journey in came)
            modelled = flow.reach(start=entry.service)
            assert modelled is not None and modelled.value is not None and came
            yield entry, modelled.value, reached, len(came)


def counted(area: Area, followed: Followed) -> Area:
    """Put plain counts of everyone into the tables of an area."""
    arrivals = Counter(journey.entry for journey in followed.journeys[area.id])
    return replace(
        area,
        arrivals=tuple(Arrival(service=one, client_group=EVERYONE, count=n) for one, n in arrivals.items()),
        referrals=tuple(
            Referral(
                source=source, target=target, client_group=EVERYONE,
                referred=n[0], accepted=n[1], started=n[2], kept_by_sender=n[3],
            )
            for (here, source, target), n in followed.links.items()
            if here == area.id
        ),
        departures=tuple(
            Departure(service=one, client_group=EVERYONE, outcome=outcome, planned=Planned(planned), count=n)
            for (here, one, outcome, planned), n in followed.departures.items()
            if here == area.id
        ),
        tables=area.tables | {"arrivals", "referrals", "departures"},
    )  # fmt: skip

"""See whether 95 % intervals of reach hold the truth where counts are hidden, and write it into coverage.md.

    python -m benchmarks.coverage_door [AREAS]

People are sent through the shares of the illustrative areas, a part of them of one client group; what is counted is
made an area, and the interval of reach is worked out from its exact counts and from the blocks that leave.
"""

from __future__ import annotations

import os
import tempfile

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded: one thread for each process
os.environ["XDG_CACHE_HOME"] = os.environ.get("COVERAGE_CACHE") or tempfile.mkdtemp()
os.environ["COVERAGE_CACHE"] = os.environ["XDG_CACHE_HOME"]  # processes share one, and leave the user's own alone

import multiprocessing
import shutil
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from time import process_time
from typing import Any, Final

import numpy as np

from benchmarks.coverage_page import OUT, Found, Seen, percent
from benchmarks.coverage_truths import AREAS, Truth, sent, shipped_truths
from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect
from dtors_network.disclosure.draws import shared_tables
from dtors_network.errors import InputError
from dtors_network.flow import client_flow
from dtors_network.flow.chain import Chain
from dtors_network.flow.targets import AFTERCARE
from dtors_network.model.area import Area, Arrival, Departure, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import EVERYONE

SEED: Final = 20261128
GROUP: Final = "currently_using"
OF_GROUP: Final = 0.3
"""The share of all people who are of the group, wherever they are."""
KEPT: Final = 0.1, 0.2
"""Between which shares of those lost there are more whom the sender kept."""
SCALES: Final = 0.3, 2.0
MANY: Final = 120
MARK: Final = "## Behind the door"
FEW: Final = Bounds(1, 5)
BANDS: Final = ((1, 9), (10, 49), (50, 199), (200, 10**9))

truths = cache(shipped_truths)


@dataclass(frozen=True)
class Trial:
    """What one area showed: intervals of reach, how many started in blocks of 1 to 5, and the seconds that it took."""

    seen: list[Seen]
    few: list[tuple[str, float, float]]  # whose, truth, mean of the drawn tables
    seconds: float


def of_area(task: int) -> Trial:
    """Send people through one area, and look at reach before the door and behind it."""
    start, random = process_time(), np.random.default_rng((SEED, task))
    truth = truths()[task % len(truths())]
    scale = np.exp(random.uniform(*np.log(SCALES)))
    chain = sent(truth, random.poisson(truth.coming * scale), random)
    exact = area_of(truth, chain, random)
    shown = protect(exact)
    try:
        flows = {"without": client_flow(exact), "with": client_flow(shown)}
    except InputError:  # nobody leaves some services
        return Trial([], [], process_time() - start)
    found = []
    for name, flow in flows.items():
        for at in truth.starts.astype(int).tolist():
            share = flow.reach(AFTERCARE, flow.steps.services[at])
            if isinstance(share, Estimate) and chain.spells[at]:
                found.append(seen(f"{name} {truth.name}", truth.reach[at], int(chain.spells[at]), share))
        found += [seen(f"all {name}", truth.reach @ coming(chain, exact, flow.steps.services), 1, share)
                  for share in [flow.reach()] if share]  # fmt: skip
    return Trial(found, few_started(exact, shown), process_time() - start)


def few_started(exact: Area, shown: Area) -> list[tuple[str, float, float]]:
    """Give how many started in each row whose block is 1 to 5, and the mean that is drawn there."""
    tables = shared_tables(shown)
    assert tables is not None
    drawn = tables.column("referrals", "started").mean(axis=0)
    found = []
    for row, mean in zip(shown.referrals, drawn, strict=True):
        true = exact.referral_at[row.source, row.target, row.client_group].started
        if row.started == FEW and isinstance(true, int):
            found.append(("everyone" if row.client_group == EVERYONE else "groups", float(true), float(mean)))
    return found


def coming(chain: Chain, exact: Area, services: tuple[str, ...]) -> Any:
    """Give the shares of those who came in at each service: of them the reach of all is a mean."""
    people = {row.service: row.count for row in exact.arrivals if row.client_group == EVERYONE}
    found = np.array([people.get(service) or 0 for service in services], dtype=float)
    return found / found.sum()


def seen(name: str, truth: float, people: int, share: Estimate) -> Seen:
    return Seen(name, people, bool(truth < share.low - 1e-12), bool(truth > share.high + 1e-12))


def area_of(truth: Truth, chain: Chain, random: np.random.Generator) -> Area:
    """Make an area of what was counted: everyone, and a group that each person is of by chance."""
    base = read_area(AREAS / truth.name)
    services = client_flow(base).steps.services
    lost, left = chain.lost.astype(int), chain.left.astype(int)
    started = chain.started.astype(int)
    kept = random.poisson(lost * random.uniform(*KEPT))
    moved = np.zeros(chain.size, int)
    np.add.at(moved, chain.receiver, started)
    spells = left.sum(axis=1) + np.bincount(chain.sender, started + lost, minlength=chain.size).astype(int)
    came = np.maximum(spells - moved, 0)
    outcomes = [term.code for term in base.codebook.outcomes]
    rows: dict[str, list[Any]] = {"referrals": [], "departures": [], "arrivals": []}
    every = zip((EVERYONE, GROUP), (1.0, OF_GROUP), strict=True)
    for group, part in every:
        some = [np.asarray(random.binomial(each, part)) for each in (started, lost, kept, left, came)]
        for table, found in zip(rows, _rows(group, services, chain, outcomes, some), strict=True):
            rows[table] += found
    tables = base.tables | set(rows)
    return replace(base, refusals=(), tables=tables, **{table: tuple(found) for table, found in rows.items()})


def _rows(group: str, services: tuple[str, ...], chain: Chain, outcomes: list[str], some: list[Any]) -> Iterator[Any]:
    started, lost, kept, left, came = some
    ends = [(services[one], services[other]) for one, other in zip(chain.sender, chain.receiver, strict=True)]
    referred = started + lost + kept
    yield [
        Referral(source=source, target=target, client_group=group, referred=int(referred[at]), started=int(started[at]),
                 kept_by_sender=int(kept[at]))
        for at, (source, target) in enumerate(ends) if referred[at]
    ]  # fmt: skip
    yield [
        Departure(service=services[at], client_group=group, outcome=outcome, count=int(left[at, column]))
        for at in range(chain.size) for column, outcome in enumerate(outcomes) if left[at, column]
    ]  # fmt: skip
    yield [
        Arrival(service=services[at], client_group=group, count=int(came[at])) for at in range(chain.size) if came[at]
    ]


def main(areas: int) -> None:
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        done = list(pool.map(of_area, range(areas), chunksize=4))
    shutil.rmtree(os.environ["COVERAGE_CACHE"], ignore_errors=True)
    found, seconds = Found([one.seen for one in done if one.seen]), sum(one.seconds for one in done)
    text = page(found, areas, seconds) + means([few for one in done for few in one.few])
    before = OUT.read_text(encoding="utf-8").partition(f"\n{MARK}")[0].rstrip()
    OUT.write_text(f"{before}\n\n{text}", encoding="utf-8")
    print(text)


def page(found: Found, areas: int, seconds: float) -> str:
    names = sorted({name.split(" ", 1)[1] for name in found.truths if not name.startswith("all ")})
    lines = [f"| {name} | {cell(found, f'without {name}')} | {cell(found, f'with {name}')} |" for name in names]
    bands = []
    for band in BANDS:
        some = [_by(found.within(band), what) for what in ("without", "with")]
        if all(one.many for one in some):
            label = f"{band[0]} to {band[1]}" if band[1] < 10**9 else f"{band[0]} or more"
            bands.append(f"| {label} | {' | '.join(_told(one) for one in some)} |")
    whole = [_told(_by(found, what)) for what in ("without", "with")]
    of_all = [_told(found.of(f"all {what}")) for what in ("without", "with")]
    return TEXT.format(
        mark=MARK, date=date.today().isoformat(), seed=SEED, areas=areas, seconds=f"{seconds:.0f}", group=GROUP,
        share=f"{OF_GROUP:.0%}".replace("%", " %"), areas_table="\n".join(lines), bands="\n".join(bands),
        whole=" | ".join(whole), of_all=" | ".join(of_all),
    )  # fmt: skip


def means(few: list[tuple[str, float, float]]) -> str:
    """Set beside each other who started in blocks of 1 to 5, in truth and as drawn."""
    lines = []
    for who in ("everyone", "groups"):
        some = np.array([(true, drawn) for name, true, drawn in few if name == who])
        off = float(np.sqrt(((some[:, 0] - some[:, 1]) ** 2).mean()))
        lines.append(f"| {who} | {len(some):,} | {some[:, 0].mean():.2f} | {some[:, 1].mean():.2f} | {off:.2f} |")
    return MEANS.format(lines="\n".join(lines))


def _by(found: Found, what: str) -> Found:
    return Found([[one for one in each if one.truth.startswith(f"{what} ")] for each in found.sets])


def cell(found: Found, name: str) -> str:
    return _told(found.of(name))


def _told(found: Found) -> str:
    """Say how many held the truth, and on which side of the others it lies."""
    below, above = (f"{found.share(lambda one, side=side: getattr(one, side)):.1%}" for side in ("below", "above"))
    return f"{percent(found)}; {below}, {above}".replace("%;", " %;").replace("%,", " %,").removesuffix("%") + " %"


TEXT: Final = """{mark}

Written by `python -m benchmarks.coverage_door` on {date}, seed {seed}: {areas} areas, {seconds} s of processor time.
People were sent through the shares of the illustrative areas, {share} of them of the group `{group}`; what was counted
was made an area, which then passed the door (`ndtms`). *With hiding* is the likely interval, worked out from blocks
alone; *without* is the interval of the same counts, exact. Each cell: the share of intervals that hold the truth (± the
standard error of the trial), then how often the truth lies below and above the interval.

| reach of aftercare | without hiding | with hiding |
|---|---|---|
| of all who come in | {of_all} |
| from each service | {whole} |

From each service, by people with a next step there:

| people | without hiding | with hiding |
|---|---|---|
{bands}

From each service, by area whose shares were taken:

| shares of | without hiding | with hiding |
|---|---|---|
{areas_table}
"""


MEANS: Final = """
### What blocks cannot tell

Of those who started in the same areas, in rows whose block is 1 to 5: how many in truth, and how many on average in the
drawn tables.

| who | rows | in truth | drawn | off by (root mean square) |
|---|---|---|---|---|
{lines}

Within a block nothing but its neighbours says whether there are more rows of one person or of five. Where rows are made
by the law that the draws suppose, what is drawn is right on average to a quarter of a person (decision 0022 has the
trial, and the few blocks where it is not); where they are made otherwise it can be off by half a person a row either
way, and no fit to the blocks that was tried mends one kind of area without spoiling another.

Reach of a small group that goes to aftercare by two or three such rows takes on all of it: leaving prison in Ravelstow
is led by 16 of 100 where exact counts give 23 (four and five went to housing and mutual aid, each in a block of 1 to
5), and its likely interval holds both.
"""


if __name__ == "__main__":
    main(int("".join(sys.argv[1:]) or MANY))

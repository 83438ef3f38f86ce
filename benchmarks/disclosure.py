"""Set figures from exact counts beside those from blocks, and write docs/reference/disclosure-cost.md.

    python -m benchmarks.disclosure

For each illustrative area: reach of aftercare, the five links at which most people are lost, and what the rules find,
before the door and behind it. Then how much processor time flow takes on either side, of 60 invented services too.
"""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Final

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect
from dtors_network.disclosure.drawn import keep, kept
from dtors_network.disclosure.draws import SHARED, drawn_tables, shared_tables
from dtors_network.flow import client_flow
from dtors_network.flow.transitions import by_number
from dtors_network.gaps import find_gaps, long_wait
from dtors_network.gaps.case import Case
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.gaps.review import Gap
from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate
from dtors_network.rounding import per_100, span_of_100
from dtors_network.synthetic import sixty_services

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "docs" / "reference" / "disclosure-cost.md"
WORST: Final = 5
TIMES: Final = 3
SEED: Final = 20261124


def main() -> None:
    areas = [read_area(str(path)) for path in sorted((ROOT / "data" / "areas").iterdir()) if path.is_dir()]
    areas = [*areas, sixty_services(SEED).area]
    both = [(area, protect(area)) for area in areas]
    lines = [TEXT, *(line for pair in both[:-1] for line in of_area(*pair)), *how_long(both)]
    OUT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


def of_area(exact: Area, shown: Area) -> Iterator[str]:
    yield from (f"## {exact.name} (`{exact.id}`)", "")
    yield from ("| reach of aftercare | exact | strict | likely |", "|---|---|---|---|")
    for group in exact.codebook.group:
        before, after = (client_flow(area, group).reach_if_counted() for area in (exact, shown))
        if isinstance(before, Estimate) and isinstance(after, Estimate):
            yield f"| {group.replace('_', ' ')} | {exactly(before)} | {strictly(after)} | {likely(after)} |"
    yield from ("", *worst(exact, shown), "", *gaps(exact, shown), "")


def how_long(both: list[tuple[Area, Area]]) -> Iterator[str]:
    """Set the time of flow on blocks beside that on exact counts, with and without the tables that it draws from."""
    yield from (TIMES_TEXT, "| area | services | exact | blocks | tables, drawn | tables, kept | blocks / exact |")
    yield "|---|---|---|---|---|---|---|"
    sums = [0.0] * 4
    for exact, shown in both:
        for area in (exact, shown):
            shared_tables(area)  # counts that their owner hid are drawn too: not the cost of the door
        drawn = drawn_tables(shown, SHARED, reasons=False)
        with TemporaryDirectory() as folder:
            place = Path(folder) / "tables.npz"
            keep(drawn, place)
            works: list[Callable[[], object]] = [
                partial(flows, exact),
                partial(flows, shown),
                partial(drawn_tables, shown, SHARED, reasons=False),
                partial(kept, place, shown, SHARED, drawn.seed),
            ]
            times = [quickest(work) for work in works]
        sums = [one + other for one, other in zip(sums, times, strict=True)]
        yield time_row(exact.name, f"{len(exact.services)}", times)
    yield time_row("all", "", sums)


def flows(area: Area) -> None:
    """Work out the reach and the transitions of every client group."""
    for group in area.codebook.group:
        flow = client_flow(area, group)
        flow.reach_if_counted()
        _ = flow.transitions


def quickest(work: Callable[[], object]) -> float:
    """Give the least processor time of some times: a busy machine only adds to it."""
    found = []
    for _ in range(TIMES):
        start = process_time()
        work()
        found.append(process_time() - start)
    return min(found)


def time_row(name: str, services: str, times: list[float]) -> str:
    exact, blocks, drawn, read = times
    told = " / ".join(f"{(blocks + more) / exact:.1f}" for more in (0, read, drawn))
    return f"| {name} | {services} | {exact:.2f} s | {blocks:.2f} s | {drawn:.2f} s | {read:.2f} s | {told} |"


def exactly(share: Estimate | None) -> str:
    """Write a share from exact counts, and its interval."""
    if not isinstance(share, Estimate):
        return "not counted"
    lead = per_100(share.leading) if share.leading is not None else span_of_100(share.least, share.most)
    return f"{lead} ({span_of_100(share.low, share.high)})"


def strictly(share: Estimate | None) -> str:
    """Write the strict range."""
    return span_of_100(share.least, share.most) if isinstance(share, Estimate) else "not counted"


def likely(share: Estimate | None) -> str:
    """Write the middle and the likely interval."""
    return exactly(share)


def worst(exact: Area, shown: Area) -> Iterator[str]:
    flow, behind = client_flow(exact), {one.pair: one for one in client_flow(shown).transitions}
    yield from (
        "| most lost | exact | strict | likely | share lost, exact | strict | likely |",
        "|---|---|---|---|---|---|---|",
    )
    for one in by_number(flow.transitions)[:WORST]:
        then = behind[one.pair]
        drawn = then.likely_lost
        people = f"{drawn[1]:.0f} ({drawn[0]:.0f} to {drawn[2]:.0f})" if drawn else str(then.lost)
        shares = exactly(one.share_lost), strictly(then.share_lost), likely(then.share_lost)
        yield f"| {' → '.join(one.pair)} | {one.lost} | {then.lost} | {people} | {' | '.join(shares)} |"


def gaps(exact: Area, shown: Area) -> Iterator[str]:
    before, after = (find_gaps(area).gaps for area in (exact, shown))
    found = [Counter(gap.finding.rule for gap in some) for some in (before, after)]
    yield from ("| rule | findings, exact | behind the door |", "|---|---|---|")
    for rule in sorted({*found[0], *found[1]}):
        yield f"| {rule} | {found[0][rule]} | {found[1][rule]} |"
    gone, fresh = (
        {key(gap) for gap in some} - {key(gap) for gap in other} for some, other in ((before, after), (after, before))
    )
    yield ""
    if not gone and not fresh:
        yield "The same findings, with the same certainty, before the door and behind it."
    for words, some in (("Only on exact counts", gone), ("Only behind the door", fresh)):
        if some:
            yield f"- {words}: {'; '.join(sorted(some))}."
    case = Case(shown, comparators=shipped_comparators())
    for gap in before:
        if key(gap) in gone and gap.finding.rule == "long_wait" and gap.finding.link:
            yield f"- {' → '.join(gap.finding.link)}: {why(case, gap)}."
        if key(gap) in gone and gap.finding.rule in SCREENS:
            yield f"- {' → '.join(gap.finding.services)}: {TOO_FEW}."


def why(case: Case, gap: Gap) -> str:
    """Say why a long wait is not found behind the door."""
    assert gap.finding.link is not None
    source, target = gap.finding.link
    row = case.area.referral_at[source, target, gap.finding.group]
    found = long_wait.measure_of(case, row)
    if found is None or found.low is None or found.high is None:
        return f"{row.started} started, of whom {row.waited_over_21_days} waited: at least ten cannot be told"
    share = f"{span_of_100(found.low, found.high)} by the likely interval"
    return f"{share}, which reaches to the {per_100(found.comparator.value, 1)} that it is held against"


def key(gap: Gap) -> str:
    """Name a finding by its rule, its place, its group and its certainty."""
    finding = gap.finding
    return f"{finding.rule} at {', '.join(finding.services) or 'the area'} ({finding.group}, {finding.certainty.value})"


SCREENS: Final = ("unheard_barrier", "under_referral")
TOO_FEW: Final = (
    "the test passes among all screened places of the area (Holm) on exact counts, and not by twice its mean p over "
    "the drawn tables"
)
TEXT: Final = """<!-- Written by `python -m benchmarks.disclosure`, run by hand; changes made here are lost. -->
# What the door costs

Figures of the illustrative areas from exact counts, and from the blocks that leave (profile `ndtms`). Per cent; in
brackets the 95 % interval. *Strict* holds whatever the hidden counts are; *likely* is the middle and the likely
interval. Where an owner hid counts the exact figures are led by what is likely too.
"""

TIMES_TEXT: Final = f"""## How long it takes

Flow of all groups (reach, and every link with what its repair would give), processor time, the least of {TIMES}. Five
hundred tables are drawn from the blocks once an area, for all groups, rules and pages, and are kept with the protected
area. Last column: blocks against exact counts, without the tables; with tables that were kept; with tables drawn anew.
"""

if __name__ == "__main__":
    main()

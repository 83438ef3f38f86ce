"""Attack what the door lets out, count what can be ruled out, and write docs/reference/disclosure-proof.md.

    python -m benchmarks.disclosure_proof [SMALL [PAIRS [MINUTES]]]

SMALL invented areas (300 where left out) and the illustrative ones are attacked by integer programmes; PAIRS times (50)
an illustrative area is drawn anew within its blocks and must leave as it did. After MINUTES no invented area is begun:
what is written says how many there were. By hand: it takes a quarter of an hour of a processor.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic, process_time
from typing import Final

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect
from dtors_network.model.area import Area
from tests.attacker.alike import alike
from tests.attacker.attack import attack, exact_cells, puzzle, truth
from tests.attacker.criterion import ruled_out_by_code
from tests.attacker.small import small_counted_area
from tests.attacker.test_attack import BREAKS, FEW, RULES, add_up, lost, with_waits
from tests.attacker.test_criterion import ruled_out_by_records
from tests.whole import whole

ROOT: Final = Path(__file__).resolve().parents[1]
OUT: Final = ROOT / "docs" / "reference" / "disclosure-proof.md"
SMALL, PAIRS = 300, 50


@dataclass
class Attacked:
    """What an attack on one area came to."""

    quantities: int
    few: int
    ruled_out: dict[str, set[int]]


def attacked(area: Area, profile: str = "ndtms") -> Attacked:
    found = puzzle(protect(area, profile), reasons_add_up=add_up(area))
    known = truth(found, exact_cells(area))
    few = {name for name, value in known.items() if 1 <= value <= FEW[profile]}
    told = attack(found, FEW[profile], few).ruled_out
    return Attacked(len(known), len(few), {name: numbers for name, numbers in told.items() if numbers})


def main(small: int = SMALL, pairs: int = PAIRS, minutes: float = math.inf) -> None:
    areas = [read_area(path.parent) for path in sorted((ROOT / "data" / "areas").glob("*/area.yaml"))]
    start, until = process_time(), monotonic() + 60 * minutes
    of_areas, of_rules, anew = list(illustrative(areas)), list(rules()), list(drawn_anew(areas, pairs))
    lines = [TEXT, *of_areas, "", *invented(small, until), "", *of_rules, "", *anew]
    lines += ["", f"Processor time: {(process_time() - start) / 60:.0f} minutes."]
    OUT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    print(OUT.read_text(encoding="utf-8"))


def of_all(ruled_out: int, pairs: int) -> str:
    """Write a number of pairs, and of how many."""
    return f"{ruled_out} of {pairs:,} ({ruled_out / max(pairs, 1):.2%})"


def illustrative(areas: list[Area]) -> Iterator[str]:
    yield "## Illustrative areas"
    yield ""
    yield "| area | quantities | of them few | by the tables | by the code too | by records too | laws of records |"
    yield "|---|---|---|---|---|---|---|"
    sums = [0] * 6
    listed: list[str] = []
    for area in areas:
        one = attacked(area)
        (code, code_pairs), (laws, records, record_pairs) = ruled_out_by_code(area), ruled_out_by_records(area)
        told = sum(map(len, one.ruled_out.values()))
        listed += [f"{area.id}: {name} is not {sorted(numbers)}" for name, numbers in one.ruled_out.items()]
        yield (
            f"| {area.name} | {one.quantities:,} | {one.few:,} | {of_all(told, 4 * one.few)} | "
            f"{of_all(code, code_pairs)} | {of_all(records, record_pairs)} | {laws} |"
        )
        for at, number in enumerate((told, 4 * one.few, code, code_pairs, records, record_pairs)):
            sums[at] += number
    yield f"| all | | | {of_all(*sums[:2])} | {of_all(*sums[2:4])} | {of_all(*sums[4:])} | |"
    yield ""
    yield "Numbers lost by the tables: " + ("; ".join(listed) or "none") + "."


def invented(small: int, until: float) -> Iterator[str]:
    found = []
    for seed in range(1000, 1000 + small):
        if monotonic() < until:
            found.append(attacked(small_counted_area(seed, services=4 + seed % 8, most=30 + seed % 200)))
    listed = [f"{name} is not {sorted(numbers)}" for one in found for name, numbers in one.ruled_out.items()]
    pairs = 4 * sum(one.few for one in found)
    yield f"## {len(found)} invented areas"
    yield ""
    yield (
        f"4 to 11 services, at most 30 to 229 people a row: {sum(one.quantities for one in found):,} quantities, "
        f"{sum(one.few for one in found):,} of them few. Ruled out by the tables: "
        f"{of_all(sum(map(len, (numbers for one in found for numbers in one.ruled_out.values()))), pairs)}. "
        f"Numbers lost: {'; '.join(listed) or 'none'}."
    )


def rules() -> Iterator[str]:
    yield "## With one rule of the door switched off"
    yield ""
    yield "| rule | quantities of which a number is ruled out | found |"
    yield "|---|---|---|"
    for rule, switch_off in RULES.items():
        area = with_waits(small_counted_area(BREAKS[rule], services=4, most=25))
        with pytest.MonkeyPatch.context() as patch:
            switch_off(patch)
            told = len(lost(area))
        yield f"| {rule} | {told} | {'yes' if told else 'no'} |"


def drawn_anew(areas: list[Area], pairs: int) -> Iterator[str]:
    yield "## Same blocks, same tables"
    yield ""
    for area in areas:
        (exact,) = alike(area, 1)
        shown = whole(protect(exact))
        same = sum(whole(protect(other)) == shown for other in alike(exact, pairs))
        yield f"- {area.name}: {same} of {pairs} areas drawn within its blocks leave as the same tables."


TEXT: Final = """<!-- Written by `python -m benchmarks.disclosure_proof`, run by hand; changes made here are lost. -->
# What an attacker can work out

Somebody who has every protected table and knows that groups are parts of everyone, that who started was referred, and
that reasons come to the losses (profile `ndtms`). A *quantity* is a count, or a difference of two that may be small; it
is *few* where its true value is 1 to 4. A *pair* is such a quantity and one of the numbers 1 to 4; it is *ruled out*
where no whole table that fits everything has that number there. Nothing is told as long as all four are possible.

*By the code too*: an upper end of what somebody rules out who knows the program: pairs that are possible only in
blocks that grew. *By records too*: what is ruled out by somebody who knows that nobody goes on who did not come.
Limits that the design sets: none by the tables, 0.2 % by the code, 1 % by records.

What is worked out from the tables (pages and what is opened on them, tooltips, addresses, files, workbooks, calendars,
forms of a round, two areas side by side) is compared byte by byte by `tests/attacker/test_leaving.py` for areas within
the same blocks that differ, besides, in whatever never leaves: notes, people, documents, columns of their own, and the
order of rows. What the files of flow state of people and of shares is added to the tables there as laws, and rules
nothing more out.
"""

if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))

"""Laws of any area, tried on areas as people keep them: blanks, ranges, lists half told, voices that disagree."""

from __future__ import annotations

import random
import tempfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dtors_network import InputError, example_area, example_names, find_gaps, protect, read_area
from dtors_network.area_files.area_io import write_area
from dtors_network.model.area import Area, BarrierReport, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.vocabulary import Accepts, End, ReporterRole, Says
from tests.often import often

SEEDS = often(range(60), 2, 3)
ROWS = (
    "services", "organisations", "statements", "answers", "arrivals", "referrals", "refusals", "departures",
    "barriers", "acceptance_voices",
)  # fmt: skip
ENDS = ("service", "source", "target")

Finding = tuple[str, str, str | None, tuple[str, ...], str]


def found(area: Area, profile: str = "none", names: dict[str, str] | None = None) -> set[Finding]:
    """What is found: rule, group, route, services and certainty."""
    given = names or {}
    return {
        (
            gap.finding.rule,
            gap.finding.group,
            gap.finding.route,
            tuple(sorted(given.get(id_, id_) for id_ in gap.finding.services)),
            gap.finding.certainty.value,
        )
        for gap in find_gaps(protect(area, profile))
    }


def blurred(dice: random.Random, row: Referral) -> Referral:
    """Leave cells of a row blank, or known as a range only."""
    if dice.random() > 0.3:
        return row
    some = row.referred
    if isinstance(some, int):
        some = dice.choice([None, Bounds(max(0, some - dice.randint(0, 4)), some + dice.randint(0, 4))])
    blank: dict[str, Any] = dict.fromkeys(
        ("kept_by_sender", "accepted", "waited_over_21_days", "wait_median_days", "wait_p90_days")
    )
    return replace(row, referred=some, started=dice.choice([row.started, None]), **blank)


def made_messy(dice: random.Random) -> Area:
    area = example_area(dice.choice(example_names()))
    said = [row for row in area.statements if dice.random() > 0.15]
    against = [
        replace(row, says=dice.choice([*Says]), reporter=f"Z{number}", reporter_role=dice.choice([*ReporterRole]))
        for number, row in enumerate(dice.sample(said, 12))
    ]
    counted = [blurred(dice, row) for row in area.referrals if dice.random() > 0.1]
    pairs = {(row.source, row.target, row.client_group) for row in counted}
    services = [
        replace(
            row,
            accepts=tuple(
                (group, dice.choice([*Accepts]) if dice.random() < 0.2 else word) for group, word in row.accepts
            ),
            lists_all_sent_to=dice.random() < 0.2,
        )
        for row in area.services
    ]
    return replace(
        area,
        services=tuple(services),
        statements=(*said, *against),
        referrals=tuple(counted),
        refusals=tuple(
            row for row in area.refusals if (row.source, row.target, row.client_group) in pairs and dice.random() > 0.3
        ),
        records_complete=dice.random() < 0.5,
        services_complete=dice.random() < 0.5,
    )


@cache
def messy(seed: int) -> Area:
    """Give the next area that a folder takes: counts that cannot be are drawn again."""
    dice = random.Random(seed)
    while True:
        area = made_messy(dice)
        with tempfile.TemporaryDirectory() as place:
            try:
                write_area(area, Path(place) / "area")
                return read_area(Path(place) / "area")
            except InputError:
                continue


def named(row: Any, names: dict[str, str]) -> Any:
    return replace(row, **{end: names[getattr(row, end)] for end in ENDS if getattr(row, end, None) in names})


@pytest.mark.parametrize("profile", ["none", "ndtms"])
@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_rows_of_every_table_changes_no_finding(seed: int, profile: str) -> None:
    area, dice = messy(seed), random.Random(-seed)
    rows = {table: list(getattr(area, table)) for table in ROWS}
    for some in rows.values():
        dice.shuffle(some)
    mixed = replace(area, **{table: tuple(some) for table, some in rows.items()})
    assert found(mixed, profile) == found(area, profile) != set()


@pytest.mark.parametrize("seed", SEEDS)
def test_other_ids_change_the_ids_of_findings_and_nothing_else(seed: int) -> None:
    area = messy(seed)
    ids = [row.service for row in area.services]
    names = dict(zip(ids, (f"z {id_}" for id_ in random.Random(seed).sample(ids, len(ids))), strict=True))
    tables = {table: tuple(named(row, names) for row in getattr(area, table)) for table in ROWS}
    assert found(replace(area, **tables, contacts=(), actions=())) == found(area, names=names)


@pytest.mark.parametrize("seed", SEEDS)
def test_one_more_report_of_a_barrier_takes_no_finding_away_and_makes_none_less_sure(seed: int) -> None:
    area, dice = messy(seed), random.Random(seed)
    source, target = dice.sample([row.service for row in area.services], 2)
    report = BarrierReport(
        report="one more",
        code=dice.choice(area.codebook.barriers).code,
        side=dice.choice([*End]),
        source=source,
        target=target,
        reporter_role=dice.choice([*ReporterRole]),
    )
    then = found(replace(area, barriers=(*area.barriers, report)))
    assert {one[:-1] for one in found(area)} <= {one[:-1] for one in then}
    assert {one for one in found(area) if one[-1] == "certain"} <= then


@pytest.mark.parametrize("seed", SEEDS)
def test_a_folder_a_workbook_and_back_is_the_same_area(seed: int, tmp_path: Path) -> None:
    area = messy(seed)
    for place in ("area", "area.xlsx"):
        write_area(area, tmp_path / place)
        assert read_area(tmp_path / place) == area

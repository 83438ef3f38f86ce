"""Synthetic referral records: as many rows as asked, lawful, and what a plain reading finds in them is the truth."""

import hashlib
import json
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from scipy.stats import binom

from dtors_network.errors import InputError
from dtors_network.model.vocabulary import Stage
from dtors_network.synthetic.columns import BLANK, Rows, joined
from dtors_network.synthetic.country import Country
from dtors_network.synthetic.england import PERIOD, synthetic_england
from dtors_network.synthetic.next_steps import NONE, next_steps
from dtors_network.synthetic.record_files import Made, Wanted, synthetic_records
from dtors_network.synthetic.record_rows import Tally, record_rows
from tests.oracle.plain_records import Followed, Row, follow, good_rows, read_rows, services_of

ROWS, DIRTY = 60_000, 0.05
NEVER = 1e-7
"""How seldom a number lies outside its limits by chance."""
COLUMNS = [
    *("person", "area", "source", "target", "referred_on", "accepted", "accepted_on", "started_on"),
    *("refusal_reason", "left_on", "outcome", "planned"),
    *("currently_using", "leaving_prison", "criminal_justice", "mental_health_need", "housing_need"),
]


class Read(NamedTuple):
    """Records that were made, and a plain reading of them."""

    folder: Path
    made: Made
    rows: list[Row]
    good: list[Row]
    why: Counter[str]
    followed: Followed


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    folder = tmp_path_factory.mktemp("records") / "england"
    made = synthetic_records(folder, Wanted(5, ROWS, 3, dirty=DIRTY, form="csv", rows_a_file=25_000))
    rows = read_rows(folder / "records")
    good, why = good_rows(rows, services_of(folder / "areas"))
    return Read(folder, made, rows, good, why, follow(good))


def test_there_are_as_many_rows_and_files_as_asked(read: Read) -> None:
    assert len(read.rows) == read.made.rows == ROWS
    assert read.made.files == 3
    assert [*read.rows[0]] == COLUMNS
    assert len({row["person"] for row in read.good}) == read.made.people


def test_a_plain_reading_finds_the_spoilt_rows_and_no_others(read: Read) -> None:
    assert sum(read.made.spoilt.values()) == ROWS * DIRTY
    assert read.why == read.made.spoilt
    assert min(read.why.values()) > 0


def test_good_rows_are_lawful(read: Read) -> None:
    first, last = (day.isoformat() for day in PERIOD)
    for row in read.good:
        days = [row[name] for name in ("referred_on", "accepted_on", "started_on", "left_on") if row[name]]
        assert days == sorted(days) and first <= days[0] and days[-1] <= last
        assert bool(row["refusal_reason"]) == bool(row["source"] and not row["started_on"])
        assert bool(row["outcome"]) == bool(row["planned"])
        assert not row["outcome"] or row["left_on"]
        assert not row["started_on"] or not row["source"] or row["accepted"] == "yes"
        assert bool(row["accepted_on"]) == (row["accepted"] == "yes")
        assert not row["left_on"] or row["started_on"]


def test_at_most_one_person_is_still_there(read: Read) -> None:
    assert len([row for row in read.good if row["started_on"] and not row["left_on"]]) <= 1


def test_people_of_a_group_come_in_where_the_group_starts(read: Read) -> None:
    kind = {(area.id, one.service): one.service_type for area in read.made.england.areas for one in area.services}
    for row in read.good:
        if not row["source"] and kind[row["area"], row["target"]] == "prison":
            assert row["leaving_prison"] == "yes"


def within(number: int, of: int, share: float) -> bool:
    """Tell whether a binomial count lies within its exact limits."""
    least, most = binom.ppf(NEVER, of, share), binom.isf(NEVER, of, share)
    return bool(least <= number <= most)


def test_referrals_start_are_accepted_kept_and_late_as_often_as_planted(read: Read) -> None:
    told = {(link.area, link.source, link.target): link for link in read.made.truth.links}
    assert read.followed.links.keys() <= told.keys()
    for pair, (referred, accepted, started, kept, late) in read.followed.links.items():
        link = told[pair]
        assert within(started, referred, link.started / link.referred), link
        assert within(accepted, referred, link.accepted / link.referred), link
        assert within(kept, referred - started, link.kept_by_sender / (link.referred - link.started)), link
        assert within(late, started, link.waited_over_21_days / link.started), link


def test_each_link_has_its_part_of_the_referrals_of_its_sender(read: Read) -> None:
    expected: Counter[tuple[str, str]] = Counter()
    counted: Counter[tuple[str, str]] = Counter()
    for link in read.made.truth.links:
        expected[link.area, link.source] += link.referred
        counted[link.area, link.source] += read.followed.links[link.area, link.source, link.target][0]
    for link in read.made.truth.links:
        sender = (link.area, link.source)
        if expected[sender]:
            number = read.followed.links[link.area, link.source, link.target][0]
            assert within(number, counted[sender], link.referred / expected[sender]), link


def test_expected_counts_add_up_to_about_what_is_there(read: Read) -> None:
    for at, name in enumerate(("referred", "accepted", "started", "kept_by_sender")):
        expected = sum(getattr(link, name) for link in read.made.truth.links)
        assert sum(numbers[at] for numbers in read.followed.links.values()) == pytest.approx(expected, rel=0.03)


def test_as_many_come_in_at_each_service_and_reach_aftercare_as_planted(read: Read) -> None:
    aftercare = {
        (area.id, one.service)
        for area in read.made.england.areas
        for one in area.services
        if not {*area.codebook.recovery_types}.isdisjoint(one.offers)
    }
    everybody = sum(len(journeys) for journeys in read.followed.journeys.values())
    expected = sum(entry.arrivals for entry in read.made.truth.entries)
    for entry in read.made.truth.entries:
        came = [journey for journey in read.followed.journeys[entry.area] if journey.entry == entry.service]
        reached = sum(any((entry.area, one) in aftercare for one in journey.services) for journey in came)
        assert within(len(came), everybody, entry.arrivals / expected), entry
        assert within(reached, len(came), entry.reach), entry
        assert entry.reach == pytest.approx(entry.first_order_reach)


def test_people_are_referred_to_wider_support_beside_as_planted(tmp_path: Path, read: Read) -> None:
    made = synthetic_records(tmp_path / "beside", Wanted(5, 40_000, 2, wider_support=0.3, dirty=DIRTY, form="csv"))
    beside = {
        (area.id, one.service)
        for area in made.england.areas
        for one in area.services
        if area.codebook.stage_of[one.service_type] is Stage.WIDER_SUPPORT
    }
    rows, why = good_rows(read_rows(tmp_path / "beside" / "records"), services_of(tmp_path / "beside" / "areas"))
    followed = follow(rows, frozenset(beside))
    assert why == made.spoilt
    told = {(link.area, link.source, link.target): link for link in made.truth.links}
    assert followed.links.keys() <= told.keys()
    assert len([pair for pair in told if (pair[0], pair[2]) in beside and pair in followed.links]) > 10
    for pair, (referred, accepted, started, kept, late) in followed.links.items():
        link = told[pair]
        assert within(started, referred, link.started / link.referred), link
        assert within(accepted, referred, link.accepted / link.referred), link
        assert within(late, started, link.waited_over_21_days / link.started), link
        assert (pair[0], pair[2]) not in beside or kept == referred - started
    for target in (True, False):
        numbers = [
            (link.referred, followed.links[pair][0])
            for pair, link in told.items()
            if ((pair[0], pair[2]) in beside) is target
        ]
        assert sum(number for _, number in numbers) == pytest.approx(sum(share for share, _ in numbers), rel=0.05)
    assert [entry.reach for entry in made.truth.entries] == [
        entry.reach for entry in read.made.truth.entries if entry.area != "area_003"
    ]


def test_the_seed_and_the_truth_stand_beside_the_files(read: Read) -> None:
    told = json.loads((read.folder / "made.json").read_text(encoding="utf-8"))
    assert (told["seed"], told["rows"], told["spoilt"]) == (5, ROWS, read.made.spoilt)
    links = (read.folder / "truth_links.csv").read_text(encoding="utf-8").splitlines()
    entries = (read.folder / "truth_entries.csv").read_text(encoding="utf-8").splitlines()
    assert (len(links), len(entries)) == (len(read.made.truth.links) + 1, len(read.made.truth.entries) + 1)
    assert float(links[1].split(",")[3]) == read.made.truth.links[0].referred


# ---- the same seed, and other sizes ------------------------------------------------------------------------------


def hashes(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_same_seed_gives_the_same_bytes_and_another_one_others(tmp_path: Path, form: str) -> None:
    for name, seed in (("one", 8), ("again", 8), ("other", 9)):
        synthetic_records(tmp_path / name, Wanted(seed, 20_000, 2, dirty=0.02, form=form, rows_a_file=8_000))
    one, again, other = (hashes(tmp_path / name) for name in ("one", "again", "other"))
    assert one == again
    assert one.keys() >= {f"records/referrals_000{number}.{form}" for number in (1, 2, 3)}
    assert one[f"records/referrals_0001.{form}"] != other[f"records/referrals_0001.{form}"]


def test_the_rows_are_the_same_whatever_the_files(tmp_path: Path) -> None:
    frames = []
    for size in (120_000, 50_000, 7_001):
        folder = tmp_path / str(size)
        made = synthetic_records(folder, Wanted(8, 120_000, 2, memory=True, dirty=0.02, rows_a_file=size))
        assert made.files == -(-120_000 // size)
        frames.append(pl.concat(pl.read_parquet(path) for path in sorted((folder / "records").iterdir())))
    assert frames[0].equals(frames[1]) and frames[0].equals(frames[2])


def test_parquet_and_csv_hold_the_same(tmp_path: Path) -> None:
    for form in ("parquet", "csv"):
        synthetic_records(tmp_path / form, Wanted(8, 5_000, 2, dirty=0.1, form=form))
    parquet = pl.read_parquet(tmp_path / "parquet" / "records" / "referrals_0001.parquet")
    texts = pl.read_csv(tmp_path / "csv" / "records" / "referrals_0001.csv", infer_schema=False)
    assert parquet.schema["started_on"] == pl.Date and parquet.schema["leaving_prison"] == pl.Boolean
    truths = [name for name, kind in parquet.schema.items() if kind == pl.Boolean]
    said = parquet.with_columns(pl.col(truths).replace_strict({True: "yes", False: "no"}, default=None))
    assert said.select(pl.all().cast(pl.String)).equals(texts)


# ---- any number of rows ------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def country() -> Country:
    return Country(next_steps(synthetic_england(3, 1), remembered=False), 3)


@pytest.mark.parametrize("rows", [1, 2, 3, 7, 40, 41, 42, 43, 44, 45, 110_000])
def test_any_number_of_rows_ends_with_whole_people_but_for_one(country: Country, rows: int) -> None:
    tally = Tally()
    made = joined(list(record_rows(country, rows, 0.0, tally)))
    assert len(made) == tally.rows == rows
    still = made.at((made.started != BLANK) & (made.left == BLANK))
    assert len(still) <= 1 and {*still.person.tolist()} <= {tally.people - 1}
    texts = [_as_text(made, at) for at in range(min(rows, 1_000))]
    assert sum(map(len, follow(texts).journeys.values())) == sum(not text["source"] for text in texts)


def _as_text(rows: Rows, at: int) -> Row:
    """Write a row as a CSV file has it, but for numbers in place of services."""
    told = {}
    for name in ("referred", "started", "left"):
        day = int(getattr(rows, name)[at])
        told[f"{name}_on"] = "" if day == BLANK else (PERIOD[0] + timedelta(days=day)).isoformat()
    for name in ("source", "target"):
        end = int(getattr(rows, name)[at])
        told[name] = "" if end == NONE else str(end)
    return {"person": str(rows.person[at]), "area": "", "accepted": "", "outcome": "", "planned": "", **told}


def test_where_no_row_fits_a_way_to_spoil_it_a_row_is_repeated(tmp_path: Path) -> None:
    made = synthetic_records(tmp_path / "tiny", Wanted(1, 4, 1, dirty=0.5, form="csv"))
    rows = read_rows(tmp_path / "tiny" / "records")
    assert good_rows(rows, services_of(tmp_path / "tiny" / "areas"))[1] == +Counter(made.spoilt)
    assert (len(rows), sum(made.spoilt.values())) == (4, 2)


# ---- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"rows": 0}, "there is at least one row, one area, and one row a file"),
        ({"areas": 0}, "there is at least one row, one area, and one row a file"),
        ({"rows_a_file": 0}, "there is at least one row, one area, and one row a file"),
        ({"dirty": 0.6}, "dirty is a share from 0 to 0.5, not 0.6"),
        ({"wider_support": -1.0}, "wider_support is a share from 0 to 1, not -1.0"),
        ({"form": "xlsx"}, "form is one of parquet, csv, not 'xlsx'"),
    ],
)
def test_what_cannot_be_made_is_refused(wrong: dict[str, object], told: str) -> None:
    with pytest.raises(ValueError, match=told):
        Wanted(1, **wrong)  # type: ignore[arg-type]


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("keep", encoding="utf-8")
    with pytest.raises(InputError, match="this folder is not empty"):
        synthetic_records(tmp_path, Wanted(1, 10, 1))
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]

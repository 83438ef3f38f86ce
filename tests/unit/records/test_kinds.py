"""What programs make of a column: whatever kind it is of, it is read as the same rows in CSV are."""

from __future__ import annotations

import pytest

from dtors_network.errors import InputError

HEAD = "person,source,target,referred_on,started_on,left_on,refusal_reason,currently_using"
ROWS = """
1,,gp,,2025-03-01,2025-03-09,,1
1,gp,clinic,2025-03-02,2025-07-10,,,
2,,gp,,2025-07-01,,,0
2,gp,clinic,2025-07-03,,,no_capacity,1
"""
TEXT = HEAD + ROWS
DAYS = ("referred_on", "started_on", "left_on")
ZONES = ("UTC", "Europe/London", "America/New_York", "Pacific/Auckland")


@pytest.fixture
def pl():
    return pytest.importorskip("polars")


@pytest.fixture
def frame(pl):
    """The rows of ``TEXT`` as a Parquet file would hold them, blanks as nulls."""
    found = pl.read_csv(TEXT.encode(), infer_schema=False)
    return found.with_columns(pl.col(DAYS).str.to_date())


def seen(found) -> tuple:
    return found.by_area, found.rows, len(found.set_aside)


def changes(pl) -> dict:
    """By what a program did: the columns as it writes them."""
    days, person, using = pl.col(DAYS), pl.col("person"), pl.col("currently_using")
    figures = days.dt.strftime("%Y%m%d").cast(pl.Int64)
    return {
        "categories": [pl.col("person", "source", "target").cast(pl.Categorical)],
        "texts that are not marked as such": [pl.col("person", "source", "target", "refusal_reason").cast(pl.Binary)],
        "people as whole numbers": [person.cast(pl.UInt8)],
        "people as decimals without a fraction": [person.cast(pl.Decimal(10, 0))],
        "yes and no as decimals": [using.cast(pl.Decimal(3, 2))],
        "yes and no as floats, no number for a blank": [using.cast(pl.Float64).fill_null(float("nan"))],
        "days as figures": [figures],
        "days as floats of figures": [figures.cast(pl.Float64)],
        "days of Excel": [days.cast(pl.Int32).cast(pl.Float64) + 25_569],
        "a column of nothing": [pl.lit(None).alias("refusal_reason_2")],
        **{f"moments in {unit}": [days.cast(pl.Datetime(unit))] for unit in ("ns", "us", "ms")},
        **{f"days of {zone}": [days.cast(pl.Datetime("us")).dt.replace_time_zone(zone)] for zone in ZONES},
        **{f"half past midnight in {zone}": [_at_night(days, zone, pl)] for zone in ZONES},
    }


def _at_night(days, zone: str, pl):
    return (days.cast(pl.Datetime("ms")) + pl.duration(minutes=30)).dt.replace_time_zone(zone)


def test_a_file_that_holds_the_same_in_other_kinds_is_counted_alike(counted, tmp_path, frame, pl):
    expected = seen(counted(TEXT))
    assert expected[0][0].referrals[0].wait_p90_days == 130.0
    different = []
    for number, (what, columns) in enumerate(changes(pl).items()):
        path = tmp_path / f"kind{number}.parquet"
        frame.with_columns(columns).write_parquet(path)
        if seen(counted(path)) != expected:
            different.append(what)
    assert different == []


def test_parts_of_a_folder_may_hold_other_kinds_or_nothing(counted, tmp_path, frame, pl):
    folder = tmp_path / "parts"
    folder.mkdir()
    (folder / "__MACOSX").mkdir()
    nothing = pl.lit(None).alias("left_on"), pl.lit(None).alias("person")
    frame[:0].with_columns(nothing).write_parquet(folder / "a.parquet")
    frame[:2].with_columns(pl.col("person").cast(pl.Int64)).write_parquet(folder / "b.parquet")
    moments = pl.col(DAYS).cast(pl.Datetime("ns", "Europe/London"))
    frame[2:].with_columns(moments).write_parquet(folder / "c.parquet")
    for name in ("._c.parquet", "__MACOSX/._c.parquet", ".c.csv"):
        (folder / name).write_bytes(b"\x00\x05\x16\x07")
    assert seen(counted(folder)) == seen(counted(TEXT))


@pytest.mark.parametrize("ending", ["csv", "parquet"])
def test_a_column_may_stand_in_the_names_of_folders(counted, tmp_path, frame, pl, ending):
    for source, folder in (("gp", "source=gp"), (None, "source=__HIVE_DEFAULT_PARTITION__")):
        place = tmp_path / "parts" / folder
        place.mkdir(parents=True)
        part = frame.filter(pl.col("source").eq_missing(pl.lit(source))).drop("source")
        part.write_csv(place / "part.csv") if ending == "csv" else part.write_parquet(place / "part.parquet")
    assert seen(counted(tmp_path / "parts")) == seen(counted(TEXT))


def test_a_column_of_lists_is_told(counted, tmp_path, frame, pl):
    frame.with_columns(pl.concat_list("left_on").alias("left_on")).write_parquet(tmp_path / "lists.parquet")
    with pytest.raises(InputError, match="the cells of this column are lists") as caught:
        counted(tmp_path / "lists.parquet")
    assert [(fault.file, fault.column) for fault in caught.value.faults] == [("lists.parquet", "left_on")]


def test_people_named_by_numbers_with_decimals_are_refused(counted, tmp_path, frame, pl):
    for number, kind in enumerate((pl.Float64, pl.Decimal(10, 2))):
        path = tmp_path / f"people{number}.parquet"
        frame.with_columns(pl.col("person").cast(kind)).write_parquet(path)
        with pytest.raises(InputError, match="numbers with decimals"):
            counted(path)


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_line_that_tells_excel_the_separator_is_no_header(counted, tmp_path, mark, end, packed):
    import gzip

    text = (mark + "sep=;\n" + TEXT.replace(",", ";")).replace("\n", end).encode()
    path = tmp_path / ("told.csv.gz" if packed else "told.csv")
    path.write_bytes(gzip.compress(text) if packed else text)
    assert seen(counted(path)) == seen(counted(TEXT))

"""Every real table of figures of the samples is read, and each figure is what a plain second reading finds."""

import csv
from pathlib import Path

import pytest

from dtors_network.exchange.figures.fingertips import read_fingertips
from dtors_network.exchange.figures.goals import read_goals
from dtors_network.exchange.figures.viewit import read_viewit

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT.parent / "shared" / "samples" / "ndtms_public"
STARTS = ("referralsource_", "waitsfirst_", "waitssub_", "exits_", "interventions_", "scnr_", "intreatment_", "newpres")
pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the sample figures are not here")


def plain(name: str) -> list[dict[str, str]]:
    with (SAMPLES / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> float | None:
    return float(text) if text not in ("", "NULL") else None


def test_viewit_figure_by_figure() -> None:
    name = "ViewIt Export Data_LAs.csv"
    rows = plain(name)
    found = read_viewit(SAMPLES / name)
    wanted = {
        (line, column): number(text)
        for line, row in enumerate(rows, start=2)
        for column, text in row.items()
        if column.startswith(STARTS)
    }
    got = {(one.origin.row, one.indicator): one.numerator for one in found.indicators if one.origin}
    assert got == wanted and len(found.indicators) == len(wanted)
    assert sum(one.missing for one in found.indicators) == sum(value is None for value in wanted.values()) > 0
    assert sum(one.numerator == 0 for one in found.indicators) == sum(value == 0 for value in wanted.values()) > 0


def test_viewit_denominators_are_what_the_parts_add_up_to() -> None:
    name = "ViewIt Export Data_LAs.csv"
    rows = plain(name)
    for one in read_viewit(SAMPLES / name, ["Barnet"]).indicators:
        assert one.origin
        row = rows[one.origin.row - 2]
        if one.indicator.startswith("waits"):
            family = one.indicator.split("_")[0]
            bands = [number(text) for column, text in row.items() if column.startswith(f"{family}_")]
            assert one.denominator == (None if None in bands else sum(band or 0 for band in bands))
        if one.indicator.startswith("referralsource_"):
            assert one.denominator == number(row["newpresentation_newtx"])


def test_fingertips_figure_by_figure() -> None:
    rows = plain("unmet_opiates.csv")
    found = read_fingertips(SAMPLES / "unmet_opiates.csv").indicators
    wanted = [(row["Area Code"], row["Time period"], number(row["Value"]), number(row["Count"])) for row in rows]
    assert [(one.gss_code, one.period, one.value, one.numerator) for one in found] == wanted
    assert [one.note for one in found] == [row["Value note"] for row in rows]


def test_goals_figure_by_figure() -> None:
    name = "2023-05-09_3-5-1.csv"
    rows = plain(name)
    found = read_goals(SAMPLES / name).indicators
    counted = [number(row["Value"]) if row["Units"] == "Number" else None for row in rows]
    assert [one.numerator for one in found] == counted
    assert len({one.area for one in found} - {"England"}) == len({row["Local authority"] for row in rows} - {""}) == 152

"""The command `compare`: beside published figures, neighbours and an earlier period, and what it refuses."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import write_area
from dtors_network.examples import counted_area
from tests.unit.test_cli import Run, run

__all__ = ["run"]


@pytest.fixture(scope="module")
def areas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three areas: one in two periods, and another one."""
    folder = tmp_path_factory.mktemp("compared")
    area = replace(counted_area(), gss_code="E06000001", name="Hartlepool", region="North East")
    now = {"period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31)}
    then = {"period_start": date(2022, 4, 1), "period_end": date(2023, 3, 31)}
    other = replace(area, id="other", name="Other", gss_code="E06000002", **now)
    fewer = replace(area, id="now", **now, referrals=area.referrals[:1], departures=(), arrivals=())
    for one in (replace(area, id="then", **then), fewer, other):
        write_area(one, folder / one.id)
    return folder


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_figures_that_an_import_put_beside_an_area_are_found_and_those_named_come_first(
    run: Run, areas: Path, tmp_path: Path
) -> None:
    line = "{},,{},{},2023/24,2023-04-01,2024-03-31,,{},,,,,,{},,Fingertips\n"
    head = "indicator,title,area,gss_code,period,period_start,period_end,group,value,low,high,numerator,denominator,"
    head += "rounded_to,raw,note,source\n"
    (areas / "now" / "indicators.csv").write_text(head + line.format("92544", "Hartlepool", "E06000001", "48", "48"))
    (tmp_path / "more.indicators.csv").write_text(head + line.format("92544", "England", "E92000001", "", "*"))
    words = ("--sheet", "published", "--format", "csv", "--published", tmp_path / "more.indicators.csv")
    ran = run("compare", areas / "now", areas / "other", *words)
    found = [row for row in rows(ran.out) if row["area"] == "now" and row["published"] == "prison_to_treatment"]
    said = {(row["place_kind"], row["published_value"], row["published_missing"]) for row in found}
    assert ran.code == 0
    assert {("authority", "0.48", ""), ("England", "", "*")} <= said
    assert all(row["like"] == "no" for row in found)
    (areas / "now" / "indicators.csv").unlink()


def test_fewer_contributing_services_are_flagged_and_nothing_is_said_to_have_fallen(run: Run, areas: Path) -> None:
    ran = run("compare", areas / "now", "--before", areas / "then", "--sheet", "changes", "--format", "csv")
    figures = [row for row in rows(ran.out) if row["what"] == "figure" and row["before"] and row["now"]]
    kinds = {row["verdict"] for row in figures}
    assert "fewer services contributed than before; not read as a change" in kinds
    assert not [
        row for row in rows(ran.out) if "fall" in row["verdict"] or row["verdict"] == "moved by more than chance"
    ]


def test_neighbours_are_named_by_family(run: Run, areas: Path) -> None:
    ran = run("compare", areas / "now", areas / "other", "--sheet", "neighbours", "--format", "csv")
    assert {(row["area"], row["neighbour"], row["family"]) for row in rows(ran.out)} == {
        (one, two, family)
        for one, two in (("now", "other"), ("other", "now"))
        for family in ("region", "children's services, Department for Education")
    }


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("now",), "one area alone has nothing to be compared with"),
        (("now", "now"), "an area is given 2 times"),
        (("now", "other", "--before", "now"), "the earlier period of Hartlepool does not begin before it"),
        (("now", "other", "--published", "no.csv"), "there is no such file"),
        (("now", "other", "--published", "links.csv"), "this is no file of published figures"),
        (("now", "other", "--neighbours", "links.csv"), "holds the column 'code'"),
        (("now", "other", "--published", "no.csv", "--neighbours", "links.csv"), "holds the column 'code'"),
        (("now", "nowhere"), "there is no such folder or workbook"),
    ],
)
def test_what_cannot_be_compared_is_one_sentence(
    run: Run, areas: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(areas)
    Path("links.csv").write_text("source,target\na,b\n", encoding="utf-8")
    ran = run("compare", *words)
    assert (ran.code, ran.out) == (2, "")
    assert told in ran.err
    assert "Traceback" not in ran.err

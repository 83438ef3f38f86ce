"""Published figures beside an area's own: only what means the same is said to, and what is missing stays missing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network import InputError, protect
from dtors_network.accounts.compare import compare_account
from dtors_network.accounts.compare_published import published_words
from dtors_network.compare import Comparison, compare
from dtors_network.compare.neighbours import Model
from dtors_network.compare.published.beside import Beside
from dtors_network.compare.published.given import figures_beside, figures_of, read_published
from dtors_network.compare.published.indicator import Published, PublishedFigure, Read
from dtors_network.compare.published.registry import published_indicators, read_registry
from dtors_network.examples import counted_area
from dtors_network.exchange.figures.indicator import Indicator
from dtors_network.model.area import Area
from dtors_network.safe.yaml_reading import YamlText

YEAR = {"period_start": date(2023, 4, 1), "period_end": date(2024, 3, 31)}
BEFORE = {"period_start": date(2021, 4, 1), "period_end": date(2022, 3, 31)}
FINGERTIPS = (
    "Indicator ID,Indicator Name,Parent Code,Parent Name,Area Code,Area Name,Area Type,Sex,Age,Category Type,Category,"
    "Time period,Value,Lower CI 95.0 limit,Upper CI 95.0 limit,Count,Denominator,Value note\n"
)


def area(id_: str, **changes: object) -> Area:
    return replace(protect(counted_area(), "none"), **({"id": id_, "name": id_.title()} | YEAR | changes))  # type: ignore[arg-type]


def of(code: str) -> Published:
    return next(one for one in published_indicators() if one.code == code)


def waits(place: str, code: str = "", value: float | None = 0.02, **changes: object) -> PublishedFigure:
    told = {"published": "waits_first", "place": place, "gss_code": code, "value": value} | YEAR | changes
    return PublishedFigure(**told)  # type: ignore[arg-type]


def found(*given: PublishedFigure, here: Area | None = None, models: tuple[Model, ...] = ()) -> Comparison:
    return compare([here or area("one"), area("two")], published=given, models=models)


def first(comparison: Comparison, code: str = "waits_first") -> list[Beside]:
    return [one for one in comparison.published if one.at == 0 and one.published.code == code]


def test_nothing_unread_is_ever_equal_and_every_entry_says_when_or_why_not() -> None:
    for one in published_indicators():
        assert bool(one.equal_if) != bool(one.unlike), one.code
        assert not one.equal_if or one.read in (Read.WORDING, Read.FILE), one.code
        assert ("[?]" in one.read.words) == (one.read not in (Read.WORDING, Read.FILE)), one.code
        assert all(figure.source and figure.period for figure in one.figures), one.code


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"read": "none"}, "a definition that was not read is equal to nothing"),
        ({"equal_if": "[]"}, "one of equal_if and unlike is needed"),
        ({"equal_if": "[all_is_well]"}, "this is not known here"),
        ({"beside": "nothing/first"}, "this is not known here"),
        ({"direction": "up"}, "this is not known here"),
        ({"title": '""'}, "this may not be blank"),
    ],
)
def test_a_registry_that_cannot_be_right_is_refused(changes: dict[str, str], told: str) -> None:
    entry = {
        **dict.fromkeys(("title", "numerator", "denominator", "source", "period", "geography", "rounding"), "x"),
        "unit": "share", "direction": "lower", "read": "file", "equal_if": "[records_complete]",
    } | changes  # fmt: skip
    text = "published:\n  own:\n" + "".join(f"    {key}: {value}\n" for key, value in entry.items())
    with pytest.raises(InputError, match=told):
        read_registry(YamlText("own.yaml", text))


def test_two_entries_with_one_id_are_refused() -> None:
    entry = "    {title: x, ids: [a1], numerator: x, denominator: x, source: x, period: x, geography: x, rounding: x, "
    entry += "unit: share, direction: lower, read: none, unlike: x}\n"
    with pytest.raises(InputError, match="one and two have one id"):
        read_registry(YamlText("own.yaml", f"published:\n  one:\n{entry}  two:\n{entry}"))


def test_first_waits_mean_the_same_only_where_all_of_them_are_counted_and_are_of_structured_treatment() -> None:
    bare = area("one", records_complete=True, services_complete=True)
    counted = replace(bare, referrals=(replace(bare.referrals[0], waited_over_21_days=3), *bare.referrals[1:]))
    (row,) = first(found(waits("One"), here=counted))
    assert (row.unlike, row.own and row.own.value, row.same_period) == ("", 3 / 80, True)
    told = {
        "1 of 1 links was not counted": bare,
        "its counts are not said to be complete": replace(counted, records_complete=False),
        "its list of services is not said to be complete": replace(counted, services_complete=False),
        "starts at open access are among them": replace(
            counted, services=tuple(replace(one, service_type="open_access") if one.service == "clinic" else one
                                    for one in counted.services)
        ),
    }  # fmt: skip
    for why, here in told.items():
        (row,) = first(found(waits("One"), here=here))
        assert row.unlike.startswith(why)


def test_continuity_stands_beside_but_is_never_called_the_same() -> None:
    rows = first(found(), "prison_to_treatment")
    assert [(row.place, row.figure.value) for row in rows] == [("England", 0.53)]
    assert all(row.unlike for row in rows)


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ([waits("One", **BEFORE), waits("One", value=0.5)], 0.5),  # type: ignore[arg-type]
        ([waits("One", **BEFORE), waits("One", value=0.4, period_start=None, period_end=None)], 0.02),  # type: ignore[arg-type]
        ([waits("One", value=None)], None),
    ],
    ids=["its own period", "the latest before", "missing"],
)
def test_one_figure_stands_for_a_place_and_a_missing_one_is_not_nought(
    given: list[PublishedFigure], wanted: float | None
) -> None:
    for order in (given, given[::-1]):
        (row,) = first(found(*order))
        assert row.figure.value == wanted
        words = published_words((row.published, row.figure))[0]
        assert words.startswith("missing") if wanted is None else words.endswith("%")


def test_places_are_found_by_code_and_former_code_and_never_by_that_of_another() -> None:
    here = area("one", name="Sheffield", gss_code="E08000039", region="")
    rows = first(
        found(
            waits("Sheffield", "E08000019"), waits("Sheffield", "E07000999", value=0.9),
            waits("Yorkshire and the Humber region (statistical)", "E12000003", value=0.1),
            waits("England", "E92000001", value=0.3), waits("Leeds", "E08000035", value=0.7),
            here=here, models=(Model(name="own", year="2024", nearest={"E08000039": ("E08000035",)}),),
        )
    )  # fmt: skip
    assert [(row.place, row.figure.value) for row in rows if "children" not in row.place] == [
        ("authority", 0.02), ("region", 0.1), ("England", 0.3), ("neighbour (own, 2024)", 0.7),
    ]  # fmt: skip
    assert all(row.caution for row in rows if "children" in row.place)


def test_a_merged_authority_is_not_what_one_of_its_parts_was() -> None:
    here = area("one", name="Bournemouth", gss_code="E06000028")
    rows = first(
        found(waits("Bournemouth, Christchurch and Poole", "E06000058"), waits("B", "E06000028", 0.5), here=here)
    )
    assert [(row.place, row.figure.value) for row in rows] == [("authority", 0.5)]


def test_rows_of_part_of_the_people_are_left_out_and_bands_added_up() -> None:
    def band(name: str, part: float | None, **more: object) -> Indicator:
        told = {"indicator": f"waitsfirst_{name}_newtx", "area": "One", "period": "2023/24", "numerator": part}
        return Indicator(**(told | {"denominator": 200.0} | more))  # type: ignore[arg-type]

    women = band("over6weeks", 90.0, group=(("sex", "F"),))
    (one,) = figures_of([band("3to6weeks", 10.0), band("over6weeks", 5.0), women])
    assert (one.numerator, one.denominator, one.value) == (15.0, 200.0, 0.075)
    (hidden,) = figures_of([band("3to6weeks", None, raw="NULL"), band("over6weeks", 5.0, raw="5")])
    assert (hidden.value, hidden.raw) == (None, "NULL; 5")


def test_a_figure_given_twice_is_one_and_with_two_values_none() -> None:
    row = Indicator(indicator="92544", area="One", period="2023/24", value=40.0, raw="40")
    assert [one.value for one in figures_of([row, row])] == [0.4]
    (both,) = figures_of([row, replace(row, value=41.0, raw="41")])
    assert (both.value, both.note) == (None, "given twice with unlike values: 40 and 41")


def test_files_of_publishers_and_the_table_of_an_import_give_the_same(tmp_path: Path) -> None:
    row = '93517,Not in treatment,,,E06000001,Hartlepool,UA,Persons,15-64 yrs,,,2019/20,48.77,40.39,59.05,575,1179,""\n'
    (tmp_path / "unmet.csv").write_text(FINGERTIPS + row, encoding="utf-8")
    (one,) = read_published(tmp_path / "unmet.csv")
    assert (one.published, one.value, one.low) == (
        "not_in_treatment_opiates_crack",
        pytest.approx(0.4877),
        pytest.approx(0.4039),
    )
    kept = (
        "indicator,title,area,gss_code,period,period_start,period_end,group,value,low,high,numerator,denominator,"
        "rounded_to,raw,note,source\n93517,Not in treatment,Hartlepool,E06000001,2019/20,2019-04-01,2020-03-31,"
        "age: 15-64 yrs,48.77,40.39,59.05,575,1179,0,48.77,,"
        '"Fingertips, Office for Health Improvement and Disparities"\n'
    )
    (tmp_path / "indicators.csv").write_text(kept, encoding="utf-8")
    assert figures_beside(tmp_path) == (one,)
    (tmp_path / "indicators.csv").write_text(kept.replace("93517", "1"), encoding="utf-8")
    assert figures_beside(tmp_path) == figures_beside(tmp_path / "nowhere") == ()
    (tmp_path / "indicators.csv").write_text(kept.replace("2019-04-01", "April").replace(",575,", ",many,"), "utf-8")
    with pytest.raises(InputError) as told:
        figures_beside(tmp_path)
    assert [fault.column for fault in told.value.faults] == ["numerator", "period_start"]
    (tmp_path / "unmet.csv").write_text(FINGERTIPS + row.replace("93517", "1"), encoding="utf-8")
    with pytest.raises(InputError, match="no figure of this file is in the registry"):
        read_published(tmp_path / "unmet.csv")


def test_the_sheet_holds_completeness_source_and_why() -> None:
    account = compare_account(found())
    sheet = account.sheet("published")
    row = dict(zip(sheet.keys, sheet.rows()[0], strict=True))
    assert (row["published"], row["place"], row["like"], row["published_value"]) == (
        "prison_to_treatment", "England", False, 0.53,
    )  # fmt: skip
    assert row["source"] == "OHID, alcohol and drug treatment in secure settings statistics"
    assert {"own_counted", "own_services_contributing", "own_services_answered"} <= {*sheet.keys}
    assert len(account.sheet("registry")) == len(published_indicators())
    assert of("prison_to_treatment").ids == ("92544",)

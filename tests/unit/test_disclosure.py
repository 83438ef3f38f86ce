"""What disclosure control leaves of numbers of people, and that nothing which it hides comes out elsewhere."""

import io
import json

import pytest
from rich.console import Console

from dtors_network.disclosure import PROFILES, Controlled, control
from dtors_network.gaps import Gaps
from dtors_network.gaps.finding import Measure
from dtors_network.model.bounds import Bounds
from dtors_network.model.comparator import Comparator
from dtors_network.report.export import as_csv, as_json
from dtors_network.report.gap_rows import gaps_document, gaps_table
from dtors_network.report.terminal import gaps_page
from tests.spec.drawing import gaps_of

AGAINST = Comparator(id="x", rule="lost_between", value=0.1, what="of people", source="S", dated="2024")


# ---- bounds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        (0, 0, (0, 0)),
        (1, 1, (1, 4)),
        (3, 3, (1, 4)),
        (1, 4, (1, 4)),
        (0, 3, (0, 4)),
        (2, 9, (1, 9)),
        (2, 4, (1, 4)),
        (5, 5, (5, 5)),
        (0, 5, (0, 5)),
        (11, 14, (11, 14)),
    ],
)
def test_bounds_with_an_end_among_one_to_four_are_widened_over_all_of_it(
    low: int, high: int, shown: tuple[int, int]
) -> None:
    assert control(Bounds(low, high)).value == Bounds(*shown)
    assert control(Bounds(low, high), PROFILES["none"]).value == Bounds(low, high)


# ---- what a counted gap rests on -------------------------------------------------------------------------------------


def hidden(part: Bounds, whole: Bounds | None, profile: str = "ndtms") -> bool:
    """Tell whether a drawn gap that rests on these numbers shows them."""
    measure = Measure("never started", part, whole, 0.2, 0.3, 0.1, 0.4, AGAINST, "" if whole else "place")
    found = gaps_of("gp is gp", "clinic is psychosocial").with_counts(lambda people, _: (people, measure))
    shown = control(found, PROFILES[profile]).value.gaps[0].finding.measure
    assert shown is not None and (shown.what, shown.comparator) == ("never started", AGAINST)
    values = (shown.part, shown.whole, shown.least, shown.most, shown.low, shown.high)
    assert shown == measure or values == (None,) * 6
    return shown != measure


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (Bounds(1, 1), Bounds(20, 20)),
        (Bounds(4, 4), Bounds(20, 20)),
        (Bounds(1, 4), Bounds(20, 20)),
        (Bounds(19, 19), Bounds(20, 20)),
        (Bounds(16, 16), Bounds(20, 20)),
        (Bounds(16, 19), Bounds(20, 20)),
        (Bounds(4, 7), Bounds(20, 20)),
        (Bounds(13, 16), Bounds(20, 20)),
        (Bounds(0, 0), Bounds(3, 3)),
        (Bounds(0, 0), Bounds(1, 4)),
        (Bounds(3, 3), None),
        (Bounds(1, 4), None),
    ],
)
def test_a_measure_is_hidden_where_the_part_the_whole_or_the_rest_is_one_to_four(
    part: Bounds, whole: Bounds | None
) -> None:
    assert hidden(part, whole)
    assert not hidden(part, whole, "none")


@pytest.mark.parametrize(
    ("part", "whole"),
    [
        (Bounds(5, 5), Bounds(20, 20)),
        (Bounds(15, 15), Bounds(20, 20)),
        (Bounds(0, 0), Bounds(20, 20)),
        (Bounds(20, 20), Bounds(20, 20)),
        (Bounds(5, 8), Bounds(20, 20)),
        (Bounds(355, 355), None),
        (Bounds(0, 0), None),
    ],
)
def test_and_shown_where_none_is(part: Bounds, whole: Bounds | None) -> None:
    assert not hidden(part, whole)


# ---- nothing comes out elsewhere -------------------------------------------------------------------------------------

LOOSE = [
    Comparator(id=f"{rule}{scope}", rule=rule, scope=scope, value=value, what="of people", source="S", dated="2024")
    for rule, scope, value in (
        ("lost_between", "", 0.001),
        ("long_wait", "first", 0.001),
        ("transition_loss", "", 0.9999),
        ("overloaded", "caseload", 1),
        ("overloaded", "places", 0.001),
    )
]
FEW = {
    "few are lost": ("lost_between", 30, "gp -> clinic: 30 everyone referred, {rest} started"),
    "few start": ("lost_between", 30, "gp -> clinic: 30 everyone referred, {few} started"),
    "few wait": ("long_wait", 30, "gp -> clinic: ? everyone referred, 30 started, {few} waited_over_21_days"),
    "few do not wait": ("long_wait", 30, "gp -> clinic: ? everyone referred, 30 started, {rest} waited_over_21_days"),
    "few start on leaving prison": (
        "transition_loss",
        30,
        "gp is prison\ngp -> clinic: 30 leaving_prison referred, {few} started, 0 waited_over_21_days",
    ),
    "few do not start on leaving prison": (
        "transition_loss",
        30,
        "gp is prison\ngp -> clinic: 30 leaving_prison referred, {rest} started, 0 waited_over_21_days",
    ),
    "few are on a caseload": ("overloaded", 30, "clinic has {few} caseload, 0.01 keyworkers"),
    "few came": (
        "overloaded",
        30,
        "from 2023-04-01 to 2024-03-31\nclinic has 1 places, 300 stay_days\n{few} everyone arrive at clinic",
    ),
}


def outputs(case: str, few: int, profile: str) -> tuple[str, str, str]:
    """Give all that is written of a gap that rests on a few people: text, CSV and JSON."""
    rule, whole, drawing = FEW[case]
    drawn = drawing.format(few=few, rest=whole - few)
    gaps = gaps_of("gp is gp\nclinic is psychosocial", drawn, rules=[rule], against=LOOSE)
    assert len(gaps.gaps) == 1
    found = control(gaps, PROFILES[profile])
    return text(found), as_csv(found.map(gaps_table)), as_json(found.map(gaps_document))


def text(found: Controlled[Gaps]) -> str:
    console = Console(file=io.StringIO(), width=300, color_system=None)
    console.print(gaps_page(found))
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue()


@pytest.mark.parametrize("case", FEW)
def test_text_csv_and_json_are_the_same_whichever_of_one_to_four_it_is(case: str) -> None:
    assert len({outputs(case, few, "ndtms") for few in (1, 2, 3, 4)}) == 1


@pytest.mark.parametrize("case", FEW)
def test_they_say_that_it_is_not_shown_and_where(case: str) -> None:
    shown, _, written = outputs(case, 3, "ndtms")
    assert "Not shown, as few people stand behind it: how many" in shown
    (gap,) = json.loads(written)["gaps"]
    assert gap["title"] and gap["measure"]["part"] is None and gap["measure"]["comparator"]["source"] == "S"


@pytest.mark.parametrize("case", FEW)
def test_more_than_a_few_are_shown(case: str) -> None:
    assert len({outputs(case, number, "ndtms") for number in (4, 5, 6, 7)}) == 4


@pytest.mark.parametrize("case", FEW)
def test_whoever_holds_the_data_sees_all(case: str) -> None:
    assert len({outputs(case, few, "none") for few in (1, 2, 3, 4)}) == 4


def test_the_people_beside_a_few_are_told_as_a_range() -> None:
    gaps = gaps_of("gp is gp\nclinic is psychosocial", FEW["few start"][2].format(few=2), against=LOOSE)
    (gap,) = (gap for gap in control(gaps).value.gaps if gap.finding.rule == "lost_between")
    assert (gap.people.count, gap.people.low, gap.people.high) == (None, 26, 29)


def test_what_is_hidden_once_stays_hidden() -> None:
    gaps = gaps_of("gp is gp\nclinic is psychosocial", FEW["few start"][2].format(few=2), against=LOOSE)
    once = control(gaps).value
    assert control(once).value.gaps == once.gaps

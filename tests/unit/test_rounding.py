"""One rule for every number that is written: half away from zero."""

import ast
from decimal import Decimal
from pathlib import Path

import pytest

from dtors_network.accounts.kinds import RISE, said
from dtors_network.accounts.shares import percent
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Rise, share
from dtors_network.rounding import kept, per_100, rounded, span, span_of_100, written

ROOT = Path(__file__).resolve().parents[2]
PIXELS = "barrier_map"
"""Where whole pixels are reckoned, and no number is written."""

WRITING = tuple(f"dtors_network/{room}" for room in ("accounts", "gaps", "figures", "whatif")) + ("dashboards",)


@pytest.mark.parametrize(
    ("number", "digits", "text"),
    [
        (62.5, 0, "63"), (61.5, 0, "62"), (-62.5, 0, "-63"), (0.5, 0, "1"), (1.5, 0, "2"), (2.5, 0, "3"),
        (28.499999999999996, 0, "29"), (28.4999, 0, "28"), (0.285 * 100, 0, "29"), (1.005, 2, "1.01"),
        (-0.04, 1, "0.0"), (-0.05, 1, "-0.1"), (1247.5, 0, "1,248"), (0, 0, "0"),
    ],
)  # fmt: skip
def test_half_goes_away_from_zero(number: float, digits: int, text: str) -> None:
    assert written(number, digits) == text


def test_any_share_of_whole_people_is_rounded_as_by_hand() -> None:
    for whole in range(1, 201):
        for part in range(whole + 1):
            by_hand = (200 * part + whole) // (2 * whole)
            assert per_100(part / whole) == str(by_hand), (part, whole)


def test_the_sign_is_that_of_the_number() -> None:
    assert (written(0.04, 1, "+"), written(-0.04, 1, "+"), written(-2.05, 1, "+")) == ("+0.0", "+0.0", "-2.1")
    assert said(RISE, Rise(-0.0004, 0.0005))[0] == "+0.0 to +0.1"


def test_ends_that_look_alike_are_one_number() -> None:
    assert (span(1.6, 2.4), span(1, 1000.5), span_of_100(0.1249, 0.1251)) == ("2", "1 to 1,001", "12 to 13")


def test_one_share_has_one_value_wherever_it_stands() -> None:
    five_of_eight = share((5, 8), (5, 8), Bounds(8, 8))
    assert percent(five_of_eight) == "63 %"
    assert rounded(62.5) == Decimal(63)
    assert kept(0.00005, 4) == 0.0001


def test_no_page_rounds_in_a_way_of_its_own() -> None:
    """A number written with ``:.0f`` or rounded by ``round`` would go to the even neighbour at a half.

    Of figures only places and sizes are rounded so, which are pixels.
    """
    found = []
    for path in sorted(
        file for folder in WRITING for file in (ROOT / folder).rglob("*.py") if PIXELS not in file.parts
    ):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FormattedValue) and node.format_spec is not None:
                spec = "".join(str(part.value) for part in ast.walk(node.format_spec) if isinstance(part, ast.Constant))
                found += [f"{path.name}:{node.lineno} :{spec}"] if spec.rstrip("f%") != spec else []
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Name)
                and node.func.id == "round"
                and "figures" not in path.parts
            ):
                found.append(f"{path.name}:{node.lineno} round()")
    assert found == []

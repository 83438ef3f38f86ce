"""What would follow if an organisation left: every way in counts once, and no answer is empty."""

from __future__ import annotations

from dataclasses import replace

from dtors_network.accounts.stress_words import (
    NO_ORGANISATION,
    ONE_ORGANISATION,
    cut_words,
    stress_headline,
)
from dtors_network.examples import counted_area
from dtors_network.whatif import stress
from dtors_network.whatif.stress import Cut, Stress

AREA = counted_area()


def left(*cuts: Cut, gateways: tuple[tuple[str, str], ...] = ()) -> Stress:
    return Stress("Riverside", ("clinic",), cuts, gateways, ())


def test_a_way_in_counts_once_and_never_once_per_group() -> None:
    one = left(
        Cut("everyone", "gp", certain=True), Cut("currently_using", "gp", certain=True),
        Cut("leaving_prison", "clinic", certain=False),
        gateways=(("gp", "clinic"), ("gp", "aftercare")),
    )  # fmt: skip
    assert stress_headline(AREA, (one,)) == (
        "If Riverside left, 2 ways in would lose every certain way to aftercare, 1 of them for some client group."
    )
    assert cut_words(AREA, one) == [
        "gp (Hill Surgery)",
        "clinic (Riverside), people leaving prison (as far as is certain)",
    ]


def test_an_organisation_that_cuts_more_ways_in_comes_before_one_that_cuts_more_groups() -> None:
    found = stress(AREA)
    assert [len(one.cut_off) for one in found] == sorted((len(one.cut_off) for one in found), reverse=True)
    assert len(found[0].cut_off) == 1 < len(found[0].cuts)


def test_nothing_to_try_is_said() -> None:
    nobody = replace(AREA, services=tuple(replace(row, organisation="") for row in AREA.services), organisations=())
    assert not stress(nobody)
    assert stress_headline(nobody, ()) == NO_ORGANISATION
    one = replace(AREA, services=tuple(replace(row, organisation="all") for row in AREA.services), organisations=())
    assert stress_headline(one, stress(one)) == ONE_ORGANISATION


def test_nothing_that_follows_is_said() -> None:
    assert stress_headline(AREA, (left(),)).startswith("No single organisation's leaving")

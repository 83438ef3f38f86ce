"""The best few changes: ranked by the lower end, sets that overload somebody apart, and what the search leaves out."""

from dataclasses import replace

import pytest

from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.whatif import best_changes, search, valuer
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.candidates import candidates, structural
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.search import LITTLE, Search
from dtors_network.whatif.valuer import Valuer
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, report, sent, service, with_rows
from tests.unit.whatif.test_result import FULL

USING = "currently_using"
CLOSING = "referral.refuses_current_use"


def written(sets: tuple[Ranked, ...]) -> list[list[str]]:
    return [[change.write() for change in one.changes] for one in sets]


def best(area, k=2, group=EVERYONE, draws=50) -> BestChanges:
    return best_changes(Baseline(area, draws=draws), group, k)


# 0.8 of all come to the hub, half of the 40 sent on start at the clinic, eight in twenty of them go on: 0.08.
SHORT = replace(FULL, services=tuple(replace(row, places=None) for row in FULL.services))


# ---- ranking -----------------------------------------------------------------------------------------------------


def test_single_changes_are_ranked_by_the_rise_of_the_lower_end():
    # Everywhere: 20 · 80 ÷ 80 = 20 come back to the hub and 2 · 8 ÷ 8 = 2 to aftercare: 20 ÷ 80 of all, half of whom
    # go on: 1.0 · 0.25 · 0.5 = 0.125. At one link: 0.8 · 0.25 · 0.5 = 0.1, and 1.0 · 0.25 · 0.4 = 0.1.
    # The other reasons: 10 · 20 ÷ 30 = 6: 0.8 · 26 ÷ 80 · 0.4 = 0.104.
    found = best(SHORT, k=1)
    told = {tuple(names): one.lower_end for names, one in zip(written(found.sets), found.sets, strict=True)}
    assert told == {
        ("could_not_contact",): near(0.045),
        ("no_capacity",): near(0.024),
        ("other",): near(0.024),
        ("could_not_contact@clinic>care",): near(0.02),
        ("could_not_contact@self>hub",): near(0.02),
    }
    assert [one.lower_end for one in found.sets] == sorted((one.lower_end for one in found.sets), reverse=True)


def test_repairs_in_series_reinforce_each_other():
    # No capacity and the other reasons: all 20 come back, 0.8 · 40 ÷ 80 · 0.4 = 0.16; more than the sum of both.
    found = best(SHORT)
    together = next(one for one in found.sets if {c.write() for c in one.changes} == {"no_capacity", "other"})
    assert together.lower_end == near(0.16 - 0.08)
    assert together.lower_end > 2 * 0.024


def test_each_set_has_its_rise_and_how_often_it_is_best():
    found = best(SHORT)
    assert all(one.rise is not None and one.rise[0] <= one.rise[1] for one in found.sets)
    assert sum(one.best_in for one in (*found.sets, *found.apart)) == pytest.approx(1)


def test_of_two_sets_of_one_value_the_smaller_is_told_and_none_in_which_a_change_adds_nothing():
    names = written(best(SHORT, k=3).sets)
    assert not [one for one in names if {"could_not_contact", "could_not_contact@self>hub"} <= set(one)]
    area = with_rows(SHORT, refused("self", "hub", "no_capacity", 0))
    assert not [one for one in written(best(area).sets) if "no_capacity@self>hub" in one]


def test_more_changes_than_candidates_are_fine():
    area = with_rows(LINE, refused("gp", "clinic", "no_capacity", 10))
    one, many = best(area, k=1), best(area, k=9)
    assert written(one.sets) == written(many.sets) == [["no_capacity"]]
    assert (many.most, many.gap) == (9, 0)


def test_where_nothing_would_help_nothing_is_ranked():
    area = area_of(
        service("gp", "gp", ""), service("clinic", "psychosocial"), service("care", "aftercare"), came("gp", 9),
        sent("gp", "clinic", 9, 9), sent("clinic", "care", 9, 9), left("care", 9),
    )  # fmt: skip
    found = best(area)
    assert (found.sets, found.apart, found.reason, found.gap) == ((), (), "", 0)


# ---- overload ----------------------------------------------------------------------------------------------------


def test_sets_that_surely_overload_somebody_stand_apart():
    found = best(FULL, k=1)
    # The clinic has four places and all are in use: whatever brings people there is too much for it.
    assert written(found.sets) == [["could_not_contact@clinic>care"]]
    assert {one.overloads for one in found.sets} == {()}
    assert {one.overloads for one in found.apart} == {("clinic",)}
    assert {tuple(names) for names in written(found.apart)} == {
        ("could_not_contact",), ("no_capacity",), ("other",), ("could_not_contact@self>hub",),
    }  # fmt: skip


def test_what_may_only_be_too_much_is_told_beside_the_set():
    services = tuple(replace(row, stay_days=50.0) if row.service == "clinic" else row for row in FULL.services)
    found = best(replace(FULL, services=services), k=1)
    told = {
        names[0]: (one.overloads, one.may_overload) for names, one in zip(written(found.sets), found.sets, strict=True)
    }
    # Four places hold 29 people a year. With no capacity gone 26 to 30 come to the clinic, with all who came to the
    # hub 20 * 100 / 80 = 25.
    assert told["no_capacity"] == ((), ("clinic",))
    assert told["could_not_contact"] == ((), ())


# ---- the search --------------------------------------------------------------------------------------------------


def test_a_search_that_stops_early_says_how_much_better_the_rest_may_be(monkeypatch):
    every = best(SHORT, k=3)
    monkeypatch.setattr(search, "NODES", 6)
    stopped = best(SHORT, k=3)
    assert every.gap == 0
    assert stopped.gap > 0
    assert stopped.valued < every.valued
    # Whatever was left out is no better than the last one listed and the gap.
    last = min(one.lower_end for one in (*stopped.sets, *stopped.apart))
    assert max(one.lower_end for one in every.sets) <= last + stopped.gap + LITTLE


def test_only_the_best_few_are_kept(monkeypatch):
    every = best(SHORT, k=2)
    monkeypatch.setattr(search, "SHOWN", 2)
    monkeypatch.setattr("dtors_network.whatif.best.SHOWN", 2)
    few = best(SHORT, k=2)
    assert written(few.sets) == written(every.sets)[:2]
    assert few.valued <= every.valued


def test_sets_in_which_one_change_is_part_of_another_are_left_out():
    tried = [
        Relieve("no_capacity"),
        Relieve("no_capacity", "clinic"),
        Relieve("no_capacity", source="gp", target="clinic"),
        Relieve("no_capacity", source="clinic", target="aftercare"),
        Relieve("other", source="gp", target="clinic"),
    ]
    values = Valuer(Baseline(LINE, draws=2), EVERYONE, tried)
    pairs = {
        (one, other) for one in range(5) for other in range(5) if one < other and values.is_redundant((one, other))
    }
    assert pairs == {(0, 1), (0, 2), (0, 3), (1, 2), (1, 3)}


def test_a_set_is_valued_once(monkeypatch):
    monkeypatch.setattr(valuer, "REMEMBERED", 0)
    values = Valuer(Baseline(SHORT, draws=2), EVERYONE, [Relieve("no_capacity"), Relieve("other")])
    assert values.value(()) == 0
    assert values.value((0, 1)) == values.value((1, 0)) == near(0.08)
    assert values.valued == 1


def test_a_search_goes_through_the_best_single_changes_first():
    values = Valuer(Baseline(SHORT, draws=2), EVERYONE, [Relieve("other"), Relieve("could_not_contact")])
    looking = Search(values, most=1, avoid=False)
    looking.run([1, 0])
    assert [wanted for _, wanted in looking.found] == [(1,), (0,)]


# ---- candidates --------------------------------------------------------------------------------------------------


def test_candidates_are_reasons_on_record_reports_refusals_and_links_that_would_close_a_gap():
    services = (*LINE.services[:3], service("minds", "mental_health", "County Trust", accepts=((USING, Accepts.NO),)))
    area = with_rows(
        replace(LINE, services=services, statements=LINE.statements[:2]),
        refused("gp", "clinic", "no_capacity", 5),
        refused("gp", "clinic", "other", 5),
        refused("clinic", "aftercare", "other", 5),
        refused("gp", "clinic", "could_not_contact", None),
        refused("gp", "clinic", "not_recorded", 4),
        report("referral.funding_fear", source="clinic", target="aftercare"),
        report("referral.funding_fear", source="clinic", target="minds"),
        report("referral.funding_fear", service="clinic"),
    )
    assert candidates(Baseline(area), EVERYONE)[:6] == (
        Relieve("no_capacity"),
        Relieve("other"),
        Relieve("other", source="gp", target="clinic"),
        Relieve("other", source="clinic", target="aftercare"),
        Relieve("referral.funding_fear", source="clinic", target="aftercare"),
        Open("minds", USING),
    )


def test_a_link_that_a_remedy_names_is_a_candidate_and_never_ranks():
    area = area_of(
        service("gp", "gp", "gp", lists_all_sent_to=True),
        service("clinic", "psychosocial", "west"),
        service("care", "aftercare", "west"),
        came("gp", 40), left("gp", 40), came("clinic", 10),
        sent("clinic", "care", 8, 8), left("clinic", 2), left("care", 8),
    )  # fmt: skip
    baseline = Baseline(area, draws=2)
    assert AddLink("gp", "clinic") in candidates(baseline, EVERYONE)
    found = best_changes(baseline)
    assert found.sets == found.apart == ()
    named = {(step.source, step.target) for gap in found.structural for step in gap.remedy if step.kind == "open_link"}
    assert ("gp", "clinic") in named


def test_what_cannot_be_counted_stands_beside_it_one_for_each_cause():
    found = structural(Baseline(LINE))
    assert found == best(LINE).structural
    assert all(gap.remedy or gap.ask.yes for gap in found)
    assert len({gap.root for gap in found}) == len(found)


# ---- who is counted ----------------------------------------------------------------------------------------------


def test_a_group_that_is_not_counted_is_told_with_what_stands_beside():
    found = best(LINE, group=USING)
    assert found.reason == "no row of departures names this group"
    assert (found.sets, found.apart, found.candidates) == ((), (), 0)
    assert found.structural == structural(Baseline(LINE))


def test_where_departures_are_not_complete_nothing_is_ranked():
    found = best(replace(LINE, departures_complete=False))
    assert found.reason.startswith("departures are not said to be complete")


def test_a_group_is_ranked_by_the_reasons_recorded_for_it():
    area = with_rows(
        LINE,
        came("gp", 60, USING),
        sent("gp", "clinic", 50, 30, 0, USING),
        left("gp", 10, group=USING),
        sent("clinic", "aftercare", 10, 10, 0, USING),
        left("clinic", 20, group=USING),
        refused("gp", "clinic", CLOSING, 20, USING),
        refused("gp", "clinic", "no_capacity", 10),
    )
    assert written(best(area, k=1, group=USING).sets) == [[CLOSING]]
    assert written(best(area, k=1).sets) == [["no_capacity"]]

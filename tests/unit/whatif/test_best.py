"""What would help: levers at places in three lists, first answers and ceilings; and what it would take."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.errors import InputError
from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.whatif import best_changes, search
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import BestChanges, Ranked
from dtors_network.whatif.candidates import candidates, links_to_agree, structural
from dtors_network.whatif.halving import STEPS
from dtors_network.whatif.search import LITTLE, Search
from dtors_network.whatif.target import what_would_it_take
from dtors_network.whatif.valuer import Valuer
from tests.unit.whatif.drawing import LINE, came, left, near, refused, report, sent, service, with_rows
from tests.unit.whatif.test_result import FULL

USING = "currently_using"
CLOSING = "referral.refuses_current_use"
NOBODYS = ("no_longer_interested", "other", "not_recorded")


def written(sets: tuple[Ranked, ...]) -> list[list[str]]:
    return [[one.written for one in some.levers] for some in sets]


def best(area, k=2, group=EVERYONE, draws=50, **more) -> BestChanges:
    return best_changes(Baseline(area, draws=draws), group, k, **more)


# 0.8 of all come to the hub, half of the 40 sent on start at the clinic, eight in twenty of them go on: 0.08.
SHORT = replace(FULL, services=tuple(replace(row, places=None) for row in FULL.services))


# ---- candidates --------------------------------------------------------------------------------------------------


def test_candidates_are_levers_each_at_a_place_that_the_codebook_names_for_it():
    services = (*LINE.services[:3], service("minds", "mental_health", "County Trust", accepts=((USING, Accepts.NO),)))
    area = with_rows(
        replace(LINE, services=services, statements=LINE.statements[:2]),
        refused("gp", "clinic", "no_capacity", 5),
        refused("gp", "clinic", "could_not_contact", None),
        *(refused("gp", "clinic", code, 2) for code in NOBODYS),
        refused("clinic", "aftercare", "no_longer_interested", 5),
        report("referral.funding_fear", source="clinic", target="aftercare"),
        report("referral.funding_fear", source="clinic", target="minds"),
    )
    assert [(one.written, one.kind) for one in candidates(Baseline(area), EVERYONE)] == [
        ("could_not_contact@gp>clinic", "link"),
        ("no_capacity@clinic", "service"),
        ("referral.funding_fear@clinic>aftercare", "link"),
        ("places@clinic", "service"),
        ("open_group@minds", "service"),
    ]


@pytest.mark.parametrize("code", NOBODYS)
def test_what_is_nobodys_to_take_away_is_in_the_ceilings_alone(code):
    found = best(with_rows(SHORT, refused("gp", "clinic", code, 5)))
    assert code not in {lever.lever for one in found.ranked for lever in one.levers}
    told = {one.code: one for one in found.ceilings}
    assert code == "not_recorded" or code not in told or (not told[code].is_lever and told[code].why_not)


def test_a_lever_at_a_service_holds_at_every_link_into_it_where_its_reason_is_on_record():
    area = with_rows(
        SHORT,
        refused("self", "hub", CLOSING, 4),
        refused("clinic", "care", CLOSING, 2),
        refused("hub", "clinic", CLOSING, 1),
    )
    found = {one.written: one.links for one in candidates(Baseline(area), EVERYONE)}
    assert found[f"{CLOSING}@self>hub"] == (("self", "hub"),)
    assert not [name for name in found if name == f"{CLOSING}@hub"], "one link alone is told as that link"


def test_a_link_that_a_remedy_names_is_no_candidate_and_stands_beside():
    services = tuple(replace(row, lists_all_sent_to=row.service == "gp") for row in LINE.services)
    baseline = Baseline(replace(LINE, services=services, statements=LINE.statements[2:]), draws=2)
    assert not [one for one in candidates(baseline, EVERYONE) if one.lever == "agree_link"]
    named = {
        (step.source, step.target) for gap in structural(baseline) for step in gap.remedy if step.kind == "open_link"
    }
    assert {(one.source, one.target) for one in links_to_agree(baseline)} >= named


# ---- ranking -----------------------------------------------------------------------------------------------------


def test_single_levers_are_ranked_by_the_least_rise():
    # At one link: 0.8 · 0.25 · 0.5 = 0.1, and 1.0 · 0.25 · 0.4 = 0.1; no capacity 10 · 20 ÷ 30 = 6, with
    # them 0.8 · 26 ÷ 80 · 0.4.
    found = best(SHORT, k=1)
    # One place more holds five people in the period, and at the least takes five of the six: 0.8 · 25 ÷ 80 · 0.4.
    assert {tuple(names): one.value for names, one in zip(written(found.clear), found.clear, strict=True)} == {
        ("no_capacity@clinic",): near(0.024),
        ("could_not_contact@clinic>care",): near(0.02),
        ("could_not_contact@self>hub",): near(0.02),
        ("places@clinic",): near(0.02),
    }
    assert [one.value for one in found.clear] == sorted((one.value for one in found.clear), reverse=True)


def test_levers_in_series_reinforce_each_other_and_a_set_without_use_is_not_listed():
    found = best(SHORT, k=3)
    single = best(SHORT, k=1).clear
    alone = {names[0]: one.value for names, one in zip(written(single), single, strict=True) if "contact" in names[0]}
    pair = next(one for one in found.clear if sorted(written((one,))[0]) == sorted(alone))
    assert pair.value > sum(alone.values())
    assert not [names for names in written(found.clear) if {"no_capacity@clinic", "places@clinic"} <= set(names)]


def test_each_set_has_its_ranges_and_how_often_it_is_best():
    found = best(SHORT)
    assert all(one.strict is not None and one.strict[0] <= one.value + LITTLE for one in found.clear)
    assert sum(one.best_in for one in found.clear) == pytest.approx(1)
    assert found.clear[0].line == 0 and [one.line for one in found.clear] == sorted(one.line for one in found.clear)


def test_at_half_the_strength_a_reason_is_worth_less_and_places_are_not():
    whole, half = ({x[0]: y.value for x, y in zip(written(f.ranked), f.ranked, strict=True)} for f in (
        best(FULL, k=1), best(FULL, k=1, strength=0.5)
    ))  # fmt: skip
    assert half["no_capacity@clinic"] < whole["no_capacity@clinic"]


def test_a_search_that_stops_early_says_how_much_better_the_rest_may_be(monkeypatch):
    every = best(SHORT, k=3)
    monkeypatch.setattr(search, "NODES", 3)
    monkeypatch.setattr(search, "BATCH", 1)
    stopped = best(SHORT, k=3)
    assert every.gap == 0 < stopped.gap
    last = min((one.value for one in stopped.clear), default=0.0)
    assert max(one.value for one in every.clear) <= last + stopped.gap + LITTLE


def test_no_set_is_worth_more_than_the_bounds_of_its_levers():
    baseline = Baseline(SHORT, draws=2)
    valuer = Valuer(baseline, EVERYONE, candidates(baseline, EVERYONE))
    bound = Search(valuer).bound
    sets = [(one, other) for one in range(len(bound)) for other in range(one)]
    assert (valuer.values(sets) <= np.array([bound[one] + bound[other] for one, other in sets]) + LITTLE).all()


# ---- overload ----------------------------------------------------------------------------------------------------


def test_sets_stand_under_headings_that_are_true_of_them():
    found = best(FULL, k=2)
    # The clinic has four places and all are in use: whatever brings people there is too much for it.
    assert all(not one.overloads for one in found.clear)
    assert all(one.overloads and not any(each.surely for each in one.overloads) for one in found.perhaps)
    assert found.surely and all(any(each.surely for each in one.overloads) for one in found.surely)
    assert written(found.clear) == [["could_not_contact@clinic>care"]]
    assert {each.service for one in found.surely for each in one.overloads} == {"clinic"}
    assert all(each.places[0] > 0 for one in found.surely for each in one.overloads if each.surely)


# ---- who is counted, and bad input -------------------------------------------------------------------------------


def test_where_people_cannot_be_followed_first_answers_stand_all_the_same():
    for area, group in ((LINE, USING), (replace(LINE, departures_complete=False), EVERYONE)):
        found = best(area, group=group)
        assert found.reason and found.ranked == () and found.candidates == 0
        refusing = next(one for one in found.first if one.gap.finding.rule == "refused_group")
        assert refusing.receivers == ("minds",) and refusing.at_most is None


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
    assert written(best(area, k=1, group=USING).clear) == [[f"{CLOSING}@gp>clinic"]]
    assert written(best(area, k=1).clear)[0] == ["no_capacity@clinic"]


@pytest.mark.parametrize("wrong", [{"k": 0}, {"k": 4}, {"strength": 0}, {"strength": 1.5}])
def test_sets_of_one_to_three_at_a_strength_up_to_the_whole(wrong):
    with pytest.raises(InputError):
        best(LINE, **wrong)


# ---- what it would take ------------------------------------------------------------------------------------------


def test_goal_seek_is_exact_at_each_end_and_monotone():
    baseline = Baseline(SHORT, draws=20)
    found = what_would_it_take(baseline, reach=0.09)
    valuer = Valuer(baseline, EVERYONE, [one.levers[0] for one in found.alone])
    before, drawn = valuer.reach().mean(), valuer.reach_drawn()
    steps = [step / STEPS for step in range(STEPS + 1)]
    for at, one in enumerate(found.alone):
        low, mean, high = (
            [np.percentile(drawn + valuer.replicates([(at,)], 0, s)[0], 2.5) for s in steps],
            [before + valuer.rises([(at,)], 0, s)[0].mean() for s in steps],
            [np.percentile(drawn + valuer.replicates([(at,)], 1, s)[0], 97.5) for s in steps],
        )
        for strength, reached in zip(one.strengths, (high, mean, low), strict=True):
            assert reached == sorted(reached)
            enough = [s for s, share in zip(steps, reached, strict=True) if share >= 0.09 - 1e-9]
            assert strength == (enough[0] if enough else None)


def test_the_best_pair_takes_least_of_all_pairs():
    baseline = Baseline(SHORT, draws=20)
    found = what_would_it_take(baseline, reach=0.11)
    valuer = Valuer(baseline, EVERYONE, [one.levers[0] for one in found.alone])
    pairs = [(one, other) for other in range(len(valuer.tried)) for one in range(other)]
    means = lambda s: valuer.reach().mean() + valuer.rises(pairs, 0, s).mean(axis=1)  # noqa: E731
    least = next(step / STEPS for step in range(STEPS + 1) if (means(step / STEPS) >= 0.11 - 1e-9).any())
    assert found.pair is not None and found.pair.strengths[1] == least


def test_a_target_is_met_already_or_cannot_be_reached():
    assert what_would_it_take(LINE, reach=0.2).is_met
    far = what_would_it_take(with_rows(LINE, refused("gp", "clinic", "could_not_contact", 2)), reach=0.9)
    assert far.alone and not any(one.can for one in far.alone) and far.every is not None and not far.every.can


@pytest.mark.parametrize(
    "wrong", [{}, {"reach": 0.4, "continuity": 0.4}, {"reach": 45}, {"reach": 0.0}, {"continuity": -1}]
)
def test_one_target_as_a_share(wrong):
    with pytest.raises(InputError):
        what_would_it_take(LINE, **wrong)

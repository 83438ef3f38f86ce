"""The flow oracle against areas worked by hand, published chains and people who walk: a wrong one proves nothing."""

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from functools import cache
from math import sqrt
from random import Random

import pytest

from dtors_network.model.area import Answer, Arrival, Departure, Referral
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, QuestionKind, YesNo
from tests.oracle import flow_published as published
from tests.oracle.drawn import drawn, service
from tests.oracle.flow_areas import flow_area, groups_of
from tests.oracle.flow_chain import (
    ANOTHER_WAY,
    REACHED,
    closed_classes,
    inflow,
    journey_ends,
    journey_moves,
    lost_there,
    outcome_mix,
    reach,
    shares,
    whole_moves,
)
from tests.oracle.flow_counts import AFTERCARE, TARGETS, cells, cut_off, flow_facts
from tests.oracle.flow_effects import derivative, effect
from tests.oracle.flow_families import EXACT, FAMILIES, KEPT_BLANK, MIXED, NO_CYCLES, STARRED
from tests.oracle.flow_losses import coverage, lost_of, never_started, share_interval, share_range
from tests.oracle.flow_markov import EndlessError, chance, ends, visits
from tests.oracle.flow_ranges import completions, exact_chain, range_of, ranges
from tests.oracle.flow_simulation import simulate

F = Fraction
LINE = {"gp": "gp", "clinic": "psychosocial", "care": "aftercare"}


def referral(source, target, referred, started, kept=0, group=EVERYONE):
    return Referral(
        source=source, target=target, client_group=group, referred=referred, started=started, kept_by_sender=kept
    )


def left(place, outcome, count, **more):
    return Departure(service=place, client_group=EVERYONE, outcome=outcome, count=count, **more)


def came(place, count):
    return Arrival(service=place, client_group=EVERYONE, count=count)


def facts_of(services, *rows, **more):
    """The facts of an area drawn from rows of any table, with complete departures."""
    kinds = {Referral: "referrals", Departure: "departures", Arrival: "arrivals", Answer: "answers"}
    tables = {name: tuple(row for row in rows if type(row) is kind) for kind, name in kinds.items()}
    return flow_facts(drawn(services, departures_complete=True, **tables, **more), EVERYONE)


def reach_range(facts, start, target=AFTERCARE, most=None):
    found = range_of(facts, lambda chain, unknown: reach(chain, target, start, unknown), most)
    return (found.low, found.high)


def positive(found):
    return {end: share for end, share in found.items() if share}


# -- a line: 40 come to the GP; half are lost on the way to the clinic, 6 of 20 spells there go on to aftercare --------

STRAIGHT = facts_of(
    LINE,
    came("gp", 40),
    referral("gp", "clinic", 20, 10),  # 10 started, 10 lost
    referral("clinic", "care", 8, 6),  # 6 started, 2 lost
    left("clinic", "recovering", 8),
    left("clinic", "unknown", 4),  # spells at the clinic: 6 + 2 + 8 + 4 = 20
    left("care", "recovering", 5),
)
LINE_CHAIN = exact_chain(STRAIGHT)


def test_shares_of_the_next_steps():
    assert shares(LINE_CHAIN, "gp") == {("service", "clinic"): F(1, 2), ("lost", "gp", "clinic"): F(1, 2)}
    assert shares(LINE_CHAIN, "clinic") == {
        ("service", "care"): F(3, 10),
        ("lost", "clinic", "care"): F(1, 10),
        ("outcome", "recovering"): F(2, 5),
        ("outcome", "unknown"): F(1, 5),
    }


def test_reach_along_a_line():
    assert reach(LINE_CHAIN, AFTERCARE, "clinic") == F(3, 10)
    assert reach(LINE_CHAIN, AFTERCARE, "gp") == F(3, 20)  # 1/2 × 3/10
    assert reach(LINE_CHAIN, AFTERCARE) == F(3, 20)  # everybody comes to the GP
    assert reach(LINE_CHAIN, AFTERCARE, "care") == 1
    assert reach(LINE_CHAIN, "treatment", "gp") == reach(LINE_CHAIN, "structured_treatment", "gp") == F(1, 2)
    assert reach(LINE_CHAIN, "open_access", "gp") == 0


def test_how_journeys_end_along_a_line():
    assert journey_ends(LINE_CHAIN, start="gp") == {
        REACHED: F(3, 20),
        ("lost", "gp", "clinic"): F(1, 2),
        ("lost", "clinic", "care"): F(1, 20),  # 1/2 × 1/10
        ("outcome", "recovering"): F(1, 5),
        ("outcome", "unknown"): F(1, 10),
    }
    assert outcome_mix(LINE_CHAIN, "gp") == {
        ("lost", "gp", "clinic"): F(1, 2),
        ("lost", "clinic", "care"): F(1, 20),
        ("outcome", "recovering"): F(7, 20),  # 1/5 from the clinic, and 3/20 who leave aftercare
        ("outcome", "unknown"): F(1, 10),
    }
    assert lost_there(LINE_CHAIN, ("clinic", "care"), "gp") == F(1, 20)


def test_inflow_along_a_line():
    assert inflow(LINE_CHAIN) == {"gp": 40, "clinic": 20, "care": 6}


def test_repairing_a_link_of_a_line():
    assert effect(LINE_CHAIN, ("gp", "clinic"), AFTERCARE, "gp") == F(3, 20)  # nobody lost: 3/10 instead of 3/20
    assert effect(LINE_CHAIN, ("clinic", "care"), AFTERCARE, "gp") == F(1, 20)  # 1/2 × 4/10 instead of 3/20
    assert derivative(LINE_CHAIN, ("gp", "clinic"), AFTERCARE, "gp") == F(3, 10)
    assert derivative(LINE_CHAIN, ("clinic", "care"), AFTERCARE, "gp") == F(1, 2)


# -- a cycle: half the clinic's spells go to rehab, of whose 10 spells 4 come back, 4 go to aftercare and 2 are lost ---

ROUND = facts_of(
    {"clinic": "psychosocial", "rehab": "residential_rehabilitation", "care": "aftercare"},
    came("clinic", 16),
    referral("clinic", "rehab", 5, 5),
    left("clinic", "unknown", 5),
    referral("rehab", "clinic", 4, 4),
    referral("rehab", "care", 6, 4),
    left("care", "recovering", 3),
)
ROUND_CHAIN = exact_chain(ROUND)


def test_a_cycle_is_walked_again_and_again():
    # rehab: r = 2/5 c + 2/5; clinic: c = 1/2 r; so r = 1/2 and c = 1/4
    assert reach(ROUND_CHAIN, AFTERCARE, "rehab") == F(1, 2)
    assert reach(ROUND_CHAIN, AFTERCARE, "clinic") == F(1, 4)
    # each spell at the clinic is followed by 1/2 × 2/5 = 1/5 of another: 5/4 spells a person, half of them at rehab
    assert inflow(ROUND_CHAIN) == {"clinic": 20, "rehab": 10, "care": 4}
    assert lost_there(ROUND_CHAIN, ("rehab", "care"), "clinic") == F(1, 8)  # 5/8 × 1/5


def test_repairing_a_link_of_a_cycle():
    # rehab: r = 2/5 c + 3/5, so r = 3/4 and c = 3/8; before c = 1/4
    assert effect(ROUND_CHAIN, ("rehab", "care"), AFTERCARE) == F(1, 8)
    assert derivative(ROUND_CHAIN, ("rehab", "care"), AFTERCARE) == F(5, 8)  # visits of rehab, and aftercare is reached


# -- what the cells of a row could be ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("referred", "started", "kept", "found"),
    [
        (10, 4, 1, {(10, 4, 5)}),
        (6, 4, None, {(6, 4, 0), (6, 4, 1), (6, 4, 2)}),
        (2, SUPPRESSED, 0, {(2, 1, 1), (2, 2, 0)}),
        (2, SUPPRESSED, SUPPRESSED, {(2, 1, 0)}),
        (SUPPRESSED, 3, 0, {(3, 3, 0), (4, 3, 1)}),
        (SUPPRESSED, 0, SUPPRESSED, {(r, 0, lost) for r in range(1, 5) for lost in range(r)}),
        (0, 0, None, {(0, 0, 0)}),
    ],
)
def test_readings_of_a_row(referred, started, kept, found):
    assert set(cells(referral("gp", "clinic", referred, started, kept))) == found


@pytest.mark.parametrize(("referred", "started"), [(None, 3), (5, None), (None, None)])
def test_a_blank_is_not_counted(referred, started):
    facts = facts_of(LINE, referral("gp", "clinic", referred, started), left("clinic", "unknown", 1))
    assert facts.onward == {("gp", "clinic"): None}
    assert facts.not_counted == {"gp"}


def test_departures_are_added_up_over_planned_and_a_blank_among_them_is_not_counted():
    facts = facts_of(
        LINE,
        left("clinic", "unknown", 3),
        left("clinic", "unknown", SUPPRESSED, planned="yes"),
        left("care", "unknown", 3),
        left("care", "unknown", None, planned="no"),
    )
    assert facts.left == {("clinic", "unknown"): (4, 5, 6, 7), ("care", "unknown"): None}
    assert facts.not_counted == {"care"}


# -- who is in the chain ----------------------------------------------------------------------------------------------

TOWN = [
    service("gp", "gp", also_offers=("open_access",)),
    service("arrest", "arrest", also_offers=("aftercare",)),  # R and A, not T: aftercare is not reached there
    service("clinic", "psychosocial", also_offers=("mutual_aid",)),  # T and A
    service("care", "aftercare", also_offers=("gp",)),  # a type of the first stage does not make a route in
    service("minds", "mental_health"),
    service("homes", "housing", also_offers=("psychosocial",)),  # offers treatment: in the chain
]


def test_chain_beside_and_targets():
    facts = facts_of(TOWN)
    assert facts.chain == ("gp", "arrest", "clinic", "care", "homes")
    assert facts.beside == {"minds": "mental_health"}
    assert facts.goals == {
        "open_access": {"gp"},
        "structured_treatment": {"clinic", "homes"},
        "residential_and_inpatient": set(),
        "treatment": {"gp", "clinic", "homes"},
        AFTERCARE: {"clinic", "care"},
    }
    assert set(facts.goals) == set(TARGETS)


def test_rows_onward_beside_and_from_beside():
    facts = facts_of(
        [*TOWN, service("flats", "housing")],
        came("gp", 10),
        came("minds", 99),
        referral("gp", "clinic", 4, 4),
        referral("clinic", "minds", 6, 3),
        referral("minds", "clinic", 5, 2),
        referral("minds", "flats", 7, 7),
        left("clinic", "unknown", 4),
    )
    assert set(facts.onward) == {("gp", "clinic")}
    assert facts.coverage == {("clinic", "minds"): ((6, 3, 3),)}
    assert facts.from_beside == {("minds", "clinic"): (2,)}
    assert facts.arrivals == {"gp": (10,)}
    assert exact_chain(facts).comes_in == {"gp": 10, "arrest": 0, "clinic": 2, "care": 0, "homes": 0}
    found = coverage(facts)
    assert set(found) == {"mental_health"}  # nobody of the chain was referred to housing
    assert found["mental_health"] == ((6, 6), (3, 3), (F(1, 2), F(1, 2)), (6, 6))  # 4 from the GP and 2 from beside


def test_all_who_come_in_are_weighted_by_their_counts():
    facts = facts_of(
        {**LINE, "minds": "mental_health"},
        came("gp", 10),
        referral("minds", "clinic", 30, 30),
        referral("gp", "clinic", 2, 1),
        referral("clinic", "care", 1, 1),
        left("clinic", "unknown", 1),
    )
    # (10 × 1/2 × 1/2 + 30 × 1/2) / 40
    assert reach(exact_chain(facts), AFTERCARE) == F(7, 16)


def test_rows_of_other_groups_are_not_looked_at():
    area = drawn(
        LINE,
        referrals=(referral("gp", "clinic", 9, 9), referral("gp", "clinic", 4, 2, group="currently_using")),
        departures=(left("clinic", "unknown", 3),),
        departures_complete=True,
    )
    assert flow_facts(area, "currently_using").onward == {("gp", "clinic"): ((4, 2, 2),)}
    assert flow_facts(area, EVERYONE).counted
    assert not flow_facts(area, "currently_using").counted  # no departures row names the group
    assert not flow_facts(replace(area, departures_complete=False), EVERYONE).counted


def test_a_pair_that_a_meeting_settled_as_absent_is_left_out():
    no = Answer(question=QuestionKind.LINK, source="gp", target="clinic", answer=YesNo.NO)
    rows = (referral("gp", "clinic", 4, 2), referral("clinic", "care", 4, 2), left("care", "unknown", 1))
    assert facts_of(LINE, *rows, no).left_out == {("gp", "clinic")}
    assert set(facts_of(LINE, *rows, no).onward) == {("clinic", "care")}
    assert facts_of(LINE, *rows, no, replace(no, answer=YesNo.YES)).left_out == set()


def test_a_step_off_the_way_ends_the_journey():
    facts = facts_of(
        LINE,
        referral("gp", "care", 3, 3),  # from a route in straight to aftercare
        referral("gp", "clinic", 1, 1),
        referral("clinic", "gp", 2, 2),  # back into a route in
        left("clinic", "unknown", 2),
        referral("care", "clinic", 1, 1),  # from aftercare
    )
    found = positive(journey_ends(exact_chain(facts), start="gp"))
    assert found == {ANOTHER_WAY: F(7, 8), ("outcome", "unknown"): F(1, 8)}
    assert reach(exact_chain(facts), "treatment", "gp") == F(1, 4)
    assert reach(exact_chain(facts), "treatment", "care") == 0
    # the whole chain counts every step: gp = 1/4 clinic + 3/4 care, care = clinic, clinic = 1/2 gp + 1/2 unknown
    assert positive(outcome_mix(exact_chain(facts), "gp")) == {("outcome", "unknown"): 1}


# -- ranges -----------------------------------------------------------------------------------------------------------


def clinic_to_care(referred, started, kept, count):
    return facts_of(LINE, referral("clinic", "care", referred, started, kept), left("clinic", "unknown", count))


@pytest.mark.parametrize(
    ("row", "found"),
    [
        ((10, 4, None, 6), (F(4, 16), F(4, 10))),  # 6 lost or 6 kept, beside 4 started and 6 who left
        ((50, 4, None, 6), (F(4, 56), F(4, 10))),
        ((4, 4, 0, SUPPRESSED), (F(4, 8), F(4, 5))),
        ((SUPPRESSED, SUPPRESSED, 0, 0), (F(1, 4), F(1))),
        ((SUPPRESSED, SUPPRESSED, None, 1), (F(1, 5), F(4, 5))),
        ((10, 0, None, 6), (F(0), F(0))),
        ((10, 0, None, 0), (F(0), F(1))),  # if all are kept nobody has a next step: 0/0 is not known
        ((0, 0, 0, 0), (F(0), F(1))),
        ((None, 4, 0, 6), (F(0), F(1))),
        ((10, None, 0, 6), (F(0), F(1))),
        ((10, 4, 0, None), (F(0), F(1))),
    ],
)
def test_range_of_reach(row, found):
    assert reach_range(clinic_to_care(*row), "clinic") == found


def test_what_becomes_of_people_at_a_service_not_known_is_nothing_or_everything():
    facts = facts_of(LINE, came("gp", 8), referral("gp", "clinic", 8, 6), left("gp", "unknown", 4))
    assert reach_range(facts, "gp") == (0, F(1, 2))  # 6 of 12 come to the clinic, of which nothing is counted
    assert reach_range(facts, "gp", most={"clinic": 0}) == (0, 0)
    (chain,) = completions(facts)
    assert journey_ends(chain, start="gp")["not_known", "clinic"] == F(1, 2)
    assert inflow(chain) == {"gp": 8, "clinic": 4, "care": 0}


def test_where_no_possible_link_leads_to_a_target():
    no = Answer(question=QuestionKind.LINK, source="clinic", target="care", answer=YesNo.NO)
    assert cut_off(drawn(LINE), EVERYONE, AFTERCARE) == set()
    assert cut_off(drawn(LINE, answers=(no,)), EVERYONE, AFTERCARE) == {"gp", "clinic"}
    assert cut_off(drawn(LINE), EVERYONE, "treatment") == {"care"}


def test_shares_of_a_row():
    row = cells(referral("clinic", "care", 20, 10, None))
    assert share_range(row, lost_of) == (0, F(1, 2))  # all ten kept, or all ten lost
    assert share_range(row, never_started) == (F(1, 2), F(1, 2))
    low, high = share_interval(row, lost_of)
    assert low == pytest.approx(0, abs=1e-12)  # of 0 of 10
    # Wilson's upper limit of 10 of 20: 1/2 + 1.959964 × √(1/80 + 3.841459/1600) ÷ (1 + 3.841459/20)
    assert high == pytest.approx(0.5 + 0.239251 / 1.192073, abs=1e-6)
    assert share_range(cells(referral("clinic", "care", 3, 0, 3)), lost_of) is None


def test_the_effect_of_a_repair_lies_between_all_kept_and_the_others_kept():
    facts = facts_of(
        {**LINE, "rehab": "residential_rehabilitation"},
        referral("clinic", "care", 10, 4, None),
        referral("clinic", "rehab", 6, 2, None),
        left("clinic", "unknown", 4),
        left("rehab", "unknown", 1),
    )
    found = range_of(facts, lambda chain, unknown: effect(chain, ("clinic", "care"), AFTERCARE, "clinic", unknown))
    assert found == (0, F(6, 16), 0)  # 6 lost of 4 + 6 + 2 + 4 spells, those to rehab kept


def test_services_that_nobody_leaves():
    facts = facts_of(
        {"gp": "gp", "clinic": "psychosocial", "rehab": "residential_rehabilitation"},
        referral("gp", "clinic", 3, 3),
        referral("clinic", "rehab", 3, 3),
        referral("rehab", "clinic", 2, 2),
        left("gp", "unknown", 1),
    )
    chain = exact_chain(facts)
    assert closed_classes(chain) == {frozenset({"clinic", "rehab"})}
    assert reach(chain, "treatment", "gp") == F(3, 4)  # the way to treatment ends before
    for ask in (lambda: reach(chain, AFTERCARE, "gp"), lambda: outcome_mix(chain, "gp"), lambda: walk_once(chain)):
        with pytest.raises(EndlessError, match="clinic"):
            ask()


def walk_once(chain):
    return simulate(chain, 1, Random(0), "gp")


def test_a_completion_in_which_nobody_leaves_gives_no_value():
    facts = facts_of(
        {"clinic": "psychosocial", "rehab": "residential_rehabilitation"},
        referral("clinic", "rehab", 5, 4, None),  # 0 or 1 lost
        referral("rehab", "clinic", 2, 2),
    )
    found = range_of(facts, lambda chain, unknown: lost_there(chain, ("clinic", "rehab"), "rehab", unknown))
    assert found == (1, 1, 1)  # with 1 lost everybody is lost there in the end; with 0 they go round for ever


def test_arrivals_with_a_star_move_the_mean_of_all_who_come_in():
    facts = facts_of(
        {"gp": "gp", "arrest": "arrest", "clinic": "psychosocial"},
        came("gp", SUPPRESSED),
        came("arrest", 4),
        referral("gp", "clinic", 9, 9),
        left("arrest", "unknown", 4),
    )
    assert reach_range(facts, None, "treatment") == (F(1, 5), F(4, 8))  # the GP's 1 to 4 people, of 5 to 8


# -- published chains -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("chain", published.CHAINS, ids=lambda chain: chain.name)
def test_published_chain(chain):
    for (start, place), number in chain.visits.items():
        assert abs(visits(chain.moves, {start: F(1)})[place] - number) <= chain.rounding
    for start, number in chain.steps.items():
        assert abs(sum(visits(chain.moves, {start: F(1)}).values()) - number) <= chain.rounding
    for (start, end), number in chain.ends.items():
        assert abs(chance(chain.moves, start, end) - number) <= chain.rounding


@pytest.mark.parametrize("name", published.LONG_TERM_CARE)
def test_three_years_of_long_term_care(name):
    moves, printed = published.three_years_of(name)
    for start in "123":
        found = Counter()
        for (state, _), share in ends(moves, {(start, 0): F(1)}).items():
            found[state] += share
        assert sum(found.values()) == 1
        for state in "1234":
            assert abs(found[state] - printed[start, state]) <= published.LONG_TERM_CARE_ROUNDING


def test_years_alive_with_hiv():
    chain = published.unrolled(published.HIV, published.HIV_YEARS)
    alive = sum(n for (_, year), n in visits(chain, {("A", 0): F(1)}).items() if year)
    alive += sum(n for (state, _), n in ends(chain, {("A", 0): F(1)}).items() if state != "death")
    assert round(alive, 7) == published.HIV_LIFE_YEARS


# -- random areas -----------------------------------------------------------------------------------------------------

SEEDS = range(12)


def every_chain(family, seeds=SEEDS):
    """Facts and one completion of each group of some areas."""
    for seed in seeds:
        area = flow_area(seed, family)
        for group in groups_of(area):
            facts = flow_facts(area, group)
            yield facts, next(completions(facts))


@pytest.mark.parametrize("name", FAMILIES)
def test_random_areas_are_lawful(name):
    for seed in SEEDS:
        assert faults(flow_area(seed, FAMILIES[name])) == ()
    assert flow_area(1, FAMILIES[name]) == flow_area(1, FAMILIES[name])
    assert {3, 7} <= {len(flow_area(seed, FAMILIES[name]).services) for seed in range(60)} <= set(range(3, 8))


@cache
def seen(family):
    """How often each thing turns up in the areas of a family."""
    count = Counter()
    for seed in range(60):
        area = flow_area(seed, family)
        everyone = flow_facts(area, EVERYONE)
        numbers = [n for r in area.referrals for n in (r.referred, r.started, r.kept_by_sender)]
        numbers += [row.count for row in (*area.departures, *area.arrivals)]
        pairs = set(everyone.onward)
        count["stars"] += SUPPRESSED in numbers
        count["kept blank"] += any(r.kept_by_sender is None for r in area.referrals)
        count["blanks"] += bool(everyone.not_counted)
        count["not known"] += any(not all(shares(chain, s) for s in chain.services) for chain in completions(everyone))
        count["cycles"] += has_cycle(pairs)
        count["off the way"] += bool(pairs - everyone.on_the_way)
        count["left out"] += bool(everyone.left_out)
        count["not counted"] += not everyone.counted
        count["beside"] += bool(everyone.coverage)
        count["from beside"] += bool(everyone.from_beside)
        count["groups"] += len(groups_of(area)) > 1
        count["ranges"] += sum(1 for _ in completions(everyone)) > 1
        count["treatment also"] += any(s.also_offers for s in area.services)
    return count


def has_cycle(pairs):
    ahead = {source: {t for s, t in pairs if s == source} for source, _ in pairs}
    for _ in ahead:
        ahead = {s: found.union(*(ahead.get(t, set()) for t in found)) for s, found in ahead.items()}
    return any(s in found for s, found in ahead.items())


def test_the_mixed_family_holds_everything():
    count = seen(MIXED)
    for thing in ("stars", "kept blank", "blanks", "not known", "cycles", "off the way", "left out", "not counted"):
        assert count[thing] >= 5, thing
    assert count["from beside"] >= 5
    for thing in ("beside", "groups", "ranges", "treatment also"):
        assert count[thing] >= 10, thing


def test_families_hold_what_they_say_and_nothing_else():
    open_things = ("stars", "kept blank", "blanks", "left out", "not counted", "ranges")
    assert not any(seen(EXACT)[thing] for thing in open_things)
    assert seen(EXACT)["cycles"] >= 20
    assert not any(seen(NO_CYCLES)[thing] for thing in (*open_things, "cycles"))
    assert seen(KEPT_BLANK)["kept blank"] >= 40
    assert not any(seen(KEPT_BLANK)[thing] for thing in ("stars", "blanks"))
    assert seen(STARRED)["stars"] >= 40
    assert not any(seen(STARRED)[thing] for thing in ("kept blank", "blanks"))


@pytest.mark.parametrize("name", FAMILIES)
def test_people_are_conserved(name):
    for _, chain in every_chain(FAMILIES[name]):
        if not closed_classes(chain):
            for start in chain.services:
                assert sum(journey_ends(chain, start=start).values()) == 1
                assert sum(outcome_mix(chain, start).values()) == 1
            coming = {("service", s): n for s, n in chain.comes_in.items()}
            assert sum(ends(whole_moves(chain), coming).values()) == sum(chain.comes_in.values())


def test_the_closed_formula_of_a_repair():
    """Effect = d·y·v ÷ (1 − d·n), and the derivative is y·v (Sherman and Morrison 1950)."""
    tried = 0
    for facts, chain in every_chain(EXACT, range(6)):
        moves = journey_moves(chain, AFTERCARE)
        for sender, receiver in sorted(set(facts.onward) & facts.on_the_way):
            for start in chain.services:
                here, there, first = ("service", sender), ("service", receiver), ("service", start)
                if here in moves and first in moves and shares(chain, sender):
                    d = shares(chain, sender)["lost", sender, receiver]
                    y = visits(moves, {first: F(1)})[here]
                    v = reach(chain, AFTERCARE, receiver)
                    n = visits(moves, {there: F(1)})[here] if there in moves else 0
                    assert effect(chain, (sender, receiver), AFTERCARE, start) == d * y * v / (1 - d * n)
                    slope = derivative(chain, (sender, receiver), AFTERCARE, start)
                    assert abs(slope - y * v) < F(1, 10**6)
                    tried += d * y * v * n > 0
    assert tried >= 20


def agree(share, expected, people):
    error = sqrt(expected * (1 - expected) / people)
    return abs(float(share) - float(expected)) <= 4 * error


@pytest.mark.parametrize("name", FAMILIES)
def test_people_who_walk_meet_what_is_computed(name):
    people = 2000
    for seed, (_, chain) in enumerate(every_chain(FAMILIES[name], range(5))):
        if closed_classes(chain) or not sum(chain.comes_in.values()):
            continue
        walked = simulate(chain, people, Random(seed))
        assert sum(walked.ended.values()) == sum(walked.journeys.values()) == walked.people == people
        for target in TARGETS:
            assert agree(walked.share_reaching(target), reach(chain, target), people)
        for found, expected in ((walked.ended, outcome_mix(chain)), (walked.journeys, journey_ends(chain))):
            assert set(found) <= set(expected)
            assert all(agree(F(found[end], people), share, people) for end, share in expected.items())
        mix = outcome_mix(chain)
        for end, share in mix.items():
            if end[0] == "lost":
                assert walked.share_lost((end[1], end[2])) == F(walked.ended[end], people)
                assert lost_there(chain, (end[1], end[2])) == share
            if end[0] == "outcome":
                assert walked.share_with(end[1]) == F(walked.ended[end], people)


@pytest.mark.parametrize("family", [KEPT_BLANK, MIXED])
def test_the_ends_of_a_long_run_are_enough(family):
    """Every whole number of a blank gives no value beyond those that its two ends give."""
    for seed in range(8):
        facts = flow_facts(flow_area(seed, family), EVERYONE)
        asked = {s: (lambda chain, unknown, s=s: reach(chain, AFTERCARE, s, unknown)) for s in facts.chain}
        every, two = ranges(facts, asked), ranges(facts, asked, small=1)
        assert {s: found[:2] for s, found in every.items()} == {s: found[:2] for s, found in two.items()}


@pytest.mark.parametrize("name", FAMILIES)
def test_a_range_holds_what_the_people_drawn_would_give(name):
    """Each completion lies in the range, and a range of one completion without unknown services is a point."""
    for seed in range(6):
        facts = flow_facts(flow_area(seed, FAMILIES[name]), EVERYONE)
        found = range_of(facts, lambda chain, unknown: reach(chain, AFTERCARE, None, unknown))
        for chain in completions(facts):
            if found is None:
                assert reach(chain, AFTERCARE) is None
            else:
                assert found.low <= reach(chain, AFTERCARE, unknown=0) <= reach(chain, AFTERCARE, unknown=1)
                assert reach(chain, AFTERCARE, unknown=1) <= found.high

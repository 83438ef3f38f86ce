"""Services and organisations that become one: their people are added up, and what is said of them."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.graph import Network
from dtors_network.model.area import PEOPLE, ROW_TYPES, Answer, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Accepts, QuestionKind, Says, YesNo
from dtors_network.whatif import what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.merge import MergeOrganisations, MergeServices
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.together import together
from tests.unit.whatif.drawing import LINE, area_of, both_say, came, left, near, refused, says, sent, service

# The GP sends 60 to one clinic and 20 to another; of 60 and 10 that have a next step there 30 and 2 go on.
TWO = area_of(
    service("gp", "gp", ""),
    service("east", "psychosocial", "east", places=10, caseload=30, keyworkers=2.0, stay_days=30.0),
    service("west", "day_programme", "west", places=5, caseload=12, keyworkers=1.5, stay_days=30.0),
    service("care", "aftercare", "west"),
    came("gp", 100),
    sent("gp", "east", 60, 60),
    sent("gp", "west", 20, 20),
    left("gp", 20),
    sent("east", "west", 10, 10),
    sent("east", "care", 30, 30),
    left("east", 20),
    sent("west", "care", 10, 2),
    left("west", 20),
    left("care", 32),
)
TAKEN_OVER = MergeServices("east", "west")


def test_people_of_both_are_added_up_and_a_hand_over_in_the_house_is_no_step():
    found = what_if(Baseline(TWO, draws=2), [TAKEN_OVER]).reach[0]
    # Before: west reaches 2 ÷ 30; east 30 and 10 · 2 ÷ 30 of 60.
    west, east = 2 / 30, (30 + 10 * 2 / 30) / 60
    assert found.before.least == near(0.6 * east + 0.2 * west)
    # After: 80 of 100 come to the one service; of 30 + 2 started, 8 lost and 40 left, 32 go on.
    assert (found.after.least, found.after.most) == near((0.8 * 32 / 80,) * 2)


def test_rows_that_fall_together_are_added_up_in_the_tables_too():
    then = TAKEN_OVER.to_area(TWO)
    assert not faults(then)
    rows = {(row.source, row.target): (row.referred, row.started, row.kept_by_sender) for row in then.referrals}
    assert rows == {("gp", "east"): (80, 80, 0), ("east", "care"): (40, 32, 0)}
    assert [(row.service, row.count) for row in then.departures] == [("gp", 20), ("east", 40), ("care", 32)]


def test_the_one_offers_what_both_did_and_has_the_room_and_the_staff_of_both():
    (row,) = [row for row in TAKEN_OVER.to_area(TWO).services if row.service == "east"]
    assert (row.offers, row.places, row.caseload, row.keyworkers) == (("psychosocial", "day_programme"), 15, 42, 3.5)
    assert row.stay_days == 30.0


@pytest.mark.parametrize("change", [{"stay_days": 90.0}, {"stay_days": None, "places": None, "keyworkers": None}])
def test_what_is_not_known_of_one_is_not_known_of_both(change):
    services = tuple(replace(row, **change) if row.service == "west" else row for row in TWO.services)
    (row,) = [row for row in TAKEN_OVER.to_area(replace(TWO, services=services)).services if row.service == "east"]
    assert row.stay_days is None
    assert (row.places, row.keyworkers) == ((15, 3.5) if "places" not in change else (None, None))


def test_a_treatment_service_that_takes_over_aftercare_offers_it():
    """Whoever starts there has reached it: 80 of 120."""
    for change in (MergeServices("clinic", "aftercare"), MergeServices("aftercare", "clinic")):
        found = what_if(Baseline(LINE, draws=2), [change]).reach[0]
        assert (found.after.least, found.after.most) == near((80 / 120,) * 2)


def test_nobody_sets_out_from_the_service_that_is_no_more():
    area = replace(TWO, arrivals=(came("gp", 100), came("west", 30)))
    found = what_if(Baseline(area, draws=2), [TAKEN_OVER])
    assert found.reach[0].after.least == near((0.8 * 100 + 30) / 130 * 32 / 80)
    steps = TAKEN_OVER.to_steps(Baseline(area).flow(EVERYONE).steps)
    assert steps.arriving == {"gp": Bounds(100, 100), "east": Bounds(30, 30)}


def test_a_blank_count_at_one_is_a_blank_at_both():
    area = replace(TWO, departures=(*TWO.departures[:2], left("west", None), TWO.departures[3]))
    then = TAKEN_OVER.to_steps(Baseline(area).flow(EVERYONE).steps)
    assert then.not_counted == {"east"}
    area = replace(TWO, arrivals=(came("gp", 100), came("west", None)))
    assert TAKEN_OVER.to_steps(Baseline(area).flow(EVERYONE).steps).arriving["east"] is None


def test_a_relief_elsewhere_is_made_before_they_are_added_up():
    area = replace(TWO, refusals=(refused("west", "care", "no_capacity", 8),))
    found = what_if(Baseline(area, draws=2), [TAKEN_OVER, Relieve("no_capacity")]).reach[0]
    # 8 · 2 ÷ 2 = 8: all of the 8 who were lost start, and 40 of 80 go on.
    assert (found.after.least, found.after.most) == near((0.8 * 40 / 80,) * 2)


def test_two_services_beside_the_way_are_added_up_there():
    area = area_of(
        *LINE.services,
        service("home", "housing", "east"),
        service("help", "finance_benefits", "west"),
        *LINE.arrivals,
        *LINE.referrals,
        *LINE.departures,
        sent("clinic", "home", 10, 5),
        sent("clinic", "help", 6, 6),
    )
    found = what_if(Baseline(area, draws=2), [MergeServices("home", "help")])
    assert found.reach[0].after.least == near(0.2417)
    told = {kind.service_type: (str(kind.started), str(then.started)) for kind, then in found.coverage}
    assert told == {"mental_health": ("0", "0"), "housing": ("5", "11"), "finance_benefits": ("6", "0")}


# ---- counts that cannot be added up ------------------------------------------------------------------------------


def test_a_number_that_is_hidden_is_added_up_as_a_range():
    hidden = [sent("gp", "west", 20, SUPPRESSED), sent("gp", "west", 5, 3, 0, "currently_using")]
    rows = [row for row in TWO.referrals if row.target != "west" or row.source != "gp"]
    area = replace(TWO, referrals=(*rows, *hidden, sent("gp", "east", 9, 9, 0, "currently_using")))
    then = TAKEN_OVER.to_area(area)
    assert not faults(then)
    told = {
        row.client_group: (row.referred, row.started)
        for row in then.referrals
        if (row.source, row.target) == ("gp", "east")
    }
    assert told == {EVERYONE: (80, Bounds(61, 64)), "currently_using": (14, 12)}
    assert Network(then).evidence.state("gp", "east") == "confirmed"


def test_where_one_counted_a_group_and_not_everyone_everyone_is_not_counted():
    area = replace(TWO, arrivals=(came("gp", 100), came("east", 2), came("west", 5, "currently_using")))
    then = TAKEN_OVER.to_area(area)
    assert not faults(then)
    assert [(row.service, row.client_group, row.count) for row in then.arrivals] == [
        ("gp", EVERYONE, 100),
        ("east", EVERYONE, None),
        ("east", "currently_using", 5),
    ]


# ---- what is said of them ----------------------------------------------------------------------------------------

SPOKEN = area_of(
    service("gp", "gp", "gp"),
    service("east", "psychosocial", "east", lists_all_sent_to=True),
    service("west", "psychosocial", "west"),
    service("care", "aftercare", "care"),
    *both_say("gp", "east"),
    *both_say("west", "care"),
    *says("east", "care", Says.ABSENT, Says.ABSENT),
    *says("gp", "west", Says.ABSENT, Says.ABSENT),
)


@pytest.mark.parametrize("change", [MergeServices("east", "west"), MergeServices("west", "east")])
def test_a_link_that_one_has_is_a_link_of_both(change):
    then = Network(change.to_area(SPOKEN))
    assert then.evidence.state("gp", change.kept) == then.evidence.state(change.kept, "care") == "confirmed"
    assert set(then.group(EVERYONE).certain().edges) == {("gp", change.kept), (change.kept, "care")}


def test_a_list_is_complete_only_if_both_are():
    (row,) = [row for row in MergeServices("east", "west").to_area(SPOKEN).services if row.service == "east"]
    assert not row.lists_all_sent_to


@pytest.mark.parametrize(
    ("words", "together"),
    [
        ((Accepts.YES, Accepts.NO), "yes"),
        ((Accepts.NO, Accepts.NO), "no"),
        ((Accepts.NO, Accepts.UNKNOWN), "unknown"),
        ((Accepts.NO, None), "unknown"),
        ((Accepts.YES, None), "yes"),
    ],
)
def test_a_group_is_accepted_if_either_accepts_it(words, together):
    group = "currently_using"
    accepts = [((group, word),) if word else () for word in words]
    area = area_of(
        service("gp", "gp", ""),
        service("east", "psychosocial", "east", accepts=accepts[0]),
        service("west", "psychosocial", "west", accepts=accepts[1]),
    )
    for change in (MergeServices("east", "west"), MergeServices("west", "east")):
        assert Network(change.to_area(area)).acceptance.group(group).of[change.kept] == together


def test_a_meeting_that_settled_an_acceptance_of_one_does_not_close_the_other():
    group = "currently_using"
    said = Answer(
        service="west", client_group=group, question=QuestionKind.ACCEPTANCE, answer=YesNo.NO, on=date(2026, 5, 1)
    )
    area = area_of(
        service("gp", "gp", ""),
        service("east", "psychosocial", "east", accepts=((group, Accepts.YES),)),
        service("west", "psychosocial", "west"),
    )
    area = replace(area, answers=(said,), tables=area.tables | {"answers"})
    then = MergeServices("east", "west").to_area(area)
    assert not faults(then)
    assert Network(then).acceptance.group(group).of["east"] == "yes"


@pytest.mark.parametrize(("both", "kept"), [(False, 0), (True, 2)])
def test_that_one_sends_to_nobody_else_says_nothing_of_the_other(both, kept):
    names = ["east", "west"] if both else ["east"]
    said = tuple(Answer(service=name, question=QuestionKind.SENDS_TO_NOBODY_ELSE, answer=YesNo.YES) for name in names)
    then = MergeServices("east", "west").to_area(replace(TWO, answers=said, tables=TWO.tables | {"answers"}))
    assert len([row for row in then.answers if row.question is QuestionKind.SENDS_TO_NOBODY_ELSE]) == kept


# ---- organisations -----------------------------------------------------------------------------------------------


def test_organisations_that_merge_change_only_who_depends_on_whom():
    found = what_if(Baseline(TWO, draws=20), [MergeOrganisations("west", "east")])
    assert [row.organisation for row in found.after.services] == ["", "west", "west", "west"]
    assert found.reach[0].rise[:4] == (0, 0, 0, 0)
    assert found.after.referrals == TWO.referrals


def test_two_ways_of_two_organisations_depend_on_one_once_they_merge():
    names = {"east": "psychosocial", "east_care": "aftercare", "west": "psychosocial", "west_care": "aftercare"}
    area = area_of(
        service("gp", "gp", ""),
        *(service(name, kind, name.removesuffix("_care")) for name, kind in names.items()),
        *both_say("gp", "east"),
        *both_say("east", "east_care"),
        *both_say("gp", "west"),
        *both_say("west", "west_care"),
    )
    found = what_if(Baseline(area, draws=2), [MergeOrganisations("west", "east")])
    assert "single_point:everyone:gp:organisation:west" in {gap.id for gap in found.opened}


def test_the_words_say_who_takes_over_whom():
    assert TAKEN_OVER.words(TWO) == "east takes over west"
    assert MergeOrganisations("west", "east").words(TWO) == "west takes over the services of east"
    assert "in the house" in TAKEN_OVER.assumes()
    assert "who depends on whom" in MergeOrganisations("west", "east").assumes()
    assert not TAKEN_OVER.holds_at("gp", "east") and not MergeOrganisations("west", "east").holds_at("gp", "east")


def test_those_seen_to_reach_aftercare_are_added_up():
    area = area_of(
        service("gp", "gp", ""),
        service("hub", "open_access", "east"),
        service("clinic", "psychosocial", "west"),
        replace(came("hub", 30), reached_aftercare=4),
        replace(came("clinic", 50), reached_aftercare=9),
    )
    (row,) = MergeServices("clinic", "hub").to_area(area).arrivals
    assert (row.service, row.count, row.reached_aftercare) == ("clinic", 80, 13)


HUB_AND_CLINIC = area_of(
    service("gp", "gp", ""),
    service("hub", "open_access", "east"),
    service("clinic", "psychosocial", "west"),
)


@pytest.mark.parametrize("table", ["arrivals", "referrals", "refusals", "departures"])
def test_no_column_that_counts_people_is_lost(table):
    numbers = dict.fromkeys(PEOPLE[table], 6)
    ends = {"source": "gp", "target": ""} if table in ("referrals", "refusals") else {"service": ""}
    more = {"departures": {"outcome": "gone"}, "refusals": {"reason": "other"}}.get(table, {})
    at = [dict.fromkeys(ends, "gp") | {list(ends)[-1]: service_} for service_ in ("hub", "clinic")]
    rows = [ROW_TYPES[table](client_group=EVERYONE, **where, **more, **numbers) for where in at]
    merged = getattr(together(replace(HUB_AND_CLINIC, **{table: tuple(rows)}), "clinic", "hub"), table)
    assert [tuple(getattr(row, name) for name in numbers) for row in merged] == [(12,) * len(numbers)]


def test_where_records_of_one_tell_starts_only_those_of_both_do():
    rows = (
        Referral(source="gp", target="clinic", client_group=EVERYONE, referred=20, started=12),
        Referral(source="gp", target="hub", client_group=EVERYONE, started=5, starts_only=True),
    )
    (row,) = together(replace(HUB_AND_CLINIC, referrals=rows), "clinic", "hub").referrals
    assert row.starts_only and row.started == 17

"""Relief of a reason, worked by hand on the line of three services (see ``drawing``)."""

from dataclasses import replace

import pytest

from dtors_network.model.area import BarrierReport
from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.whatif import what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.relieve import Relieve
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, report, sent, service, with_rows

CLOSING = "referral.refuses_current_use"
WITH_REASONS = with_rows(LINE, refused("gp", "clinic", "no_capacity", 10), refused("gp", "clinic", "other", 10))


def reached(area, *changes, group=EVERYONE):
    """Before, after and rise of all who come in."""
    one = what_if(Baseline(area, draws=10), changes, group).reach[0]
    return (one.before.least, one.before.most), (one.after.least, one.after.most), one.rise[:2]


def test_at_one_link_those_with_the_reason_come_back():
    # 8 to 10 of the 20 who were lost start: 88 or 90 of 120 come to the clinic, and 29 of 80 go on to aftercare.
    before, after, rise = reached(WITH_REASONS, Relieve("no_capacity", source="gp", target="clinic"))
    assert before == near((0.2417, 0.2417))
    assert after == near((88 / 120 * 29 / 80, 90 / 120 * 29 / 80))
    assert rise == near((0.0242, 0.0302))


def test_everywhere_it_reaches_links_at_which_no_reason_is_recorded_too():
    # Clinic to aftercare has no reasons on record: of the 11 lost, none to all come back.
    _, after, _ = reached(WITH_REASONS, Relieve("no_capacity"))
    assert after == near((88 / 120 * 29 / 80, 90 / 120 * 40 / 80))


def test_at_a_service_it_reaches_the_links_in_and_out_of_it():
    assert reached(WITH_REASONS, Relieve("no_capacity", "clinic")) == reached(WITH_REASONS, Relieve("no_capacity"))
    _, after, _ = reached(WITH_REASONS, Relieve("no_capacity", "gp"))
    assert after == near((0.2658, 0.2719))


def test_two_reasons_that_fall_away_together_leave_nobody_lost():
    # 20 · 80 ÷ 80 = 20: whoever was lost had one of the two.
    pair = {"source": "gp", "target": "clinic"}
    _, after, _ = reached(WITH_REASONS, Relieve("no_capacity", **pair), Relieve("other", **pair))
    assert after == near((100 / 120 * 29 / 80, 100 / 120 * 29 / 80))


def test_whoever_has_room_now_and_was_refused_for_want_of_it_starts_once():
    pair = {"source": "gp", "target": "clinic"}
    once = reached(WITH_REASONS, Relieve("no_capacity", **pair))
    assert reached(WITH_REASONS, Relieve("no_capacity", **pair), AddPlaces("clinic", 9)) == once


def test_whoever_is_accepted_now_and_was_refused_for_current_use_starts_once():
    group, pair = "currently_using", {"source": "gp", "target": "clinic"}
    area = with_rows(
        LINE,
        came("gp", 60, group),
        sent("gp", "clinic", 50, 30, 0, group),
        sent("clinic", "aftercare", 10, 10, 0, group),
        left("gp", 10, "unknown", group),
        left("clinic", 20, "relapsed", group),
        refused("gp", "clinic", CLOSING, 10, group),
        refused("gp", "clinic", "other", 10, group),
    )
    # 10 · 30 ÷ 40 = 7.5: 37 to 40 of 60 come to the clinic, where 10 of 30 go on.
    relieve, open_ = Relieve(CLOSING, **pair), Open("clinic", group)
    for changes in ([relieve], [open_], [relieve, open_], [open_, relieve]):
        assert reached(area, *changes, group=group)[1] == near((37 / 60 / 3, 40 / 60 / 3))


def test_where_nobody_counted_whom_the_sender_kept_perhaps_nobody_was_lost():
    # All 20 may be with the GP still: then nobody comes back, and 80 of 100 with a next step come to the clinic. If all
    # were lost 8 or more come back: 88 of 120.
    area = replace(WITH_REASONS, referrals=tuple(replace(r, kept_by_sender=None) for r in WITH_REASONS.referrals[:1]))
    area = replace(area, referrals=(*area.referrals, *WITH_REASONS.referrals[1:]))
    before, after, rise = reached(area, Relieve("no_capacity", source="gp", target="clinic"))
    onward = 29 / 80
    assert before == near((80 / 120 * onward, 80 / 100 * onward))
    # After: 88 of 120 at the least, and at the most 90 of 110: ten came back, ten more were never lost.
    assert after == near((88 / 120 * onward, 90 / 110 * onward))
    assert rise[0] == 0


def test_nobody_starts_who_was_not_lost():
    area = with_rows(LINE, refused("clinic", "minds", "no_capacity", 12))
    found = what_if(Baseline(area, draws=2), [Relieve("no_capacity", source="clinic", target="minds")])
    assert [(kind.service_type, str(then.started)) for kind, then in found.coverage] == [("mental_health", "0–12")]
    assert found.reach[0].rise[:2] == (0, 0)


def test_the_words_say_which_reason_falls_away_and_where():
    assert Relieve("no_capacity").words(LINE) == "“No capacity” falls away as a reason, everywhere"
    assert Relieve("other", "clinic").words(LINE) == "“Another reason” falls away as a reason, at clinic (Riverside)"
    said = Relieve("referral.funding_fear", source="gp", target="clinic").words(LINE)
    title = LINE.codebook.barrier["referral.funding_fear"].title
    assert said == f"“{title}” falls away as a reason, between gp (Hill Surgery) and clinic (Riverside)"


REPORTED: dict[str, BarrierReport] = {
    "link": report(CLOSING, source="gp", target="clinic"),
    "service": report(CLOSING, service="clinic"),
    "type": report(CLOSING, service_type="specialist_prescribing"),
    "area": report(CLOSING),
    "other": report("delivery.high_caseload", service="clinic"),
}


@pytest.mark.parametrize(
    ("change", "gone"),
    [
        (Relieve(CLOSING), {"link", "service", "type", "area"}),
        (Relieve(CLOSING, "clinic"), {"link", "service"}),
        (Relieve(CLOSING, "gp"), {"link"}),
        (Relieve(CLOSING, "minds"), set()),
        (Relieve(CLOSING, source="gp", target="clinic"), {"link"}),
        (Relieve("delivery.high_caseload"), {"other"}),
        (Relieve("no_capacity"), set()),
    ],
)
def test_reports_of_the_barrier_at_the_place_fall_away_with_it(change, gone):
    area = replace(LINE, barriers=tuple(REPORTED.values()))
    assert set(area.barriers) - set(change.to_area(area).barriers) == {REPORTED[name] for name in gone}


def test_with_the_reports_goes_the_doubt_that_they_cast_on_who_is_accepted():
    services = (
        service("gp", "gp"),
        service("clinic", "psychosocial", accepts=(("currently_using", Accepts.YES),)),
        service("care", "aftercare", accepts=(("currently_using", Accepts.YES),)),
    )
    rows = (came("gp", 9), sent("gp", "clinic", 9, 9), sent("clinic", "care", 9, 9), left("care", 9))
    area = area_of(*services, *rows, report(CLOSING, source="gp", target="clinic"))
    found = what_if(Baseline(area, draws=2), [Relieve(CLOSING)])
    assert "no_aftercare_route:currently_using:gp" in {gap.id for gap in found.closed}

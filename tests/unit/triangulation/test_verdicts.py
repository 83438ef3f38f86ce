"""Verdicts over several places, and areas in which words and records agree, differ, or cannot be held together."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from dtors_network import example_area, protect
from dtors_network.accounts.triangulation import evidence_account
from dtors_network.disclosure import protected
from dtors_network.examples import small_area
from dtors_network.model.area import Area, BarrierReport, Referral
from dtors_network.model.bounds import Bounds
from dtors_network.out.json_text import json_text
from dtors_network.triangulation import Triangulation, Verdict, triangulate
from dtors_network.triangulation.places import reported
from dtors_network.triangulation.refusal import elsewhere
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.tested import Chance
from dtors_network.triangulation.tested import Tested as Outcome
from dtors_network.triangulation.verdict import decide

RAVELSTOW, STANNERBY, ALDERMARSH = (
    protect(example_area(name), "none")
    for name in ("mental_health_exclusion", "criminal_justice_overload", "competing_providers")
)
REFUSAL, WAITS, FUNDING = "referral.refuses_current_use", "engagement.waiting_times", "referral.funding_fear"


@cache
def of_stannerby() -> Triangulation:
    return triangulate(STANNERBY)


def chance(p: float, **of: Any) -> Chance:
    return Chance(p=p, strict=p, people=100, **of)


def outcome(p: float, **of: Any) -> Outcome:
    return Outcome(towards=chance(p), against=chance(0.9), **of)


def edited(area: Area, change: Callable[[Referral], Referral]) -> Area:
    return replace(area, referrals=tuple(change(row) for row in area.referrals))


def verdicts(found: Triangulation, code: str) -> dict[tuple[str, str], Verdict]:
    return {
        (
            one.place.source or one.place.service,
            one.place.target or (one.tested.part if one.tested else ""),
        ): one.verdict
        for one in found
        if one.place.code == code
    }


# ---- over several places -------------------------------------------------------------------------------------------


def test_what_would_stand_alone_is_open_among_several_and_says_so() -> None:
    alone, *_ = decide([outcome(0.02)])
    among = decide([outcome(0.02), outcome(0.5), outcome(0.6)])
    assert alone[0] is Verdict.CORROBORATED
    assert among[0][0] is Verdict.INCONCLUSIVE
    assert among[0][2].startswith("It would stand alone; 3 places of the area were tested")


def test_places_below_the_minimum_do_not_count_among_the_places() -> None:
    few = Outcome(few="at least 20 people must have started")
    assert decide([outcome(0.02), few, few, few])[0][0] is Verdict.CORROBORATED


def test_an_effect_that_is_sure_and_small_is_not_corroborated() -> None:
    assert decide([Outcome(towards=chance(1e-9, large=False))])[0][0] is Verdict.INCONCLUSIVE


def test_a_bar_keeps_from_contradicting_and_never_from_agreeing() -> None:
    against = Outcome(towards=chance(0.9), against=chance(1e-6))
    assert decide([against])[0][0] is Verdict.CONTRADICTED
    assert decide([replace(against, barred="refusals are on record")])[0][0] is Verdict.INCONCLUSIVE
    assert decide([replace(outcome(1e-6), barred="refusals are on record")])[0][0] is Verdict.CORROBORATED
    assert decide([against], screen=True)[0][0] is Verdict.INCONCLUSIVE


def test_records_cannot_tell_only_where_the_first_condition_passes() -> None:
    passes, fails = (
        Outcome(towards=chance(0.9), against=chance(0.9), partly=p, cannot="less often everywhere")
        for p in (0.001, 0.4)
    )
    assert [one[0] for one in decide([passes])] == [Verdict.CANNOT_TELL]
    assert [one[0] for one in decide([fails])] == [Verdict.INCONCLUSIVE]


def test_a_verdict_that_not_every_table_gives_says_so() -> None:
    likely = Outcome(towards=Chance(p=0.001, strict=0.2))
    assert decide([likely])[0][:2] == (Verdict.CORROBORATED, False)


def test_more_would_not_settle_what_lies_between_the_marks() -> None:
    ((_, _, _, settle),) = decide([Outcome(towards=chance(0.6), against=chance(0.45))])
    assert settle.startswith("More people would not settle it")


# ---- the three barriers of the study that the project began with ---------------------------------------------------


def test_refusal_agrees_in_ravelstow() -> None:
    found = verdicts(triangulate(RAVELSTOW), REFUSAL)
    assert found == dict.fromkeys(
        (
            ("prescribing", "community_mh_team"),
            ("cj_team", "community_mh_team"),
            ("psychosocial", "talking_therapies"),
        ),
        Verdict.CORROBORATED,
    )


def _as_often(row: Referral) -> Referral:
    """Refer and start people of the group as often as the others."""
    if (row.source, row.target) != ("prescribing", "community_mh_team"):
        return row
    counts = {"everyone": (310, 242), "currently_using": (250, 200)}.get(row.client_group)
    return replace(row, referred=counts[0], started=counts[1], accepted=None, lost=None) if counts else row


def test_refusal_is_contradicted_where_the_group_starts_and_is_sent_as_often() -> None:
    kept = tuple(row for row in RAVELSTOW.refusals if row.target != "community_mh_team")
    alike = edited(replace(RAVELSTOW, refusals=kept), _as_often)
    place = ("prescribing", "community_mh_team")
    assert verdicts(triangulate(alike), REFUSAL)[place] is Verdict.CONTRADICTED

    def seldom_sent(row: Referral) -> Referral:
        here = (row.source, row.target) == ("prescribing", "community_mh_team")
        counts = {"everyone": (150, 117), "currently_using": (85, 67)}.get(row.client_group) if here else None
        return replace(row, referred=counts[0], started=counts[1], accepted=None, lost=None) if counts else row

    guarded = edited(replace(RAVELSTOW, refusals=kept), seldom_sent)
    assert verdicts(triangulate(guarded), REFUSAL)[place] is Verdict.INCONCLUSIVE


@pytest.mark.parametrize(
    ("referred", "started", "told"), [((80, 12), (80, 12), False), ((0, 0), (0, 0), False), ((40, 2), (30, 1), True)]
)
def test_a_figure_that_no_table_gives_is_left_out(
    referred: tuple[int, int], started: tuple[int, int], told: bool
) -> None:
    """Everybody is of the group, or nobody is: there is nobody to hold it against; a few others are enough."""

    def change(row: Referral) -> Referral:
        here = (row.source, row.target) == ("prescribing", "community_mh_team")
        counts = {"everyone": referred if referred[0] else (80, 12), "currently_using": started}.get(row.client_group)
        made = replace(row, referred=counts[0], started=counts[1], accepted=None, lost=None) if counts else row
        return made if here else row

    found = triangulate(edited(RAVELSTOW, change))
    (held,) = [one for one in found if (one.place.source, one.place.target) == ("prescribing", "community_mh_team")]
    assert held.tested is not None and (held.tested.figure is not None) is told
    text = json_text(evidence_account(found))
    assert json.loads(text, parse_constant=pytest.fail)["sheets"]["places"]


def test_a_place_has_one_verdict_however_many_its_parts() -> None:
    found = triangulate(protect(example_area("prison_release_unmet")))
    (row,) = [one for one in evidence_account(found).sheet("barriers").items if one.code.code == WAITS]
    assert (len(row.held), len(row.places), row.verdicts) == (2, 1, "open: 1")


def test_refusal_has_no_records_in_stannerby() -> None:
    assert verdicts(of_stannerby(), REFUSAL) == {("prescribing", "residential_rehab"): Verdict.NO_RECORDS}


def _waits(late: int | None, referred: int | None = None) -> Callable[[Referral], Referral]:
    def change(row: Referral) -> Referral:
        if row.target != "day_programme" or row.client_group != "everyone":
            return row
        return replace(row, waited_over_21_days=late, lost=None, referred=referred or row.started)

    return change


@pytest.mark.parametrize(
    ("late", "referred", "verdict"),
    [
        (16, None, Verdict.CORROBORATED),
        (0, None, Verdict.CONTRADICTED),
        (0, 90, Verdict.INCONCLUSIVE),  # most of those referred never started: who gave up is not counted
        (None, None, Verdict.NO_RECORDS),
    ],
)
def test_waiting_times(late: int | None, referred: int | None, verdict: Verdict) -> None:
    found = triangulate(edited(STANNERBY, _waits(late, referred)))
    assert verdicts(found, WAITS) == {("day_programme", "later"): verdict}


def _funded(to_others: int, in_house: int, at: int = 0) -> Area:
    """An area with one clinic that sends so many of 200 on; ``at`` tells areas apart."""

    def service(id_: str, organisation: str, kind: str) -> Any:
        return replace(small.services[0], service=id_, organisation=organisation, service_type=kind, name=id_)

    small = small_area()
    services = (
        service("clinic", "own", "specialist_prescribing"),
        service("groups", "own", "psychosocial"),
        service("other", "else", "day_programme"),
        service("recovery", "own", "recovery_support"),
    )
    sent = {"groups": in_house, "other": to_others, "recovery": 200 - to_others - in_house}
    rows = tuple(
        Referral(source="clinic", target=target, client_group="everyone", referred=n, started=n)
        for target, n in sent.items()
    )
    report = BarrierReport(report="r", code=FUNDING, source="clinic", target="other")
    return replace(
        small, id=f"area{at}", name=f"Area {at}", synthetic=True, profile=protect(small, "none").profile,
        services=services,
        organisations=(), statements=(), answers=(), arrivals=(), departures=(), refusals=(), referrals=rows,
        barriers=(report,), departures_complete=True,
    )  # fmt: skip


ELSEWHERE = [_funded(60 + at, 40 - at, at + 1) for at in (-4, 3, -2, 1, 5, -6, 0, 2, -1, 4)]


@pytest.mark.parametrize(
    ("to_others", "in_house", "others", "verdict"),
    [
        (10, 40, 10, Verdict.CORROBORATED),
        (10, 90, 10, Verdict.CORROBORATED),  # fewer into types that its own organisation does not run
        (90, 20, 10, Verdict.CONTRADICTED),
        (90, 20, 5, Verdict.INCONCLUSIVE),  # ten other areas are needed to contradict
        (10, 40, 4, Verdict.CANNOT_TELL),
        (60, 40, 10, Verdict.INCONCLUSIVE),
    ],
)
def test_fear_of_losing_funding(to_others: int, in_house: int, others: int, verdict: Verdict) -> None:
    found = triangulate(_funded(to_others, in_house), ELSEWHERE[:others])
    assert verdicts(found, FUNDING) == {("clinic", "other"): verdict}
    assert "motive" in "".join(one.tested.beside[0] for one in found if one.tested and one.tested.beside)


def test_invented_areas_never_judge_a_real_one() -> None:
    real = replace(_funded(10, 40), synthetic=False)
    found = triangulate(real, ELSEWHERE)
    assert (verdicts(found, FUNDING), found.others) == ({("clinic", "other"): Verdict.CANNOT_TELL}, ())


def test_fear_of_losing_funding_has_no_records_where_departures_are_not_complete() -> None:
    assert set(verdicts(triangulate(ALDERMARSH), FUNDING).values()) == {Verdict.NO_RECORDS}


# ---- what tests rest on --------------------------------------------------------------------------------------------


def test_two_people_who_say_the_same_of_a_place_are_one_place() -> None:
    again = replace(STANNERBY.barriers[0], report="again", reporter="P99")
    once, twice = reported(STANNERBY.barriers), reported((*STANNERBY.barriers, again))
    assert [one.place for one in twice] == [one.place for one in once]
    assert len(twice[0].reports) == len(once[0].reports) + 1


def test_links_elsewhere_leave_out_what_was_reported_and_what_says_no() -> None:
    setting = Setting(RAVELSTOW)
    place = next(one.place for one in setting.reported if one.place.code == REFUSAL)
    found = elsewhere(setting, place, "currently_using")
    refusing = {"community_mh_team", "talking_therapies"}
    rows = [row for row in setting.rows["everyone"] if row.target not in refusing]
    counted = [row for row in rows if (row.source, row.target, "currently_using") in RAVELSTOW.referral_at]
    known = [row for row in counted if row.started is not None and row.referred is not None]
    assert found is not None
    assert len(found) <= len(known)
    assert len(found) >= 20


def test_blocks_lead_by_drawn_tables_and_never_claim_more_than_exact_counts() -> None:
    exact, hidden = of_stannerby(), triangulate(protected(example_area("criminal_justice_overload")))
    agree = {one.place for one in exact if one.verdict is Verdict.CORROBORATED}
    assert {one.place for one in hidden if one.verdict is Verdict.CORROBORATED} <= agree
    assert hidden.tables == 200
    figures = [one.tested.figure for one in hidden if one.tested and one.tested.figure]
    assert all(isinstance(one.people, Bounds) and one.low <= one.value <= one.high for one in figures)


def test_without_a_lawful_table_only_what_holds_for_every_one_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dtors_network.triangulation.numbers.shared_tables", lambda area: None)
    found = triangulate(protected(example_area("criminal_justice_overload")))
    chances = [one.tested.towards for one in found if one.tested and one.tested.towards]
    assert chances
    assert all(one.p == one.strict for one in chances)


def test_the_same_protected_tables_give_the_same_verdicts() -> None:
    area = protected(example_area("criminal_justice_overload"))
    first, second = triangulate(area), triangulate(area)
    assert [(one.verdict, one.tested) for one in first] == [(one.verdict, one.tested) for one in second]

"""The door as a whole: blocks, profiles, voices and waits; the same blocks give the same output."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.disclosure import protect
from dtors_network.disclosure.waits import banded
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.area import ROW_TYPES, Action, Answer, Area, BarrierReport, Origin, Referral, Statement
from dtors_network.model.bounds import MANY, SUPPRESSED, Bounds, Count, least, most
from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import End, Profile, QuestionKind, ReporterRole, Says, YesNo
from tests.attacker.alike import alike
from tests.attacker.small import small_counted_area
from tests.often import often
from tests.oracle import small_area as any_area
from tests.whole import whole

COUNTED = small_counted_area(1)
SHOWN = protect(COUNTED)


def counts(area: Area) -> list[tuple[str, Count]]:
    columns = ("count", "reached_aftercare", "referred", "accepted", "started", "kept_by_sender", "lost")
    more = ("waited_over_21_days", "caseload", "departures_total")
    return [
        (name, getattr(row, name))
        for table in ROW_TYPES
        for row in getattr(area, table)
        for name in (*columns, *more)
        if hasattr(row, name)
    ]


@pytest.mark.parametrize(("profile", "step"), [("ndtms", 5), ("nhs_digital", 8)])
def test_every_count_stands_in_whole_blocks(profile: str, step: int) -> None:
    for name, count in counts(protect(COUNTED, profile)):
        if count is not None and count != 0:
            assert isinstance(count, Bounds) and count.high % step == 0
            assert count.low == 0 or count.low % step == 1, name


def test_what_is_shown_holds_what_was_counted() -> None:
    exact = COUNTED.referral_at
    for row in SHOWN.referrals:
        truth = exact[row.source, row.target, row.client_group]
        for name in ("referred", "accepted", "started", "kept_by_sender", "waited_over_21_days"):
            assert least(getattr(row, name)) <= getattr(truth, name) <= (most(getattr(row, name)) or 0)
        assert least(row.lost) <= truth.referred - truth.started <= (most(row.lost) or 0)


def test_a_zero_beside_others_is_not_told() -> None:
    firsts = {least(row.kept_by_sender) for row in SHOWN.referrals} | {
        least(row.waited_over_21_days) for row in SHOWN.referrals
    }
    assert 0 in firsts and not any(0 in (row.kept_by_sender, row.waited_over_21_days) for row in SHOWN.referrals)


def test_reasons_are_listed_wherever_somebody_may_have_been_lost() -> None:
    used = {row.reason for row in COUNTED.refusals}
    for row in SHOWN.referrals:
        told = {one.reason for one in SHOWN.refusals_at.get((row.source, row.target, row.client_group), ())}
        assert told == (used if most(row.lost) else set())


@pytest.mark.parametrize("kind", ["folder", "area.xlsx"])
def test_a_protected_area_is_lawful_and_read_back_the_same(tmp_path: Path, kind: str) -> None:
    assert faults(SHOWN) == ()
    write_area(SHOWN, tmp_path / kind)
    assert read_area(tmp_path / kind) == SHOWN


def test_an_area_knows_its_profile_and_is_protected_once() -> None:
    assert (COUNTED.profile, SHOWN.profile) == (None, Profile.NDTMS)
    assert protect(SHOWN) is SHOWN
    with pytest.raises(InputError, match="protected before, as ndtms, and cannot be protected again as nhs_digital"):
        protect(SHOWN, "nhs_digital")
    with pytest.raises(InputError, match="as ndtms, and cannot be protected again as none"):
        protect(SHOWN, "none")


def test_none_leaves_all_as_it_is_and_is_marked() -> None:
    assert protect(COUNTED, "none") == replace(COUNTED, profile=Profile.NONE)
    assert protect(protect(COUNTED, "none")) == SHOWN


def test_an_unknown_profile_is_told_with_those_that_there_are() -> None:
    with pytest.raises(InputError, match=r"unknown profile .*'secret'.*Known: ndtms, nhs_digital, none"):
        protect(COUNTED, "secret")


def test_an_area_that_counts_nobody_passes() -> None:
    plain = replace(small_area(), arrivals=(), referrals=(), departures=())
    assert protect(plain).arrivals == ()


def test_blanks_stay_blank_and_stars_become_the_first_block() -> None:
    rows = [replace(row, kept_by_sender=None, accepted=None) for row in COUNTED.referrals]
    arrivals = [replace(row, reached_aftercare=SUPPRESSED if row.reached_aftercare else 0) for row in COUNTED.arrivals]
    shown = protect(replace(COUNTED, referrals=tuple(rows), arrivals=tuple(arrivals)))
    assert {(row.kept_by_sender, row.accepted) for row in shown.referrals} == {(None, None)}
    assert {least(row.reached_aftercare) for row in shown.arrivals} <= {0, 1}


@pytest.mark.parametrize("seed", often([1, 2, 3], 1))
def test_areas_that_differ_within_their_blocks_alone_give_the_same(seed: int) -> None:
    area = small_counted_area(seed, services=4)
    assert len({whole(protect(other)) for other in (area, *alike(area, 6))}) == 1


# ---- waits -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("started", "late", "median", "shown"),
    [
        (Bounds(31, 35), Bounds(0, 5), 7.9, Bounds(0, 7)),
        (Bounds(31, 35), Bounds(0, 5), 8, Bounds(8, 21)),
        (Bounds(31, 35), Bounds(26, 30), 60, Bounds(43, MANY)),
        (Bounds(31, 35), Bounds(11, 20), 60, None),  # the band would tell whether half of them waited long
        (Bounds(6, 10), Bounds(0, 5), 3, None),
        (Bounds(11, 15), None, 30, Bounds(22, 42)),
        (Bounds(11, 15), None, None, None),
    ],
)
def test_a_wait_is_shown_in_bands_where_it_tells_nothing_more(
    started: Count, late: Count, median: float | None, shown: Bounds | None
) -> None:
    row = Referral(
        source="a",
        target="b",
        client_group="everyone",
        started=started,
        waited_over_21_days=late,
        wait_median_days=median,
    )
    assert banded(row).wait_median_days == shown


# ---- voices ----------------------------------------------------------------------------------------------------------


def said(reporter: str, says: Says, day: int, **more: object) -> Statement:
    given = {"source": "gp", "target": "clinic", "end": End.SENDER, "reporter_role": ReporterRole.PROVIDER} | more
    return Statement(says=says, reporter=reporter, said_on=date(2025, 5, day), note="by telephone", **given)  # type: ignore[arg-type]


def test_the_latest_voice_of_each_reporter_leaves_undated_and_unnamed() -> None:
    rows = [said("R07", Says.ABSENT, 1), said("R07", Says.PRESENT, 9), said("R08", Says.WEAK, 3)]
    shown = protect(replace(small_area(), statements=tuple(rows))).statements
    assert [(row.reporter, row.says, row.reporter_role, row.said_on, row.note) for row in shown] == [
        ("voice 1", Says.PRESENT, None, None, ""),
        ("voice 2", Says.WEAK, None, None, ""),
    ]
    assert protect(replace(small_area(), statements=tuple(rows[1:][::-1]))).statements == shown


def test_roles_and_months_are_shown_from_three_people_on() -> None:
    rows = [said(f"R{number}", Says.PRESENT, number) for number in (1, 2, 3)]
    report = BarrierReport(
        report="B77",
        code="capacity.varies",
        source="gp",
        target="clinic",
        reporter="R1",
        said_on=date(2025, 5, 20),
        reporter_role=ReporterRole.PROVIDER,
        excerpt="as I said",
        document="Interviews",
        locator="p. 3",
        reply_note="no",
    )
    for number, role, month in ((2, None, None), (3, ReporterRole.PROVIDER, date(2025, 5, 1))):
        shown = protect(replace(small_area(), statements=tuple(rows[:number]), barriers=(report,)))
        (told,) = shown.barriers
        assert (told.reporter_role, told.said_on) == (role, month)
        assert {row.reporter_role for row in shown.statements} == {role}
        assert (told.report, told.code, told.source, told.target) == ("B001", "capacity.varies", "gp", "clinic")


def test_nothing_that_names_a_person_or_a_file_leaves(tmp_path: Path) -> None:
    secret = "Xanthippe"
    report = BarrierReport(report=secret, code="capacity.varies", excerpt=secret, document=secret, reply_note=secret)
    area = replace(
        small_area(),
        note=secret,
        counts_note=secret,
        extra=(("who", secret),),
        statements=(said(secret, Says.PRESENT, 1, extra=(("who", secret),)),),
        answers=(Answer(question=QuestionKind.LIST_COMPLETE, answer=YesNo.YES, by=secret, on=date(2025, 1, 1)),),
        barriers=(report,),
        actions=(Action(finding="g", action="a", owner=secret),),
    )
    write_area(area, tmp_path / secret)
    read = read_area(tmp_path / secret)
    assert secret in whole(read) and read.statements[0].origin is not None
    shown = protect(read)
    assert secret not in whole(shown) and "2025" not in repr((shown.statements, shown.answers, shown.barriers))
    for table in ROW_TYPES:  # a row says where it stands in what leaves, and nothing of where it was read
        places = [row.origin for row in getattr(shown, table)]
        assert places == [Origin(table, at) for at in range(2, len(places) + 2)]


def test_counts_of_numpy_never_stand_in_an_area() -> None:
    assert not [name for name, count in counts(SHOWN) if isinstance(count, np.generic)]


@pytest.mark.parametrize("seed", [8029, 8075, 8079, 8100])
def test_a_reason_told_of_a_group_alone_does_not_stop_the_door(seed: int) -> None:
    """Nobody gave the reason for everyone, so the group's cannot be held against it; readers cannot either."""
    shown = protect(any_area(seed))
    assert all(row.count is None or isinstance(row.count, Bounds) or row.count == 0 for row in shown.refusals)

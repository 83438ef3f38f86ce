"""Actions: done is typed, closed is worked out; overdue by subtraction; the calendar read by a plain parser."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from dtors_network.accounts.actions import actions_account
from dtors_network.actions import FollowedActions, Since, follow_actions
from dtors_network.actions.followed import day_of
from dtors_network.actions.power import contracts, outside
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.gaps import find_gaps
from dtors_network.model import laws
from dtors_network.model.area import Action, Area, Organisation
from dtors_network.model.sharing import UnprotectedError
from dtors_network.model.vocabulary import ActionStatus, Certainty, Sector
from dtors_network.out.calendar import calendar_text, dated, write_calendar

ON = date(2025, 6, 30)
FOUND, CLOSED = "dead_end:everyone:clinic", "dead_end:everyone:aftercare"


def followed(*rows: Action, area: Area | None = None, on: date = ON) -> FollowedActions:
    return follow_actions(find_gaps(protect(replace(area or small_area(), actions=rows))), on)


@pytest.mark.parametrize("status", ActionStatus)
def test_what_was_typed_never_decides_whether_the_gap_is_closed(status: ActionStatus) -> None:
    rows = [Action(finding=one, action="x", status=status, reason="r") for one in (FOUND, CLOSED)]
    assert {one.action.finding: one.closed for one in followed(*rows)} == {FOUND: False, CLOSED: True}
    assert {one.status for one in followed(*rows)} == {status}


@pytest.mark.parametrize(
    ("finding", "then", "since"),
    [
        (FOUND, None, Since.STILL_FOUND),
        (FOUND, Certainty.SENSITIVE, Since.NOTHING_MOVED),
        (FOUND, Certainty.UNKNOWABLE, Since.SURER),
        (FOUND, Certainty.CERTAIN, Since.LESS_SURE),
        (CLOSED, Certainty.CERTAIN, Since.CLOSED),
        ("dead_end:everyone:no_such_service", Certainty.CERTAIN, Since.NOT_JUDGED),
        ("dead_end:leaving_prison:aftercare", Certainty.CERTAIN, Since.NOT_JUDGED),
        ("lost_between:everyone:gp:clinic", Certainty.CERTAIN, Since.NOT_JUDGED),
        ("the form", None, Since.NO_SUCH_FINDING),
        ("dead_end:nobody:clinic", None, Since.NO_SUCH_FINDING),
    ],
)
def test_what_became_of_a_finding(finding: str, then: Certainty | None, since: Since) -> None:
    (one,) = followed(Action(finding=finding, action="x", sure_then=then))
    assert one.since is since


@pytest.mark.parametrize("days", [-400, -1, 0, 1, 45])
@pytest.mark.parametrize("status", [None, *ActionStatus])
def test_overdue_is_open_and_past_its_day(days: int, status: ActionStatus | None) -> None:
    (one,) = followed(Action(finding=FOUND, action="x", due=ON - timedelta(days=days), status=status, reason="r"))
    waits = status in (None, ActionStatus.AGREED, ActionStatus.UNDER_WAY)
    assert one.overdue is (waits and days > 0)
    assert one.days_over == (days if waits else None)


def test_the_longest_overdue_stands_first_and_what_is_dropped_last() -> None:
    def row(name: str, days: int, **more: object) -> Action:
        return Action(finding=FOUND, action=name, due=ON + timedelta(days=days), **more)  # type: ignore[arg-type]

    rows = (row("later", 5), row("done", -90, done_on=ON), row("late", -3), row("latest", -60))
    dropped = row("dropped", -99, status=ActionStatus.DROPPED, reason="r")
    assert [one.action.action for one in followed(dropped, *rows)] == ["latest", "late", "later", "done", "dropped"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        (Action(finding="f", action="a", status=ActionStatus.DROPPED), "reason"),
        (Action(finding="f", action="a", status=ActionStatus.AGREED, done_on=ON), "status"),
        (Action(finding="f", action="a", agreed_on=ON, done_on=ON - timedelta(days=1)), "done_on"),
    ],
)
def test_an_action_that_contradicts_itself_is_a_fault(row: Action, column: str) -> None:
    (fault,) = laws.faults(replace(small_area(), actions=(row,)))
    assert (fault.file, fault.column) == ("actions", column)


def test_a_finding_that_is_gone_is_named_in_words() -> None:
    found = followed(Action(finding=CLOSED, action="x"), Action(finding="our own words", action="y"))
    told = {row[0]: row[1] for row in (row for row in actions_account(found).sheet().rows())}
    assert told == {CLOSED: "Treatment without a way on: people; aftercare (Onward)", "our own words": "our own words"}


def test_an_owner_leaves_with_nobody_but_the_holder() -> None:
    area = replace(small_area(), actions=(Action(finding=FOUND, action="x", owner="Xanthippe"),))
    shared = actions_account(follow_actions(find_gaps(protect(area)), ON))
    holders = actions_account(follow_actions(find_gaps(protect(area, "none")), ON))
    assert "Xanthippe" not in repr(shared.sheet().rows()) and "owner" not in shared.sheet().keys
    assert "Xanthippe" in repr(holders.sheet().rows())
    with pytest.raises(UnprotectedError):
        actions_account(follow_actions(find_gaps(area), ON))


@pytest.mark.parametrize(
    ("sector", "by", "away"),
    [
        (Sector.CRIMINAL_JUSTICE, "Any Council", True),
        (Sector.NHS, "Integrated care board", True),
        (Sector.VOLUNTARY, "Exampleshire Council", False),
        (Sector.LOCAL_AUTHORITY, "", False),
        (Sector.VOLUNTARY, "", None),
        (Sector.VOLUNTARY, "Exampleshire Drug and Alcohol Action Team", False),
        (Sector.VOLUNTARY, "Council with the ICB", False),
        (Sector.VOLUNTARY, "Marsh Partnership NHS Trust", True),
        (Sector.VOLUNTARY, "Supporting people programme", True),
        (Sector.PRIVATE, "placements bought one by one", None),  # by whom is not said
    ],
)
def test_whose_power_it_lies_in(sector: Sector, by: str, away: bool | None) -> None:
    area = small_area()
    ids = {row.organisation for row in area.services if row.organisation}
    runners = tuple(Organisation(organisation=one, sector=sector, commissioned_by=by) for one in sorted(ids))
    found = find_gaps(protect(replace(area, organisations=runners)))
    gap = next(gap for gap in found.gaps if gap.id == FOUND)
    assert outside(contracts(found.area, gap)) is away


def test_an_invented_area_is_looked_at_on_the_last_day_of_its_period() -> None:
    area = replace(small_area(), synthetic=True, period_end=ON)
    assert day_of(area) == ON
    assert day_of(replace(area, synthetic=False), date(2030, 1, 1)) == date(2030, 1, 1)


# ---- the calendar -------------------------------------------------------------------------------------------------

ODD = (
    "Ask A; B, and C",
    "two\nlines",
    "back \\ slash, \\n not a line",
    "é" * 120,
    "BEGIN:VEVENT\r\nX:1",
    "\t\x07tab",
    "",
)


def parsed(text: str) -> Iterator[dict[str, str]]:
    """Read a calendar by the letter of RFC 5545: unfold, split at the first colon, unescape."""
    assert text.endswith("\r\n") and "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    event: dict[str, str] | None = None
    for line in text.replace("\r\n ", "").split("\r\n"):
        if line == "BEGIN:VEVENT":
            assert event is None
            event = {}
        elif line == "END:VEVENT":
            assert event is not None
            yield event
            event = None
        elif event is not None:
            name, _, value = line.partition(":")
            assert name.partition(";")[0] not in event
            event[name.partition(";")[0]] = plain(value)
    assert event is None


def plain(value: str) -> str:
    read, letters = "", iter(value)
    for letter in letters:
        if letter == "\\":
            letter = next(letters)
            letter = "\n" if letter == "n" else letter
        read += letter
    return read


def test_a_calendar_brings_back_every_day_and_every_text() -> None:
    rows = [Action(finding=FOUND, action=text or "x", due=ON + timedelta(days=at)) for at, text in enumerate(ODD)]
    found = followed(*rows)
    events = list(parsed(calendar_text(found)))
    want = {
        text.replace("\r\n", "\n").replace("\x07", "") or "x": ON + timedelta(days=at) for at, text in enumerate(ODD)
    }
    assert {event["SUMMARY"]: event["DTSTART"] for event in events} == {
        text: f"{day:%Y%m%d}" for text, day in want.items()
    }
    assert all(int(event["DTEND"]) > int(event["DTSTART"]) and event["DTSTAMP"].endswith("Z") for event in events)
    assert len({event["UID"] for event in events}) == len(rows)


def test_an_event_keeps_its_name_when_its_day_moves_and_done_ones_are_left_out() -> None:
    before, after = (followed(Action(finding=FOUND, action="x", due=ON + timedelta(days=at))) for at in (1, 9))
    assert [one["UID"] for one in parsed(calendar_text(before))] == [one["UID"] for one in parsed(calendar_text(after))]
    done = followed(Action(finding=FOUND, action="x", due=ON, done_on=ON), Action(finding=FOUND, action="no day"))
    assert list(parsed(calendar_text(done))) == [] and dated(done) == ()


def test_a_calendar_overwrites_nothing_and_says_what_it_cannot_be_called(tmp_path: Path) -> None:
    found = followed(Action(finding=FOUND, action="x", due=ON))
    (tmp_path / "a.ics").write_text("mine")
    for name in ("a.ics", "a.txt"):
        with pytest.raises(InputError):
            write_calendar(found, tmp_path / name)
    assert (tmp_path / "a.ics").read_text() == "mine" and not (tmp_path / "a.txt").exists()
    assert write_calendar(found, tmp_path / "b.ics") == 1


@pytest.mark.parametrize(
    ("due", "many", "said"),
    [
        (1, 1, "1 action is still to be done; it is not overdue on 30 June 2025."),
        (-1, 1, "1 action is still to be done; it is overdue on 30 June 2025."),
        (-1, 2, "2 actions are still to be done, 2 of them overdue on 30 June 2025."),
        (1, 2, "2 actions are still to be done, none of them overdue on 30 June 2025."),
    ],
)
def test_one_action_is_not_told_as_several(due: int, many: int, said: str) -> None:
    rows = [Action(finding=FOUND, action=f"x{at}", due=ON + timedelta(due)) for at in range(many)]
    assert actions_account(followed(*rows)).headline == said


@pytest.mark.parametrize(
    ("finding", "said"), [(FOUND, "nothing shows that its gap is closed"), (CLOSED, "its gap is not found")]
)
def test_what_became_of_the_gap_of_one_that_is_done(finding: str, said: str) -> None:
    (told,) = actions_account(followed(Action(finding=finding, action="x", status=ActionStatus.DONE))).sentences
    assert said in told

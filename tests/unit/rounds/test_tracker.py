"""How a round stands: states that add up, rounds that stay as they were, and writes that are whole when killed."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from dtors_network.accounts.replies import replies_account
from dtors_network.accounts.rounds import rounds_account
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.editing.appending import append_rows
from dtors_network.examples import counted_area, small_area
from dtors_network.exchange.row_cells import row_cells
from dtors_network.model.area import AskedService, Contact
from dtors_network.model.vocabulary import ReplyState
from dtors_network.out.csv_text import csv_text
from dtors_network.rounds.reply import Given, Reply
from dtors_network.rounds.result import Rounds, rounds_of
from dtors_network.rounds.standing import standings
from tests.unit.rounds.opened import OPENED, answers, form, gaps_of, opened, question, small_round, took

SERVICES = [one.service for one in small_round().forms]
TODAY = date(2026, 2, 20)


def tracked(folder: Path, round_: str = "", today: date = TODAY) -> Rounds:
    place = folder / "small"
    exact = read_area(place)
    return rounds_of(place, exact, gaps_of(exact), today, round_)


def told(found: Rounds) -> dict[str, Any]:
    """Every figure of a tracker, sheet by sheet, without how many replies came too late."""
    account = rounds_account(found)
    sheets = {sheet.name: [dict(zip(sheet.keys, row, strict=True)) for row in sheet.rows()] for sheet in account.sheets}
    for row in sheets["services"]:
        row.pop("late")
    return {"headline": account.headline, **sheets}


@st.composite
def replies(draw: st.DrawFn) -> Reply:
    of = small_round().by_service[draw(st.sampled_from(SERVICES))]
    ids = [one.id for one in of.questions]
    codes = st.sampled_from(["yes", "no", "dont_know", "never_asked"])
    return Reply(
        area="small", round="r1", form=of.form, service=of.service, role=draw(st.sampled_from(["", "worker"])),
        state=draw(st.sampled_from(["", "", "open", "declined", "no_such_service"])), said_on=date(2026, 2, 5),
        moment=f"2026-02-{draw(st.integers(3, 9)):02}", others={}, late=draw(st.booleans()),
        answers={id_: Given(answer=code) for id_, code in draw(st.dictionaries(st.sampled_from(ids), codes)).items()},
    )  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.lists(replies(), max_size=6),
    st.dictionaries(st.sampled_from(["gp", *SERVICES]), st.sampled_from([None, *ReplyState])),
)
def test_states_add_up_to_the_services_and_questions_left_are_those_nobody_answered(
    came: list[Reply], typed: dict[str, ReplyState | None]
) -> None:
    notes = tuple(AskedService(round="r1", service=service, state=state) for service, state in typed.items())
    area = replace(small_area(), asked=notes)
    found = standings(area, small_round(), (small_round(),), came, TODAY)
    assert Counter(one.service for one in found) == Counter([row.service for row in area.services])
    states = Counter(one.state for one in found)
    assert sum(states.values()) == len(area.services)
    assert sum(number for state, number in states.items() if state is not ReplyState.NOT_ASKED) == sum(
        one.state is not ReplyState.NOT_ASKED for one in found
    )
    for one in found:
        mine = [reply for reply in came if reply.service == one.service and not reply.late]
        if typed.get(one.service):
            assert one.state is typed[one.service] and one.by_hand
        elif one.service in SERVICES:
            assert one.state is plain_state(one.service, mine)
        else:
            assert one.state is ReplyState.NOT_ASKED
        if one.service in SERVICES and one.state is not ReplyState.ANSWERED:
            answered = {id_ for reply in mine for id_ in reply.answers}
            assert one.left == len({q.id for q in form(small_round(), one.service).first} - answered)


def plain_state(service: str, mine: list[Reply]) -> ReplyState:
    """The state of a service in the words of the requirement, case by case."""
    said = [given.answer for reply in mine for given in reply.answers.values()]
    if any(reply.state == "no_such_service" for reply in mine):
        return ReplyState.NO_SUCH_SERVICE
    if not said:
        return ReplyState.DECLINED if any(reply.state == "declined" for reply in mine) else ReplyState.NO_REPLY
    if all(latest == "dont_know" for latest in latest_of(mine).values()):
        return ReplyState.DONT_KNOW
    first = {one.id for one in form(small_round(), service).first}
    answered = {id_ for reply in mine for id_ in reply.answers}
    return ReplyState.ANSWERED_IN_PART if first - answered else ReplyState.ANSWERED


def latest_of(mine: list[Reply]) -> dict[tuple[str, str], str]:
    """What each person said last to each question; files of one moment in the order of their codes."""
    latest = {}
    for reply in sorted(mine, key=lambda one: (one.moment, one.code)):
        latest |= {(reply.role, id_): given.answer for id_, given in reply.answers.items()}
    return latest


def test_a_form_of_an_older_round_is_read_rightly_marked_late_and_changes_no_figure_of_its_round(
    tmp_path: Path,
) -> None:
    first = opened(tmp_path)
    clinic = question(first, "clinic", kind="link", part="first")
    took(tmp_path, answers(tmp_path, first, "clinic", {clinic: {"answer": "yes"}}, role="worker"))
    second = opened(tmp_path, on=date(2026, 3, 2))
    before = told(tracked(tmp_path, "r1", date(2026, 3, 3)))
    aftercare = question(first, "aftercare", kind="link", part="first")
    assert question(second, "aftercare", kind="link", part="first") == aftercare
    late = answers(tmp_path, first, "aftercare", {aftercare: {"answer": "yes"}}, saved="2026-03-04T09:00:00")
    taken = took(tmp_path, late, now=datetime(2026, 3, 5, 9, 0))
    assert [one.late for one in taken.replies] == [True]
    assert ("clinic", "aftercare", "receiver") in {(r.source, r.target, r.end.value) for r in taken.added["statements"]}
    assert told(tracked(tmp_path, "r1", date(2026, 3, 9))) == before
    of_first = {one.service: one for one in tracked(tmp_path, "r1").standings}
    of_second = {one.service: one for one in tracked(tmp_path, "r2", date(2026, 3, 9)).standings}
    assert (of_first["aftercare"].state, of_first["aftercare"].late) == (ReplyState.NO_REPLY, 1)
    assert (of_second["aftercare"].state, of_second["aftercare"].left) == (ReplyState.ANSWERED, 0)
    assert [one.how for one in tracked(tmp_path, "r2", date(2026, 3, 9)).moved].count("gone") > 0


def test_what_is_typed_stops_reminders_and_a_closed_service_is_not_asked_again(tmp_path: Path) -> None:
    opened(tmp_path)
    place = tmp_path / "small"
    area = read_area(place)
    contacts = tuple(Contact(service=one, email=f"{one}@desk.example", person="Jo Bloggs") for one in area.service)
    notes = (
        AskedService(round="r1", service="clinic", state=ReplyState.DECLINED, channel="telephone"),
        AskedService(round="r1", service="minds", state=ReplyState.NO_SUCH_SERVICE),
        AskedService(round="r1", service="aftercare", sent_on=date(2026, 2, 10), reminded_on=date(2026, 2, 17)),
    )
    put_off = tuple(replace(row, closes=date(2026, 4, 1)) for row in area.rounds)
    rows = {"contacts": contacts, "asked": notes, "rounds": put_off}
    cells = {table: [*map(row_cells, some)] for table, some in rows.items()}
    append_rows(place, cells, datetime(2026, 2, 18), "save", without={"rounds": lambda _: True})
    found = tracked(tmp_path)
    account = rounds_account(found)
    assert [row[0] for row in account.sheet("reminders").rows()] == ["aftercare"]
    assert "aftercare@desk.example" in csv_text(account, "reminders")
    assert "by 1 April 2026" in csv_text(account, "reminders")
    assert "Jo" not in "".join(csv_text(account, sheet.name) for sheet in account.sheets)
    standing = {one.service: one for one in found.standings}["aftercare"]
    assert (standing.days, standing.reminded_on, standing.state) == (10, date(2026, 2, 17), ReplyState.NO_REPLY)
    second = opened(tmp_path, on=date(2026, 3, 2))
    assert second.not_asked["minds"] == "it has closed, as was said in round r1" and "clinic" in second.by_service


def test_a_dry_run_says_which_findings_would_move_and_the_run_moves_them(tmp_path: Path) -> None:
    from dtors_network.rounds.taking import keep, take

    asked = opened(tmp_path)
    place = tmp_path / "small"
    id_ = question(asked, "aftercare", kind="link", part="first")
    file = answers(tmp_path, asked, "aftercare", {id_: {"answer": "yes"}})
    before = {path: path.read_bytes() for path in place.rglob("*") if path.is_file()}
    taken = take(place, read_area(place), [file], datetime(2026, 2, 9))
    dry = replies_account(taken, gaps_of(taken.before), gaps_of(taken.area), dry_run=True)
    assert {path: path.read_bytes() for path in place.rglob("*") if path.is_file()} == before
    keep(place, taken)
    assert gaps_of(read_area(place)).findings == gaps_of(taken.area).findings
    moves = [row[dry.sheet("moved").keys.index("how")] for row in dry.sheet("moved").rows()]
    assert moves and moves == [one.how for one in tracked(tmp_path).moved]
    assert "nothing was written" in dry.headline


def test_people_behind_the_silent_are_ranges_added_up(tmp_path: Path) -> None:
    place = tmp_path / "small"
    write_area(counted_area(), place)
    opened(tmp_path, on=OPENED)
    found = tracked(tmp_path)
    people = found.behind(["clinic", "aftercare"])
    assert people is not None and people.low <= 100 + 40 <= people.high and people.low > 100
    assert found.behind(["nobody"]) is None


def test_a_service_taken_off_the_list_is_no_more_and_nobody_reminds_it_unless_it_replied(tmp_path: Path) -> None:
    opened(tmp_path)
    exact = read_area(tmp_path / "small")
    listed = {row.service for row in exact.services} - {"minds"}
    without = replace(
        exact,
        services=tuple(row for row in exact.services if row.service in listed),
        statements=tuple(row for row in exact.statements if {row.source, row.target} <= listed),
    )
    found = rounds_of(tmp_path / "small", without, gaps_of(without), TODAY)
    (gone,) = (one for one in found.standings if one.service == "minds")
    assert gone.state is ReplyState.NO_SUCH_SERVICE and not gone.is_waited_for
    sheets = told(found)
    assert sum(row["silent"] for row in sheets["silent"]) == len(found.asked) == len(SERVICES)
    assert "minds" not in [row["service"] for row in sheets["reminders"]]
    took(tmp_path, answers(tmp_path, small_round(), "minds", {}, role="worker", state="declined"))
    replied = rounds_of(tmp_path / "small", without, gaps_of(without), TODAY)
    assert [one.state for one in replied.standings if one.service == "minds"] == [ReplyState.DECLINED]


def test_a_workbook_keeps_its_rounds_beside_it(tmp_path: Path) -> None:
    place = tmp_path / "ours.xlsx"
    write_area(small_area(), place)
    asked = opened(tmp_path, area="ours.xlsx")
    id_ = question(asked, "aftercare", kind="link", part="first")
    took(tmp_path, answers(tmp_path, asked, "aftercare", {id_: {"answer": "yes"}}), area="ours.xlsx")
    area = read_area(place)
    assert [row.round for row in area.rounds] == ["r1"] and len(area.statements) == len(small_area().statements) + 1
    assert (tmp_path / "ours.xlsx.rounds" / "r1" / "asked.json").is_file()

"""One service: its partners against the rows themselves, four words kept apart, and what is the holder's alone."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.accounts.kinds import DAYS, LIKELY, PEOPLE
from dtors_network.accounts.next_sheet import ROWS, WAYS, next_paper
from dtors_network.accounts.service import ServiceAccount, service_account
from dtors_network.actions import follow_actions
from dtors_network.area_files.illustrative import example_area
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Action, Area, BarrierReport, Contact, Statement
from dtors_network.model.vocabulary import Accepts, End, Says
from dtors_network.out.html import html
from dtors_network.whatif import routes
from tests.screens import spoken_area

DESK = Contact(service="minds", desk="single point of access", telephone="01632 960130", person="Xanthippe")


def told(area: Area, service: str = "clinic", group: str = "everyone", profile: str = "ndtms") -> ServiceAccount:
    shown = protect(area, profile)
    found = find_gaps(shown)
    return service_account(found, routes(shown, service, group=group), follow_actions(found, date(2026, 1, 1)))


@pytest.mark.parametrize("service", ["gp", "clinic", "minds", "aftercare"])
def test_partners_are_those_of_whom_an_end_or_a_record_says_that_people_are_referred(service: str) -> None:
    area = spoken_area()
    said = {(row.source, row.target) for row in area.statements if row.says in (Says.PRESENT, Says.WEAK)}
    recorded = {(row.source, row.target) for row in area.referrals if row.started or row.referred}
    account = told(area, service)
    assert {one.other for one in account.out} == {target for source, target in said | recorded if source == service}
    assert {one.other for one in account.into} == {source for source, target in said | recorded if target == service}


def test_each_end_is_told_in_its_own_word() -> None:
    row = next(one for one in told(small_area()).out if one.other == "minds")
    assert (row.own_word, row.other_word, row.state.value) == ("referred", "not referred", "disputed")
    back = next(one for one in told(small_area(), "minds").into if one.other == "clinic")
    assert (back.own_word, back.other_word) == (row.other_word, row.own_word)


@pytest.mark.parametrize(
    ("says", "word"),
    [(Accepts.YES, "yes"), (Accepts.NO, "no"), (Accepts.AFTER_ASSESSMENT, "after an assessment"),
     (Accepts.UNKNOWN, "not known: ask first")],
)  # fmt: skip
def test_acceptance_is_the_word_of_the_receiver_on_each_side(says: Accepts, word: str) -> None:
    area = small_area()
    services = tuple(
        replace(row, accepts=(("housing_need", says),)) if row.service in ("minds", "clinic") else row
        for row in area.services
    )
    account = told(replace(area, services=services), group="housing_need")
    assert {one.acceptance for one in account.out if one.other == "minds"} == {word}
    assert {one.acceptance for one in account.into} == {word}


def test_two_groups_at_once_are_refused_where_either_is() -> None:
    area = small_area()
    services = tuple(
        replace(row, accepts=(("housing_need", Accepts.YES), ("leaving_prison", Accepts.NO)))
        if row.service == "minds"
        else row
        for row in area.services
    )
    account = told(replace(area, services=services), group="leaving_prison+housing_need")
    assert next(one for one in account.out if one.other == "minds").acceptance == "no"


def test_nobody_is_counted_on_the_sheet_for_one_person() -> None:
    paper = next_paper(told(spoken_area()))
    sheets = [sheet for part in paper.parts for sheet in part.sheets]
    assert sheets and not [c.key for sheet in sheets for c in sheet.columns if c.kind in (PEOPLE, LIKELY)]
    assert any(column.kind is DAYS for column in sheets[0].columns)
    counts = {str(row.referred) for row in protect(spoken_area()).referrals}
    assert not counts & {cell for sheet in sheets for row in sheet.words() for cell in row}
    assert [len(sheet) <= most for sheet, most in zip(sheets, (ROWS, WAYS), strict=False)] == [True] * len(sheets)


def test_a_person_and_a_day_are_the_holders_alone() -> None:
    day = date(2025, 5, 20)
    area = replace(
        small_area(),
        contacts=(DESK,),
        statements=(Statement(source="clinic", target="minds", end=End.SENDER, says=Says.PRESENT, said_on=day),),
    )
    shared, holders = told(area), told(area, profile="none")
    assert "Xanthippe" not in repr([sheet.rows() for sheet in shared.sheets])
    assert shared.sheet("contacts").words() and "last_said" not in shared.sheet("out").keys
    assert "Xanthippe" in repr(holders.sheet("contacts").rows())
    assert holders.sheet("out").words()[0][-1] == "20 May 2025"
    assert next(row.desk for row in shared.out) == "single point of access, 01632 960130"


def test_what_helps_is_no_barrier() -> None:
    helps = BarrierReport(report="H", code="engagement.trust", service="minds")
    hinders = BarrierReport(report="W", code="engagement.waiting_times", service="minds")
    account = told(replace(small_area(), barriers=(helps, hinders)))
    assert next(one for one in account.out if one.other == "minds").reported == "Waiting times"
    assert [row[0] for row in told(replace(small_area(), barriers=(helps,)), "minds").sheet("barriers").words()] == []


def test_its_own_actions_and_questions_and_no_others() -> None:
    rows = tuple(Action(finding=f"dead_end:everyone:{one}", action=one) for one in ("clinic", "aftercare"))
    account = told(replace(small_area(), actions=rows))
    assert [row.one.action.action for row in account.sheet("actions").items] == ["clinic"]
    asked = [one.question for one in account.sheet("questions").items]
    assert asked and all("clinic" in (one.source, one.target, one.service) for one in asked)


def test_a_service_that_is_not_there_is_told() -> None:
    with pytest.raises(InputError, match="unknown service"):
        told(small_area(), "nowhere")


@pytest.mark.proof
@pytest.mark.parametrize("name", ["mental_health_exclusion", "well_joined"])
def test_the_sheet_for_one_person_is_one_side_of_a4(name: str) -> None:
    weasyprint = pytest.importorskip("weasyprint")
    area = protect(example_area(name))
    found = find_gaps(area, likely=False)
    for group in ("currently_using", "currently_using+leaving_prison"):
        account = service_account(found, routes(area, "psychosocial", group=group), follow_actions(found))
        assert len(weasyprint.HTML(string=html(next_paper(account))).render().pages) == 1

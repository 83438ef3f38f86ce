"""An area on one screen: what leads, where barriers are, what changed and what cannot be said, against plain counts."""

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboards.components.tables import address
from dashboards.library import Library
from dashboards.state import read_state
from dtors_network import client_flow, example_area
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.map import map_account
from dtors_network.accounts.map_lost import lost_sheet
from dtors_network.accounts.overview import overview_account
from dtors_network.accounts.overview_words import unsaid
from dtors_network.actions import follow_actions
from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.gaps import RULES, find_gaps
from dtors_network.gaps.moved import findings_moved
from dtors_network.graph import Network
from dtors_network.model.area import Area, BarrierReport, Statement
from dtors_network.model.vocabulary import Certainty, End, LinkState, Says
from dtors_network.rounds.form import Known
from dtors_network.rounds.moved import moved
from dtors_network.rounds.since import SinceRound
from tests.screens import spoken_area


def told(area: Area, before: Area | None = None):  # type: ignore[no-untyped-def]
    found = find_gaps(protect(area))
    movement = findings_moved(find_gaps(protect(before)), found) if before else None
    return overview_account(found, follow_actions(found), movement)


@pytest.fixture(scope="module")
def spoken():  # type: ignore[no-untyped-def]
    return told(spoken_area())


def test_the_worst_are_certain_and_what_leads_where_stands_before_what_is_counted(spoken):  # type: ignore[no-untyped-def]
    rows = spoken.sheet("worst").items
    assert rows and {row.found.gap.finding.certainty for row in rows} == {Certainty.CERTAIN}
    counts = [RULES[row.found.gap.finding.rule].counts for row in rows]
    assert counts == sorted(counts)
    assert spoken.headline == gaps_account(find_gaps(protect(spoken_area()))).headline


def test_places_are_counted_and_never_mentions() -> None:
    area = spoken_area()
    report = {"code": "engagement.waiting_times", "service": "clinic"}
    many = tuple(BarrierReport(report=f"W{at}", reporter=f"P{at}", **report) for at in range(5))  # type: ignore[arg-type]
    rows = {
        row.kind.letter: [one.id for one in row.places]
        for row in _barriers(replace(area, barriers=(*area.barriers, *many)))
    }
    assert rows == {"R": ["clinic>minds"], "W": ["clinic"]}


def _barriers(area: Area):  # type: ignore[no-untyped-def]
    return told(area).sheet("barriers").items


def test_every_cell_that_leads_somewhere_leads_to_a_page_that_can_be_shown(spoken) -> None:  # type: ignore[no-untyped-def]
    library = Library([spoken_area()])
    leads = [lead for sheet in spoken.sheets for row in sheet.leads() for lead in row if lead]
    assert leads
    for lead in leads:
        path, _, search = address(lead).partition("?")
        assert path in ("/gaps", "/map") and read_state(f"?{search}", library).area == "spoken"


def test_without_an_earlier_period_nothing_is_said_to_have_changed(spoken) -> None:  # type: ignore[no-untyped-def]
    assert spoken.sentences == ("No earlier period of this area is at hand to hold it against.",)
    assert not spoken.sheet("changed").items


def test_what_changed_is_what_plain_sets_of_findings_say() -> None:
    now = replace(small_area(), period_start=date(2025, 4, 1), period_end=date(2026, 3, 31))
    more = (
        Statement(source="clinic", target="aftercare", end=End.RECEIVER, says=Says.PRESENT, reporter="x"),
        Statement(source="clinic", target="aftercare", end=End.SENDER, says=Says.PRESENT, reporter="y"),
    )
    after = replace(now, statements=(*now.statements, *more))
    had, has = ({gap.id: gap.finding.certainty for gap in find_gaps(protect(area)).gaps} for area in (now, after))
    turned = {row.id: row.turn.value for row in told(after, now).sheet("changed").items}
    assert {id_ for id_, turn in turned.items() if turn == "gone"} == set(had) - set(has) != set()
    assert {id_ for id_, turn in turned.items() if turn == "new"} == set(has) - set(had)
    assert {id_ for id_, turn in turned.items() if turn in ("surer", "less_sure")} == {
        id_ for id_ in set(had) & set(has) if had[id_] is not has[id_]
    }


def test_what_changed_since_a_round_stands_under_that_round_and_beside_the_earlier_period() -> None:
    found = find_gaps(protect(small_area()))
    first, second, *rest = [Known(gap.id, gap.title, gap.finding.certainty.value, "everyone") for gap in found.gaps]
    gone = Known("gone:x", "It was there", "certain", "everyone")
    asked = SinceRound(
        round="r1", opened=date(2026, 2, 2), asked=3, replied=2, stayed=len(rest),
        moved=moved([gone, replace(second, certainty="unknowable"), *rest], [first, second, *rest]),
    )  # fmt: skip
    account = overview_account(found, follow_actions(found), findings_moved(found, found), asked=asked)
    period, since = account.sentences
    assert period.startswith("No finding moved since the period ")
    assert since == (
        "Since round r1 was opened on 2 February 2026, to which 2 of 3 services replied, 1 finding is new, 1 is surer "
        f"and 1 is not found any more; {len(rest)} are as before."
    )
    rows = {row.id: (row.turn.value, row.lead is None) for row in account.sheet("changed").items}
    assert rows == {first.id: ("new", False), second.id: ("surer", False), "gone:x": ("gone", True)}
    assert {row.since for row in account.sheet("changed").items} == {account.compared[1][0]}


def test_an_incomplete_list_is_said(spoken) -> None:  # type: ignore[no-untyped-def]
    sure = replace(spoken_area(), services_complete=False)
    said = [text for (text,) in told(sure).sheet("unsaid").words()]
    assert "Nobody says that every service is listed, so no absence is certain." in said


@pytest.mark.parametrize("says", [Says.ABSENT, Says.PRESENT, Says.NOT_APPLICABLE])
def test_links_are_counted_as_the_map_counts_them(says: Says) -> None:
    area = spoken_area()
    one = Statement(source="gp", target="minds", end=End.SENDER, says=says)
    gaps = find_gaps(protect(replace(area, statements=(*area.statements, one))))
    on_map = map_account(gaps).sentences[0]
    alone = next(row for row in overview_account(gaps, follow_actions(gaps)).sheet("unsaid").items if "one end" in row)
    links = re.search(r"of (\d+) links", alone)
    assert links and f"of {links[1]} links" in on_map


def test_a_pair_that_a_list_or_an_answer_closes_is_not_one_of_which_nobody_spoke() -> None:
    area = protect(example_area("mental_health_exclusion"))
    gaps = find_gaps(area, likely=False)
    evidence, ids = gaps.case.network.evidence, list(area.service)
    pairs = [(one, other) for one in ids for other in ids if one != other]
    silent = sum(evidence.link(*pair).state is LinkState.SILENT for pair in pairs)
    assert silent < len(pairs) - len(evidence.links)
    said = f"Of {silent:,} of the {len(pairs):,} ordered pairs of services nobody spoke, and nothing is on record."
    assert said in unsaid(gaps)


def test_nobody_is_without_a_start_beyond_those_whom_the_flow_tells_of() -> None:
    """One figure has one value wherever it stands: the block of losses tells more than the two counts."""
    area = protect(example_area("criminal_justice_overload"))
    flow = {one.pair: one.lost for one in client_flow(area, draws=2).transitions}
    rows = [row for row in lost_sheet(Network(area)).items if (row.source, row.target) in flow]
    assert rows and all(flow[row.source, row.target].high <= row.missed.high for row in rows)
    row = next(row for row in rows if (row.source, row.target) == ("custody", "cj_team"))
    counts = next(one for one in area.referrals if (one.source, one.target) == ("custody", "cj_team"))
    assert row.missed == counts.lost

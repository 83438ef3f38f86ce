"""What the pages say: without a browser."""

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import plotly
import pytest

from dashboards import frame
from dashboards.components.context import area_context
from dashboards.components.evidence import report_list
from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages import gaps as gaps_page
from dashboards.pages.gaps import account_of, first_parts, opened
from dashboards.pages.registry import PAGES
from dashboards.state import State
from dtors_network.accounts.certainty import MARKS
from dtors_network.accounts.gaps import LEVERS, gaps_account
from dtors_network.accounts.parts import Entry
from dtors_network.accounts.reports import told_once
from dtors_network.accounts.stamp import reference_age
from dtors_network.disclosure import Profile, protect
from dtors_network.gaps import Gaps
from tests.screens import SECRETS, old_area, screens, sound_area, spoken_area

LIBRARY = Library(screens())
FOUND = LIBRARY.gaps("spoken")
REFUSED = next(gap for gap in FOUND.gaps if gap.finding.rule == "refused_group")


def lines(found: Gaps = FOUND) -> tuple[tuple[str, str], ...]:
    """What the refusal of a group rests on."""
    told = gaps_account(found).opened(REFUSED.id)
    assert told is not None
    return told.evidence


def text(component: Any) -> str:
    """Everything that a component would send to a browser."""
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def page(search: str, library: Library = LIBRARY, path: str = "/gaps") -> str:
    return text(shown(library, PAGES, path, search)[0])


def test_the_list_keeps_the_order_of_the_library() -> None:
    parts = account_of(LIBRARY, State(area="spoken")).parts
    roots = [entry for part in parts for entry in part.entries if entry.certainty]
    assert [[one.id for one in root.each()] for root in roots] == [[gap.id for gap in root] for root in FOUND.roots]


def test_filters_keep_the_cause_of_what_they_keep() -> None:
    account = account_of(LIBRARY, State(area="spoken", rule="dead_end"))
    entries = [one for part in account.parts for entry in part.entries if entry.certainty for one in entry.each()]
    assert {one.code for one in entries} == {"dead_end"}
    assert [one.id for one in entries] == [gap.id for gap in account.listed]
    assert "It has the same cause as" in page("?rule=dead_end")


def test_a_row_of_evidence_is_said_in_words_with_its_place() -> None:
    assert [place for place, _ in lines()] == [
        "services, row 5", "statements, row 3", "statements, row 4", "referrals, row 2",
    ]  # fmt: skip
    says = [said for _, said in lines()]
    assert says[0].startswith("minds (County Trust): mental health. Accepts people currently using: no.")
    assert says[1] == (
        "clinic (Riverside) → minds (County Trust): for minds (County Trust), somebody whose role is not shown "
        "says that people are not referred."
    )


def test_counts_stand_in_blocks_in_evidence() -> None:
    assert lines()[-1][1].endswith("referred 1–5, accepted not counted, started 0.")
    assert "referred 3" in lines(Library(screens(), Profile.NONE).gaps("spoken"))[-1][1]


def test_reports_that_read_the_same_are_said_once_and_never_counted() -> None:
    (line,) = told_once(FOUND.area, REFUSED.reports)
    assert line.sentence == (
        "Reported at clinic (Riverside) → minds (County Trust), about the end that people are referred to: said by one "
        "or two people; the other end disagrees."
    )


def test_what_partnerships_do_stands_beside_a_report_and_only_beside_a_barrier() -> None:
    (line,) = told_once(FOUND.area, REFUSED.reports)
    said = (
        "What partnerships do about it: agree a written rule at both ends that nobody is turned away for the other "
        "need; see the codebook."
    )
    assert line.lever == said
    assert text(report_list((line,))).count(said) == 1
    helping = replace(FOUND.area.barriers[0], code="engagement.trust")
    assert "partnerships do" not in text(report_list(told_once(FOUND.area, [helping])))


def test_nobody_is_recognised_by_pseudonym_excerpt_or_note() -> None:
    everything = page("") + "".join(
        text(opened(LIBRARY, {"gap": gap.id}, "?area=spoken")) for gap in FOUND.gaps
    ) + gaps_page.PAGE.downloads["gaps"](LIBRARY, State(area="spoken"))  # fmt: skip
    assert "says that people are not referred" in everything
    assert [secret for secret in SECRETS if secret in everything] == []


def test_the_context_is_on_the_page() -> None:
    said = page("?area=spoken")
    assert "1 April 2022 to 31 March 2023" in said
    assert "(dated 2022)" in said
    assert "Invented area" in said
    assert "Counts of people stand in blocks (0, 1–5" in said
    assert said.count("Not assessed, because nothing was said or counted of them") == 1


def test_a_period_that_is_not_given_is_said_once() -> None:
    undated = protect(replace(spoken_area(), period_start=None, period_end=None))
    said = text(area_context(undated))
    assert '"not given"' in said
    assert "period not given" not in said


def test_a_real_area_is_not_called_invented_and_an_old_reference_is_told() -> None:
    said = page("?area=old")
    assert "Invented" not in said.replace("Small example (invented)", "").replace("Spoken (invented)", "")
    assert "The reference is 16 years older than the period" in said
    assert reference_age(old_area()) and not reference_age(spoken_area())


def test_an_area_without_a_gap_says_so() -> None:
    assert LIBRARY.gaps("sound").gaps == ()
    assert "No gap was found against the reference" in page("?area=sound")


def test_a_filter_that_keeps_nothing_says_so() -> None:
    assert "No finding is of this kind and this sure." in page("?rule=single_point&certainty=certain")


def test_what_cannot_be_shown_shows_nothing_of_any_area() -> None:
    said = page("?area=elsewhere")
    assert "Unknown area (found 'elsewhere')" in said
    assert "Riverside" not in said and "Hill Surgery" not in said
    assert "There is no page at this address" in page("", path="/nowhere")


def test_without_areas_the_page_says_how_to_open_one() -> None:
    assert "No area is open" in page("", Library([]))


@pytest.mark.parametrize(
    ("id_", "search"),
    [
        ({"gap": "made-up"}, "?area=spoken"), ({"gap": 3}, ""), ({}, ""), ("gap", ""), (None, None), ([], []),
        ({"gap": REFUSED.id}, "?area=sound"), ({"gap": REFUSED.id}, "?area=x"),
    ],
)  # fmt: skip
def test_a_made_up_opening_gets_a_message(id_: Any, search: Any) -> None:
    said = text(opened(LIBRARY, id_, search))
    assert "message-fault" in said
    assert "Riverside" not in said


def test_counts_that_are_not_suppressed_are_marked_in_the_file() -> None:
    open_library = Library([spoken_area()], Profile.NONE)
    row = next(csv.DictReader(io.StringIO(gaps_page.PAGE.downloads["gaps"](open_library, State(area="spoken")))))
    assert row["profile"] == "none"


def test_the_file_holds_what_the_list_shows() -> None:
    state = State(area="spoken", certainty="sensitive")
    rows = list(csv.DictReader(io.StringIO(gaps_page.PAGE.downloads["gaps"](LIBRARY, state))))
    shown_ids = [gap.id for gap in account_of(LIBRARY, state).listed]
    assert [row["gap"] for row in rows] == shown_ids
    assert {row["profile"] for row in rows} == {"ndtms"}


def test_each_question_says_whom_to_ask_and_what_the_answer_does() -> None:
    gap = next(
        gap for gap in FOUND.gaps if gap.finding.rule == "no_aftercare_route" and gap.finding.group == "everyone"
    )
    said = text(opened(LIBRARY, {"gap": gap.id}, ""))
    assert "One question settles it" in said
    assert (
        "Ask aftercare (Onward) and clinic (Riverside). Yes would remove this finding; no would make it certain."
        in said
    )


def test_names_from_tables_are_text_and_never_markup() -> None:
    assert "Oldbury & Sons <b>" in page("?area=old")
    assert "dangerously" not in page("?area=old")


def test_gaps_without_questions_still_say_what_to_do() -> None:
    for found in (FOUND, LIBRARY.gaps("old")):
        account = gaps_account(found)
        told = [account.opened(gap.id) for gap in found.gaps]
        assert all(one and one.entry.doing and one.entry.rests_on for one in told)


def test_a_name_may_be_missing() -> None:
    bare = replace(sound_area(), name="", id="bare")
    assert "bare" in page("?area=bare", Library([bare])) or "Gaps in referral" in page("?area=bare", Library([bare]))


def test_the_style_sheet_shows_the_symbols_of_the_library() -> None:
    style = (Path(frame.__file__).parent / "assets" / "frame.css").read_text(encoding="utf-8")
    for certainty, mark in MARKS.items():
        assert f'.badge-{certainty.value}::before {{ content: "{mark[0]} ";' in style


def test_a_long_list_shows_its_beginning_and_what_the_address_opens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gaps_page, "AT_ONCE", 3)
    parts = tuple(part for part in account_of(LIBRARY, State(area="spoken")).parts if part.code != LEVERS)

    def held(state: State) -> list[Entry]:
        return [entry for part in first_parts(parts, state) for entry in part.entries]

    roots, few = held(State(view="all")), held(State())
    assert roots == [entry for part in parts for entry in part.entries]
    assert few == roots[: len(few)]
    assert 1 <= sum(1 for root in few for _ in root.each()) <= 3
    assert held(State(gap=roots[-1].id)) == [*few, roots[-1]]
    assert f"The first {len(few)} of {len(roots)} causes are shown" in page("")
    assert "causes are shown" not in page("?view=all")
    assert len(gaps_page.PAGE.downloads["gaps"](LIBRARY, State(area="spoken")).splitlines()) == len(FOUND.gaps) + 1

"""The page What would help without a browser: first answers, three lists, what it would take, and its files."""

import csv
import io
from typing import Any

import pytest

from dashboards.library import Library
from dashboards.pages import best
from dashboards.state import State, read_state, write_state
from dtors_network.disclosure import Profile
from dtors_network.errors import InputError
from tests.screens import followed_area, spoken_area

LIBRARY = Library([followed_area(), spoken_area()], Profile.NONE)
FOLLOWED = State(area="followed")


def page(**state: Any) -> str:
    return str(best.layout(LIBRARY, FOLLOWED.but(**state)).to_plotly_json())


def test_the_first_answer_leads_and_the_lists_stand_under_their_headings() -> None:
    said = page()
    assert (
        "First, agree who is to provide inpatient detoxification or residential rehabilitation: nobody on the list"
        in said
    )
    assert "Agree with minds that people currently using are accepted there: it says no." in said
    assert said.index("Ahead of any ranking") < said.index("Overloads nobody, even at the upper end")
    assert "What each reason is worth at the most" in said and "no advice" in said


def test_where_nothing_can_be_ranked_the_first_answers_stand_all_the_same() -> None:
    said = str(best.layout(LIBRARY, State(area="spoken")).to_plotly_json())
    assert "Levers cannot be ranked" in said or "not ranked" in said


def test_a_target_is_part_of_the_address_and_of_the_page() -> None:
    state = FOLLOWED.but(target="reach:42")
    assert read_state(write_state(state), LIBRARY).target == "reach:42"
    assert "42 of 100" in page(target="reach:42")
    assert "Choose a target" in page()


@pytest.mark.parametrize("target", ["reach", "reach:", "reach:0", "reach:101", "leaving:5", "reach:x"])
def test_a_target_that_cannot_be_read_is_refused(target: str) -> None:
    with pytest.raises(InputError) as caught:
        read_state(f"?area=followed&target={target}", LIBRARY)
    assert "this target cannot be read" in str(caught.value)


def test_its_files_hold_what_is_shown() -> None:
    sets = list(csv.DictReader(io.StringIO(best.PAGE.downloads["best"](LIBRARY, FOLLOWED.but(view="2")))))
    assert sets and {"list", "rank", "levers", "value", "changes"} <= sets[0].keys()
    taken = list(csv.DictReader(io.StringIO(best.target_csv(LIBRARY, FOLLOWED.but(target="reach:42")))))
    assert {"levers", "strength_at_mean", "changes"} <= taken[0].keys()

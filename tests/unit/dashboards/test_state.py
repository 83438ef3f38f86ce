"""An address gives what it says or a message; never another area, never a traceback."""

from typing import Any

import pytest

from dashboards.library import Library
from dashboards.mended import offers
from dashboards.state import State, read_state, write_state
from dtors_network.errors import InputError
from tests.screens import screens, spoken_area

LIBRARY = Library(screens())
GAP = LIBRARY.gaps("spoken").gaps[0].id


@pytest.mark.parametrize(
    "state",
    [
        State(area="spoken"),
        State(area="old", group="everyone", rule="dead_end", certainty="sensitive"),
        State(area="spoken", gap=GAP),
        State(area="spoken", group="leaving_prison+currently_using"),
        State(area="spoken", group="currently_using+leaving_prison"),
        State(area="spoken", service="gp", link=("gp", "clinic"), view="certain"),
    ],
)
def test_what_is_written_is_read_again(state: State) -> None:
    assert read_state(write_state(state), LIBRARY, ["certain"]) == state


def test_without_an_area_the_first_is_shown() -> None:
    assert read_state("", LIBRARY) == read_state("?", LIBRARY) == State(area="spoken")


def test_without_any_area_there_is_nothing_to_show() -> None:
    assert read_state("", Library([])) == State()


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("?area=corvinham", "unknown area (found 'corvinham'). Known: spoken, old, sound, followed, circling."),
        ("?area=Spoken", "unknown area (found 'Spoken'). Known: spoken."),
        ("?aera=old", "unknown parameter (found 'aera'). Known: area."),
        ("?area=old&area=spoken", "area is given more than once. Give it once."),
        ("?area=old&group=all", "unknown client group (found 'all')."),
        ("?rule=x", "unknown gap rule (found 'x')."),
        ("?certainty=sure", "unknown certainty (found 'sure'). Known: certain, sensitive, unknowable."),
        ("?gap=dead_end:everyone:nobody", "this gap is not in the list of the area (found"),
        ("?service=nobody", "unknown service (found 'nobody'). Known: gp, clinic, aftercare, minds."),
        ("?link=gp", "a link has two ends (found 'gp'). Write sender>receiver."),
        ("?link=gp>nobody", "unknown service in a link (found 'nobody')."),
        ("?view=upside-down", "unknown view (found 'upside-down'). Known: none."),
        ("?area=" + "x" * 5000, "this address cannot be read. Start again from the first page."),
        (None, "this address cannot be read."),
        (["?area=spoken"], "this address cannot be read."),
        ({"area": "spoken"}, "this address cannot be read."),
        ("?area=<script>alert(1)</script>", "unknown area (found '<script>alert(1)</script>')."),
        ("?" + "&".join(f"a{n}=1" for n in range(60)), "this address cannot be read."),
    ],
)
def test_a_parameter_that_cannot_be_used_is_told(search: Any, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_state(search, LIBRARY)
    assert told in str(caught.value)


def test_every_fault_is_told_at_once() -> None:
    with pytest.raises(InputError) as caught:
        read_state("?rule=x&certainty=y&service=z", LIBRARY)
    assert len(caught.value.faults) == 3


def test_two_areas_with_one_id_cannot_be_told_apart() -> None:
    with pytest.raises(InputError, match="two areas have the same id"):
        Library([spoken_area(), spoken_area()])


def test_two_groups_are_written_with_a_plus_and_read_however_it_came() -> None:
    written = write_state(State(area="spoken", group="leaving_prison+currently_using"))
    assert "group=leaving_prison+currently_using" in written
    for plus in ("+", "%2B", "%20"):
        search = written.replace("prison+", f"prison{plus}")
        assert read_state(search, LIBRARY).group == "leaving_prison+currently_using"


def test_a_second_group_that_adds_nothing_is_left_out() -> None:
    assert read_state("?group=everyone+housing_need", LIBRARY).group == "housing_need"
    assert read_state("?group=housing_need+housing_need", LIBRARY).group == "housing_need"


@pytest.mark.parametrize(
    ("search", "told"),
    [
        ("?group=leaving_prison+using", "unknown client group (found 'using')"),
        ("?group=leaving_prison+currently_using+housing_need", "more than two client groups at once"),
    ],
)
def test_groups_that_cannot_be_read_together_are_told(search: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        read_state(search, LIBRARY)
    assert told in str(error.value)


def test_a_page_of_counts_tells_of_one_group_and_offers_each() -> None:
    search = "?area=old&group=leaving_prison+currently_using"
    with pytest.raises(InputError, match="counts are of one client group at a time"):
        read_state(search, LIBRARY, at_once=False)
    found = offers(search, LIBRARY, at_once=False)
    assert [state.group for _, state in found] == ["leaving_prison", "currently_using", ""]
    assert {state.area for _, state in found} == {"old"}


@pytest.mark.parametrize(
    ("search", "meant"),
    [
        ("?area=old&service=clinc&rule=dead_end", State(area="old", service="clinic", rule="dead_end")),
        ("?area=old&rule=ded_end&group=everyone", State(area="old", rule="dead_end", group="everyone")),
        ("?area=soken&group=everyone", State(area="spoken", group="everyone")),
        ("?area=old&aera=x&service=gp", State(area="old", service="gp")),
    ],
)
def test_what_is_right_of_an_address_stays_and_what_is_near_is_offered(search: str, meant: State) -> None:
    assert offers(search, LIBRARY)[0][1] == meant


@pytest.mark.parametrize("search", ["?area=" + "x" * 5000, None, 7, "?area=zzz"])
def test_of_an_address_that_says_nothing_only_the_areas_are_left(search: Any) -> None:
    assert offers(search, LIBRARY) in ([], [("Spoken", State(area="spoken"))])

"""The pages What if and Ways on from here without a browser: what they say, and what they take from an address."""

from dataclasses import replace
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from dash import dcc

from dashboards.frame import with_change
from dashboards.library import Library
from dashboards.pages import my_service, ways, what_if
from dashboards.pages.page import Page
from dashboards.state import State, read_state, write_state
from dtors_network.accounts.asked import goals
from dtors_network.accounts.routes import goal_options
from dtors_network.disclosure import Profile
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.area import Service
from dtors_network.whatif import read_changes
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.places import AddPlaces
from tests.same import components
from tests.screens import SECRETS, circling_area, followed_area, spoken_area

LIBRARY = Library([followed_area(), spoken_area(), circling_area()], Profile.NONE)
CONTACT = ("relieve", "could_not_contact")
FOLLOWED = State(area="followed")


def text_of(component: Any) -> str:
    return str(component.to_plotly_json())


def what_if_page(**state: Any) -> str:
    return text_of(what_if.layout(LIBRARY, FOLLOWED.but(**state)))


def test_without_a_change_nothing_is_said_to_change() -> None:
    said = what_if_page()
    assert "Choose a change to see what it would do." in said
    assert "None yet. Nothing is changed in the area itself" in said


def test_a_change_says_how_many_more_reach_aftercare() -> None:
    # 12 of 100 were lost for the reason; of the other 88, 80 started: at the least 10 of the 12 do, at the most all 12
    # and the 8 whose reason nobody recorded; of those at the clinic 29 of 80 go on, and at the most 3 of the 11 lost
    # there too, of whom nobody recorded the reason
    said = what_if_page(changes=(CONTACT,))
    least, most = 10 / 120 * 29 / 80 * 100, (100 / 120 * 32 / 80 - 29 / 120) * 100
    assert f"Of 100 people who come in, {least:.1f} to {most:.1f} more would start aftercare" in said
    assert "“The person could not be contacted” falls away as a reason, everywhere" in said


def test_an_overload_is_named() -> None:
    said = what_if_page(changes=(CONTACT,))
    assert "More people than places at clinic (Riverside)" in said


def test_the_assumptions_stand_beside_the_figures() -> None:
    assert "at the least they start as often as everybody else at the link" in what_if_page(changes=(CONTACT,))


def test_each_change_can_be_taken_out_by_a_link() -> None:
    changes = (CONTACT, ("places", "clinic=3"))
    said = what_if_page(changes=changes)
    alone = write_state(FOLLOWED.but(changes=(CONTACT,)))
    assert alone in said and write_state(FOLLOWED.but(changes=(changes[1],))) in said


def test_changes_are_written_to_the_address_and_read_back() -> None:
    changes = (CONTACT, ("add", "clinic>aftercare=0.5"), ("open", "minds:currently_using"))
    assert read_state(write_state(FOLLOWED.but(changes=changes)), LIBRARY).changes == changes


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ("relieve:could_not_contct", "unknown reason (found 'could_not_contct'). Did you mean"),
        ("paint:clinic", "unknown kind of change (found 'paint')."),
        ("places:clinic", "places is not written so (found 'clinic'). Write SERVICE=PLACES"),
        ("remove-service:clinic;open:clinic%3Aeveryone", "two changes contradict each other: --remove-service clinic"),
        ("remove-service:nowhere", "unknown service (found 'nowhere')."),
    ],
)
def test_changes_that_cannot_be_made_are_told_and_nothing_is_shown(changes: str, told: str) -> None:
    from urllib.parse import quote

    with pytest.raises(InputError) as caught:
        read_state(f"?area=followed&changes={quote(changes)}", LIBRARY)
    assert told in str(caught.value)


def test_small_counts_are_hidden_before_anything_is_worked_out() -> None:
    shared, held = (Library([followed_area()], profile) for profile in (Profile.NDTMS, Profile.NONE))
    changes = (("add", "gp>clinic"),)
    both = [library.what_if("followed", changes, "currently_using").reach[0] for library in (shared, held)]
    assert both[0].rise and both[1].rise
    assert both[0].rise[1] >= both[1].rise[1]
    assert "ndtms" in what_if.PAGE.downloads["what-if"](shared, FOLLOWED.but(changes=changes))


def test_what_would_help_most_has_a_page_of_its_own() -> None:
    assert "/best?area=followed&group=currently_using" in what_if_page(group="currently_using")


def test_how_much_of_a_reason_falls_away_is_chosen_by_links() -> None:
    half = ("relieve", "could_not_contact=0.5")
    said = what_if_page(changes=(half,))
    assert "falls away as a reason for 50 of every 100 who met it, everywhere" in said
    for other in (CONTACT, ("relieve", "could_not_contact=0.25")):
        assert write_state(FOLLOWED.but(changes=(other,))) in said
    assert f"href='{write_state(FOLLOWED.but(changes=(half,)))}'" not in said
    assert "How much falls away" not in what_if_page(changes=(("places", "clinic=3"),))


def test_reach_over_strength_is_drawn_where_a_change_has_one() -> None:
    assert "curve" in what_if_page(changes=(CONTACT,))
    assert "If a part of the reasons fell away" not in what_if_page(changes=(("places", "clinic=3"),))


def test_behind_the_door_what_is_likely_leads() -> None:
    said = text_of(what_if.layout(Library([followed_area()]), FOLLOWED.but(changes=(CONTACT,))))
    assert "more at the least would start aftercare" in said and "whatever the hidden counts are" in said


def test_what_hangs_on_each_organisation() -> None:
    said = what_if_page(view=what_if.ORGANISATIONS)
    assert "left, 1 way in would lose every certain way to aftercare." in said


def test_where_nobody_can_be_followed_the_page_says_why() -> None:
    said = text_of(what_if.layout(LIBRARY, State(area="circling", changes=(("remove-service", "minds"),))))
    assert "What would change for people is not counted" in said and "nobody ever leaves" in said


@pytest.mark.parametrize("view", ["", what_if.ORGANISATIONS])
@pytest.mark.parametrize("group", ["", "currently_using", "housing_need"])
def test_every_view_has_a_page_and_a_file(view: str, group: str) -> None:
    state = FOLLOWED.but(view=view, group=group, changes=(CONTACT,))
    assert "What if: Followed" in text_of(what_if.layout(LIBRARY, state))
    for make in what_if.PAGE.downloads.values():
        assert "profile" in make(LIBRARY, state)
    assert what_if.status(LIBRARY, state)


def test_nobody_is_named_and_nothing_quoted() -> None:
    state = State(area="spoken", service="clinic", to="mental_health")
    said = text_of(ways.layout(LIBRARY, state))
    assert not [secret for secret in SECRETS if secret in said]
    assert '"a provider", "the end that people are referred to", "disagrees"' in said


def test_the_best_way_on_is_the_headline() -> None:
    said = text_of(ways.layout(LIBRARY, FOLLOWED.but(service="gp")))
    assert "The best way on from gp (Hill Surgery) is to clinic (Riverside) and then aftercare (Onward)." in said
    assert "Of 100 referred at each step in turn, 58 get through." in said  # 80 of 100, and 29 of 40


def test_without_a_service_the_page_asks_for_one() -> None:
    assert "Choose where somebody is now" in text_of(ways.layout(LIBRARY, FOLLOWED))
    assert ways.PAGE.downloads["ways"](LIBRARY, FOLLOWED).startswith("way,step,source")


@pytest.mark.parametrize("page", [ways.PAGE, my_service.PAGE])
def test_without_a_service_every_one_is_a_link_under_its_stage(page: Page) -> None:
    state = FOLLOWED.but(group="mental_health_need")
    shown = [one for one in components(page.layout(LIBRARY, state)) if isinstance(one, dcc.Link)]
    chosen = {parse_qs(urlsplit(one.href).query)["service"][0]: one.href for one in shown}
    assert chosen.keys() == LIBRARY.area(FOLLOWED.area).service.keys()
    assert all(urlsplit(href).path == page.path and "mental_health_need" in href for href in chosen.values())


def test_a_way_that_nobody_spoke_of_is_not_called_absent() -> None:
    said = text_of(ways.layout(LIBRARY, FOLLOWED.but(service="aftercare", to="minds")))
    assert "Nobody spoke of a way on from aftercare (Onward) to minds (County Trust), and none is on record" in said


def test_where_somebody_is_already_there_it_is_said() -> None:
    assert "offers this itself" in text_of(ways.layout(LIBRARY, FOLLOWED.but(service="aftercare")))


def test_every_goal_can_be_chosen() -> None:
    area = followed_area()
    offered = [code for code, _ in goal_options(area, goals(area))]
    assert offered[0] == "" and {"treatment", "mental_health", "clinic"} <= set(offered)
    for goal in offered:
        read_state(write_state(FOLLOWED.but(to=goal)), LIBRARY)
    with pytest.raises(InputError, match="unknown place to go"):
        read_state("?area=followed&to=the_moon", LIBRARY)


ODD = "a=b>c@d;e:f+g%h→i&j k"


@pytest.mark.parametrize("ends", [(ODD, "gp"), ("gp", ODD), ("a=0.5", "b>c"), ("x;y", "x,y")])
@pytest.mark.parametrize("share", [None, "", 0.25, 1])
def test_any_id_survives_the_adding_of_a_link(ends: tuple[str, str], share: object) -> None:
    services = tuple(Service(service=end, service_type="gp") for end in ends)
    library = Library([replace(small_area(), services=services, statements=(), referrals=(), organisations=())])
    sent = {"what": "link", "part": {"link-from": ends[0], "link-to": ends[1], "share": share}}
    there = with_change(library, [], sent, "?area=small")
    (change,) = read_changes(read_state(there, library).changes)
    assert change == AddLink(*ends, None if share in (None, "") else float(str(share)))
    assert with_change(library, [], sent, there) == there


@pytest.mark.parametrize("service", [ODD, "a=3"])
def test_any_id_survives_the_adding_of_places(service: str) -> None:
    one = (Service(service=service, service_type="gp"),)
    library = Library([replace(small_area(), services=one, statements=(), referrals=())])
    sent = {"what": "places", "part": {"places": service, "places-number": 4}}
    (change,) = read_changes(read_state(with_change(library, [], sent, "?area=small"), library).changes)
    assert change == AddPlaces(service, 4)


BAD = [None, 3, {}, {"what": "link"}, {"what": "link", "part": 3}, {"what": "link", "part": {"link-from": ["gp"]}},
    {"what": "places", "part": {"places": "gp", "places-number": "many"}},
    {"what": "link", "part": {"link-from": "gp", "link-to": "clinic", "share": [1]}}]  # fmt: skip


@pytest.mark.parametrize("sent", BAD)
def test_what_a_client_makes_up_adds_nothing(sent: object) -> None:
    with pytest.raises(InputError, match="this change cannot be read"):
        with_change(LIBRARY, [], sent, "?area=followed")

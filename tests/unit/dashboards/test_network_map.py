"""The network map without a browser: what it draws, in which columns, and what it does not show."""

from dataclasses import replace
from typing import Any

import pytest

from dashboards.components.charts import GRAPH_CONFIG
from dashboards.library import Library
from dashboards.pages import network_map as page
from dashboards.state import State
from dashboards.views import network_map as views
from dtors_network.disclosure import Profile, protect
from dtors_network.figures.map_layout import columns_in_order, positions
from dtors_network.figures.network_map import network_figure
from dtors_network.gaps import find_gaps
from dtors_network.model.vocabulary import Certainty, LinkState
from dtors_network.synthetic import synthetic_area
from tests.screens import SECRETS, spoken_area

AREA = protect(spoken_area())
GAPS = find_gaps(AREA)
NETWORK = GAPS.case.network


MARKED = ("missing_route", "no_aftercare_route", "refused_group", "dead_end", "disputed_link")
"""Rules whose findings have a place on the map; others are counted, or about what is not there."""


def drawn(state: State) -> Any:
    return network_figure(views.map_of(GAPS, state))


def test_services_stand_in_the_column_of_their_stage() -> None:
    columns = {node.id: node.column for node in views.map_of(GAPS, State(area="spoken")).nodes}
    assert columns == {"gp": 0, "clinic": 2, "aftercare": 4, "minds": 5}


def test_links_of_every_state_but_silent_and_absent_are_drawn() -> None:
    states = {(line.source, line.target): line.state for line in views.link_lines(NETWORK, State(area="spoken"))}
    assert states == {
        ("clinic", "aftercare"): LinkState.ONE_SIDED,
        ("clinic", "minds"): LinkState.DISPUTED,
        ("gp", "clinic"): LinkState.CONFIRMED,
    }


def test_the_certain_view_keeps_only_what_the_certain_graph_has() -> None:
    lines = views.link_lines(NETWORK, State(area="spoken", view="certain"))
    assert {(line.source, line.target) for line in lines} == set(NETWORK.group("everyone").certain().edges)


def test_a_small_count_is_hidden_in_the_figure_and_in_the_file() -> None:
    state = State(area="spoken", group="currently_using")
    area = spoken_area()
    area = replace(area, referrals=(replace(area.referrals[0], referred=9, started=3),))
    gaps = find_gaps(protect(area))
    figure = network_figure(views.map_of(gaps, state))
    hovers = next(trace.text for trace in figure.data if trace.name == "links")
    assert any(text.endswith("started in the period: 1–5") for text in hovers)
    assert not any(text.endswith(": 3") for text in hovers)
    assert ",1–5," in page.csv(Library([area]), state)
    assert ",3," in page.csv(Library([area], Profile.NONE), state)


def test_services_at_which_a_gap_is_found_are_marked_by_the_most_certain_one() -> None:
    marks = {node.id: node.gap for node in views.map_of(GAPS, State(area="spoken")).nodes}
    certain = {
        service
        for finding in GAPS.findings
        if finding.certainty is Certainty.CERTAIN and finding.rule in MARKED
        for service in (finding.services if finding.rule == "refused_group" else finding.services[:1])
    }
    assert certain and {service for service, mark in marks.items() if mark is Certainty.CERTAIN} == certain


def test_every_link_can_be_pointed_at_and_names_its_ends() -> None:
    figure = drawn(State(area="spoken"))
    pointed = {tuple(data) for trace in figure.data if trace.customdata is not None for data in trace.customdata}
    assert {("link", "gp", "clinic"), ("link", "clinic", "minds"), ("service", "minds", "")} <= pointed


def test_states_differ_by_pattern_and_not_by_colour_alone() -> None:
    lines = [trace.line for trace in drawn(State(area="spoken")).data if trace.mode == "lines"]
    assert len({line.dash for line in lines}) == len(lines) == 3


def test_organisations_are_one_point_each() -> None:
    merged = views.map_of(GAPS, State(area="spoken", view="organisations"))
    assert {node.id for node in merged.nodes} == {"Hill Surgery", "Riverside", "Onward", "County Trust"}
    assert ("Hill Surgery", "Riverside") in {(link.source, link.target) for link in merged.links}


def test_a_large_area_is_drawn_by_service_type_or_around_one_service() -> None:
    gaps = find_gaps(synthetic_area(3, services=120).area)
    whole = views.map_of(gaps, State(area="large"))
    assert {node.id for node in whole.nodes} == {service.service_type for service in gaps.area.services}
    chosen = next(iter(gaps.case.network.evidence.links))[0]
    near = views.map_of(gaps, State(area="large", service=chosen))
    assert chosen in {node.id for node in near.nodes} and len(near.nodes) < 120
    assert all(chosen in (link.source, link.target) for link in near.links)


@pytest.mark.parametrize(
    ("state", "circle", "choosing"),
    [
        (State(area="big"), "Each circle is a type of service", "in the lists below: the map then shows it"),
        (State(area="big", view="organisations"), "Each circle is an organisation", "in the lists below"),
    ],
)
def test_words_say_what_the_circles_are_where_they_are_no_services(state: State, circle: str, choosing: str) -> None:
    network = find_gaps(synthetic_area(2, services=views.MOST_SERVICES + 1).area).case.network
    assert circle in views.caption(network, state)
    assert choosing in views.how_to_choose(network, state)
    assert "services of one organisation stand together" not in views.caption(network, state)
    near = state.but(view="", service=network.ids[0])
    assert views.caption(network, near).count("Each circle is a service: the chosen one") == 1


def test_a_click_chooses_only_where_circles_are_services() -> None:
    for view, services in (("", True), ("organisations", False)):
        assert drawn(State(area="spoken", view=view)).layout.meta == {"circles_are_services": services}


def test_crossings_are_fewer_than_in_order_of_name() -> None:
    column_of = {name: column for column, names in enumerate(("abcd", "wxyz")) for name in names}
    pairs = list(zip("abcd", "zyxw", strict=True))
    order = columns_in_order(column_of, {}, pairs)
    places = positions(order)
    assert all(places[one][1] == places[other][1] for one, other in pairs)


def test_nobody_is_named_and_nothing_quoted() -> None:
    library = Library([AREA])
    for state in (
        State(area="spoken"),
        State(area="spoken", service="clinic"),
        State(area="spoken", link=("clinic", "minds")),
    ):
        text = str(page.layout(library, state).to_plotly_json())
        assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("setting", ["showSendToCloud", "displaylogo"])
def test_no_chart_offers_a_way_out(setting: str) -> None:
    assert GRAPH_CONFIG[setting] is False

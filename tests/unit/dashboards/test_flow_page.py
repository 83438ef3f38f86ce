"""The page on referral and aftercare without a browser: what it says, what it draws, and what it does not show."""

from dataclasses import replace
from typing import Any

import pytest

from dashboards.library import Library
from dashboards.pages import flow as page
from dashboards.state import State
from dashboards.views import flow as views
from dtors_network.disclosure import PROFILES, control
from dtors_network.figures.cascade import cascade_figure
from dtors_network.figures.sankey import sankey_figure
from dtors_network.flow import client_flow
from dtors_network.model.bounds import Bounds
from tests.screens import circling_area, followed_area, spoken_area

AREA = followed_area()
LIBRARY = Library([AREA, spoken_area(), circling_area()])
EVERYONE = State(area="followed")
USING = State(area="followed", group="currently_using")


def text_of(component: Any) -> str:
    """Everything that a page says, data of its tables included."""
    return str(component.to_plotly_json())


def test_the_headline_says_how_many_of_a_hundred_reach_aftercare() -> None:
    # 120 come in; 80 of 120 start at the clinic, and 29 of the 80 of whom a next step is known go on to aftercare
    said = text_of(page.layout(LIBRARY, EVERYONE))
    assert "Of 100 people who come in, about 24 go on to start aftercare or recovery support" in said
    assert "20 of 100 referred" in said


def seen(reached: int) -> Library:
    """The same area, of whose people records saw some start aftercare."""
    rows = tuple(replace(row, reached_aftercare=reached) for row in AREA.arrivals if row.client_group == "everyone")
    return Library([replace(AREA, arrivals=rows)])


def test_what_records_saw_leads_and_stands_beside_the_model() -> None:
    said = text_of(page.layout(seen(31), EVERYONE))
    assert "Of 100 people who come in, about 26 were seen to start aftercare or recovery support" in said
    assert "Of 120 who came in unreferred and were followed in records, 26 % were seen to start aftercare" in said
    assert "They differ" not in said
    assert "They differ: where people go next depends on more than where they are." in text_of(
        page.layout(seen(80), EVERYONE)
    )


def test_a_few_who_were_seen_to_reach_aftercare_are_not_told() -> None:
    said = text_of(page.layout(seen(3), EVERYONE))
    assert "were seen" not in said


def test_links_that_tell_starts_only_are_counted_in_the_notes() -> None:
    rows = tuple(
        replace(row, referred=None, accepted=None, kept_by_sender=None, starts_only=True)
        for row in AREA.referrals
        if row.client_group == "everyone"
    )
    area = replace(AREA, referrals=rows, refusals=())
    said = text_of(page.layout(Library([area]), EVERYONE))
    assert "nobody can say how many were lost there: 3." in said
    assert "Where people are lost, most people first" not in said


def test_setting_out_from_a_service_changes_what_is_said() -> None:
    said = text_of(page.layout(LIBRARY, EVERYONE.but(service="clinic")))
    assert "who start at clinic (Riverside), about 36 go on" in said


def test_a_group_stands_beside_everyone_else() -> None:
    series = views.cascades(LIBRARY.flows("followed", "currently_using", "").value)
    assert [one.who for one in series] == [
        "People currently using",
        "Other people (everyone but people currently using)",
    ]
    assert len({trace.offsetgroup for trace in cascade_figure(control(series)).data}) == 2


def test_where_nothing_is_counted_the_page_says_what_to_collect() -> None:
    said = text_of(page.layout(LIBRARY, State(area="spoken")))
    assert "How many people reach aftercare is not counted: no row of departures names this group." in said
    assert "departures of this group by outcome" in said
    assert "replicates" not in said


def test_services_that_nobody_can_leave_are_named_and_nothing_is_computed() -> None:
    said = text_of(page.layout(LIBRARY, State(area="circling")))
    assert "everybody counted at clinic, gp goes on among them, so that nobody ever leaves" in said
    assert "Of 100" not in said


def test_wider_support_is_no_place_to_set_out_from() -> None:
    said = text_of(page.layout(LIBRARY, EVERYONE.but(service="minds")))
    assert "there is no such service on the way through treatment" in said


def test_small_numbers_are_hidden_in_tables_pictures_and_files() -> None:
    flow = client_flow(AREA, "currently_using")
    bands = control(views.bands_of(flow, USING)).value.bands
    assert all(band.people in (Bounds(1, 4), Bounds(6, 6)) for band in bands)
    assert {"on: * people", "lost: * people", "left: * people"} & set(
        sankey_figure(control(views.bands_of(flow, USING))).data[0].link.label
    )
    lines = page.csv(LIBRARY, USING).splitlines()
    lost = [line for line in lines if line.startswith("lost,currently_using")]
    assert lost and all(",*,*," in line for line in lost)
    open_ = page.csv(Library([AREA], PROFILES["none"]), USING).splitlines()
    assert any(line.startswith("lost,currently_using") and line.endswith(",3,3,none") for line in open_)


def test_bands_conserve_people() -> None:
    bands = views.bands_of(client_flow(AREA), EVERYONE.but(view="services")).bands
    out = {source: sum(band.people.low for band in bands if band.source == source) for source in ("gp", "clinic")}
    assert out == {"gp": 120, "clinic": 80}


def test_what_goes_back_is_in_the_table_and_not_in_the_picture() -> None:
    from dataclasses import replace

    from dtors_network.model.area import Referral

    back = Referral(source="clinic", target="gp", client_group="everyone", referred=9, started=9, kept_by_sender=0)
    flow = client_flow(replace(AREA, referrals=(*AREA.referrals, back)))
    view = control(views.bands_of(flow, EVERYONE))
    assert ("Structured treatment", "Routes in", "9") in views.band_rows(view.value).cells
    link = sankey_figure(view).data[0]
    columns = list(link.node.x)
    assert all(columns[a] < columns[b] for a, b in zip(link.link.source, link.link.target, strict=True))


def test_services_with_one_name_are_told_apart() -> None:
    from dataclasses import replace

    twins = replace(AREA, services=tuple(replace(row, name="Clinic") for row in AREA.services))
    places = [title for title, _ in views.bands_of(client_flow(twins), EVERYONE.but(view="services")).places]
    assert len(set(places)) == len(places)
    assert "Clinic (gp)" in places


def test_the_load_is_set_against_places() -> None:
    rows = views.load_rows(LIBRARY.flows("followed", "", "").value[0]).cells
    # 80 starts a year at 90 days each are 19.7 places
    assert ("clinic (Riverside)", "80", "20", "16 to 25", "20", "not given") in rows


@pytest.mark.parametrize("group", ["", "everyone", "leaving_prison", "housing_need"])
@pytest.mark.parametrize("view", ["", "services"])
def test_every_state_has_a_page_and_a_file(group: str, view: str) -> None:
    state = State(area="followed", group=group, view=view)
    assert "Referral and aftercare: Followed" in text_of(page.layout(LIBRARY, state))
    assert page.csv(LIBRARY, state).startswith("what,client_group,")
    assert page.status(LIBRARY, state)

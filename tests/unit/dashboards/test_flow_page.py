"""The page on referral and aftercare without a browser: what it says, what it draws, and what it does not show."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboards.library import Library
from dashboards.pages import flow as page
from dashboards.state import State
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.flow_pictures import LARGEST, bands_of, bands_sheet, cascades
from dtors_network.disclosure import Profile, protect
from dtors_network.figures.cascade import cascade_figure
from dtors_network.figures.sankey import sankey_figure
from dtors_network.flow import client_flow
from dtors_network.synthetic import synthetic_area
from tests.screens import circling_area, followed_area, spoken_area

AREA = followed_area()
LIBRARY = Library([AREA, spoken_area(), circling_area()], Profile.NONE)
SHARED = Library([AREA])
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
    return Library([replace(AREA, arrivals=rows)], Profile.NONE)


def test_what_records_saw_leads_and_stands_beside_the_model() -> None:
    said = text_of(page.layout(seen(31), EVERYONE))
    assert "Of 100 people who come in, about 26 were seen to start aftercare or recovery support" in said
    assert "Of 120 who came in unreferred and were followed in records, 26 % were seen to start aftercare" in said
    assert "They differ" not in said
    assert "They differ: where people go next depends on more than where they are." in text_of(
        page.layout(seen(80), EVERYONE)
    )


def test_links_that_tell_starts_only_are_counted_in_the_notes() -> None:
    rows = tuple(
        replace(row, referred=None, accepted=None, kept_by_sender=None, starts_only=True)
        for row in AREA.referrals
        if row.client_group == "everyone"
    )
    area = replace(AREA, referrals=rows, refusals=())
    said = text_of(page.layout(Library([area], Profile.NONE), EVERYONE))
    assert "nobody can say how many were lost there: 3." in said
    assert "Where people are lost between services" not in said


def test_setting_out_from_a_service_changes_what_is_said() -> None:
    said = text_of(page.layout(LIBRARY, EVERYONE.but(service="clinic")))
    assert "who start at clinic (Riverside), about 36 go on" in said


def test_a_group_stands_beside_everyone_else() -> None:
    series = cascades(LIBRARY.flows("followed", "currently_using", ""))
    assert [one.who for one in series] == [
        "People currently using",
        "Other people (everyone but people currently using)",
    ]
    assert len({trace.offsetgroup for trace in cascade_figure(series).data}) == 2


def test_where_nothing_is_counted_the_page_says_what_to_collect() -> None:
    said = text_of(page.layout(LIBRARY, State(area="spoken")))
    reason = "nobody counted how many people left with no onward referral"
    assert f"How many people reach aftercare is not counted: {reason}." in said
    assert "departures of this group by outcome" in said
    assert "replicates" not in said


def test_services_that_nobody_can_leave_are_named_and_nothing_is_computed() -> None:
    said = text_of(page.layout(LIBRARY, State(area="circling")))
    assert "everybody counted at clinic, gp goes on among them, so that nobody ever leaves" in said
    assert "Of 100" not in said


def test_wider_support_is_no_place_to_set_out_from() -> None:
    said = text_of(page.layout(LIBRARY, EVERYONE.but(service="minds")))
    assert "no such service on the way through treatment" in said


def test_numbers_stand_in_blocks_in_tables_pictures_and_files() -> None:
    bands = bands_of(client_flow(protect(AREA), "currently_using"))
    ends = {(band.people.low, band.people.high) for band in bands.bands}
    assert ends and not any(0 < low == high for low, high in ends)
    assert any("1–5 people" in said for said in sankey_figure(bands)["data"][-1]["hovertext"])
    lines = page.PAGE.downloads["flow"](SHARED, USING).splitlines()
    lost = [line for line in lines if line.startswith("lost,currently_using")]
    assert lost and all(line.endswith("ndtms") and ",3,3," not in line for line in lost)
    open_ = page.PAGE.downloads["flow"](LIBRARY, USING).splitlines()
    assert any(line.startswith("lost,currently_using") and ",3,3," in line for line in open_)


def test_bands_conserve_people() -> None:
    bands = bands_of(client_flow(AREA), by_service=True).bands
    out = {source: sum(band.people.low for band in bands if band.source == source) for source in ("gp", "clinic")}
    assert out == {"gp": 120, "clinic": 80}


def test_what_goes_back_is_in_the_table_and_not_in_the_picture() -> None:
    from dataclasses import replace

    from dtors_network.model.area import Referral

    back = Referral(source="clinic", target="gp", client_group="everyone", referred=9, started=9, kept_by_sender=0)
    flow = client_flow(replace(AREA, profile=Profile.NONE, referrals=(*AREA.referrals, back)))
    view = bands_of(flow)
    assert ("Structured treatment", "Routes in", "9") in bands_sheet(view).words()
    column = dict(view.places)
    drawn = sankey_figure(view)["data"][-1]["customdata"]
    assert drawn and all(column[source] < column[target] for source, target, _ in drawn)


def test_bands_fill_their_bars_inside_the_drawing_and_names_of_a_column_do_not_meet() -> None:
    view = bands_of(client_flow(replace(synthetic_area(5, services=60).area, profile=Profile.NONE)), by_service=True)
    drawn = sankey_figure(view)
    assert go.Figure(drawn).layout.height == drawn["layout"]["height"]
    ys = [y for trace in drawn["data"] for y in trace["y"] if y is not None]
    assert min(ys) >= 0 and max(ys) <= drawn["layout"]["height"]
    columns: dict[float, list[tuple[float, int]]] = {}
    for note in drawn["layout"]["annotations"]:
        columns.setdefault(note["x"], []).append((note["y"], note["text"].count("<br>") + 1))
    for names in columns.values():
        for (above, rows), (below, more) in pairwise(sorted(names)):
            assert below - above >= (rows + more) / 2 * 15
    assert any(" others: " in title for title, _ in view.places)
    assert max(Counter(x for _, x in view.places).values()) <= LARGEST + 1


def test_services_with_one_name_are_told_apart() -> None:
    from dataclasses import replace

    twins = replace(AREA, services=tuple(replace(row, name="Clinic") for row in AREA.services))
    places = [title for title, _ in bands_of(client_flow(twins), by_service=True).places]
    assert len(set(places)) == len(places)
    assert "Clinic (gp)" in places


def test_the_load_is_set_against_places() -> None:
    rows = account_of_reports(LIBRARY.flows("followed", "", "")).sheet("load").words()
    # 80 starts a year at 90 days each are 19.7 places
    assert ("clinic (Riverside)", "80", "20", "16 to 25", "20", "not given") in rows


@pytest.mark.parametrize("group", ["", "everyone", "leaving_prison", "housing_need"])
@pytest.mark.parametrize("view", ["", "services"])
def test_every_state_has_a_page_and_a_file(group: str, view: str) -> None:
    state = State(area="followed", group=group, view=view)
    assert "Referral and aftercare: Followed" in text_of(page.layout(LIBRARY, state))
    assert page.PAGE.downloads["flow"](LIBRARY, state).startswith("what,client_group,")
    assert page.status(LIBRARY, state)

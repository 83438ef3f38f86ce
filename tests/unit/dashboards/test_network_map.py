"""The map without a browser: what it brings forward under each lens, what recedes, and what it does not show."""

from dataclasses import replace
from itertools import pairwise
from typing import Any

import plotly.graph_objects as go
import pytest

from dashboards.components.charts import GRAPH_CONFIG
from dashboards.components.map_picture import MAP_GRAPH_CONFIG, MATRIX
from dashboards.components.tables import address
from dashboards.library import Library
from dashboards.pages import network_map as page
from dashboards.state import State, read_state
from dtors_network.accounts.map import map_account
from dtors_network.accounts.map_links import known_links
from dtors_network.accounts.map_lost import lost_sheet
from dtors_network.disclosure import Profile, protect
from dtors_network.figures.barrier_map import barrier_view, lenses_of, list_figure, map_figure, matrix_figure
from dtors_network.figures.barrier_map.folding import FOLD, folded
from dtors_network.figures.barrier_map.frame import HIGH, frame_of
from dtors_network.figures.barrier_map.lenses import ALL, FIRST, GAPS, LOOKS, QUESTIONS, look
from dtors_network.figures.barrier_map.matrix import DISCS
from dtors_network.figures.barrier_map.matrix_grid import grid_of, stretches
from dtors_network.figures.barrier_map.paths import link_ways, spot
from dtors_network.figures.map_layout import columns_in_order
from dtors_network.gaps import RULES, find_gaps
from dtors_network.graph import Network
from dtors_network.model.area import BarrierReport
from dtors_network.model.vocabulary import Certainty, End, LinkState
from dtors_network.synthetic import synthetic_area
from tests.screens import SECRETS, sound_area, spoken_area
from tests.unit.whatif.drawing import area_of, sent, service

AREA = protect(spoken_area())
GAPS_FOUND = find_gaps(AREA)
VIEW = barrier_view(GAPS_FOUND)
BIG = barrier_view(find_gaps(protect(synthetic_area(4, services=70).area), likely=False))


def names(figure: dict[str, Any]) -> list[str]:
    return [trace["name"] for trace in figure["data"]]


def written(figure: dict[str, Any]) -> list[str]:
    return [text for trace in figure["data"] if "text" in trace["mode"] for text in trace["text"]]


def pointed(figure: dict[str, Any]) -> set[tuple[str, ...]]:
    return {tuple(data) for trace in figure["data"] for data in trace.get("customdata", ())}


def test_services_stand_in_the_column_of_their_stage() -> None:
    assert {box.id: box.column for box in VIEW.boxes} == {"gp": 0, "clinic": 2, "aftercare": 4, "minds": 5}


def test_links_of_every_state_but_silent_and_absent_are_there() -> None:
    assert {link.pair: link.state for link in VIEW.links} == {
        ("clinic", "aftercare"): LinkState.ONE_SIDED,
        ("clinic", "minds"): LinkState.DISPUTED,
        ("gp", "clinic"): LinkState.CONFIRMED,
    }


def test_an_absent_or_silent_pair_is_drawn_where_a_barrier_is_reported_at_it() -> None:
    report = BarrierReport(report="B3", code="engagement.transition_loss", source="gp", target="aftercare")
    area = protect(replace(spoken_area(), barriers=(*spoken_area().barriers, report)))
    view = barrier_view(find_gaps(area))
    (link,) = [one for one in view.links if one.pair == ("gp", "aftercare")]
    assert link.state is LinkState.ABSENT and [badge.letter for badge in link.badges] == ["T"]
    assert any(text.startswith(LOOKS["absent"].words) for text in written(map_figure(view, "barrier-T")))


def test_only_what_stands_in_the_way_has_a_mark() -> None:
    benefit = BarrierReport(report="B4", code="cjs.wider_access", source="gp", target="clinic", side=End.SENDER)
    view = barrier_view(find_gaps(protect(replace(spoken_area(), barriers=(benefit,)))))
    assert view.places == {} and [lens.code for lens in lenses_of(view)] == ["", "gaps", "questions", "all"]


def test_places_are_counted_and_not_mentions() -> None:
    assert len(spoken_area().barriers) == 2 and VIEW.places == {"R": 1}


def test_services_are_marked_by_the_most_certain_gap_of_a_rule_that_marks() -> None:
    wanted: dict[str, Certainty] = {}
    for certainty in (Certainty.SENSITIVE, Certainty.CERTAIN):
        for finding in GAPS_FOUND.findings:
            if finding.certainty is certainty:
                wanted.update(dict.fromkeys(RULES[finding.rule].marks(finding), certainty))
    assert {box.id: box.gap for box in VIEW.boxes if box.gap} == wanted
    assert Certainty.CERTAIN in wanted.values()


@pytest.mark.parametrize(
    ("lens", "forward"),
    [
        (FIRST, {("clinic", "aftercare"), ("clinic", "minds")}),
        (QUESTIONS, {("clinic", "aftercare"), ("clinic", "minds")}),
        (ALL, {("clinic", "aftercare"), ("clinic", "minds")}),
        (GAPS, {("clinic", "minds")}),
        ("barrier-R", {("clinic", "minds")}),
        ("barrier-W", set()),
    ],
)
def test_a_lens_brings_out_its_links_and_lets_the_rest_recede(lens: str, forward: set[tuple[str, str]]) -> None:
    assert {link.pair for link in VIEW.links if look(link, lens, VIEW.is_small)} == forward
    drawn = {(source, target) for kind, source, target in pointed(map_figure(VIEW, lens)) if kind == "link"}
    assert drawn == forward


def test_looks_differ_by_more_than_their_colour() -> None:
    told = {(look.dash, look.width) for look in LOOKS.values()}
    assert len(told) == len(LOOKS)


@pytest.mark.parametrize("draw", [map_figure, matrix_figure, list_figure])
@pytest.mark.parametrize("view", [VIEW, BIG], ids=["small", "big"])
def test_plotly_takes_every_drawing_under_every_lens(draw: Any, view: Any) -> None:
    for lens in lenses_of(view)[:6]:
        figure = draw(view, lens.code)
        assert go.Figure(figure).layout.width == figure["layout"]["width"]


def test_what_recedes_is_called_confirmed_only_where_all_of_it_is() -> None:
    first, barrier = (written(map_figure(VIEW, lens)) for lens in (FIRST, "barrier-R"))
    assert "confirmed, nothing reported (1)" in first
    assert "every other link, not told apart in this view (2)" in barrier


def test_boxes_do_not_lie_over_each_other_and_names_are_whole_in_the_hover() -> None:
    at = frame_of(folded(BIG, FIRST), 1180)
    columns: dict[int, list[float]] = {}
    for column, y in at.middle.values():
        columns.setdefault(column, []).append(y)
    assert all(after - before >= HIGH for ys in columns.values() for before, after in pairwise(sorted(ys)))
    trace = next(one for one in map_figure(BIG)["data"] if one["name"] == "places")
    assert {text.split("</b>")[0][3:] for text in trace["hovertext"]} >= {b.title for b in folded(BIG, FIRST).boxes}


def test_lines_run_from_box_to_box_and_never_through_a_name() -> None:
    at, ways = frame_of(VIEW, 1180), link_ways(VIEW, frame_of(VIEW, 1180))
    for box in VIEW.boxes:
        left, top = at.left_of(box), at.top_of(box)
        inside = [(x, y) for way in ways.values() for x, y in way if left < x < left + at.box and top < y < top + HIGH]
        assert inside == []


def test_badges_keep_apart() -> None:
    taken: list[tuple[float, float]] = []
    run = [(float(x), 0.0) for x in range(0, 300, 10)]
    for _ in range(4):
        spot(run, "sender", taken)
    assert all(abs(a[0] - b[0]) > 27 for at, a in enumerate(taken) for b in taken[:at])
    assert spot(run, "receiver", [])[0] > 250


def test_many_services_of_one_type_stand_as_one_and_are_opened() -> None:
    one = folded(BIG, FIRST)
    assert sum(box.of for box in one.boxes) == len(BIG.boxes) > len(one.boxes)
    fold = next(box for box in one.boxes if box.of > 1)
    opened = folded(BIG, FIRST, frozenset({fold.id}))
    assert len(opened.boxes) == len(one.boxes) + fold.of - 1 and fold.id.startswith(FOLD)
    lit = {box.id for box in BIG.boxes if box.gap is Certainty.CERTAIN}
    assert lit <= {box.id for box in one.boxes}


def test_the_certain_links_are_those_of_the_certain_graph() -> None:
    network = GAPS_FOUND.case.network
    certain = {(one.source, one.target) for one in known_links(network) if one.certain}
    assert certain == set(network.group("everyone").certain().edges)


def test_an_area_without_a_finding_has_a_map_and_a_matrix_without_a_place_to_look() -> None:
    library = Library([sound_area()])
    for view in ("", MATRIX):
        shown = page.layout(library, State(area="sound", view=view))
        assert "Show it on the map" not in str(shown.to_plotly_json())


def test_the_matrix_marks_services_refusals_and_findings_and_no_column_that_would_not_do() -> None:
    barrier = BarrierReport(report="B9", code="referral.refuses_current_use", service="clinic")
    view = barrier_view(find_gaps(protect(replace(spoken_area(), barriers=(barrier,)))))
    drawn = matrix_figure(view)
    letters = [trace for trace in drawn["data"] if trace["name"] == "barriers"]
    assert [len(trace["x"]) for trace in letters] == [2]  # before its row and at the foot of its column
    notes = [*written(drawn), *(note["text"] for note in drawn["layout"]["annotations"])]
    assert any(text.startswith(("refuses a group", "may refuse a group")) for text in notes)
    numbered = {box.title: box.numbers for box in view.boxes if box.numbers}
    names = next(trace["text"] for trace in drawn["data"] if trace["name"] == "senders")
    assert numbered and all(any(DISCS[of[0] - 1] in name and title in name for name in [*names, *notes])
                            for title, of in numbered.items())  # fmt: skip


def test_a_bar_lies_over_those_that_would_do_and_over_no_other() -> None:
    grid = grid_of(BIG, 1180)
    for ghost in BIG.ghosts:
        under = {
            one for left, right in stretches(grid, ghost.targets) for one, x in grid.x.items() if left <= x <= right
        }
        assert under == set(ghost.targets) & set(grid.x)


def test_a_small_count_is_in_a_block_in_the_file_and_exact_for_the_holder() -> None:
    state, area = State(area="spoken", group="currently_using"), spoken_area()
    area = replace(area, referrals=(replace(area.referrals[0], referred=9, started=3),))
    shown = [
        row
        for row in page.PAGE.downloads["links"](Library([area]), state).splitlines()
        if row.startswith("clinic,minds")
    ]
    assert ",1,5," in shown[0]
    assert ",3,3," in page.PAGE.downloads["links"](Library([area], Profile.NONE), state)


def test_the_totals_count_causes_and_places() -> None:
    told = map_account(GAPS_FOUND)
    numbers = [number for number, _ in told.totals]
    assert numbers[0] + numbers[1] == len(told.view.findings) and numbers[2] == 1


def test_views_of_before_lead_to_what_is_nearest() -> None:
    assert page.today(State(area="spoken", view="certain")).lens == ALL
    assert page.today(State(area="spoken", view="organisations")).view == MATRIX


def test_crossings_are_fewer_than_in_order_of_name() -> None:
    column_of = {name: column for column, letters in enumerate(("abcd", "wxyz")) for name in letters}
    pairs = list(zip("abcd", "zyxw", strict=True))
    order = columns_in_order(column_of, {}, pairs)
    assert all(order[0].index(one) == order[1].index(other) for one, other in pairs)


def test_nobody_is_named_and_nothing_quoted() -> None:
    library = Library([AREA])
    chosen = [State(area="spoken"), State(area="spoken", service="clinic")]
    for state in (*chosen, State(area="spoken", link=("clinic", "minds"))):
        text = str(page.layout(library, state).to_plotly_json())
        assert not [secret for secret in SECRETS if secret in text]


@pytest.mark.parametrize("config", [GRAPH_CONFIG, MAP_GRAPH_CONFIG])
@pytest.mark.parametrize("setting", ["showSendToCloud", "displaylogo"])
def test_no_chart_offers_a_way_out(setting: str, config: dict[str, object]) -> None:
    assert config[setting] is False


@pytest.mark.parametrize("draw", [map_figure, list_figure, matrix_figure])
def test_what_is_drawn_alike_is_one_trace_however_many_there_are(draw: Any) -> None:
    alike = [
        (trace["name"], str(trace.get("line")), trace.get("fillcolor"), trace["mode"])
        for trace in draw(BIG)["data"]
        if trace["mode"] == "lines"
    ]
    assert len(alike) == len(set(alike)) and len(draw(BIG)["data"]) < 30


def test_only_what_needs_paper_of_its_own_is_an_annotation() -> None:
    for view in (VIEW, BIG):
        assert all(note["bgcolor"] for note in map_figure(view)["layout"]["annotations"])
        assert not list_figure(view)["layout"]["annotations"]


def test_a_box_is_clicked_anywhere_and_chosen_in_its_middle() -> None:
    at, trace = frame_of(VIEW, 1180), next(one for one in map_figure(VIEW)["data"] if one["name"] == "places")
    for box in VIEW.boxes:
        xs = [x for x, data in zip(trace["x"], trace["customdata"], strict=True) if data == ["service", box.id, ""]]
        left = at.left_of(box)
        assert xs[0] == round(left + at.box / 2) and min(xs) < left + at.box / 4 and max(xs) > left + at.box * 3 / 4


def test_a_row_leads_to_its_link_whatever_marks_its_ids_hold() -> None:
    area = replace(area_of(service("a>b", "gp"), service("c%", "psychosocial"), sent("a>b", "c%", 100, 60)), id="odd")
    library = Library([area])
    for sheet in (lost_sheet(Network(library.area("odd"))), map_account(library.gaps("odd")).sheet("links")):
        lead = sheet.leads()[0][0]
        assert lead is not None
        assert read_state(address(lead).partition("?")[2], library).link == ("a>b", "c%")

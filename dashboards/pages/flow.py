"""Referral and aftercare: how many get how far, and where people are lost on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import long_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State
from dashboards.views import flow as views
from dashboards.views.words import capital, group_name
from dtors_network.errors import InputError
from dtors_network.figures.cascade import cascade_figure
from dtors_network.figures.sankey import sankey_figure
from dtors_network.flow.draws import weak_band
from dtors_network.gaps import wording
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.report.export import as_csv, joined
from dtors_network.report.flow_rows import ASSUMPTION, STARTS_ONLY, FlowReport, flow_table
from dtors_network.report.flow_text import (
    NOT_COUNTED_NOTE,
    headline,
    how_sure,
    seen_and_modelled,
    what_to_collect,
    worst,
)
from dtors_network.rounding import per_100

CASCADE: Final = (
    "A bar ends at the least that the counts leave possible; an outline adds what hidden or missing counts may add. "
    "The line through its end is the 95 % interval. Stages are not steps of one way: people can miss one out."
)
BANDS: Final = (
    "The width of a band is the number of people on record in the period, the middle of its range where it is one. "
    "Orange is lost between services, grey is left with no onward referral. People who went back to an earlier stage, "
    "or on within one, are in the table only."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a client group and where people set out."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    try:
        body = _body(library, state)
    except InputError as error:
        body = [html.Div([html.H2("The counts cannot be followed"), *fault_list(error.faults)], id="fault")]
    return html.Div(
        [
            html.Div(
                [area_chooser(library, state), group_chooser(library, state), _start_chooser(library, state)],
                className="choosers",
            ),
            html.H1(f"Referral and aftercare: {area.name}"),
            area_context(area),
            *body,
        ],
        className="page page-flow",
    )


def _start_chooser(library: Library, state: State) -> Component:
    network = library.network(state.area)
    services = (id_ for id_ in library.flow(state.area).steps.services) if _follows(library, state) else network.ids
    options = [("", "All who come in"), *((id_, wording.service(network.area, id_)) for id_ in services)]
    return chooser("service", "Setting out from", options, state.service)


def _follows(library: Library, state: State) -> bool:
    try:
        library.flow(state.area)
    except InputError:
        return False
    return True


def _body(library: Library, state: State) -> list[Component]:
    reports = library.flows(state.area, state.group, state.service)
    report = reports[0]
    losses = views.worst_first(report)
    others = [other for other in reports[1:] if not other.reason]
    seen = seen_and_modelled(report)
    lead = [
        html.P(headline(report), className="headline"),
        html.P(what_to_collect(report) or how_sure(report), className="headline-facts"),
        *([html.P(seen, className="headline-step", id="seen-and-modelled")] if seen else []),
        *(html.P(f"{headline(other)} {how_sure(other)}", className="headline-step") for other in others),
        html.P(worst(report, losses), className="headline-step"),
    ]
    tools = html.Div([copy_link("flow"), csv_link("flow", state, "Download every figure (CSV)")], className="tools")
    return [
        html.Section([html.H2("The main thing", className="visually-hidden"), *lead], className="lead", id="headline"),
        tools,
        *([] if report.reason else _reach(reports)),
        *_bands(library, state),
        *_tables(library, state, reports),
        html.Section([html.H2("How to read this page"), *_notes(library, report, state)], className="reading"),
    ]


def _reach(reports: tuple[FlowReport, ...]) -> list[Component]:
    return [
        html.H2("Who ever starts at each stage"),
        chart("cascade", cascade_figure(views.cascades(reports)), CASCADE),
        _warning(reports[0]),
        html.Details([html.Summary("The same as a table"), long_table("reach", views.reach_rows(reports))]),
        html.H2("How journeys to aftercare end"),
        long_table("ends", views.end_rows(reports[0])),
    ]


def _warning(report: FlowReport) -> Component:
    """Warn where intervals of so few people were found to cover too seldom, or too often."""
    people = next((one.share.people for one in report.reached if one.share), None)
    band = weak_band(people.low) if people else None
    if band is None:
        return html.Div()
    low, high, covered = band
    text = (
        f"With {low} to {high} people the 95 % intervals on this page held the truth in {per_100(covered)} % of "
        "trials with known answers: read them as rough."
    )
    return html.P(text, className="message message-note", id="few-people")


def _bands(library: Library, state: State) -> list[Component]:
    flow = library.flow(state.area, state.group)
    drawn = views.bands_of(flow, state)
    if not drawn.bands:
        none = "Nobody of this group is on record between services: that says nothing of whether anybody went."
        return [html.H2("Where people went, on record"), html.P(none, className="message message-note", id="nobody")]
    return [
        html.H2("Where people went, on record"),
        html.Div(chooser("view", "Show", views.VIEWS.items(), state.view), className="choosers"),
        chart("bands", sankey_figure(drawn), BANDS),
        html.Details([html.Summary("The same as a table"), long_table("bands", views.band_rows(drawn))]),
    ]


def _tables(library: Library, state: State, reports: tuple[FlowReport, ...]) -> Iterator[Component]:
    report = reports[0]
    losses = views.worst_first(report)
    yield from _losses(reports, state) if losses else ()
    if report.not_counted:
        yield html.H2("Links of which a count is blank")
        yield html.P(NOT_COUNTED_NOTE, className="quiet")
        yield long_table("not-counted", views.not_counted_rows(reports[0], state))
    if report.coverage:
        yield html.H2("Wider support, beside treatment")
        yield long_table("coverage", views.coverage_rows(reports[0]))
    if report.loads:
        yield html.H2("How full services are")
        yield long_table("loads", views.load_rows(reports[0]))


def _losses(reports: tuple[FlowReport, ...], state: State) -> Iterator[Component]:
    losses = views.worst_first(reports[0])
    yield html.H2("Where people are lost, most people first")
    yield html.P(
        "Lost: referred, and neither started nor kept by the sender. The last column says how many more of 100 who "
        "come in would reach aftercare if everybody lost there had started. Ordered by the least that is sure.",
        className="quiet",
    )
    first, rest = losses[: views.AT_ONCE], losses[views.AT_ONCE :]
    yield long_table("losses", views.loss_rows(reports[0], first, state))
    if rest:
        further = long_table("further-losses", views.loss_rows(reports[0], rest, state))
        yield html.Details([html.Summary(f"Show {len(rest):,} further links"), further], className="more")


def _notes(library: Library, report: FlowReport, state: State) -> list[Component]:
    said = [ASSUMPTION, f"Intervals: {report.draws:,} replicates, seed {report.seed}."]
    if not report.area.records_complete:
        said.append("Referral counts are not said to be complete: referrals that nobody recorded are missing.")
    if report.starts_only:
        said.append(STARTS_ONLY.format(number=report.starts_only))
    for pair in report.left_out:
        ends = " to ".join(wording.service(report.area, end) for end in pair)
        said.append(f"Left out, since a meeting settled that there is no such link: people on record from {ends}.")
    return [html.Ul([html.Li(text) for text in said], className="notes"), standing_notes(library.view)]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Referral and aftercare: {library.area(state.area).name}" if state.area else "Referral and aftercare"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    area = library.area(state.area)
    start = wording.service(area, state.service) if state.service else "all who come in"
    return capital(f"{group_name(area, state.group or EVERYONE)}; setting out from {start}")


def csv(library: Library, state: State) -> str:
    """Give every figure as CSV text."""
    reports = library.flows(state.area, state.group, state.service)
    return as_csv(joined([flow_table(one) for one in reports]))


def made_from(library: Library, state: State) -> State:
    """Leave out what other pages choose."""
    return state.but(link=None, gap="", rule="", certainty="")


PAGE: Final[Any] = Page(
    path="/flow",
    name="Referral and aftercare",
    title=title,
    layout=layout,
    status=status,
    views=tuple(view for view in views.VIEWS if view),
    downloads={"flow": csv},
    made_from=made_from,
)

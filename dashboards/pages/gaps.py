"""The gaps page: what is missing between services, how sure that is, and what to ask or do."""

from __future__ import annotations

from typing import Any

from dash import MATCH, Dash, Input, Output, dcc, html, no_update
from dash import State as Given
from dash.development.base_component import Component

from dashboards.components.certainty import MARKS, SHORT, badge
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.gap_items import gap_body, root_item
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State, read_state, write_state
from dashboards.views import gaps as views
from dashboards.views.words import group_name
from dtors_network.errors import InputError
from dtors_network.gaps import RULES, Gaps
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Certainty
from dtors_network.report.export import as_csv
from dtors_network.report.headline import headline, leading
from dtors_network.report.terminal import parted


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area and a client group."""
    if not state.area:
        return no_area_page()
    gaps = library.gaps(state.area, state.group)
    area = library.area(state.area)
    return html.Div(
        [
            html.Div([area_chooser(library, state), group_chooser(library, state)], className="choosers"),
            html.H1(f"Gaps in referral and aftercare: {area.name}"),
            area_context(area),
            _headline(gaps, state),
            _tally(gaps, state),
            _list(gaps, state),
            html.Section([html.H2("How to read this page"), *_notes(gaps)], className="reading"),
        ],
        className="page",
    )


def _headline(gaps: Gaps, state: State) -> Component:
    parts: list[Component] = []
    if state.group:
        parts.append(html.P(f"For: {group_name(gaps.area, state.group)}", className="quiet"))
    parts.append(html.P(headline(gaps), className="headline"))
    first = leading(gaps)
    if first:
        step, sure = views.root_step(gaps, first), first[0].finding.certainty
        parts += [
            html.P([badge(sure), " ", " · ".join(views.root_facts(first))], className="headline-facts"),
            html.P([html.Strong(f"{step.label}: "), " ".join(step.lines)], className="headline-step"),
        ]
    else:
        parts.append(html.P("That is what these tables show. A link that works on paper may still fail a person."))
    heading = html.H2("The main thing", className="visually-hidden")
    return html.Section([heading, *parts], className="lead", id="headline")


def _tally(gaps: Gaps, state: State) -> Component:
    counts = views.tally(gaps)
    items = [
        html.Li([html.Strong(f"{counts[certainty]:,}"), " ", badge(certainty), html.Span(f" {SHORT[certainty]}")])
        for certainty in Certainty
    ]
    caution = "More findings can mean that more was asked. The same people can stand behind several of them."
    return html.Section(
        [
            html.H2("How sure", className="visually-hidden"),
            html.Ul(items, className="tally"),
            html.P(caution, className="quiet"),
        ],
        className="tally-section",
    )


def _list(gaps: Gaps, state: State) -> Component:
    rules = views.rules_found(gaps)
    if state.rule and state.rule not in rules:
        rules = (*rules, state.rule)
    kinds = [("", "Every kind"), *((code, RULES[code].title) for code in rules)]
    sure = [("", "However sure"), *((certainty.value, MARKS[certainty]) for certainty in Certainty)]
    tools = html.Div(
        [
            chooser("rule", "Kind of gap", kinds, state.rule),
            chooser("certainty", "How sure", sure, state.certainty),
            csv_link("gaps", state, "Download this list (CSV)"),
            copy_link("view"),
        ],
        className="tools",
    )
    return html.Section(
        [html.H2("Every finding, most certain first"), tools, *_roots(gaps, state)], className="findings"
    )


def _roots(gaps: Gaps, state: State) -> list[Component]:
    roots = views.listed_roots(gaps, state)
    if not gaps.gaps:
        return [html.P("No gap was found against the reference.", className="message message-note")]
    if not roots:
        everything = write_state(state.but(rule="", certainty="", gap=""))
        link = dcc.Link("Show every finding", href=everything)
        return [html.P(["No finding is of this kind and this sure. ", link, "."], className="message message-note")]
    shown: list[Component] = [html.P(views.listing(gaps, state), className="quiet", id="listing")]
    if state.gap and state.gap not in {gap.id for root in roots for gap in root.shown}:
        link = dcc.Link("Show every finding", href=write_state(state.but(rule="", certainty="")))
        shown.append(html.P(["The filters hide the finding that this link opens. ", link, "."], className="message"))
    held = views.first_roots(roots, state)
    by_first = {root.first.id: root for root in held}
    for meaning, mine in parted([root.shown for root in held]):
        items = [root_item(gaps, by_first[gaps_of[0].id], state) for gaps_of in mine]
        shown += [html.H3(meaning), html.Ol(items, className="roots")]
    if len(held) < len(roots):
        shown.append(_rest(len(held), len(roots), state))
    return shown


def _rest(held: int, every: int, state: State) -> Component:
    link = dcc.Link("Show all of them", href=write_state(state.but(view=views.ALL)))
    told = f"The first {held:,} of {every:,} causes are shown; the CSV file holds every one. "
    return html.P([told, link, " (this can take some seconds)."], className="message message-note", id="rest")


def _notes(gaps: Gaps) -> list[Component]:
    missing = views.not_assessed(gaps)
    said: list[Component] = [html.P(missing, id="not-assessed")] if missing else []
    meanings = [html.Li([badge(certainty), f" {SHORT[certainty]}"]) for certainty in Certainty]
    return [*said, html.Ul(meanings, className="notes"), standing_notes(profile_of_shown(gaps.area))]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"Gaps: {library.area(state.area).name}" if state.area else "Gaps"


def status(library: Library, state: State) -> str:
    """Say what the list now holds."""
    return views.listing(library.gaps(state.area, state.group), state) if state.area else "No area is open"


def csv(library: Library, state: State) -> str:
    """Give the listed gaps as CSV text."""
    return as_csv(views.shown_table(library.gaps(state.area, state.group), state))


def connect(app: Dash, library: Library) -> None:
    """Fetch what is inside a gap when it is first opened."""

    @app.callback(  # type: ignore[misc, untyped-decorator, unused-ignore]
        Output({"type": "gap-body", "gap": MATCH}, "children"),
        Input({"type": "gap-summary", "gap": MATCH}, "n_clicks"),
        Given({"type": "gap-summary", "gap": MATCH}, "id"),
        Given("location", "search"),
        prevent_initial_call=True,
    )
    def _open(clicks: object, id_: object, search: object) -> Any:
        return no_update if clicks != 1 else opened(library, id_, search)


def opened(library: Library, id_: object, search: object) -> list[Component]:
    """Give what is inside a gap; nothing that a client sent is trusted.

    Parameters
    ----------
    library : Library
        The areas at hand.
    id_ : object
        The id of the line that was opened.
    search : object
        The address at which it stands.

    Returns
    -------
    list of Component
        The body of the gap, or a message.
    """
    gap_id = id_.get("gap") if isinstance(id_, dict) else None
    try:
        state = read_state(search, library, (views.ALL,))
    except InputError as error:
        return fault_list(error.faults)
    if not state.area:
        return [html.P("No area is open.", className="message message-fault")]
    gaps = library.gaps(state.area, state.group)
    gap = views.find_gap(gaps, gap_id) if isinstance(gap_id, str) else None
    if gap is None:
        return [html.P("This finding is not in the list of the area.", className="message message-fault")]
    return gap_body(gaps, gap, state)


PAGE = Page(
    path="/",
    name="Gaps",
    title=title,
    layout=layout,
    status=status,
    views=(views.ALL,),
    downloads={"gaps": csv},
    connect=connect,
)

"""The gaps page: what is missing between services, how sure that is, and what to ask or do."""

from __future__ import annotations

from typing import Any, Final

from dash import MATCH, Dash, Input, Output, dcc, html, no_update
from dash import State as Given
from dash.development.base_component import Component

from dashboards.components.certainty import badge
from dashboards.components.choosers import also_chooser, area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.gap_items import gap_body, root_item
from dashboards.components.messages import fault_list, no_area_page
from dashboards.components.questions import first_step
from dashboards.components.sharing import copy_link, csv_link, report_links
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, sheet_of
from dashboards.state import State, read_state, write_state
from dashboards.typography import kept_together
from dtors_network.accounts.certainty import MARKS, SHORT
from dtors_network.accounts.gaps import LEVERS, GapsAccount, gaps_account
from dtors_network.accounts.parts import Part
from dtors_network.accounts.words import group_name
from dtors_network.errors import InputError
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

ALL: Final = "all"
"""The view that shows a long list whole."""

AT_ONCE: Final = 40
"""Findings that a page shows at once: 60 took half a second to draw where it was measured."""


def account_of(library: Library, state: State) -> GapsAccount:
    """Tell the gaps that an address asks for."""
    return gaps_account(library.gaps(state.area, state.group), state.rule, state.certainty)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area and a client group."""
    if not state.area:
        return no_area_page()
    account = account_of(library, state)
    area = library.area(state.area)
    for_whom = html.P(f"For: {group_name(area, state.group)}", className="quiet") if state.group else None
    return html.Div(
        [
            html.Div(
                [area_chooser(library, state), group_chooser(library, state), also_chooser(library, state)],
                className="choosers",
            ),
            html.H1(f"Gaps in referral and aftercare: {area.name}"),
            area_context(area),
            _headline(account, for_whom),
            _tally(account),
            _list(account, state),
            reading((), profile_of_shown(area), *_notes(account)),
        ],
        className="page page-gaps",
    )


def _headline(account: GapsAccount, for_whom: Component | None) -> Component:
    first, said = account.first, account.headline
    parts = [html.P(said, className="headline")]
    if first is None:
        parts.append(html.P("That is what these tables show. A link that works on paper may still fail a person."))
    else:
        if first.title not in said:
            parts.append(html.P(f"First of what is listed: {first.title}."))
        assert first.certainty is not None
        facts: list[Component | str] = [badge(first.certainty), " ", " · ".join(first.facts)]
        parts += [
            html.P(facts, className="headline-facts"),
            *([html.P(first.rests_on, className="quiet")] if first.rests_on else []),
            html.P(first_step(first.doing), className="headline-step"),
        ]
    heading = html.H2("The main thing", className="visually-hidden")
    above = [heading, for_whom] if for_whom else [heading]
    return html.Section([*above, *parts], className="lead", id="headline")


def _tally(account: GapsAccount) -> Component:
    counts = account.tally
    items = [
        html.Li(
            [
                html.Strong(counted(counts[certainty], "finding", "findings")),
                " ",
                badge(certainty, leads=True),
                html.Span(f" {SHORT[certainty]}"),
            ]
        )
        for certainty in Certainty
    ]
    caution = (
        "More findings can mean that more was asked. One cause can stand behind several, and so can the same people."
    )
    return html.Section(
        [
            html.H2("How sure", className="visually-hidden"),
            html.Ul(items, className="tally"),
            html.P(caution, className="quiet"),
        ],
        className="tally-section",
    )


def _list(account: GapsAccount, state: State) -> Component:
    kinds = [("", "Every kind"), *account.kinds.items()]
    sure = [("", "However sure"), *((certainty.value, MARKS[certainty]) for certainty in Certainty)]
    tools = html.Div(
        [
            chooser("rule", "Kind of gap", kinds, state.rule),
            chooser("certainty", "How sure", sure, state.certainty),
            csv_link("gaps", state, "Download this list (CSV)"),
            *report_links(state),
            copy_link("view"),
        ],
        className="tools",
    )
    heading = html.H2("Every cause, most certain first")
    return html.Section([heading, tools, *_roots(account, state)], className="findings")


def _roots(account: GapsAccount, state: State) -> list[Component]:
    if not account.found.gaps:
        return [html.P("No gap was found against the reference.", className="message message-note")]
    if not account.listed:
        everything = write_state(state.but(rule="", certainty="", gap=""))
        link = dcc.Link("Show every finding", href=everything)
        return [html.P(["No finding is of this kind and this sure. ", link, "."], className="message message-note")]
    shown: list[Component] = [html.P(account.listing, className="quiet", id="listing")]
    if state.gap and state.gap not in {gap.id for gap in account.listed}:
        link = dcc.Link("Show every finding", href=write_state(state.but(rule="", certainty="")))
        shown.append(html.P(["The filters hide the finding that this link opens. ", link, "."], className="message"))
    every = tuple(part for part in account.parts if part.code != LEVERS)
    held = first_parts(every, state)
    for part in held:
        items = [root_item(account, entry, state) for entry in part.entries]
        shown += [html.H3(part.title), html.Ol(items, className="roots")]
    left = _roots_of(every) - _roots_of(held)
    return [*shown, _rest(_roots_of(held), _roots_of(every), state)] if left else shown


def _roots_of(parts: tuple[Part, ...]) -> int:
    return sum(len(part.entries) for part in parts)


def first_parts(parts: tuple[Part, ...], state: State) -> tuple[Part, ...]:
    """Keep as many causes of a long list as a page can hold, whole ones; all of them where the address asks for all.

    A cause that holds what the address opens is kept wherever it stands.
    """
    sizes = {entry.id: [one.id for one in entry.each()] for part in parts for entry in part.entries}
    if state.view == ALL or sum(map(len, sizes.values())) <= AT_ONCE:
        return parts
    room, kept = AT_ONCE, set[str]()
    for root, ids in sizes.items():
        room -= len(ids)
        if room >= 0 or not kept or state.gap in ids:
            kept.add(root)
    held = (Part(part.title, tuple(entry for entry in part.entries if entry.id in kept), part.code) for part in parts)
    return tuple(part for part in held if part.entries)


def _rest(held: int, every: int, state: State) -> Component:
    link = dcc.Link("Show all of them", href=write_state(state.but(view=ALL)))
    told = f"The first {held:,} of {counted(every, 'cause', 'causes')} are shown; the CSV file holds every one. "
    return html.P([told, link, " (this can take some seconds)."], className="message message-note", id="rest")


def _notes(account: GapsAccount) -> list[Component]:
    meanings = [html.Li([badge(certainty, leads=True), f" {SHORT[certainty]}"]) for certainty in Certainty]
    return [*map(html.P, account.notes), html.Ul(meanings, className="notes")]


def status(library: Library, state: State) -> str:
    """Say what the list now holds."""
    return account_of(library, state).listing if state.area else NO_AREA


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
        return no_update if clicks != 1 else kept_together(opened(library, id_, search))


def opened(library: Library, id_: object, search: object) -> list[Component]:
    """Give what is inside a gap; nothing that a client sent is trusted.

    The body of the gap, or a message; ``search`` is the address at which it stands.
    """
    gap_id = id_.get("gap") if isinstance(id_, dict) else None
    try:
        state = read_state(search, library, (ALL,))
    except InputError as error:
        return fault_list(error.faults)
    if not state.area:
        return [html.P("No area is open.", className="message message-fault")]
    told = account_of(library, state).opened(gap_id) if isinstance(gap_id, str) else None
    if told is None:
        return [html.P("This finding is not in the list of the area.", className="message message-fault")]
    return gap_body(told, state)


PAGE = Page(
    path="/gaps",
    at_once=True,
    name="Gaps",
    layout=layout,
    status=status,
    views=(ALL,),
    downloads={"gaps": sheet_of(account_of)},
    connect=connect,
)

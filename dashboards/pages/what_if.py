"""What if: choose changes, and see reach, losses, gaps and load on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import dash_mantine_components as dmc
from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, change_chooser, chooser, group_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import long_table, sheet_table
from dashboards.library import Library
from dashboards.pages.page import Page
from dashboards.state import State
from dashboards.views import what_if as views
from dashboards.views.words import counted, group_name
from dtors_network.accounts.account import Account
from dtors_network.accounts.stress import stress_account
from dtors_network.figures.cascade import beside_figure
from dtors_network.gaps import wording
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.out.csv_text import csv_text
from dtors_network.report.export import as_csv
from dtors_network.report.flow_text import ASSUMPTION
from dtors_network.report.whatif_rows import whatif_table
from dtors_network.report.whatif_text import (
    closing_words,
    gaps_sentence,
    interval_of_100,
    overload_sentence,
    whatif_headline,
)
from dtors_network.whatif import WhatIf
from dtors_network.whatif.change import Change

BARS: Final = (
    "Of 100 people who set out there, how many ever start aftercare or recovery support: blue after the changes, grey "
    "now. An outline adds what hidden or missing counts, and what nobody can say of the changes, may add."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, a view and the changes chosen."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    parts = {views.ORGANISATIONS: _organisations}.get(state.view, _changes)
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "Show", views.VIEWS.items(), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"What if: {area.name}"),
            area_context(area),
            *parts(library, state),
            html.Section([html.H2("How to read this page"), *_notes(library)], className="reading"),
        ],
        className="page page-what-if",
    )


def _changes(library: Library, state: State) -> Iterator[Component]:
    found = library.what_if(state.area, state.changes, state.group)
    yield html.Section(_choose(library, state), className="choose-changes")
    yield html.Section([html.H2("Chosen changes"), _chosen(found, state)], id="chosen")
    mine = next((one for one in found.reach if one.group == found.group and not one.start), None)
    surely = interval_of_100(mine.rise) if mine else ""
    lead = [html.P(whatif_headline(found), className="headline")]
    if found.changes and surely:
        lead.append(html.P(f"95 % interval: {surely} of 100.", className="headline-facts"))
    lead += [html.P(text, className="headline-step") for text in _also(found)]
    yield html.Section([html.H2("The main thing", className="visually-hidden"), *lead], className="lead", id="headline")
    tools = [copy_link("what-if"), csv_link("what-if", state, "Download every figure (CSV)")]
    yield html.Div(tools, className="tools")
    if found.changes:
        yield from _what_follows(found)


def _also(found: WhatIf) -> list[str]:
    if not found.changes:
        return []
    return [text for text in (overload_sentence(found.area, found.loads), gaps_sentence(found)) if text]


def _choose(library: Library, state: State) -> list[Component]:
    area = library.area(state.area)
    tried = library.candidates(state.area, state.group)
    services = [(row.service, wording.service(area, row.service)) for row in area.services]
    return [
        html.H2("Choose changes"),
        change_chooser(
            "help",
            "Reasons that fall away, services that open, links that are agreed",
            views.change_options(area, tried),
            state.changes,
        ),
        change_chooser(
            "close", "Services that close, organisations that leave", views.closing_options(area), state.changes
        ),
        html.Details(
            [
                html.Summary("Add places or a link"),
                html.Div(
                    [
                        *_part("places", services),
                        _number("places-number", "How many more places", 1, 1),
                        _add("places", "Add the places"),
                    ],
                    className="tools",
                ),
                html.Div(
                    [
                        *_part("link-from", services),
                        *_part("link-to", services),
                        _number("share", "Share who would take it, 0 to 1 (blank: nobody can say)", None, 0.05),
                        _add("link", "Add the link"),
                    ],
                    className="tools",
                ),
            ],
            className="more",
        ),
    ]


LABELS: Final = {"places": "Service", "link-from": "From", "link-to": "To"}


def _part(name: str, services: list[tuple[str, str]]) -> Iterator[Component]:
    select: Component = dmc.Select(
        id={"type": "change-part", "name": name},
        label=LABELS[name],
        data=[{"value": code, "label": words} for code, words in services],
        withScrollArea=False,
        searchable=True,
        comboboxProps={"withinPortal": False, "transitionProps": {"duration": 0}},
        className="chooser",
        maw="100%",
        size="md",
    )
    yield select


def _number(name: str, label: str, value: float | None, step: float) -> Component:
    number: Component = dmc.NumberInput(
        id={"type": "change-part", "name": name},
        label=label,
        value=value,
        min=0,
        step=step,
        className="chooser",
        maw="100%",
        size="md",
        hideControls=True,
    )
    return number


def _add(name: str, label: str) -> Component:
    return html.Button(label, id={"type": "change-add", "name": name}, type="button", n_clicks=0, className="button")


def _chosen(found: WhatIf, state: State) -> Component:
    if not found.changes:
        return html.P("None yet. Nothing is changed in the area itself, whatever is chosen here.")
    return html.Ul([html.Li(_one(found, change, state)) for change in found.changes], className="chosen")


def _one(found: WhatIf, change: Change, state: State) -> list[Component | str]:
    words = change.words(found.area)
    hidden = html.Span(f": {words}", className="visually-hidden")
    return [f"{words[:1].upper()}{words[1:]}. ", dcc.Link(["Take it out", hidden], href=views.without(state, change))]


def _what_follows(found: WhatIf) -> Iterator[Component]:
    if found.reach:
        yield html.H2("Who would reach aftercare")
        if views.can_be_drawn(found):
            yield chart("before-after", beside_figure(views.before_and_after(found)), BARS)
        yield html.Details(
            [
                html.Summary("The same as a table, with other groups"),
                long_table("reach", views.reach_rows(found)),
            ]
        )
    yield from _gaps(found)
    if views.coverage_rows(found).cells:
        yield html.H2("Wider support, beside treatment")
        yield long_table("coverage", views.coverage_rows(found))
    if views.changed_loads(found):
        yield html.H2("How full services would be")
        yield long_table("loads", views.load_rows(found))
    yield html.H2("What is assumed")
    yield html.Ul([html.Li(text) for text in found.assumptions], className="notes", id="assumptions")


def _gaps(found: WhatIf) -> Iterator[Component]:
    if found.closed:
        yield html.H2("Gaps that close")
        yield html.Ul([html.Li(f"{gap.title}{closing_words(gap)}.") for gap in found.closed])
    if found.opened:
        yield html.H2("Gaps that open")
        yield html.Ul([html.Li(f"{gap.title}.") for gap in found.opened])
    if found.firmer:
        yield html.H2("Gaps of which we would be more, or less, sure")
        yield html.Ul(
            [
                html.Li(f"{after.title}: {before.finding.certainty.value} now, {after.finding.certainty.value} then.")
                for before, after in found.firmer
            ]
        )


def _organisations(library: Library, state: State) -> Iterator[Component]:
    account = _stress(library, state)
    yield html.Section([html.P(account.headline, className="headline")], className="lead", id="headline")
    yield html.Div([copy_link("stress"), csv_link("stress", state, "Download the list (CSV)")], className="tools")
    yield html.H2(account.sheet().title)
    yield from sheet_table(account.sheet(), name="stress")


def _stress(library: Library, state: State) -> Account:
    return stress_account(library.area(state.area), library.stress(state.area))


NOTES: Final = (
    "Everything here is worked out from counts in blocks, so that it can be shared.",
    "A change is a question, not a plan: it says what would follow if it came about, not how to bring it about.",
    ASSUMPTION,
)


def _notes(library: Library) -> list[Component]:
    return [html.Ul([html.Li(text) for text in NOTES], className="notes"), standing_notes(library.view)]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"What if: {library.area(state.area).name}" if state.area else "What if"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return "No area is open"
    if state.view:
        return views.VIEWS[state.view]
    chosen = counted(len(state.changes), "change", "changes")
    return f"{chosen} chosen, for {group_name(library.area(state.area), state.group or EVERYONE)}"


def csv(library: Library, state: State) -> str:
    """Give what the changes would do as CSV text."""
    return as_csv(whatif_table(library.what_if(state.area, state.changes, state.group)))


def stress_csv(library: Library, state: State) -> str:
    """Give what hangs on each organisation as CSV text."""
    return csv_text(_stress(library, state))


def made_from(library: Library, state: State) -> State:
    """Leave out what other pages choose."""
    return state.but(link=None, gap="", rule="", certainty="", service="", to="")


PAGE: Final[Any] = Page(
    path=views.PATH,
    name="What if",
    title=title,
    layout=layout,
    status=status,
    views=tuple(view for view in views.VIEWS if view),
    downloads={"what-if": csv, "stress": stress_csv},
    made_from=made_from,
)

"""What if: choose changes, and see reach, losses, gaps and load on one screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.change_chooser import choose_changes
from dashboards.components.charts import chart
from dashboards.components.choosers import area_chooser, chooser, group_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.messages import no_area_page
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import sheet_table
from dashboards.library import Library
from dashboards.pages.page import NO_AREA, Page, Part, made_without, sheet_of
from dashboards.state import State, write_state
from dtors_network.accounts.account import Account
from dtors_network.accounts.stress import stress_account
from dtors_network.accounts.whatif import whatif_account
from dtors_network.accounts.whatif_columns import Chosen, Reached
from dtors_network.accounts.words import group_name
from dtors_network.figures.cascade import Cascade, Step, beside_figure
from dtors_network.figures.curve import Curve, curve_figure
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE, Profile
from dtors_network.rounding import counted

PATH: Final = "/what-if"
ORGANISATIONS: Final = "organisations"
VIEWS: Final = {"": "What the changes would do", ORGANISATIONS: "If an organisation left"}
BARS: Final = (
    "Of 100 people who set out there, how many ever start aftercare or recovery support: blue after the changes, grey "
    "now. An outline adds what hidden or missing counts, and what nobody can say of the changes, may add."
)
LINE: Final = (
    "Of 100 who come in, how many ever start aftercare or recovery support where only a part of each reason falls "
    "away. The line is read at the fewest who come back; the band is the 95 % interval."
)
JUMP: Final = (
    "Some of the places where people would come back are not counted: nobody can say how many, so that the band holds "
    "everybody whom they may gain from the smallest part on, and jumps there."
)


def layout(library: Library, state: State) -> Component:
    """Lay out the page for an area, a group, a view and the changes chosen."""
    if not state.area:
        return no_area_page()
    area = library.area(state.area)
    parts = {ORGANISATIONS: _organisations}.get(state.view, _changes)
    return html.Div(
        [
            html.Div(
                [
                    area_chooser(library, state),
                    group_chooser(library, state),
                    chooser("view", "Show", VIEWS.items(), state.view),
                ],
                className="choosers",
            ),
            html.H1(f"What if: {area.name}"),
            area_context(area),
            *parts(library, state),
            reading([NOTE] if library.view is not Profile.NONE else [], library.view),
        ],
        className="page page-what-if",
    )


def _account(library: Library, state: State) -> Account:
    """Tell what the chosen changes would do."""
    found = library.what_if(state.area, state.changes, state.group)
    return whatif_account(found, library.strength_curve(state.area, state.changes, state.group))


def _changes(library: Library, state: State) -> Iterator[Component]:
    account = _account(library, state)
    yield html.Section(choose_changes(library, state), className="choose-changes")
    yield html.Section([html.H2("Chosen changes"), _chosen(account, state)], id="chosen")
    lead = [html.P(account.headline, className="headline")]
    lead += [html.P(text, className="headline-step") for text in account.sentences]
    yield html.Section([html.H2("The main thing", className="visually-hidden"), *lead], className="lead", id="headline")
    best = dcc.Link("What would help most", href=f"/best{write_state(State(area=state.area, group=state.group))}")
    tools = [copy_link("what-if"), csv_link("what-if", state, "Download reach, now and after (CSV)"), best]
    yield html.Div(tools, className="tools")
    if account.sheet("changes").items:
        yield from _what_follows(library.area(state.area), account, state.group or EVERYONE)


def _chosen(account: Account, state: State) -> Component:
    rows = account.sheet("changes").items
    if not rows:
        return html.P("None yet. Nothing is changed in the area itself, whatever is chosen here.")
    return html.Ul([html.Li(_one(row, state)) for row in rows], className="chosen")


def _one(row: Chosen, state: State) -> list[Component | str]:
    hidden = html.Span(f": {row.words}", className="visually-hidden")
    out = dcc.Link(["Take it out", hidden], href=_instead(state, row.pair))
    return [f"{row.words}. ", *_strengths(row, state), out]


def _strengths(row: Chosen, state: State) -> list[Component | str]:
    """Offer how much of the reason falls away; what is so now is no link."""
    if not row.strengths:
        return []
    told: list[Component | str] = ["How much falls away: "]
    for words, pair, is_now in row.strengths:
        told.append(html.Strong(words) if is_now else dcc.Link(words, href=_instead(state, row.pair, pair)))
        told.append(" · ")
    return told


def _instead(state: State, old: tuple[str, str], new: tuple[str, str] | None = None) -> str:
    """Give the address with another change in the place of one of them, or without it."""
    kept = [new if one == old else one for one in state.changes]
    return write_state(state.but(changes=tuple(one for one in kept if one is not None)))


def _what_follows(area: Area, account: Account, group: str) -> Iterator[Component]:
    mine = [row for row in account.sheet("reach").items if row.found.group == group]
    yield html.H2(account.sheet("reach").title)
    if any(row.found.after for row in mine):
        yield chart("before-after", beside_figure(_bars(area, mine)), BARS)
    table = sheet_table(account.sheet("reach"))
    yield html.Details([html.Summary("The same as a table, with other groups"), *table], className="more")
    curve = account.sheet("curve")
    if curve.items:
        points = [(point.strength, point.reach) for point in curve.items]
        yield html.H2(curve.title)
        jump = any(point.open_ended for point in curve.items)
        yield chart("curve", curve_figure(Curve(points, area.profile)), f"{LINE} {JUMP}" if jump else LINE)
        yield html.Details([html.Summary("The same as a table"), *sheet_table(curve)], className="more")
    for name in ("gaps", "coverage", "loads"):
        if account.sheet(name).items:
            yield html.H2(account.sheet(name).title)
            yield from sheet_table(account.sheet(name))
    levers = account.sheet("levers")
    if levers.items:
        yield html.H2(levers.title)
        yield html.Details(
            [html.Summary("What is done, and what did not help"), *sheet_table(levers)], className="more", id="levers"
        )
    yield html.H2("What is assumed")
    yield html.Ul([html.Li(text) for text in account.notes], className="notes", id="assumptions")


def _bars(area: Area, rows: list[Reached]) -> tuple[Cascade, ...]:
    """Give the bars of reach after and before, from all who come in and from each place of the group."""
    after, now = (tuple(Step(row.start, getattr(row.found, when)) for row in rows) for when in ("after", "before"))
    return Cascade("after", after, area.profile), Cascade("now", now, area.profile)


def _organisations(library: Library, state: State) -> Iterator[Component]:
    account = _stress(library, state)
    yield html.Section([html.P(account.headline, className="headline")], className="lead", id="headline")
    yield html.Div([copy_link("stress"), csv_link("stress", state, "Download the list (CSV)")], className="tools")
    yield html.H2(account.sheet().title)
    yield from sheet_table(account.sheet())


def _stress(library: Library, state: State) -> Account:
    return stress_account(library.stress(state.area))


NOTE: Final = "Everything here is worked out from counts in blocks, so that it can be shared."


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    if not state.area:
        return NO_AREA
    if state.view:
        return VIEWS[state.view]
    chosen = counted(len(state.changes), "change", "changes")
    return f"{chosen} chosen, for {group_name(library.area(state.area), state.group or EVERYONE)}"


PAGE: Final[Any] = Page(
    path=PATH,
    name="What if",
    part=Part.DOING,
    layout=layout,
    status=status,
    views=tuple(view for view in VIEWS if view),
    downloads={"what-if": sheet_of(_account), "stress": sheet_of(_stress)},
    made_from=made_without("link", "gap", "rule", "certainty", "service", "to"),
)

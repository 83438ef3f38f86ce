"""The page of an area: one screen that says what to look at first, with a door for each of those who come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.certainty import badge
from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, reading
from dashboards.components.holder import at_holder
from dashboards.components.messages import no_area_page
from dashboards.components.pictures import still
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import address
from dashboards.library import Library
from dashboards.pages.page import Page, headline_of, made_of, sheet_of
from dashboards.state import State, write_state
from dashboards.views.overview import agreed, barriers, lost
from dtors_network.accounts.gap_words import root_weight
from dtors_network.accounts.overview import ASKED, WORST, OverviewAccount, overview_account
from dtors_network.accounts.words import capital
from dtors_network.figures.barrier_map import list_figure, map_figure
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

TITLE: Final = "where people fall between services"


def account_of(library: Library, state: State) -> OverviewAccount:
    """Tell an area on one screen; what moved since a round of questions is told to its holder alone."""
    area, asked = state.area, library.since_round(state.area) if at_holder(library) else None
    pack = library.since_pack(area)

    def make() -> OverviewAccount:
        return overview_account(library.gaps(area), library.actions(area), library.movement(area), pack, asked)

    moved = pack and (pack[1], *((one.turn, one.gap.id) for one in pack[0].moved))
    found: OverviewAccount = library.once(("overview", area, moved, asked), make)
    return found


def layout(library: Library, state: State) -> Component:
    """Lay out the page of an area."""
    if not state.area:
        return no_area_page()
    account, area = account_of(library, state), library.area(state.area)
    return html.Div(
        [
            html.Div([area_chooser(library, state)], className="choosers"),
            html.H1(f"{area.name}: {TITLE}"),
            area_context(area),
            html.Div([*_doors(state)], className="doors"),
            html.Div([_first(account, state), _asking(account, state)], className="home-row home-first"),
            barriers(account),
            html.Div([lost(account, state), agreed(library, account, state)], className="home-row"),
            _unsaid(account),
            html.Div(
                [copy_link("overview"), csv_link("overview", state, "Download the certain gaps (CSV)")],
                className="tools",
            ),
            reading(account.notes, library.view),
        ],
        className="page page-home",
    )


def _doors(state: State) -> Iterator[Component]:
    """Offer a way in for each of those who come: commissioner, practitioner, analyst."""
    search = write_state(State(area=state.area))
    yield _door("For the next meeting", f"/actions{search}", "Actions due, the pack of two sheets, what to ask")
    yield _door("Where can this person go next?", f"/service{search}", "My service: who takes whom, whom to ring")
    yield _door(
        "Tables, intervals and code", f"/partnership{search}", "Measures with ranges; CSV on every page; Python"
    )


def _door(title: str, href: str, words: str) -> Component:
    return html.Div([dcc.Link(title, href=href), html.P(words, className="quiet")], className="door")


def _first(account: OverviewAccount, state: State) -> Component:
    """Show what leads with the map, then the next certain gaps."""
    rows = account.sheet("worst").items[:WORST]
    lead = rows[0] if rows else None
    body: list[Component] = [
        html.P("Look here first", className="kicker"),
        html.H2(account.headline, className="headline"),
    ]
    if lead is not None:
        body.append(html.P([badge(Certainty.CERTAIN), " ", _people(lead)], className="headline-facts"))
    body += _maps(account, state)
    return html.Section([*body, *_next(account, state)], className="lead home-lead", id="headline")


def _people(row: Any) -> str:
    return f"{capital(root_weight(row.root))}."


def _gap(row: Any) -> list[Component | str]:
    return [
        dcc.Link(row.found.gap.root_title, href=address(row.found.lead)),
        html.Span([badge(Certainty.CERTAIN), " ", _people(row)], className="home-facts"),
    ]


def _maps(account: OverviewAccount, state: State) -> list[Component]:
    """Draw the map still: across, and as a list for narrow windows; both lead to the map."""
    view, said = account.map.view, account.map.headline
    pictures = [
        still(map_figure(view, keyed=False), f"Map of the area. {said}", "still still-wide"),
        still(list_figure(view, ""), f"Map of the area as a list. {said}", "still still-narrow"),
    ]
    search = write_state(State(area=state.area))
    return [
        html.Div(pictures, className="home-map"),
        html.P(dcc.Link("Open the map, with its key", href=f"/map{search}")),
    ]


def _asking(account: OverviewAccount, state: State) -> Component:
    sheet = account.sheet("questions")
    items = [html.Li(_question(one)) for one in sheet.items[:ASKED]]
    more = account.questions - len(items)
    body: list[Component] = [html.H2(sheet.title)]
    body += [html.Ol(items, className="home-list")] if items else [html.P(sheet.none)]
    if more > 0:
        every = f"/gaps{write_state(State(area=state.area, certainty=Certainty.SENSITIVE.value))}"
        body.append(
            html.P(
                dcc.Link(f"{counted(more, 'further question', 'further questions')}, with what hangs on it", href=every)
            )
        )
    return html.Section(body, className="card")


def _next(account: OverviewAccount, state: State) -> Iterator[Component]:
    """Show the next certain gaps, and lead to all of them."""
    rows = account.sheet("worst").items[1:WORST]
    if rows:
        yield html.H2("Next certain gaps")
        yield html.Ol([html.Li(_gap(row)) for row in rows], start="2", className="home-list")
    gaps = f"/gaps{write_state(State(area=state.area))}"
    certain = counted(account.certain, "certain cause", "certain causes")
    words = (
        f"All gaps: {certain}, and what depends on questions" if account.certain else "All gaps, none of them certain"
    )
    yield html.P(dcc.Link(words, href=gaps))


def _question(one: Any) -> list[Component]:
    both = (*one.removes, *one.makes_certain)
    told = list(dict.fromkeys(gap.title for gap in both))
    hangs = f"{told[0]}{f', and {len(told) - 1:,} more' if len(told) > 1 else ''}."
    return [
        html.P(one.text, className="question"),
        html.P(f"Ask {one.whom}.", className="home-facts"),
        html.P(f"What hangs on it: {hangs}", className="home-facts"),
    ]


def _unsaid(account: OverviewAccount) -> Component:
    sheet = account.sheet("unsaid")
    items = [html.Li(text) for (text,) in sheet.words()]
    return html.Section([html.H2(sheet.title), html.Ul(items, className="notes")], className="card")


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"{library.area(state.area).name}: {TITLE}" if state.area else "This area"


PAGE: Final[Any] = Page(
    path="/",
    at_once=True,
    name="This area",
    title=title,
    layout=layout,
    status=headline_of(account_of),
    downloads={"overview": sheet_of(account_of, "worst")},
    made_from=made_of(),
)

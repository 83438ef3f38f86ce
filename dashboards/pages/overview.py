"""The page of an area: one screen that says what to look at first, with a door for each of those who come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.certainty import badge
from dashboards.components.choosers import area_chooser
from dashboards.components.context import area_context, standing_notes
from dashboards.components.holder import at_holder
from dashboards.components.messages import no_area_page
from dashboards.components.pictures import still
from dashboards.components.sharing import copy_link, csv_link
from dashboards.components.tables import address
from dashboards.library import Library
from dashboards.pages.page import Page, of_area
from dashboards.state import State, write_state
from dtors_network.accounts.actions import Agreed
from dtors_network.accounts.actions_words import came_of_it, due_words, since_words
from dtors_network.accounts.gap_words import root_weight
from dtors_network.accounts.overview import ASKED, LOST, NEXT, WORST, OverviewAccount, Turned, overview_account
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.words import capital, counted
from dtors_network.figures.barrier_map import list_figure, map_figure
from dtors_network.figures.barrier_map.small import small_figure
from dtors_network.model.vocabulary import Certainty
from dtors_network.out.csv_text import csv_text
from dtors_network.rounding import kept

TITLE: Final = "where people fall between services"
NAMED: Final = 3
"""Places that are named below a small picture; the rest is counted."""

SMALL: Final = (
    "Each picture is this area: six stages from routes in (left) to wider support, aftercare shaded. Places are "
    "counted, not how often something was said; what nobody reported is not known to be absent."
)
BARS: Final = (
    "Pale blue: started. Dark: no start on record. Hatched: one or the other, since counts are ranges. Some of them "
    "the sender saw again, so that they are not the people lost: "
)


def account_of(library: Library, state: State) -> OverviewAccount:
    """Tell an area on one screen; what moved since a round of questions is told to its holder alone."""
    area, asked = state.area, library.since_round(state.area) if at_holder(library) else None

    def make() -> OverviewAccount:
        return overview_account(library.gaps(area), library.actions(area), library.movement(area), asked=asked)

    found: OverviewAccount = library.once(("overview", area, asked), make)
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
            _barriers(account, state),
            html.Div([_lost(account, state), _agreed(library, account, state)], className="home-row"),
            _unsaid(account),
            html.Div(
                [copy_link("overview"), csv_link("overview", state, "Download the certain gaps (CSV)")],
                className="tools",
            ),
            html.Section([html.H2("How to read this page"), *_notes(library, account)], className="reading"),
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
    if not rows:
        body.append(html.P(f"{capital(account.sheet('worst').none)}.", className="message message-note"))
    return html.Section(body, className="lead home-lead", id="headline")


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
    return html.Section([*body, *_next(account, state)], className="card")


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


def _barriers(account: OverviewAccount, state: State) -> Component:
    sheet = account.sheet("barriers")
    if not sheet.items:
        return html.Section([html.H2(sheet.title), html.P(f"{capital(sheet.none)}.")], className="card")
    cards = [html.Li(_barrier(account, row)) for row in sheet.items]
    return html.Section(
        [
            html.H2(sheet.title),
            html.P(SMALL, className="quiet"),
            html.Ul(cards, className="small-maps"),
        ],
        className="card",
    )


def _barrier(account: OverviewAccount, row: Any) -> list[Component]:
    number = counted(len(row.places), "place", "places")
    names = "; ".join(one.words for one in row.places[:NAMED])
    more = len(row.places) - NAMED
    said = f"{row.kind.title}, at {number}"
    return [
        html.H3(dcc.Link(row.kind.title, href=address(row.lead))),
        still(small_figure(account.map.view, row.kind.letter), said, "still"),
        html.P(f"{number}: {names}{f'; {more:,} more' if more > 0 else ''}", className="home-facts"),
    ]


def _lost(account: OverviewAccount, state: State) -> Component:
    sheet = account.sheet("lost")
    flow = f"/flow{write_state(State(area=state.area))}"
    body: list[Component] = [html.H2(sheet.title)]
    if not sheet.items:
        return html.Section([*body, html.P(f"{capital(sheet.none)}.")], className="card")
    longest = max(one.referred.high for one in sheet.items[:LOST])
    bars = [html.Li(_bar(row, longest)) for row in zip(sheet.items[:LOST], sheet.words(LOST), strict=False)]
    return html.Section(
        [
            *body,
            html.Ol(bars, className="bars"),
            html.P([BARS, dcc.Link("Referral and aftercare", href=flow), "."], className="quiet"),
        ],
        className="card",
    )


def _bar(row: tuple[Any, tuple[str, ...]], longest: int) -> list[Component]:
    one, (source, target, *_) = row
    sure = max(0, one.referred.low - one.missed.high)
    parts = ((sure, "bar-started"), (one.missed.low, "bar-least"))
    open_ = one.referred.high - sure - one.missed.low
    widths = [*parts, (open_, "bar-most")]
    return [
        dcc.Link(f"{source} → {target}", href=address(one.lead)),
        html.Span(one.words, className="bar-words"),
        html.Span(
            [html.Span(className=name, style={"width": f"{kept(100 * part / longest, 1)}%"}) for part, name in widths],
            className="bar",
            **hyphened(aria_hidden="true"),
        ),
    ]


def _agreed(library: Library, account: OverviewAccount, state: State) -> Component:
    sheet: Sheet[Agreed] = account.sheet("actions")
    body: list[Component] = [html.H2("Agreed, and what came of it")]
    if sheet.items:
        body.append(_table(("Action", "Due", "Done", "The gap now"), map(_action, sheet.items[:NEXT])))
    else:
        body.append(html.P(f"{capital(sheet.none)}."))
    body.append(html.P(dcc.Link("All actions", href=f"/actions{write_state(State(area=state.area))}")))
    since = f"/rounds{write_state(State(area=state.area))}"
    rounds = [html.P(dcc.Link("Rounds of questions", href=since))] if at_holder(library) else []
    return html.Section([*body, *_changed(account), *rounds], className="card")


def _action(row: Agreed) -> tuple[Any, ...]:
    late = [html.Strong("overdue: "), due_words(row.one)] if row.one.overdue else due_words(row.one)
    return row.one.action.action, late, came_of_it(row.one), since_words(row.one)


def _table(heads: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> Component:
    names = list(heads)
    body = [
        html.Tr(
            [
                html.Th(row[0], scope="row"),
                *(html.Td(cell, **hyphened(data_head=name)) for cell, name in zip(row[1:], names[1:], strict=True)),
            ]
        )
        for row in rows
    ]
    head = html.Thead(html.Tr([html.Th(name, scope="col") for name in names]))
    return html.Table([head, html.Tbody(body)], className="plain-table stacks")


def _changed(account: OverviewAccount) -> Iterator[Component]:
    yield html.H2("What changed")
    for since, sentence in account.compared:
        yield html.P(sentence)
        sheet = _since(account, since)
        items = [html.Li([f"{capital(words[0])}: ", _linked(words[1], leads[1])]) for words, leads in _both(sheet)]
        if items:
            yield html.Ul(items, className="home-list")
        if len(sheet) > len(items):
            yield html.P(f"And {len(sheet) - len(items):,} more.", className="home-facts")


def _since(account: OverviewAccount, since: str) -> Sheet[Turned]:
    sheet: Sheet[Turned] = account.sheet("changed")
    return sheet.only(lambda row: row.since == since)


def _both(sheet: Sheet[Any]) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    return zip(sheet.words(NEXT), sheet.leads(), strict=False)


def _linked(words: str, lead: Any) -> Component | str:
    return dcc.Link(words, href=address(lead)) if lead else words


def _unsaid(account: OverviewAccount) -> Component:
    sheet = account.sheet("unsaid")
    items = [html.Li(text) for (text,) in sheet.words()]
    return html.Section([html.H2(sheet.title), html.Ul(items, className="notes")], className="card")


def _notes(library: Library, account: OverviewAccount) -> list[Component]:
    return [html.Ul([html.Li(text) for text in account.notes], className="notes"), standing_notes(library.view)]


def title(library: Library, state: State) -> str:
    """Name the window."""
    return f"{library.area(state.area).name}: {TITLE}" if state.area else "This area"


def status(library: Library, state: State) -> str:
    """Say what is now shown."""
    return account_of(library, state).headline if state.area else "No area is open"


def csv(library: Library, state: State) -> str:
    """Give the certain gaps as CSV text."""
    return csv_text(account_of(library, state), "worst")


PAGE: Final[Any] = Page(
    path="/",
    at_once=True,
    name="This area",
    title=title,
    layout=layout,
    status=status,
    downloads={"overview": csv},
    made_from=of_area,
)

"""What the page of an area shows below its first row: barriers, who is lost, what was agreed and what changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.holder import at_holder
from dashboards.components.pictures import still
from dashboards.components.tables import address
from dashboards.library import Library
from dashboards.state import State, write_state
from dtors_network.accounts.actions import Agreed
from dtors_network.accounts.actions_words import came_of_it, due_words, since_words
from dtors_network.accounts.overview import LOST, NEXT, OverviewAccount, Turned
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.words import capital
from dtors_network.figures.barrier_map.small import small_figure
from dtors_network.rounding import counted, kept

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


def barriers(account: OverviewAccount) -> Component:
    """Show each kind of barrier as a small map."""
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


def lost(account: OverviewAccount, state: State) -> Component:
    """Show the links on which most people do not start."""
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


def agreed(library: Library, account: OverviewAccount, state: State) -> Component:
    """Show what was agreed, what came of it, and what changed."""
    sheet: Sheet[Agreed] = account.sheet("actions")
    body: list[Component] = [html.H2("Agreed, and what came of it")]
    if sheet.items:
        body.append(_table(("Action", "Due", "How far", "The gap now"), map(_action, sheet.items[:NEXT])))
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

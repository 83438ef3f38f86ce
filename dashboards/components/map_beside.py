"""What stands beside the map: its headline and totals, the findings by number, and where no start is on record."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.certainty import badge
from dashboards.components.tables import address, further_rows, sheet_table
from dashboards.state import State, write_state
from dtors_network.accounts.map import MapAccount
from dtors_network.accounts.map_lost import NOTE
from dtors_network.figures.barrier_map.view import NUMBERED
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import kept

BARS: Final = 5
"""Links of which a bar is shown."""


def headline(account: MapAccount) -> Component:
    """Say what leads, what the links rest on, and the three totals."""
    there = account.look and dcc.Link("Show it on the map", href=address(account.look))
    totals = [html.Div([html.Dd(f"{number:,}"), html.Dt(words)]) for number, words in account.totals]
    return html.Section(
        [
            html.P(account.headline, className="headline"),
            *([html.P(there, className="headline-step")] if there else []),
            *(html.P(sentence, className="headline-facts") for sentence in account.sentences),
            html.Dl(totals, className="totals"),
        ],
        className="lead lead-map",
        id="headline",
    )


def findings(account: MapAccount) -> Iterator[Component]:
    """List the findings by their number on the map; those without one open below."""
    sheet = account.sheet("findings")
    if not sheet.items:
        yield html.P("No finding has a place on the map.")
        return
    items = []
    for one, leads in zip(sheet.items, sheet.leads(), strict=True):
        certainty = Certainty.CERTAIN if one.found.certain else Certainty.SENSITIVE
        lead = next(filter(None, leads))
        told = dcc.Link(one.found.title, href=address(lead))
        items.append(html.Li([html.Span(f"{one.found.number}", className="disc"), badge(certainty), " ", told]))
    yield html.Ol(items[:NUMBERED], className="numbered")
    if len(items) > NUMBERED:
        further = len(items) - NUMBERED
        rest = html.Ol(items[NUMBERED:], className="numbered", start=f"{NUMBERED + 1}")
        yield html.Details([further_rows(further, "finding"), rest], className="more")


def not_started(account: MapAccount, state: State) -> Iterator[Component]:
    """Rank where most people were referred and have no start on record, as bars that lead to the link."""
    sheet = account.sheet("lost")
    if not sheet.items:
        return
    longest = max(one.missed.high for one in sheet.items)
    bars = [
        html.Li(
            [
                dcc.Link(f"{source} → {target}", href=address(one.lead)),
                html.Span(one.words, className="bar-words"),
                html.Span(
                    _bar(one.missed.low, one.missed.high, longest), className="bar", **hyphened(aria_hidden="true")
                ),
            ]
        )
        for one, (source, target, *_) in zip(sheet.items[:BARS], sheet.words(), strict=False)
    ]
    flow = dcc.Link("Referral and aftercare", href=f"/flow{write_state(State(area=state.area, group=_one(state)))}")
    note: list[Component | str] = [
        NOTE,
        " The hatched end of a bar is what ranges leave open. How many were lost: ",
        flow,
        ".",
    ]
    heading = f"Referred, with no start on record: the {len(bars)} links with most" if len(bars) > 1 else sheet.title
    parts = [html.H2(heading), html.Ol(bars, className="bars"), html.P(note, className="quiet")]
    yield html.Section(parts, className="on-map lost")


def _one(state: State) -> str:
    """Give the client group where it is one; the page of the flow tells of one at a time."""
    return "" if "+" in state.group else state.group


def _bar(least: int, most: int, longest: int) -> list[Component]:
    return [
        html.Span(className="bar-least", style={"width": f"{kept(100 * least / longest, 1)}%"}),
        html.Span(className="bar-most", style={"width": f"{kept(100 * (most - least) / longest, 1)}%"}),
    ]


def lists(account: MapAccount) -> Iterator[Component]:
    """List what the map shows, so that it can be reached and read without it."""
    yield html.H2("The same as lists")
    for name in ("barriers", "services", "links", "lost"):
        sheet = account.sheet(name)
        summary = html.Summary(f"{sheet.title} ({len(sheet):,})")
        yield html.Details([summary, *sheet_table(sheet)], className="list")

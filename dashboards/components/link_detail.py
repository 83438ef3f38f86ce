"""What is known of one service or one referral link, for the side of the map."""

from __future__ import annotations

from collections.abc import Iterator

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.evidence import report_list
from dashboards.components.tables import address
from dtors_network.accounts.chosen import NOBODY, Beside, Chosen
from dtors_network.rounding import counted

AT_ONCE = 6
"""Findings that are listed at once."""


def chosen_detail(told: Chosen) -> Component:
    """Show what is known of what is chosen."""
    return html.Div(
        [
            html.H3(told.title, id="detail-title"),
            html.Dl([html.Div([html.Dt(term), html.Dd(words)]) for term, words in told.terms], className="terms"),
            *_reports(told),
            *_findings(told),
            *_asked(told),
            *(part for beside in told.beside for part in _beside(beside)),
        ]
    )


def _reports(told: Chosen) -> Iterator[Component]:
    if told.reports is not None:
        yield html.H4("Reported barriers")
        yield report_list(told.reports)


def _findings(told: Chosen) -> Iterator[Component]:
    if told.findings:
        yield html.H4(counted(len(told.findings), "finding names it", "findings name it"))
        yield html.Ul([html.Li(dcc.Link(words, href=address(lead))) for words, lead in told.findings[:AT_ONCE]])
        if len(told.findings) > AT_ONCE:
            yield html.P("The page of gaps lists them all.", className="quiet")


def _asked(told: Chosen) -> Iterator[Component]:
    if told.question:
        yield html.H4("What would settle it")
        yield html.P([html.Span(told.question, className="question"), f" Ask {told.whom}."])


def _beside(beside: Beside) -> Iterator[Component]:
    yield html.H4(beside.heading)
    if not beside.links:
        yield html.P(NOBODY)
    else:
        items = [html.Li([dcc.Link(name, href=address(lead)), f": {state}"]) for name, state, lead in beside.links]
        yield html.Ul(items)

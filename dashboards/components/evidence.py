"""What a gap rests on, and what was reported at the same place, as tables and lists."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboards.views.evidence import EvidenceLine, ReportLine

AT_ONCE: Final = 8
"""Rows shown at once; the others open below."""


def evidence_list(lines: tuple[EvidenceLine, ...]) -> Component:
    """Show the rows behind a gap; a long list opens in two steps."""
    if not lines:
        return html.P("No row of the tables names this place: the finding rests on what is not there.")
    shown: list[Component] = [_table(lines[:AT_ONCE], "Rows that it rests on")]
    if len(lines) > AT_ONCE:
        rest = lines[AT_ONCE:]
        opener = html.Summary(f"Show the other {len(rest)} rows")
        shown.append(html.Details([opener, _table(rest, "Further rows that it rests on")], className="more"))
    return html.Div(shown)


def _table(lines: tuple[EvidenceLine, ...], caption: str) -> Component:
    heads = html.Tr([html.Th("Where it is written", scope="col"), html.Th("What it says", scope="col")])
    rows = [html.Tr([html.Th(line.place, scope="row"), html.Td(line.says)]) for line in lines]
    hidden = html.Caption(caption, className="visually-hidden")
    return html.Table([hidden, html.Thead(heads), html.Tbody(rows)], className="plain-table stacks")


def report_list(lines: tuple[ReportLine, ...]) -> Component:
    """Show who reported what about which end, and what the other end said."""
    if not lines:
        return html.P("Nobody reported a barrier at this place.")
    return html.Ul([html.Li(_report(line)) for line in lines], className="reports")


def _report(line: ReportLine) -> list[Component | str]:
    note: list[Component | str] = [html.P(f"To read it fairly: {line.note}", className="quiet")] if line.note else []
    return [
        html.P([html.Strong(line.what), f". {line.meaning}"]),
        html.P(f"Reported by {line.reporter}, about {line.about}, at {line.where}. The other end {line.reply}."),
        *note,
    ]

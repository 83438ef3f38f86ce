"""What a gap rests on, and what was reported at the same place, as tables and lists."""

from __future__ import annotations

from typing import Final

from dash import html
from dash.development.base_component import Component

from dashboards.components.tables import further_rows
from dtors_network.accounts.reports import ReportLine

AT_ONCE: Final = 8
"""Rows shown at once; the others open below."""

MOST: Final = 80
"""Rows that are put into words; the file names the others."""

Lines = tuple[tuple[str, str], ...]
"""Where each row is written, and what it says."""


def evidence_list(lines: Lines, summary: str) -> Component:
    """Show the rows behind a gap; a long list opens in two steps."""
    if not lines:
        return html.P(summary)
    shown: list[Component] = [html.P(summary), _table(lines[:AT_ONCE], "Rows that it rests on")]
    if len(lines) > AT_ONCE:
        rest, named = lines[AT_ONCE:MOST], len(lines) - MOST
        opener = further_rows(len(rest), "row")
        shown.append(html.Details([opener, _table(rest, "Further rows that it rests on")], className="more"))
        if named > 0:
            remain = "row that remains" if named == 1 else f"{named:,} rows that remain"
            shown.append(html.P(f"The CSV file names the {remain}."))
    return html.Div(shown)


def _table(lines: Lines, caption: str) -> Component:
    heads = html.Tr([html.Th("Where it is written", scope="col"), html.Th("What it says", scope="col")])
    rows = [html.Tr([html.Th(place, scope="row"), html.Td(says)]) for place, says in lines]
    hidden = html.Caption(caption, className="visually-hidden")
    return html.Table([hidden, html.Thead(heads), html.Tbody(rows)], className="plain-table stacks")


def report_list(lines: tuple[ReportLine, ...]) -> Component:
    """Show who reported what about which end, and what the other end said."""
    if not lines:
        return html.P("Nobody reported a barrier here. That does not say that there is none: perhaps nobody was asked.")
    by_code: dict[tuple[str, str, str], list[ReportLine]] = {}
    for line in lines:
        by_code.setdefault((line.what, line.meaning, line.note), []).append(line)
    return html.Ul([html.Li(_reports(*code, those)) for code, those in by_code.items()], className="reports")


def _reports(what: str, meaning: str, note: str, lines: list[ReportLine]) -> list[Component]:
    fairly = [html.P(f"To read it fairly: {note}", className="quiet")] if note else []
    told = html.Ul([html.Li(line.sentence) for line in lines])
    done = [html.P(lines[0].lever, className="quiet lever")] if lines[0].lever else []
    return [html.P([html.Strong(what), f". {meaning}"]), told, *fairly, *done]

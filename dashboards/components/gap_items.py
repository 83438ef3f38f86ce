"""A gap in a list: a line that opens to what to do, what it rests on and what was reported."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.certainty import badge
from dashboards.components.evidence import evidence_list, report_list
from dashboards.components.method_links import to_rule
from dashboards.components.questions import doing_list, first_step
from dashboards.components.sharing import copy_link
from dashboards.state import State, write_state
from dtors_network.accounts.gaps import GapsAccount
from dtors_network.accounts.opened import Opened
from dtors_network.accounts.parts import Entry, Part
from dtors_network.model.vocabulary import Certainty


def root_item(account: GapsAccount, entry: Entry, state: State) -> Component:
    """Show a cause: what leads it, what it rests on and what to do, and below it what is part of it or follows."""
    parts = [_part(account, part, entry, state) for part in entry.below]
    if entry.note:
        parts.insert(0, html.P(entry.note, className="quiet same-cause"))
    head = _head(entry) if entry.is_whole else gap_item(account, entry, state)
    return html.Li([head, *parts], className="root")


def _part(account: GapsAccount, part: Part, above: Entry, state: State) -> Component:
    items = [html.Li(gap_item(account, entry, state, level="minor")) for entry in part.entries]
    holds = state.gap in {entry.id for entry in part.entries}
    opener = html.Summary(part.title, id={"type": part.code, "gap": above.id})
    return html.Details([opener, html.Ul(items)], open=holds, className="further", key=_key(above, state))


def _head(entry: Entry) -> Component:
    """Say what a root says of all that stands below it; each of those opens by itself."""
    return html.Div(
        _about(entry, level="major"), className=f"gap gap-major gap-joint gap-{_sure(entry)}", id=f"root-{entry.id}"
    )


def gap_item(account: GapsAccount, entry: Entry, state: State, level: str = "major") -> Component:
    """Show a gap as a line that opens; what is inside is fetched when it is first opened."""
    is_open = state.gap == entry.id
    told = account.opened(entry.id) if is_open else None
    return html.Details(
        [
            html.Summary(_about(entry, level), id={"type": "gap-summary", "gap": entry.id}, n_clicks=0),
            html.Div(
                gap_body(told, state) if told else None,
                id={"type": "gap-body", "gap": entry.id},
                className="gap-body",
            ),
        ],
        open=is_open,
        className=f"gap gap-{level} gap-{_sure(entry)}",
        key=_key(entry, state),
        **hyphened(data_gap=entry.id),
    )


def _about(entry: Entry, level: str) -> list[Component]:
    """Say how sure it is, what it is, whom it affects; of what leads a root, on whose word, and what to do first.

    What cannot be known says itself what to collect.
    """
    kind: list[Component | str] = [badge(entry.certainty), " ", entry.kind] if entry.certainty else []
    said: list[Component] = [
        html.Span(kind, className="gap-kind"),
        html.H4(f"{entry.title}.", className="gap-title"),
        html.Span(" · ".join(entry.facts), className="gap-facts"),
    ]
    if level == "major" and entry.certainty is not Certainty.UNKNOWABLE:
        said += [html.Span(entry.rests_on, className="gap-source")] if entry.rests_on else []
        said += [html.Span(first_step(entry.doing), className="gap-step")] if entry.doing else []
    return said


def _sure(entry: Entry) -> str:
    return entry.certainty.value if entry.certainty else ""


def _key(entry: Entry, state: State) -> str:
    """Change with every address, so that a list drawn anew is closed but for what the address opens."""
    return f"{entry.id} {write_state(state)}"


def gap_body(told: Opened, state: State) -> list[Component]:
    """Show what to do about a gap, what it rests on, what was reported, and what the rule is."""
    *rule, source = told.rule
    return [
        *doing_list(told.entry.doing),
        html.H5("What it rests on"),
        html.P(told.entry.rests_on),
        evidence_list(told.evidence, told.summary),
        html.H5("What was reported at this place"),
        report_list(told.reports),
        html.H5("What counts as this kind of gap"),
        *map(html.P, rule),
        html.P(source, className="quiet"),
        html.P(to_rule("This rule among all of them", told.entry.id.partition(":")[0], state.area)),
        copy_link(told.entry.id, "Copy link to this finding", write_state(state.but(gap=told.entry.id))),
    ]

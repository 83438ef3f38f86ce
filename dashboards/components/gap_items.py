"""A gap in a list: a line that opens to what to do, what it rests on and what was reported."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.components.certainty import badge
from dashboards.components.evidence import evidence_list, report_list
from dashboards.components.questions import question_list
from dashboards.components.sharing import copy_link
from dashboards.state import State, write_state
from dashboards.views.evidence import evidence_lines, evidence_summary, report_lines
from dashboards.views.gaps import Root, facts, root_facts
from dashboards.views.words import counted
from dtors_network.gaps import RULES, Gap, Gaps, wording


def root_item(gaps: Gaps, root: Root, state: State) -> Component:
    """Show a cause: its leading gap, and the further gaps with the same cause below it."""
    further = root.consequences
    below: list[Component] = []
    if root.first is not root.lead:
        below.append(html.P(f"It has the same cause as: {root.lead.root_title}.", className="quiet same-cause"))
    if root.ways:
        below.append(_ways_in(gaps, root, state))
    if further:
        heading = f"{counted(len(further), 'further finding has', 'further findings have')} the same cause"
        items = [html.Li(gap_item(gaps, gap, state, level="minor")) for gap in further]
        holds = state.gap in {gap.id for gap in further}
        opener = html.Summary(heading, id={"type": "further", "gap": root.first.id})
        below.append(
            html.Details([opener, html.Ul(items)], open=holds, className="further", key=_key(root.lead, state))
        )
    head = _head(root) if root.ways else gap_item(gaps, root.first, state)
    return html.Li([head, *below], className="root")


def _head(root: Root) -> Component:
    """Say what a root says of all its ways in; each of them opens below."""
    lead = root.lead
    return html.Div(
        [
            html.Span([badge(lead.finding.certainty), " ", RULES[lead.finding.rule].title], className="gap-kind"),
            html.H4(f"{lead.root_title}.", className="gap-title"),
            html.Span(" · ".join(root_facts(root.every)), className="gap-facts"),
        ],
        className=f"gap gap-major gap-joint gap-{lead.finding.certainty.value}",
    )


def _ways_in(gaps: Gaps, root: Root, state: State) -> Component:
    items = [html.Li(gap_item(gaps, gap, state, level="minor")) for gap in root.ways]
    holds = state.gap in {gap.id for gap in root.ways}
    opener = html.Summary("The ways in, one by one", id={"type": "ways-in", "gap": root.lead.id})
    return html.Details([opener, html.Ul(items)], open=holds, className="further", key=_key(root.lead, state))


def gap_item(gaps: Gaps, gap: Gap, state: State, level: str = "major") -> Component:
    """Show a gap as a line that opens; what is inside is fetched when it is first opened."""
    opened = state.gap == gap.id
    body = gap_body(gaps, gap, state) if opened else None
    return html.Details(
        [
            html.Summary(
                [
                    html.Span([badge(gap.finding.certainty), " ", RULES[gap.finding.rule].title], className="gap-kind"),
                    html.H4(f"{gap.title}.", className="gap-title"),
                    html.Span(" · ".join(facts(gap)), className="gap-facts"),
                ],
                id={"type": "gap-summary", "gap": gap.id},
                n_clicks=0,
            ),
            html.Div(body, id={"type": "gap-body", "gap": gap.id}, className="gap-body"),
        ],
        open=opened,
        className=f"gap gap-{level} gap-{gap.finding.certainty.value}",
        key=_key(gap, state),
        **hyphened(data_gap=gap.id),
    )


def _key(gap: Gap, state: State) -> str:
    """Change with every address, so that a list drawn anew is closed but for what the address opens."""
    return f"{gap.id} {write_state(state)}"


def gap_body(gaps: Gaps, gap: Gap, state: State) -> list[Component]:
    """Show what to do about a gap, what it rests on, what was reported, and what the rule is."""
    lines = evidence_lines(gaps.area, gap)
    return [
        *_remedy(gaps, gap),
        *question_list(gaps, gap),
        html.H5("What it rests on"),
        evidence_list(lines, evidence_summary(gap)),
        html.H5("What was reported at this place"),
        report_list(report_lines(gaps.area, gap)),
        html.H5("What counts as this kind of gap"),
        *_rule(gap),
        copy_link(gap.id, "Copy link to this finding", write_state(state.but(gap=gap.id))),
    ]


def _remedy(gaps: Gaps, gap: Gap) -> list[Component]:
    if not gap.remedy:
        return []
    steps = [html.Li(f"{wording.step(gaps.area, step)}.") for step in gap.remedy]
    taken = sum(step.to_take for step in gap.remedy)
    removing = "What would remove it" if taken == 1 else "These steps together would remove it"
    heading = removing if taken else "What keeps it"
    return [html.H5(heading), html.Ul(steps, className="remedy")]


def _rule(gap: Gap) -> list[Component]:
    rule, route = RULES[gap.finding.rule], gap.finding.route
    said = [html.P(rule.definition), html.P(f"To ask at a meeting: {rule.asks}")]
    if route:
        unread = "" if route.confirmed else " (to be confirmed: not read at its source)"
        said.append(html.P(f"The reference asks for a route {route.title}. Source: {route.source}{unread}."))
    return [*said, html.P(f"Rule: {rule.source}.", className="quiet")]

"""What is known of one service or one referral link, for the side of the map."""

from __future__ import annotations

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.evidence import report_list
from dashboards.state import State, write_state
from dashboards.views.network_map import LinkLine
from dtors_network.accounts.reports import told_once
from dtors_network.accounts.words import group_name, link
from dtors_network.figures.network_map import LOOKS
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.graph import UNSETTLED, Network
from dtors_network.model.area import Area
from dtors_network.model.bounds import count_words
from dtors_network.model.vocabulary import EVERYONE, LinkState, QuestionKind


def service_detail(gaps: Gaps, lines: tuple[LinkLine, ...], state: State) -> Component:
    """Say what a service is, whom it accepts, and with whom it is linked."""
    area = gaps.area
    row = area.service[state.service]
    accepts = gaps.case.network.acceptance.group(state.group or EVERYONE).of[row.service].value
    onward = [line for line in lines if line.source == row.service]
    inward = [line for line in lines if line.target == row.service]
    about = sum(row.service in gap.finding.services for gap in gaps.gaps)
    who = group_name(area, state.group or EVERYONE)
    terms = [
        ("Offers", wording.types(area, row.offers, "and")),
        ("Run by", wording.organisation(area, row.organisation) if row.organisation else "no organisation"),
        (f"Accepts ({who})", accepts),
        ("Findings that name it", str(about)),
    ]
    return html.Div(
        [
            html.H3(row.title, id="detail-title"),
            _terms(terms),
            *_links("Refers on to", onward, state, area, "target"),
            *_links("Is referred people by", inward, state, area, "source"),
        ]
    )


def _links(title: str, lines: list[LinkLine], state: State, area: Area, end: str) -> list[Component]:
    if not lines:
        return [html.H4(title), html.P("Nobody, as far as anyone spoke of it or recorded it.")]
    items = []
    for line in lines:
        to = write_state(state.but(service="", link=(line.source, line.target)))
        name = wording.service(area, getattr(line, end))
        items.append(html.Li([dcc.Link(name, href=to), f": {line.state.value.replace('_', '-')}"]))
    return [html.H4(title), html.Ul(items)]


def link_detail(network: Network, state: State) -> Component:
    """Say what each end and the records say of a link, what was reported about it, and what to ask."""
    assert state.link is not None
    area, (source, target) = network.area, state.link
    evidence = network.evidence.link(source, target)
    group = state.group or EVERYONE
    terms = [
        ("State", f"{evidence.state.value.replace('_', '-')}{_meaning(evidence.state)}"),
        ("The end that refers on", wording.SAYS[evidence.sender]),
        ("The end that receives", wording.SAYS[evidence.receiver]),
        ("On record", _records(network, source, target, group)),
        (f"Receiver accepts ({group_name(area, group)})", network.acceptance.group(group).of[target].value),
    ]
    return html.Div(
        [
            html.H3(link(area, source, target), id="detail-title"),
            _terms(terms),
            *_reports(area, source, target),
            *_asked(network, source, target, evidence.state),
        ]
    )


def _meaning(state: LinkState) -> str:
    return f" – {LOOKS[state][3]}" if state in LOOKS else ""


def _records(network: Network, source: str, target: str, group: str) -> str:
    rows = [row for row in network.evidence.referrals(source, target) if row.client_group == group]
    if not rows:
        return f"no referral of {wording.people(network.area, group)} is on record"
    return f"{count_words(rows[0].referred)} referred, {count_words(rows[0].started)} started in the period"


def _reports(area: Area, source: str, target: str) -> list[Component]:
    rows = (row for row in area.barriers if (row.source, row.target) == (source, target))
    return [html.H4("Reported barriers"), report_list(told_once(area, rows))]


def _asked(network: Network, source: str, target: str, state: LinkState) -> list[Component]:
    if state not in (*UNSETTLED, LinkState.SILENT):
        return []
    question = Question(QuestionKind.LINK, source=source, target=target)
    whom = wording.whom(network.area, question, network.evidence.nobody_to_ask)
    return [
        html.H4("What would settle it"),
        html.P([html.Span(wording.question(network.area, question), className="question"), f" Ask {whom}."]),
    ]


def _terms(terms: list[tuple[str, str]]) -> Component:
    return html.Dl([html.Div([html.Dt(term), html.Dd(words)]) for term, words in terms], className="terms")

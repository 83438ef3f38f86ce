"""Questions with whom to ask, and what each answer would do."""

from __future__ import annotations

from dash import html
from dash.development.base_component import Component

from dashboards.views.gaps import Settling, settlings
from dashboards.views.words import capital
from dtors_network.gaps import Gap, Gaps, wording
from dtors_network.gaps.finding import Question
from dtors_network.model.vocabulary import Certainty


def question_list(gaps: Gaps, gap: Gap) -> list[Component]:
    """Show the questions of a gap, gathered by what the answers would do."""
    shown: list[Component] = []
    if gap.finding.certainty is Certainty.SENSITIVE and not gap.ask.yes:
        shown.append(
            html.P("It holds on every listed service; only one that is missing from the list could change that.")
        )
    for settling in settlings(gap):
        shown += [html.H5(settling.heading), _questions(gaps, settling)]
    return shown


def _questions(gaps: Gaps, settling: Settling) -> Component:
    return html.Ul([html.Li(_question(gaps, *one)) for one in settling.questions], className="questions")


def _question(gaps: Gaps, question: Question, answer: str) -> list[Component]:
    return [
        html.P(wording.question(gaps.area, question), className="question"),
        html.P(f"Ask {gaps.whom(question)}.{f' {capital(answer)}.' if answer else ''}"),
    ]

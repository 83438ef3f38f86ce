"""What was hidden and why, laid out for a terminal."""

from __future__ import annotations

from dtors_network.model.area import Area
from dtors_network.report.hidden import Hidden, asked_of, cost_words, hidden_rows, profile_sentence
from dtors_network.report.plain import Page, Text
from dtors_network.report.terminal import area_heading


def hidden_page(area: Area, told: Hidden) -> Page:
    """Lay out what was hidden of an area, what it costs, and what a governance officer asks."""
    parts: list[Text] = [*area_heading(area), Text(profile_sentence(told), style="bold"), Text()]
    for what, number, meaning in hidden_rows(told):
        parts += [Text.assemble(f"{number:>7,}  ", (what, "bold")), Text(meaning, style="dim", indent=9)]
    parts += [Text(), Text("What it costs", style="underline"), Text(cost_words(told))]
    asked = asked_of(told)
    parts += [Text(), Text("What a governance officer asks", style="underline")] if asked else []
    for question, answer in asked:
        parts += [Text(), Text(question, style="bold"), Text(answer, indent=2)]
    return Page(*parts)

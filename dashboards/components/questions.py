"""What a reader can do: steps, and questions with whom to ask and what each answer would do."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dash import html
from dash.development.base_component import Component

from dtors_network.accounts.parts import Doing, Todo

FIRST: Final = 2
"""Things to do that are named before a finding is opened."""


def doing_list(doings: Iterable[Doing]) -> list[Component]:
    """Show everything that can be done, gathered by what it does together."""
    shown: list[Component] = []
    for doing in doings:
        items = [html.Li(_todo(one)) for one in doing.items]
        shown += [html.H5(doing.heading), html.Ul(items, className="questions")]
    return shown


def _todo(one: Todo) -> list[Component]:
    if not one.how:
        return [html.P(one.text)]
    return [html.P(one.text, className="question"), html.P(one.how)]


def first_step(doings: Iterable[Doing]) -> list[Component | str]:
    """Say the nearest thing to do in one paragraph: of several things the first two, and how many follow."""
    doing = next(iter(doings), None)
    if doing is None:
        return []
    more = len(doing.items) - FIRST
    rest = [f"And {more:,} more."] if more > 0 else []
    return [html.Strong(f"{doing.heading}: "), " ".join([*map(str, doing.items[:FIRST]), *rest])]

"""What a reader can do: steps, and questions with whom to ask and what each answer would do."""

from __future__ import annotations

from collections.abc import Iterable

from dash import html
from dash.development.base_component import Component

from dtors_network.accounts.parts import Doing, Todo


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
    """Say the nearest thing to do in one paragraph: of several things of one kind the first, and how many follow."""
    doing = next(iter(doings), None)
    if doing is None:
        return []
    more = len(doing.items) - 1
    rest = f" And {more:,} more." if more else ""
    return [html.Strong(f"{doing.heading}: "), f"{doing.items[0]}{rest}"]

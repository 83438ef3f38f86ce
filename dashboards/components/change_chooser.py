"""The chooser of changes: a kind, its parts, and how strong it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

import dash_mantine_components as dmc
from dash import html
from dash.development.base_component import Component

from dashboards.components.choosers import change_chooser
from dashboards.library import Library
from dashboards.state import State, write_changes
from dtors_network.accounts.whatif import offered, worded
from dtors_network.accounts.words import service_options


def choose_changes(library: Library, state: State) -> list[Component]:
    """Offer changes: those that could help, those that close something, places and links."""
    area = library.area(state.area)
    tried = library.candidates(state.area, state.group)
    services = service_options(area, area.service)
    return [
        html.H2("Choose changes"),
        change_chooser(
            "help",
            "Reasons that fall away, services that open, links that are agreed",
            _options(worded(area, tried)),
            state.changes,
        ),
        change_chooser(
            "close", "Services that close, organisations that leave", _options(offered(area)), state.changes
        ),
        html.Details(
            [
                html.Summary("Add places or a link"),
                html.Div(
                    [
                        *_part("places", services),
                        _number("places-number", "How many more places", 1, 1),
                        _add("places", "Add the places"),
                    ],
                    className="tools",
                ),
                html.Div(
                    [
                        *_part("link-from", services),
                        *_part("link-to", services),
                        _number("share", "Share who would take it, 0 to 1 (blank: nobody can say)", None, 0.05),
                        _add("link", "Add the link"),
                    ],
                    className="tools",
                ),
            ],
            className="more",
        ),
    ]


LABELS: Final = {"places": "Service", "link-from": "From", "link-to": "To"}


def _part(name: str, services: list[tuple[str, str]]) -> Iterator[Component]:
    select: Component = dmc.Select(
        id={"type": "change-part", "name": name},
        label=LABELS[name],
        data=[{"value": code, "label": words} for code, words in services],
        withScrollArea=False,
        searchable=True,
        comboboxProps={"withinPortal": False, "transitionProps": {"duration": 0}},
        className="chooser",
        maw="100%",
        size="md",
    )
    yield select


def _number(name: str, label: str, value: float | None, step: float) -> Component:
    number: Component = dmc.NumberInput(
        id={"type": "change-part", "name": name},
        label=label,
        value=value,
        min=0,
        step=step,
        className="chooser",
        maw="100%",
        size="md",
        hideControls=True,
    )
    return number


def _add(name: str, label: str) -> Component:
    return html.Button(label, id={"type": "change-add", "name": name}, type="button", n_clicks=0, className="button")


def _options(some: Iterable[tuple[tuple[str, str], str]]) -> list[tuple[str, str]]:
    """Offer changes as an address has them; one that sounds like another is told apart by how it is written."""
    return [(write_changes((pair,)), words) for pair, words in some]

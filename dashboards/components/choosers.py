"""Choosers that write the address: the address alone decides what a page shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import dash_mantine_components as dmc
from dash.development.base_component import Component

from dashboards.library import Changes, Library
from dashboards.state import State, write_changes
from dtors_network.accounts.words import group_name
from dtors_network.model.groups import BOTH, members
from dtors_network.model.vocabulary import EVERYONE

ANY = "*"
"""What a chooser holds where nothing is chosen; no code is written so."""

FITS = 27
"""Letters that a chooser shows where three stand side by side."""


def chooser(name: str, label: str, options: Iterable[tuple[str, str]], value: str) -> Component:
    """Offer the values of one parameter of the address.

    A change is written to the address by ``assets/frame.js``; a blank value chooses nothing. It works by keyboard and
    shrinks with the page.
    """
    offered = [{"value": code or ANY, "label": words} for code, words in options]
    long = any(one["value"] == (value or ANY) and len(one["label"]) > FITS for one in offered)
    select: Component = dmc.Select(
        id={"type": "chooser", "name": name},
        label=label,
        data=offered,
        value=value or ANY,
        allowDeselect=False,
        withCheckIcon=True,
        searchable=True,
        openOnFocus=False,  # the focus comes back after a choice, when the page is drawn anew
        nothingFoundMessage="Nothing is called so",
        withScrollArea=False,  # a scroll area of its own could not be reached by keyboard
        comboboxProps={"withinPortal": False, "transitionProps": {"duration": 0}},
        className="chooser chooser-long" if long else "chooser",
        maw="100%",
        size="md",
    )
    return select


def change_chooser(name: str, label: str, options: Iterable[tuple[str, str]], changes: Changes) -> Component:
    """Offer changes of a what-if; any number of them. A choice is written to the address by ``assets/frame.js``."""
    offered = [{"value": code, "label": words} for code, words in options]
    chosen = {write_changes((change,)) for change in changes}
    select: Component = dmc.MultiSelect(
        id={"type": "change-chooser", "name": name},
        label=label,
        data=offered,
        value=[one["value"] for one in offered if one["value"] in chosen],
        placeholder="Type, or choose from the list",
        searchable=True,
        clearable=False,
        hidePickedOptions=True,
        withScrollArea=False,
        comboboxProps={"withinPortal": False, "transitionProps": {"duration": 0}},
        className="change-chooser",
        maw="100%",
        size="md",
    )
    return select


def area_chooser(library: Library, state: State) -> Component:
    """Offer the areas; invented ones are marked."""
    options = ((area.id, f"{area.name} (invented)" if area.synthetic else area.name) for area in library.areas.values())
    return chooser("area", "Area", options, state.area)


def group_chooser(library: Library, state: State) -> Component:
    """Offer the client groups of the area's codebook; one that is chosen beside another stays."""
    area, (_, *second) = library.areas[state.area], members(state.group)
    options = ((_beside(code, second), group_name(area, code)) for code in ("", *area.codebook.group))
    return chooser("group", "People", options, state.group)


def also_chooser(library: Library, state: State) -> Component | None:
    """Offer a second group to which the same people belong, once a first one is chosen."""
    area, first = library.areas[state.area], members(state.group)[0]
    if first in ("", EVERYONE):
        return None
    others = [code for code in area.codebook.group if code not in (EVERYONE, first)]
    options = [(first, "No second group"), *((_beside(first, [code]), group_name(area, code)) for code in others)]
    return chooser("also", "Who are also", options, state.group)


def _beside(code: str, second: Sequence[str]) -> str:
    """Write a group beside a second one, which everyone and all groups cannot stand beside."""
    return BOTH.join([code, *(one for one in second if one != code)]) if code not in ("", EVERYONE) else code

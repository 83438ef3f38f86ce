"""What a page of the dashboard is: one file that gives a ``Page``, and one line in the registry."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dash import Dash
from dash.development.base_component import Component

from dashboards.library import Library
from dashboards.state import State
from dtors_network.accounts.account import Account
from dtors_network.out.csv_text import csv_text

NO_AREA = "No area is open"

Tell = Callable[[Library, State], Account]
"""Tells what a state shows."""

Download = Callable[[Library, State], str]
"""Gives the CSV text of what a state shows (see ``sheet_of``)."""


def _nothing(app: Dash, library: Library) -> None:
    """Connect nothing."""


def _everything(library: Library, state: State) -> State:
    """Make a page anew for every change of its address."""
    return state


def made_of(*names: str) -> Callable[[Library, State], State]:
    """Make a page from the area and some parameters: leave out what other pages choose."""
    return lambda _, state: State(**{name: getattr(state, name) for name in ("area", *names)})


def made_without(*names: str) -> Callable[[Library, State], State]:
    """Make a page from all but some parameters, which other pages choose, or which it only brings out."""
    return lambda _, state: state.but(**{name: getattr(State(), name) for name in names})


def headline_of(tell: Tell) -> Callable[[Library, State], str]:
    """Say the headline of an account, or that no area is open."""
    return lambda library, state: tell(library, state).headline if state.area else NO_AREA


def sheet_of(tell: Tell, sheet: str = "") -> Download:
    """Give a sheet of an account, its first where none is named, as a file."""
    return lambda library, state: csv_text(tell(library, state), sheet)


class Part(StrEnum):
    """What somebody comes for; the navigation keeps the pages of one part together, in this order."""

    AREA = "How things stand"
    DOING = "What to do"
    FIGURES = "About the figures"
    HOLDER = "Holder's rooms"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page.

    Attributes
    ----------
    path : str
        Where it is, such as ``/``.
    name : str
        What the navigation calls it.
    part : Part
        Under which head the navigation has it; the holder's rooms are there only where the dashboard was started for
        the holder of the data, and are marked.
    title : callable or None
        What the browser's window is called, given the library and the state; the page's name and the area's where left
        out.
    layout : callable
        The page itself, given the library and a state that has been checked; begins with one ``h1``.
    status : callable
        What a screen reader is told when the page has changed, in a few words.
    views : tuple of str
        Values that the parameter ``view`` may have here.
    at_once : bool
        Whether it tells of people who belong to two client groups at once.
    downloads : mapping of str to callable
        CSV files by name: ``gaps`` is served as ``/download/gaps.csv`` with the page's own parameters.
    connect : callable
        Registers callbacks of its own; each checks what it is sent with ``read_state``.
    made_from : callable
        The part of the state that the page is made from; a change in the rest it answers with a callback of its own,
        and stays as it is.
    """

    path: str
    name: str
    layout: Callable[[Library, State], Component]
    status: Callable[[Library, State], str]
    title: Callable[[Library, State], str] | None = None
    views: tuple[str, ...] = ()
    at_once: bool = False
    downloads: Mapping[str, Download] = field(default_factory=dict)
    connect: Callable[[Dash, Library], None] = _nothing
    made_from: Callable[[Library, State], State] = _everything
    part: Part = Part.AREA

    def window(self, library: Library, state: State) -> str:
        """Name the browser's window."""
        if self.title:
            return self.title(library, state)
        return f"{self.name}: {library.areas[state.area].name}" if state.area else self.name

    @property
    def holder(self) -> bool:
        """Whether it is a room of the holder of the data."""
        return self.part is Part.HOLDER

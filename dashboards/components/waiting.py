"""What stands where a page will be while its figures are worked out."""

from __future__ import annotations

from typing import Any, Final

from dash import dcc, html
from dash.development.base_component import Component

from dashboards.components.attributes import hyphened
from dashboards.jobs import Pending
from dtors_network.accounts.words import capital
from dtors_network.rounding import rounded

AGAIN: Final = "again"
"""The type of the clock by which the page is asked for again, and the server knows that somebody waits."""

EVERY: Final = 1000
"""Milliseconds between two questions."""


def waiting_page(pending: Pending) -> Component:
    """Say what is being worked out, and for how long; ask again every second."""
    return html.Div(
        [
            html.H1("Being worked out"),
            html.P(progress(pending), className="headline", id="progress"),
            html.Div(_bar(pending), **hyphened(aria_hidden="true")),
            html.P(
                "This is worked out once. The page comes by itself when it is ready; to go to another page ends this."
            ),
            dcc.Interval(id={"type": AGAIN, "name": "page"}, interval=EVERY),
        ],
        className="page page-waiting",
        id="waiting",
    )


def _bar(pending: Pending) -> Component:
    told: dict[str, Any] = {"value": str(pending.done), "max": str(pending.of)} if pending.of else {}
    return html.Progress(id="waiting-bar", **told)


def progress(pending: Pending) -> str:
    """Say how far it is.

    Examples
    --------
    >>> progress(Pending("following people", 12.3))
    'Following people; 12 seconds so far.'
    >>> progress(Pending(before=2))
    'Waiting for 2 others to be ready.'
    >>> progress(Pending("working out indicators", done=61, of=153))
    'Working out indicators; 61 of 153 areas are ready.'
    """
    if pending.of:
        return f"{capital(pending.step)}; {pending.done:,} of {pending.of:,} areas are ready."
    if pending.before > 0:
        return f"Waiting for {pending.before} {'other' if pending.before == 1 else 'others'} to be ready."
    seconds = int(rounded(pending.seconds))
    so_far = "1 second" if seconds == 1 else f"{seconds} seconds"
    return f"{capital(pending.step or 'beginning')}; {so_far} so far."


def status_of(pending: Pending) -> str:
    """Tell a screen reader what is done, and not every second how long it takes."""
    return f"Being worked out: {pending.step}" if pending.step else "Being worked out"

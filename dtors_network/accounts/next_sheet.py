"""The sheet for one person: where can they go next, on one side of A4, without a count of anybody."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from dtors_network.accounts.paper import Paper, Section
from dtors_network.accounts.service import ServiceAccount
from dtors_network.accounts.service_words import FOUR_WORDS
from dtors_network.shipped import VERSION

TITLE: Final = "Where can this person go next?"
ROWS, WAYS = 8, 2
"""Services and ways that one side of A4 holds."""

NOT_ALL: Final = (
    "What nobody spoke of is not on this sheet, and may be there all the same. Ring before anybody is sent."
)


def next_paper(account: ServiceAccount) -> Paper:
    """Put the sheet for one person together.

    Examples
    --------
    >>> from dtors_network.accounts.service import service_account
    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> from dtors_network.whatif import routes
    >>> area = protect(small_area())
    >>> found = find_gaps(area)
    >>> next_paper(service_account(found, routes(area, "clinic"), follow_actions(found))).title
    'Where can this person go next?'
    """
    every = account.sheet("next")
    where = replace(every, items=every.items[:ROWS])
    ways = replace(account.sheet("ways"), items=account.sheet("ways").items[:WAYS])
    further = len(every) - len(where)
    notes = (
        *(
            (f"{further:,} further on the page of the service, last those that do not take them.",)
            if further > 0
            else ()
        ),
        NOT_ALL,
        FOUR_WORDS[2],
    )
    return Paper(
        title=TITLE,
        stamp=account.stamp,
        headline=account.headline,
        parts=(
            Section("Who takes them, and whom to ring", sheets=(where, *((ways,) if ways.items else ())), notes=notes),
        ),
        accounts=(replace(account, sheets=(where, ways)),),
        facts={"Version": VERSION},
    )

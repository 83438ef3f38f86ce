"""The report of an area for a meeting: at most eight pages, put together from the accounts of its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions import actions_account
from dtors_network.accounts.best import best_account
from dtors_network.accounts.certainty import MEANING
from dtors_network.accounts.check import check_account
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.flow_report import flow_report
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.hidden_cells import what_was_hidden
from dtors_network.accounts.map import map_account
from dtors_network.accounts.paper import Paper
from dtors_network.accounts.report_parts import HEADINGS, READING, Accounts, Results, lists_of, parts_of
from dtors_network.accounts.report_sheets import (
    brief_sheet,
    collect_sheet,
    roots_sheet,
    settle_sheet,
)
from dtors_network.accounts.stamp import stamp_of
from dtors_network.actions import follow_actions
from dtors_network.area_files.digest import digest_of
from dtors_network.flow import client_flow
from dtors_network.gaps import find_gaps
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.model.area import Area
from dtors_network.model.comparator import Comparator
from dtors_network.shipped import VERSION
from dtors_network.whatif import Baseline, best_changes

TITLE: Final = "Gaps between drug-treatment services"
TOGETHER: Final = 1
"""Levers that a set of the report may have: what one partner can be asked for; pages and commands try more."""


def report_paper(area: Area, comparators: Iterable[Comparator] | None = None) -> Paper:
    """Work out what a meeting needs to know of an area, and put it together as a report.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.
    comparators : iterable of Comparator, optional
        Figures that counted gaps are held against; those that come with the project where left out.

    Returns
    -------
    Paper
        What ``out.html``, ``out.pdf`` and ``out.xlsx`` write.

    Raises
    ------
    InputError
        If the counts hold services that nobody can leave.
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> paper = report_paper(protect(counted_area()))
    >>> [part.title for part in paper.parts][:3]
    ['In brief', 'The map', 'What is missing, and how sure that is']
    """
    stamp_of(area)  # an area that did not pass is refused before anything is worked out
    held = shipped_comparators() if comparators is None else tuple(comparators)
    return paper_of(results_of(area, held))


def results_of(area: Area, held: Iterable[Comparator], on: date | None = None) -> Results:
    """Work out what a report is told from; due dates are held against a day."""
    held = tuple(held)
    found, hidden = find_gaps(area, comparators=held), what_was_hidden(area)
    return Results(
        gaps=found,
        flow=flow_report(client_flow(area)),
        best=best_changes(Baseline(area, held), k=TOGETHER),
        hidden=hidden,
        actions=follow_actions(found, on, hidden.reach),
    )


def paper_of(results: Results) -> Paper:
    """Put results together as a report.

    Parameters
    ----------
    results : Results
        Of one protected area.

    Returns
    -------
    Paper
        Its parts in the order in which they are read, and the accounts that every figure in it stands in.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.
    """
    area = results.gaps.area
    told = accounts_of(results)
    own = report_account(results, told)
    return Paper(
        title=TITLE,
        stamp=own.stamp,
        headline=own.headline,
        parts=tuple(parts_of(results, told, own)),
        accounts=(own, told.gaps, told.map, told.flow, told.best, told.check, told.hidden, told.actions),
        facts={
            "Version": VERSION,
            "Data digest": digest_of(area),
            "Profile": own.stamp.profile,
            "Replicates": f"{results.flow.draws:,}, seed {results.flow.seed}",
            "Reference": f"{own.stamp.reference}; source: {area.pathway.source}",
        },
    )


def report_account(results: Results, told: Accounts) -> Account:
    """Tell what a report has of its own: what to know first, roots with their evidence, and what can be settled."""
    gaps, first = results.gaps, told.best.sheet("first")
    return Account(
        name="report",
        stamp=told.gaps.stamp,
        headline=told.gaps.headline,
        sheets=(
            brief_sheet(tuple(_brief(told))),
            settle_sheet(gaps, first),
            roots_sheet(gaps, told.gaps.sheet("roots"), told.map.view),
            collect_sheet(told.gaps.sheet("roots")),
            *lists_of(told.best),
        ),
        notes=(HEADINGS, *READING),
    )


def accounts_of(results: Results) -> Accounts:
    """Tell the results."""
    area = results.gaps.area
    return Accounts(
        gaps=gaps_account(results.gaps),
        map=map_account(results.gaps),
        flow=account_of_reports((results.flow,)),
        best=best_account(results.best),
        check=replace(check_account(area), stamp=stamp_of(area)),  # of tables that passed: no longer the holder's
        hidden=hidden_account(area, results.hidden),
        actions=actions_account(results.actions),
    )


def _brief(told: Accounts) -> Iterator[tuple[str, str]]:
    first, tally = told.gaps.first, told.gaps.tally
    if first:
        yield "What leads", f"{first.title}."
        yield "How sure", MEANING[first.certainty] if first.certainty else ""
        yield "Whom it affects", ". ".join(first.facts)
        yield "It rests on", first.rests_on
        yield "What to do", " ".join(first.doing[0].lines)
    found = ", ".join(f"{number:,} {certainty.value}" for certainty, number in tally.items() if number)
    yield "How much was found", f"{told.gaps.listing}: {found}." if found else told.gaps.listing
    yield "Who gets through", f"{told.flow.headline} {told.flow.sentences[0] if told.flow.sentences else ''}".strip()
    yield "What would help", told.best.headline
    yield "What is known", " ".join(told.check.sentences)

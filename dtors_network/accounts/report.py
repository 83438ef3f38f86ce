"""The report of an area for a meeting: at most eight pages, put together from the accounts of its results."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.best import best_account
from dtors_network.accounts.best_words import LOADS_KNOWN, NOT_ADVICE
from dtors_network.accounts.certainty import MEANING
from dtors_network.accounts.check import check_account
from dtors_network.accounts.flow import account_of_reports
from dtors_network.accounts.flow_pictures import cascades
from dtors_network.accounts.flow_report import FlowReport, flow_report
from dtors_network.accounts.gaps import GapsAccount, gaps_account
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.hidden_cells import Hidden, what_was_hidden
from dtors_network.accounts.map import MapAccount, map_account
from dtors_network.accounts.paper import Paper, Picture, Section
from dtors_network.accounts.report_sheets import (
    AS_GOOD,
    brief_sheet,
    collect_sheet,
    done_first,
    picked,
    roots_sheet,
    settle_sheet,
)
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import reference_age, stamp_of
from dtors_network.area_files.releases import digest_of
from dtors_network.figures.barrier_map import map_figure
from dtors_network.figures.barrier_map.view import NUMBERED
from dtors_network.figures.cascade import cascade_figure
from dtors_network.flow import client_flow
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.model.area import Area
from dtors_network.model.comparator import Comparator
from dtors_network.model.lever import NOT_READ, EvidenceGrade
from dtors_network.shipped import VERSION
from dtors_network.whatif import Baseline, BestChanges, best_changes

TITLE: Final = "Gaps between drug-treatment services"
TOGETHER: Final = 1
"""Levers that a set of the report may have: what one partner can be asked for; pages and commands try more."""

MAP_WIDTH: Final = 1180
TALL: Final = 0.6
"""Height of a map, as a share of its width, from which it needs the page nearly for itself."""

GOVERNANCE, DATA, PATHWAYS, DROP_OUT = "Governance", "Data", "Pathways", "Drop-out"
HEADINGS: Final = (
    "The word above a heading is that of OHID's self-assessment of continuity of care (2023): governance, data, "
    "pathways, drop-out [?]. The clauses of the Commissioning Quality Standard (2022) are to be confirmed, so none is "
    "named here."
)
READING: Final = (
    "A link is not a journey: nothing here says that anybody chose it or was helped.",
    "A number of people says how many came to that place, not how many were let down there.",
)
FEW, SOME, LINES, SETS = 8, 6, 4, 3
"""Rows of tables that may be long: of roots and loads, of links and what to settle, of what stands beside, of levers.

The workbook has all of them; a report has eight pages.
"""


@dataclass(frozen=True, slots=True)
class Results:
    """What a report is told from, all of it worked out from one protected area.

    Attributes
    ----------
    gaps : Gaps
        Of every client group.
    flow : FlowReport
        Of everyone who comes in.
    best : BestChanges
        For everyone, one lever at a time.
    hidden : Hidden
        What was hidden.
    """

    gaps: Gaps
    flow: FlowReport
    best: BestChanges
    hidden: Hidden


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the results."""

    gaps: GapsAccount
    map: MapAccount
    flow: Account
    best: Account
    check: Account
    hidden: Account


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
    return paper_of(
        Results(
            gaps=find_gaps(area, comparators=held),
            flow=flow_report(client_flow(area)),
            best=best_changes(Baseline(area, held), k=TOGETHER),
            hidden=what_was_hidden(area),
        )
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
    told = _accounts(results)
    own = report_account(results, told)
    return Paper(
        title=TITLE,
        stamp=own.stamp,
        headline=own.headline,
        parts=tuple(_parts(results, told, own)),
        accounts=(own, told.gaps, told.map, told.flow, told.best, told.check, told.hidden),
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
            *_lists(told.best),
        ),
        notes=(HEADINGS, *READING),
    )


def _accounts(results: Results) -> Accounts:
    area = results.gaps.area
    return Accounts(
        gaps=gaps_account(results.gaps),
        map=map_account(results.gaps),
        flow=account_of_reports((results.flow,)),
        best=best_account(results.best),
        check=replace(check_account(area), stamp=stamp_of(area)),  # of tables that passed: no longer the holder's
        hidden=hidden_account(area, results.hidden),
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


def _parts(results: Results, told: Accounts, own: Account) -> Iterator[Section]:
    yield Section("In brief", sheets=(own.sheet("brief"),), notes=(*MEANING.values(), told.hidden.headline))
    yield _map(told.map)
    yield Section(
        "What is missing, and how sure that is",
        heading=PATHWAYS,
        sheets=(replace(own.sheet("roots"), most=FEW), *_given(replace(own.sheet("collect"), most=LINES))),
        notes=told.gaps.notes,
    )
    yield Section(
        "What the meeting can settle",
        heading=GOVERNANCE,
        lead="Each line needs somebody who takes it on, and a day.",
        sheets=(replace(own.sheet("settle"), most=SOME),),
    )
    yield _journeys(results, told.flow)
    yield _help(told, own)
    yield _known(told)
    yield Section("How it was worked out, and what it does not say", notes=tuple(_caveats(results, told)))


def _map(told: MapAccount) -> Section:
    figure = map_figure(told.view, width=MAP_WIDTH)
    is_tall = figure["layout"]["height"] > TALL * MAP_WIDTH
    return Section(
        "The map",
        heading=PATHWAYS,
        lead=told.headline,
        picture=Picture(figure, " ".join(told.sentences)),
        sheets=(replace(told.sheet("findings"), most=LINES if is_tall else NUMBERED),),
        wide=True,
    )


def _journeys(results: Results, flow: Account) -> Section:
    bars = cascades((results.flow,))
    picture = Picture(cascade_figure(bars).to_plotly_json(), CASCADE) if bars else None
    columns = ("link", "referred", "started", "lost", "share_lost", "effect_of_repair")
    return Section(
        "Journeys, and where people are lost",
        heading=DROP_OUT,
        lead=flow.headline,
        sentences=flow.sentences,
        picture=picture,
        sheets=(picked(flow.sheet("links"), *columns, most=SOME), replace(flow.sheet("journey_ends"), most=SOME)),
    )


CASCADE: Final = (
    "Of 100 people who come in, how many ever start at each stage. A bar ends at the middle of what is likely; the "
    "outline is what the hidden counts leave possible, the line the 95 % interval."
)


def _lists(best: Account) -> Iterator[Sheet[Any]]:
    """Give the sets of levers, one line for those that cannot be told apart."""
    keys = ("what", "value", "likely", "strict", "overloads", "needs")
    yield from (picked(best.sheet(name), *keys, also=(AS_GOOD,)) for name in LISTS)


LISTS: Final = ("clear", "perhaps", "surely")


def _help(told: Accounts, own: Account) -> Section:
    best, lists = told.best, (replace(own.sheet(name), most=SETS) for name in LISTS)
    done = picked(done_first(best.sheet("levers")), "about", "does", "grade", "seen_elsewhere", "source", most=LINES)
    load = picked(told.flow.sheet("load"), *(c.key for c in told.flow.sheet("load").columns if c.head), most=FEW)
    return Section(
        "What would help",
        heading=GOVERNANCE,
        lead=best.headline,
        sentences=best.sentences[len(best.sheet("first")) :],  # what comes first stands among what can be settled
        sheets=(*_given(*lists), load, *_given(done)),
        notes=(*(note for note in best.notes if note in AT_LEVERS), *([GRADES] if done.items else [])),
    )


def _given(*sheets: Sheet[Any]) -> tuple[Sheet[Any], ...]:
    """Leave out what has no row."""
    return tuple(sheet for sheet in sheets if sheet.items)


GRADES: Final = (
    f"Grades: {', '.join(f'{one.value} {one.meaning}' for one in EvidenceGrade)}; {NOT_READ} not read at its source. "
    "What was seen elsewhere was seen among other people: it is never the strength of a change here."
)
AT_LEVERS: Final = (NOT_ADVICE, LOADS_KNOWN)
"""What must stand where levers stand."""


def _known(told: Accounts) -> Section:
    check, hidden = told.check, told.hidden
    return Section(
        "How far it is counted, who answered, and what was hidden",
        heading=DATA,
        sentences=(*check.sentences, *hidden.sentences),
        sheets=(
            _whole(check.sheet("answered")),
            _whole(check.sheet("counted")),
            picked(hidden.sheet("cells"), "what", "number"),
        ),
    )


def _whole(sheet: Sheet[Any]) -> Sheet[Any]:
    return replace(sheet, most=None)


def _caveats(results: Results, told: Accounts) -> Iterator[str]:
    area = results.gaps.area
    yield f"Held against: {told.gaps.stamp.reference}. {area.pathway.note}".strip()
    yield from filter(None, [reference_age(area)])
    notes = dict.fromkeys((*told.flow.notes, *told.best.notes, *told.map.notes, *READING, HEADINGS))
    yield from (note for note in notes if note not in AT_LEVERS)

"""The parts of a report, in the order in which they are read; each shows what an account tells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions_words import GRADES
from dtors_network.accounts.best_words import LOADS_KNOWN, NOT_ADVICE
from dtors_network.accounts.certainty import MEANING
from dtors_network.accounts.flow_pictures import cascades
from dtors_network.accounts.flow_report import FlowReport
from dtors_network.accounts.gaps import GapsAccount
from dtors_network.accounts.hidden_cells import Hidden
from dtors_network.accounts.levers import SEEN_ELSEWHERE
from dtors_network.accounts.map import MapAccount
from dtors_network.accounts.paper import Picture, Section
from dtors_network.accounts.report_sheets import AS_GOOD, done_first, picked
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import reference_age
from dtors_network.actions import FollowedActions
from dtors_network.figures.barrier_map import map_figure
from dtors_network.figures.barrier_map.view import NUMBERED
from dtors_network.figures.cascade import cascade_figure
from dtors_network.gaps import Gaps
from dtors_network.whatif import BestChanges

MAP_WIDTH: Final = 1180
TALL: Final = 0.6
"""Height of a map, as a share of its width, from which it needs the page nearly for itself."""

GOVERNANCE, DATA, PATHWAYS, DROP_OUT = "Governance", "Data", "Pathways", "Drop-out"
HEADINGS: Final = (
    "The word above a heading is that of OHID's self-assessment of continuity of care (2023): governance, data, "
    "pathways, drop-out (not read at its source). The clauses of the Commissioning Quality Standard (2022) are to be "
    "confirmed, so none is named here."
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
    actions : FollowedActions
        What was agreed.
    """

    gaps: Gaps
    flow: FlowReport
    best: BestChanges
    hidden: Hidden
    actions: FollowedActions


@dataclass(frozen=True, slots=True)
class Accounts:
    """The accounts of the results."""

    gaps: GapsAccount
    map: MapAccount
    flow: Account
    best: Account
    check: Account
    hidden: Account
    actions: Account


def parts_of(results: Results, told: Accounts, own: Account) -> Iterator[Section]:
    """Give the parts in the order in which they are read; what was agreed has one where something was."""
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
    if told.actions.sheet("actions").items:
        yield agreed(told.actions)
    yield _journeys(results, told.flow)
    yield _help(told, own)
    yield _known(told)
    yield Section("How it was worked out, and what it does not say", notes=tuple(_caveats(results, told)))


def agreed(told: Account, most: int = LINES) -> Section:
    """Give what was agreed, and what became of it."""
    keys = ("about", "action", "due_words", "came_of_it", "since_words")
    return Section(
        "Agreed, and what came of it",
        heading=GOVERNANCE,
        lead=told.headline,
        sentences=told.sentences,
        sheets=(picked(told.sheet("actions"), *keys, most=most),),
        notes=told.notes[:1],
    )


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


def lists_of(best: Account) -> Iterator[Sheet[Any]]:
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


AT_LEVERS: Final = (NOT_ADVICE, LOADS_KNOWN, SEEN_ELSEWHERE)
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

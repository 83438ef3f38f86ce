"""What a cell of a comparison holds: a figure with its completeness, which no column can leave behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.kinds import Kind, Scalar
from dtors_network.compare.figure import Figure
from dtors_network.compare.figure import Kind as FigureKind
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.side import Completeness
from dtors_network.rounding import kept, per_100, span, span_of_100, written

DIGITS: Final = 6
SAME: Final = 1e-9
"""Ends that are no further apart are one number."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A figure, and how much of its area is known."""

    figure: Figure
    known: Completeness


def value_words(figure: Figure) -> str:
    """Say a figure with its numerator and denominator; where counts are hidden all three are means, which say so.

    >>> value_words(Figure(indicator="load", part=80.4, whole=100.0))
    '0.80 (80 of 100)'
    >>> value_words(Figure(indicator="lost_between", part=0.8, whole=3.0, least=0.0, most=0.8))
    'about 27 % (about 1 of 3)'
    >>> value_words(Figure(indicator="load", missing="nobody did"))
    'not counted: nobody did'
    >>> value_words(Figure(indicator="required_routes", missing="none starts here"))
    'no figure: none starts here'
    """
    of_people = INDICATORS[figure.indicator].kind in (FigureKind.SHARE, FigureKind.RATE)
    if figure.value is None:
        return f"{'not counted' if of_people else 'no figure'}: {figure.missing}"
    hidden = figure.least is not None and figure.most is not None and figure.most - figure.least > SAME
    about = "about " if of_people and hidden else ""
    value = number_words(figure, figure.value)
    return f"{about}{value} ({about}{written(figure.part or 0)} of {written(figure.whole or 0)})"


def number_words(figure: Figure, value: float) -> str:
    """Say a number as figures of its kind are said.

    >>> number_words(Figure(indicator="load"), 0.804), number_words(Figure(indicator="lost_between"), 0.136)
    ('0.80', '14 %')
    """
    return written(value, 2) if _is_rate(figure) else f"{per_100(value)} %"


def interval_words(figure: Figure) -> str:
    """Say the 95 % interval of a figure."""
    if figure.value is None or figure.low is None or figure.high is None:
        return ""
    return span(figure.low, figure.high, 2) if _is_rate(figure) else f"{span_of_100(figure.low, figure.high)} %"


def strict_words(figure: Figure) -> str:
    """Say between what a figure lies whatever hidden counts and open questions are."""
    if figure.value is None or figure.least is None or figure.most is None:
        return ""
    if _is_rate(figure):
        return span(figure.least, figure.most, 2)
    return f"{span_of_100(figure.least, figure.most)} %"


def complete_words(cell: Compared) -> str:
    """Say how complete what stands behind a figure is.

    >>> known = Completeness(services=9, contributing=7, askable=8, answered=4,
    ...     services_complete=True, records_complete=False, departures_complete=True)
    >>> complete_words(Compared(Figure(indicator="load", counted=3, of=5), known))
    '3 of 5; 7 of 9 services counted; 4 of 8 answered'
    """
    figure, known = cell.figure, cell.known
    return (
        f"{figure.counted:,} of {figure.of:,}; {known.contributing:,} of {known.services:,} services counted; "
        f"{known.answered:,} of {known.askable:,} answered"
    )


def _is_rate(figure: Figure) -> bool:
    return INDICATORS[figure.indicator].kind is FigureKind.RATE or figure.indicator == "questions_open"


def _parts(cell: Compared) -> tuple[Scalar, ...]:
    figure, known = cell.figure, cell.known
    numbers = (figure.value, figure.part, figure.whole, figure.low, figure.high, figure.least, figure.most)
    return (
        *(None if one is None else kept(one, DIGITS) for one in numbers),
        figure.missing or None,
        figure.counted,
        figure.of,
        known.contributing,
        known.services,
        known.answered,
        known.askable,
        known.services_complete,
        known.records_complete,
        known.departures_complete,
    )


COMPARED: Final = Kind(
    "figure with its completeness",
    (
        "value",
        "numerator",
        "denominator",
        "low",
        "high",
        "least",
        "most",
        "missing",
        "counted",
        "counted_of",
        "services_contributing",
        "services",
        "services_answered",
        "services_askable",
        "services_complete",
        "records_complete",
        "departures_complete",
    ),
    _parts,
    ("", "95 % interval", "Strictly", "Counted, contributing, answered"),
    lambda cell: (
        value_words(cell.figure),
        interval_words(cell.figure),
        strict_words(cell.figure),
        complete_words(cell),
    ),
    numbers=True,
)
BARE: Final = Kind(
    "figure with its completeness, short",
    tuple(f"_{part}" for part in COMPARED.parts),
    _parts,
    ("", "counted"),
    lambda cell: (value_words(cell.figure), complete_words(cell)),
    numbers=True,
)
"""The same beside another one: the key of its column stands before each part."""

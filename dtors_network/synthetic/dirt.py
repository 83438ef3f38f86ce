"""Rows of synthetic records that cannot be counted: spoilt copies of good rows, each in a documented way.

The good rows stay as they are. So whoever sets the spoilt ones aside must come to the same counts as without them,
and must have set aside as many as were added.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from dtors_network.synthetic.columns import BLANK, Rows, joined
from dtors_network.synthetic.england import PERIOD
from dtors_network.synthetic.next_steps import NONE

NOBODY: Final = -1
"""The number of a person who is not named."""

PLACEHOLDERS: Final = tuple((day - PERIOD[0]).days for day in (date(1899, 12, 30), date(9999, 12, 31)))
"""Days that programs write where there is none."""

Spoil = Callable[[Rows, int, np.random.Generator], Rows]


def _blank_person(rows: Rows, strange: int, rng: np.random.Generator) -> Rows:
    return replace(rows, person=np.full(len(rows), NOBODY, dtype=np.int64))


def _unknown_service(rows: Rows, strange: int, rng: np.random.Generator) -> Rows:
    return replace(rows, target=np.full(len(rows), strange, dtype=np.int32))


def _start_before_referral(rows: Rows, strange: int, rng: np.random.Generator) -> Rows:
    return replace(rows, referred=rows.started + rng.integers(1, 60, len(rows), dtype=np.int32))


def _placeholder_day(rows: Rows, strange: int, rng: np.random.Generator) -> Rows:
    return replace(rows, referred=rng.choice(np.array(PLACEHOLDERS, dtype=np.int32), len(rows)))


def _repeated(rows: Rows, strange: int, rng: np.random.Generator) -> Rows:
    return rows


def _any(rows: Rows) -> NDArray[np.bool_]:
    return np.ones(len(rows), dtype=np.bool_)


def _referred(rows: Rows) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = rows.source != NONE
    return found


def _referred_and_started(rows: Rows) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = _referred(rows) & (rows.started != BLANK)
    return found


WAYS: Final[dict[str, tuple[Callable[[Rows], NDArray[np.bool_]], Spoil]]] = {
    "blank_person": (_any, _blank_person),
    "unknown_service": (_any, _unknown_service),
    "start_before_referral": (_referred_and_started, _start_before_referral),
    "placeholder_day": (_referred, _placeholder_day),
    "repeated": (_any, _repeated),
}
"""By name: which rows can be spoilt so, and how."""


def spoilt(
    rows: Rows, number: int, strange: int, rng: np.random.Generator
) -> tuple[Rows, NDArray[np.int64], dict[str, int]]:
    """Make spoilt copies of rows, about as many in each way; where no row fits a way, the copy repeats one.

    Parameters
    ----------
    rows : Rows
        Good rows.
    number : int
        How many copies.
    strange : int
        The number that stands for a service that is not there.
    rng : Generator
        Draws the rows.

    Returns
    -------
    tuple of Rows, array of int and dict
        The copies, the rows that they are of, and how many there are of each way.
    """
    made, places = [rows.at(slice(0))], [np.empty(0, dtype=np.int64)]
    counts = dict.fromkeys(WAYS, 0)
    for at, (way, (fits, spoil)) in enumerate(WAYS.items()):
        share = number * (at + 1) // len(WAYS) - number * at // len(WAYS)
        fitting = np.flatnonzero(fits(rows))
        if not len(fitting):
            way, fitting, spoil = "repeated", np.arange(len(rows)), _repeated
        chosen = rng.choice(fitting, share)
        made.append(spoil(rows.at(chosen), strange, rng))
        places.append(chosen)
        counts[way] += share
    return joined(made), np.concatenate(places), counts

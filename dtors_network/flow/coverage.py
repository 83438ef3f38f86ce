"""Coverage of wider support: referrals that run beside treatment, by type of service."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtors_network.flow.counts import shares_drawn
from dtors_network.flow.plain import likely_share
from dtors_network.flow.steps import Row, Steps
from dtors_network.model.bounds import Bounds, total
from dtors_network.model.estimate import Estimate, share


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one type of wider support is reached from the services on the way through treatment.

    Attributes
    ----------
    service_type : str
        Code of the type.
    senders : tuple of str
        Services that referred people.
    referred, started : Bounds
        People in the period; somebody referred twice counts twice.
    share_started : Estimate or None
        Of those referred; with its likely interval where counts are hidden.
    came : Bounds or None
        People who came to the senders; None where a count is blank.
    """

    service_type: str
    senders: tuple[str, ...]
    referred: Bounds
    started: Bounds
    share_started: Estimate | None
    came: Bounds | None


def coverage_of(steps: Steps, before: tuple[Steps, tuple[Coverage, ...]] | None = None) -> tuple[Coverage, ...]:
    """Add the referrals to wider support up by type, in the order of the codebook.

    A type with a blank count, or with starts only, is left out, since its sums would be too small; ``Steps.blank``
    and ``Steps.starts_only`` name the pairs. Of the same rows as ``before`` the share is what was told there.
    """
    area = steps.network.area
    blank = {area.service[target].service_type for _, target in steps.blank | steps.starts_only}
    by_type = _by_type(steps)
    order = [code for code in area.codebook.service_type if code in by_type and code not in blank]
    there, told = (_by_type(before[0]), {one.service_type: one for one in before[1]}) if before else ({}, {})
    return tuple(
        _of_type(steps, code, by_type[code], told.get(code) if _is_same(there.get(code, []), by_type[code]) else None)
        for code in order
    )


def _by_type(steps: Steps) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in steps.coverage:
        found.setdefault(steps.network.area.service[row.target].service_type, []).append(row)
    return found


def _is_same(before: list[Row], now: list[Row]) -> bool:
    return len(before) == len(now) and all(one is other for one, other in zip(before, now, strict=True))


def _of_type(steps: Steps, code: str, rows: list[Row], told: Coverage | None = None) -> Coverage:
    referred, started = total(row.referred for row in rows), total(row.started for row in rows)
    senders = tuple(sorted({row.source for row in rows}))
    came = [steps.came(sender) for sender in senders]
    known = [number for number in came if number is not None]
    return Coverage(
        service_type=code,
        senders=senders,
        referred=referred,
        started=started,
        share_started=told.share_started if told else _with_likely(steps, rows, share(*_started(rows), referred)),
        came=total(known) if len(known) == len(came) else None,
    )


def _with_likely(steps: Steps, rows: list[Row], strict: Estimate | None) -> Estimate | None:
    """Give the share of those referred who started what is likely of it, by the drawn tables."""
    if all(row.referred.known and row.started.known for row in rows):
        return strict
    pairs = [(row.source, row.target) for row in rows]
    referred, started = (shares_drawn(steps, pairs, column) for column in ("referred", "started"))
    if referred is None or started is None:
        return strict
    part, whole = started.sum(axis=0), referred.sum(axis=0)
    return likely_share(strict, (part, part), np.maximum(whole - part, 0.0))


def _started(rows: list[Row]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Give started and referred where their share is least and where it is most; a start is a referral too."""
    fewest = sum(row.started.low for row in rows), sum(row.referred.high for row in rows)
    most = sum(row.started.high for row in rows), sum(max(row.referred.low, row.started.high) for row in rows)
    return fewest, most

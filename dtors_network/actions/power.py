"""In whose power a gap lies: who commissions the services concerned, and when their contracts end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from dtors_network.gaps.review import Gap
from dtors_network.model.area import Area, Organisation
from dtors_network.model.vocabulary import Sector

OURS: Final = re.compile(
    r"\b((?<!care )partnerships?(?!( nhs)?( foundation)? trust)|council|local authority|borough|public health"
    r"|drug (and alcohol )?action team|daa?t)\b",
    re.IGNORECASE,
)
"""Words by which ``commissioned_by`` names the partnership or a member of it that buys services; long ago a DAT."""

OTHERS: Final = re.compile(
    r"\b(trust|integrated care|icb|clinical commissioning|ccg|primary care|pct|nhs|health board|home office"
    r"|ministry|moj|hmpps|prisons?|probation|police|supporting people|lottery)\b",
    re.IGNORECASE,
)
"""Words by which it names another. Where neither is found, nobody knows in whose power it lies."""


@dataclass(frozen=True, slots=True)
class Contract:
    """An organisation that a gap concerns: who commissions it, until when, and whether that is the partnership.

    ``ours`` is None where the tables do not say who commissions it.
    """

    organisation: str
    commissioner: str
    ends: date | None
    ours: bool | None


def concerned(area: Area, gap: Gap) -> tuple[str, ...]:
    """Name the services that a gap and its remedy are about, each once.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["dead_end"])
    >>> concerned(found.area, found.gaps[0])
    ('clinic',)
    """
    steps = [end for step in gap.remedy for end in (step.source, step.target, step.service)]
    named = dict.fromkeys([*(gap.finding.link or ()), *gap.finding.services, *steps])
    return tuple(service for service in named if service in area.service)


def contracts(area: Area, gap: Gap) -> tuple[Contract, ...]:
    """Give the contract of each organisation that a gap concerns, the earliest end first."""
    runners = [area.service[service].organisation for service in concerned(area, gap)]
    known = dict.fromkeys([*gap.finding.organisations, *filter(None, runners)])
    found = [_contract(area, area.organisation[one]) for one in known if one in area.organisation]
    return tuple(sorted(found, key=lambda one: (one.ends is None, one.ends or date.max, one.organisation)))


def outside(found: tuple[Contract, ...]) -> bool | None:
    """Tell whether a gap lies outside the partnership's power: it commissions none of those concerned.

    None where the tables do not say who commissions them.

    Examples
    --------
    >>> prison = Contract("hmp", "", None, False)
    >>> outside((prison,)), outside((prison, Contract("clinic", "the council", None, True))), outside(())
    (True, False, None)
    """
    if any(one.ours for one in found):
        return False
    return True if found and all(one.ours is False for one in found) else None


def _contract(area: Area, row: Organisation) -> Contract:
    return Contract(row.organisation, row.commissioned_by, row.contract_end, _is_ours(area, row))


def _is_ours(area: Area, row: Organisation) -> bool | None:
    """Prisons, police, courts and probation are nobody's to commission here; the council is a member itself."""
    if row.sector is Sector.CRIMINAL_JUSTICE:
        return False
    if row.sector is Sector.LOCAL_AUTHORITY and not row.commissioned_by:
        return True
    if not row.commissioned_by:
        return None
    if OURS.search(row.commissioned_by):
        return True
    return False if OTHERS.search(row.commissioned_by) else None

"""What each reason would be worth if it fell away wherever it is on record: an upper end, never advice (design §6)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.candidates import Candidate, Pair, lever_for, may_be_met
from dtors_network.whatif.making import flow_after
from dtors_network.whatif.reach import Compared
from dtors_network.whatif.refused import NOT_RECORDED
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.valuer import TAILS, Valuer


@dataclass(frozen=True, slots=True)
class Ceiling:
    """The most that one reason can be worth.

    Attributes
    ----------
    code : str
        The reason.
    is_lever : bool
        Whether the codebook knows what partnerships do about it and how a what-if tries it.
    why_not : str
        Why it is nobody's to take away, where it is not.
    links : int
        Links at which it is surely on record.
    likely, strict : float
        The upper end of the 95 % interval of the rise of reach, and the most that the counts leave possible.
    """

    code: str
    is_lever: bool
    why_not: str
    links: int
    likely: float
    strict: float


def ceilings(baseline: Baseline, group: str) -> tuple[Ceiling, ...]:
    """Bound what each recorded reason is worth, largest first.

    Reasons that are surely on record on the way through treatment; "not recorded" is no reason.

    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="other", count=10),)
    >>> [(one.code, one.is_lever) for one in ceilings(Baseline(replace(counted_area(), refusals=refusals)), "everyone")]
    [('other', False)]
    """
    area, flow = baseline.area, baseline.flow(group)
    onward = {(row.source, row.target): None for row in flow.steps.onward}
    links: dict[str, list[tuple[str, str]]] = {}
    for row in area.refusals:
        pair = (row.source, row.target)
        if row.client_group == group and pair in onward and row.reason != NOT_RECORDED and may_be_met(row.count):
            links.setdefault(row.reason, []).append(pair)
    every = [_everywhere(code, tuple(places)) for code, places in sorted(links.items())]
    valuer = Valuer(baseline, group, every)
    sets = [(at,) for at in range(len(every))]
    upper = [float(high) for high in np.percentile(valuer.replicates(sets, 1), TAILS[1], axis=1)] if every else []
    found = [_ceiling(baseline, group, one, high) for one, high in zip(every, upper, strict=True)]
    return tuple(sorted(found, key=lambda one: (-one.likely, one.code)))


def _everywhere(code: str, links: tuple[Pair, ...]) -> Candidate:
    changes = tuple(Relieve(code, source=source, target=target) for source, target in links)
    return Candidate(code, "everywhere", (), links, changes)


def _ceiling(baseline: Baseline, group: str, one: Candidate, likely: float) -> Ceiling:
    codebook = baseline.area.codebook
    rise = Compared(baseline.flow(group), flow_after(baseline, one.changes, group), one.changes).range()[2]
    lever = codebook.lever.get(one.lever)
    strict = rise[1] if rise else 1.0
    return Ceiling(
        code=one.lever,
        is_lever=lever_for(codebook, one.lever) is not None,
        why_not=lever.not_a_lever if lever else "",
        links=len(one.links),
        likely=min(likely, strict),
        strict=strict,
    )

"""What could be changed: taken from the gaps, the barriers that were reported, and the reasons that were recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from dtors_network.gaps import Gap
from dtors_network.gaps.roots import as_one
from dtors_network.model.vocabulary import Accepts
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.change import Change
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.refused import known_reasons, recorded_at
from dtors_network.whatif.relieve import Relieve


def candidates(baseline: Baseline, group: str) -> tuple[Change, ...]:
    """List changes that could raise reach of a group.

    Parameters
    ----------
    baseline : Baseline
        The area as it is.
    group : str
        The client group that is counted.

    Returns
    -------
    tuple of Change
        Each recorded reason everywhere and, where it is recorded at several links, at each; barriers reported at
        links; services opened to groups that they refuse; links that remedies name. Each once.

    Examples
    --------
    >>> from dataclasses import replace
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.model.area import Refusal
    >>> refusals = (Refusal(source="gp", target="clinic", client_group="everyone", reason="no_capacity", count=10),)
    >>> found = candidates(Baseline(replace(counted_area(), refusals=refusals)), "everyone")
    >>> [change.write() for change in found if change.option == "relieve"]
    ['no_capacity']
    """
    return tuple(dict.fromkeys([*_reliefs(baseline, group), *_openings(baseline), *_links(baseline)]))


def _reliefs(baseline: Baseline, group: str) -> Iterator[Change]:
    reasons = set(known_reasons(baseline.area))
    recorded = [row for row in recorded_at(baseline.area, group) if row.reason in reasons]
    links = Counter(row.reason for row in recorded)
    yield from (Relieve(code) for code in sorted(links))
    yield from (Relieve(row.reason, source=row.source, target=row.target) for row in recorded if links[row.reason] > 1)
    onward = {(row.source, row.target) for row in baseline.flow(group).steps.onward}
    for report in baseline.area.barriers:
        if (report.source, report.target) in onward:
            yield Relieve(report.code, source=report.source, target=report.target)


def _openings(baseline: Baseline) -> Iterator[Change]:
    for service in baseline.area.services:
        for refused, word in service.accepts:
            if word is Accepts.NO:
                yield Open(service.service, refused)


def _links(baseline: Baseline) -> Iterator[Change]:
    for gap in baseline.gaps.gaps:
        for step in gap.remedy:
            if step.kind == "open_link":
                yield AddLink(step.source, step.target)


def structural(baseline: Baseline) -> tuple[Gap, ...]:
    """List the leading gap of each cause that a link, an acceptance or an answer would settle."""
    found = (as_one(root) for root in baseline.gaps.roots)
    return tuple(gap for gap in found if any(step.to_take for step in gap.remedy) or gap.ask.yes)

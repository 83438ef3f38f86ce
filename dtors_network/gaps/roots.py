"""Findings with one cause gathered: the same answers, the same steps, or one on which everything depends."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import replace

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, People, Step
from dtors_network.gaps.gap import Gap
from dtors_network.gaps.people import counted_people
from dtors_network.gaps.registry import RULES
from dtors_network.model.bounds import Bounds, total
from dtors_network.model.vocabulary import Certainty

Judged = tuple[Finding, Ask, tuple[Step, ...], People]
"""A finding with its questions, its remedy and the people affected."""


def leaders(judged: Sequence[Judged]) -> list[str]:
    """Give the id of the first finding with the same cause, for each finding in their order.

    Two findings have one cause if they share questions, a remedy or a subject, or if a third finding ties them.
    """
    first_of: dict[Hashable, int] = {}
    leader = list(range(len(judged)))

    def root(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for at, (finding, ask, remedy, _) in enumerate(judged):
        for cause in _causes(finding, ask, remedy):
            one, other = sorted((root(at), root(first_of.setdefault(cause, at))))
            leader[other] = one
    return [judged[root(at)][0].id for at in range(len(judged))]


def _causes(finding: Finding, ask: Ask, remedy: tuple[Step, ...]) -> Iterator[Hashable]:
    """Give what a finding may share with others (design §4)."""
    taken = tuple(step for step in remedy if step.to_take)
    if finding.certainty is Certainty.SENSITIVE:
        yield "questions", ask.yes, ask.no
    elif taken:
        yield "remedy", taken
    subject = RULES[finding.rule].subject
    if subject is not None:
        yield "subject", finding.rule, subject(finding), finding.certainty


def title_of(case: Case, findings: Sequence[Finding]) -> str:
    """Say what a whole root says: of several ways in that depend on one, how many do; blank for any other root."""
    ways = alike(findings)
    of_all = RULES[findings[0].rule].sentence_of_all
    several = len(ways) > 1 and len({way.services[0] for way in ways}) > 1
    return of_all(case, ways) if of_all and several else ""


def alike(findings: Sequence[Finding]) -> list[Finding]:
    """List the findings of a root that say the same of the same subject as the first one, itself included."""
    lead = findings[0]
    subject = RULES[lead.rule].subject
    if subject is None:
        return [lead]
    told = subject(lead), lead.certainty
    return [one for one in findings if one.rule == lead.rule and (subject(one), one.certainty) == told]


def ways_in(root: Sequence[Gap]) -> tuple[Gap, ...]:
    """List the gaps of a root for which its title speaks: the leading one alone, or every way in that depends on one.

    Parameters
    ----------
    root : sequence of Gap
        A root, the leading gap first.

    Returns
    -------
    tuple of Gap
        The gaps in their order.
    """
    findings = alike([gap.finding for gap in root])
    return tuple(gap for gap in root if gap.finding in findings)


def people_of(root: Sequence[Gap]) -> People:
    """Count the people of the gaps for which the title of a root speaks, those of a way in once, not once per group.

    Where somebody counted everyone at a way in, groups are among them; else the largest group counts.
    """
    at: dict[str, People] = {}
    ways = ways_in(root)
    for gap in ways:
        entry, people = gap.finding.services[0] if gap.finding.services else "", gap.people
        if entry not in at or (people.low or 0) > (at[entry].low or 0):
            at[entry] = people
    if len(at) < 2:
        return root[0].people
    known = [Bounds(one.low, one.high) for one in at.values() if one.low is not None and one.high is not None]
    if not known:
        return root[0].people
    what = f"came to the {len(at):,} ways in concerned, counted at each"
    return counted_people(total(known), what if len(known) == len(at) else f"{what}, as far as they were counted")


def settled_alike(root: Sequence[Gap]) -> bool:
    """Tell whether the same questions or the same steps settle all for which the title of a root speaks."""
    return len({(gap.ask, gap.remedy) for gap in ways_in(root)}) == 1


def as_one(root: Sequence[Gap]) -> Gap:
    """Give the leading gap, with the words of the whole root where the same steps settle all of it."""
    return replace(root[0], title=root[0].root_title) if settled_alike(root) else root[0]

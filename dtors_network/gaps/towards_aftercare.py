"""What the rules about ways to aftercare share: when they cannot be judged, what to ask, what would help."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import Ask, Finding, Step


def nobody_after_treatment(case: Case) -> bool:
    """Tell whether an open list has nobody who offers aftercare, so that no way there can be judged."""
    return not case.list_complete and not case.network.recovery


def ask(case: Case, finding: Finding) -> Ask:
    """Ask along the way from the finding's first service to aftercare."""
    if finding.basis:
        return Ask(None, case.ask_by_list(()) if finding.basis == "open_list" else None)
    return case.questions_to_aftercare(finding.group, case.network.position[finding.services[0]])


def remedy(case: Case, finding: Finding) -> tuple[Step, ...]:
    """Open the way from the finding's first service to aftercare."""
    return case.remedy_to_aftercare(finding.group, case.network.position[finding.services[0]])


def leading_out(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    """Give the links on record or spoken of that lead out of what is reached for certain."""
    if not finding.services:
        return iter(())
    return case.frontier(finding.group, 1 << case.network.position[finding.services[0]])

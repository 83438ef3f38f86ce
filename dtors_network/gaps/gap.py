"""What a meeting sees of a finding."""

from __future__ import annotations

from dataclasses import dataclass

from dtors_network.gaps.basis import EvidenceRow
from dtors_network.gaps.finding import Ask, Finding, People, Step
from dtors_network.model.area import BarrierReport


@dataclass(frozen=True, slots=True)
class Gap:
    """A finding with what a meeting needs: its sentence, the people, the evidence, the questions or the remedy.

    Attributes
    ----------
    finding : Finding
        Rule, certainty, client group and place.
    id : str
        Stays the same while the place does; actions refer to it.
    title : str
        One sentence.
    people : People
        How many it affects, or that nobody counted.
    evidence : tuple of EvidenceRow
        The rows behind it.
    reports : tuple of BarrierReport
        What was reported at the same place.
    ask : Ask
        For a sensitive finding, the fewest questions for either answer.
    remedy : tuple of Step
        For a certain finding, the fewest steps that would remove it.
    root : str
        Id of the leading gap with the same cause; its own id where it leads.
    root_title : str
        Of several ways in that depend on one, how many do; the gap's own title where its root says nothing of all.
    """

    finding: Finding
    id: str
    title: str
    people: People
    evidence: tuple[EvidenceRow, ...]
    reports: tuple[BarrierReport, ...]
    ask: Ask
    remedy: tuple[Step, ...]
    root: str
    root_title: str

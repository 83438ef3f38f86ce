"""An oracle for the gaps: the design's words as plain sets, and every answer found by trying them all.

It imports nothing of the library but the frozen values of ``dtors_network.model``.
"""

from .areas import CODEBOOK, any_area, small_area, small_areas
from .facts import Facts, certain_pairs, facts, possible_pairs
from .questions import (
    Question,
    Smallest,
    Unknowns,
    answered,
    certainty_by_definition,
    closing,
    completions,
    opening,
    smallest_no,
    smallest_yes,
    unknowns,
)
from .remedies import smallest_remedy
from .roots import roots
from .rules import Finding, all_findings, findings, stays_until_a_start

__all__ = [
    "CODEBOOK",
    "Facts",
    "Finding",
    "Question",
    "Smallest",
    "Unknowns",
    "all_findings",
    "answered",
    "any_area",
    "certain_pairs",
    "certainty_by_definition",
    "closing",
    "completions",
    "facts",
    "findings",
    "opening",
    "possible_pairs",
    "roots",
    "small_area",
    "small_areas",
    "smallest_no",
    "smallest_remedy",
    "smallest_yes",
    "stays_until_a_start",
    "unknowns",
]

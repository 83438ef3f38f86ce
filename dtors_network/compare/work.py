"""What is worked out of one area alone, so that many can be worked out at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from dtors_network.compare.figure import Figure
from dtors_network.compare.indicators.questions import open_questions
from dtors_network.compare.indicators.registry import INDICATORS
from dtors_network.compare.indicators.routes import route_states
from dtors_network.compare.side import Completeness, Side
from dtors_network.gaps.finding import Question
from dtors_network.model.area import Area


@dataclass(frozen=True)
class AreaFigures:
    """Every figure of one area, and what a later period of it is held against.

    Attributes
    ----------
    figures : tuple of Figure
        In the order of the indicators.
    completeness : Completeness
        How much of the area is known.
    routes : tuple of pair
        Each required route of a service, and its state.
    questions : frozenset of Question
        What is open.
    """

    figures: tuple[Figure, ...]
    completeness: Completeness
    routes: tuple[tuple[tuple[str, str, str], str], ...]
    questions: frozenset[Question]

    @cached_property
    def by_key(self) -> Mapping[tuple[str, str], Figure]:
        """Its figures by indicator and scope."""
        return {figure.key: figure for figure in self.figures}


def figures_of(area: Area) -> AreaFigures:
    """Work out every indicator of a protected area.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> found = figures_of(protect(counted_area())).by_key["lost_between", "gp>structured_treatment"]
    >>> round(found.value, 1), found.counted, found.of
    (0.2, 1, 1)
    """
    side = Side(area)
    return AreaFigures(
        figures=tuple(figure for indicator in INDICATORS.values() for figure in indicator.find(side)),
        completeness=side.completeness,
        routes=tuple(sorted(route_states(side).items())),
        questions=open_questions(side),
    )

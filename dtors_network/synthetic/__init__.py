"""Invented areas of any size with planted gaps, and the truth about them.

Nothing here imports the analysis: what an area must show follows from how it was built. The base has no gaps
(``base``); each plant is one function with its reasons (``policies``, ``refusals``, ``routes``, ``ways``,
``points``) and one line of the ``registry``.

``record_files`` makes the synthetic England: areas without counts (``england``), the people who go through them
(``next_steps``, ``journeys``), some rows that cannot be counted (``dirt``) and what must be found (``record_truth``).
"""

from dtors_network.synthetic.drawn import synthetic_area
from dtors_network.synthetic.registry import ONE_OF_EACH_RULE, PLANTS
from dtors_network.synthetic.sizes import five_thousand_services, sixty_services
from dtors_network.synthetic.truth import PlantedGap, SyntheticArea

__all__ = [
    "ONE_OF_EACH_RULE",
    "PLANTS",
    "PlantedGap",
    "SyntheticArea",
    "five_thousand_services",
    "sixty_services",
    "synthetic_area",
]

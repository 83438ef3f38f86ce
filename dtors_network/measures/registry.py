"""Every measure, by its code. A new one is one entry in the file of what it is of: networks, services or pairs."""

from __future__ import annotations

from typing import Final

from dtors_network.measures.described import Measure
from dtors_network.measures.of_networks import OF_NETWORKS
from dtors_network.measures.of_pairs import OF_PAIRS
from dtors_network.measures.of_services import OF_SERVICES

MEASURES: Final[dict[str, Measure]] = {measure.code: measure for measure in (*OF_NETWORKS, *OF_SERVICES, *OF_PAIRS)}
"""Every measure by its code, in the order in which they are told."""

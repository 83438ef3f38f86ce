"""The graphs of an area: certain and possible links for each client group, and the way to aftercare (design §4)."""

from dtors_network.graph.group import GroupGraph
from dtors_network.graph.links import UNSETTLED, Ends
from dtors_network.graph.network import Network
from dtors_network.graph.positions import Positions

__all__ = ["UNSETTLED", "Ends", "GroupGraph", "Network", "Positions"]

"""How people flow through an area and where they are lost (design §6)."""

from dtors_network.flow.follow import client_flow, rest_flow
from dtors_network.flow.result import ClientFlow

__all__ = ["ClientFlow", "client_flow", "rest_flow"]

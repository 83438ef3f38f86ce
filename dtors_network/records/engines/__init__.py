"""The engines that records are read and counted with; what differs between them is here, and nowhere else."""

from dtors_network.records.engines.engine import Engine
from dtors_network.records.engines.registry import ENGINES, open_engine

__all__ = ["ENGINES", "Engine", "open_engine"]

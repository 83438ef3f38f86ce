"""Measures of the networks of services and organisations (design §8)."""

from dtors_network.measures.described import Measure
from dtors_network.measures.measure import DRAWS, SEED, network_measures
from dtors_network.measures.registry import MEASURES
from dtors_network.measures.result import NetworkMeasures

__all__ = ["DRAWS", "MEASURES", "SEED", "Measure", "NetworkMeasures", "network_measures"]

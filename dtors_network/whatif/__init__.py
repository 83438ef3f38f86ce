"""What would help: changes to an area as values, and what they would do (design §6)."""

from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.best import BestChanges, best_changes
from dtors_network.whatif.registry import read_change, read_changes, write_changes
from dtors_network.whatif.result import WhatIf, what_if
from dtors_network.whatif.routes import routes
from dtors_network.whatif.stress import Stress, Stresses, stress
from dtors_network.whatif.way import Routes

__all__ = [
    "Baseline",
    "BestChanges",
    "Routes",
    "Stress",
    "Stresses",
    "WhatIf",
    "best_changes",
    "read_change",
    "read_changes",
    "routes",
    "stress",
    "what_if",
    "write_changes",
]

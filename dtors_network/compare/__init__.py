"""Areas held against one another: side by side, and taken together to hold another one against."""

from dtors_network.compare.pooled import pooled_losses
from dtors_network.compare.result import Comparison, compare

__all__ = ["Comparison", "compare", "pooled_losses"]

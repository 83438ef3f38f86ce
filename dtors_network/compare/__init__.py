"""Areas held against one another; figures from other areas come as arguments."""

from dtors_network.compare.pooled import pooled_losses

__all__ = ["pooled_losses"]

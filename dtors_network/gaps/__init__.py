"""Gap rules, one file each, and what is asked or done about what they find."""

from dtors_network.gaps.registry import RULES
from dtors_network.gaps.review import Gap, Gaps, find_gaps

__all__ = ["RULES", "Gap", "Gaps", "find_gaps"]

"""Short wordings under the names by which pages know them; they stand in ``accounts.words``."""

from dtors_network.accounts.words import capital, counted, group_name, link

__all__ = ["capital", "counted", "group_name", "link"]

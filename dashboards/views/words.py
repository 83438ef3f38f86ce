"""Short wordings that every page uses; accounts use them too, and hold them."""

from dtors_network.accounts.words import ENDS, REPLIES, ROLES, SAID, capital, counted, group_name, link

__all__ = ["ENDS", "REPLIES", "ROLES", "SAID", "capital", "counted", "group_name", "link"]

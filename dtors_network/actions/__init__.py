"""Actions on gaps: what was agreed, how far it is, and what became of the gap since."""

from dtors_network.actions.followed import Followed, FollowedActions, Since, follow_actions

__all__ = ["Followed", "FollowedActions", "Since", "follow_actions"]

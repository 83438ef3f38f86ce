"""What the tables say about each referral link (design §4)."""

from dtors_network.evidence.links import KINDS, Evidence, LinkEvidence, Pair, spoken_by
from dtors_network.evidence.voices import Word, end_says, latest_acceptance, latest_answers, latest_voices

__all__ = [
    "KINDS",
    "Evidence",
    "LinkEvidence",
    "Pair",
    "Word",
    "end_says",
    "latest_acceptance",
    "latest_answers",
    "latest_voices",
    "spoken_by",
]

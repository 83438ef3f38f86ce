"""How sure a finding is, in words: the same on every screen and in every file."""

from __future__ import annotations

from typing import Final

from dtors_network.model.vocabulary import Certainty

MARKS: Final = {
    Certainty.CERTAIN: "■ certain",
    Certainty.SENSITIVE: "◧ sensitive",
    Certainty.UNKNOWABLE: "□ unknowable",
}
"""A symbol and a word: it never hangs on colour alone."""

SHORT: Final = {
    Certainty.CERTAIN: "holds whatever the open questions turn out to be",
    Certainty.SENSITIVE: "depends on answers that nobody has given yet",
    Certainty.UNKNOWABLE: "the tables cannot show it",
}
MEANING: Final = {
    Certainty.CERTAIN: "Certain: it holds whatever the open questions turn out to be.",
    Certainty.SENSITIVE: "Sensitive: it depends on the questions named.",
    Certainty.UNKNOWABLE: "Unknowable: these tables cannot show it; what to collect is named.",
}
COUNTED: Final = "Counted: the whole 95 % interval lies beyond what it is held against."
"""Over what rules find that count people."""

DEFINED: Final = (
    ("certain", "it holds whatever the open questions turn out to be, on these tables and at this date"),
    (
        "sensitive",
        "it depends on named questions: the fewest that would remove it, the fewest that would make it certain",
    ),
    ("unknowable", "these tables cannot show it; the finding says what to collect"),
)
"""How sure a finding can be, by code."""

"""What moved between two looks at the findings of an area: gone, new, or of another certainty."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dtors_network.gaps import Gaps
from dtors_network.rounds.form import Known


@dataclass(frozen=True, slots=True)
class Moved:
    """A finding that is not as it was; ``before`` or ``after`` is blank where it was not there, or is not."""

    id: str
    title: str
    group: str
    before: str
    after: str

    @property
    def how(self) -> str:
        """In a word: gone, new, or what it became."""
        return "gone" if not self.after else "new" if not self.before else f"now {self.after}"


def known(gaps: Gaps) -> tuple[Known, ...]:
    """Give the findings as they are kept."""
    return tuple(Known(gap.id, gap.title, gap.finding.certainty.value, gap.finding.group) for gap in gaps.gaps)


def moved(before: Iterable[Known], after: Iterable[Known]) -> tuple[Moved, ...]:
    """Hold two lists of findings against each other.

    Parameters
    ----------
    before, after : iterable of Known
        As they were, and as they are.

    Returns
    -------
    tuple of Moved
        Those that went or became something else, in the order of before; then the new ones.

    Examples
    --------
    >>> was = [Known("a", "A", "sensitive", "everyone"), Known("b", "B", "sensitive", "everyone")]
    >>> now = [Known("b", "B", "certain", "everyone"), Known("c", "C", "certain", "everyone")]
    >>> [(one.id, one.how) for one in moved(was, now)]
    [('a', 'gone'), ('b', 'now certain'), ('c', 'new')]
    """
    was, now = {one.id: one for one in before}, {one.id: one for one in after}
    found = []
    for id_ in dict.fromkeys([*was, *now]):
        one, other = was.get(id_), now.get(id_)
        words = one.certainty if one else "", other.certainty if other else ""
        shown = other or one
        if words[0] != words[1] and shown:
            found.append(Moved(id_, shown.title, shown.group, *words))
    return tuple(found)

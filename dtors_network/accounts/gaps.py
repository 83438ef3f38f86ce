"""The account of the gaps of an area."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.ask import questions_sheet
from dtors_network.accounts.gap_document import gaps_document
from dtors_network.accounts.gap_list import gap_parts, root_entry
from dtors_network.accounts.gap_sheets import gap_sheets
from dtors_network.accounts.gap_words import headline, leading
from dtors_network.accounts.lever_words import lever_title
from dtors_network.accounts.opened import Opened, opened
from dtors_network.accounts.parts import Entry, Part
from dtors_network.accounts.stamp import stamp_of
from dtors_network.gaps import RULES, Gap, Gaps, wording
from dtors_network.gaps.questions import questions_of
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

LEVERS: Final = "levers"
"""The kind of part that says what partnerships do about what was reported."""


@dataclass(frozen=True, kw_only=True)
class GapsAccount(Account):
    """What the gaps of an area tell.

    Attributes
    ----------
    found : Gaps
        The result of ``find_gaps``.
    listed : tuple of Gap
        Those that parts and sheets hold.
    rule : str
        The rule that they were chosen by, if any.
    """

    found: Gaps
    listed: tuple[Gap, ...]
    rule: str = ""

    @property
    def nested(self) -> dict[str, Any]:
        """The document of design §9."""
        ids = {gap.id for gap in self.listed}
        document = gaps_document(self.found)
        return {**document, "gaps": [gap for gap in document["gaps"] if gap["gap"] in ids]}

    @cached_property
    def first(self) -> Entry | None:
        """What leads: of what leads where, the first root; a counted one only where there is no other."""
        root = leading(self.found)
        if not root:
            return None
        return root_entry(self.found, root, root)

    @property
    def tally(self) -> dict[Certainty, int]:
        """How many findings there are of each certainty, listed or not."""
        found = Counter(gap.finding.certainty for gap in self.found.gaps)
        return {certainty: found[certainty] for certainty in Certainty}

    @property
    def kinds(self) -> dict[str, str]:
        """The rules that found something, and the one that was chosen, with their titles as the registry has them."""
        found = {gap.finding.rule for gap in self.found.gaps} | {self.rule}
        return {code: rule.title for code, rule in RULES.items() if code in found}

    @property
    def listing(self) -> str:
        """How much of what was found is listed."""
        every, shown = len(self.found.gaps), len(self.listed)
        if shown == every:
            return f"{counted(every, 'finding', 'findings')}, {counted(len(self.found.roots), 'cause', 'causes')}"
        return f"{shown:,} of {counted(every, 'finding', 'findings')}"

    def opened(self, id_: str) -> Opened | None:
        """Tell all of one gap by its id; None where there is none."""
        gap = next((gap for gap in self.found.gaps if gap.id == id_), None)
        return opened(self.found, gap) if gap else None


def gaps_account(found: Gaps, rule: str = "", certainty: str = "") -> GapsAccount:
    """Tell the gaps of an area.

    Parameters
    ----------
    found : Gaps
        The result of ``find_gaps``.
    rule, certainty : str
        List only findings of this rule, or as sure as this; the headline speaks of all.

    Returns
    -------
    GapsAccount
        Parts with an entry a root; sheets ``gaps``, ``roots``, ``questions``, ``evidence`` and ``reports``.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> told = gaps_account(find_gaps(protect(small_area()), groups=["everyone"], rules=["dead_end"]))
    >>> told.headline
    'No gap is certain. 1 finding depends on questions that nobody has answered yet.'
    >>> told.sheet("gaps").words()[0][:2]
    ('From clinic (Riverside), people have no confirmed way on to aftercare or recovery support', 'sensitive')
    """
    stamp = stamp_of(found.area)

    def kept(gap: Gap) -> bool:
        return rule in ("", gap.finding.rule) and certainty in ("", gap.finding.certainty.value)

    listed = tuple(filter(kept, found.gaps))
    return GapsAccount(
        name="gaps",
        stamp=stamp,
        headline=headline(found),
        parts=(*gap_parts(found, kept), *_levers(found)),
        sheets=(*gap_sheets(found, listed), questions_sheet(questions_of(found))),
        notes=tuple(_notes(found)),
        found=found,
        listed=listed,
        rule=rule,
    )


def _notes(found: Gaps) -> Iterator[str]:
    """Say what was not judged."""
    if found.not_assessed:
        names = wording.listed((wording.people(found.area, group) for group in found.not_assessed), "and")
        yield f"Not assessed, because nothing was said or counted of them: {names}. That is not the same as no gap."
    yield from found.not_judged


def _levers(found: Gaps) -> Iterator[Part]:
    """Say once a code, below all gaps, what partnerships do about what was reported."""
    codes = dict.fromkeys(report.code for gap in found.gaps for report in gap.reports)
    titles = {code: lever_title(found.area.codebook, code) for code in codes}
    told = tuple(Entry(code, f"{code}: {title}.") for code, title in titles.items() if title)
    if told:
        yield Part("What partnerships do about what was reported (dtors-network codebook):", told, LEVERS)

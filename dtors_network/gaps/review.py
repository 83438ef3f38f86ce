"""Find the gaps of an area, order them, and gather those with one cause under one root."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final, overload

from dtors_network.gaps import wording
from dtors_network.gaps.basis import Basis
from dtors_network.gaps.case import Case
from dtors_network.gaps.comparators import shipped_comparators
from dtors_network.gaps.finding import Ask, Finding, People, Question, Step
from dtors_network.gaps.gap import Gap as Gap
from dtors_network.gaps.registry import RULES
from dtors_network.gaps.roots import Judged, leaders, title_of
from dtors_network.graph import Network
from dtors_network.model.area import Area
from dtors_network.model.comparator import Comparator
from dtors_network.model.given import checked
from dtors_network.model.groups import members, read_group
from dtors_network.model.near import check_all_known
from dtors_network.model.told import Told
from dtors_network.model.vocabulary import EVERYONE, Certainty, Grade
from dtors_network.rounding import counted

BY_CERTAINTY: Final = {certainty: at for at, certainty in enumerate(Certainty)}
BY_GRADE: Final[dict[Grade | None, int]] = {Grade.REQUIRED: 0, Grade.EXPECTED: 1, Grade.OPTIONAL: 2, None: 3}


@dataclass(frozen=True, eq=False, repr=False)
class Gaps(Told, Sequence[Gap]):
    """The gaps of an area: ``findings`` at once, ``gaps`` with questions, remedies and roots when asked for.

    Attributes
    ----------
    case : Case
        The area under review.
    rules : tuple of str
        Codes of the rules that were judged.
    findings : tuple of Finding
        What they found, in their order.
    """

    case: Case
    rules: tuple[str, ...]
    findings: tuple[Finding, ...]

    @classmethod
    def judged(cls, case: Case, rules: Iterable[str]) -> Gaps:
        """Judge a case by rules."""
        codes = tuple(rules)
        return cls(case, codes, tuple(_kept([found for code in codes for found in RULES[code].find(case)])))

    @property
    def area(self) -> Area:
        """The area."""
        return self.case.area

    @property
    def not_assessed(self) -> tuple[str, ...]:
        """Client groups that no row of the area names."""
        return self.case.not_assessed

    def __len__(self) -> int:
        return len(self.findings)

    @overload
    def __getitem__(self, at: int) -> Gap: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Gap, ...]: ...
    def __getitem__(self, at: int | slice) -> Gap | tuple[Gap, ...]:
        return self.gaps[at]

    @property
    def line(self) -> str:
        """How many there are, and how sure they are."""
        sure = Counter(finding.certainty for finding in self.findings)
        told = ", ".join(f"{sure[certainty]:,} {certainty.value}" for certainty in Certainty if sure[certainty])
        return f"{counted(len(self), 'gap')}{': ' if told else ''}{told}"

    @cached_property
    def gaps(self) -> tuple[Gap, ...]:
        """Every finding with its questions, remedy and root; roots in order, each with its consequences below."""
        basis = Basis(self.case)
        judged = [(finding, *self._settle(finding)) for finding in self.findings]
        judged.sort(key=lambda row: _order(row[0], row[3]))
        found = leaders(judged)
        rank = {root: at for at, root in reversed(list(enumerate(found)))}
        rows = sorted(zip(judged, found, strict=True), key=lambda row: rank[row[1]])
        members: dict[str, list[Finding]] = {}
        for row, root in rows:
            members.setdefault(root, []).append(row[0])
        titles = {root: title_of(self.case, mine) for root, mine in members.items()}
        return tuple(self._gap(basis, row, root, titles[root]) for row, root in rows)

    def _settle(self, finding: Finding) -> tuple[Ask, tuple[Step, ...], People]:
        rule = RULES[finding.rule]
        certain = finding.certainty is Certainty.CERTAIN
        ask = Ask() if certain and finding.link is None else rule.ask(self.case, finding)
        remedy = rule.remedy(self.case, finding) if certain else ()
        return ask, remedy, rule.people(self.case, finding)

    def _gap(self, basis: Basis, judged: Judged, root: str, root_title: str) -> Gap:
        finding, ask, remedy, people = judged
        rule = RULES[finding.rule]
        pairs = tuple(rule.pairs(self.case, finding))
        title = rule.sentence(self.case, finding)
        return Gap(
            finding=finding,
            id=finding.id,
            title=title,
            people=people,
            evidence=basis.rows(finding, pairs),
            reports=basis.reports(finding, pairs),
            ask=ask,
            remedy=remedy,
            root=root,
            root_title=root_title or title,
        )

    @property
    def roots(self) -> tuple[tuple[Gap, ...], ...]:
        """The gaps by root: the leading gap first, then its consequences."""
        by_root: dict[str, list[Gap]] = {}
        for gap in self.gaps:
            by_root.setdefault(gap.root, []).append(gap)
        return tuple(tuple(gaps) for gaps in by_root.values())

    @property
    def not_judged(self) -> tuple[str, ...]:
        """Say what rules could not look at for want of counts, a sentence each."""
        return tuple(told for code in self.rules if (told := RULES[code].not_judged(self.case)))

    def whom(self, question: Question) -> str:
        """Say whom to ask a question."""
        return wording.whom(self.area, question, self.case.network.evidence.nobody_to_ask)


def _kept(findings: list[Finding]) -> Iterable[Finding]:
    """Leave out a group's finding where everyone's have one of the same rule, place and certainty.

    What a service says of a group, or records show of it, is a finding of its own (design §4).
    """
    of_everyone = {(finding.place, finding.certainty) for finding in findings if finding.group == EVERYONE}
    for finding in findings:
        if (
            finding.group == EVERYONE
            or RULES[finding.rule].own_word
            or (finding.place, finding.certainty) not in of_everyone
        ):
            yield finding


def _order(finding: Finding, people: People) -> tuple[object, ...]:
    """Certainty, then what leads where before what is counted, then grade, then people affected; then rule and id."""
    count = -1 if people.low is None else people.low
    counts, at = RULES[finding.rule].counts, tuple(RULES).index(finding.rule)
    return (BY_CERTAINTY[finding.certainty], counts, BY_GRADE[finding.grade], -count, at, finding.id)


def _judged(area: Area, groups: Iterable[str]) -> tuple[str, ...]:
    """Read the groups to judge; every one that is not known is told."""
    given = [str(group) for group in groups]
    check_all_known("client group", (part.strip() for group in given for part in members(group)), area.codebook.group)
    return tuple(dict.fromkeys(read_group(area.codebook, group) for group in given))


@checked
def find_gaps(
    area: Area,
    groups: Iterable[str] | None = None,
    rules: Iterable[str] | None = None,
    comparators: Iterable[Comparator] | None = None,
    limits: MutableMapping[str, tuple[float, float]] | None = None,
    *,
    likely: bool = True,
    network: Network | None = None,
) -> Gaps:
    """Find the gaps in referral and aftercare of an area.

    Parameters
    ----------
    area : Area
        A lawful area, as ``read_area`` gives it.
    groups : iterable of str, optional
        Client groups to judge, or ``"a+b"`` for people who belong to two at once: the structural gaps, since counts are
        of one group; every group of the codebook where left out.
    rules : iterable of str, optional
        Codes of the rules to judge; every rule where left out.
    comparators : iterable of Comparator, optional
        Figures that counted gaps are held against; the published ones that come with the project where left out, as on
        the command line and in the dashboard. Without one for its measure a rule that counts is silent.
    limits : mapping of str to pair of float, optional
        Likely intervals of the same tables that are known already; those worked out anew are added to it.
    likely : bool
        Whether counts that are blocks are judged by their likely interval, which takes seconds the first time; else
        by the strict range, whatever the hidden counts are.
    network : Network, optional
        That of the area, where it was made already.

    Returns
    -------
    Gaps
        Findings with certainty at once; questions, remedies and roots are worked out when ``gaps`` is first read.

    Raises
    ------
    InputError
        If a group or a rule is unknown, or one text is given in place of a list of them.

    Notes
    -----
    The definitions are the project's own (design §4 and §5, decision 0001).

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> found = find_gaps(small_area(), groups=["everyone"], rules=["no_aftercare_route"])
    >>> [(gap.finding.certainty.value, gap.title) for gap in found.gaps]
    [('sensitive', 'From gp (Hill Surgery), no confirmed way leads people on to aftercare or recovery support')]
    """
    codes = RULES if rules is None else check_all_known("gap rule", rules, RULES)
    judged = None if groups is None else _judged(area, groups)
    against = shipped_comparators() if comparators is None else comparators
    return Gaps.judged(Case(area, judged, against, limits, likely=likely, network=network), codes)

"""The account of a first map: its tasks, what is known by now or why nothing is, and whom to ask first."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.ask import Asked, questions_of
from dtors_network.accounts.kinds import CODE, TEXT
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import holders_stamp, stamp_of_none
from dtors_network.beginning.alike import Pair, alike
from dtors_network.beginning.begun import Begun
from dtors_network.beginning.partners import ticked
from dtors_network.beginning.steps import Step, own_services, steps
from dtors_network.gaps.review import Gap, Gaps
from dtors_network.model.sharing import HOLDERS
from dtors_network.model.vocabulary import Certainty
from dtors_network.rounding import counted

FIRST: Final = 3
"""Certain findings that lead."""
WHOM: Final = 5
"""Questions that lead."""

STEPS: Final = (
    Column[Step]("step", "", CODE, lambda row: row.code),
    Column[Step]("title", "Task", TEXT, lambda row: row.title),
    Column[Step]("done", "How far", TEXT, lambda row: row.done.value),
    Column[Step]("so_far", "What is there", TEXT, lambda row: row.so_far),
    Column[Step]("can", "What can be concluded already", TEXT, lambda row: row.can),
    Column[Step]("cannot", "What cannot", TEXT, lambda row: row.cannot),
)
FINDINGS: Final = (
    Column[Gap]("finding", "", CODE, lambda row: row.id),
    Column[Gap]("title", "Finding", TEXT, lambda row: row.title),
    Column[Gap]("certainty", "How sure", CODE, lambda row: row.finding.certainty.value, term="certain", says="finding"),
)
ASKED: Final = (
    Column[Asked]("whom", "Whom", TEXT, lambda row: row.whom),
    Column[Asked]("question", "What", TEXT, lambda row: row.text),
    Column[Asked]("moves", "Findings that hang on it", TEXT, lambda row: str(len({*row.removes, *row.makes_certain}))),
)
ALIKE: Final = (
    Column[Pair]("first", "", CODE, lambda row: row.first),
    Column[Pair]("first_name", "One name", TEXT, lambda row: row.first_name),
    Column[Pair]("second", "", CODE, lambda row: row.second),
    Column[Pair]("second_name", "The other name", TEXT, lambda row: row.second_name),
)


def _candidate_column(key: str, head: str) -> Column[Mapping[str, str]]:
    return Column[Mapping[str, str]](key, head, TEXT, lambda row: row.get(key) or None)


CANDIDATES: Final = (
    _candidate_column("service", ""),
    _candidate_column("name", "Name"),
    _candidate_column("organisation_name", "Run by"),
    _candidate_column("service_type", "Type"),
    _candidate_column("type_from", "Type from"),
    _candidate_column("belongs", "Belongs"),
    _candidate_column("same_as", "Same as"),
    _candidate_column("still_open", "Still open"),
    _candidate_column("last_confirmed", "Last confirmed"),
    _candidate_column("source", "Source"),
    _candidate_column("source_date", "Source of"),
)


def begin_account(begun: Begun | None, gaps: Gaps | None = None) -> Account:
    """Tell the holder how far a first map is.

    Parameters
    ----------
    begun : Begun or None
        The area; None where none is chosen yet.
    gaps : Gaps or None
        What was found in it, behind the door; None where it was not looked for.

    Returns
    -------
    Account
        Sheets ``steps``, ``candidates``, ``alike``, ``findings`` (the first certain ones), ``open`` (the first that
        depend on answers) and ``ask``.

    Examples
    --------
    >>> begin_account(None).headline
    'Nothing is begun yet: choose the authority first.'
    """
    stamp = stamp_of_none("First map", "none") if begun is None else holders_stamp(begun.area)
    first = first_findings(gaps) if gaps else ()
    reason = why_none(begun, gaps) if begun and gaps and not first else ""
    return Account(
        name="start",
        stamp=stamp,
        headline=_headline(begun),
        sentences=tuple(filter(None, (reason, HOLDERS))),
        sheets=(
            Sheet("steps", "Tasks", STEPS, steps(begun)),
            Sheet("candidates", "Candidates", CANDIDATES, begun.candidates if begun else (), "none was brought", 10),
            Sheet(
                "alike", "May be one under two names", ALIKE, alike(begun) if begun else (), "no two names are alike"
            ),
            Sheet("findings", "First findings", FINDINGS, first, reason.rstrip(".") or "none was looked for"),
            Sheet("open", "What depends on answers", FINDINGS, open_findings(gaps) if gaps else (), "nothing does"),
            Sheet("ask", "Whom to ask first", ASKED, first_questions(gaps) if gaps else (), "there is nothing to ask"),
        ),
    )


def first_findings(gaps: Gaps) -> tuple[Gap, ...]:
    """Give the first certain findings, one a cause."""
    return _one_a_cause(gaps, Certainty.CERTAIN)[:FIRST]


def open_findings(gaps: Gaps) -> tuple[Gap, ...]:
    """Give the first findings that depend on answers, one a cause, and no more than two of a rule."""
    found: list[Gap] = []
    for one in _one_a_cause(gaps, Certainty.SENSITIVE):
        if sum(other.finding.rule == one.finding.rule for other in found) < 2:
            found.append(one)
    return tuple(found[:WHOM])


def _one_a_cause(gaps: Gaps, certainty: Certainty) -> tuple[Gap, ...]:
    found: dict[str, Gap] = {}
    for gap in gaps.gaps:
        if gap.finding.certainty is certainty:
            found.setdefault(gap.root, gap)
    return tuple(found.values())


def first_questions(gaps: Gaps) -> tuple[Asked, ...]:
    """Give the questions that move most findings, no more than two to one end."""
    asked: list[Asked] = []
    for one in questions_of(gaps):
        if sum(other.whom == one.whom for other in asked) < 2:
            asked.append(one)
    return tuple(asked[:WHOM])


def why_none(begun: Begun, gaps: Gaps) -> str:
    """Say why nothing is certain yet."""
    if not own_services(begun):
        return "Nothing can be found yet: no service is listed beside the usual routes in."
    found = f"{counted(len(gaps.gaps), 'finding depends', 'findings depend')} on answers; none is certain."
    if not begun.area.services_complete:
        return (
            f"{found} What is not on a list can only be missing for certain where the list is complete: say so once "
            "every service is listed."
        )
    if not ticked(begun.area):
        return f"{found} Nobody said yet who refers to whom: tick known partners, then ask."
    return f"{found} Every link that would be wanting may be there: nobody was asked. The first questions settle most."


def _headline(begun: Begun | None) -> str:
    if begun is None:
        return "Nothing is begun yet: choose the authority first."
    services, links = own_services(begun), len(ticked(begun.area))
    there = f"{counted(services, 'service', 'services')} beside the usual routes in"
    return f"{begun.area.name}: {there}, {counted(links, 'known link', 'known links')}."

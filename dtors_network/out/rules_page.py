"""Gap rules for reading: a page of the reference, written from what each rule says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.accounts.certainty import DEFINED
from dtors_network.gaps.rule import Rule
from dtors_network.out.markdown import code, table


def rules_page(rules: Iterable[Rule]) -> str:
    """Write gap rules as a page of Markdown.

    Parameters
    ----------
    rules : iterable of Rule
        The rules, in the order in which ties between findings are listed.

    Returns
    -------
    str
        A page with an overview and one section a rule.

    Examples
    --------
    >>> from dtors_network.gaps import RULES
    >>> page = rules_page(RULES.values())
    >>> [line for line in page.splitlines() if line.startswith("## ")][1]
    '## Nobody provides it'
    """
    listed = list(rules)
    overview = table(["code", "title"], ([code(rule.code), rule.title] for rule in listed))
    return "\n".join([_OPENING, overview, _CERTAINTY, *(part for rule in listed for part in _section(rule))])


def _section(rule: Rule) -> Iterator[str]:
    yield f"## {rule.title}\n"
    yield f"{code(rule.code)}. {rule.definition}\n"
    yield f"*To ask*: {rule.asks}\n"
    yield f"*Source*: {rule.source}.\n"


_OPENING: Final = """\
# Gap rules

A gap is something that a rule finds wanting in referral or aftercare. It is a view of links between services and never
says that a provider fails. What each rule finds is drawn in small areas, case by case, in `tests/spec`.
"""
_CERTAINTY: Final = f"""\
## How sure

{table(["certainty", "a finding is so if"], ([code(name), meaning] for name, meaning in DEFINED))}
Findings stand in the order of certainty, what leads where before what is counted, then of how firmly the reference
asks, and of how many people they affect. A rule that counts people is certain or silent: it finds only what holds
whatever hidden counts are.
Sensitive ones that the same answers would settle, and certain ones that the same steps would remove, stand under one
root. A finding for a client group is listed only where everyone's findings have none of the same rule, place and
certainty.
"""

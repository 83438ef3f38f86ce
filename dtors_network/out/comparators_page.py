"""Figures that counted gaps are held against, for reading: a page of the reference."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dtors_network.accounts.comparators import comparators_account
from dtors_network.model.comparator import Comparator
from dtors_network.out.markdown import sheet_table

OWN_COMPARATORS: Final = """\
comparators:
  our_caseload:
    rule: overloaded
    scope: caseload
    value: 50
    what: people a keyworker, as agreed with the services
    source: Local agreement
    dated: "2025"
  our_continuity:
    rule: transition_loss
    value: 0.47
    what: of people released to the area started treatment within 21 days
    source: Our own count
    dated: "2025"
    period_start: 2024-04-01
    period_end: 2025-03-31
"""
"""A file of a user's own, as the reference shows it."""


def comparators_page(comparators: Iterable[Comparator]) -> str:
    """Write figures as a page of Markdown.

    Parameters
    ----------
    comparators : iterable of Comparator
        The figures, in the order in which they are shown.

    Returns
    -------
    str
        A page with one line a figure, and a file of one's own.

    Examples
    --------
    >>> from dtors_network.gaps.comparators import shipped_comparators
    >>> page = comparators_page(shipped_comparators())
    >>> [line for line in page.splitlines() if "`caseload`" in line][0][:73]
    '| `caseload` | `overloaded` | `caseload` | 40 | people a keyworker at the'
    """
    account = comparators_account(comparators)
    opening = f"# {account.stamp.name}\n\n{account.headline} {' '.join(account.sentences)}\n"
    return "\n".join([opening, sheet_table(account.sheet("figures"), {"id", "rule", "scope"}), _CLOSING])


_CLOSING: Final = f"""\
## Figures of your own

A share is written as 0.47, a ratio as 50; `what` reads on from the number. Of two figures for the same rule and scope
the last one counts, so figures of your own go after the shipped ones. The scope of `lost_between` is two stages, such
as `open_access>structured_treatment`; of ways in the type, such as `prison>structured_treatment`; or blank for all of
which no other figure speaks.

```yaml
{OWN_COMPARATORS}```

From Python:

```python
from pathlib import Path

from dtors_network.gaps.comparators import read_comparators, shipped_comparators
from dtors_network.gaps import find_gaps

find_gaps(area, comparators=[*shipped_comparators(), *read_comparators(Path("figures.yaml"))])
```
"""

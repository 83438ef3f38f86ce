"""Published indicators for reading: a page of the reference."""

from __future__ import annotations

from typing import Final

from dtors_network.accounts.compare_published import registry_sheet
from dtors_network.out.markdown import sheet_table


def published_page() -> str:
    """Write the registry of published indicators as a page of Markdown.

    Examples
    --------
    >>> "92544" in published_page()
    True
    """
    return "\n".join([_OPENING, sheet_table(registry_sheet(), set()), _CLOSING])


_OPENING: Final = """\
# Figures that others publish by authority

What stands beside an area's own figures in `dtors-network compare` and on the page *Compare areas*. Where [?] stands,
the definition was not read at its source; such a figure is never said to mean the same as an area's own.
"""
_CLOSING: Final = """\
## How a figure finds its place

- The authority is found by its code, or by the one former code that it alone took over; without codes by its name. An
  authority that was merged of several is not what one of them was.
- Beside it stand its region, England, and its neighbours of the list of the Department for Education (2025, a model of
  children's services) and of any list that is given with `--neighbours`.
- Of each place one figure: that of the area's own period (the larger part of it), else the latest before it, else the
  next after it. Its period is told.
- A missing figure stays missing, with the mark that the publisher wrote. A figure that is given twice with two values
  is missing too.
- Rows of part of the people (one sex, one age group of several, one drug group) are left out.

The registry is `data/published.yaml`.
"""

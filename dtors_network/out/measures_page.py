"""Measures of the network for reading: a page of the reference, written from what each measure says of itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.measures.brokerage import ROLES
from dtors_network.measures.described import Measure
from dtors_network.out.markdown import code, table


def measures_page(measures: Iterable[Measure]) -> str:
    """Write measures as a page of Markdown.

    Parameters
    ----------
    measures : iterable of Measure
        The measures, in the order in which they are told.

    Returns
    -------
    str
        A page with the conventions, an overview and one section a measure.

    Examples
    --------
    >>> from dtors_network.measures import MEASURES
    >>> page = measures_page(MEASURES.values())
    >>> [line for line in page.splitlines() if line.startswith("## ")][:2]
    ['## Conventions', '## Density']
    """
    listed = list(measures)
    overview = table(["code", "title", "of"], ([code(one.code), one.title, one.of] for one in listed))
    return "\n".join([_OPENING, overview, _CONVENTIONS, *(part for one in listed for part in _section(one))])


def _section(measure: Measure) -> Iterator[str]:
    yield f"## {measure.title}\n"
    by = f", by {' or '.join(measure.by)}" if any(measure.by) else ""
    yield f"{code(measure.code)}{by}. {measure.question}\n"
    yield f"*How it is taken*: {measure.taken}\n"
    yield f"*Range*: {measure.ranged}\n"
    yield f"*Must not be read from it*: {measure.not_read}\n"
    yield f"*Source*: {measure.source}.\n"
    if measure.code == "brokerage":
        yield table(["role", "where"], ROLES.items())


_OPENING: Final = """\
# Measures of the network

How services, and organisations, are linked: `dtors-network measures AREA`, `network_measures(area)`. They describe how
links lie. None of them is better for being higher or lower.
"""
_CONVENTIONS: Final = """\
## Conventions

- **Links** are ordered pairs, without weights. A link from a service to itself is none. Services without links
  (isolates) are part of the network and of every denominator: n (n − 1) ordered pairs.
- **Organisations**: one is linked to another wherever some service of the one is linked to some service of the other;
  hand-overs in one house fall away. Services that no organisation runs stand in the network of services alone.
- **Certain and possible**: confirmed links into services that accept the client group, and all that nothing rules out.
- **Range**: the least and the greatest value on any network between the two, every open link free of the others. Where
  it is open whether a service accepts the group, all links into it are open at once, and answers can allow less than
  the range. *Exact* is worked out; *sampled* is what was seen on networks drawn between the two, and no bound.
- **As drawn** (`--as-drawn`, and for files of other programs): every link that somebody spoke of is there, and no
  other, as most surveys of partnerships have it. Nothing is open then, and there are no ranges.
- **Answered**: without the services that could have spoken of their links and did not (no statement for their own end,
  no complete list). Those that nobody can be asked for stay.
"""

"""Reference pathways for reading: a page of the reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from dtors_network.model.pathway import Pathway, Route
from dtors_network.out.markdown import code, table

OWN_PATHWAY: Final = """\
id: our_pathway_2025
extends: partnership_2022
routes:
  hospital_to_outreach:
    title: from the hospital to outreach
    senders: [hospital]
    receivers: [outreach]
    grade: expected
    source: Local protocol 2025
"""
"""A file of a user's own, as the reference shows it."""


def pathways_page(pathways: Iterable[Pathway]) -> str:
    """Write reference pathways as a page of Markdown.

    Parameters
    ----------
    pathways : iterable of Pathway
        The pathways, in the order in which they are shown.

    Returns
    -------
    str
        A page with one section a pathway and one line a route.

    Examples
    --------
    >>> from dtors_network.area_files.pathway_yaml import shipped_pathway
    >>> page = pathways_page([shipped_pathway("models_of_care_2006")])
    >>> print(page.splitlines()[4])
    ## NTA Models of Care update 2006 and the Drug Interventions Programme (2006)
    """
    return "\n".join([_OPENING, *(part for pathway in pathways for part in _section(pathway)), _CLOSING])


_OPENING: Final = """\
# Reference pathways

A link is only ever missing against one of these, and every result names the one that was used.
"""
_CLOSING: Final = f"""\
## A pathway of your own

Write all routes under an id of your own, or extend a shipped pathway:

```yaml
{OWN_PATHWAY}```
"""


def _section(pathway: Pathway) -> Iterator[str]:
    yield f"## {pathway.title} ({pathway.dated})\n"
    yield f"Id: {code(pathway.id)}. Source: {pathway.source}." + (f" {pathway.note}" if pathway.note else "") + "\n"
    if pathway.tiers:
        tiers = ((name, ", ".join(map(code, types))) for name, types in pathway.tiers)
        yield table(["tier", "service types"], tiers)
    header = ["route", "from each service of", "to", "grade", "for whom", "source"]
    yield table(header, map(_line, pathway.routes))


def _line(route: Route) -> tuple[str, ...]:
    return (
        f"{code(route.code)}: {route.title}",
        ", ".join(map(code, route.senders)),
        ("each of " if route.each else "any of " if len(route.receivers) > 1 else "")
        + ", ".join(map(code, route.receivers)),
        route.grade.value,
        _whom(route),
        _source(route),
    )


def _source(route: Route) -> str:
    said = route.confirmed or "to be confirmed" in route.source
    return route.source if said else f"{route.source} (to be confirmed)"


def _whom(route: Route) -> str:
    if not route.condition:
        return code(route.client_group)
    return f"{code(route.client_group)}, on condition: {route.condition}. To judge it, collect: {route.collect}"

"""Candidates and published figures as rows of the tables beside an area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.exchange.figures.indicator import Indicator, Indicators
from dtors_network.exchange.registers.candidates import Candidates, Mark
from dtors_network.exchange.row_cells import row_cells
from dtors_network.model.same_name import same_name

CANDIDATE_COLUMNS: Final = ("service", "name", "organisation", "organisation_name", "service_type", "mark", "why")
INDICATOR_COLUMNS: Final = (
    "indicator", "title", "area", "gss_code", "period", "period_start", "period_end", "group", "value", "low", "high",
    "numerator", "denominator", "rounded_to", "raw", "note", "source",
)  # fmt: skip


def candidate_rows(found: Candidates) -> Iterator[dict[str, str]]:
    """Give each candidate that has a mark, with who runs it.

    Examples
    --------
    >>> from dtors_network.model.area import Service
    >>> from dtors_network.exchange.registers.candidates import Candidate, Mark
    >>> service = Service(service="hub", service_type="open_access")
    >>> one = Candidate(service=service, mark=Mark.WEAK, why=("drop in",))
    >>> next(candidate_rows(Candidates(file="x", candidates=(one,))))["why"]
    'drop in'
    """
    names = {row.organisation: row.name for row in found.organisations}
    for candidate in found.candidates:
        if candidate.mark is Mark.NONE:
            continue
        cells = row_cells(candidate.service)
        marked = {"mark": candidate.mark.value, "why": "; ".join(candidate.why)}
        runner = names.get(candidate.service.organisation, "")
        yield {**cells, **marked, **({"organisation_name": runner} if runner else {})}


def indicator_rows(found: Indicators, area: str, gss_code: str, every: bool = False) -> Iterator[dict[str, str]]:
    """Give each figure of an area, found by its code, else by its name; of all areas where ``every`` is asked for."""
    for figure in found.indicators:
        if every or _is_of(figure, area, gss_code):
            yield _cells(figure)


def _is_of(one: Indicator, area: str, gss_code: str) -> bool:
    if one.gss_code and gss_code:
        return same_name(one.gss_code) == same_name(gss_code)
    return same_name(one.area) == same_name(area)


def _cells(one: Indicator) -> dict[str, str]:
    values = {name: getattr(one, name) for name in INDICATOR_COLUMNS if name != "group"}
    told = {name: _text(value) for name, value in values.items()}
    return told | {"group": "; ".join(f"{name}: {value}" for name, value in one.group)}


def _text(value: object) -> str:
    if value is None:
        return ""
    return repr(value).removesuffix(".0") if isinstance(value, float) else str(value)

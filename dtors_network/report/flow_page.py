"""The flow of people laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dtors_network.flow.transitions import Transition, by_number, by_share
from dtors_network.gaps import wording
from dtors_network.model.sharing import profile_line
from dtors_network.report.flow_rows import ASSUMPTION, STARTS_ONLY, FlowReport
from dtors_network.report.flow_text import (
    NOT_COUNTED_HEADS,
    NOT_COUNTED_NOTE,
    TARGET_WORDS,
    end_words,
    headline,
    how_sure,
    interval,
    known_cells,
    percent,
    percent_of,
    replicates,
    seen_and_modelled,
    what_to_collect,
    who,
    worst,
)
from dtors_network.report.terminal import area_heading
from dtors_network.rounding import span, written

MOST = 6
"""Transitions that are listed; the CSV holds all."""

MOST_PEOPLE = "Where people are lost, most people first (by the least that is sure)"
LARGEST_SHARE = "Where people are lost, largest share first (by the lower limit of its interval)"


def flow_page(reports: tuple[FlowReport, ...]) -> RenderableType:
    """Lay out the flow of a client group, and beside it that of everyone else where there is one.

    Parameters
    ----------
    reports : tuple of FlowReport
        The report of the group first.

    Returns
    -------
    RenderableType
        A page for rich.
    """
    first, *others = reports
    parts: list[RenderableType] = [*area_heading(first.area), Text(headline(first), style="bold")]
    parts.append(Text(what_to_collect(first) or how_sure(first)))
    parts += [Text(seen)] if (seen := seen_and_modelled(first)) else []
    parts += [Text(f"{headline(other)} {how_sure(other)}") for other in others]
    parts += [Text(said)] if (said := worst(first, by_number(first.transitions))) else []
    if not first.reason:
        parts += [Text(), _reach(first, others), Text(), _ends(first)]
    parts += [*_lost(first), *_not_counted(first), *_coverage(first), *_loads(first), *_notes(first)]
    parts.append(Text(profile_line(first.area), style="dim"))
    return Group(*parts)


def _table(title: str, *columns: str) -> Table:
    return Table(*columns, title=title, title_justify="left", expand=False)


def _reach(first: FlowReport, others: list[FlowReport]) -> Table:
    names = [who(one.area, one.who) for one in (first, *others)]
    table = _table("Ever start at", "stage", *(head for name in names for head in (name, "95 % interval")))
    for at, one in enumerate(first.reached):
        shares = [report.reached[at].share for report in (first, *others)]
        table.add_row(
            TARGET_WORDS[one.target], *(text for share in shares for text in (percent(share), interval(share)))
        )
    return table


def _ends(report: FlowReport) -> Table:
    table = _table("How journeys to aftercare end", "end", "share", "95 % interval")
    for one in report.journeys:
        table.add_row(end_words(report.area, one.end), percent(one.share), interval(one.share))
    return table


def _lost(report: FlowReport) -> Iterator[RenderableType]:
    """List where people are lost, twice; say so where no link is on record, or none lost anybody."""
    yield Text()
    if any(step.lost.high for step in report.transitions):
        yield _losses(report, MOST_PEOPLE, by_number(report.transitions))
        yield Text()
        yield _losses(report, LARGEST_SHARE, by_share(report.transitions))
    elif report.transitions:
        yield Text("Nobody is on record as lost between two services.")
    else:
        yield Text("Where people are lost is not counted: no link has both who was referred and who started on record.")


def _losses(report: FlowReport, title: str, steps: tuple[Transition, ...]) -> Table:
    table = _table(title, "from", "to", "referred", "started", "lost", "share lost", "95 % interval")
    for step in [step for step in steps if step.lost.high][:MOST]:
        ends = (wording.service(report.area, end) for end in step.pair)
        numbers = (str(number) for number in (step.referred, step.started, step.lost))
        table.add_row(*ends, *numbers, percent(step.share_lost), interval(step.share_lost))
    return table


def _not_counted(report: FlowReport) -> Iterator[RenderableType]:
    if report.not_counted:
        heads = (head.lower() for head in NOT_COUNTED_HEADS)
        table = _table("Links of which a count is blank", "from", "to", *heads)
        for link in report.not_counted:
            ends = (wording.service(report.area, end) for end in (link.source, link.target))
            table.add_row(*ends, *known_cells(link))
        yield from (Text(), table, Text(NOT_COUNTED_NOTE, style="dim"))


def _coverage(report: FlowReport) -> Iterator[RenderableType]:
    if report.coverage:
        table = _table(
            "Wider support, beside treatment", "type", "referred", "started", "share started", "95 % interval"
        )
        for kind in report.coverage:
            name = wording.types(report.area, (kind.service_type,))
            table.add_row(
                name,
                str(kind.referred),
                str(kind.started),
                percent_of(kind.share_started, kind.referred),
                interval(kind.share_started),
            )
        yield Text()
        yield table


def _loads(report: FlowReport) -> Iterator[RenderableType]:
    loads = [load for load in report.loads if load.load]
    if loads:
        table = _table("Load", "service", "came (on record)", "places in use (model)", "95 % interval", "places")
        for load in loads:
            assert load.shown is not None
            least, most, low, high = load.shown
            in_use = span(least, most)
            places = "not given" if load.places is None else span(*load.places)
            came = "not counted" if load.recorded is None else str(load.recorded)
            table.add_row(
                wording.service(report.area, load.service), came, in_use, f"{written(low)} to {written(high)}", places
            )
        yield Text()
        yield table


def _notes(report: FlowReport) -> Iterator[Text]:
    yield Text()
    yield Text(ASSUMPTION, style="dim")
    yield from (Text(said, style="dim") for said in filter(None, [replicates(report)]))
    if not report.area.records_complete:
        yield Text("Referral counts are not said to be complete: people whose referral nobody recorded are missing.")
    if report.starts_only:
        yield Text(STARTS_ONLY.format(number=report.starts_only))
    for source, target in report.left_out:
        ends = " to ".join(wording.service(report.area, end) for end in (source, target))
        yield Text(f"Left out, since a meeting settled that there is no such link: people on record from {ends}.")

"""Everyone but one client group: what is counted of everyone, less what is counted of the group."""

from __future__ import annotations

from dataclasses import replace

from dtors_network.flow.steps import NOT, Row, Steps, row_of, steps_of
from dtors_network.graph import Network
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import EVERYONE


def steps_of_rest(network: Network, group: str) -> Steps:
    """Give the next steps of everyone who is not of a client group.

    Parameters
    ----------
    network : Network
        The network of an area.
    group : str
        The client group that is left out.

    Returns
    -------
    Steps
        Each count of everyone less that of the group. Where the group has no row it is nobody if the table is
        complete, and otherwise anything up to everyone's.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> steps_of_rest(Network(small_area()), "currently_using").who
    'not currently_using'
    """
    every, some = steps_of(network, EVERYONE), steps_of(network, group)
    complete = network.area.records_complete
    rows = {(row.source, row.target): row for row in (*some.onward, *some.coverage)}
    blank = every.blank | some.blank
    arrivals_told = any(row.client_group == group for row in network.area.arrivals)
    chain = set(every.services)

    def rest(of: tuple[Row, ...]) -> tuple[Row, ...]:
        return tuple(
            _less(row, rows.get((row.source, row.target)), complete)
            for row in of
            if (row.source, row.target) not in blank
        )

    return replace(
        every,
        who=f"not {group}",
        reason=every.reason or some.reason,
        onward=rest(every.onward),
        coverage=rest(every.coverage),
        blank=blank,
        arriving={
            service: _number(number, some.arriving.get(service, NOBODY) if arrivals_told else None)
            for service, number in every.arriving.items()
        },
        left={
            service: {
                outcome: number.less(some.left.get(service, {}).get(outcome, NOBODY))
                for outcome, number in outcomes.items()
            }
            for service, outcomes in every.left.items()
        },
        not_counted=every.not_counted | some.not_counted | {s for s, target in some.blank if target in chain},
    )


def as_counted(steps: Steps) -> bool:
    """Whether steps are as the tables have them; what a change made of them cannot be read off drawn tables."""
    network, group = steps.network, steps.who.removeprefix(NOT)
    told = steps_of_rest(network, group) if steps.who.startswith(NOT) else steps_of(network, group)
    mine, theirs = ((one.onward, one.coverage, one.left, one.arriving) for one in (steps, told))
    return mine == theirs


def _less(row: Row, part: Row | None, complete: bool) -> Row:
    if part is None and complete:
        return row
    if part is None:
        unknown = Bounds(0, row.referred.high), Bounds(0, row.started.high)
        return row_of(row.source, row.target, *unknown, None)
    kept = row.kept.less(part.kept) if row.kept and part.kept else None
    return row_of(row.source, row.target, row.referred.less(part.referred), row.started.less(part.started), kept)


def _number(every: Bounds | None, some: Bounds | None) -> Bounds | None:
    return None if every is None or some is None else every.less(some)

"""Screen: of those sent to services of one type, a group is sent to one of them less often than others are."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dtors_network.model.vocabulary import EVERYONE
from dtors_network.triangulation.exact import mid_p, normal_p
from dtors_network.triangulation.numbers import Array, Cells, Number, Tables, tables_of, total
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.pooled import finite_log_odds_ratio
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.shares import pooled_interval
from dtors_network.triangulation.tested import Chance, Figure, Test, Tested

CODE: Final = "under_referral"
SPREAD: Final = 0.3**2
EXPECTED: Final = 5
ALL_SENT: Final = "This is of those sent to the type at all: whether fewer of the group need it, records cannot tell."
Z: Final = 1.959963984540054


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Hold where the group was sent against where others were, sender by sender."""
    tables = sent_to(setting, place.service, place.service_type)
    if tables is None or expected(tables) < EXPECTED:
        return
    pooled = finite_log_odds_ratio(*tables.cells)
    half = Z * np.sqrt(pooled.variance + SPREAD * (pooled.weights**2).sum(axis=1))
    ends = (pooled.value, pooled.value - half, pooled.value + half)
    value, low, high = (float(np.exp(end)) for end in pooled_interval(*ends))
    group = total(_numbers(tables))
    times = 2 if setting.blocks else 1
    yield Tested(
        figure=Figure(
            kind="odds_ratio", what="odds of being sent here, of those sent to the type: the group against the others",
            value=value, low=low, high=high, people=group.people, marks="below 1",
        ),
        towards=Chance(
            p=min(1.0, times * float(less_often(tables.cells).mean())),
            strict=float(less_often(tables.weakest)[0]),
            people=float(group.drawn.mean()),
        ),
        beside=(ALL_SENT,),
    )  # fmt: skip


def _numbers(tables: Tables) -> Iterator[Number]:
    for at in range(len(tables)):
        ends = sorted(float(cells[1][0, at]) for cells in (tables.weakest, tables.strongest))
        yield Number(tables.group[:, at], *ends)


def less_often(cells: Cells) -> Array:
    """Give the probability that the group is sent here as seldom, with a spread of 0.3 between senders.

    Parameters
    ----------
    cells : tuple of four arrays of float, shape (tables, senders)
        Sent here and sent to the type: of the group, and of the others.
    """
    found: Array = np.maximum(mid_p(*cells), normal_p(*cells, SPREAD))
    return found


def expected(tables: Tables) -> float:
    """Give how many of the group would be sent here if it were as the others."""
    marked, people = tables.successes + tables.other_successes, tables.group + tables.others
    each = np.where(people > 0, tables.group * marked / np.maximum(people, 1.0), 0.0)
    return float(each.sum(axis=1).mean())


def sent_to(setting: Setting, service: str, group: str) -> Tables | None:
    """Put senders beside one another: who was sent to a service, of those sent to its type; of a group and others."""
    kind = setting.area.service[service].service_type
    same = {one.service for one in setting.area.services if one.service_type == kind}
    if len(same) < 2:
        return None
    found = []
    for source in dict.fromkeys(row.source for row in setting.rows.get(EVERYONE, ()) if row.target == service):
        here, there = (_sent(setting, source, targets, group) for targets in ({service}, same - {service}))
        if here is not None and there is not None:
            found.append((here[0], there[0], here[1], there[1]))
    return tables_of(found) if found else None


def _sent(setting: Setting, source: str, targets: set[str], group: str) -> tuple[Number, Number] | None:
    """Give who was sent to some services: of the group, and of the others; None where the group is not counted."""
    rows = [row for row in setting.rows.get(EVERYONE, ()) if row.source == source and row.target in targets]
    mine = [setting.area.referral_at.get((row.source, row.target, group)) for row in rows]
    if any(one is None for one in mine):
        return None
    every, part = (
        [setting.counts.of("referrals", "referred", row) for row in some if row is not None] for some in (rows, mine)
    )
    if any(one is None for one in (*every, *part)):
        return None
    of = total(one for one in part if one is not None)
    return of, total(one for one in every if one is not None) - of


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every service that is not alone of its type, for every group that is counted; groups stand as types."""
    for group in setting.rows:
        if group != EVERYONE:
            for service in setting.area.services:
                if not setting.is_route_in(service.service):
                    yield Place(CODE, service=service.service, service_type=group)


TEST = Test(
    code=CODE,
    title="Sent there less often",
    definition=(
        "Of those whom each sender sends to services of one type, people of a group are sent to this one less often "
        "than others (exact conditional test over senders, and its normal form with a spread of 0.3 between them): at "
        "least two services of the type, and at least five of the group expected here."
    ),
    source="Mantel and Haenszel 1959; the spread is the project's own",
    judge=judge,
    unheard=unheard,
    collect="what people of the group needed",
)

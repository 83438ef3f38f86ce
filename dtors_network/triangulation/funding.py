"""Test: a treatment service sends fewer on to other organisations than services of its type elsewhere; never why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.triangulation.by_share import figure_of
from dtors_network.triangulation.numbers import Array, Counts, Number, number, total
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.shares import below_others, logit, share_p
from dtors_network.triangulation.tested import Chance, Test, Tested

FEWEST, AREAS, AREAS_TO_CONTRADICT = 30, 5, 10
BEHAVIOUR: Final = "This is what was done, never why: records hold no motive."
COLLECT: Final = "Collect what people needed next, and how contracts pay."


@dataclass(frozen=True, slots=True)
class Onward:
    """Who left a sender, and of them who was sent on to treatment.

    Attributes
    ----------
    leaving : Number
        Sent on to treatment or recovery, or left.
    to_others, to_all, to_types : Number
        Sent on to treatment of other organisations, to all treatment, and into types that its own does not run.
    """

    leaving: Number
    to_others: Number
    to_all: Number
    to_types: Number


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Hold what the sender does against services of its type in other areas."""
    sender = place.sender
    if not setting.is_treatment(sender):
        yield Tested(missing="it is no treatment service, and the test is of referral between treatment services")
        return
    if not setting.area.departures_complete:
        yield Tested(missing="departures are not complete, so nobody knows of how many")
        return
    here = onward(setting.area, setting.counts, (sender,))
    if here is None:
        yield Tested(missing="nobody counted who left the service or was sent on")
        return
    yield _tested(setting, sender, here)


def onward(area: Area, counts: Counts, senders: tuple[str, ...]) -> Onward | None:
    """Add up who left some services; None where that is not counted."""
    stage_types = set(area.codebook.treatment_types)
    on_the_way = stage_types | set(area.codebook.recovery_types)
    sent: list[Number] = []
    kinds: dict[str, list[Number]] = {"others": [], "all": [], "types": []}
    for row in area.referrals:
        types = set(area.service[row.target].offers)
        if row.source not in senders or row.client_group != EVERYONE or not types & on_the_way:
            continue
        referred = counts.of("referrals", "referred", row)
        if referred is None:
            return None
        sent.append(referred)
        if types & stage_types:
            mine = area.service[row.source].organisation
            kinds["all"].append(referred)
            kinds["others"].extend([referred] if not mine or area.service[row.target].organisation != mine else [])
            kinds["types"].extend([referred] if not types & _run_by(area, mine) else [])
    left = [row for row in area.departures if row.service in senders and row.client_group == EVERYONE]
    gone = [counts.of("departures", "count", row) for row in left]
    if not sent and not gone:
        return None
    leaving = total((*sent, *(one for one in gone if one is not None)))
    return Onward(leaving, *(total(kinds[kind]) for kind in ("others", "all", "types")))


def _run_by(area: Area, organisation: str) -> set[str]:
    mine = (one for one in area.services if organisation and one.organisation == organisation)
    return {type_ for one in mine for type_ in one.offers}


def _elsewhere(setting: Setting, sender: str) -> list[Onward]:
    """Give one value for each other area: services of the sender's type together."""
    kind, found = setting.area.service[sender].service_type, []
    for other in setting.others:
        same = tuple(one.service for one in other.services if one.service_type == kind)
        told = onward(other, setting.counts_of(other), same) if same and other.departures_complete else None
        if told is not None and told.leaving.low >= FEWEST:
            found.append(told)
    return found


def _tested(setting: Setting, sender: str, here: Onward) -> Tested:
    what = "sent on to treatment of other organisations, of those who left"
    figure = figure_of(here.to_others, here.leaving - here.to_others, what, "services of the type in other areas")
    told = Tested(figure=figure, beside=(BEHAVIOUR,))
    if here.leaving.low < FEWEST:
        return replace(told, few=f"at least {FEWEST} people must have left")
    others = _elsewhere(setting, sender)
    if len(others) < AREAS:
        cannot = (
            f"one area alone cannot tell: services of the type in at least {AREAS} other areas are needed, and "
            f"{len(others)} can be used. {COLLECT}"
        )
        return replace(told, cannot=cannot)
    return _held(setting, told, here, others)


def _held(setting: Setting, told: Tested, here: Onward, others: list[Onward]) -> Tested:
    tables = setting.counts.tables
    first, both, high = fewer_on(_arrays([here], tables), _arrays(others, tables))
    people, times = float(here.leaving.drawn.mean()), 2 if setting.blocks else 1
    pinned = _arrays([_pinned(here, high=True)], 1), _arrays([_pinned(one, high=False) for one in others], 1)
    strict = fewer_on(*pinned)
    low_pins = _arrays([_pinned(here, high=False)], 1), _arrays([_pinned(one, high=True) for one in others], 1)

    def chance(drawn: Array, worst: Array) -> Chance:
        return Chance(p=min(1.0, times * float(drawn.mean())), strict=float(worst[0]), people=people)

    enough = len(others) >= AREAS_TO_CONTRADICT
    return replace(
        told,
        towards=chance(both, strict[1]),
        against=chance(high, fewer_on(*low_pins)[2]) if enough else None,
        barred="" if enough else f"at least {AREAS_TO_CONTRADICT} other areas are needed to contradict",
        partly=chance(first, strict[0]).p,
        cannot=f"fewer are sent to other organisations, and as many are sent on: more in house. {COLLECT}",
    )


def _pinned(one: Onward, *, high: bool) -> Onward:
    """Take the end of the blocks at which most, or fewest, are sent on."""
    ends = [number(part.high if high else part.low) for part in (one.to_others, one.to_all, one.to_types)]
    return Onward(number(one.leaving.low if high else one.leaving.high), *ends)


def _arrays(some: list[Onward], tables: int) -> tuple[Array, Array, Array, Array]:
    names = ("leaving", "to_others", "to_all", "to_types")
    leaving, *parts = (
        np.stack([np.resize(getattr(one, name).drawn, tables).astype(float) for one in some], axis=1) for name in names
    )
    return leaving, *(np.minimum(part, leaving) for part in parts)


def fewer_on(
    here: tuple[Array, Array, Array, Array], others: tuple[Array, Array, Array, Array]
) -> tuple[Array, Array, Array]:
    """Give the probabilities of the test.

    Parameters
    ----------
    here : tuple of four arrays of float, shape (tables, 1)
        Who left, and who of them was sent to treatment of others, to all treatment, into types not run in house.
    others : tuple of four arrays of float, shape (tables, areas)
        The same of services of the type in other areas.

    Returns
    -------
    tuple of array of float, shape (tables,)
        Fewer to others than elsewhere; that and fewer to all treatment, or into types not run in house; more to others
        than the median elsewhere.
    """
    first, every, types = (
        below_others(logit(here[at], here[0])[:, 0], logit(others[at], others[0])) for at in (1, 2, 3)
    )
    medians = np.clip(np.median(others[1] / others[0], axis=1), 1e-6, 1 - 1e-6)
    high = np.array([
        float(share_p(here[1][at], here[0][at], float(medians[at]), above=True)[0]) for at in range(len(medians))
    ])  # fmt: skip
    return first, np.maximum(first, np.minimum(every, types)), high


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at nothing: what nobody said of a service is not asked of its motives."""
    yield from ()


TEST = Test(
    code="onward_to_own_organisation",
    title="Sent on to other organisations",
    definition=(
        "Of those who left a treatment service, the share sent on to treatment of other organisations is below that of "
        "services of its type in at least five other areas (predictive t of log odds, one value an area), and so is "
        "the share sent on to all treatment, or into types that its own organisation does not run. Contradicted where "
        "surely above their median, with ten areas. It tells what was done, never why."
    ),
    source="The area beside others; simulated for this project",
    judge=judge,
    unheard=unheard,
    collect="what people needed next, and how contracts pay",
)

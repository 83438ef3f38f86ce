"""Test: how many of those sent on are there in time after a transition; leaving prison has its own standard."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from dtors_network.model.area import Referral
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.triangulation.by_share import Marks, against, figure_of, towards
from dtors_network.triangulation.numbers import Array, Number, total
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.shares import below_others, logit, share_p, wilson
from dtors_network.triangulation.tested import Chance, Test, Tested

LEAVING: Final = "leaving_prison"
FEWEST, LINKS = 10, 10
AMBITION: Final = Marks(
    said=0.75, opposite=0.75, above=False,
    words="below England's ambition of 2021, 75 of 100 (to be confirmed); contradicted where above it",
)  # fmt: skip
NEARLY_ALL: Final = (
    "Nearly every prison is below this mark: in England as a whole about 54 of 100 started in time in the latest year "
    "read."
)


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Judge a link, or all links into or out of a service, by the standard that it has."""
    rows = _rows(setting, place)
    prison = [row for row in rows if _from_prison(setting, row)]
    if prison:
        yield _prison(setting, prison)
        return
    counted = [row for row in rows if row.started is not None and row.referred is not None and not row.starts_only]
    if not counted:
        where = "to treatment " if _is_prison(setting, place.sender) else ""
        yield Tested(missing=f"no referral {where}there is counted with what became of it")
        return
    yield _other(setting, place, counted)


def _rows(setting: Setting, place: Place) -> tuple[Referral, ...]:
    """Give rows of people leaving prison where there are some, else of everyone."""
    found = setting.at(place, LEAVING) if _any_prison(setting, place) else ()
    return found if any(row.referred is not None for row in found) else setting.at(place)


def _any_prison(setting: Setting, place: Place) -> bool:
    return any(_is_prison(setting, row.source) for row in setting.at(place, LEAVING))


def _is_prison(setting: Setting, service: str) -> bool:
    return service in setting.area.service and setting.area.service[service].service_type == "prison"


def _from_prison(setting: Setting, row: Referral) -> bool:
    counted = row.referred is not None and row.started is not None
    return counted and _is_prison(setting, row.source) and setting.is_treatment(row.target)


def _parts(setting: Setting, rows: list[Referral]) -> tuple[Number, Number] | None:
    """Give who started in time and who did not; all who started where nobody counted the waits."""
    counts = setting.counts
    started, referred = (counts.sum("referrals", name, rows) for name in ("started", "referred"))
    if started is None or referred is None:
        return None
    late = [counts.of("referrals", "waited_over_21_days", row) for row in rows]
    met = started - total(one for one in late if one is not None)
    lost = counts.sum("referrals", "lost", rows)
    rest = referred - met if lost is None else lost + total(one for one in late if one is not None)
    return met, rest


def _prison(setting: Setting, rows: list[Referral]) -> Tested:
    parts = _parts(setting, rows)
    assert parts is not None
    met, rest = parts
    few = max(FEWEST, setting.least)
    what = "started treatment within 21 days, of those referred on leaving prison"
    figure = figure_of(met, rest, what, AMBITION.words)
    if (met + rest).low < few:
        return Tested(figure=figure, few=f"at least {few} people must have been referred", beside=(NEARLY_ALL,))
    enough = (met + rest).low >= max(few, setting.least_to_contradict)
    return Tested(
        figure=figure,
        towards=towards(met, rest, AMBITION),
        against=against(met, rest, AMBITION) if enough else None,
        barred=_barred(setting, rows),
        beside=(NEARLY_ALL,),
    )


def _barred(setting: Setting, rows: list[Referral]) -> str:
    """Say why continuity could not be confirmed: those whom the prison never referred are not in it."""
    if any(row.waited_over_21_days is None for row in rows):
        return "nobody counted who started within 21 days"
    prison, group = rows[0].source, rows[0].client_group
    every = [row for row in setting.rows[group] if row.source == prison and _from_prison(setting, row)]
    parts = _parts(setting, every)
    came = [row for row in setting.area.arrivals if (row.service, row.client_group) == (prison, group)]
    arrived = setting.counts.sum("arrivals", "count", came)
    if parts is None or arrived is None:
        return "nobody counted how many people left the prison"
    whole = np.maximum(np.maximum(arrived.drawn, parts[0].drawn), 1.0)
    low = wilson(parts[0].drawn, whole)[0]
    if float(np.mean(low)) > AMBITION.said:
        return ""
    return "of all who left the prison, referred or not, no more than that surely started in time"


def _other(setting: Setting, place: Place, rows: list[Referral]) -> Tested:
    """Hold the start rate against the other links into the stage."""
    started = setting.counts.sum("referrals", "started", rows)
    referred = setting.counts.sum("referrals", "referred", rows)
    assert started is not None and referred is not None
    what, marks = "started of those referred", "the other links into the same stage"
    rest = setting.counts.sum("referrals", "lost", rows) or referred - started
    figure = figure_of(started, rest, what, marks)
    few = max(FEWEST, setting.least)
    if referred.low < few:
        return Tested(figure=figure, few=f"at least {few} people must have been referred")
    others = _others(setting, place, {setting.stage(row.target) for row in rows})
    if len(others) < LINKS:
        cannot = (
            f"there is no standard for this step, and fewer than {LINKS} other links into the stage to hold it "
            "against. Collect how many days pass until people are seen."
        )
        return Tested(figure=figure, cannot=cannot)
    low, high = _against_others(setting, started, rest, others)
    return Tested(figure=figure, towards=low, against=high)


def _others(setting: Setting, place: Place, stages: set[object]) -> list[tuple[Number, Number]]:
    """Give who started and who did not over each other link into the stage, of which nobody reported a loss."""
    said, here = setting.places_of(place.code), {id(row) for row in setting.at(place)}
    found = []
    for row in setting.rows.get(EVERYONE, ()):
        is_said = any((row.source, row.target) == (one.source, one.target) for one in said)
        if id(row) in here or is_said or row.starts_only or setting.stage(row.target) not in stages:
            continue
        started, referred = (setting.counts.of("referrals", name, row) for name in ("started", "referred"))
        if started is not None and referred is not None and referred.low >= FEWEST:
            found.append((started, setting.counts.of("referrals", "lost", row) or referred - started))
    return found


def start_rate_p(started: Array, referred: Array, others: Array, of_others: Array) -> tuple[Array, Array]:
    """Give the probabilities of a start rate as far below, and as far above the median of, other links.

    Parameters
    ----------
    started, referred : array of float, shape (tables,)
        Of the link in question.
    others, of_others : array of float, shape (tables, links)
        Started and referred of the others.
    """
    low = below_others(logit(started, referred), logit(others, of_others))
    median = np.median(others / np.maximum(of_others, 1.0), axis=1)
    ends = np.clip(median, 1e-6, 1 - 1e-6)
    high = np.array([
        float(share_p(started[at : at + 1], referred[at : at + 1], float(ends[at]), above=True)[0])
        for at in range(len(started))
    ])  # fmt: skip
    return low, high


def _against_others(
    setting: Setting, started: Number, rest: Number, others: list[tuple[Number, Number]]
) -> tuple[Chance, Chance]:
    good = np.stack([np.broadcast_to(one.drawn, setting.counts.tables) for one, _ in others], axis=1)
    bad = np.stack([np.broadcast_to(one.drawn, setting.counts.tables) for _, one in others], axis=1)
    here = np.broadcast_to(started.drawn, setting.counts.tables)
    whole = here + np.broadcast_to(rest.drawn, setting.counts.tables)
    drawn = start_rate_p(here, whole, good, good + bad)
    strict = [_strict(started, rest, others, below=below)[0 if below else 1] for below in (True, False)]
    times, people = (2 if setting.blocks else 1), float(whole.mean())
    low, high = (
        Chance(p=min(1.0, times * float(p.mean())), strict=float(worst[0]), people=people)
        for p, worst in zip(drawn, strict, strict=True)
    )
    return low, high


def _strict(started: Number, rest: Number, others: list[tuple[Number, Number]], *, below: bool) -> tuple[Array, Array]:
    """Take the ends of the blocks at which the test is hardest to pass; for the spread, others as the blocks' ends."""
    good, bad = (started.high, rest.low) if below else (started.low, rest.high)
    there = [(one.low, other.high) if below else (one.high, other.low) for one, other in others]
    cells = np.array([[one for one, _ in there]]), np.array([[one + other for one, other in there]])
    return start_rate_p(np.array([good]), np.array([good + bad]), *cells)


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at links from prison to treatment of which nobody reported a loss."""
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == TEST.code:
            said = {(one.source, one.target) for one in setting.places_of(code)}
            services = {one.service for one in setting.places_of(code)}
            for row in setting.rows.get(EVERYONE, ()):
                ends = (row.source, row.target)
                spoken = setting.spoken_of & set(ends) == set(ends)
                if spoken and _from_prison(setting, row) and ends not in said and not services & set(ends):
                    yield Place(code, *ends)


TEST = Test(
    code="continuity_after_prison",
    title="Seen in time after a transition",
    definition=(
        "Leaving prison: of those referred to treatment, the share that starts within 21 days, below the ambition of "
        "75 of 100 (Wilson, score test), at least ten people; contradicted above it, where the same holds of all who "
        "left the prison. Any other transition: the share that starts, below at least ten other links into the same "
        "stage (predictive t); contradicted where surely above their median."
    ),
    source="75 of 100: England's drug strategy of 2021, to be confirmed; otherwise the area's own links",
    judge=judge,
    unheard=unheard,
    collect="how many days pass until people are seen, of everybody who leaves",
)

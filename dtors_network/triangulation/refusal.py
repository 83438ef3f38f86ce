"""Test: people of the group that is said to be refused start less often than others sent over the same links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

import numpy as np

from dtors_network.model.area import Referral
from dtors_network.model.bounds import Bounds, bounds, total
from dtors_network.model.vocabulary import EVERYONE, Accepts
from dtors_network.triangulation.numbers import Array, Counts, Number, Tables, tables_of
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.pooled import difference
from dtors_network.triangulation.setting import Setting
from dtors_network.triangulation.shares import pooled_interval
from dtors_network.triangulation.starts import enough_elsewhere, less_often, not_lower
from dtors_network.triangulation.tested import Chance, Figure, Test, Tested
from dtors_network.triangulation.weighing import weighed

USING: Final = "currently_using"
FEWEST, FEWEST_TO_CONTRADICT, FEWEST_HIDDEN = 10, 20, 100
REFUSED, REFUSED_SHARE = 6, 0.10
LARGE = 0.05
LEFT_OUT = 0.20
Z = 1.959963984540054


def judge(setting: Setting, place: Place) -> Iterator[Tested]:
    """Hold the group's starts against those of the others, link by link, and against the same elsewhere."""
    group = setting.area.codebook.barrier[place.code].closes or USING
    rows = setting.at(place)
    if not rows or all(row.referred is None for row in rows):
        yield Tested(missing="no referral into the place is counted")
        return
    pairs = [(row, of) for row in rows if (of := _row(setting, row, group)) is not None]
    tables = _tables(setting, pairs)
    refused = _refused(setting, place.code, group, rows)
    sure = _recorded(refused, pairs)
    if tables is None:
        missing = f"nobody counted how many of {_people(setting, group)} were referred and started"
        yield Tested(sure=sure) if sure else Tested(missing=missing)
        return
    yield _tested(setting, place, group, tables, sure, _left_out(rows, pairs))


def _people(setting: Setting, group: str) -> str:
    title = setting.area.codebook.group[group].title
    return f"the {title[:1].lower()}{title[1:]}"


def _row(setting: Setting, row: Referral, group: str) -> Referral | None:
    return setting.area.referral_at.get((row.source, row.target, group))


def _cells(counts: Counts, row: Referral, of: Referral) -> tuple[Number, Number, Number, Number] | None:
    """Give who started and who did not: of the group, and of the others."""
    found = [_ends(counts, one) for one in (row, of)]
    if found[0] is None or found[1] is None:
        return None
    (all_good, all_bad), (good, bad) = found[0], found[1]
    return good, bad, all_good - good, all_bad - bad


def _ends(counts: Counts, row: Referral) -> tuple[Number, Number] | None:
    started, referred = (counts.of("referrals", name, row) for name in ("started", "referred"))
    if started is None or referred is None or row.starts_only:
        return None
    lost = counts.of("referrals", "lost", row)
    return started, lost if lost is not None else referred - started


def _tables(setting: Setting, pairs: Sequence[tuple[Referral, Referral]]) -> Tables | None:
    counts = setting.pool
    rows = [found for row, of in pairs if (found := _cells(counts, row, of)) is not None]
    if not rows:
        return None
    tables = tables_of(rows)
    return weighed(tables, counts.drawn.seed) if counts.drawn is not None else tables


def _refused(setting: Setting, code: str, group: str, rows: Sequence[Referral]) -> Bounds:
    """Add up the refusals of the group with this code; those of everyone where the group's are not recorded."""
    found = []
    for row in rows:
        for who in (group, EVERYONE):
            reasons = setting.area.refusals_at.get((row.source, row.target, who), ())
            counts = [bounds(one.count) for one in reasons if one.reason == code]
            if counts:
                found.append(total(one for one in counts if one is not None))
                break
    return total(found)


def _recorded(refused: Bounds, pairs: Sequence[tuple[Referral, Referral]]) -> str:
    """Say that refusals are on record, where they are enough."""
    referred = [bounds(of.referred) for _, of in pairs]
    if not referred or any(one is None for one in referred):
        return ""
    group = total(one for one in referred if one is not None)
    if refused.low < REFUSED or refused.low < REFUSED_SHARE * group.high:
        return ""
    return f"{refused} refusals for this reason are on record, of {group} people of the group who were referred."


def _left_out(rows: Sequence[Referral], pairs: Sequence[tuple[Referral, Referral]]) -> float:
    """Give the share of people on links of which the group is not counted."""
    counted = {id(row) for row, _ in pairs}
    people = [(bounds(row.referred) or Bounds(0, 0), id(row) in counted) for row in rows]
    every = sum(one.high for one, _ in people)
    return sum(one.high for one, known in people if not known) / every if every else 0.0


def _tested(setting: Setting, place: Place, group: str, tables: Tables, sure: str, left_out: float) -> Tested:
    figure = _figure(tables)
    people = float((tables.group + tables.others).sum(axis=1).mean())
    few = _too_few(setting, tables, FEWEST)
    beside = (f"{round(100 * left_out)} of 100 people were sent over links of which the group is not counted.",)
    told = Tested(figure=figure, sure=sure, beside=beside if left_out else ())
    if few:
        return replace(told, few=few)
    first, chance = _towards(setting, place, group, tables, people)
    against, barred = _against(setting, place, group, tables, people)
    if sure:
        barred = "refusals are on record"
    elif left_out > LEFT_OUT:
        barred = "more than a fifth of the people were sent over links of which the group is not counted"
    if chance is None:
        cannot = "too few links elsewhere in the area to tell a refusal here from a group that starts less often"
    else:
        cannot = "the group starts less often everywhere in the area, and no more so here"
    collect = "Collect the reason for each referral that does not start."
    return replace(told, towards=chance, against=against, barred=barred, partly=first.p, cannot=f"{cannot}. {collect}")


def _figure(tables: Tables) -> Figure:
    pooled = difference(*tables.cells)
    half = Z * np.sqrt(pooled.variance)
    value, low, high = pooled_interval(pooled.value, pooled.value - half, pooled.value + half)
    ends = [float(difference(*cells).value[0]) for cells in (tables.strongest, tables.weakest)]
    group = Bounds(*(int(end) for end in _ends_of(tables)))
    return Figure(
        kind="difference",
        what="of the group started than of the others referred over the same links",
        value=value, low=max(-1.0, low), high=min(1.0, high), least=min(ends), most=max(ends), people=group,
        marks="at least 5 of 100 fewer, and more so than elsewhere; contradicted where surely not 10 of 100 fewer",
    )  # fmt: skip


def _ends_of(tables: Tables) -> tuple[float, float]:
    """Give the least and the most people of the group who were referred."""
    low = min(float(cells[1].sum()) for cells in (tables.weakest, tables.strongest))
    return low, max(float(cells[1].sum()) for cells in (tables.weakest, tables.strongest))


def _too_few(setting: Setting, tables: Tables, fewest: int) -> str:
    sides = [float(side.sum(axis=1).mean()) for side in (tables.group, tables.others)]
    if min(sides) < fewest:
        return f"at least {fewest} people of the group and {fewest} others must have been referred"
    certain = min(float((cells[1] + cells[3]).sum()) for cells in (tables.weakest, tables.strongest))
    if setting.blocks and certain < FEWEST_HIDDEN:
        return f"where counts are blocks, surely {FEWEST_HIDDEN} people must have been referred"
    return ""


def elsewhere(setting: Setting, place: Place, group: str) -> Tables | None:
    """Put the other links of the area beside one another: no report of the code there, and no own word of no."""
    said = {(one.source, one.target) if one.target else one.service for one in setting.places_of(place.code)}
    here = {id(row) for row in setting.at(place)}
    pairs = []
    for row in setting.rows.get(EVERYONE, ()):
        accepts = dict(setting.area.service[row.target].accepts).get(group)
        is_said = (row.source, row.target) in said or row.target in said
        of = _row(setting, row, group)
        if id(row) not in here and not is_said and accepts is not Accepts.NO and of is not None:
            pairs.append((row, of))
    tables = _tables(setting, pairs)
    return tables if tables is not None and enough_elsewhere(tables) else None


def _towards(setting: Setting, place: Place, group: str, tables: Tables, people: float) -> tuple[Chance, Chance | None]:
    there = elsewhere(setting, place, group)
    first, both = less_often(tables.cells, there.cells if there else None)
    strict_first, strict = less_often(tables.weakest, there.strongest if there else None)
    large = float(difference(*tables.cells).value.mean()) <= -LARGE
    first_chance = _chance(setting, first, strict_first, large, people)
    return first_chance, _chance(setting, both, strict, large, people) if there else None


def _chance(setting: Setting, drawn: Array, strict: Array, large: bool, people: float) -> Chance:
    mean = float(drawn.mean())
    p = min(1.0, 2 * mean) if setting.blocks else mean
    return Chance(p=p, strict=float(strict[0]), large=large, people=people)


def _against(setting: Setting, place: Place, group: str, tables: Tables, people: float) -> tuple[Chance | None, str]:
    if _too_few(setting, tables, FEWEST_TO_CONTRADICT):
        return None, f"at least {FEWEST_TO_CONTRADICT} people on either side are needed to contradict"
    referral = _referral(setting, place, group)
    if referral is None:
        return None, "nobody counted how many of the group were at the services that refer here"
    drawn = not_lower(tables.cells, referral.cells)
    strict = not_lower(tables.strongest, referral.strongest)
    return _chance(setting, drawn, strict, True, people), ""


def _referral(setting: Setting, place: Place, group: str) -> Tables | None:
    """Put the senders beside one another: who was referred here, of the group and of the others."""
    counts, found = setting.counts, []
    for row in setting.at(place):
        of = _row(setting, row, group)
        at = [setting.people_at(row.source, who, counts) for who in (group, EVERYONE)]
        sent = [counts.of("referrals", "referred", one) if one else None for one in (of, row)]
        if at[0] is None or at[1] is None or sent[0] is None or sent[1] is None:
            return None
        rest = at[0] - sent[0]
        found.append((sent[0], rest, sent[1] - sent[0], (at[1] - sent[1]) - rest))
    return tables_of(found) if found else None


def unheard(setting: Setting) -> Iterator[Place]:
    """Look at every service that somebody spoke of; link by link where the code was reported of others into it."""
    for code, barrier in setting.area.codebook.barrier.items():
        if barrier.test == TEST.code:
            said = setting.places_of(code)
            services = {one.service for one in said}
            links = {(one.source, one.target) for one in said if one.target}
            in_part = {target for _, target in links}
            for id_ in sorted(setting.spoken_of - services - in_part):
                if not setting.is_route_in(id_):
                    yield Place(code, service=id_)
            for row in setting.rows.get(EVERYONE, ()):
                ends = (row.source, row.target)
                if row.target in in_part - services and ends not in links and row.source in setting.spoken_of:
                    yield Place(code, *ends)


TEST = Test(
    code="refusal_start_rate",
    title="Starts of people of the group",
    definition=(
        "Of those referred over the same link, people of the group start less often than the others (exact conditional "
        "test over links, and its normal form with the spread between links), by at least 5 of 100, and by more than "
        "elsewhere in the area. Or at least six refusals for this reason are on record, of a tenth of the group. "
        "Contradicted where the difference is surely less than 10 of 100 and the group is referred as often as others."
    ),
    source="Mantel and Haenszel 1959; Robins, Breslow and Greenland 1986; Sato 1989; margins are the project's own",
    judge=judge,
    unheard=unheard,
    collect="the reason for each referral that does not start",
)

"""Two services as one: what each offers and accepts, what is said of it, and the rows of both added up."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from dtors_network.acceptance import Acceptance
from dtors_network.graph import Network
from dtors_network.model.area import COLUMNS, KEYS, PEOPLE, ROW_TYPES, Answer, Area, Referral, Refusal, Service
from dtors_network.model.bounds import bounds, count_of
from dtors_network.model.column import Kind
from dtors_network.model.vocabulary import (
    EVERYONE,
    SUPPRESSED,
    Accepts,
    Count,
    LinkState,
    QuestionKind,
    YesNo,
    least,
    most,
)
from dtors_network.whatif.open_service import BY, latest
from dtors_network.whatif.remove import ENDS, TABLES

NOT_KNOWN: Final = tuple(name for name in PEOPLE["referrals"] if name != "started")
WAITS: Final = tuple(column.name for columns in COLUMNS.values() for column in columns if column.kind is Kind.DAYS)
"""Waits of two services cannot be put together."""
CLOSED: Final = (LinkState.ABSENT, LinkState.NOT_APPLICABLE)
NOBODY_ELSE: Final = (QuestionKind.SENDS_TO_NOBODY_ELSE, QuestionKind.RECEIVES_FROM_NOBODY_ELSE)
Pair = tuple[str, str]


def together(area: Area, kept: str, merged: str) -> Area:
    """Let one service take over another.

    What leads to or from either leads to or from the one that stays, and whom either accepts it accepts.
    """
    said, names = _said(area, kept, merged), {merged: kept}
    changed: dict[str, Any] = {
        table: tuple(_added_up(table, (_renamed(row, names) for row in getattr(said, table)))) for table in TABLES
    }
    for table in ("arrivals", "departures", "refusals"):
        changed[table] = tuple(_within(changed[table], KEYS[table]))
    changed["referrals"] = tuple(_alike(changed["referrals"], changed["refusals"], kept))
    one, other = area.service[kept], area.service[merged]
    services = tuple(_joined(one, other) if row is one else row for row in area.services if row is not other)
    return replace(said, services=services, **changed)


def _joined(kept: Service, merged: Service) -> Service:
    """Give one service what both offer; a group is accepted if either accepts it, and refused only if both refuse."""
    more = [kind for kind in merged.offers if kind not in kept.offers]
    groups = dict.fromkeys([*dict(kept.accepts), *dict(merged.accepts)])
    said = {group: {dict(row.accepts).get(group) for row in (kept, merged)} for group in groups}
    both = kept.keyworkers is not None and merged.keyworkers is not None
    return replace(
        kept,
        also_offers=(*kept.also_offers, *more),
        accepts=tuple((group, _accepts(group, words)) for group, words in said.items()),
        lists_all_sent_to=kept.lists_all_sent_to and merged.lists_all_sent_to,
        lists_all_received_from=kept.lists_all_received_from and merged.lists_all_received_from,
        records_referrals_in=kept.records_referrals_in and merged.records_referrals_in,
        **_counts_of_both(kept, merged),
        keyworkers=(kept.keyworkers or 0) + (merged.keyworkers or 0) if both else None,
        stay_days=kept.stay_days if kept.stay_days == merged.stay_days else None,
    )


def _counts_of_both(kept: Service, merged: Service) -> dict[str, Any]:
    """Add up whatever a service counts: people, and places."""
    counted = (column.name for column in COLUMNS["services"] if column.kind is Kind.COUNT)
    return {name: _plus(getattr(kept, name), getattr(merged, name)) for name in counted}


def _accepts(group: str, words: set[Accepts | None]) -> Accepts:
    if Accepts.YES in words or (group == EVERYONE and None in words):
        return Accepts.YES
    return Accepts.NO if words == {Accepts.NO} else Accepts.UNKNOWN


def _plus(one: Count, other: Count) -> Count:
    """Add two counts of the tables up, end by end; what nobody counted of one is not counted of both."""
    some, more = bounds(one), bounds(other)
    return None if some is None or more is None else count_of((both := some + more).low, both.high)


def _said(area: Area, kept: str, merged: str) -> Area:
    """Leave out what is said against a link or a group that the other has, and settle what only one of them has."""
    network, against, settled = Network(area), set[Pair](), list[Answer]()
    for one, other in _pairs(area, kept, merged):
        states = {pair: network.evidence.state(*pair) for pair in (one, other)}
        against |= _the_only(pair for pair, state in states.items() if state in CLOSED)
        if _the_only(pair for pair, state in states.items() if state is LinkState.CONFIRMED):
            settled.append(_yes(area, question=QuestionKind.LINK, source=one[0], target=one[1]))
    for group in area.codebook.group:
        words = {(service, group): network.acceptance.group(group).of[service] for service in (kept, merged)}
        against |= _the_only(place for place, word in words.items() if word is Acceptance.NO)
        if _the_only(place for place, word in words.items() if word is Acceptance.YES):
            settled.append(_yes(area, question=QuestionKind.ACCEPTANCE, service=kept, client_group=group))
    answers = tuple(row for row in area.answers if _holds_of_both(area, row, against, (kept, merged)))
    return replace(
        area,
        statements=tuple(row for row in area.statements if (row.source, row.target) not in against),
        answers=(*answers, *settled),
        tables=area.tables | ({"answers"} if settled else set()),
    )


def _pairs(area: Area, kept: str, merged: str) -> Iterator[tuple[Pair, Pair]]:
    """Give every link of the one beside the same link of the other."""
    for service in area.service:
        if service not in (kept, merged):
            yield (kept, service), (merged, service)
            yield (service, kept), (service, merged)


def _the_only(found: Iterable[Pair]) -> set[Pair]:
    """Give what is found, if it is one and not two."""
    every = set(found)
    return every if len(every) == 1 else set()


def _yes(area: Area, **about: Any) -> Answer:
    return Answer(answer=YesNo.YES, by=BY, on=latest(area), **about)


def _holds_of_both(area: Area, row: Answer, against: set[Pair], both: Pair) -> bool:
    if row.question in NOBODY_ELSE and row.service in both:
        said = {one.service for one in area.answers if one.question is row.question and one.answer is YesNo.YES}
        return said.issuperset(both)
    return (row.source, row.target) not in against and (row.service, row.client_group) not in against


def _renamed(row: Any, names: dict[str, str]) -> Any:
    changed = {end: names[getattr(row, end)] for end in ENDS if getattr(row, end, "") in names}
    return replace(row, **changed) if changed else row


def _added_up(table: str, rows: Iterable[Any]) -> Iterator[Any]:
    """Add rows up that now have one key, and leave out links from a service to itself."""
    keys = KEYS.get(table)
    kept: dict[object, Any] = {}
    for at, row in enumerate(rows):
        if not getattr(row, "source", "") or row.source != row.target:
            key = tuple(getattr(row, name) for name in keys) if keys else at
            kept[key] = _sum_rows(kept[key], row) if key in kept else row
    yield from kept.values()


def _sum_rows(one: Any, other: Any) -> Any:
    counts = {name: _plus(getattr(one, name), getattr(other, name)) for name in _counts(one)}
    waits = dict.fromkeys(name for name in WAITS if hasattr(one, name))
    made = replace(one, **counts, **waits)
    if not isinstance(made, Referral):
        return made
    made = replace(made, starts_only=one.starts_only or other.starts_only)
    if made.started is None:
        return _not_counted(made, least(one.started) + least(other.started))
    return made


def _counts(row: Any) -> tuple[str, ...]:
    """Name the columns of a row that count people."""
    return next((names for table, names in PEOPLE.items() if isinstance(row, ROW_TYPES[table])), ())


def _not_counted(row: Referral, started: int) -> Referral:
    """Give a row that says only whether somebody started."""
    blank: dict[str, Any] = dict.fromkeys(NOT_KNOWN, None)
    return replace(row, **blank, started=SUPPRESSED if started else row.started)


def _holds(whole: Count, part: Count) -> bool:
    limit = most(whole)
    return limit is None or least(part) <= limit


def _within(rows: Sequence[Any], keys: Iterable[str]) -> Iterator[Any]:
    """Where the one counted a group and not everyone, everyone of both was not counted."""
    place = [name for name in keys if name != "client_group"]
    of_groups: Counter[tuple[object, ...]] = Counter()
    for row in rows:
        for name in _counts(row) if row.client_group != EVERYONE else ():
            key = (name, *(getattr(row, part) for part in place))
            of_groups[key] = max(of_groups[key], least(getattr(row, name)))
    for row in rows:
        mine = tuple(getattr(row, part) for part in place)
        few = [name for name in _counts(row) if not _holds(getattr(row, name), of_groups[(name, *mine)])]
        yield replace(row, **dict.fromkeys(few)) if few and row.client_group == EVERYONE else row


def _alike(rows: Sequence[Referral], refusals: Iterable[Refusal], kept: str) -> Iterator[Referral]:
    """Where the counts of one group cannot be added up, those of the others at the link are not counted either."""
    reasons = _fewest_by_group(refusals)
    mine = [row for row in rows if kept in (row.source, row.target)]
    unknown = {(row.source, row.target) for row in mine if not _adds_up(row, mine, reasons)}
    for row in rows:
        yield _not_counted(row, least(row.started)) if (row.source, row.target) in unknown else row


def _fewest_by_group(refusals: Iterable[Refusal]) -> Counter[tuple[str, str, str]]:
    """Add up the fewest who did not start, by link and group; everyone are at least as many as any group."""
    total, everyone = Counter[tuple[str, str, str]](), dict[tuple[str, str, str], int]()
    for row in refusals:
        fewest, place = least(row.count), (row.source, row.target, row.reason)
        everyone[place] = max(everyone.get(place, 0), fewest)
        if row.client_group != EVERYONE:
            total[row.source, row.target, row.client_group] += fewest
    for (source, target, _), fewest in everyone.items():
        total[source, target, EVERYONE] += fewest
    return total


def _adds_up(row: Referral, rows: Iterable[Referral], reasons: Counter[tuple[str, str, str]]) -> bool:
    """Tell whether a row is counted, holds its reasons, and lies within that of everyone."""
    pair = row.source, row.target
    if row.started is SUPPRESSED and row.referred is None:
        return False
    here = [one for one in rows if (one.source, one.target) == pair]
    among = here if row.client_group == EVERYONE else [row]
    fewest = max(least(one.started) for one in among) + reasons[*pair, row.client_group]
    return _holds(row.referred, fewest) and all(
        _holds(getattr(one, name), getattr(row, name))
        for one in here
        for name in (*NOT_KNOWN, "started")
        if one.client_group == EVERYONE
    )

"""The peer of `links` on referrals in Parquet files: one program in DuckDB's SQL that makes all the same tables.

It judges rows, leaves repeats out, follows people through their stays, follows those who came in, and counts links with
exact quantiles, as decision 0012 says. Left out: odd days and codes, the list of rows set aside, and turns of several
starts and referrals of one person at one service on one day, which the invented records do not have.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl

from dtors_network.records.codes import PLANNED, reasons_of
from dtors_network.records.days import EPOCH
from dtors_network.records.places import Places

STILL, LONGEST, AGAIN, ON = 10_000_000, 7_000, 90, 21

GOOD = """
create temp table good as
with told as (
    select hash(r.person) as person, t.aid, case when r.source is null then -1 else s.sid end as source,
           t.sid as target, t.wider and not coalesce(s.wider, false) as beside,
           r.referred_on - date '1970-01-01' as referred, r.accepted_on - date '1970-01-01' as approved,
           r.started_on - date '1970-01-01' as started, r.left_on - date '1970-01-01' as gone,
           coalesce(r.accepted::int, case when r.accepted_on is null then 2 else 1 end) as accepted,
           coalesce(w.at, {not_recorded}) as reason,
           coalesce(o.at, {outcome_unknown}) * 3 + coalesce(p.at, {planned_unknown}) as way,
           {mask} as mask, r.file_row_number as row, r.filename as file
    from read_parquet({files}, file_row_number = true, filename = true) r
    left join services t on t.area = r.area and t.service = r.target
    left join services s on s.area = r.area and s.service = r.source
    left join reasons w on w.code = r.refusal_reason
    left join outcomes o on o.code = r.outcome
    left join planned p on p.code = r.planned
    where r.person is not null and r.person <> ''
)
select * from told
where target is not null and source is not null and source <> target
  and (source = -1 or referred is not null) and (source <> -1 or started is not null)
  and {in_order} and coalesce(referred, started) between {first} and {last}
qualify row_number() over (
    partition by person, source, target, coalesce(referred, started) order by started is null, file, row) = 1
"""
HAPPENED = """
create temp table happened as
select person, source as service, target as other, referred as day,
       case when started is null then 2 else 3 end + 2 * beside::int as kind, null::bigint as stay, mask,
       case when started is null then reason * 3 + accepted else started - referred end as told, file, row
from good where source <> -1
union all
select person, target, source, started, 0, gone::bigint * {ways} + way, mask, 0, file, row
from good where started is not null
"""
STAYS = """
create temp table stays as
with ended as (
    select *, case when kind = 0 then coalesce(first_value(stay ignore nulls) over (
        partition by person, service order by day, kind, file, row
        rows between current row and unbounded following), {still}::bigint * {ways}) end as ends
    from happened
), beside as (
    select *, max(ends) over up_to as so_far, max(ends) over above as before,
           max(case when kind <= 3 then day * 8 + kind end) over above as previous,
           min(case when kind <= 3 then day * 8 + kind end) over below as next,
           lead(day * 8 + kind) over one as following
    from ended
    window one as (partition by person, service order by day, kind, file, row),
           up_to as (partition by person, service order by day, kind, file, row
                     rows between unbounded preceding and current row),
           above as (partition by person, service order by day, kind, file, row
                     rows between unbounded preceding and 1 preceding),
           below as (partition by person, service order by day, kind, file, row
                     rows between 1 following and unbounded following)
), parted as (
    select *, so_far // {ways} as until, so_far % {ways} as way, before // {ways} as until_before,
           previous // 8 as day_before, previous % 8 as kind_before, next // 8 as day_after, next % 8 as kind_after
    from beside
)
select person, service, other, day, kind, told, mask, way, file, row,
    coalesce((kind = 0 and other = -1 and not coalesce(kind_before = 0 and until_before >= day, false))
        or (kind in (2, 3) and not coalesce(
               (kind_before = 0 and (until is null or day <= until + {on}))
            or (kind_before = 2 and (day - day_before <= {again} or (until > day_before and day <= until + {on})))
            or (kind_before = 3 and (day_before = day or day <= until + {on})), false)), false) as comes_in,
    kind in (2, 4) and coalesce(until > day or (following % 8 >= 2 and following // 8 - day <= {again}), false)
        or (kind in (2, 4) and coalesce(following % 8 >= 2 and following // 8 - day <= {again}, false)) as kept,
    (kind = 0 or (kind = 2 and coalesce(until > day, false))) and coalesce(until < {still}, false)
        and not coalesce(kind_after >= 2 and (
               (kind = 0 and day_after <= until + {on})
            or (kind = 2 and (day_after - day <= {again} or (until > day and day_after <= until + {on})))), false)
        and not coalesce(kind_after = 0 and kind = 0 and until >= day_after, false) as leaves
from parted
"""
COHORT = """
with marked as (
    select h.person, h.service, h.mask, h.day, h.file, h.row, s.aid, s.aftercare, unnest(list_filter([
        case when h.comes_in then 0 end,
        case when h.kind = 0 and s.aftercare and o.treatment then 1 end,
        case when not s.wider and ((h.kind = 3 and not (
                (s.routes_in and (o.routes_in or o.treatment))
                or (s.treatment and (o.treatment or o.recovery) and not o.routes_in)))
            or (h.kind = 0 and coalesce(o.wider, false))) then 2 end], lambda step: step is not null)) as step
    from stays h join services s on s.sid = h.service left join services o on o.sid = h.other
), followed as (
    select service, mask, step, aftercare, lead(step) over (
        partition by aid, person order by day, step, file, row) as next from marked
), cells as (
    select service, mask, count(*) as people, count(*) filter (aftercare or next = 1) as reached
    from followed where step = 0 group by all
)
select service, gid as "group", sum(people)::bigint as count, sum(reached)::bigint as reached_aftercare
from cells join masks using (mask) group by all
"""
DEPARTURES = """
with cells as (select service, mask, way, count(*) as people from stays where leaves group by all)
select service, gid as "group", way, sum(people)::bigint as count from cells join masks using (mask) group by all
"""
LOSSES = """
create temp table losses as
with cells as (
    select service, other, mask, told // 3 as reason, told % 3 as accepted, kept, count(*) as people
    from stays where kind in (2, 4) group by all)
select service, other, gid, reason, accepted, kept, sum(people)::bigint as people
from cells join masks using (mask) group by all
"""
REFUSALS = 'select service, other, gid as "group", reason, sum(people)::bigint as count from losses group by all'
REFERRALS = """
with cells as (
    select service, other, mask, told as wait, count(*) as people from stays where kind in (3, 5) group by all),
waits as (
    select service, other, gid, wait, sum(people)::bigint as people
    from cells join masks using (mask) group by all),
risen as (
    select *, sum(people) over (partition by service, other, gid order by wait) * 100 as so_far,
           sum(people) over (partition by service, other, gid) as whole from waits),
started as (
    select service, other, gid, sum(people)::bigint as started,
           (min(wait) filter (so_far >= whole * 50) + min(wait) filter (so_far > whole * 50)) / 2 as median,
           (min(wait) filter (so_far >= whole * 90) + min(wait) filter (so_far > whole * 90)) / 2 as p90,
           coalesce(sum(people) filter (wait > 21), 0)::bigint as late
    from risen group by all),
lost as (
    select service, other, gid, sum(people)::bigint as lost, coalesce(sum(people) filter (kept), 0)::bigint as kept,
           coalesce(sum(people) filter (accepted = 1), 0)::bigint as accepted from losses group by all)
select service, other, gid as "group", coalesce(started, 0) + coalesce(lost, 0) as referred,
       coalesce(started, 0) + coalesce(accepted, 0) as accepted, coalesce(started, 0) as started,
       coalesce(kept, 0) as kept_by_sender, median as wait_median_days, p90 as wait_p90_days,
       coalesce(late, 0) as waited_over_21_days
from started full join lost using (service, other, gid)
"""
DAYS = ("referred", "approved", "started", "gone")


def tables_by_duckdb(connection: Any, files: str, places: Places) -> dict[str, pl.DataFrame]:
    """Make the tables, with numbers in place of services, groups, reasons and ways."""
    words = _words(places, files)
    for name, frame in _small(places).items():
        connection.register(f"{name}_", frame.to_arrow())
        connection.execute(f"create temp table {name} as select * from {name}_")
    for text in (GOOD, HAPPENED, STAYS, LOSSES):
        connection.execute(text.format(**words))
        if text is HAPPENED:
            connection.execute("drop table good")
    every = {"arrivals": COHORT, "referrals": REFERRALS, "refusals": REFUSALS, "departures": DEPARTURES}
    return {name: connection.sql(text.format(**words)).pl() for name, text in every.items()}


def _words(places: Places, files: str) -> dict[str, Any]:
    outcomes = [term.code for term in places.codebook.outcomes]
    ends = (places.areas[0].period_start, places.areas[0].period_end)
    gaps = [(later, earlier) for at, later in enumerate(DAYS) for earlier in DAYS[:at]]
    return {
        "files": files,
        "not_recorded": reasons_of(places).index("not_recorded"),
        "outcome_unknown": outcomes.index("unknown"),
        "planned_unknown": [one.value for one in PLANNED].index("unknown"),
        "mask": " + ".join(f"coalesce(r.{group}::int, 0) * {1 << at}" for at, group in enumerate(places.groups)),
        "in_order": " and ".join(f"coalesce({a} - {b} between 0 and {LONGEST}, true)" for a, b in gaps),
        "first": (ends[0] - EPOCH).days if ends[0] else -STILL,
        "last": (ends[1] - EPOCH).days if ends[1] else STILL,
        "ways": len(outcomes) * len(PLANNED),
        "still": STILL,
        "again": AGAIN,
        "on": ON,
    }


def _small(places: Places) -> dict[str, pl.DataFrame]:
    stages = {"routes_in": places.routes_in, "treatment": places.treatment, "recovery": places.recovery}
    stages |= {"aftercare": places.aftercare, "wider": places.wider_support}
    sets = {name: {*numbers} for name, numbers in stages.items()}
    services = [
        {"sid": at, "aid": area, "area": places.areas[area].id, "service": row.service}
        | {name: at in numbers for name, numbers in sets.items()}
        for at, (area, row) in enumerate(places.services)
    ]
    number = lambda codes: pl.DataFrame({"code": [*codes], "at": range(len(codes))})  # noqa: E731
    bits = range(len(places.groups))
    masks = [(mask, at) for mask in range(1 << len(bits)) for at in (0, *(b + 1 for b in bits if mask >> b & 1))]
    return {
        "services": pl.DataFrame(services),
        "reasons": number(reasons_of(places)),
        "outcomes": number([term.code for term in places.codebook.outcomes]),
        "planned": number([one.value for one in PLANNED]),
        "masks": pl.DataFrame(masks, schema=["mask", "gid"], orient="row"),
    }


def named(found: dict[str, pl.DataFrame], places: Places) -> dict[str, pl.DataFrame]:
    """Put names in place of numbers, so that rows can be held against those of `links`."""
    areas = pl.Series([area for area, _ in places.services])
    ids = pl.Series([row.service for _, row in places.services])
    groups = pl.Series(["everyone", *places.groups])
    reasons, outcomes = pl.Series([*reasons_of(places)]), pl.Series([term.code for term in places.codebook.outcomes])
    planned = pl.Series([one.value for one in PLANNED])
    frames = {}
    for name, frame in found.items():
        source = frame["service"]
        columns = {"area": areas.gather(source)}
        columns |= (
            {"source": ids.gather(source), "target": ids.gather(frame["other"])}
            if "other" in frame.columns
            else {"service": ids.gather(source)}
        )
        columns["client_group"] = groups.gather(frame["group"])
        if "reason" in frame.columns:
            columns["reason"] = reasons.gather(frame["reason"])
        if "way" in frame.columns:
            columns |= {"outcome": outcomes.gather(frame["way"] // 3), "planned": planned.gather(frame["way"] % 3)}
        rest = frame.drop("service", "group", *(c for c in ("other", "reason", "way") if c in frame.columns))
        frames[name] = pl.DataFrame(columns).hstack(rest)
    return frames


def differences(ours: Any, theirs: dict[str, pl.DataFrame], places: Places) -> list[str]:
    """Name the tables that are not equal, row for row."""
    found = []
    for name, frame in named(theirs, places).items():
        mine = getattr(ours, name).drop("starts_only", strict=False)
        same = mine.columns == frame.columns and len(mine) == len(frame)
        casts = [pl.col(column).cast(kind) for column, kind in mine.schema.items()]
        if not same or not mine.sort(mine.columns).equals(frame.select(casts).sort(mine.columns)):
            found.append(f"{name}: {len(mine):,} rows of ours, {len(frame):,} of DuckDB's")
    return found


FILES = Path("referrals") / "records" / "*.parquet"

"""From people to rows: referrals, refusals, arrivals and departures, and how full the services are."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil

from dtors_network.model.area import Arrival, Departure, Referral, Refusal, Service
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Count, Planned, Stage
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.flows import Flow, part_of
from dtors_network.synthetic.groups import within
from dtors_network.synthetic.people import People
from dtors_network.synthetic.sketch import Closing, Sketch, Way
from dtors_network.synthetic.voices import accepts

STARRED = 0.3
"""Share of the counts of 1 to 4 that their owner does not show."""

LEAVE: dict[str, tuple[float, Planned]] = {
    "recovering": (0.35, Planned.YES),
    "stalled_progress": (0.15, Planned.NO),
    "illicit_substance_replaced": (0.08, Planned.NO),
    "relapsed": (0.2, Planned.NO),
    "no_change": (0.07, Planned.NO),
}
"""Share of those who leave, by outcome, and whether they planned to; invented. The rest: unknown."""

YEAR = 366
"""Days of the period."""


def shown(draft: Draft, count: int) -> Count:
    """Show a count, or a star for some of the small ones."""
    return SUPPRESSED if 1 <= count <= 4 and draft.rng.random() < STARRED else count


def referrals(draft: Draft, people: People) -> tuple[Referral, ...]:
    """Write a row for each flow, and a blank one for each link that is said to be there but was not counted."""
    rows = [_referral(draft, flow) for flow in people.flows]
    rows += [
        Referral(source=link.source, target=link.target, client_group=EVERYONE)
        for link in draft.links.values()
        if link.way is Way.SAID_UNCOUNTED
    ]
    return tuple(rows)


def _referral(draft: Draft, flow: Flow) -> Referral:
    median, long = _waits(draft, flow)
    return Referral(
        source=flow.source,
        target=flow.target,
        client_group=flow.group,
        referred=shown(draft, flow.referred),
        accepted=shown(draft, flow.accepted),
        started=shown(draft, flow.started),
        kept_by_sender=shown(draft, flow.kept) if draft.rng.random() < 0.7 else None,
        wait_median_days=median,
        wait_p90_days=long,
        waited_over_21_days=shown(draft, flow.late) if flow.started else None,
    )


def _waits(draft: Draft, flow: Flow) -> tuple[float | None, float | None]:
    """Draw the waits of those who started, in keeping with how many of them waited over three weeks."""
    if flow.started == 0:
        return None, None
    median = draft.rng.randint(2, 10) if 2 * flow.late <= flow.started else draft.rng.randint(22, 30)
    many = 10 * flow.late > flow.started
    ninth = max(median, draft.rng.randint(22, 60)) if many else draft.rng.randint(median, 21)
    return float(median), float(ninth)


def refusals(draft: Draft, people: People) -> tuple[Refusal, ...]:
    """Write the reasons for the losses on some links, of everyone and of some groups; never more than the losses."""
    reasons = _reasons_of(draft)
    along: dict[tuple[str, str], list[Flow]] = {}
    for flow in people.flows:
        along.setdefault((flow.source, flow.target), []).append(flow)
    drawn = [flows for flows in along.values() if flows[0].lost and draft.rng.random() < 0.6]
    return tuple(row for flows in drawn if reasons for row in _refused(draft, flows, reasons))


def _reasons_of(draft: Draft) -> list[str]:
    """List the reasons that a referral may fail for: those of the codebook, and its barriers at links."""
    codes = draft.setting.codebook
    barriers = [code.code for code in codes.barriers if code.kind == "barrier" and "link" in code.attaches_to]
    return [*(term.code for term in codes.refusal_reasons), *barriers]


def _refused(draft: Draft, flows: list[Flow], reasons: list[str]) -> Iterator[Refusal]:
    """Divide the losses of everyone (the first flow) among some reasons, and those of some groups within them."""
    everyone, left = flows[0], flows[0].lost
    split: dict[str, int] = {}
    for reason in draft.rng.sample(reasons, min(3, len(reasons))):
        split[reason] = draft.rng.randint(0, left)
        left -= split[reason]
    yield from _rows(draft, everyone, split)
    total = sum(split.values())
    for flow in flows[1:]:
        if draft.rng.random() < 0.5:
            about = total * flow.lost // everyone.lost
            yield from _rows(draft, flow, _within(split, within(about, total, flow.lost, everyone.lost)))


def _rows(draft: Draft, flow: Flow, split: dict[str, int]) -> Iterator[Refusal]:
    for reason, count in split.items():
        if count:
            yield Refusal(
                source=flow.source,
                target=flow.target,
                client_group=flow.group,
                reason=reason,
                count=shown(draft, count),
            )


def arrivals(draft: Draft, people: People) -> tuple[Arrival, ...]:
    """Write how many came to each service from outside, by group."""
    return tuple(
        Arrival(service=service, client_group=group, count=shown(draft, count))
        for (service, group), count in people.arrivals.items()
    )


def departures(draft: Draft, people: People) -> tuple[Departure, ...]:
    """Write how many left each service, by outcome and group; a group never more than everyone."""
    outcomes = [term.code for term in draft.setting.codebook.outcomes]
    rows: list[Departure] = []
    for (service, group), count in people.departures.items():
        if group == EVERYONE:
            split = _split(draft, outcomes, count)
            rest = dict(split)
        else:
            rest = _within(split, count)
        told = {outcome: number for outcome, number in rest.items() if number} or {outcomes[-1]: 0}
        rows += [_departure(draft, service, group, outcome, number) for outcome, number in told.items()]
    return tuple(rows)


def _split(draft: Draft, outcomes: list[str], count: int) -> dict[str, int]:
    """Divide those who leave among the outcomes; the last outcome takes the rest."""
    left, split = count, {}
    for outcome in outcomes[:-1]:
        split[outcome] = min(left, part_of(draft, count, LEAVE.get(outcome, (0.05, Planned.NO))[0]))
        left -= split[outcome]
    return {**split, outcomes[-1]: left}


def _within(everyone: dict[str, int], count: int) -> dict[str, int]:
    """Divide a group's number so that no part exceeds everyone's."""
    total = sum(everyone.values())
    split = {outcome: number * count // total for outcome, number in everyone.items()} if total else {}
    left = count - sum(split.values())
    for outcome, number in everyone.items():
        more = min(left, number - split.get(outcome, 0))
        split[outcome] = split.get(outcome, 0) + more
        left -= more
    return split


def _departure(draft: Draft, service: str, group: str, outcome: str, count: int) -> Departure:
    planned = LEAVE[outcome][1] if outcome in LEAVE else Planned.UNKNOWN
    return Departure(
        service=service,
        client_group=group,
        outcome=outcome,
        planned=planned,
        count=shown(draft, count),
    )


# -- services ------------------------------------------------------------------------------------------------------


def services(draft: Draft, people: People) -> tuple[Service, ...]:
    """Write a row for each service, by id, with how many people it has room for."""
    through: dict[str, int] = {}
    for flow in people.flows:
        if flow.group == EVERYONE:
            through[flow.target] = through.get(flow.target, 0) + flow.started
    for (service, group), count in people.arrivals.items():
        if group == EVERYONE:
            through[service] = through.get(service, 0) + count
    ordered = sorted(draft.services.values(), key=lambda sketch: sketch.id)
    return tuple(_service(draft, sketch, through.get(sketch.id, 0)) for sketch in ordered)


def _service(draft: Draft, sketch: Sketch, through: int) -> Service:
    places, caseload, keyworkers, stay = _load(draft, sketch, through)
    return Service(
        service=sketch.id,
        organisation=sketch.organisation,
        name=f"{draft.setting.codebook.service_type[sketch.kind].title} {int(sketch.id[1:])}",
        service_type=sketch.kind,
        also_offers=sketch.also,
        out_of_area=sketch.kind == "residential_rehabilitation" and draft.rng.random() < 0.5,
        accepts=accepts(draft, sketch),
        lists_all_sent_to=sketch.out_by is Closing.LIST,
        lists_all_received_from=sketch.in_by is Closing.LIST,
        records_referrals_in=sketch.in_by is Closing.RECORD,
        places=places,
        caseload=caseload,
        keyworkers=keyworkers,
        stay_days=stay,
    )


def _load(draft: Draft, sketch: Sketch, through: int) -> tuple[Count, Count, float | None, float | None]:
    """Draw places, caseload, keyworkers (at most 80 people each) and length of stay, in keeping with who comes."""
    stage = draft.setting.codebook.stage_of[sketch.kind]
    if stage is Stage.RESIDENTIAL_AND_INPATIENT:
        stay = draft.rng.randint(10, 28) if sketch.kind == "inpatient_detoxification" else draft.rng.randint(60, 180)
        return max(1, round(through * stay / YEAR * draft.rng.uniform(0.95, 1.5))), None, None, float(stay)
    if stage is Stage.STRUCTURED_TREATMENT:
        stay = draft.rng.randint(84, 300)
        caseload = max(5, round(through * stay / YEAR))
        keyworkers = max(0.5, ceil(caseload / draft.rng.uniform(30, 80) * 2) / 2)
        return None, caseload, keyworkers, float(stay)
    return None, None, None, None

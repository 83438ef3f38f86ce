"""Random small areas in which every state and every exception of the design turns up.

They keep the laws of design §3 and have at most twelve open questions behind any finding, so that every
way in which the questions could turn out can be tried.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import permutations
from random import Random
from typing import Any

from dtors_network.model.area import (
    Answer,
    Area,
    Arrival,
    BarrierReport,
    Departure,
    Organisation,
    Referral,
    Refusal,
    Service,
    Statement,
)
from dtors_network.model.codebook import BarrierCode, ClientGroup, Codebook, ServiceType, Term
from dtors_network.model.pathway import Pathway, Route
from dtors_network.model.vocabulary import (
    EVERYONE,
    SUPPRESSED,
    Accepts,
    Count,
    End,
    Grade,
    QuestionKind,
    Reply,
    ReporterRole,
    Says,
    Stage,
    YesNo,
    least,
)

from .facts import facts
from .journeys import steps
from .questions import Question, answer, open_questions, that_matter, unknowns
from .rules import all_findings

TYPES = {
    Stage.ROUTES_IN: ("self_or_family", "gp", "arrest", "prison"),
    Stage.OPEN_ACCESS: ("open_access",),
    Stage.STRUCTURED_TREATMENT: ("specialist_prescribing", "psychosocial"),
    Stage.RESIDENTIAL_AND_INPATIENT: ("residential_rehabilitation",),
    Stage.AFTERCARE_AND_RECOVERY: ("aftercare", "mutual_aid"),
    Stage.WIDER_SUPPORT: ("mental_health", "housing"),
}
GROUPS = {EVERYONE: (), "currently_using": (), "leaving_prison": ("prison",), "criminal_justice": ("arrest",)}
CLOSES = {
    "referral.refuses_current_use": "currently_using",
    "custom.refuses_prison_leavers": "leaving_prison",
    "custom.refuses_everybody": EVERYONE,
    "engagement.waiting_times": None,
}
TREATMENT = (*TYPES[Stage.OPEN_ACCESS], *TYPES[Stage.STRUCTURED_TREATMENT])
DAYS = (None, date(2026, 1, 5), date(2026, 1, 5), date(2026, 3, 9), date(2026, 6, 1))
MOST_QUESTIONS = 12


def barrier(code: str, closes: str | None) -> BarrierCode:
    return BarrierCode(
        code=code, theme="test", title=code, definition="", kind="barrier", reported_by=(),
        attaches_to=("service", "link"), closes=closes, source="test",
    )  # fmt: skip


CODEBOOK = Codebook(
    id="small",
    title="A small codebook",
    source="test",
    service_types=tuple(ServiceType(code=k, title=k, stage=stage) for stage, kinds in TYPES.items() for k in kinds),
    client_groups=tuple(ClientGroup(code=code, title=code, starts_at=starts) for code, starts in GROUPS.items()),
    barriers=tuple(barrier(code, closes) for code, closes in CLOSES.items()),
    outcomes=(Term(code="recovering", title="recovering"), Term(code="unknown", title="unknown")),
    refusal_reasons=(Term(code="no_capacity", title="no capacity"), Term(code="not_recorded", title="not recorded")),
)


def route(code: str, senders: tuple[str, ...], receivers: tuple[str, ...], grade: Grade, **more: Any) -> Route:
    return Route(code=code, title=code, senders=senders, receivers=receivers, grade=grade, source="test", **more)


REQUIRED, EXPECTED, OPTIONAL = Grade.REQUIRED, Grade.EXPECTED, Grade.OPTIONAL
PRESCRIBING = TYPES[Stage.STRUCTURED_TREATMENT]
ROUTES = (
    route("gp", ("gp",), TREATMENT, REQUIRED),
    route("self", ("self_or_family", "arrest"), TREATMENT, EXPECTED),
    route("open", ("open_access",), PRESCRIBING, REQUIRED),
    route("tier4", PRESCRIBING, ("residential_rehabilitation",), REQUIRED),
    route("tier4_aftercare", ("residential_rehabilitation",), ("aftercare",), REQUIRED),
    route("aftercare", PRESCRIBING, ("aftercare", "mutual_aid"), REQUIRED),
    route("mutual_aid", TREATMENT, ("mutual_aid",), EXPECTED),
    route("both", ("open_access", "psychosocial"), ("aftercare", "housing"), EXPECTED, each=True),
    route("each", ("specialist_prescribing",), ("psychosocial", "mental_health"), REQUIRED, each=True),
    route("prison", ("prison",), TREATMENT, REQUIRED, client_group="leaving_prison"),
    route("prison_gp", ("prison",), ("gp", "specialist_prescribing"), EXPECTED, client_group="leaving_prison"),
    route("arrest", ("arrest",), PRESCRIBING, REQUIRED, client_group="criminal_justice"),
    route("wrong_door", ("mental_health",), TREATMENT, REQUIRED, client_group="currently_using"),
    route("back", ("psychosocial",), ("prison", "gp"), EXPECTED),
    route("if_needed", ("residential_rehabilitation",), ("psychosocial", "mutual_aid"), OPTIONAL),
    route("work", TREATMENT, ("housing", "mental_health"), EXPECTED, condition="assessed need", collect="needs"),
    route("family", ("psychosocial",), ("housing",), REQUIRED, condition="children", collect="needs"),
)


def some_pathway(random: Random) -> Pathway:
    routes = random.sample(ROUTES, random.randint(3, 12))
    return Pathway(id="small", title="A small reference", dated="2026", source="test", routes=tuple(routes))


def some_service(random: Random, number: int, kind: str) -> Service:
    open_minded = random.random() < 0.7
    nobody = kind in ("self_or_family", "mutual_aid") or (kind in ("gp", "arrest") and random.random() < 0.3)
    further = random.choices([kind for kinds in TYPES.values() for kind in kinds], k=random.choice((0, 0, 0, 1, 2)))
    accepts = {
        group: random.choices(tuple(Accepts), (8, 1, 1, 1) if open_minded else (1, 4, 1, 1))[0]
        for group in GROUPS
        if random.random() < (0.12 if group == EVERYONE else 0.35)
    }
    return Service(
        service=f"s{number}",
        organisation="" if nobody and random.random() < 0.9 else random.choice(("north", "south", "west")),
        service_type=kind,
        also_offers=tuple(sorted(set(further) - {kind})),
        accepts=tuple(accepts.items()),
        lists_all_sent_to=random.random() < 0.5,
        lists_all_received_from=random.random() < 0.5,
        records_referrals_in=random.random() < 0.5,
    )


def some_services(random: Random) -> tuple[Service, ...]:
    """Three to seven services: always a route in, nearly always treatment and mostly aftercare."""
    stages = [Stage.ROUTES_IN]
    stages += [Stage.STRUCTURED_TREATMENT] * (random.random() < 0.95)
    stages += [Stage.AFTERCARE_AND_RECOVERY] * (random.random() < 0.85)
    likely = (4, 3, 4, 2, 3, 1)
    size = random.choice((3, 4, 5, 5, 6, 6, 7, 7))
    while len(stages) < size:
        stages += random.choices(tuple(TYPES), likely)
    kinds = [random.choice(TYPES[stage]) for stage in stages]
    random.shuffle(kinds)
    return tuple(some_service(random, number, kind) for number, kind in enumerate(kinds, 1))


def some_statements(random: Random, area: Area) -> Iterator[Statement]:
    pairs = list(permutations(area.service, 2))
    likely = steps(area, pairs)
    mood = random.choice(((10, 3, 3, 1), (14, 2, 1, 1), (3, 1, 12, 1)))
    for source, target in pairs:
        if random.random() > (0.8 if (source, target) in likely else 0.15):
            continue
        believed = random.choices(tuple(Says), mood)[0]
        for end in random.choice(((End.SENDER,), (End.RECEIVER,), tuple(End), tuple(End))):
            for _ in range(random.choice((1, 1, 1, 2))):
                yield Statement(
                    source=source,
                    target=target,
                    end=end,
                    says=believed if random.random() < 0.85 else random.choice(tuple(Says)),
                    reporter=random.choice(("", "r1", "r2")),
                    reporter_role=random.choice((None, ReporterRole.PROVIDER, ReporterRole.COMMISSIONER)),
                    said_on=random.choice(DAYS),
                )


def below(random: Random, count: Count) -> Count:
    """A count that is no larger than another one."""
    return random.choice((count, random.randint(0, least(count)), 0))


def some_referral(random: Random, source: str, target: str, group: str, most: Referral | None) -> Referral:
    if random.random() < 0.1:
        return Referral(source=source, target=target, client_group=group)
    referred: Count = random.choice((0, 3, 8, 12, 25, SUPPRESSED))
    if most:
        referred = below(random, most.referred)
    accepted = below(random, referred)
    started = below(random, accepted)
    if most:
        accepted = accepted if least(accepted) <= least(most.accepted) else most.accepted
        started = started if least(started) <= min(least(accepted), least(most.started)) else 0
    return Referral(
        source=source, target=target, client_group=group, referred=referred, accepted=accepted, started=started
    )


def some_referrals(random: Random, area: Area) -> Iterator[Referral]:
    for source, target in permutations(area.service, 2):
        if random.random() > 0.12:
            continue
        everyone = some_referral(random, source, target, EVERYONE, None)
        yield everyone
        for group in GROUPS:
            if group != EVERYONE and random.random() < 0.25:
                yield some_referral(random, source, target, group, everyone)


def some_refusals(random: Random, area: Area) -> Iterator[Refusal]:
    for row in area.referrals:
        lost = least(row.referred) - least(row.started) if SUPPRESSED not in (row.referred, row.started) else 0
        if lost and random.random() < 0.3:
            yield Refusal(
                source=row.source,
                target=row.target,
                client_group=row.client_group,
                reason=random.choice(("no_capacity", *CLOSES)),
                count=random.randint(1, lost),
            )


def some_barriers(random: Random, area: Area) -> Iterator[BarrierReport]:
    for number in range(random.choice((0, 0, 1, 1, 2, 3))):
        source, target = random.sample(sorted(area.service), 2)
        place: dict[str, Any] = random.choice(
            ({"source": source, "target": target}, {"service": target}, {"service_type": "psychosocial"}, {})
        )
        yield BarrierReport(
            report=f"b{number}",
            code=random.choices(tuple(CLOSES), (6, 3, 1, 2))[0],
            reporter="r1",
            reporter_role=ReporterRole.PROVIDER,
            reply=random.choice((None, *Reply)),
            **place,
        )


def some_answers(random: Random, area: Area) -> Iterator[Answer]:
    for _ in range(random.choice((0, 0, 0, 1, 2, 3))):
        source, target = random.sample(sorted(area.service), 2)
        group = random.choice(tuple(GROUPS))
        kind, about, says = random.choice((
            (QuestionKind.LINK, {"source": source, "target": target}, tuple(YesNo)),
            (QuestionKind.LINK, {"source": source, "target": target}, tuple(YesNo)),
            (QuestionKind.ACCEPTANCE, {"service": target, "client_group": group}, tuple(YesNo)),
            (QuestionKind.ACCEPTANCE, {"service": target, "client_group": group}, tuple(YesNo)),
            (QuestionKind.SENDS_TO_NOBODY_ELSE, {"service": source}, (YesNo.YES,)),
            (QuestionKind.RECEIVES_FROM_NOBODY_ELSE, {"service": target}, (YesNo.YES,)),
            (QuestionKind.LIST_COMPLETE, {}, tuple(YesNo)),
        ))  # fmt: skip
        yield Answer(question=kind, answer=random.choice(says), on=random.choice(DAYS), **about)


def some_people(random: Random, area: Area) -> tuple[tuple[Arrival, ...], tuple[Departure, ...]]:
    def row() -> dict[str, Any]:
        return {
            "service": random.choice(sorted(area.service)),
            "client_group": random.choice(tuple(GROUPS)) if random.random() < 0.5 else EVERYONE,
            "count": random.choice((None, 0, 7, 40, SUPPRESSED)),
        }

    arrivals = {(r["service"], r["client_group"]): Arrival(**r) for r in (row() for _ in range(random.randint(0, 1)))}
    departures = [Departure(outcome="unknown", **row()) for _ in range(random.randint(0, 1))]
    return tuple(arrivals.values()), tuple(departures)


def settled(random: Random, area: Area, question: Question) -> Area:
    """The area with one unknown less: a silent pair is denied by one of its ends, another question is answered."""
    if question.kind == "link" and facts(area).link[question.source, question.target] == "silent":
        end = random.choice(tuple(End))
        denial = Statement(source=question.source, target=question.target, end=end, says=Says.ABSENT)
        return replace(area, statements=(*area.statements, denial))
    return replace(area, answers=(*area.answers, answer(question, random.choice(("yes", "no")))))


def with_few_questions(random: Random, area: Area) -> Area:
    """The area with questions settled until no finding has more than twelve of either kind."""
    while True:
        crowded = [
            open_questions(area, finding)
            for finding in sorted(all_findings(area), key=str)
            if finding.certainty != "unknowable"
            and max(
                len(open_questions(area, finding)),
                len(that_matter(area, unknowns(area, finding.group).no, finding)),
            ) > MOST_QUESTIONS
        ]  # fmt: skip
        if not crowded:
            return area
        for asked in crowded[:1]:
            for question in random.sample(asked, min(3, len(asked))):
                area = settled(random, area, question)


def any_area(seed: int) -> Area:
    """Draw one area; of every sixth only are questions settled, which takes fifty times as long as the rest."""
    return small_area(seed, few_questions=seed % 6 == 0)


def small_area(seed: int, few_questions: bool = True) -> Area:
    """Draw one area; the same seed gives the same area. With few questions all sets of answers can be tried."""
    random = Random(seed)
    services = some_services(random)
    area = Area(
        id=f"small-{seed}",
        name=f"Small area {seed}",
        reference_pathway="small",
        synthetic=True,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        services_complete=random.random() < 0.6,
        records_complete=random.random() < 0.4,
        organisations=tuple(
            Organisation(organisation=o, name=o) for o in sorted({s.organisation for s in services} - {""})
        ),
        services=services,
        codebook=CODEBOOK,
        pathway=some_pathway(random),
    )
    area = replace(area, statements=tuple(some_statements(random, area)))
    area = replace(area, referrals=tuple(some_referrals(random, area)))
    area = replace(area, refusals=tuple(some_refusals(random, area)))
    arrivals, departures = some_people(random, area)
    area = replace(
        area,
        arrivals=arrivals,
        departures=departures,
        barriers=tuple(some_barriers(random, area)),
        answers=tuple(some_answers(random, area)),
    )
    if few_questions:
        area = with_few_questions(random, area)
    optional = ("organisations", "answers", "arrivals", "referrals", "refusals", "departures", "barriers")
    return replace(area, tables=frozenset(name for name in optional if getattr(area, name)))


def small_areas(seed: int, count: int = 300) -> Iterator[Area]:
    """Draw areas; those of another seed are others."""
    return (small_area(seed * 1_000_000 + number) for number in range(count))


def large_area(seed: int, size: int) -> Area:
    """Draw an area of many services, too large to try everything; every route of the reference is in it."""
    random = Random(seed)
    kinds = random.choices([kind for kinds in TYPES.values() for kind in kinds], k=size)
    services = tuple(some_service(random, number, kind) for number, kind in enumerate(kinds, 1))
    area = replace(
        any_area(seed),
        id=f"large-{seed}",
        services=services,
        statements=(),
        referrals=(),
        refusals=(),
        arrivals=(),
        departures=(),
        barriers=(),
        answers=(),
        pathway=Pathway(id="small", title="A small reference", dated="2026", source="test", routes=ROUTES),
    )
    area = replace(area, statements=tuple(some_statements(random, area)), barriers=tuple(some_barriers(random, area)))
    return replace(area, referrals=tuple(some_referrals(random, area)))

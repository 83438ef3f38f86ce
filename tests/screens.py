"""Areas for the tests of the dashboard, small enough to know what every page must and must not say."""

from dataclasses import replace
from datetime import date

from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.examples import counted_area, small_area
from dtors_network.model.area import (
    Area,
    Arrival,
    BarrierReport,
    Departure,
    Origin,
    Referral,
    Refusal,
    Row,
    Service,
    Statement,
)
from dtors_network.model.vocabulary import End, Reply, ReporterRole, Says

SECRETS = ("R-Jones", "I told them my whole story", "Interview 7", "line 44", "as Smith put it", "noted by hand")
"""What is in the tables and on no screen."""


def spoken_area() -> Area:
    """The small area as if read from files: with barrier reports, small counts, and things nobody may see."""
    area = small_area()
    seen, quote, document, locator, reply, note = SECRETS
    report = {"code": "referral.refuses_current_use", "side": End.RECEIVER, "source": "clinic", "target": "minds"}
    voice = {"reporter_role": ReporterRole.PROVIDER, "reporter": seen, "excerpt": quote}
    told = {"document": document, "locator": locator, "reply": Reply.DISAGREES, "reply_note": reply}
    return replace(
        area,
        id="spoken",
        name="Spoken",
        period_start=date(2022, 4, 1),
        period_end=date(2023, 3, 31),
        services=located("services", area.services),
        statements=located("statements", tuple(replace(row, note=note, reporter=seen) for row in area.statements)),
        referrals=located(
            "referrals",
            (
                Referral(source="clinic", target="minds", client_group="currently_using", referred=3, started=0),
                Referral(source="gp", target="clinic", client_group="everyone", referred=30, accepted=20, started=17),
            ),
        ),
        barriers=located(
            "barriers",
            tuple(BarrierReport(report=name, **report, **voice, **told) for name in ("B1", "B2")),  # type: ignore[arg-type]
        ),
        tables=frozenset({"arrivals", "referrals", "barriers"}),
    )


def located(table: str, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    return tuple(replace(row, origin=Origin(f"{table}.csv", at)) for at, row in enumerate(rows, 2))


def old_area() -> Area:
    """A real area of 2023 held against a reference of 2006."""
    pathway = shipped_pathway("models_of_care_2006")
    return replace(
        spoken_area(),
        id="old",
        name="Oldbury & Sons <b>",
        synthetic=False,
        reference_pathway=pathway.id,
        pathway=pathway,
    )


def sound_area() -> Area:
    """An area in which nothing is missing: two of everything, all confirmed, and a reference that asks for nothing."""
    kinds = {"gp": "gp", "clinic1": "specialist_prescribing", "clinic2": "specialist_prescribing"}
    kinds |= {"aftercare1": "aftercare", "aftercare2": "aftercare"}
    links = [("gp", "clinic1"), ("gp", "clinic2"), ("clinic1", "aftercare1"), ("clinic2", "aftercare2")]
    area = small_area()
    return replace(
        area,
        id="sound",
        name="Sound",
        services=tuple(Service(service=id_, service_type=kind, organisation=id_) for id_, kind in kinds.items()),
        statements=tuple(
            Statement(source=source, target=target, end=end, says=Says.PRESENT, reporter=f"{end}")
            for source, target in links
            for end in End
        ),
        arrivals=(),
        pathway=replace(area.pathway, routes=()),
    )


def followed_area() -> Area:
    """An area whose people can be followed: everyone's counts, and few enough of one group that they are hidden."""
    area = counted_area()
    few = [
        Referral(source="gp", target="clinic", client_group="currently_using", referred=9, started=6, kept_by_sender=0),
        Referral(
            source="gp", target="clinic", client_group="leaving_prison", referred=12, started=12, kept_by_sender=0
        ),
    ]
    left = [
        Departure(service="gp", client_group="currently_using", outcome="unknown", count=2),
        Departure(service="clinic", client_group="currently_using", outcome="recovering", count=6),
    ]
    return replace(
        area,
        id="followed",
        name="Followed",
        period_start=date(2022, 4, 1),
        period_end=date(2023, 3, 31),
        services=tuple(replace(row, stay_days=90, places=20) for row in area.services),
        refusals=located(
            "refusals",
            (
                Refusal(source="gp", target="clinic", client_group="everyone", reason="could_not_contact", count=12),
                Refusal(source="clinic", target="aftercare", client_group="everyone", reason="no_capacity", count=8),
            ),
        ),
        referrals=located("referrals", (*area.referrals, *few)),
        departures=located("departures", (*area.departures, *left)),
        arrivals=(*area.arrivals, Arrival(service="gp", client_group="currently_using", count=11)),
    )


def circling_area() -> Area:
    """An area in which, as counted, nobody ever leaves two services."""
    rows = (("gp", "clinic"), ("clinic", "gp"))
    return replace(
        counted_area(),
        id="circling",
        name="Circling",
        referrals=tuple(
            Referral(source=a, target=b, client_group="everyone", referred=9, started=9, kept_by_sender=0)
            for a, b in rows
        ),
        departures=(Departure(service="aftercare", client_group="everyone", outcome="recovering", count=5),),
    )


def screens() -> list[Area]:
    """Every area of the tests, the richest first."""
    return [spoken_area(), old_area(), sound_area(), followed_area(), circling_area()]

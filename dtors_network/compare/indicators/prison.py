"""Indicator: of those referred from prison into treatment, those who started there."""

from __future__ import annotations

from collections.abc import Iterator

from dtors_network.compare.figure import Direction, Figure, Indicator, Kind
from dtors_network.compare.shares import missing, share_of
from dtors_network.compare.side import Side, summed
from dtors_network.model.area import Referral

PRISON = "prison"


def find(side: Side) -> Iterator[Figure]:
    """Give the share of those referred out of prison into treatment who started."""

    def wanted(row: Referral) -> bool:
        to_treatment = side.network.treatment >> side.network.position[row.target] & 1
        return side.type_of(row.source) == PRISON and bool(to_treatment)

    rows = side.links(wanted)
    known = [row for row in rows if not row.starts_only and row.referred is not None and row.started is not None]
    figure = Figure(indicator=INDICATOR.code, title="from prison into treatment", counted=len(known), of=len(rows))
    if not known:
        there = any(service.service_type == PRISON for service in side.area.services)
        yield missing(figure, "nobody counted referrals from prison" if there else "no prison is listed")
        return
    referred, started = (side.drawn("referrals", name, known) for name in ("referred", "started"))
    part, whole = summed(known, "started"), summed(known, "referred")
    yield share_of(side, figure, (started, referred - started), part, whole.less(part))


INDICATOR = Indicator(
    code="continuity_after_prison",
    title="Continuity after prison",
    numerator="people who started treatment after a referral from prison",
    denominator="people referred from prison to a service that offers treatment",
    source="OHID, continuity of care for prisoners who need substance misuse treatment (2018, 2023)",
    kind=Kind.SHARE,
    direction=Direction.HIGHER,
    reads=(
        "It is not the published indicator 92544: that counts everybody released with a treatment need and a start "
        "within three weeks; this one those who were referred, and a start whenever."
    ),
    completeness="links from prison that were counted, of those on record",
    find=find,
)

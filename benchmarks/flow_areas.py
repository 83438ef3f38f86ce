"""Areas of any size for the flow page: all counted, with hidden starts and blanks of those kept by the sender."""

from __future__ import annotations

from datetime import date

import numpy as np

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.model.area import Area, Arrival, Departure, Referral, Service
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED

KINDS = (
    "gp", "arrest", "prison", "open_access", "specialist_prescribing", "psychosocial", "residential_rehabilitation",
    "aftercare", "mutual_aid",
)  # fmt: skip
ROUTES_IN = 3
PATHWAY = "partnership_2022"
HIDDEN, BLANK = 0.2, 0.2
"""Share of small starts that are hidden, and of rows of which nobody counted whom the sender kept."""


def counted_services(seed: int, services: int, links: int) -> Area:
    """Make an area with so many services, all of them on the way through treatment, and links between any two."""
    random = np.random.default_rng(seed)
    pairs = random.permutation(services * (services - 1))[:links]
    codebook = shipped_codebook()
    return Area(
        id="made",
        name="Made",
        synthetic=True,
        reference_pathway=PATHWAY,
        period_start=date(2025, 4, 1),
        period_end=date(2026, 3, 31),
        services_complete=True,
        records_complete=True,
        departures_complete=True,
        services=tuple(_service(at) for at in range(services)),
        arrivals=tuple(
            Arrival(service=_name(at), client_group=EVERYONE, count=int(1 + random.poisson(40)))
            for at in range(services)
            if at % len(KINDS) < ROUTES_IN
        ),
        referrals=tuple(_referral(random, *_pair(int(pair), services)) for pair in sorted(pairs)),
        departures=tuple(
            Departure(service=_name(at), client_group=EVERYONE, outcome=term.code, count=int(random.poisson(6)))
            for at in range(services)
            for term in codebook.outcomes
        ),
        codebook=codebook,
        pathway=shipped_pathway(PATHWAY),
    )


def _name(at: int) -> str:
    return f"s{at:05d}"


def _pair(number: int, services: int) -> tuple[int, int]:
    sender, receiver = divmod(number, services - 1)
    return sender, receiver + (receiver >= sender)


def _service(at: int) -> Service:
    kind = KINDS[at % len(KINDS)]
    organisation = "" if kind == "mutual_aid" else f"o{at % 20}"
    return Service(service=_name(at), organisation=organisation, service_type=kind, stay_days=30.0, places=20)


def _referral(random: np.random.Generator, sender: int, receiver: int) -> Referral:
    started, lost, kept = (int(random.poisson(mean)) for mean in (5, 2, 1))
    hidden, blank = random.random(2) < (HIDDEN, BLANK)
    return Referral(
        source=_name(sender),
        target=_name(receiver),
        client_group=EVERYONE,
        referred=started + lost + kept,
        started=SUPPRESSED if hidden and 1 <= started <= 4 else started,
        kept_by_sender=None if blank else kept,
    )

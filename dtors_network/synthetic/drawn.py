"""Draw a synthetic area: policies, core, plants, spare services, links, people, rows."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway
from dtors_network.model.area import Answer, Area
from dtors_network.model.vocabulary import QuestionKind, YesNo
from dtors_network.synthetic import counts, voices
from dtors_network.synthetic.base import add_core, add_links, fill
from dtors_network.synthetic.draft import CannotPlantError, Draft
from dtors_network.synthetic.people import draw_people
from dtors_network.synthetic.registry import ONE_OF_EACH_RULE, PLANTS, When
from dtors_network.synthetic.reports import barriers, decide_reports
from dtors_network.synthetic.setting import Setting
from dtors_network.synthetic.settle import conditions, settle_silence
from dtors_network.synthetic.sketch import Closing
from dtors_network.synthetic.truth import PlantedGap, SyntheticArea, listed, soften

CLOSED_BY = (Closing.LIST, Closing.ANSWER, Closing.RECORD)
SMALL = 200
"""Up to this size every link shows its client groups; above it, a fifth of them."""


def synthetic_area(
    seed: int,
    services: int = 24,
    plant: Sequence[str] = ONE_OF_EACH_RULE,
    unknown_share: float = 0.0,
    reference: str = "partnership_2022",
    *,
    groups: Sequence[str] | None = None,
    links: int | None = None,
    services_complete: bool = True,
    closed_by: str | None = None,
) -> SyntheticArea:
    """Invent an area with planted gaps, and say which findings of the structural rules it holds.

    But for what is planted it has no gaps, by construction: the lists of services and of partners are
    complete (or the records, or a meeting answered), the reference is satisfied with confirmed links, every
    group is accepted, and two ways that share no service and no organisation lead from each entry to
    aftercare. Rows of the reference with a condition that no client group expresses stay unknowable.

    Parameters
    ----------
    seed : int
        The same seed and parameters give the same area, on every version of Python.
    services : int
        How many services, from 10 to many thousands.
    plant : sequence of str
        Names of ``PLANTS``; a name may be given several times.
    unknown_share : float
        Share of the services that nobody relies on, of their acceptance and of the links between services
        that need none, of which nothing certain is known (0 to 1). It brings no findings but disputes.
    reference : str
        Id of a shipped reference pathway.
    groups : sequence of str, optional
        The client groups that are assessed (``everyone`` always is); by default as many as there is room for.
    links : int, optional
        How many links, as far as plausible pairs go; by default about four for each service.
    services_complete : bool
        False: a service may be missing from the list, so that no finding of absence is certain.
    closed_by : {"list", "answer", "record"}, optional
        By what pairs that nobody spoke about are known to be absent; drawn where it is not given.

    Returns
    -------
    SyntheticArea
        The area, marked synthetic, the findings that it holds, and the seed.

    Raises
    ------
    ValueError
        If a plant is unknown or goes with no other, or if there are too few services for what was asked.

    Examples
    --------
    >>> drawn = synthetic_area(7, services=30, plant=["dead_end_certain"])
    >>> len(drawn.area.services), drawn.area.synthetic
    (30, True)
    >>> [gap.certainty.value for gap in drawn.truth if gap.rule == "dead_end" and gap.planted]
    ['certain']
    >>> synthetic_area(7, services=30, plant=["dead_end_certain"]) == drawn
    True
    """
    _check(services, plant, unknown_share, closed_by)
    for assessed in _assessed(groups):
        setting = Setting(shipped_codebook(), shipped_pathway(reference), assessed)
        draft = _plan(Random(seed), setting, services, unknown_share, services_complete, closed_by)
        _grow(draft, plant)
        if len(draft.services) <= services:
            fill(draft, services)
            add_links(draft, 4 * services if links is None else links)
            return _written(draft, seed, services)
    raise CannotPlantError(f"{services} services are too few: these groups and plants need {len(draft.services)}")


def _check(services: int, plant: Sequence[str], unknown_share: float, closed_by: str | None) -> None:
    unknown = [name for name in plant if name not in PLANTS]
    if unknown:
        raise CannotPlantError(f"no plant is called {unknown[0]!r}; there are {', '.join(PLANTS)}")
    single = [name for name in plant if PLANTS[name].alone]
    if single and len(plant) > 1:
        raise CannotPlantError(f"{single[0]} changes the whole area: plant it alone")
    if not 0 <= unknown_share <= 1:
        raise CannotPlantError(f"unknown_share is a share between 0 and 1, not {unknown_share}")
    if closed_by is not None and closed_by not in CLOSED_BY:
        raise CannotPlantError(f"closed_by is one of {', '.join(CLOSED_BY)}, not {closed_by!r}")
    if services < 1:
        raise CannotPlantError(f"an area has services, so not {services} of them")


def _assessed(groups: Sequence[str] | None) -> list[tuple[str, ...]]:
    """List the choices of assessed groups, from the largest: those that need a route in of their own go first."""
    known = shipped_codebook().group
    if groups is not None:
        strange = [group for group in groups if group not in known]
        if strange:
            raise CannotPlantError(f"no client group is called {strange[0]!r}; there are {', '.join(known)}")
        return [tuple(group for group in known if group == "everyone" or group in groups)]
    own = [group for group in known if known[group].starts_at]
    dropped = [set[str](), {own[-1]}, {own[0]}, set(own)] if own else [set[str]()]
    return [tuple(group for group in known if group not in without) for without in dropped]


def _plan(
    rng: Random,
    setting: Setting,
    services: int,
    unknown_share: float,
    complete: bool,
    closed_by: str | None,
) -> Draft:
    numbers = list(range(1, services + 1))
    rng.shuffle(numbers)
    closing = Closing(closed_by) if closed_by else rng.choice(CLOSED_BY)
    return Draft(rng, setting, closing, unknown_share, complete, numbers)


def _grow(draft: Draft, plant: Sequence[str]) -> None:
    """Plant in the order of the registry, whatever the order of the names: policies first, then the core."""
    chosen = [(PLANTS[name]) for name in PLANTS for _ in range(list(plant).count(name))]
    for one in chosen:
        if one.when is When.BEFORE_THE_CORE:
            one.grow(draft)
    add_core(draft, home=0)
    for one in chosen:
        if one.when is When.AFTER_THE_CORE:
            one.grow(draft)


def _truth(draft: Draft) -> tuple[PlantedGap, ...]:
    """Settle what depends on all services, and list the findings as the design does."""
    for settle in (*draft.later, conditions, settle_silence):
        settle(draft)
    expected = draft.expected if draft.complete else [soften(gap) for gap in draft.expected]
    run_by = {sketch.id: sketch.organisation for sketch in draft.services.values()}
    return listed([*expected, *draft.observed], run_by)


def _written(draft: Draft, seed: int, services: int) -> SyntheticArea:
    truth = _truth(draft)
    decide_reports(draft)
    voices.decide(draft)
    people = draw_people(draft, shown=1.0 if services <= SMALL else 0.2)
    listed_by_answer = draft.rng.random() < 0.3
    settled = _list_complete(draft) if listed_by_answer else ()
    area = Area(
        id=f"synthetic_{seed}",
        name=f"Synthetic area {seed}",
        period_start=voices.PERIOD[0],
        period_end=voices.PERIOD[1],
        reference_pathway=draft.setting.pathway.id,
        synthetic=True,
        services_complete=draft.complete and not listed_by_answer,
        records_complete=draft.closed_by is Closing.RECORD,
        departures_complete=True,
        note=f"Invented, with seed {seed}; it describes no place and nobody.",
        organisations=voices.organisations(draft),
        services=counts.services(draft, people),
        statements=voices.statements(draft),
        answers=(*voices.answers(draft), *settled),
        arrivals=counts.arrivals(draft, people),
        referrals=counts.referrals(draft, people),
        refusals=counts.refusals(draft, people),
        departures=counts.departures(draft, people),
        barriers=barriers(draft),
        tables=TABLES,
        codebook=draft.setting.codebook,
        pathway=draft.setting.pathway,
    )
    return SyntheticArea(area=area, truth=truth, seed=seed)


TABLES = frozenset({"organisations", "answers", "arrivals", "referrals", "refusals", "departures", "barriers"})
"""The optional tables that a synthetic area has."""


def _list_complete(draft: Draft) -> tuple[Answer, ...]:
    """Let a meeting settle whether every service is listed."""
    said = YesNo.YES if draft.complete else YesNo.NO
    return (Answer(question=QuestionKind.LIST_COMPLETE, answer=said, by=voices.MEETING, on=voices.day(draft)),)

"""Plants about ways to aftercare: entries without one, dead ends, and single points."""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE, Certainty, Stage
from dtors_network.synthetic.doubts import deny, doubt, doubt_in_words
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.routes import expect_unmet, onward
from dtors_network.synthetic.sketch import Side, Sketch


def no_aftercare_route_certain(draft: Draft) -> None:
    """Add an entry that leads nowhere, or only to a service that is a dead end.

    Entry and dead end are closed, so no path leaves them. An entry without links misses all its routes as well;
    one that leads to a dead end brings the dead end and what that service misses.
    """
    entry = _entry(draft)
    if draft.rng.random() < 0.5:
        expect_unmet(draft, entry, _everything(draft))
        if draft.rng.random() < 0.5:
            deny(draft, entry, draft.core_service(draft.setting.treatment))
    else:
        draft.connect(entry, _dead_end(draft, _gate(draft, entry)))
    draft.expect("no_aftercare_route", services=(entry,), planted=True)


def no_aftercare_route_sensitive(draft: Draft) -> None:
    """Add an entry whose only first step is doubted, or whose only treatment has a doubted way to aftercare."""
    entry = _entry(draft)
    if draft.rng.random() < 0.5:
        treatment = onward(draft, _gate(draft, entry))
        doubt(draft, entry, treatment)
        expect_unmet(draft, entry, _everything(draft), treatment)
    else:
        draft.connect(entry, _dead_end(draft, _gate(draft, entry), doubted=True))
    draft.expect("no_aftercare_route", Certainty.SENSITIVE, services=(entry,), planted=True)


def no_aftercare_route_refused(draft: Draft) -> None:
    """Add an entry that leads to two treatment services, in both trunks, that refuse one client group.

    They accept all others, who have two ways that share nothing; the group has none. Routes of this entry that
    are for the group are missing as well. A service that refuses a group is not judged as its dead end.
    """
    _for_a_group(draft, ("no", "no"), Certainty.CERTAIN)


def no_aftercare_route_undecided(draft: Draft) -> None:
    """Add an entry that leads to two treatment services, one or both of which may not take one client group."""
    _for_a_group(draft, ("unknown", draft.rng.choice(("no", "unknown"))), Certainty.SENSITIVE)


def dead_end_certain(draft: Draft) -> None:
    """Add a treatment service from which nothing leads on, at times behind another one that leads only there.

    It is cut off from all treatment and recovery, so it misses each row that needs only these. What is led to
    it has other ways.
    """
    end = _dead_end(draft, _drawn_treatment(draft), planted=True)
    draft.connect(draft.core_service(draft.setting.routes_in), end)
    before = [kind for kind in _treatment_kinds(draft) if _needs_only(draft, kind, end)]
    if before and draft.rng.random() < 0.5:
        sketch = draft.add(draft.rng.choice(before))
        draft.satisfy(sketch, cut=_onwards(draft))
        draft.connect(sketch, end)
        draft.expect("dead_end", services=(sketch,))


def dead_end_sensitive(draft: Draft) -> None:
    """Add a treatment service with one way on, to aftercare or to treatment that reaches it, which is doubted."""
    _dead_end(draft, _drawn_treatment(draft), doubted=True, planted=True)


def dead_end_refused(draft: Draft) -> None:
    """Add a treatment service whose only way on is a new aftercare service that refuses one client group."""
    _last_step(draft, "no", Certainty.CERTAIN)


def dead_end_undecided(draft: Draft) -> None:
    """Add a treatment service whose only way on is a new aftercare service that may not take one client group."""
    _last_step(draft, "unknown", Certainty.SENSITIVE)


def single_point_certain(draft: Draft) -> None:
    """Add an entry that leads to one new treatment service, which leads to the aftercare of both trunks.

    The entry is closed, so every path passes this service and none needs any other. Its organisation is not
    listed beside it.
    """
    entry = _entry(draft)
    gate = _both_trunks(draft, _gate(draft, entry))
    draft.connect(entry, gate)
    draft.expect("single_point", services=(entry, gate), planted=True)


def single_point_sensitive(draft: Draft) -> None:
    """As ``single_point_certain``, with a doubted link from the entry past that service."""
    entry = _entry(draft)
    gate = _both_trunks(draft, _gate(draft, entry))
    draft.connect(entry, gate)
    doubt(draft, entry, _past(draft))
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry, gate), planted=True)


def single_point_organisation_certain(draft: Draft) -> None:
    """Add an entry that leads to two treatment services of one organisation, each to the aftercare of a trunk.

    No service is needed by every path; the organisation is.
    """
    entry, run_by = _entry_of_one_organisation(draft)
    draft.expect("single_point", services=(entry,), organisations=(run_by,), planted=True)


def single_point_organisation_sensitive(draft: Draft) -> None:
    """As ``single_point_organisation_certain``, with a doubted link from the entry past that organisation."""
    entry, run_by = _entry_of_one_organisation(draft)
    doubt(draft, entry, _past(draft))
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry,), organisations=(run_by,), planted=True)


def single_point_of_both_kinds(draft: Draft) -> None:
    """Add an entry with a confirmed and a doubted link to two services of one organisation.

    Every certain path needs the first of them; every possible path needs the organisation. In a list that is
    not complete both are sensitive, and the organisation is not listed beside its service.
    """
    entry = _entry(draft)
    kind, run_by = _gate(draft, entry), draft.new_organisation(Side.BESIDE)
    gate, other = _both_trunks(draft, kind, run_by), _both_trunks(draft, kind, run_by)
    draft.connect(entry, gate)
    doubt_in_words(draft, entry, other)
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry, gate), planted=True)
    draft.expect("single_point", services=(entry,), organisations=(run_by,), planted=True)


# -- parts of the plants -------------------------------------------------------------------------------------------


def _entry(draft: Draft, group: str = EVERYONE) -> Sketch:
    """Add a route in, of a type that the group starts at and that one treatment type can satisfy."""
    kinds = [
        kind
        for kind in sorted(draft.setting.routes_in)
        if kind not in draft.omitted and group in draft.setting.enters(kind) and _gates(draft, kind)
    ]
    return draft.add(draft.one_of(kinds, f"no route in that {group} starts at may be added"))


def _gates(draft: Draft, kind: str) -> list[str]:
    """List the treatment types, none of them residential, that satisfy every row of a route in."""
    needs = [need for _, need in draft.setting.rows(frozenset({kind}))]
    residential = draft.setting.codebook.types_of(Stage.RESIDENTIAL_AND_INPATIENT)
    others = [other for other in _treatment_kinds(draft) if other not in residential]
    return [other for other in others if all(other in need for need in needs)]


def _gate(draft: Draft, entry: Sketch) -> str:
    return draft.rng.choice(_gates(draft, entry.kind))


def _treatment_kinds(draft: Draft) -> list[str]:
    return [kind for kind in sorted(draft.setting.treatment) if draft.supplied(kind)]


def _past(draft: Draft) -> Sketch:
    """Draw the treatment of a trunk: it accepts every group and reaches aftercare."""
    return draft.trunks[0, draft.rng.choice((Side.LEFT, Side.RIGHT))][0]


def _drawn_treatment(draft: Draft) -> str:
    return draft.one_of(_treatment_kinds(draft), "no treatment service may be added")


def _onwards(draft: Draft) -> frozenset[str]:
    return draft.setting.treatment | draft.setting.recovery


def _everything(draft: Draft) -> frozenset[str]:
    return frozenset(kind.code for kind in draft.setting.codebook.service_types)


def _dead_end(draft: Draft, kind: str, doubted: bool = False, planted: bool = False) -> Sketch:
    """Add a treatment service that is cut off from treatment and recovery, but for one doubted link at most."""
    end = draft.add(kind)
    draft.satisfy(end, cut=_onwards(draft))
    maybe = None
    if doubted:
        maybe = draft.rng.choice([service for side in (Side.LEFT, Side.RIGHT) for service in draft.trunks[0, side]])
        doubt(draft, end, maybe)
    elif draft.rng.random() < 0.3:
        deny(draft, end, draft.core_service(draft.setting.recovery))
    expect_unmet(draft, end, _onwards(draft), maybe)
    certainty = Certainty.SENSITIVE if doubted else Certainty.CERTAIN
    draft.expect("dead_end", certainty, services=(end,), planted=planted)
    return end


def _needs_only(draft: Draft, kind: str, end: Sketch) -> bool:
    """Tell whether a dead end satisfies all that a treatment type needs of treatment and recovery."""
    rows = draft.setting.unmet(frozenset({kind}), _onwards(draft))
    return all(need & end.roles or need <= draft.omitted for _, need in rows)


def _for_a_group(draft: Draft, accepts: tuple[str, str], certainty: Certainty) -> None:
    groups = [group for group in draft.setting.groups if group != EVERYONE and _starts_somewhere(draft, group)]
    group = draft.one_of(groups, "no client group is assessed that starts at a route in that may be added")
    entry = _entry(draft, group)
    kind = _gate(draft, entry)
    for side, said in zip((Side.LEFT, Side.RIGHT), accepts, strict=True):
        treatment = draft.add(kind, side=side)
        draft.satisfy(treatment)
        draft.connect(treatment, draft.trunks[0, side][1])
        treatment.accepts[group] = said
        draft.connect(entry, treatment)
    draft.expect("no_aftercare_route", certainty, group, services=(entry,), planted=True)
    for route, need in draft.setting.rows(entry.roles):
        if route.client_group == group:
            draft.expect("missing_route", certainty, group, route.code, need, (entry,))


def _starts_somewhere(draft: Draft, group: str) -> bool:
    routes_in = draft.setting.routes_in - draft.omitted
    return any(group in draft.setting.enters(kind) and _gates(draft, kind) for kind in sorted(routes_in))


def _last_step(draft: Draft, accepts: str, certainty: Certainty) -> None:
    end = draft.add(_drawn_treatment(draft))
    draft.satisfy(end, cut=_onwards(draft))
    last = draft.add(draft.rng.choice(("aftercare", "recovery_support")))
    draft.connect(end, last)
    groups = [group for group, said in end.accepts.items() if said != "no"]
    group = draft.one_of(groups, "no client group is assessed that a dead end could concern")
    last.accepts[group] = accepts
    draft.expect("dead_end", certainty, group, services=(end,), planted=True)
    _expect_unmet_beside(draft, end, last)


def _expect_unmet_beside(draft: Draft, sender: Sketch, receiver: Sketch) -> None:
    """Expect a missing route for each row of treatment and recovery that a confirmed receiver does not satisfy."""
    for route, need in draft.setting.unmet(sender.roles, _onwards(draft)):
        if receiver.roles.isdisjoint(need) and not need <= draft.omitted:
            draft.expect("missing_route", Certainty.CERTAIN, route.client_group, route.code, need, (sender,))


def _both_trunks(draft: Draft, kind: str, organisation: str | None = None) -> Sketch:
    sketch = onward(draft, kind, organisation)
    for side in (Side.LEFT, Side.RIGHT):
        draft.connect(sketch, draft.trunks[0, side][1])
    return sketch


def _entry_of_one_organisation(draft: Draft) -> tuple[Sketch, str]:
    entry = _entry(draft)
    kind, run_by = _gate(draft, entry), draft.new_organisation(Side.BESIDE)
    for side in (Side.LEFT, Side.RIGHT):
        treatment = draft.add(kind, side=side, organisation=run_by)
        draft.satisfy(treatment)
        draft.connect(treatment, draft.trunks[0, side][1])
        draft.connect(entry, treatment)
    return entry, run_by

"""Plants about ways to aftercare: entries without one, and dead ends."""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.doubts import Close, deny, doubt, doubt_in_words, refuse, undecide
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.entries import add_entry, gate_for, gates, treatment_kinds
from dtors_network.synthetic.routes import expect_unmet, onward
from dtors_network.synthetic.sketch import Side, Sketch


def no_aftercare_route_certain(draft: Draft) -> None:
    """Add an entry that leads nowhere, or only to a service that is a dead end.

    Entry and dead end are closed, so no path leaves them. An entry without links misses all its routes as well;
    one that leads to a dead end brings the dead end and what that service misses.
    """
    entry = add_entry(draft)
    if draft.rng.random() < 0.5:
        expect_unmet(draft, entry, _everything(draft))
        if draft.rng.random() < 0.5:
            deny(draft, entry, draft.core_service(draft.setting.treatment))
    else:
        draft.connect(entry, _dead_end(draft, gate_for(draft, entry)))
    draft.expect("no_aftercare_route", services=(entry,), planted=True)


def no_aftercare_route_sensitive(draft: Draft) -> None:
    """Add an entry whose only first step is doubted, or whose only treatment has a doubted way to aftercare."""
    entry = add_entry(draft)
    if draft.rng.random() < 0.5:
        treatment = onward(draft, gate_for(draft, entry))
        doubt(draft, entry, treatment)
        expect_unmet(draft, entry, _everything(draft), treatment)
    else:
        draft.connect(entry, _dead_end(draft, gate_for(draft, entry), doubted=True))
    draft.expect("no_aftercare_route", Certainty.SENSITIVE, services=(entry,), planted=True)


def no_aftercare_route_refused(draft: Draft) -> None:
    """Add an entry that leads to two treatment services, in both trunks, that refuse one client group.

    They accept all others, who have two ways that share nothing; the group has none. Routes of this entry that
    are for the group are missing as well. A service that refuses a group is not judged as its dead end.
    """
    _for_a_group(draft, (refuse, refuse), Certainty.CERTAIN)


def no_aftercare_route_undecided(draft: Draft) -> None:
    """Add an entry that leads to two treatment services, one or both of which may not take one client group."""
    _for_a_group(draft, (undecide, draft.rng.choice((refuse, undecide))), Certainty.SENSITIVE)


def no_aftercare_route_surer_for_a_group(draft: Draft) -> None:
    """Add an entry whose only first step is doubted, to a treatment service that refuses one client group.

    Everyone may have a way, the group has none: two findings of one place that differ in certainty.
    """
    group = _group_with_an_entry(draft)
    entry = add_entry(draft, group)
    treatment = onward(draft, gate_for(draft, entry))
    refuse(draft, treatment, group)
    doubt_in_words(draft, entry, treatment)
    draft.expect("no_aftercare_route", Certainty.SENSITIVE, services=(entry,), planted=True)
    draft.expect("no_aftercare_route", Certainty.CERTAIN, group, services=(entry,), planted=True)
    for route, need in draft.setting.unmet(entry.roles, _everything(draft)):
        certainty = Certainty.CERTAIN if route.client_group == group else Certainty.SENSITIVE
        draft.expect("missing_route", certainty, route.client_group, route.code, need, (entry,))


def dead_end_certain(draft: Draft) -> None:
    """Add a treatment service from which nothing leads on, at times behind another one that leads only there.

    It is cut off from all treatment and recovery, so it misses each row that needs only these. What is led to
    it has other ways.
    """
    end = _dead_end(draft, _drawn_treatment(draft), planted=True)
    draft.connect(draft.core_service(draft.setting.routes_in), end)
    before = [kind for kind in treatment_kinds(draft) if _needs_only(draft, kind, end)]
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
    _last_step(draft, refuse, Certainty.CERTAIN)


def dead_end_undecided(draft: Draft) -> None:
    """Add a treatment service whose only way on is a new aftercare service that may not take one client group."""
    _last_step(draft, undecide, Certainty.SENSITIVE)


# -- parts of the plants -------------------------------------------------------------------------------------------


def _drawn_treatment(draft: Draft) -> str:
    return draft.one_of(treatment_kinds(draft), "no treatment service may be added")


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


def _for_a_group(draft: Draft, closing: tuple[Close, Close], certainty: Certainty) -> None:
    group = _group_with_an_entry(draft)
    entry = add_entry(draft, group)
    kind = gate_for(draft, entry)
    for side, close in zip((Side.LEFT, Side.RIGHT), closing, strict=True):
        treatment = draft.add(kind, side=side)
        draft.satisfy(treatment)
        draft.connect(treatment, draft.trunks[0, side][1])
        close(draft, treatment, group)
        draft.connect(entry, treatment)
    draft.expect("no_aftercare_route", certainty, group, services=(entry,), planted=True)
    for route, need in draft.setting.rows(entry.roles):
        if route.client_group == group:
            draft.expect("missing_route", certainty, group, route.code, need, (entry,))


def _group_with_an_entry(draft: Draft) -> str:
    groups = [group for group in draft.setting.groups if group != EVERYONE and _starts_somewhere(draft, group)]
    return draft.one_of(groups, "no client group is assessed that starts at a route in that may be added")


def _starts_somewhere(draft: Draft, group: str) -> bool:
    routes_in = draft.setting.routes_in - draft.omitted
    return any(group in draft.setting.enters(kind) and gates(draft, kind) for kind in sorted(routes_in))


def _last_step(draft: Draft, close: Close, certainty: Certainty) -> None:
    end = draft.add(_drawn_treatment(draft))
    draft.satisfy(end, cut=_onwards(draft))
    last = draft.add(draft.rng.choice(("aftercare", "recovery_support")))
    draft.connect(end, last)
    groups = [group for group, said in end.accepts.items() if said != "no"]
    group = draft.one_of(groups, "no client group is assessed that a dead end could concern")
    close(draft, last, group)
    draft.expect("dead_end", certainty, group, services=(end,), planted=True)
    _expect_unmet_beside(draft, end, last)


def _expect_unmet_beside(draft: Draft, sender: Sketch, receiver: Sketch) -> None:
    """Expect a missing route for each row of treatment and recovery that a confirmed receiver does not satisfy."""
    for route, need in draft.setting.unmet(sender.roles, _onwards(draft)):
        if receiver.roles.isdisjoint(need) and not need <= draft.omitted:
            draft.expect("missing_route", Certainty.CERTAIN, route.client_group, route.code, need, (sender,))

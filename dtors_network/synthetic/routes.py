"""Plants about single routes: a sender without a usable link, and links that the ends disagree about."""

from __future__ import annotations

from typing import NamedTuple

from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.base import TRUNKS
from dtors_network.synthetic.doubts import Close, deny, dispute, doubt, refuse, undecide
from dtors_network.synthetic.draft import NONE, Draft
from dtors_network.synthetic.sketch import Sketch


class Cut(NamedTuple):
    """A type of sender and the row of the reference that it is cut off from."""

    kind: str
    route: Route
    need: frozenset[str]


def missing_route_certain(draft: Draft) -> None:
    """Add a service that is cut off from every receiver of one route.

    It is closed at both ends and has confirmed links for all other rows, so nothing else is missing but rows
    that need only types it is cut off from as well (mutual aid, within recovery). It keeps a confirmed link
    to treatment or aftercare, so it is no dead end; nobody relies on it.
    """
    cut = draft.one_of(_cuts(draft), "no route of the reference has a sender that may be added")
    sender = _cut_off(draft, cut)
    if draft.rng.random() < 0.5:
        deny(draft, sender, draft.core_service(cut.need))
    expect_unmet(draft, sender, cut.need, planted=cut.need)


def missing_route_sensitive(draft: Draft) -> None:
    """Add a service with nothing but a doubted link to the receivers of one route.

    As ``missing_route_certain``, but a link to one receiver may work. Rows that this receiver would satisfy
    are sensitive; others that the service is cut off from (mutual aid beside recovery) are certain.
    """
    cut = draft.one_of(_cuts(draft), "no route of the reference has a sender that may be added")
    sender = _cut_off(draft, cut)
    receiver = draft.core_service(cut.need)
    doubt(draft, sender, receiver)
    expect_unmet(draft, sender, cut.need, receiver, planted=cut.need)


def missing_route_refused(draft: Draft) -> None:
    """Add a service whose only link along a group's route leads to a service that refuses this group.

    The receiver is new and accepts all others, and other receivers of the route accept the group: nobody else
    misses anything and the route as a whole does not refuse.
    """
    _one_receiver(draft, refuse, Certainty.CERTAIN)


def missing_route_undecided(draft: Draft) -> None:
    """Add a service whose only link along a group's route leads to a service that may not take this group."""
    _one_receiver(draft, undecide, Certainty.SENSITIVE)


def disputed_link(draft: Draft) -> None:
    """Let the ends disagree about a link that a required route asks for.

    The receiver is new, has confirmed links for all that the reference asks of it and is led to by nobody
    else; the sender is of the core, where other receivers of the route are confirmed. So the only finding is
    the dispute.
    """
    pairs = {
        (kind, other)
        for route in draft.setting.required
        for kind in set(route.senders).difference(route.receivers)
        for other in route.receivers
        if draft.core_of(kind) and _may_be_added(draft, other)
        if draft.setting.dispute_group(frozenset({kind}), frozenset({other})) is not None
    }
    kind, other = draft.one_of(sorted(pairs), "no required route has a sender in the core and a receiver to add")
    dispute(draft, draft.core_service({kind}), onward(draft, other), planted=True)


# -- shared with the plants about ways to aftercare ----------------------------------------------------------------


def onward(draft: Draft, kind: str, organisation: str | None = None) -> Sketch:
    """Add a service with confirmed links for all that the reference asks of it: it has no gap of its own."""
    sketch = draft.add(kind, organisation=organisation)
    draft.satisfy(sketch)
    if sketch.roles & draft.setting.treatment:
        draft.connect(sketch, draft.rng.choice(_trunk_services(draft, draft.setting.recovery)))
    return sketch


def expect_unmet(
    draft: Draft,
    sender: Sketch,
    cut: frozenset[str],
    maybe: Sketch | None = None,
    planted: frozenset[str] = NONE,
) -> None:
    """Expect a missing route for each row that needs only types the sender is cut off from.

    Rows that a doubted receiver would satisfy are sensitive.
    """
    for route, need in draft.setting.unmet(sender.roles, cut):
        doubted = maybe is not None and not maybe.roles.isdisjoint(need)
        _expect_missing(
            draft,
            Certainty.SENSITIVE if doubted else Certainty.CERTAIN,
            Cut(sender.kind, route, need),
            sender,
            need == planted,
        )


def _expect_missing(draft: Draft, certainty: Certainty, cut: Cut, sender: Sketch, planted: bool) -> None:
    if not cut.need <= draft.omitted:
        group, code = cut.route.client_group, cut.route.code
        draft.expect("missing_route", certainty, group, code, cut.need, (sender,), planted=planted)


def _one_receiver(draft: Draft, close: Close, certainty: Certainty) -> None:
    """Link a sender to one new receiver that accepts all but the group that the route is for."""
    cuts = [cut for cut in _cuts(draft) if cut.route.client_group != EVERYONE and _addable(draft, cut)]
    cut = draft.one_of(cuts, "no route of the reference is for a client group that is assessed")
    sender = _cut_off(draft, cut)
    receiver = onward(draft, draft.rng.choice(_addable(draft, cut)))
    group = cut.route.client_group
    close(draft, receiver, group)
    draft.connect(sender, receiver)
    for route, need in draft.setting.unmet(sender.roles, cut.need):
        led_on = not receiver.roles.isdisjoint(need)
        if route.client_group == group or not led_on:
            sure = certainty if led_on else Certainty.CERTAIN
            _expect_missing(draft, sure, Cut(cut.kind, route, need), sender, need == cut.need)


def _cuts(draft: Draft) -> list[Cut]:
    """List the rows of the reference for which a sender may be added that is cut off and yet no dead end."""
    kinds = [kind.code for kind in draft.setting.codebook.service_types if _may_be_added(draft, kind.code)]
    return [
        Cut(kind, route, need)
        for kind in kinds
        for route, need in draft.setting.rows(frozenset({kind}))
        if route.client_group in draft.setting.groups and not need <= draft.omitted
        if any(service.roles.isdisjoint(need) for service in _trunk_services(draft, _ways_on(draft, need)))
    ]


def _cut_off(draft: Draft, cut: Cut) -> Sketch:
    """Add a sender with confirmed links for all rows but one, and a way on to aftercare where it is treatment."""
    sender = draft.add(cut.kind)
    draft.satisfy(sender, cut=cut.need)
    if sender.roles & draft.setting.treatment:
        trunk = _trunk_services(draft, _ways_on(draft, cut.need))
        draft.connect(sender, draft.rng.choice([service for service in trunk if service.roles.isdisjoint(cut.need)]))
    return sender


def _ways_on(draft: Draft, need: frozenset[str]) -> frozenset[str]:
    return draft.setting.recovery if draft.setting.recovery.isdisjoint(need) else draft.setting.treatment


def _trunk_services(draft: Draft, kinds: frozenset[str]) -> list[Sketch]:
    """List the services of some types that carry the two trunks of the first district."""
    carriers = [service for side in TRUNKS for service in draft.trunks[0, side]]
    return [service for service in carriers if service.roles & kinds]


def _addable(draft: Draft, cut: Cut) -> list[str]:
    return sorted(other for other in cut.need if _may_be_added(draft, other))


def _may_be_added(draft: Draft, kind: str) -> bool:
    """Tell whether a service of a type, no route in, may be added without a gap of its own."""
    return draft.supplied(kind) and kind not in draft.setting.routes_in

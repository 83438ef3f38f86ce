"""What can be said only when all services and links of an area are known."""

from __future__ import annotations

from dataclasses import replace

from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Sketch
from dtors_network.synthetic.truth import PlantedGap


def conditions(draft: Draft) -> None:
    """Expect one line that cannot be known for each route with a condition whose sending type is there."""
    offered = frozenset(role for sketch in draft.services.values() for role in sketch.roles)
    for route in draft.setting.conditional:
        if not offered.isdisjoint(route.senders):
            rule = "no_provider" if offered.isdisjoint(route.receivers) else "missing_route"
            draft.expect(rule, Certainty.UNKNOWABLE, route.client_group, route.code, route.receivers)


def settle_silence(draft: Draft) -> None:
    """Soften a certain missing route of a service that was opened, where a receiver was opened as well.

    A plant opens one sender and one receiver; those of two plants meet here. Only ``missing_route`` can be
    certain of a service that is open as a sender: what else its own plant expects is sensitive already.
    """
    opened = [sketch for sketch in draft.services.values() if not sketch.closed_in]
    for place, gap in enumerate(draft.expected):
        if gap.rule != "missing_route" or gap.certainty is not Certainty.CERTAIN or not gap.services:
            continue
        sender = draft.services[gap.services[0]]
        if not sender.closed_out and any(_silently_open(draft, sender, other, gap) for other in opened):
            draft.expected[place] = replace(gap, certainty=Certainty.SENSITIVE)


def _silently_open(draft: Draft, sender: Sketch, other: Sketch, gap: PlantedGap) -> bool:
    closed = gap.client_group != EVERYONE and other.accepts[gap.client_group] == "no"
    fits = not other.roles.isdisjoint(gap.types)
    return other is not sender and fits and not closed and (sender.id, other.id) not in draft.links

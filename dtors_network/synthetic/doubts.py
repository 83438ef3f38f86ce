"""Links that are not confirmed: doubted in every way that the tables allow, disputed, or denied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from dtors_network.model.vocabulary import EVERYONE, Certainty, Says
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Closing, Link, Sketch, Way
from dtors_network.synthetic.truth import PlantedGap

Kind = Callable[[Draft, Sketch, Sketch], None]


def doubt(draft: Draft, source: Sketch, target: Sketch) -> None:
    """Leave it open whether a link works: it is in the possible graph and not in the certain one.

    Where the drawn kind is a dispute and a required route asks for the pair, the dispute is a finding too.
    """
    fitting = [kind for kind, fits in KINDS if fits(draft, source, target)]
    draft.rng.choice(fitting)(draft, source, target)


def doubt_in_words(draft: Draft, source: Sketch, target: Sketch) -> None:
    """Leave it open whether a link works, without opening its ends to anybody else."""
    fitting = [kind for kind, fits in KINDS if kind is not _silent and fits(draft, source, target)]
    draft.rng.choice(fitting)(draft, source, target)


def dispute(draft: Draft, source: Sketch, target: Sketch, planted: bool = False) -> None:
    """Let the ends disagree, or one end within itself, or both ends and complete records."""
    kinds = [_ends_disagree, _sender_disagrees_within, _receiver_disagrees_within]
    if draft.closed_by is Closing.RECORD and target.closed_in and source.askable and target.askable:
        kinds.append(_records_disagree)
    kinds = kinds if source.askable and target.askable else [_receiver_disagrees_within]
    draft.rng.choice(kinds if target.askable else [_sender_disagrees_within])(draft, source, target)
    group = draft.setting.dispute_group(source.roles, target.roles)
    if group is not None:
        pair = (source.id, target.id)
        gap = PlantedGap(
            rule="disputed_link",
            certainty=Certainty.CERTAIN,
            client_group=group,
            services=pair,
            link=pair,
            planted=planted,
        )
        draft.observed.append(gap)


def deny(draft: Draft, source: Sketch, target: Sketch) -> None:
    """Let somebody say that a link is absent or not applicable, or a meeting settle it with no."""
    link = _spoken(draft, source, target)
    said = draft.rng.choice((Says.ABSENT, Says.NOT_APPLICABLE))
    if source.askable and draft.rng.random() < 0.7:
        link.sender.append(("", said))
    if target.askable and (not link.sender or draft.rng.random() < 0.4):
        link.receiver.append(("", said))
    if not link.sender and not link.receiver:
        link.denied_by_answer = True
    elif draft.rng.random() < 0.3:
        link.denied_by_answer = True
        link.sender = [("", draft.rng.choice((Says.PRESENT, Says.WEAK)))]


def _spoken(draft: Draft, source: Sketch, target: Sketch, way: Way = Way.SPOKEN) -> Link:
    link = Link(source.id, target.id, way)
    draft.links[source.id, target.id] = link
    return link


def _one_sided(draft: Draft, source: Sketch, target: Sketch) -> None:
    _one_end(draft, source, target, Says.PRESENT)


def _weak_at_one_end(draft: Draft, source: Sketch, target: Sketch) -> None:
    _one_end(draft, source, target, Says.WEAK)


def _one_end(draft: Draft, source: Sketch, target: Sketch, says: Says) -> None:
    """Let one end speak; the other has not spoken, so it must not list all its partners either."""
    link = _spoken(draft, source, target)
    if source.askable and (not target.askable or draft.rng.random() < 0.6):
        link.sender.append(("", says))
        target.may_list_in = False
    else:
        link.receiver.append(("", says))
        source.may_list_out = False


def _weak_at_both_ends(draft: Draft, source: Sketch, target: Sketch) -> None:
    link = _spoken(draft, source, target)
    first, second = draft.rng.choice(((Says.WEAK, Says.WEAK), (Says.PRESENT, Says.WEAK), (Says.WEAK, Says.PRESENT)))
    link.sender.append(("", first))
    link.receiver.append(("", second))


def _referred_without_a_start(draft: Draft, source: Sketch, target: Sketch) -> None:
    _spoken(draft, source, target, Way.REFERRED)
    source.may_list_out = target.may_list_in = False


def _silent(draft: Draft, source: Sketch, target: Sketch) -> None:
    """Open both ends: nobody spoke about the pair, and no list, record or answer covers it."""
    source.closed_out = target.closed_in = False


def _ends_disagree(draft: Draft, source: Sketch, target: Sketch) -> None:
    link = _spoken(draft, source, target)
    says = [draft.rng.choice((Says.PRESENT, Says.WEAK)), Says.ABSENT]
    draft.rng.shuffle(says)
    link.sender.append(("", says[0]))
    link.receiver.append(("", says[1]))


def _sender_disagrees_within(draft: Draft, source: Sketch, target: Sketch) -> None:
    _spoken(draft, source, target).sender += [("a", Says.PRESENT), ("b", Says.ABSENT)]


def _receiver_disagrees_within(draft: Draft, source: Sketch, target: Sketch) -> None:
    _spoken(draft, source, target).receiver += [("a", Says.ABSENT), ("b", Says.PRESENT)]


def _records_disagree(draft: Draft, source: Sketch, target: Sketch) -> None:
    link = _spoken(draft, source, target)
    link.sender.append(("", Says.PRESENT))
    link.receiver.append(("", Says.PRESENT))
    target.must_record = True


def _both_can_be_asked(draft: Draft, source: Sketch, target: Sketch) -> bool:
    return source.askable and target.askable


def _one_can_be_asked(draft: Draft, source: Sketch, target: Sketch) -> bool:
    return source.askable or target.askable


def _may_be_silent(draft: Draft, source: Sketch, target: Sketch) -> bool:
    return target.askable and not target.must_record


KINDS: list[tuple[Kind, Callable[[Draft, Sketch, Sketch], bool]]] = [
    (_one_sided, _both_can_be_asked),
    (_weak_at_one_end, _one_can_be_asked),
    (_weak_at_both_ends, _both_can_be_asked),
    (_referred_without_a_start, Draft.has_starts),
    (_silent, _may_be_silent),
    (dispute, _one_can_be_asked),
]


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

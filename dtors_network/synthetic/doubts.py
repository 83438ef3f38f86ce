"""Links that are not confirmed: doubted in every way that the tables allow, disputed, or denied."""

from __future__ import annotations

from collections.abc import Callable

from dtors_network.model.vocabulary import Certainty, Says
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.sketch import Closing, Link, Sketch, Way
from dtors_network.synthetic.truth import PlantedGap

Kind = Callable[[Draft, Sketch, Sketch], None]
Close = Callable[[Draft, Sketch, str], None]


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


def refuse(draft: Draft, sketch: Sketch, group: str) -> None:
    """Let a service say that it does not take a group."""
    sketch.accepts[group] = "no"


def undecide(draft: Draft, sketch: Sketch, group: str) -> None:
    """Leave it open whether a service takes a group: in a word or in none, or against its own records.

    Its records show starts of the group, beside its no, on a link from the core that nobody relies on.
    """
    sketch.accepts[group] = "unknown"
    if draft.rng.random() < 0.3:
        treats = sketch.roles & draft.setting.treatment
        sender = draft.core_service(draft.setting.routes_in if treats else draft.setting.treatment)
        draft.connect(sender, sketch)
        link = draft.links[sender.id, sketch.id]
        link.must_start = True
        link.opens.add(group)
        sketch.contradicted.add(group)


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

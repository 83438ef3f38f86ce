"""Plants of single points: a service or an organisation that every way from an entry needs."""

from __future__ import annotations

from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.synthetic.doubts import doubt, doubt_in_words, refuse
from dtors_network.synthetic.draft import Draft
from dtors_network.synthetic.entries import add_entry, gate_for
from dtors_network.synthetic.routes import onward
from dtors_network.synthetic.sketch import Side, Sketch


def single_point_certain(draft: Draft) -> None:
    """Add an entry that leads to one new treatment service, which leads to the aftercare of both trunks.

    The entry is closed, so every path passes this service and none needs any other. Its organisation is not
    listed beside it.
    """
    entry = add_entry(draft)
    gate = _both_trunks(draft, gate_for(draft, entry))
    draft.connect(entry, gate)
    draft.expect("single_point", services=(entry, gate), planted=True)


def single_point_sensitive(draft: Draft) -> None:
    """As ``single_point_certain``, with a doubted link from the entry past that service."""
    entry = add_entry(draft)
    gate = _both_trunks(draft, gate_for(draft, entry))
    draft.connect(entry, gate)
    doubt(draft, entry, _past(draft))
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry, gate), planted=True)


def single_point_surer_for_a_group(draft: Draft) -> None:
    """As ``single_point_sensitive``, where the doubted link leads to a new service that refuses one client group.

    Everyone may have a way past the service; the group has none, so for the group it is certain.
    """
    entry = add_entry(draft)
    gate = _both_trunks(draft, gate_for(draft, entry))
    draft.connect(entry, gate)
    groups = [group for group in draft.setting.enters(entry.kind) if group != EVERYONE]
    group = draft.one_of(groups, f"no client group is assessed that starts at {entry.kind}")
    past = onward(draft, gate.kind)
    refuse(draft, past, group)
    doubt_in_words(draft, entry, past)
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry, gate), planted=True)
    draft.expect("single_point", Certainty.CERTAIN, group, services=(entry, gate), planted=True)


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
    entry = add_entry(draft)
    kind, run_by = gate_for(draft, entry), draft.new_organisation(Side.BESIDE)
    gate, other = _both_trunks(draft, kind, run_by), _both_trunks(draft, kind, run_by)
    draft.connect(entry, gate)
    doubt_in_words(draft, entry, other)
    draft.expect("single_point", Certainty.SENSITIVE, services=(entry, gate), planted=True)
    draft.expect("single_point", services=(entry,), organisations=(run_by,), planted=True)


def _past(draft: Draft) -> Sketch:
    """Draw the treatment of a trunk: it accepts every group and reaches aftercare."""
    return draft.trunks[0, draft.rng.choice((Side.LEFT, Side.RIGHT))][0]


def _both_trunks(draft: Draft, kind: str, organisation: str | None = None) -> Sketch:
    sketch = onward(draft, kind, organisation)
    for side in (Side.LEFT, Side.RIGHT):
        draft.connect(sketch, draft.trunks[0, side][1])
    return sketch


def _entry_of_one_organisation(draft: Draft) -> tuple[Sketch, str]:
    entry = add_entry(draft)
    kind, run_by = gate_for(draft, entry), draft.new_organisation(Side.BESIDE)
    for side in (Side.LEFT, Side.RIGHT):
        treatment = draft.add(kind, side=side, organisation=run_by)
        draft.satisfy(treatment)
        draft.connect(treatment, draft.trunks[0, side][1])
        draft.connect(entry, treatment)
    return entry, run_by

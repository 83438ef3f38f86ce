"""What changes would do, in sentences and short texts."""

from __future__ import annotations

from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.model.estimate import Estimate, Rise
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.report.flow_text import TARGET_WORDS, who
from dtors_network.rounding import per_100, rounded, span_of_100
from dtors_network.whatif.result import LoadChange, ReachChange, WhatIf


def of_100(rise: Rise | None) -> str:
    """Say how many more, or fewer, of 100 people get through.

    Examples
    --------
    >>> of_100((0.021, 0.034, 0.0, 0.05)), of_100((-0.1, -0.1, -0.1, -0.1)), of_100(None)
    ('+2.1 to +3.4', '-10.0', 'not counted')
    """
    if rise is None:
        return "not counted"
    return span_of_100(rise[0], rise[1], 1, "+")


def more_of_100(rise: Rise) -> str:
    """Say how many more or fewer in a sentence.

    Examples
    --------
    >>> more_of_100((0.02, 0.031, 0.0, 0.0)), more_of_100((-0.1, -0.02, 0, 0)), more_of_100((-0.01, 0.02, 0, 0))
    ('2.0 to 3.1 more', '2.0 to 10.0 fewer', 'between 1.0 fewer and 2.0 more')
    """
    least, most = (rounded(end * 100, 1) for end in rise[:2])
    if least >= 0:
        return f"{span_of_100(*rise[:2], 1)} more"
    if most <= 0:
        return f"{span_of_100(-rise[1], -rise[0], 1)} fewer"
    return f"between {-least} fewer and {most} more"


def interval_of_100(rise: Rise | None) -> str:
    """Write the 95 % interval of a rise."""
    if rise is None or rise[2] is None or rise[3] is None:
        return ""
    return f"{per_100(rise[2], 1, '+')} to {per_100(rise[3], 1, '+')}"


def whatif_headline(found: WhatIf) -> str:
    """Say in one sentence what the changes would do to reach of aftercare, for the group.

    Parameters
    ----------
    found : WhatIf
        What changes would do.

    Returns
    -------
    str
        A sentence, or why there is none.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import read_change, what_if
    >>> print(whatif_headline(what_if(counted_area(), [read_change("add", "clinic>aftercare=0.5")])))
    Of 100 people who come in, 20.8 to 21.7 more would start aftercare or recovery support.
    """
    people = who(found.area, found.group)
    if found.reason:
        return f"What would change for {people} is not counted: {found.reason}."
    mine = next((one for one in found.reach if one.group == found.group and not one.start), None)
    if mine is None or mine.rise is None:
        return f"What would change for {people} is not counted."
    if not found.changes:
        return "Choose a change to see what it would do."
    if max(abs(mine.rise[0]), abs(mine.rise[1])) < 0.0005:
        return f"These changes would not alter how many of 100 {people} start {TARGET_WORDS[AFTERCARE]}."
    return f"Of 100 {people} who come in, {more_of_100(mine.rise)} would start {TARGET_WORDS[AFTERCARE]}."


def overload_sentence(area: Area, loads: tuple[LoadChange, ...]) -> str:
    """Name the services that would, or may, have more people than places; blank where there is none."""
    surely = [wording.service(area, load.service) for load in loads if load.over and load.newly_over]
    perhaps = [wording.service(area, load.service) for load in loads if load.newly_over and not load.over]
    parts = [f"More people than places at {wording.listed(surely, 'and')}"] if surely else []
    parts += [f"there may be more people than places at {wording.listed(perhaps, 'and')}"] if perhaps else []
    text = "; ".join(parts)
    return f"{text[:1].upper()}{text[1:]}." if text else ""


def gaps_sentence(found: WhatIf) -> str:
    """Say how many gaps close and open."""
    closed, opened = len(found.closed), len(found.opened)
    if not closed and not opened:
        return "No gap closes and none opens."
    parts = [f"{closed:,} {'gap closes' if closed == 1 else 'gaps close'}"] if closed else []
    parts += [f"{opened:,} {'gap opens' if opened == 1 else 'gaps open'}"] if opened else []
    return f"{' and '.join(parts)}."


def reach_place(area: Area, one: ReachChange) -> str:
    """Name whom a line on reach is about."""
    start = f", from {wording.service(area, one.start)}" if one.start else ", all who come in"
    return f"{who(area, one.group)}{start}"


def closing_words(gap: Gap) -> str:
    """Say on what a gap that a change closes still waits: where records show a refusal, on the first start."""
    return "" if all(step.to_take for step in gap.remedy) else " (once somebody has started)"


def goal_words(area: Area, goal: str) -> str:
    """Name a stage, a type of service or a service that somebody wants to reach.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> [goal_words(small_area(), goal) for goal in ("treatment", "gp_prescribing", "clinic")]
    ['treatment of any kind', 'GP prescribing', 'clinic (Riverside)']
    """
    if goal in TARGET_WORDS:
        return TARGET_WORDS[goal]
    return wording.types(area, (goal,)) if goal in area.codebook.service_type else wording.service(area, goal)


def for_whom(area: Area, group: str) -> str:
    """Name a client group after what is there for it; blank for everyone.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> for_whom(small_area(), "everyone"), for_whom(small_area(), "leaving_prison")
    ('', ' for people leaving prison')
    """
    return "" if group == EVERYONE else f" for {wording.people(area, group)}"


def share_words(share: object) -> str:
    """Write a share, or that it is hidden, or not counted."""
    if isinstance(share, Estimate):
        return f"{span_of_100(share.least, share.most, 1)} %"
    return "not counted" if share is None else "*"

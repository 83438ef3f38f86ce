"""What changes would do, in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from dtors_network.accounts.flow_names import TARGET_WORDS, who
from dtors_network.accounts.shares import WHATEVER
from dtors_network.accounts.words import sentence
from dtors_network.flow.targets import AFTERCARE
from dtors_network.gaps import Gap, wording
from dtors_network.model.area import Area
from dtors_network.model.estimate import Rise
from dtors_network.rounding import per_100, rounded, span_of_100
from dtors_network.whatif.load_change import LoadChange
from dtors_network.whatif.result import ReachChange, WhatIf

NOTHING: float = 0.0005
"""A rise that is said as none."""


def more_of_100(rise: Rise) -> str:
    """Say how many more or fewer of 100, in a sentence; where counts are hidden what is likely leads.

    >>> more_of_100(Rise(0.02, 0.031)), more_of_100(Rise(-0.1, -0.02)), more_of_100(Rise(-0.01, 0.02))
    ('2.0 to 3.1 more', '2.0 to 10.0 fewer', 'between 1.0 fewer and 2.0 more')
    >>> more_of_100(Rise(0.0, 0.31, 0.01, 0.05, 0.021))
    'about 2.1 more at the least'
    >>> more_of_100(Rise(-0.4, 0.4, -0.13, 0.06, -0.116))
    'about 11.6 fewer at the worst'
    """
    if rise.middle is not None:
        return f"about {_more(rise.middle)} at the {'worst' if rise.middle < 0 else 'least'}"
    return _between(rise.least, rise.most)


def _more(share: float) -> str:
    number = rounded(abs(share) * 100, 1)
    return f"{number} {'fewer' if share < 0 else 'more'}"


def _between(least: float, most: float) -> str:
    if rounded(least * 100, 1) >= 0:
        return f"{span_of_100(least, most, 1)} more"
    if rounded(most * 100, 1) <= 0:
        return f"{span_of_100(-most, -least, 1)} fewer"
    return f"between {rounded(-least * 100, 1)} fewer and {rounded(most * 100, 1)} more"


def interval_sentence(rise: Rise) -> str:
    """Say what is likely, and what holds whatever the hidden counts are.

    >>> interval_sentence(Rise(0.0, 0.31, 0.01, 0.05, 0.021))
    'Likely: 1.0 to 5.0 more; 0.0 to 31.0 more whatever the hidden counts are.'
    >>> interval_sentence(Rise(0.02, 0.03, 0.01, 0.05))
    '95 % interval: 1.0 to 5.0 more.'
    """
    if rise.low is None or rise.high is None:
        return ""
    likely = _between(rise.low, rise.high)
    if rise.middle is None:
        return f"95 % interval: {likely}."
    return f"Likely: {likely}; {_between(rise.least, rise.most)} {WHATEVER}."


def whatif_headline(found: WhatIf) -> str:
    """Say in one sentence what the changes would do to reach of aftercare, for the group.

    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import read_change, what_if
    >>> print(whatif_headline(what_if(counted_area(), [read_change("add", "clinic>aftercare=0.5")])))
    Of 100 people who come in, 20.8 to 21.7 more would start aftercare or recovery support.
    """
    people = who(found.area, found.group)
    if found.reason:
        return f"What would change for {people} is not counted: {found.reason}."
    rise = rise_of_all(found)
    if rise is None:
        return f"What would change for {people} is not counted."
    if not found.changes:
        return "Choose a change to see what it would do."
    if max(map(abs, (rise.least, rise.most))) < NOTHING:
        return f"These changes would not alter how many of 100 {people} start {TARGET_WORDS[AFTERCARE]}."
    return f"Of 100 {people} who come in, {more_of_100(rise)} would start {TARGET_WORDS[AFTERCARE]}."


def rise_of_all(found: WhatIf) -> Rise | None:
    """Give the rise of the group from all who come in; None where it is not counted."""
    return next((one.rise for one in found.reach if one.group == found.group and not one.start), None)


def whatif_sentences(found: WhatIf) -> list[str]:
    """Say what belongs beside the headline: the interval, who would be overloaded, which gaps close and open."""
    if not found.changes:
        return []
    rise = rise_of_all(found)
    told = (interval_sentence(rise) if rise else "", overload_sentence(found.area, found.loads), gaps_sentence(found))
    return [text for text in told if text]


def overload_sentence(area: Area, loads: Sequence[LoadChange]) -> str:
    """Name the services that would, or may, have more people than places; blank where there is none."""
    surely = [wording.service(area, load.service) for load in loads if load.over and load.newly_over]
    perhaps = [wording.service(area, load.service) for load in loads if load.newly_over and not load.over]
    parts = [f"More people than places at {wording.listed(surely, 'and')}"] if surely else []
    parts += [f"there may be more people than places at {wording.listed(perhaps, 'and')}"] if perhaps else []
    return sentence("; ".join(parts))


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


def strength_words(strength: float) -> str:
    """Say how much of a reason falls away.

    >>> strength_words(1.0), strength_words(0.25)
    ('all of it', '25 % of it')
    """
    return "all of it" if strength == 1 else f"{per_100(strength)} % of it"

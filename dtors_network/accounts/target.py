"""The account of what it would take to meet a target."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.best import OF_100, options_text, what_if_lead
from dtors_network.accounts.best_words import done_words, overload_words, set_words
from dtors_network.accounts.kinds import CODE, TEXT, YES_NO, Kind
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.words import sentence
from dtors_network.gaps import wording
from dtors_network.rounding import kept, per_100, span_of_100
from dtors_network.whatif.ambitions import AMBITIONS, DEFAULT, NONE_PUBLISHED, Ambition
from dtors_network.whatif.change import Change
from dtors_network.whatif.needed import CONTINUITY, REACH, Needed, Strengths, Target, read_target

LOWER: Final = (
    "Whoever nobody counted as kept by a sender is taken for lost here, so that this can lie below the share that the "
    "flow of people gives."
)
DEFAULT_TARGET: Final = f"{CONTINUITY}:{per_100(DEFAULT.share)}"
"""The target that is offered first, as an address has it."""

NOT_EVEN: Final = "not even all of it"


def strength_words(cell: Strengths) -> str:
    """Say how much of the reason would have to fall away: the mean first, then what either end would take.

    >>> strength_words((0.17, 0.87, None)), strength_words((None, None, None)), strength_words((0.0, 0.0, 0.4))
    ('87 of 100 (from 17 to not even all of it)', 'cannot be reached by this', 'met already (from 0 to 40)')
    """
    if cell == (None, None, None):
        return "cannot be reached by this"
    least, mean, most = cell
    lead = f"{NOT_EVEN} at the mean" if mean is None else "met already" if mean == 0 else f"{per_100(mean)} of 100"
    ends = [NOT_EVEN if end is None else per_100(end) for end in (least, most)]
    return f"{lead} (from {ends[0]} to {ends[1]})"


STRENGTH: Final = Kind(
    "strength that is needed",
    ("_at_best", "_at_mean", "_at_worst"),
    lambda cell: tuple(cell),
    ("",),
    lambda cell: (strength_words(cell),),
)
ENDS: Final = Kind(
    "share at both ends",
    ("_low", "_mean", "_high"),
    lambda cell: tuple(kept(end, 4) for end in cell),
    ("",),
    lambda cell: (f"{per_100(cell[1])} ({span_of_100(cell[0], cell[2])})",),
    numbers=True,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A set of levers with what it would take."""

    told: Target
    one: Needed
    how: str


NEEDED: Final = (
    Column[Taken]("how", "", CODE, lambda row: row.how),
    Column[Taken](
        "what",
        "If you",
        TEXT,
        lambda row: _what(row),
        lambda row: what_if_lead(row.told.area, row.told.group, _changes(row.one)),
    ),
    Column[Taken]("levers", "", TEXT, lambda row: ";".join(one.written for one in row.one.levers)),
    Column[Taken]("strength", "How much of the reason must fall away", STRENGTH, lambda row: row.one.strengths),
    Column[Taken]("reached", "With all of it, of 100", ENDS, lambda row: row.one.ends),
    Column[Taken]("can", "Would do", YES_NO, lambda row: row.one.can),
    Column[Taken]("places", "Too few places", TEXT, lambda row: overload_words(row.told.area, row.one.places)),
    Column[Taken]("changes", "", TEXT, lambda row: options_text(_changes(row.one))),
)
OFFERED: Final = (
    Column[Ambition]("code", "", CODE, lambda row: row.code),
    Column[Ambition]("share", "Of 100", OF_100, lambda row: row.share),
    Column[Ambition]("what", "Published", TEXT, lambda row: row.what),
    Column[Ambition]("use", "As what", TEXT, lambda row: row.use),
    Column[Ambition]("doubt", "To be confirmed", TEXT, lambda row: row.doubt),
    Column[Ambition]("source", "Source", TEXT, lambda row: row.source),
)
NOTES: Final = (
    "Strengths are whole hundredths of a reason at a place: the least that meets the target. The mean is over lawful "
    "tables where counts are blocks; the two ends are those of the 95 % interval, with the fewest who come back at the "
    "lower end and the most at the upper end.",
    "Places that are bought and groups that are accepted have no strength and are not among these levers.",
    "What is needed is no forecast: it says how much would have to come back, not that anything brings it back.",
)


def target_account(found: Target) -> Account:
    """Tell what it would take.

    Parameters
    ----------
    found : Target
        What ``what_would_it_take`` gave.

    Returns
    -------
    Account
        Sheets ``alone``, ``together`` and ``ambitions``.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.whatif.target import what_would_it_take
    >>> target_account(what_would_it_take(protect(counted_area()), continuity=0.75)).headline
    'What it would take cannot be said: no prison is on the list of services.'
    """
    alone = tuple(Taken(found, one, "alone") for one in found.alone)
    return Account(
        name="target",
        stamp=stamp_of(found.area),
        headline=headline(found),
        sentences=tuple(_sentences(found)),
        sheets=(
            Sheet("alone", "One lever at one place", NEEDED, alone, none="no lever is counted there", most=12),
            Sheet("together", "Together", NEEDED, tuple(_together(found)), none="there are not two levers"),
            Sheet("ambitions", "Published figures that a target can be taken from", OFFERED, AMBITIONS),
        ),
        notes=NOTES,
    )


def goal_words(found: Target) -> str:
    """Say what is wanted, as the beginning of a sentence."""
    share = _of_100(found.goal)
    who = "" if found.group == "everyone" else f" ({wording.people(found.area, found.group)})"
    if found.kind == REACH:
        return f"{share} of 100 who come in{who} would reach aftercare"
    return f"{share} of 100 referred from prison to treatment would start it"


def _of_100(share: float) -> str:
    """Write a share that somebody wants as it was given: without decimals where it has none."""
    return per_100(share, 0 if kept(share * 100, 6).is_integer() else 1)


def headline(found: Target) -> str:
    """Say in one sentence what it would take, or that these levers cannot do it."""
    if found.reason:
        return f"What it would take cannot be said: {found.reason}."
    assert found.now is not None
    if found.is_met:
        ends = span_of_100(found.now[0], found.now[2])
        return f"It is met already, at the mean: {per_100(found.now[1])} of 100 now (95 % interval {ends})."
    easiest = next(iter(found.alone), None)
    for solved, several in ((easiest, False), (found.pair, True), (found.every, True)):
        if solved is not None and solved.can:
            assert solved.strengths[1] is not None
            first = "No one place is enough: " if several else ""
            is_all = solved is found.every and len(solved.levers) > 2
            done = "every lever was pulled at every place" if is_all else f"you {done_words(found.area, solved.levers)}"
            part = f"for {per_100(solved.strengths[1])} of 100 of those lost there for it"
            return f"{first}{goal_words(found)} if {done}, and that worked {part}."
    if found.every is None:
        return f"Nothing that is counted bears on it: {goal_words(found)} cannot be reached by these levers."
    low, mean, high = found.every.ends
    return (
        f"It cannot be reached by these: with every lever pulled at every place, {per_100(mean)} of 100 "
        f"({span_of_100(low, high)}), and {per_100(found.goal)} are wanted."
    )


def _sentences(found: Target) -> Iterator[str]:
    if found.now is not None and not found.is_met:
        yield f"Now it is {per_100(found.now[1])} of 100; 95 % interval {span_of_100(found.now[0], found.now[2])}."
        yield from [LOWER] if found.kind == REACH else []
    easiest = next((one for one in (*found.alone[:1], found.pair, found.every) if one is not None and one.can), None)
    if easiest is not None and not found.is_met:
        yield f"How much must fall away: {strength_words(easiest.strengths)}."
        if easiest.places:
            yield f"It needs places: {overload_words(found.area, easiest.places)}."
    if found.kind == REACH:
        yield NONE_PUBLISHED
    elif found.ambition is not None:
        doubt = f" {found.ambition.doubt}." if found.ambition.doubt else ""
        yield f"The target: {found.ambition.what}. Source: {found.ambition.source}.{doubt}"


def _together(found: Target) -> Iterator[Taken]:
    if found.pair is not None:
        yield Taken(found, found.pair, "pair")
    if found.every is not None and len(found.every.levers) > 2:
        yield Taken(found, found.every, "all")


def _what(row: Taken) -> str:
    if row.how == "all":
        return f"Pull all {len(row.one.levers):,} levers at all their places."
    return sentence(set_words(row.told.area, row.one.levers))


def _changes(one: Needed) -> tuple[Change, ...]:
    """Give the what-ifs at the strength of the mean, or with all of it where that does not do."""
    strength = one.strengths[1] or 1.0
    levers = (lever.at_strength(strength) for lever in one.levers)
    return tuple(dict.fromkeys(change for lever in levers for change in lever.changes))


def target_options(chosen: str) -> list[tuple[str, str]]:
    """Offer published figures of continuity, and shares who reach aftercare in steps; and what is chosen now.

    Examples
    --------
    >>> [words for code, words in target_options("reach:42") if code == "reach:42"]
    ['42 of 100 reach aftercare']
    """
    found = {"": "No target"}
    found |= {f"{CONTINUITY}:{per_100(one.share)}": f"{per_100(one.share)} of 100 {one.what}" for one in AMBITIONS}
    found |= {f"{REACH}:{number}": f"{number} of 100 reach aftercare" for number in range(15, 85, 5)}
    if chosen not in found:
        kind, share = read_target(chosen)
        what = "reach aftercare" if kind == REACH else "referred from prison start treatment"
        found[chosen] = f"{_of_100(share)} of 100 {what}"
    return list(found.items())

"""What was hidden of an area and why: told from the protected area alone, so that the account tells nothing more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from dtors_network.disclosure.profiles import GRIDS, Grid
from dtors_network.errors import InputError
from dtors_network.flow import client_flow
from dtors_network.flow.targets import AFTERCARE
from dtors_network.model.area import PEOPLE, Area, BarrierReport, Statement
from dtors_network.model.bounds import Bounds, Count
from dtors_network.model.estimate import Estimate
from dtors_network.model.sharing import TITLES, profile_of_shown
from dtors_network.model.vocabulary import EVERYONE, Profile
from dtors_network.report.export import Table
from dtors_network.rounding import per_100

COLUMNS: Final = ("what", "number", "meaning")


@dataclass(frozen=True, slots=True)
class Hidden:
    """What was hidden of an area.

    Attributes
    ----------
    profile : Profile
        How its counts were made fit for others.
    zero, exact, in_blocks, grown : int
        Counts of people: shown as 0, as another single number, within one block, within a wider range.
    bands, no_waits : int
        Medians and ninth deciles of waits in bands; links on which somebody may have started of which none is shown.
    voices, unnamed : int
        Voices and barrier reports; those of them without role and month.
    reach : Estimate or None
        Reach of aftercare for everyone, strictly and by interval; None where it is not counted.
    reason : str
        Why it is not counted; blank where it is.
    """

    profile: Profile
    zero: int
    exact: int
    in_blocks: int
    grown: int
    bands: int
    no_waits: int
    voices: int
    unnamed: int
    reach: Estimate | None
    reason: str


def what_was_hidden(area: Area) -> Hidden:
    """Tell what was hidden of a protected area.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.

    Returns
    -------
    Hidden
        Numbers of cells, never of people.

    Raises
    ------
    UnprotectedError
        If the area did not pass.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> told = what_was_hidden(protect(counted_area()))
    >>> told.exact, told.in_blocks > told.grown
    (0, True)
    """
    profile = profile_of_shown(area)
    kinds = [_kind(count, GRIDS.get(profile)) for count in _counts(area)]
    waits = [wait for row in area.referrals for wait in (row.wait_median_days, row.wait_p90_days)]
    spoken: list[Statement | BarrierReport] = [*area.statements, *area.barriers]
    reach, reason = _reach(area)
    return Hidden(
        profile=profile,
        zero=kinds.count("zero"),
        exact=kinds.count("exact"),
        in_blocks=kinds.count("block"),
        grown=kinds.count("grown"),
        bands=sum(wait is not None for wait in waits),
        no_waits=sum(_may_have_started(row.started) and row.wait_median_days is None for row in area.referrals),
        voices=len(spoken),
        unnamed=sum(row.reporter_role is None for row in spoken),
        reach=reach,
        reason=reason,
    )


def _counts(area: Area) -> Iterator[Count]:
    for table, names in PEOPLE.items():
        for row in getattr(area, table):
            yield from (count for name in names if (count := getattr(row, name)) is not None)


def _kind(count: Count, grid: Grid | None) -> str:
    if not isinstance(count, Bounds):
        return "exact" if count else "zero"
    if grid is None:
        return "block"
    return "block" if grid.block(count.high, count.high, count.low == 0)[0] <= count.low else "grown"


def _may_have_started(count: Count) -> bool:
    return bool(count.high if isinstance(count, Bounds) else count)


def _reach(area: Area) -> tuple[Estimate | None, str]:
    try:
        flow = client_flow(area, EVERYONE)
    except InputError as error:
        return None, str(error)
    return (None, flow.reason_of_all) if flow.reason_of_all else (flow.reach_if_counted(AFTERCARE, ""), "")


def cost_words(told: Hidden) -> str:
    """Say what hiding costs the headline: the width of what is shown; the exact figure is not told.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> cost_words(what_was_hidden(protect(counted_area()))).split(":")[0]
    'The share of all who come in that reaches aftercare'
    """
    if told.reach is None:
        return f"The share that reaches aftercare is not counted, whatever is hidden: {told.reason}."
    least, most = (per_100(end) for end in (told.reach.least, told.reach.most))
    width = f"{int(most) - int(least)}"
    if told.profile is Profile.NONE:
        return f"Nothing is hidden. Of 100 who come in, {least} to {most} reach aftercare, as far as it was counted."
    return (
        f"The share of all who come in that reaches aftercare: {least} to {most} of 100 whatever the hidden counts "
        f"are, a width of {width} of 100. The figure from exact counts lies within and is not shown here."
    )


def hidden_rows(told: Hidden) -> tuple[tuple[str, int, str], ...]:
    """Give what was hidden, line by line: what, how many, and what it means."""
    return (
        ("Counts shown as 0", told.zero, "Nobody, said as it is: nobody can be recognised by it."),
        ("Counts shown exactly", told.exact, "None, unless the holder chose it."),
        ("Counts in one block", told.in_blocks, "The number lies in a fixed block, such as 11–15."),
        (
            "Counts in blocks that grew",
            told.grown,
            "One block would have told a small number together with others, so more blocks were joined. "
            "The rule looks at blocks only, never at the counts.",
        ),
        ("Waits shown in bands", told.bands, "0–7, 8–21, 22–42, or 43 days and more."),
        (
            "Links without a wait",
            told.no_waits,
            "Somebody may have started; the wait was withheld since few may have, or it was never counted.",
        ),
        ("Voices and reports", told.voices, "One undated line a voice; no pseudonym, excerpt, note or document."),
        (
            "Of them without role and month",
            told.unnamed,
            "Fewer than three people spoke of the place, or no role was given.",
        ),
    )


def hidden_table(area: Area, told: Hidden) -> Table:
    """Give what was hidden as rows for a file."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in hidden_rows(told)]
    if told.reach is not None:
        for name in ("least", "most"):
            number = per_100(getattr(told.reach, name))
            rows.append(
                dict(zip(COLUMNS, (f"Reach of aftercare of 100, {name}", number, cost_words(told)), strict=True))
            )
    return Table(COLUMNS, tuple(rows), area.profile)


ASKED: Final = (
    (
        "Can a number from 1 to 4 be read or worked out?",
        "No. Every count stands in a block, and a program has checked that, with all the tables and the laws that "
        "their numbers obey, each count and each difference that may be small can still be 1, 2, 3 and 4.",
    ),
    (
        "What if two files, pages or figures are held against each other?",
        "Everything here is worked out from the same protected tables. What is added, subtracted or divided can tell "
        "no more than they do. Tables given out earlier, or with other blocks, are another matter: keep one profile.",
    ),
    (
        "What could somebody do who knows this program?",
        "Blocks grow by a rule that looks at blocks and not at the counts in them. Whoever knows it may rule out a few "
        "small numbers where a block grew, and can confirm none.",
    ),
    (
        "Can somebody who spoke be recognised?",
        "Pseudonyms, excerpts, notes, documents and days are gone. Role and month stand only where three different "
        "people spoke of the place. The place and the end that they spoke for stay, for they are what it is about.",
    ),
    (
        "Who sees exact counts?",
        "Whoever holds the tables, on their own machine: in the holder's view of the dashboard, or with --profile "
        "none. Every page and file made so says that it is not for sharing.",
    ),
)
"""What a governance officer asks, with the answer."""


def asked_of(told: Hidden) -> tuple[tuple[str, str], ...]:
    """Give the questions of a governance officer with their answers; none where nothing was hidden."""
    return () if told.profile is Profile.NONE else ASKED


def profile_sentence(told: Hidden) -> str:
    """Say how counts are shown."""
    return f"{TITLES[told.profile]}."

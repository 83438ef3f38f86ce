"""The account of what was hidden and why: told from the protected area alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.hidden_cells import Hidden
from dtors_network.accounts.kinds import NUMBER, SHARE, TEXT
from dtors_network.accounts.shares import WHATEVER, of_100, ranges
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.disclosure.profiles import GRIDS
from dtors_network.model.area import Area
from dtors_network.model.sharing import TITLES
from dtors_network.model.vocabulary import Profile
from dtors_network.rounding import per_100

Line = tuple[str, int, str]
"""What, how many, and what it means."""

CELLS: Final = (
    Column[Line]("what", "What", TEXT, lambda row: row[0]),
    Column[Line]("number", "How many", NUMBER, lambda row: row[1]),
    Column[Line]("meaning", "What it means", TEXT, lambda row: row[2]),
)
COST: Final = (
    Column[Hidden]("what", "Of all who come in", TEXT, lambda _: "Reach aftercare or recovery support"),
    Column[Hidden]("reach", "Share", SHARE, lambda row: row.reach),
)
ASKED: Final = (
    Column[tuple[str, str]]("question", "Question", TEXT, lambda row: row[0]),
    Column[tuple[str, str]]("answer", "Answer", TEXT, lambda row: row[1]),
)


def hidden_account(area: Area, found: Hidden) -> Account:
    """Tell what was hidden of an area, why, and what that costs.

    Parameters
    ----------
    area : Area
        An area that passed ``protect``.
    found : Hidden
        What ``what_was_hidden`` gave for it.

    Returns
    -------
    Account
        Sheets ``cells`` (numbers of cells, never of people), ``cost`` and ``asked``, which is empty where nothing was
        hidden.

    Raises
    ------
    UnprotectedError
        If the area did not pass.

    Examples
    --------
    >>> from dtors_network.accounts.hidden_cells import what_was_hidden
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> area = protect(counted_area())
    >>> told = hidden_account(area, what_was_hidden(area))
    >>> told.sheet("cells").rows()[1][:2], len(told.sheet("asked"))
    (('Counts shown exactly', 0), 5)
    """
    asked = () if found.profile is Profile.NONE else tuple(_questions(GRIDS[found.profile].few))
    cost = () if found.reach is None else (found,)
    return Account(
        name="disclose",
        stamp=stamp_of(area),
        headline=f"{TITLES[found.profile]}.",
        sentences=(cost_words(found),),
        sheets=(
            Sheet("cells", "Cells of the tables, never people", CELLS, _lines(found)),
            Sheet("cost", "What hiding costs", COST, cost, none="the share that reaches aftercare is not counted"),
            Sheet("asked", "What a governance officer asks", ASKED, asked, none="nothing was hidden"),
        ),
    )


def cost_words(found: Hidden) -> str:
    """Say what hiding costs the headline: the width of what is shown; the exact figure is not told.

    >>> from dtors_network.accounts.hidden_cells import what_was_hidden
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import counted_area
    >>> cost_words(what_was_hidden(protect(counted_area()))).split(" (")[0]
    'Of 100 who come in, about 24'
    """
    if found.reach is None:
        return f"The share that reaches aftercare is not counted, whatever is hidden: {found.reason}."
    share = of_100(found.reach)
    if found.profile is Profile.NONE:
        return f"Nothing is hidden. Of 100 who come in, {share} reach aftercare, as far as it was counted."
    width = int(per_100(found.reach.most)) - int(per_100(found.reach.least))
    whatever = "" if found.reach.middle is not None and ranges(found.reach) else f" {WHATEVER}"
    return (
        f"Of 100 who come in, {share} reach aftercare{whatever}. The figure from exact counts lies within a width of "
        f"{width} of 100, and is not shown here."
    )


def _lines(found: Hidden) -> tuple[Line, ...]:
    block = "9–16" if found.profile is Profile.NHS_DIGITAL else "11–15"
    return (
        ("Counts shown as 0", found.zero, "Nobody, said as it is: nobody can be recognised by it."),
        ("Counts shown exactly", found.exact, "None, unless the holder chose it."),
        ("Counts in one block", found.in_blocks, f"The number lies in a fixed block, such as {block}."),
        (
            "Counts in blocks that grew",
            found.grown,
            "One block would have told a small number together with others, so more blocks were joined. "
            "The rule looks at blocks only, never at the counts.",
        ),
        ("Waits shown in bands", found.bands, "0–7, 8–21, 22–42, or 43 days and more."),
        (
            "Links without a wait",
            found.no_waits,
            "Somebody may have started; the wait was withheld since few may have, or it was never counted.",
        ),
        ("Voices and reports", found.voices, "One undated line a voice; no pseudonym, excerpt, note or document."),
        (
            "Of them without role and month",
            found.unnamed,
            "Fewer than three people spoke of the place, or no role was given.",
        ),
    )


def _questions(few: int) -> Iterator[tuple[str, str]]:
    """Give what a governance officer asks, with the answers; ``few`` is the largest number that counts as small."""
    yield (
        f"Can a number from 1 to {few} be read or worked out?",
        "No. Every count stands in a block, and a program has checked that, with all the tables and the laws that "
        "their numbers obey, each count and each difference that may be small can still be each of them.",
    )
    yield from QUESTIONS


QUESTIONS: Final = (
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

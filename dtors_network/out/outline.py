"""An account that tells in running text, laid out for a terminal: no library is needed to write it elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from dtors_network.accounts.account import Account
from dtors_network.accounts.certainty import MARKS
from dtors_network.accounts.parts import Entry, Part
from dtors_network.accounts.stamp import Stamp
from dtors_network.accounts.words import capital
from dtors_network.out.plain import Page, Text

NOT_A_SCORE = "A view of links between services, not of anybody's performance."


def outline(account: Account) -> Page:
    """Lay out the area, the headline, the sentences, the parts, the names of the tables, the notes and the profile.

    Parameters
    ----------
    account : Account
        What to lay out; its tables are left to files.

    Returns
    -------
    Page
        A page for a terminal, or for anything else.
    """
    above = [*_heading(account.stamp), Text(account.headline, style="bold"), *map(Text, account.sentences), Text()]
    below = [*(Text(note, style="dim") for note in account.notes), Text(f"{account.stamp.profile_title}.", style="dim")]
    return Page(*above, *_parts(account.parts), *_files(account), *below)


def _heading(stamp: Stamp) -> Iterator[Text]:
    """Name the area, its period and its reference, and say what this is not."""
    made_up = "  [synthetic: invented for illustration]" if stamp.synthetic else ""
    yield Text.assemble((stamp.name, "bold"), made_up)
    yield Text(f"{capital(stamp.period)}. Against: {stamp.reference}.", style="dim")
    yield Text(NOT_A_SCORE, style="dim")
    yield Text()


def _files(account: Account) -> Iterator[Text]:
    names = ", ".join(f"{sheet.name} ({len(sheet):,})" for sheet in account.sheets)
    if names and len(account):
        yield from (Text(f"As tables, with --format csv --sheet NAME or --format json: {names}.", style="dim"), Text())


def _parts(parts: Iterable[Part]) -> Iterator[Text]:
    for part in parts:
        if part.title:
            yield from (Text(part.title, style="underline"), Text())
        for at, entry in enumerate(part.entries, 1):
            yield from _entry(at, entry)
            yield Text()


def _entry(at: int, entry: Entry) -> Iterator[Text]:
    number = f"{at:>3}. "
    if entry.certainty is None:
        yield Text.assemble(number, (entry.title, "bold"))
    else:
        yield Text.assemble(number, (MARKS[entry.certainty], "bold"), f" · {entry.kind}")
        yield Text(f"{entry.title}.", indent=5)
    yield from _about(entry, 5)
    for part in entry.below:
        yield Text(f"{part.title}:", indent=5)
        for one in part.entries:
            yield Text(f"– {one.brief or one.title}.", indent=7)
            yield from _about(one, 9, facts=False)


def _about(entry: Entry, indent: int, *, facts: bool = True) -> Iterator[Text]:
    """Say what belongs beside an entry."""
    if facts and entry.certainty is not None:
        yield Text(f"{' · '.join(entry.facts)}.", style="dim", indent=indent)
    yield from (Text(text, indent=indent) for text in (entry.note, entry.rests_on) if text)
    yield from (Text(f"Reported: {text}", indent=indent) for text in entry.reported)
    yield from (Text(line, indent=indent) for doing in entry.doing for line in doing.lines)
    if entry.certainty is None:
        yield from (Text(fact, indent=indent) for fact in entry.facts)

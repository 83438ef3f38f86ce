"""An account laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Sheet
from dtors_network.accounts.stamp import Stamp
from dtors_network.out.outline import outline

NOT_A_SCORE = "A view of links between services, not of anybody's performance."


def page(account: Account) -> RenderableType:
    """Lay an account out: the area, the headline, the sentences, each sheet, the notes and the profile.

    Parameters
    ----------
    account : Account
        What to lay out.

    Returns
    -------
    RenderableType
        A page for rich.
    """
    if account.parts:
        return outline(account)
    parts: list[RenderableType] = [*heading(account.stamp), Text(account.headline, style="bold")]
    parts += [Text(sentence) for sentence in account.sentences]
    for sheet in account.sheets:
        parts += [Text(), *table(sheet)]
    parts += [Text(), *(Text(note, style="dim") for note in account.notes)]
    return Group(*parts, Text(f"{account.stamp.profile_title}.", style="dim"))


def heading(stamp: Stamp) -> Iterator[Text]:
    """Name the area, its period and its reference, and say what this is not."""
    made_up = "  [synthetic: invented for illustration]" if stamp.synthetic else ""
    yield Text.assemble((stamp.name, "bold"), made_up)
    yield Text(f"{stamp.period[:1].upper()}{stamp.period[1:]}. Against: {stamp.reference}.", style="dim")
    yield Text(NOT_A_SCORE, style="dim")
    yield Text()


def table(sheet: Sheet[Any]) -> Iterator[RenderableType]:
    """Lay a sheet out, and say how many of its rows are not shown."""
    if not sheet.items:
        yield Text(f"{sheet.title}: {sheet.none}")
        return
    laid = Table(title=sheet.title, title_justify="left", expand=False)
    for at, head in enumerate(sheet.heads):
        laid.add_column(head, justify="right" if at in sheet.numbers else "left")
    for row in sheet.words(sheet.most):
        laid.add_row(*row)
    yield laid
    if sheet.most is not None and len(sheet) > sheet.most:
        yield Text(f"{len(sheet) - sheet.most:,} more stand in the file.", style="dim")

"""An account laid out for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

from rich.cells import cell_len
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from dtors_network.accounts.account import Account
from dtors_network.accounts.sheet import Sheet, under_head
from dtors_network.accounts.stamp import Stamp
from dtors_network.accounts.words import capital
from dtors_network.out.outline import outline
from dtors_network.rounding import counted

SHORT: Final = 45
"""Letters of a cell with its head up to which it shares a line."""

TALLER: Final = 1.6
"""Times as many lines as rows one by one that a table may take: numbers are easier to hold against each other there."""

FRAME: Final = 4
"""Lines of a table around its rows: two heads and the lines above and below them."""

NOT_A_SCORE: Final = "A view of links between services, not of anybody's performance."


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
    for sheet in sorted(account.sheets, key=_is_for_files):
        parts += [Text(), *table(sheet)]
    parts += [Text(), *(Text(note, style="dim") for note in account.notes)]
    return Group(*parts, Text(f"{account.stamp.profile_title}.", style="dim"))


def page_of_sheet(account: Account, name: str) -> RenderableType:
    """Lay out one sheet alone, with every row of it.

    Parameters
    ----------
    account : Account
        What it is of.
    name : str
        The name of the sheet.

    Returns
    -------
    RenderableType
        A page for rich.
    """
    sheet = account.sheet(name)
    whole = replace(sheet, most=None if sheet.heads else 0)
    return Group(*heading(account.stamp), *table(whole), Text(), Text(f"{account.stamp.profile_title}.", style="dim"))


def heading(stamp: Stamp) -> Iterator[Text]:
    """Name the area, its period and its reference, and say what this is not."""
    made_up = "  [synthetic: invented for illustration]" if stamp.synthetic else ""
    yield Text.assemble((stamp.name, "bold"), made_up)
    against = f" Against: {stamp.reference}." if stamp.reference else ""
    yield Text(f"{capital(stamp.period)}.{against}", style="dim")
    yield from [Text(NOT_A_SCORE, style="dim")] if stamp.reference else []
    yield Text()


def table(sheet: Sheet[Any]) -> Iterator[RenderableType]:
    """Lay a sheet out, and say how many of its rows are not shown."""
    if not sheet.items:
        yield Text(f"{sheet.title}: {sheet.none}")
        return
    if _is_for_files(sheet):
        rows = counted(len(sheet), "row", "rows")
        yield Text(f"{sheet.title}: {rows} in the file (--format csv --sheet {sheet.name}).", style="dim")
        return
    sheet = sheet.lean()
    shown = sheet if sheet.most is None else replace(sheet, items=sheet.items[: sheet.most])
    yield Text(sheet.title, style="italic")
    for heading, part in shown.parts():
        yield from [Text(heading, style="bold")] if heading else []
        yield Fitting(part)
    yield from [Text(sheet.same, style="dim")] if sheet.same else []
    if len(shown) < len(sheet):
        more = len(sheet) - len(shown)
        yield Text(f"{more:,} more in the file (--format csv --sheet {sheet.name}).", style="dim")


def _is_for_files(sheet: Sheet[Any]) -> bool:
    return bool(sheet.items) and (sheet.most == 0 or not sheet.heads)


@dataclass(frozen=True, slots=True)
class Fitting:
    """A sheet as a table where no word of it would be cut; row by row, one line a column, where that is easier to read.

    Parameters
    ----------
    sheet : Sheet
        At least one row.
    """

    sheet: Sheet[Any]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Give the table, unless a word would be cut, or rows one by one are far shorter."""
        words = self.sheet.words()
        stacked = _stacked(self.sheet.heads, words)
        widths = _widths(self.sheet.heads, words, options.max_width)
        table = _table(self.sheet, words, widths) if widths else stacked
        tall, taller = (len(console.render_lines(one, options)) for one in (table, stacked))
        yield table if tall <= TALLER * taller + FRAME else stacked


def _widths(heads: tuple[str, ...], words: tuple[tuple[str, ...], ...], room: int) -> list[int]:
    """Give each column its width: what it would take, less where that is too much; none where a word would be cut."""
    columns = list(zip(heads, *words, strict=True))
    least = [max(cell_len(word) for cell in column for word in cell.split() or [""]) for column in columns]
    widths = [max(map(cell_len, column)) for column in columns]
    over = sum(widths) + 3 * len(widths) + 1 - room
    if sum(least) > sum(widths) - over:
        return []
    for _ in range(over):
        at = max(range(len(widths)), key=lambda one: (widths[one] > least[one], widths[one]))
        widths[at] -= 1
    return widths


def _table(sheet: Sheet[Any], words: tuple[tuple[str, ...], ...], widths: list[int]) -> Table:
    laid = Table(expand=False)
    for at, (head, width) in enumerate(zip(sheet.heads, widths, strict=True)):
        laid.add_column(head, justify="right" if at in sheet.numbers else "left", width=width)
    for row in words:
        laid.add_row(*row)
    return laid


def _stacked(heads: tuple[str, ...], words: tuple[tuple[str, ...], ...]) -> Group:
    """Lay out each row with its first cell as a heading, and the others below it with their heads."""
    lines: list[RenderableType] = []
    for first, *others in words:
        lines.append(Text(f"– {first}", style="bold"))
        told = [under_head(head, cell) for head, cell in zip(heads[1:], others, strict=True) if cell]
        lines += [Padding(Text(one), (0, 0, 0, 2), expand=False) for one in _gathered(told)]
    return Group(*lines)


def _gathered(told: list[str]) -> Iterator[str]:
    """Put what is short on one line, and leave what is long on its own."""
    for short, group in groupby(told, lambda one: len(one) <= SHORT):
        some = list(group)
        yield from ["; ".join(some)] if short else some

"""The set of files that may be given to others: protected tables, and every figure worked out from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from dtors_network.accounts.account import Account
from dtors_network.accounts.ask import ask_account
from dtors_network.accounts.flow import account_of_reports, asked_of
from dtors_network.accounts.flow_report import flow_report
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.hidden_cells import what_was_hidden
from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_folder
from dtors_network.flow import client_flow
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.out.csv_text import csv_text
from dtors_network.out.json_text import json_text

TABLES = "tables"
SEED = 0


def write_safe_set(shown: Area, folder: Path, before: Callable[[], object] = lambda: None) -> None:
    """Write protected tables as an area, and the figures as CSV and JSON; all of it or nothing.

    Parameters
    ----------
    shown : Area
        An area that passed ``protect``.
    folder : Path
        A new or empty folder.
    before : callable
        Is called when all is made and nothing has been given out yet: here a release is registered.

    Raises
    ------
    InputError
        If something is in the way, and whatever ``before`` raises; then nothing is written.
    UnprotectedError
        If the area did not pass.

    Examples
    --------
    >>> import tempfile
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> with tempfile.TemporaryDirectory() as place:
    ...     write_safe_set(protect(small_area()), Path(place) / "set")
    ...     sorted(path.name for path in (Path(place) / "set").iterdir())[:3]
    ['flow_everyone.csv', 'flow_everyone.json', 'gaps.csv']
    """
    profile_of_shown(shown)  # an area that did not pass is refused before anything is worked out

    def fill(made: Path) -> None:
        write_area(shown, made / TABLES)
        for name, text in _files(shown):
            (made / name).write_text(text, encoding="utf-8", newline="")
        before()

    write_folder(folder, fill)


def _files(shown: Area) -> Iterator[tuple[str, str]]:
    """Give every file by its name."""
    gaps = find_gaps(shown)
    yield from _told("gaps", gaps_account(gaps))
    yield from _told("questions", ask_account(gaps))
    for group in groups_counted(shown):
        reports = (flow_report(client_flow(shown, group, seed=SEED)),)
        yield from _told(f"flow_{group}", account_of_reports(reports), **asked_of(reports))
    yield from _told("hidden", hidden_account(shown, what_was_hidden(shown)))


def _told(name: str, account: Account, **beside: Any) -> Iterator[tuple[str, str]]:
    yield f"{name}.csv", csv_text(account)
    yield f"{name}.json", json_text(account, **beside)


def groups_counted(area: Area) -> list[str]:
    """Name everyone, and each client group of which people are counted.

    >>> from dtors_network.examples import counted_area
    >>> groups_counted(counted_area())
    ['everyone']
    """
    counted = {row.client_group for table in (area.arrivals, area.referrals) for row in table}
    return [EVERYONE, *sorted(counted - {EVERYONE})]

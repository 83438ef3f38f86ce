"""The set of files that may be given to others: protected tables, and every figure worked out from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from dtors_network.accounts.flow import account_of_reports, asked_of
from dtors_network.accounts.flow_report import flow_report
from dtors_network.accounts.hidden import hidden_account
from dtors_network.accounts.hidden_cells import what_was_hidden
from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_folder
from dtors_network.flow import client_flow
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.out.csv_text import csv_text
from dtors_network.out.json_text import json_text
from dtors_network.report.area_files import marked
from dtors_network.report.export import as_csv, as_json
from dtors_network.report.gap_rows import gaps_document, gaps_table
from dtors_network.report.questions import questions_of, questions_table

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
    marked(shown)  # an area that did not pass is refused before anything is worked out

    def fill(made: Path) -> None:
        write_area(marked(shown), made / TABLES)
        for name, as_rows, as_document in _figures(shown):
            (made / f"{name}.csv").write_text(as_rows, encoding="utf-8", newline="")
            (made / f"{name}.json").write_text(as_document, encoding="utf-8", newline="")
        before()

    write_folder(folder, fill)


def _figures(shown: Area) -> Iterator[tuple[str, str, str]]:
    """Give each result with its name, as CSV and as JSON."""
    gaps = find_gaps(shown)
    yield "gaps", as_csv(gaps_table(gaps)), as_json(gaps_document(gaps), shown) + "\n"
    asked = questions_table(shown, questions_of(gaps))
    document = {"area": shown.id, "questions": list(asked.rows)}
    yield "questions", as_csv(asked), as_json(document, shown) + "\n"
    for group in groups_counted(shown):
        reports = (flow_report(client_flow(shown, group, seed=SEED)),)
        flow = account_of_reports(reports)
        yield f"flow_{group}", csv_text(flow), json_text(flow, **asked_of(reports))
    hidden = hidden_account(shown, what_was_hidden(shown))
    yield "hidden", csv_text(hidden), json_text(hidden)


def groups_counted(area: Area) -> list[str]:
    """Name everyone, and each client group of which people are counted.

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> groups_counted(counted_area())
    ['everyone']
    """
    counted = {row.client_group for table in (area.arrivals, area.referrals) for row in table}
    return [EVERYONE, *sorted(counted - {EVERYONE})]

"""The set of files that may be given to others: protected tables, and every figure worked out from them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.staging import write_folder
from dtors_network.flow import client_flow
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Area
from dtors_network.model.sharing import profile_of_shown
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.report.export import Table, as_csv, as_json
from dtors_network.report.flow_rows import flow_document, flow_report, flow_table
from dtors_network.report.gap_rows import gaps_document, gaps_table
from dtors_network.report.hidden import hidden_table, what_was_hidden
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
    profile_of_shown(shown)  # an area that did not pass is refused before anything is worked out

    def fill(made: Path) -> None:
        write_area(shown, made / TABLES)
        for name, table, document in _figures(shown):
            (made / f"{name}.csv").write_text(as_csv(table), encoding="utf-8", newline="")
            (made / f"{name}.json").write_text(as_json(document, shown) + "\n", encoding="utf-8", newline="")
        before()

    write_folder(folder, fill)


def _figures(shown: Area) -> Iterator[tuple[str, Table, Mapping[str, Any]]]:
    gaps = find_gaps(shown)
    yield "gaps", gaps_table(gaps), gaps_document(gaps)
    asked = questions_table(shown, questions_of(gaps))
    yield "questions", asked, {"area": shown.id, "questions": list(asked.rows)}
    for group in groups_counted(shown):
        flow = flow_report(client_flow(shown, group, seed=SEED))
        yield f"flow_{group}", flow_table(flow), flow_document(flow)
    hidden = hidden_table(shown, what_was_hidden(shown))
    yield "hidden", hidden, {"area": shown.id, "hidden": list(hidden.rows)}


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

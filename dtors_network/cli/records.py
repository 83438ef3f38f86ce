"""The command that counts records into areas."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import Format, FormatOption, SheetOption
from dtors_network.cli.progress import progress_bar
from dtors_network.cli.tools import known, show_account, tell_written


class Engine(StrEnum):
    """What counts records."""

    POLARS = "polars"
    SPARK = "spark"


MapOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map", metavar="MAP", help="What columns and codes are called there: a YAML file, ndtms or event_log; repeat."
    ),
]
MasterOption = Annotated[str, typer.Option("--master", help="Of Spark: local[2], or a cluster's address.")]
SeenOption = Annotated[
    int, typer.Option("--seen-again", min=0, help="Days within which another referral shows the sender kept somebody.")
]
GoesOption = Annotated[
    int, typer.Option("--goes-on", min=0, help="Days after leaving within which a start elsewhere is the way on.")
]


@app.command()
def count(
    records: Annotated[
        list[Path], typer.Argument(metavar="RECORDS…", help="CSV or Parquet files, or folders of them.")
    ],
    into: Annotated[Path, typer.Option("--into", metavar="AREA", help="An area, or a folder of areas.")],
    maps: MapOption = None,
    engine: Annotated[Engine, typer.Option("--engine", help="What counts.")] = Engine.POLARS,
    master: MasterOption = "",
    seen_again: SeenOption = 90,
    goes_on: GoesOption = 21,
    write_unknown: Annotated[
        Path | None,
        typer.Option("--write-unknown", metavar="FILE", help="Write names that are no service as rows of services."),
    ] = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    replace: Annotated[bool, typer.Option("--replace", help="Replace counts that the area holds already.")] = False,
) -> None:
    """Count referral or episode records into the tables of an area; no record is kept."""
    from dtors_network.accounts.records import SHEETS, records_account
    from dtors_network.records.into import Asked, records_into
    from dtors_network.records.rules import Spans

    if sheet is not None:
        known("sheet", sheet, SHEETS)
    spans = Spans(seen_again, goes_on)
    asked = Asked(tuple(records), into, tuple(maps or ()), engine.value, master, spans, replace, write_unknown)
    with progress_bar() as progress, _told_where_stopped(progress) as say:
        found = records_into(asked, say)
    tell_written(*found[0].written)
    show_account(records_account(*found, write_unknown), format, sheet)


@contextmanager
def _told_where_stopped(progress: Callable[[str, int, int], None]) -> Iterator[Callable[[str, int, int], None]]:
    """Say what became of the areas, where the work is broken off by Ctrl+C."""
    doing = ""

    def say(what: str, done: int, of: int) -> None:
        nonlocal doing
        doing = what
        progress(what, done, of)

    try:
        yield say
    except KeyboardInterrupt:
        halfway = "while it was written: areas hold all of the counts or, as before, none of them"
        typer.echo(f"stopped {halfway if doing == 'writing' else 'before anything was written'}", err=True)
        raise

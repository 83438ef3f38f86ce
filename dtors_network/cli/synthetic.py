"""The command that makes invented records."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.progress import progress_bar

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dtors_network.synthetic.record_files import Made


class Form(StrEnum):
    """What files of records are."""

    PARQUET = "parquet"
    CSV = "csv"


@app.command("synthetic-records")
def synthetic_records(
    out: Annotated[Path, typer.Argument(metavar="OUT", help="A new or empty folder.")],
    seed: Annotated[int, typer.Option("--seed", min=0, help="The same seed makes the same files.")],
    areas: Annotated[int, typer.Option("--areas", min=1, max=999, help="How many areas.")] = 153,
    rows: Annotated[int, typer.Option("--rows", min=1, help="How many rows of referrals.")] = 20_000_000,
    memory: Annotated[
        bool, typer.Option("--memory", help="Let what happened before decide with, so that no simple chain fits.")
    ] = False,
    wider_support: Annotated[
        float, typer.Option("--wider-support", min=0, max=1, help="How often people are referred on beside treatment.")
    ] = 0,
    dirty: Annotated[float, typer.Option("--dirty", min=0, max=0.5, help="Share of rows that cannot be counted.")] = 0,
    form: Annotated[Form, typer.Option("--format", help="What the files of records are.")] = Form.PARQUET,
) -> None:
    """Invent areas and referral records, with what they must show, to test and to measure on."""
    from dtors_network.synthetic.record_files import Wanted
    from dtors_network.synthetic.record_files import synthetic_records as make

    wanted = Wanted(seed, rows, areas, memory, wider_support, dirty, form.value)
    with progress_bar() as progress:
        made = make(out, wanted, progress)
    for line in _told(made, out):
        typer.echo(line)


def _told(made: Made, out: Path) -> Iterator[str]:
    yield f"{out / 'areas'}: {len(made.england.areas):,} invented areas"
    files = "one file" if made.files == 1 else f"{made.files:,} files"
    yield f"{out / 'records'}: {made.rows:,} rows of {made.people:,} invented people, in {files}"
    for way, rows in made.spoilt.items():
        if rows:
            yield f"    {rows:,} of them cannot be counted: {way.replace('_', ' ')}"
    yield f"{out / 'truth_links.csv'}, {out / 'truth_entries.csv'}: what the records must show"

"""The command that begins a first map, and goes on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import Format, FormatOption, SheetOption, ShownCounts
from dtors_network.cli.tools import shared, show_account, tell_written, warn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dtors_network.beginning.begun import Begun


@app.command()
def start(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A new folder, or one that was begun before.")],
    authority: Annotated[
        str, typer.Option("--authority", metavar="NAME_OR_CODE", help="An upper-tier or unitary authority of England.")
    ] = "",
    reference: Annotated[
        str, typer.Option("--reference", metavar="ID", help="Which routes should exist, according to whom.")
    ] = "partnership_2022",
    from_: Annotated[
        list[Path] | None,
        typer.Option("--from", metavar="FILE", help="A register, a directory or a list of names to bring; repeatable."),
    ] = None,
    undo: Annotated[
        str, typer.Option("--undo", metavar="FILE", help="Take back what a file brought, by its name or number.")
    ] = "",
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """Begin a first map, or go on: an authority, its services out of registers, known partners, first findings."""
    from dtors_network.accounts.beginning import begin_account
    from dtors_network.gaps import find_gaps

    begun = _begun(folder, authority, reference)
    for file in from_ or ():
        begun = _brought(folder, begun, file)
    if undo:
        begun = _undone(folder, begun, undo)
    gaps = find_gaps(shared(begun.area, ShownCounts.NDTMS))
    show_account(begin_account(begun, gaps), format, sheet)
    if format is Format.TABLE:
        typer.echo(f"\nGo on in a browser: dtors-network dashboard {folder} --holder, page Begin;")
        typer.echo(f"or fill in belongs, service_type and still_open in {folder / 'candidates.csv'}, and start again.")


def _begun(folder: Path, authority: str, reference: str) -> Begun:
    """Open the folder, and take what was decided in its table of candidates."""
    from datetime import date

    from dtors_network.area_files.place import is_there
    from dtors_network.beginning.begun import read_begun
    from dtors_network.beginning.deciding import decided
    from dtors_network.beginning.opening import begin_area
    from dtors_network.errors import Fault, InputError

    if not authority and not is_there(folder):
        fix = 'Name it, as in: start my-area --authority "Kent"'
        raise InputError([Fault("a first map needs an authority", fix, file=str(folder))])
    begun = begin_area(folder, authority, reference) if authority else read_begun(folder)
    typed = {row["service"]: _typed(row) for row in begun.candidates}
    after = decided(begun, {id_: cells for id_, cells in typed.items() if cells}, date.today())
    return _saved(folder, begun, after)


def _typed(row: Mapping[str, str]) -> dict[str, str]:
    """Give what a person may have typed into the table, to be judged as on the screen."""
    from dtors_network.beginning.deciding import CHOICES

    told = {name: row.get(name, "").strip().casefold() for name in CHOICES}
    told |= {name: row.get(name, "").strip() for name in ("service_type", "same_as", "last_confirmed")}
    return {name: text for name, text in told.items() if text}


def _brought(folder: Path, begun: Begun, file: Path) -> Begun:
    from datetime import date

    from dtors_network.beginning.bringing import bring
    from dtors_network.errors import Fault, InputError

    if not file.exists():
        raise InputError([Fault("there is no such file", "Check the path for a slip", file=str(file))])
    brought = bring(begun, file, date.today())
    after = _saved(folder, begun, brought.begun, "bring")
    merged = brought.merged
    told = f"{merged.added:,} new, {len(merged.changed):,} cells changed, {merged.same:,} the same"
    typer.echo(f"{file.name} is taken for: {brought.title}. {told}.", err=True)
    for note in brought.notes:
        warn(note)
    for (name,), column, here, theirs in merged.kept:
        warn(f"{name}, {column}: {here!r} was typed and stays; the file has {theirs!r}")
    return after


def _undone(folder: Path, begun: Begun, which: str) -> Begun:
    from dtors_network.beginning.undoing import undone

    done = undone(begun, which)
    after = _saved(folder, begun, done.begun, "bring")
    typer.echo(f"{done.file}: {done.removed:,} candidates taken away, {done.restored:,} cells as they were.", err=True)
    for name in done.stayed:
        warn(f"{name} stays: other rows speak of it")
    return after


def _saved(folder: Path, before: Begun, after: Begun, why: str = "step") -> Begun:
    """Save, say what was written, and give the area as it stands there now."""
    from dtors_network.beginning.begun import save_begun

    begun, written = save_begun(folder, before, after, why)
    tell_written(written)
    return begun

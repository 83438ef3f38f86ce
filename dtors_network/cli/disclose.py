"""The command that says what was hidden and why, and writes what may be given to others."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    CodebookOption,
    Format,
    FormatOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import print_text, read_named, shared, show_account, warn

if TYPE_CHECKING:
    from dtors_network.model.area import Area


@app.command()
def disclose(
    areas: Annotated[
        list[str],
        typer.Argument(metavar="AREA...", help="Folders of tables, workbooks, or names of illustrative areas."),
    ],
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="A new folder for what may be given out, of several areas one in it for each; registered.",
        ),
    ] = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what is hidden of an area where it is shared, why, and what that costs; with -o, write what may be shared."""
    if len(areas) > 1:
        _several(areas, sheet, format, profile, output, codebook, pathway)
        return
    (area,) = areas
    exact = read_named(area, codebook, pathway)
    read = shared(exact, profile)
    if output is not None:
        _give_out(area, exact, read, output)
        return
    from dtors_network.accounts.hidden import hidden_account
    from dtors_network.accounts.hidden_cells import what_was_hidden

    show_account(
        hidden_account(read, what_was_hidden(read)), format, sheet, called_now={"hidden": "sheets.cells, sheets.cost"}
    )


def _several(
    areas: list[str],
    sheet: str | None,
    form: Format,
    profile: ShownCounts,
    output: Path | None,
    codebook: Path | None,
    pathway: Path | None,
) -> None:
    """Do it for several areas on two processes, with a bar; a line for each."""
    from functools import partial

    from dtors_network.accounts.hidden import hidden_account
    from dtors_network.cli.progress import progress_bar
    from dtors_network.model.sharing import profile_line
    from dtors_network.model.vocabulary import Profile
    from dtors_network.out.csv_text import csv_of_all
    from dtors_network.out.json_text import json_of_all
    from dtors_network.out.safe_sets import disclose_all

    read = partial(read_named, codebook=codebook, pathway=pathway)
    with progress_bar() as say:
        done = disclose_all(areas, read, Profile(profile.value), output, told=say)
    for one in done:
        for note in one.notes:
            warn(f"{one.name}: {note}")
    accounts = [hidden_account(one.shown, one.hidden) for one in done]
    if form is Format.CSV:
        print_text(csv_of_all(accounts, sheet or ""))
    elif form is Format.JSON:
        print_text(json_of_all(accounts))
    else:
        lines = [*(str(one) for one in done), profile_line(done[0].shown)]
        lines += [f"Wrote {len(done):,} sets to {output}."] if output else []
        print_text("\n".join(lines) + "\n")


def _give_out(name: str, exact: Area, shown: Area, output: Path) -> None:
    """Write the set that may be shared; what is given out of a user's own area is registered first."""
    from datetime import date

    from dtors_network.area_files.releases import give_out, is_own
    from dtors_network.disclosure.releases import crossed
    from dtors_network.model.sharing import profile_line, profile_of_shown
    from dtors_network.out.safe_set import write_safe_set

    own, notes = is_own(Path(name), exact, shown), list[str]()

    def register() -> None:
        notes.append(give_out(Path(name), exact, shown, "disclose", date.today()))

    write_safe_set(shown, output, register)
    typer.echo(f"Wrote {shown.name} to {output}. {profile_line(shown)}")
    if own and not any(notes):
        typer.echo("It is registered in the area's folder, and counts as known the next time.")
    for note in filter(None, notes):
        warn(note)
    for one in crossed(exact, profile_of_shown(shown)) if own else ():
        warn(str(one))

"""The command that says what was hidden and why, and writes what may be given to others."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_named, shared, show_account, warn

if TYPE_CHECKING:
    from dtors_network.model.area import Area


@app.command()
def disclose(
    area: AreaArgument,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", help="A new folder for what may be given out; it is registered.")
    ] = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what is hidden of an area where it is shared, why, and what that costs; with -o, write what may be shared."""
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


def _give_out(name: str, exact: Area, shown: Area, output: Path) -> None:
    """Write the set that may be shared; what is given out of a user's own area is registered first."""
    from datetime import date

    from dtors_network.area_files.releases import register_release
    from dtors_network.disclosure.releases import crossed
    from dtors_network.model.sharing import profile_line, profile_of_shown
    from dtors_network.model.vocabulary import Profile
    from dtors_network.out.safe_set import write_safe_set

    in_blocks = profile_of_shown(shown) is not Profile.NONE
    own = os.path.exists(name) and in_blocks and exact.profile is None
    write_safe_set(
        shown, output, lambda: register_release(Path(name), shown, "disclose", date.today()) if own else None
    )
    typer.echo(f"Wrote {shown.name} to {output}. {profile_line(shown)}")
    if own:
        typer.echo("It is registered in the area's folder, and counts as known the next time.")
    for one in crossed(exact, profile_of_shown(shown)) if own else ():
        warn(str(one))

"""Commands on areas themselves: new, check and versions."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import AreaArgument, CodebookOption, Format, FormatOption, PathwayOption, SheetOption
from dtors_network.cli.tools import read_named, show_account


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder to make, or a workbook ending in .xlsx.")],
) -> None:
    """Write an empty area: a folder of tables, or one workbook with drop-downs."""
    from dtors_network.area_files.area_io import new_area

    new_area(path)
    typer.echo(f"Wrote an empty area to {path}. Fill in area, services and statements first, then:")
    typer.echo(f"dtors-network check {path}")


@app.command()
def check(
    area: AreaArgument,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Read an area and name every fault, or say what it holds."""
    from dtors_network.accounts.check import check_account
    from dtors_network.area_files.area_io import warnings
    from dtors_network.errors import gathered

    read = read_named(area, codebook, pathway)
    show_account(check_account(read), format, sheet)
    for warning in gathered(warnings(read)):
        typer.echo(f"warning: {warning}", err=True)


@app.command()
def versions(
    area: Annotated[Path, typer.Argument(metavar="AREA", help="A folder of tables, or a workbook.")],
    restore: Annotated[
        int | None,
        typer.Option("--restore", min=1, metavar="N", help="Put version N back; what is there now is kept too."),
    ] = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
) -> None:
    """List what an area held before each save, whatever saved it, or put one of these versions back."""
    from datetime import datetime

    from dtors_network.accounts.versions import versions_account
    from dtors_network.area_files import versions as kept
    from dtors_network.area_files.area_io import area_text
    from dtors_network.area_files.files import contents, digests
    from dtors_network.area_files.saving import restore as put_back

    if restore is not None:
        back = put_back(area, restore, datetime.now())
        typer.echo(f"Put back version {back.number} of {area}, kept on {back.kept_on:%Y-%m-%d at %H:%M}.")
        typer.echo(f"What was there before is version {kept.versions(area)[0].number}.")
        return
    area_text(area)  # says where there is no area
    show_account(versions_account(area, kept.versions(area), digests(contents(area))), format, sheet)

"""Commands on areas themselves: new, check and codebook."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import AreaArgument, CodebookOption, PathwayOption
from dtors_network.cli.tools import read_named, show


@app.command()
def new(
    path: Annotated[Path, typer.Argument(metavar="PATH", help="A folder to make, or a workbook ending in .xlsx.")],
) -> None:
    """Write an empty area: a folder of tables, or one workbook with drop-downs."""
    from dtors_network.formats.area_io import new_area

    new_area(path)
    typer.echo(f"Wrote an empty area to {path}. Fill in area, services and statements first, then:")
    typer.echo(f"dtors-network check {path}")


@app.command()
def check(area: AreaArgument, codebook: CodebookOption = None, pathway: PathwayOption = None) -> None:
    """Read an area and name every fault, or say what it holds."""
    from dtors_network.errors import gathered
    from dtors_network.formats.area_io import warnings
    from dtors_network.model.sharing import HOLDERS
    from dtors_network.report.contents import contents_page

    read = read_named(area, codebook, pathway)
    show(contents_page(read))
    typer.echo(HOLDERS)
    for warning in gathered(warnings(read)):
        typer.echo(f"warning: {warning}", err=True)

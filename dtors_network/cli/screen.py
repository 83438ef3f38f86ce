"""The command that opens the dashboard; it alone imports it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import AgainstOption, ProfileOption, ShownCounts
from dtors_network.cli.tools import read_named, warn
from dtors_network.errors import InputError

if TYPE_CHECKING:
    from dtors_network.model.area import Area


@app.command()
def dashboard(
    areas: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="AREA",
            help="Folders, workbooks or names of illustrative areas; all of these if none. With --holder, a new folder "
            "is one in which a first map is begun.",
        ),
    ] = None,
    port: Annotated[int, typer.Option("--port", min=1, max=65535, help="The port to try first.")] = 8050,
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    holder: Annotated[
        bool,
        typer.Option(
            "--holder",
            help="For the holder of the data: a switch that shows exact counts, and the pages Begin, "
            "Edit, Rounds and Your own data.",
        ),
    ] = False,
) -> None:
    """Show areas in a browser, served on this machine alone."""
    from dashboards.server import serve
    from dtors_network.area_files.illustrative import example_names
    from dtors_network.disclosure import Profile

    others = [read_named(other, None, None) for other in against or ()]
    named = areas or example_names()
    begins = next((Path(area) for area in named if holder and is_new(area)), None)
    named = [area for area in named if begins is None or Path(area) != begins]
    places: dict[str, Path] = {}
    read = [area for name in named for area in _read(name, places, holder)]
    serve(read, Profile(profile.value), port, others, holder, places, begins)


def _read(name: str, places: dict[str, Path], holder: bool) -> list[Area]:
    """Read an area and note its place; one of the holder's own with faults is there to be mended in Edit alone."""
    try:
        area = read_named(name, None, None)
    except InputError as error:
        if not holder or not os.path.exists(name):
            raise
        places[Path(name).name] = Path(name)
        for fault in error.told:
            warn(str(fault))
        warn(f"{name} is not shown before this is mended: open the page Edit")
        return []
    if os.path.exists(name):
        places[area.id] = Path(name)
    return [area]


def is_new(area: str) -> bool:
    """Tell whether a first map can be begun at a path: it names a folder, and nothing is there yet."""
    from dtors_network.area_files.illustrative import example_names
    from dtors_network.area_files.place import is_there

    return area not in example_names() and not Path(area).suffix and not is_there(Path(area))

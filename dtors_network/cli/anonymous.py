"""The command that writes an area under other names."""

from __future__ import annotations

from dataclasses import astuple
from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import AreaArgument, CodebookOption, PathwayOption, ProfileOption, ShownCounts
from dtors_network.cli.tools import read_named, shared, warn


@app.command()
def anonymise(
    area: AreaArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="A new folder for the copy.")],
    key: Annotated[
        Path | None,
        typer.Option(
            "--key",
            help="Where the key is kept, outside the copy; in the area's own folder if left out, and used again.",
        ),
    ] = None,
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Write the protected tables with services, organisations and the area named by letters; the key is kept apart."""
    from datetime import date

    from dtors_network.area_files.anonymous_key import read_key, write_key
    from dtors_network.area_files.area_io import content_of
    from dtors_network.area_files.folder import fill_folder
    from dtors_network.area_files.releases import give_out
    from dtors_network.area_files.staging import write_folder
    from dtors_network.disclosure.anonymous import KeyLine, anonymous
    from dtors_network.model.sharing import profile_line

    exact = read_named(area, codebook, pathway)
    kept = _key_place(area, key, output)
    shown = shared(exact, profile)
    before = [KeyLine(*line) for line in read_key(kept)]
    made = anonymous(shown, before)
    gone = [line for line in before if (line.kind, line.id) not in {(one.kind, one.id) for one in made.key}]
    notes: list[str] = []

    def fill(folder: Path) -> None:
        fill_folder(folder, content_of(made.area))
        write_key(kept, [astuple(line) for line in (*made.key, *gone)])
        notes.append(give_out(Path(area), exact, shown, "anonymise", date.today()))

    write_folder(output, fill)
    typer.echo(f"Wrote {made.area.name} to {output}. {profile_line(made.area)}")
    typer.echo(f"The key is in {kept}: keep it there, and never give it out with the copy.")
    for note in filter(None, notes):
        warn(note)
    warn(
        "the network itself, the types of services and their places stay: somebody who knows the area well may know it "
        "again. Left out are actions, contacts, notes, dates of contracts and columns of your own"
    )


def _key_place(area: str, key: Path | None, output: Path) -> Path:
    """Give the place of the key, which must lie outside the copy."""
    from dtors_network.area_files.anonymous_key import key_file
    from dtors_network.errors import Fault, InputError

    if key is None and not Path(area).exists():
        raise InputError([Fault("an illustrative area has no folder of its own for the key", "Name it with --key")])
    place = key or key_file(Path(area))
    if place.resolve().is_relative_to(output.resolve()):
        raise InputError([Fault("the key would lie in the copy", "Keep it elsewhere", file=str(place))])
    return place

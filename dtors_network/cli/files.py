"""Commands on the files of other programs: import and convert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import CodebookOption, PathwayOption, ProfileOption, ShownCounts
from dtors_network.cli.tools import read_named, shared, warn
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from dtors_network.model.area import Area

MapOption = Annotated[Path | None, typer.Option("--map", help="A column map (YAML); of a study, its key (CSV).")]

TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="Of a network: the type of new services that have none.")
]


@app.command("import")
def import_(
    format: Annotated[str, typer.Argument(metavar="FORMAT", help="The format of the file, such as graphml.")],  # noqa: A002
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file; it is only read.")],
    into: Annotated[Path, typer.Option("--into", metavar="AREA", help="The area, which is made if it is not there.")],
    column_map: MapOption = None,
    kind: TypeOption = None,
    only: Annotated[
        list[str] | None,
        typer.Option("--only", metavar="NAME", help="Of a file of many areas, those of this name."),
    ] = None,
    excerpts: Annotated[bool, typer.Option("--excerpts", help="Of a study, take the words of passages too.")] = False,
    write_key: Annotated[
        Path | None,
        typer.Option("--write-key", help="Write what a study's names stand for; it holds names, so keep it apart."),
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Let the file's word also go over what a person typed or deleted.")
    ] = False,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Read a file of another program into an area: add and update rows, and keep what a person typed."""
    from dtors_network.formats.interchange.registry import FORMATS
    from dtors_network.formats.near import did_you_mean
    from dtors_network.sources.registry import SOURCES

    if format in SOURCES and kind:
        raise InputError([Fault(f"--type says nothing of a {SOURCES[format].title}", "Leave it out", value=kind)])
    if format in SOURCES:
        from dtors_network.report.source_text import source_lines
        from dtors_network.sources.importing import Asked, import_source

        asked = Asked(
            source=SOURCES[format], file=file, into=into, given=column_map, only=tuple(only or ()), excerpts=excerpts,
            write_key=write_key, replacing=replace, codebook=codebook, pathway=pathway,
        )  # fmt: skip
        lines = source_lines(import_source(asked), file.name, str(into))
    elif format in FORMATS:
        from dtors_network.formats.interchange.importing import import_file
        from dtors_network.report.import_text import import_lines

        done = import_file(
            FORMATS[format], file, into, column_map, kind=kind or "",
            replacing=replace, codebook=codebook, pathway=pathway,
        )  # fmt: skip
        lines = import_lines(done, file.name, str(into))
    else:
        fix = did_you_mean(format, [*FORMATS, *SOURCES])
        raise InputError([Fault("unknown format", fix, value=format)])
    for line in lines:
        typer.echo(line)


@app.command()
def convert(
    source: Annotated[str, typer.Argument(metavar="IN", help="An area, or a file of a format that can be read.")],
    target: Annotated[Path, typer.Argument(metavar="OUT", help="The file, folder or workbook to make.")],
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="The format of IN, where its ending does not say.")
    ] = None,
    to: Annotated[
        str | None, typer.Option("--to", metavar="FORMAT", help="The format of OUT, where its ending does not say.")
    ] = None,
    column_map: MapOption = None,
    kind: TypeOption = None,
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Write an area, or a file of another program, in another format; counts stand in blocks and the file says so."""
    from dtors_network.formats.interchange.registry import format_called, format_of
    from dtors_network.model.sharing import profile_line
    from dtors_network.report.area_files import write_converted

    form = format_called(to) if to else format_of(target)
    area = shared(_read(source, from_, column_map, codebook, pathway, kind or ""), profile)
    left_out = write_converted(area, form, target)
    typer.echo(f"Wrote {area.name} to {target}. {profile_line(area)}")
    for what in left_out:
        warn(f"left out: {what}")


def _read(
    source: str, from_: str | None, column_map: Path | None, codebook: Path | None, pathway: Path | None, kind: str
) -> Area:
    """Read an area, or a file of another program as one."""
    from dtors_network.formats.interchange.importing import area_of_file
    from dtors_network.formats.interchange.registry import format_called, format_of

    form = format_called(from_) if from_ else format_of(Path(source))
    if form is None:
        return read_named(source, codebook, pathway)
    area, notes = area_of_file(form, Path(source), column_map, codebook, pathway, kind)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    return area

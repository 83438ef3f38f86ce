"""Commands on the files of other programs: import and convert."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import CodebookOption, PathwayOption, ProfileOption, ShownCounts
from dtors_network.cli.tools import print_text, read_named, shared, tell_written, warn
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from dtors_network.exchange.kind import FileKind
    from dtors_network.model.area import Area

MapOption = Annotated[Path | None, typer.Option("--map", help="A column map (YAML); of a study, its key (CSV).")]

TypeOption = Annotated[
    str | None, typer.Option("--type", metavar="TYPE", help="Of a network: the type of new services that have none.")
]


@app.command("import")
def import_(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[KIND] FILE", help="The file, which is only read; its kind before it where needed."),
    ] = None,
    into: Annotated[
        Path | None, typer.Option("--into", metavar="AREA", help="The area, which is made if it is not there.")
    ] = None,
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
    kinds: Annotated[bool, typer.Option("--list", help="Say which kinds of file can be read, and stop.")] = False,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Read a file of another program into an area: add and update rows, and keep what a person typed."""
    from dtors_network.model.sharing import HOLDERS
    from dtors_network.out.import_lines import import_lines, kind_lines

    if kinds:
        print_text("\n".join([*kind_lines(), ""]))
        return
    from dtors_network.exchange.importing import import_file

    form, file = _named(words or [])
    if into is None:
        raise InputError([Fault("an import needs the area that it goes into", "Name it: --into AREA")])
    done = import_file(
        form, file, into, column_map, kind=kind or "", only=tuple(only or ()), excerpts=excerpts, key=write_key,
        replacing=replace, codebook=codebook, pathway=pathway,
    )  # fmt: skip
    for line in import_lines(done, file.name, str(into)):
        typer.echo(line)
    tell_written(done.written)
    if done.area.profile is None:
        typer.echo(HOLDERS)


def _named(words: list[str]) -> tuple[FileKind, Path]:
    """Take KIND FILE, or FILE alone, whose kind is then found out and told."""
    from dtors_network.exchange.recognising import kind_of
    from dtors_network.exchange.registry import kind_called

    if len(words) == 2:
        return kind_called(words[0]), Path(words[1])
    if len(words) != 1:
        fix = "Name it: import FILE, or import KIND FILE; --list shows every kind"
        raise InputError([Fault("an import needs one file", fix, value=" ".join(words))])
    form, file = kind_of(Path(words[0])), Path(words[0])
    typer.echo(f"{file.name} is read as {form.title} ({form.code}).")
    return form, file


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
    from datetime import date

    from dtors_network.area_files.releases import give_out
    from dtors_network.exchange.registry import network_called, network_of_ending
    from dtors_network.model.sharing import profile_line
    from dtors_network.out.converted import write_converted

    form, notes = network_called(to) if to else network_of_ending(target), list[str]()
    exact = read_area_or_file(source, from_, column_map, codebook, pathway, kind or "")
    area, is_area = shared(exact, profile), not is_network_file(source, from_)

    def register() -> None:
        notes.append(give_out(Path(source), exact, area, "convert", date.today()) if is_area else "")

    left_out = write_converted(area, form, target, register)
    typer.echo(f"Wrote {area.name} to {target}. {profile_line(area)}")
    for note in filter(None, notes):
        warn(note)
    for what in left_out:
        warn(f"left out: {what}")


def is_network_file(source: str, from_: str | None) -> bool:
    """Tell whether something is read as a network of another program."""
    from dtors_network.exchange.registry import network_of_ending

    return bool(from_) or network_of_ending(Path(source)) is not None


def read_area_or_file(
    source: str, from_: str | None, column_map: Path | None, codebook: Path | None, pathway: Path | None, kind: str
) -> Area:
    """Read an area, or a file of another program as one."""
    from dtors_network.exchange.importing import area_of_file
    from dtors_network.exchange.registry import network_called, network_of_ending

    form = network_called(from_) if from_ else network_of_ending(Path(source))
    if form is None:
        return read_named(source, codebook, pathway)
    area, notes = area_of_file(form, Path(source), column_map, codebook, pathway, kind)
    for note in notes:
        typer.echo(f"note: {note}", err=True)
    return area

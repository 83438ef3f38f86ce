"""The command for those who work at a service: service."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.meeting import OnOption, day_given, followed, found_in
from dtors_network.cli.options import (
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    GroupsOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_named, shared, show_account, tell_written, warn

if TYPE_CHECKING:
    from dtors_network.model.area import Area


@app.command()
def service(
    area: AreaArgument,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="The service whose view it is.")],
    group: GroupsOption = None,
    to: Annotated[
        str, typer.Option("--to", help="Where ways on lead: a stage, treatment, a type of service, or a service.")
    ] = "aftercare_and_recovery",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="A new .html or .pdf: where can this person go next, on one sheet of A4."),
    ] = None,
    sends: Annotated[
        list[str] | None,
        typer.Option("--sends", metavar="SERVICE=WORD", help="Say for this service: present, weak or absent."),
    ] = None,
    receives: Annotated[
        list[str] | None, typer.Option("--receives", metavar="SERVICE=WORD", help="The same of who refers to it.")
    ] = None,
    accepts: Annotated[
        list[str] | None, typer.Option("--accepts", metavar="GROUP=WORD", help="yes, no, after_assessment or unknown.")
    ] = None,
    hindered: Annotated[
        list[str] | None,
        typer.Option("--hindered", metavar="BARRIER[@SERVICE]", help="A barrier here, or at the link to a service."),
    ] = None,
    on: OnOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Show one service its partners, what each end says, whom they take, ways on, and whom to ring; or let it speak."""
    day, exact = day_given(on), read_named(area, codebook, pathway)
    from dtors_network.model.near import check_known

    check_known("service", service, exact.service)
    said = {"sends": sends, "receives": receives, "accepts": accepts, "hindered": hindered}
    if any(said.values()):
        _write_voices(Path(area), exact, service, said, day or date.today())
        return
    read = shared(exact, profile)
    from dtors_network.accounts.service import service_account
    from dtors_network.model.groups import BOTH
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.whatif import routes

    found = found_in(read)
    ways = routes(found.case.network, service, to, BOTH.join(group or [EVERYONE]))
    account = service_account(found, ways, followed(found, day))
    if output is None:
        show_account(account, format, sheet, service=account.service, client_group=account.group)
        return
    from dtors_network.accounts.next_sheet import next_paper
    from dtors_network.area_files.releases import give_out
    from dtors_network.out.report import write_paper

    notes: list[str] = []
    write_paper(
        next_paper(account), output, lambda: notes.append(give_out(Path(area), exact, read, "sheet", date.today()))
    )
    typer.echo(f"Wrote the sheet of {read.service[service].title} to {output}. It counts nobody.")
    for note in filter(None, notes):
        warn(note)


def _write_voices(area: Path, exact: Area, service: str, said: dict[str, list[str] | None], on: date) -> None:
    """Write what a service says into the area's own files, as voices of that service."""
    from dtors_network.editing.own_voice import read_voice, write_voices
    from dtors_network.errors import Fault, InputError

    if not area.exists():
        raise InputError([Fault("an illustrative area cannot be written to", "Copy it first", value=str(area))])
    voices = [read_voice(about, text) for about, texts in said.items() for text in texts or ()]
    now = datetime.combine(on, datetime.now().time())
    tell_written(write_voices(area, service, voices, now, exact))
    typer.echo(f"{len(voices):,} stands there now as a voice of {exact.service[service].title}.")

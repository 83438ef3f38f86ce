"""The command that lists every code."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import CodebookOption, Format, FormatOption
from dtors_network.cli.tools import read_named, show_account

if TYPE_CHECKING:
    from dtors_network.model.codebook import Codebook


@app.command()
def codebook(
    format: FormatOption = Format.TABLE,  # noqa: A002
    own: CodebookOption = None,
    qdc: Annotated[
        Path | None, typer.Option("--qdc", help="Write it as a REFI-QDA codebook, to start a study from.")
    ] = None,
    area: Annotated[
        str | None, typer.Option("--area", metavar="AREA", help="With --qdc: its services become codes too.")
    ] = None,
) -> None:
    """List every code: service types, client groups, barriers, outcomes and reasons for refusal."""
    from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook

    book = extend_codebook(shipped_codebook(), own) if own else shipped_codebook()
    if qdc:
        _write_qdc(qdc, book, area)
        return
    if format is Format.TABLE:
        from dtors_network.out.codebook_page import codebook_page

        typer.echo(codebook_page(book))
        return
    from dtors_network.accounts.codebook import codebook_account

    show_account(codebook_account(book), format)


def _write_qdc(place: Path, book: Codebook, area: str | None) -> None:
    """Write the barriers as codes for NVivo, ATLAS.ti, MAXQDA and QualCoder."""
    from dtors_network.area_files.staging import write_files
    from dtors_network.exchange.studies.refi_codebook import qdc

    services = read_named(area, None, None).services if area else ()

    def fill(folder: Path) -> None:
        (folder / place.name).write_bytes(qdc(book, services))

    write_files([place], fill)
    typer.echo(f"Wrote {len(book.barriers)} barriers to {place}. Import it as a REFI-QDA codebook.")

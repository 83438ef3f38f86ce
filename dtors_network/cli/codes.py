"""The command that lists every code."""

from __future__ import annotations

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import CodebookOption, Format, FormatOption
from dtors_network.cli.tools import print_text


@app.command()
def codebook(
    format: FormatOption = Format.TABLE,  # noqa: A002
    own: CodebookOption = None,
) -> None:
    """List every code: service types, client groups, barriers, outcomes and reasons for refusal."""
    from dtors_network.disclosure import control
    from dtors_network.formats.codebook_yaml import extend_codebook, shipped_codebook
    from dtors_network.report.codebook_text import codebook_page, codebook_table
    from dtors_network.report.export import as_csv, as_json

    book = extend_codebook(shipped_codebook(), own) if own else shipped_codebook()
    if format is Format.TABLE:
        typer.echo(codebook_page(book))
        return
    table = control(codebook_table(book))
    document = table.map(lambda rows: {"codebook": book.id, "codes": list(rows.rows)})
    print_text(as_csv(table) if format is Format.CSV else as_json(document) + "\n")

"""The command that writes a report for a meeting."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AgainstOption,
    AreaArgument,
    CodebookOption,
    PathwayOption,
    ProfileOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_against, read_named, shared, warn


@app.command()
def report(
    area: AreaArgument,
    output: Annotated[
        Path, typer.Option("--output", "-o", help="A new file: .html, .pdf, or .xlsx for the tables; it is registered.")
    ],
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Write a report for a meeting: at most eight pages, or a workbook with every table behind them."""
    from datetime import date

    from dtors_network.area_files.releases import give_out
    from dtors_network.out.report import check_place, write_report

    check_place(output)
    exact, notes = read_named(area, codebook, pathway), list[str]()
    shown = shared(exact, profile)
    others = read_against(against, area, codebook, profile)
    from dtors_network.compare import pooled_losses
    from dtors_network.gaps.comparators import shipped_comparators
    from dtors_network.model.sharing import profile_line

    def register() -> None:
        notes.append(give_out(Path(area), exact, shown, "report", date.today()))

    held = (*shipped_comparators(), *(pooled_losses(others) if others else ()))
    write_report(shown, output, held, register)
    typer.echo(f"Wrote the report of {shown.name} to {output}. {profile_line(shown)}")
    for note in filter(None, notes):
        warn(note)

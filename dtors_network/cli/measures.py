"""The command on how services and organisations are linked: measures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    CodebookOption,
    Format,
    FormatOption,
    GroupOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import known, shared, show_account


@app.command()
def measures(
    area: Annotated[
        str,
        typer.Argument(metavar="AREA|FILE", help="An area, or a network of another program, such as a GraphML file."),
    ],
    group: GroupOption = None,
    sheet: SheetOption = None,
    draws: Annotated[
        int, typer.Option("--draws", min=1, max=10_000, help="Networks drawn for ranges that cannot be exact.")
    ] = 100,
    seed: Annotated[int, typer.Option("--seed", min=0, help="What they are drawn with.")] = 20261128,
    as_drawn: Annotated[
        bool | None,
        typer.Option(
            "--as-drawn/--open-questions",
            help="Every link that somebody spoke of is there, and no other (FILE); or what is open stays open (AREA).",
        ),
    ] = None,
    from_: Annotated[
        str | None, typer.Option("--from", metavar="FORMAT", help="The format of FILE, where its ending does not say.")
    ] = None,
    column_map: Annotated[Path | None, typer.Option("--map", help="Of FILE: a column map (YAML).")] = None,
    kind: Annotated[
        str | None, typer.Option("--type", metavar="TYPE", help="Of FILE: the type of services that have none.")
    ] = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Measure how services and organisations are linked, with the range that open questions leave."""
    from dtors_network.cli.files import is_network_file, read_area_or_file

    if as_drawn is None:
        as_drawn = is_network_file(area, from_)
    read = shared(read_area_or_file(area, from_, column_map, codebook, pathway, kind or ""), profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.accounts.measures import measures_account
    from dtors_network.measures import network_measures
    from dtors_network.model.vocabulary import EVERYONE

    found = network_measures(read, group or EVERYONE, draws, seed, as_drawn)
    show_account(
        measures_account(found), format, sheet,
        group=found.group, as_drawn=found.as_drawn, draws=found.draws, seed=found.seed,
    )  # fmt: skip

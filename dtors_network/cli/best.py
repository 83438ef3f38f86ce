"""Commands on what would help: best-changes and target."""

from __future__ import annotations

from typing import Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    GroupOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import known, read_shared, show_account

NOW = {
    "sets": "sheets.sets, where list is clear or perhaps",
    "overload_somebody": "sheets.sets, where list is surely",
    "structural": "sheets.first and sheets.beside",
}
"""What members of the JSON document of before are called now."""


@app.command("best-changes")
def best_changes(
    area: AreaArgument,
    group: GroupOption = None,
    most: Annotated[int, typer.Option("-k", "--most", min=1, max=3, help="Changes that a set may have.")] = 2,
    strength: Annotated[
        float, typer.Option("--strength", metavar="SHARE", help="The share of each reason that falls away, up to 1.")
    ] = 1.0,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what to agree first, and which few levers would bring most people to aftercare, overloading whom."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.accounts.best import best_account
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.whatif import best_changes as worked_out

    found = worked_out(read, group or EVERYONE, most, strength)
    chosen = sheet or ("sets" if format is Format.CSV else None)
    show_account(
        best_account(found), format, chosen,
        client_group=found.group, not_counted=found.reason or None, most_changes=found.most, strength=found.strength,
        candidates=found.candidates, sets_valued=found.valued, gap_to_bound=found.gap, tables=found.tables,
        called_now=NOW,
    )  # fmt: skip


@app.command()
def target(
    area: AreaArgument,
    reach: Annotated[
        float | None,
        typer.Option("--reach", metavar="OF100", min=0, max=100, help="So many of 100 who come in reach aftercare."),
    ] = None,
    continuity: Annotated[
        float | None,
        typer.Option(
            "--continuity", metavar="OF100", min=0, max=100, help="So many of 100 referred from prison start treatment."
        ),
    ] = None,
    group: GroupOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what it would take to meet a target: the least that must come back at each place, and the places it needs."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.accounts.target import target_account
    from dtors_network.whatif.target import DEFAULT_CONTINUITY, what_would_it_take

    if reach is None and continuity is None:
        continuity = DEFAULT_CONTINUITY * 100
    wanted, started = (None if given is None else given / 100 for given in (reach, continuity))
    found = what_would_it_take(read, wanted, started, group or "")
    show_account(
        target_account(found), format, sheet,
        client_group=found.group, kind=found.kind, goal=found.goal, not_counted=found.reason or None,
    )  # fmt: skip

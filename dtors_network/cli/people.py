"""The command that follows people through an area."""

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


@app.command()
def flow(
    area: AreaArgument,
    group: GroupOption = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Follow people from this service; all who come in if not given.")
    ] = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    seed: Annotated[int, typer.Option("--seed", min=0, help="Of the random numbers behind the intervals.")] = 0,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Follow people through an area: who reaches which stage, and where people are lost."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    if start is not None:
        known("service", start, read.service)
    from dtors_network.accounts.flow import account_of_reports, asked_of
    from dtors_network.accounts.flow_report import flow_report
    from dtors_network.flow import client_flow, rest_flow
    from dtors_network.model.vocabulary import EVERYONE

    flows = [client_flow(read, group or EVERYONE, seed=seed)]
    if group and group != EVERYONE:
        flows.append(rest_flow(read, group, seed=seed))
    reports = tuple(flow_report(one, start or "") for one in flows)
    show_account(account_of_reports(reports), format, sheet, **asked_of(reports))

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
    ShownCounts,
)
from dtors_network.cli.tools import known, print_text, read_shared, show


@app.command()
def flow(
    area: AreaArgument,
    group: GroupOption = None,
    start: Annotated[
        str | None, typer.Option("--from", help="Follow people from this service; all who come in if not given.")
    ] = None,
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
    from dtors_network.flow import client_flow, rest_flow
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.flow_rows import flow_document, flow_report, flow_table

    flows = [client_flow(read, group or EVERYONE, seed=seed)]
    if group and group != EVERYONE:
        flows.append(rest_flow(read, group, seed=seed))
    reports = tuple(flow_report(one, start or "") for one in flows)
    if format is Format.TABLE:
        from dtors_network.report.flow_page import flow_page

        show(flow_page(reports))
        return
    from dtors_network.report.export import as_csv, as_json, joined

    if format is Format.CSV:
        print_text(as_csv(joined([flow_table(one) for one in reports])))
        return
    document = flow_document(reports[0]) | {"beside": [flow_document(one) for one in reports[1:]]}
    print_text(as_json(document, read) + "\n")

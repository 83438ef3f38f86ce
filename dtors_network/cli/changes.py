"""Commands on what would help: what-if and best-changes."""

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
from dtors_network.cli.tools import known, read_shared, told


@app.command("what-if")
def what_if(
    area: AreaArgument,
    group: GroupOption = None,
    relieve: Annotated[
        list[str] | None,
        typer.Option(
            "--relieve",
            metavar="CODE[@PLACE]",
            help="A reason falls away: everywhere, at a service, or at a link SENDER>RECEIVER.",
        ),
    ] = None,
    open_: Annotated[
        list[str] | None, typer.Option("--open", metavar="SERVICE:GROUP", help="A service accepts a client group.")
    ] = None,
    add: Annotated[
        list[str] | None,
        typer.Option("--add", metavar="SENDER>RECEIVER[=SHARE]", help="Add or confirm a link; SHARE from 0 to 1."),
    ] = None,
    remove_service: Annotated[
        list[str] | None, typer.Option("--remove-service", metavar="SERVICE", help="A service closes.")
    ] = None,
    remove_organisation: Annotated[
        list[str] | None,
        typer.Option("--remove-organisation", metavar="ORGANISATION", help="An organisation leaves with its services."),
    ] = None,
    merge_services: Annotated[
        list[str] | None,
        typer.Option("--merge-services", metavar="KEPT+MERGED", help="One service takes over another."),
    ] = None,
    merge_organisations: Annotated[
        list[str] | None,
        typer.Option(
            "--merge-organisations", metavar="KEPT+MERGED", help="One organisation takes over another's services."
        ),
    ] = None,
    places: Annotated[
        list[str] | None, typer.Option("--places", metavar="SERVICE=PLACES", help="Add places to a service.")
    ] = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what changes would do: who more would reach aftercare, which gaps close, and whom it would overload."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.whatif_page import whatif_page
    from dtors_network.report.whatif_rows import whatif_document, whatif_table
    from dtors_network.whatif import read_changes
    from dtors_network.whatif import what_if as worked_out

    given = {
        "relieve": relieve,
        "open": open_,
        "add": add,
        "remove-service": remove_service,
        "remove-organisation": remove_organisation,
        "merge-services": merge_services,
        "merge-organisations": merge_organisations,
        "places": places,
    }
    changes = read_changes((option, text) for option, texts in given.items() for text in texts or ())
    told(worked_out(read, changes, group or EVERYONE), read, format, whatif_page, whatif_table, whatif_document)


@app.command("best-changes")
def best_changes(
    area: AreaArgument,
    group: GroupOption = None,
    most: Annotated[int, typer.Option("-k", "--most", min=1, max=3, help="Changes that a set may have.")] = 2,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Find the few changes that would bring most people to aftercare, and whom they would overload."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.report.help_rows import best_document, best_table
    from dtors_network.report.whatif_page import best_page
    from dtors_network.whatif import best_changes as found

    told(found(read, group or EVERYONE, most), read, format, best_page, best_table, best_document)

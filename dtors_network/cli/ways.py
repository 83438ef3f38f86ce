"""Commands on what hangs on whom: routes and stress."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from dtors_network.cli.app import app
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
from dtors_network.cli.tools import read_shared, show_account

WAYS_NOW: Final = {"ways": "sheets.steps, one row a step; sheets.ways, one row a way"}
"""What members of the JSON document of before are called now."""


@app.command()
def routes(
    area: AreaArgument,
    service: Annotated[str, typer.Argument(metavar="SERVICE", help="Where somebody is now.")],
    to: Annotated[
        str, typer.Option("--to", help="A stage, treatment, a type of service, or a service.")
    ] = "aftercare_and_recovery",
    group: GroupsOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the best few ways on from a service, step by step."""
    read = read_shared(area, codebook, pathway, profile)
    from dtors_network.accounts.routes import routes_account
    from dtors_network.model.groups import BOTH
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.whatif import routes as ways_on

    found = ways_on(read, service, to, BOTH.join(group or [EVERYONE]))
    show_account(
        routes_account(found), format, sheet,
        service=found.service, target=found.target, client_group=found.group, here_already=found.here_already,
        called_now=WAYS_NOW,
    )  # fmt: skip


@app.command()
def stress(
    area: AreaArgument,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Take each organisation out in turn: who loses every way to aftercare, and who would have to carry the rest."""
    read = read_shared(area, codebook, pathway, profile)
    from dtors_network.accounts.stress import stress_account
    from dtors_network.whatif import stress as taken_out

    now = {"organisations": "sheets.organisations; what follows line by line: sheets.follows"}
    show_account(stress_account(taken_out(read)), format, sheet, called_now=now)

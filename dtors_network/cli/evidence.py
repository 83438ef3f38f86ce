"""The command on words and records: evidence."""

from __future__ import annotations

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AgainstOption,
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_against, read_shared, show_account


@app.command()
def evidence(
    area: AreaArgument,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Hold what was reported against what was recorded: do words and records agree, and what would settle it."""
    others = read_against(against, area, codebook, profile)
    read = read_shared(area, codebook, pathway, profile)
    from dtors_network.accounts.triangulation import evidence_account
    from dtors_network.triangulation import triangulate

    found = triangulate(read, others)
    show_account(evidence_account(found), format, sheet, against=list(found.others), drawn_tables=found.tables)

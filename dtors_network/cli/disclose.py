"""The command that says what was hidden and why."""

from __future__ import annotations

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    PathwayOption,
    ProfileOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_shared, told


@app.command()
def disclose(
    area: AreaArgument,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say what is hidden of an area where it is shared, why, and what that costs."""
    from dtors_network.report.hidden import hidden_table, what_was_hidden
    from dtors_network.report.hidden_page import hidden_page

    read = read_shared(area, codebook, pathway, profile)
    told(
        what_was_hidden(read),
        read,
        format,
        lambda some: hidden_page(read, some),
        lambda some: hidden_table(read, some),
        lambda some: {"area": read.id, "hidden": list(hidden_table(read, some).rows)},
    )

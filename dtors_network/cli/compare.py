"""The command that sets areas side by side: compare."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    CodebookOption,
    Format,
    FormatOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_named, show_account, warn

if TYPE_CHECKING:
    from dtors_network.compare import Comparison

PROCESSES = 2
"""Areas that are worked out at a time."""
MANY = 8
"""Areas from which on it pays to start a second process."""


@app.command()
def compare(
    areas: Annotated[
        list[str],
        typer.Argument(metavar="AREA…", help="Two areas or more: folders, workbooks or illustrative areas."),
    ],
    before: Annotated[
        list[str] | None,
        typer.Option("--before", metavar="AREA", help="An earlier period of one of them; may be given again."),
    ] = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Set areas side by side: figures with intervals and completeness, and which pairs chance cannot explain."""
    from dtors_network.cli.progress import progress_bar

    read = [read_named(area, codebook, pathway) for area in areas]
    earlier = [read_named(area, codebook, pathway) for area in before or ()]
    from dtors_network.accounts.compare import compare_account
    from dtors_network.compare import compare as side_by_side
    from dtors_network.compare.asked import check_given
    from dtors_network.disclosure.many import protect_all

    check_given(read, earlier)
    many = PROCESSES if len(read) + len(earlier) >= MANY else 1
    with progress_bar() as told:
        shown = protect_all([*read, *earlier], profile.value, many, told)
        found = side_by_side(shown[: len(read)], shown[len(read) :], processes=many, told=told)
    _warn(found, format)
    show_account(compare_account(found), format, sheet)


def _warn(found: Comparison, form: Format) -> None:
    """Say in what the areas are unlike where the form that was asked for does not say it first."""
    if form is Format.CSV:
        for text in found.unlike:
            warn(text)

"""The command that sets areas side by side: compare."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

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

T = TypeVar("T")

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
    published: Annotated[
        list[Path] | None,
        typer.Option(
            "--published",
            metavar="FILE",
            help="Published figures: CSV of Fingertips, export of ViewIt, or an indicators.csv; may be given again.",
        ),
    ] = None,
    neighbours: Annotated[
        list[Path] | None,
        typer.Option(
            "--neighbours",
            metavar="FILE",
            help="A published list of neighbours: CSV with code, neighbour, rank, model, year; may be given again.",
        ),
    ] = None,
    master: Annotated[
        str | None,
        typer.Option("--master", help="Work areas out on Spark: local[2], or a cluster's address."),
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
    beside = _beside(areas, published or [], neighbours or [])
    many = PROCESSES if len(read) + len(earlier) >= MANY else 1
    with _spark(master) as mapped, progress_bar() as told:
        shown = protect_all([*read, *earlier], profile.value, many, told, with_tables=True)
        now, then = shown[: len(read)], shown[len(read) :]
        found = side_by_side(now, then, **beside, processes=many, told=told, mapped=mapped)
    _warn(found, format)
    show_account(compare_account(found), format, sheet)


def _spark(master: str | None) -> AbstractContextManager[Any]:
    """Start Spark where it is asked for, before time is spent on the door."""
    if master is None:
        return nullcontext()
    from dtors_network.compare.cluster import spark_map

    return spark_map(master)


def _beside(areas: list[str], published: list[Path], neighbours: list[Path]) -> dict[str, Any]:
    """Read what stands beside the areas: what imports put there, and what was named; every fault at once."""
    from dtors_network.compare.neighbour_list import read_model
    from dtors_network.compare.published.given import figures_beside, read_published
    from dtors_network.errors import Fault, InputError

    faults: list[Fault] = []

    def read(reader: Callable[[Path], T], path: Path) -> T | None:
        try:
            return reader(path)
        except InputError as error:
            faults.extend(error.faults)
            return None

    places = [Path(area) for area in areas if os.path.exists(area)]
    figures = [read(read_published, path) for path in published] + [read(figures_beside, path) for path in places]
    models = [read(read_model, path) for path in neighbours]
    if faults:
        raise InputError(faults)
    return {
        "published": [one for found in figures if found for one in found],
        "models": [one for one in models if one is not None],
    }


def _warn(found: Comparison, form: Format) -> None:
    """Say in what the areas are unlike where the form that was asked for does not say it first."""
    if form is Format.CSV:
        for text in found.unlike:
            warn(text)

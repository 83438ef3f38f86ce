"""Commands for the meeting: an area on one screen, and the actions that were agreed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

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
from dtors_network.cli.tools import read_named, read_shared, shared, show_account, warn

if TYPE_CHECKING:
    from dtors_network.actions import FollowedActions
    from dtors_network.gaps import Gaps
    from dtors_network.model.area import Area

OnOption = Annotated[
    str | None,
    typer.Option("--on", metavar="DAY", help="The day that due dates are held against; today where left out."),
]
BeforeOption = Annotated[
    str | None, typer.Option("--before", metavar="AREA", help="An earlier period of it: what moved since is told.")
]


@app.command()
def overview(
    area: AreaArgument,
    before: BeforeOption = None,
    on: OnOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Show an area on one screen: certain gaps, questions, barriers, where people are lost, actions, what changed."""
    day, read = day_given(on), read_shared(area, codebook, pathway, profile)
    others = [read_shared(other, codebook, None, profile) for other in against or ()]
    earlier = read_shared(before, codebook, pathway, profile) if before else None
    from dtors_network.accounts.overview import overview_account
    from dtors_network.gaps.moved import findings_moved

    found = found_in(read, others)
    movement = findings_moved(found_in(earlier, others), found) if earlier else None
    show_account(overview_account(found, followed(found, day), movement), format, sheet)


@app.command()
def actions(
    area: AreaArgument,
    calendar: Annotated[
        Path | None,
        typer.Option("--calendar", metavar="FILE.ics", help="Write the days of those still to be done; registered."),
    ] = None,
    on: OnOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List what was agreed: how far it is, when it is due, and what became of each gap since."""
    day, exact = day_given(on), read_named(area, codebook, pathway)
    read = shared(exact, profile)
    others = [read_shared(other, codebook, None, profile) for other in against or ()]
    from dtors_network.accounts.actions import actions_account

    found = followed(found_in(read, others), day, with_reach=True)
    if calendar is None:
        show_account(actions_account(found), format, sheet)
        return
    from dtors_network.out.calendar import write_calendar

    notes: list[str] = []
    number = write_calendar(found, calendar, lambda: notes.append(_register(area, exact, read)))
    typer.echo(f"Wrote {number:,} {'day' if number == 1 else 'days'} of {read.name} to {calendar}.")
    for note in filter(None, notes):
        warn(note)


def _register(area: str, exact: Area, shown: Area) -> str:
    from dtors_network.area_files.releases import give_out

    return give_out(Path(area), exact, shown, "calendar", date.today())


def day_given(text: str | None) -> date | None:
    """Read a day as it is written on the command line.

    Raises
    ------
    InputError
        If it is no day.
    """
    from dtors_network.errors import Fault, InputError

    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise InputError([Fault("this is no day", "Write year, month and day: 2026-01-31", value=text or "")]) from None


def found_in(area: Area, others: list[Area] | None = None) -> Gaps:
    """Find every gap of an area, with the likely intervals that were worked out before."""
    from dtors_network.compare import pooled_losses
    from dtors_network.disclosure.kept import limits_of
    from dtors_network.gaps import find_gaps
    from dtors_network.gaps.comparators import shipped_comparators

    held = (*shipped_comparators(), *(pooled_losses(others) if others else ()))
    with limits_of(area) as limits:
        return find_gaps(area, comparators=held, limits=limits)


def followed(found: Gaps, on: date | None, *, with_reach: bool = False) -> FollowedActions:
    """Follow the actions of an area; reach is worked out only where it is shown."""
    from dtors_network.actions import follow_actions

    reach = None
    if with_reach and any(row.reach_expected is not None for row in found.area.actions):
        from dtors_network.accounts.hidden_cells import what_was_hidden

        reach = what_was_hidden(found.area).reach
    return follow_actions(found, on, reach)

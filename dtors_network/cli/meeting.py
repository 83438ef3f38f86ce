"""Commands for the meeting: an area on one screen, and the actions that were agreed."""

from __future__ import annotations

from dataclasses import replace
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
from dtors_network.cli.tools import read_against, read_named, read_shared, shared, show_account, tell_written, warn

if TYPE_CHECKING:
    from dtors_network.actions import FollowedActions
    from dtors_network.gaps import Gaps
    from dtors_network.gaps.moved import Movement
    from dtors_network.model.area import Area
    from dtors_network.model.bounds import Bounds
    from dtors_network.model.comparator import Comparator
    from dtors_network.rounds.since import SinceRound

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
    day, exact = day_given(on), read_named(area, codebook, pathway)
    read, others = shared(exact, profile), read_against(against, area, codebook, profile)
    earlier = read_shared(before, codebook, pathway, profile) if before else None
    from dtors_network.accounts.overview import overview_account
    from dtors_network.gaps.moved import findings_moved

    found = found_in(read, others)
    movement = findings_moved(found_in(earlier, others), found) if earlier else None
    pack, asked = _since_pack(Path(area), exact, found), _since_round(Path(area), exact, found)
    show_account(overview_account(found, followed(found, day), movement, pack, asked), format, sheet)


def _since_pack(path: Path, exact: Area, now: Gaps) -> tuple[Movement, str] | None:
    """Give what moved since the last pack, with its day; None where none was given out."""
    from dtors_network.area_files.releases import last_given
    from dtors_network.gaps import find_gaps
    from dtors_network.gaps.moved import findings_moved

    last = last_given(path, exact, "pack") if path.exists() else None
    return (findings_moved(find_gaps(last[0], comparators=now.case.comparators), now), last[1]) if last else None


def _since_round(path: Path, exact: Area, found: Gaps) -> SinceRound | None:
    """Give what moved since the last round of an area of the user's own; None where none was opened."""
    from dtors_network.rounds.result import rounds_of
    from dtors_network.rounds.since import since_round

    return since_round(rounds_of(path, exact, found, date.today())) if path.exists() and exact.rounds else None


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
    others = read_against(against, area, codebook, profile)
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


def _register(area: str, exact: Area, shown: Area, kind: str = "calendar") -> str:
    from dtors_network.area_files.releases import give_out

    return give_out(Path(area), exact, shown, kind, date.today())


@app.command()
def pack(
    area: AreaArgument,
    output: Annotated[
        Path,
        typer.Option("--output", "-o", help="A new file: .html, .pdf, or .xlsx with minutes to fill in; registered."),
    ],
    before: BeforeOption = None,
    on: OnOption = None,
    headings: Annotated[
        bool, typer.Option("--headings", help="Put OHID's four headings of self-assessment above the two sheets.")
    ] = False,
    owners: Annotated[
        bool, typer.Option("--owners", help="Name who took an action on: for a pack that the partnership itself reads.")
    ] = False,
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Write the pack for a meeting: two sheets to read before, the report behind, or a workbook with minutes."""
    from dtors_network.out.report import check_place, write_made, write_paper

    day = day_given(on)
    check_place(output)
    exact = read_named(area, codebook, pathway)
    read = shared(exact, profile)
    others = read_against(against, area, codebook, profile)
    from dtors_network.accounts.pack import pack_of
    from dtors_network.accounts.report import results_of
    from dtors_network.actions.followed import with_owners
    from dtors_network.compare import pooled_losses
    from dtors_network.gaps.comparators import shipped_comparators
    from dtors_network.model.sharing import profile_line
    from dtors_network.out.minutes import pack_workbook

    held = (*shipped_comparators(), *(pooled_losses(others) if others else ()))
    results = results_of(read, held, day)
    if owners:
        results = replace(results, actions=with_owners(results.actions, exact.actions))
    earlier = read_shared(before, codebook, pathway, profile) if before else None
    movement, since = _moved(Path(area), exact, earlier, results.gaps, held)
    paper = pack_of(results, movement, since, headings=headings)
    notes: list[str] = []

    def register() -> None:
        notes.append(_register(area, exact, read, "pack"))

    if output.suffix.lower() == ".xlsx":
        write_made(pack_workbook(paper, read.codebook), output, register)
    else:
        write_paper(paper, output, register)
    typer.echo(f"Wrote the pack of {read.name} to {output}. {profile_line(read)}")
    for note in filter(None, notes):
        warn(note)


def _moved(
    path: Path, exact: Area, earlier: Area | None, now: Gaps, held: tuple[Comparator, ...]
) -> tuple[Movement | None, str]:
    """Give what moved since an earlier period that is named, else since the last pack, with its day."""
    from dtors_network.gaps import find_gaps
    from dtors_network.gaps.moved import findings_moved

    if earlier is not None:
        return findings_moved(find_gaps(earlier, comparators=held), now), ""
    return _since_pack(path, exact, now) or (None, "")


@app.command()
def minutes(
    area: Annotated[str, typer.Argument(metavar="AREA", help="A folder of tables or a workbook of your own.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The workbook of the pack, filled in.")],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DAY", help="The day of the meeting; today if left out.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would be written, and write nothing.")] = False,
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Read the minutes of a meeting back: answers and actions, all of them or, where a cell is wrong, none."""
    from datetime import datetime

    from dtors_network.editing.minutes import read_minutes, rows_of, save_minutes
    from dtors_network.errors import Fault, InputError

    day, exact = day_given(on) or date.today(), read_named(area, codebook, pathway)
    if not Path(area).exists():
        raise InputError([Fault("an illustrative area cannot be written to", "Copy it first", value=area)])
    read = shared(exact, profile)
    from dtors_network.actions.expected import expected_reach
    from dtors_network.model.sharing import refuse_exact

    refuse_exact(read)  # how sure a finding is and what was expected is written into rows that leave later

    def weigh(change: str) -> tuple[str, str]:
        found = expected_reach(read, change)
        return ("", "") if found is None else (written_range(found[0]), written_range(found[1]))

    sure = {gap.id: gap.finding.certainty.value for gap in found_in(read).gaps}
    found = read_minutes(file, exact, day, sure, weigh)
    for line in rows_of(found):
        typer.echo(line)
    if dry_run or not len(found):
        typer.echo("Nothing was written." if dry_run else "There is nothing new in these minutes.")
        return
    tell_written(save_minutes(Path(area), found, datetime.now(), exact.codebook).written)
    typer.echo(f"{len(found):,} of these minutes stand in {exact.name} now.")


def written_range(of: Bounds) -> str:
    """Write a range as a cell."""
    return f"{of.low}..{of.high}" if of.low < of.high else f"{of.low}"


def day_given(text: str | None) -> date | None:
    """Read a day as it is written on the command line."""
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

"""Commands on rounds of questions: what came back, and how a round stands."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
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
from dtors_network.cli.tools import print_text, read_named, shared, show_account, tell_written
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from dtors_network.gaps import Gaps
    from dtors_network.model.area import Area

OwnArea = Annotated[Path, typer.Argument(metavar="AREA", help="Your own area: a folder of tables, or a workbook.")]
FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="FILE…", help="Workbooks and files of saved answers, or folders of them.")
]
RoundOption = Annotated[str, typer.Option("--round", metavar="ID", help="Which round; the last if left out.")]


@app.command()
def replies(
    area: OwnArea,
    files: FilesArgument,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would move, and write nothing.")] = False,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Take in forms that came back: every one becomes the voice of its service, or none does."""
    from dtors_network.accounts.replies import replies_account
    from dtors_network.rounds.taking import keep, take

    exact = read_own(area, codebook, pathway)
    taken = take(area, exact, files, datetime.now())
    before, after = find(shared(exact, profile)), find(shared(taken.area, profile))
    account = replies_account(taken, before, after, dry_run)
    if not dry_run:
        tell_written(keep(area, taken))
    show_account(account, format, sheet)


@app.command()
def rounds(
    area: OwnArea,
    round_: RoundOption = "",
    notice: Annotated[bool, typer.Option("--notice", help="Print a word beforehand for the chair, and stop.")] = False,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """Say how a round of questions stands: who replied, what is left, whom to remind, and which findings moved."""
    exact = read_own(area, codebook, pathway)
    if notice:
        from dtors_network.rounds.reminders import notice as words
        from dtors_network.rounds.result import chosen_of
        from dtors_network.rounds.store import read_rounds

        print_text(words(chosen_of(read_rounds(area, exact), round_, str(area))) + "\n")
        return
    from dtors_network.accounts.rounds import rounds_account
    from dtors_network.rounds.result import rounds_of

    found = rounds_of(area, exact, find(shared(exact, profile)), date.today(), round_)
    show_account(rounds_account(found), format, sheet)


def read_own(area: Path, codebook: Path | None, pathway: Path | None) -> Area:
    """Read an area that rounds can be kept with; one that comes with the program has no place for them."""
    from dtors_network.area_files.illustrative import example_names

    if not area.exists() and str(area) in example_names():
        fix = f"Copy it to a place of your own: dtors-network convert {area} FOLDER"
        raise InputError([Fault("rounds are kept beside an area, and this one comes with the program", fix, str(area))])
    return read_named(str(area), codebook, pathway)


def find(area: Area) -> Gaps:
    """Find the gaps of a protected area, held against published figures."""
    from dtors_network.disclosure.kept import limits_of
    from dtors_network.gaps import find_gaps

    with limits_of(area) as limits:
        found = find_gaps(area, limits=limits)
        _ = found.gaps
    return found

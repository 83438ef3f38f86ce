"""Commands on gaps: what is wanting, and what to ask."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
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
    GroupsOption,
    PathwayOption,
    ProfileOption,
    RuleOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import read_against, read_shared, shared, show_account, tell_written
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dtors_network.gaps import Gaps
    from dtors_network.model.area import Area


@app.command()
def gaps(
    area: AreaArgument,
    group: GroupsOption = None,
    rule: RuleOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    against: AgainstOption = None,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the gaps of an area: how sure each is, whom it affects, what to ask or what would help."""
    from dtors_network.accounts.gaps import gaps_account

    others = read_against(against, area, codebook, profile)
    read = read_shared(area, codebook, pathway, profile)
    show_account(gaps_account(_find(read, group, rule, others)), format, sheet)


@app.command()
def ask(
    area: AreaArgument,
    service: Annotated[str | None, typer.Option("--service", help="Only questions about this service.")] = None,
    group: GroupsOption = None,
    write: Annotated[
        Path | None,
        typer.Option("--write", metavar="FOLDER", help="Open a round: write a form a service there."),
    ] = None,
    round_: Annotated[
        str, typer.Option("--round", metavar="ID", help="Its id; of a round that is open, its forms are written again.")
    ] = "",
    most: Annotated[
        int, typer.Option("--most", min=1, max=50, help="Of a form: questions that matter most, at the most.")
    ] = 10,
    closes: Annotated[
        datetime | None, typer.Option("--closes", formats=["%Y-%m-%d"], help="The day by which replies are asked for.")
    ] = None,
    everyone: Annotated[
        bool, typer.Option("--everyone", help="Write a form for services too that told all that matters.")
    ] = False,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the questions whose answers would settle the open findings, or write them into forms for each service."""
    if write is not None:
        beside = {"--service": service, "--group": group}
        for option in (name for name, given in beside.items() if given):
            raise InputError([Fault(f"{option} chooses what is listed, and forms are written for all", "Leave it out")])
        _write_forms(Path(area), write, round_, (most, everyone, closes), (codebook, pathway, profile))
        return
    from dtors_network.accounts.ask import ask_account

    read = read_shared(area, codebook, pathway, profile)
    show_account(ask_account(_find(read, group, None), service), format)


def _write_forms(
    area: Path,
    folder: Path,
    round_: str,
    how: tuple[int, bool, datetime | None],
    read_by: tuple[Path | None, Path | None, ShownCounts],
) -> None:
    """Open a round, or write the forms of an open one again."""
    from datetime import date

    from dtors_network.cli.rounds import find, read_own
    from dtors_network.rounds.steps import open_next

    most, everyone, closes = how
    exact = read_own(area, *read_by[:2])
    asked, written = open_next(
        area, exact, lambda: find(shared(exact, read_by[2])), date.today(), folder, round_,
        closes.date() if closes else None, most, everyone,
    )  # fmt: skip
    forms = "a workbook and a page for 1 service" if len(asked.forms) == 1 else (
        f"a workbook and a page for each of {len(asked.forms):,} services"
    )  # fmt: skip
    tell_written(written)
    typer.echo(f"{'Opened' if written.files else 'Already open:'} round {asked.round}. Wrote {forms} to {folder}.")
    without = Counter(asked.not_asked.values())
    for why, number in without.items():
        typer.echo(f"No form for {number:,}: {why}.")
    typer.echo(f"A word beforehand for the chair: dtors-network rounds {area} --notice")
    typer.echo(f"When forms come back: dtors-network replies {area} FILE…")


def _find(area: Area, group: Sequence[str] | None, rule: str | None, others: Sequence[Area] = ()) -> Gaps:
    """Find gaps; counts are held against published figures and, where there are some, other areas taken together."""
    from dtors_network.disclosure.kept import limits_of
    from dtors_network.gaps import find_gaps
    from dtors_network.model.groups import read_group

    comparators, groups = None, [read_group(area.codebook, group)] if group else None
    if others:
        from dtors_network.compare import pooled_losses
        from dtors_network.gaps.comparators import shipped_comparators

        comparators = (*shipped_comparators(), *pooled_losses(others))
    with limits_of(area) as limits:
        return find_gaps(area, groups, [rule] if rule else None, comparators, limits)

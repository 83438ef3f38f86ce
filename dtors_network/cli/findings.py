"""Commands on gaps: what is wanting, and what to ask."""

from __future__ import annotations

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
from dtors_network.cli.tools import read_shared, show_account

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

    others = [read_shared(other, codebook, None, profile) for other in against or ()]
    read = read_shared(area, codebook, pathway, profile)
    show_account(gaps_account(_find(read, group, rule, others)), format, sheet)


@app.command()
def ask(
    area: AreaArgument,
    service: Annotated[str | None, typer.Option("--service", help="Only questions about this service.")] = None,
    group: GroupsOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
) -> None:
    """List the questions whose answers would settle the open findings, and whom to ask."""
    from dtors_network.accounts.ask import ask_account

    read = read_shared(area, codebook, pathway, profile)
    show_account(ask_account(_find(read, group, None), service), format)


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

"""The command on changes: what-if."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Annotated, Final

import typer

from dtors_network.cli.app import app
from dtors_network.cli.options import (
    AreaArgument,
    CodebookOption,
    Format,
    FormatOption,
    GroupOption,
    PathwayOption,
    ProfileOption,
    SheetOption,
    ShownCounts,
)
from dtors_network.cli.tools import known, read_shared, show_account
from dtors_network.model.change_kinds import KINDS, Kind

CALLED_NOW: Final = {
    "changes": "sheets.changes",
    "reach": "sheets.reach, with before, after and rise in columns",
    "closed, opened, certainty_changed": "sheets.gaps, told apart by what",
    "coverage": "sheets.coverage",
    "load": "sheets.loads, services whose load changes",
    "assumptions": "notes",
}
"""What members of the JSON document of before are called now."""


def _asked(kind: Kind) -> inspect.Parameter:
    """Make the option of a kind of change: it may be given again and again."""
    form = Annotated[list[str] | None, typer.Option(f"--{kind.option}", metavar=kind.form, help=kind.words)]
    return inspect.Parameter(_name(kind), inspect.Parameter.KEYWORD_ONLY, default=None, annotation=form)


def _name(kind: Kind) -> str:
    return f"change_{kind.option.replace('-', '_')}"


def _with_changes(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for every kind of change, in the place of ``**changes``."""
    asked = list(inspect.signature(command, eval_str=True).parameters.values())
    changes = [_asked(kind) for kind in KINDS.values()]
    own = [one for one in asked if one.kind is not inspect.Parameter.VAR_KEYWORD]
    keywords = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in own]
    every = [*keywords[:2], *changes, *keywords[2:]]
    command.__signature__ = inspect.Signature(every)  # type: ignore[attr-defined]
    command.__annotations__ = {one.name: one.annotation for one in every}
    return command


@app.command("what-if")
@_with_changes
def what_if(
    area: AreaArgument,
    group: GroupOption = None,
    sheet: SheetOption = None,
    format: FormatOption = Format.TABLE,  # noqa: A002
    profile: ProfileOption = ShownCounts.NDTMS,
    codebook: CodebookOption = None,
    pathway: PathwayOption = None,
    **changes: list[str] | None,
) -> None:
    """Say what changes would do: who more would reach aftercare, which gaps close, and whom it would overload."""
    read = read_shared(area, codebook, pathway, profile)
    if group is not None:
        known("client group", group, read.codebook.group)
    from dtors_network.accounts.whatif import whatif_account
    from dtors_network.model.vocabulary import EVERYONE
    from dtors_network.whatif import Baseline, read_changes
    from dtors_network.whatif import what_if as worked_out
    from dtors_network.whatif.curve import strength_curve

    made = read_changes((kind.option, text) for kind in KINDS.values() for text in changes[_name(kind)] or ())
    baseline = Baseline(read)
    found = worked_out(baseline, made, group or EVERYONE)
    account = whatif_account(found, strength_curve(baseline, made, found.group))
    beside = {"client_group": found.group, "not_counted": found.reason or None}
    show_account(account, format, sheet, **beside, called_now=CALLED_NOW)

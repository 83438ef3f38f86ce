"""What commands can be given: shared arguments, options and their values."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How a result is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


class ShownCounts(StrEnum):
    """How counts of people are made fit for others."""

    NDTMS = "ndtms"
    NHS_DIGITAL = "nhs_digital"
    NONE = "none"


AreaArgument = Annotated[
    str, typer.Argument(metavar="AREA", help="A folder of tables, a workbook, or the name of an illustrative area.")
]
GroupOption = Annotated[str | None, typer.Option("--group", help="Judge one client group only.")]
GroupsOption = Annotated[
    list[str] | None,
    typer.Option("--group", help="Judge one client group only; give it twice, or A+B, for people who belong to both."),
]
RuleOption = Annotated[str | None, typer.Option("--rule", help="Judge one gap rule only.")]
FormatOption = Annotated[Format, typer.Option("--format", help="Terminal text, CSV or JSON.")]
SheetOption = Annotated[
    str | None, typer.Option("--sheet", metavar="SHEET", help="Which table alone; of CSV the first if left out.")
]
ProfileOption = Annotated[
    ShownCounts,
    typer.Option("--profile", help="Blocks of 5 (ndtms) or of 8 (nhs_digital); none is for the holder of the data."),
]
AgainstOption = Annotated[
    list[str] | None,
    typer.Option("--against", metavar="AREA", help="Another area; losses are held against all of them together."),
]
CodebookOption = Annotated[Path | None, typer.Option("--codebook", help="Your own codes, beside the shipped ones.")]
PathwayOption = Annotated[Path | None, typer.Option("--pathway", help="Your own reference pathway.")]

"""The tables of an area for reading: a page of the reference."""

from __future__ import annotations

from typing import Final

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.guide import holding
from dtors_network.area_files.schema import AREA, TABLES, Table, columns_of
from dtors_network.model.column import Column
from dtors_network.out.markdown import code, table


def tables_markdown() -> str:
    """Write every table and column of an area as a page of Markdown.

    Returns
    -------
    str
        How an area lies on disk, one section a table, and the laws that are checked.

    Examples
    --------
    >>> tables_markdown().splitlines()[0]
    '# Tables of an area'
    """
    return "\n".join([_OPENING, *map(_section, (AREA, *TABLES)), _CLOSING])


_OPENING: Final = """\
# Tables of an area

An area is a folder with `area.yaml` and one CSV file a table, or one workbook (`.xlsx`) whose sheets have the same
names; its sheet `area` has the columns `key` and `value`. Only `area`, `services` and `statements` are needed. An
optional table that is there without a row says that there was nothing to list; one that is not there says nothing.
`dtors-network new` writes all of them, with headers only. Columns in bold are needed.

## How cells are read

- **Ids** are text and stay what they are: `NA`, `007`, `É`. Spaces before or after an id are a fault. In a workbook
  an id must be a cell of text.
- **Codes, counts, numbers, dates, true and false**: spaces around them do not count. Unknown codes are a fault that
  lists the known ones.
- **true or false**: `true`, `yes`, `false`, `no`, in any case; blank is not true.
- **Counts** are whole numbers; `0` is nobody, and blank is not counted. `11..15` is a number that is known to lie from
  11 to 15, both included (no blanks, the smaller first); `*` stands for `1..4`.
- **Numbers** have a point: `12.5`. **Dates** are `2025-09-30`, or a date of the spreadsheet.
- **Columns that are not listed here** are kept as attributes where a cell holds something. A column that looks like a
  listed one warns.
- **Rows** count as a spreadsheet counts them: the header is row 1, and blank rows count.
- **CSV**: commas; UTF-8 with or without a mark, or Windows-1252; any line end. A cell that starts with `=`, `+`, `-`
  or `@` is written with one apostrophe in front, so that no spreadsheet runs it, and reading takes exactly one off
  again.
- **Workbooks**: formulas, errors, macros and hidden sheets of a table are faults; drop-downs and other sheets are not
  read.
- **Codes and routes of your own** go into `codebook.yaml` and `pathway.yaml` in the folder, or beside the workbook as
  `name.codebook.yaml` and `name.pathway.yaml`.
"""
_CLOSING: Final = """\
## Laws

Every fault is told at once, with file, row, column, value and what to do. A law about counts that are hidden or not
counted is broken only where no counts could keep it.

- Ids of organisations, services and reports are unique, and so are the rows of counts for the same people.
- Every id that is used is listed. No link leads from a service to itself.
- `waited_over_21_days` ≤ `started` ≤ `accepted` ≤ `referred`; `kept_by_sender` ≤ `referred` − `started`.
- Reasons add up to at most `referred` − `started`.
- A client group's count is at most everyone's at the same place.
- An answer names what its question is about. A report names one place: a link, a service, a service type, or none for
  the area.
- A period does not end before it starts.

What is allowed and told as a warning: a `said_on` outside the period, an empty optional table, a column that looks
like a known one, a median wait beyond the 90 % one, more of a group lost than of everyone, a side without a link,
two services of one organisation with the same name.
"""


def _section(of: Table) -> str:
    needed = "" if of.needed else " Optional."
    lines = [_line(column) for column in columns_of(of, shipped_codebook())]
    heading = f"## {code(of.name)}\n\n{of.description[0].upper()}{of.description[1:]}.{needed}\n"
    return f"{heading}\n{table(['column', 'holds', 'blank means', 'example', 'meaning'], lines)}"


def _line(column: Column) -> tuple[str, ...]:
    name = f"**{code(column.name)}**" if column.required else code(column.name)
    example = code(column.example) if column.example else ""
    return name, holding(column, shipped_codebook()), column.blank, example, column.description

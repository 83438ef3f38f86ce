"""What somebody does to a table, as a frozen value that can be written down and done again."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from dtors_network.editing.block import Block, placed
from dtors_network.editing.grid import Grid, with_block, with_rows, without_rows
from dtors_network.errors import refuse


@dataclass(frozen=True, slots=True)
class Put:
    """Cells put into a table: one that was typed, or a block that was pasted."""

    table: str
    row: int
    column: int
    block: Block
    pasted: bool = False

    def of(self, grid: Grid) -> Grid:
        """Give the table after it."""
        row, column, block = placed(grid, self.row, self.column, self.block) if self.pasted else self._typed()
        return with_block(grid, row, column, block)

    def _typed(self) -> tuple[int, int, Block]:
        return self.row, self.column, self.block


@dataclass(frozen=True, slots=True)
class AddRows:
    """Blank rows put in before a row."""

    table: str
    row: int
    number: int = 1

    def of(self, grid: Grid) -> Grid:
        """Give the table after it."""
        return with_rows(grid, self.row, self.number)


@dataclass(frozen=True, slots=True)
class DeleteRows:
    """Rows taken out, by where they stand."""

    table: str
    rows: tuple[int, ...]

    def of(self, grid: Grid) -> Grid:
        """Give the table after it."""
        return without_rows(grid, self.rows)


Edit = Put | AddRows | DeleteRows
KINDS: Final[dict[str, type[Any]]] = {"put": Put, "add": AddRows, "delete": DeleteRows}
MOST_ADDED: Final = 1_000


def edit_record(edit: Edit) -> dict[str, Any]:
    """Write an edit as plain values.

    Examples
    --------
    >>> edit_record(DeleteRows("arrivals", (2,)))
    {'do': 'delete', 'table': 'arrivals', 'rows': (2,)}
    """
    kind = next(name for name, of in KINDS.items() if isinstance(edit, of))
    return {"do": kind, **asdict(edit)}


def read_edit(record: Any) -> Edit:
    """Read an edit from plain values; nothing that was sent is trusted.

    Raises
    ------
    InputError
        If it is none.

    Examples
    --------
    >>> read_edit({"do": "add", "table": "arrivals", "row": 0, "number": 2})
    AddRows(table='arrivals', row=0, number=2)
    """
    try:
        return _read(record)
    except (KeyError, TypeError, ValueError):
        refuse("", "this is no change of a table", "Load the page again")


def _read(record: Any) -> Edit:
    table, kind = _text(record["table"]), record["do"]
    if kind == "put":
        block = tuple(tuple(map(_text, cells)) for cells in record["block"])
        return Put(table, _whole(record["row"]), _whole(record["column"]), block, record.get("pasted") is True)
    if kind == "add":
        return AddRows(table, _whole(record["row"]), min(_whole(record.get("number", 1)), MOST_ADDED))
    if kind == "delete":
        return DeleteRows(table, tuple(map(_whole, record["rows"])))
    raise ValueError(kind)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(value)
    return value


def _whole(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise TypeError(value)
    return value

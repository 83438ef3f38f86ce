"""A map of the words of records: what their columns and codes are called here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dtors_network.formats.near import did_you_mean
from dtors_network.formats.yaml_fields import Fields


@dataclass(frozen=True, slots=True)
class RecordMap:
    """What columns and codes of records are called here.

    Attributes
    ----------
    columns : mapping of str to str
        By our name of a column, theirs.
    values : mapping of str to mapping of str to str
        By our name of a column, what its cells stand for; ``service`` holds for source and target as well.
    month_first : bool
        Whether 03/04/2025 is the fourth of March.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    month_first: bool = False

    def column(self, name: str) -> str:
        """Give their name of a column."""
        return self.columns.get(name, name)

    def value(self, column: str, text: str) -> str:
        """Give our word for a cell."""
        own = self.values.get(column, {})
        if text in own:
            return own[text]
        shared = self.values.get("service", {}) if column in ("source", "target") else {}
        return shared.get(text, text)


def read_map(path: Path, known: tuple[str, ...]) -> RecordMap:
    """Read a map.

    Parameters
    ----------
    path : Path
        A YAML file with ``columns`` (ours: theirs), ``values`` (by column, theirs: ours) and ``month_first``.
    known : tuple of str
        The columns that records may have.

    Returns
    -------
    RecordMap
        What it says.

    Raises
    ------
    InputError
        With every fault, each with its line.
    """
    fields = Fields.of_file(path)
    columns, values = fields.below("columns"), fields.below("values")
    for block in (columns, values):
        for name in block.mapping:
            if name not in known:
                block.note(name, "there is no such column of records", did_you_mean(name, known), name)
    told = {column: values.below(column) for column in values.mapping}
    found = RecordMap(
        columns={column: columns.text(column) for column in columns.mapping},
        values={column: {cell: block.text(cell, "") for cell in block.mapping} for column, block in told.items()},
        month_first=fields.flag("month_first", False),
    )
    fields.finish()
    fields.settle()
    return found

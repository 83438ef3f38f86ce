"""A map of the words of records: what their columns and codes are called here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import did_you_mean
from dtors_network.model.same_name import composed
from dtors_network.records.day_order import Order
from dtors_network.safe.yaml_fields import Fields
from dtors_network.shipped import data_path


@dataclass(frozen=True)
class RecordMap:
    """What columns and codes of records are called here.

    Attributes
    ----------
    columns : mapping of str to tuple of str
        By our name of a column, theirs; of several, the first that a file has. One of theirs may stand for two of ours.
    values : mapping of str to mapping of str to str
        By our name of a column, what its cells stand for; ``service`` holds for source and target as well.
    order : Order or None
        How days in numbers are written, such as 03/04/2025; None where nothing is said, and the values decide.
    blank : frozenset of str
        What stands in empty cells, in every column.
    """

    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    order: Order | None = None
    blank: frozenset[str] = frozenset()

    def called(self, column: str) -> tuple[str, ...]:
        """Give what a column of ours may be called, our own name last."""
        return tuple(dict.fromkeys((*self.columns.get(column, ()), column)))

    def value(self, column: str, text: str) -> str:
        """Give our word for a cell; blanks around it and how its letters are stored do not matter."""
        text = composed(text)
        if text in self._blank:
            return ""
        own = self._values.get(column, {})
        if text in own:
            return own[text]
        shared = self._values.get("service", {}) if column in ("source", "target") else {}
        return shared.get(text, text)

    @cached_property
    def _values(self) -> dict[str, dict[str, str]]:
        return {column: {composed(cell): word for cell, word in words.items()} for column, words in self.values.items()}

    @cached_property
    def _blank(self) -> frozenset[str]:
        return frozenset(composed(cell) for cell in self.blank)

    def over(self, base: RecordMap) -> RecordMap:
        """Give a map that says what this one says, and what another says beside it."""
        both = {column: {**base.values.get(column, {}), **self.values.get(column, {})} for column in base.values}
        return RecordMap(
            columns={**base.columns, **self.columns},
            values={**self.values, **both},
            order=self.order or base.order,
            blank=self.blank | base.blank,
        )


def read_map(path: Path, known: tuple[str, ...]) -> RecordMap:
    """Read a map.

    Parameters
    ----------
    path : Path
        A YAML file with ``columns`` (ours: theirs, or a list of such), ``values`` (by column, theirs: ours),
        ``month_first``, ``year_first`` and ``blank``.
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
        columns={column: columns.texts(column) for column in columns.mapping},
        values={column: {cell: block.text(cell, "") for cell in block.mapping} for column, block in told.items()},
        order=_order(fields),
        blank=frozenset(fields.texts("blank")) if fields.has("blank") else frozenset(),
    )
    fields.finish()
    fields.settle()
    return found


def _order(fields: Fields) -> Order | None:
    if fields.flag("year_first", False):
        return Order.YEAR
    return (Order.MONTH if fields.flag("month_first", False) else Order.DAY) if fields.has("month_first") else None


def shipped_maps() -> dict[str, Path]:
    """Give the maps that are shipped, by name.

    Examples
    --------
    >>> [*shipped_maps()]
    ['event_log', 'ndtms']
    """
    return {path.stem: path for path in sorted((data_path() / "record_maps").glob("*.yaml"))}


def read_maps(named: Sequence[str], known: tuple[str, ...]) -> RecordMap:
    """Read some maps, each a file or the name of a shipped one; a later one goes over an earlier one.

    Raises
    ------
    InputError
        If a map cannot be read, or is neither there nor shipped.
    """
    whole, shipped = RecordMap(), shipped_maps()
    for name in named:
        if not Path(name).exists() and name not in shipped:
            fix = f"Check the path for a slip, or name a shipped map: {', '.join(shipped)}"
            raise InputError([Fault("there is no such map", fix, file=name)])
        whole = read_map(Path(name) if Path(name).exists() else shipped[name], known).over(whole)
    return whole

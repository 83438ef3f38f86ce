"""What a reader gives: rows for an area's tables, figures, and what a user must know about both."""

from __future__ import annotations

from dataclasses import dataclass

from dtors_network.model.area import BarrierReport, Row


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What was read from one file.

    Attributes
    ----------
    file : str
        The file.
    cautions : tuple of str
        What a reader of the results must know: what was left out, and what the source cannot say. Never names people.
    """

    file: str
    cautions: tuple[str, ...] = ()

    @property
    def tables(self) -> dict[str, tuple[Row, ...]]:
        """Rows for an area, by table; a table that is not there was not read."""
        return {}


@dataclass(frozen=True, kw_only=True)
class Reports(Reading):
    """Barrier reports made of a study.

    Attributes
    ----------
    barriers : tuple of BarrierReport
        Rows for the area's table.
    unmapped : tuple of (str, int)
        Codes in use that stand for neither a barrier nor a place, with the passages at which they stand.
    """

    barriers: tuple[BarrierReport, ...] = ()
    unmapped: tuple[tuple[str, int], ...] = ()

    @property
    def tables(self) -> dict[str, tuple[Row, ...]]:
        """The barriers."""
        return {"barriers": self.barriers}

"""A row that a reader made, as the cells of its table: the shape in which it goes into an area."""

from __future__ import annotations

from dataclasses import fields

from dtors_network.area_files.schema import ACCEPTS
from dtors_network.area_files.table_text import cell_text
from dtors_network.model.area import Row


def row_cells(row: Row) -> dict[str, str]:
    """Give the cells of a row by column, further columns last; blank ones are left out.

    Parameters
    ----------
    row : Row
        A row of any table.

    Returns
    -------
    dict of str to str
        Text as a CSV file or a sheet of the area would hold it, before formulas are made harmless.

    Examples
    --------
    >>> from dtors_network.model.area import Service
    >>> row_cells(Service(service="hub", service_type="open_access", places=4, extra=(("way_in", "drop in"),)))
    {'service': 'hub', 'service_type': 'open_access', 'places': '4', 'way_in': 'drop in'}
    """
    names = [field.name for field in fields(row) if field.name not in ("extra", "origin", "accepts")]
    defaults = {field.name: field.default for field in fields(row)}
    cells = {name: cell_text(getattr(row, name)) for name in names if getattr(row, name) != defaults[name]}
    cells |= {f"{ACCEPTS}{group}": cell_text(said) for group, said in getattr(row, "accepts", ())}
    cells |= {name: cell_text(text) for name, text in row.extra}
    return {name: text for name, text in cells.items() if text}

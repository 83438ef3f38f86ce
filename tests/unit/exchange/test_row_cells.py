"""The cells of a row are what the area's own reader turns into the same row again."""

from datetime import date

import pytest

from dtors_network.area_files.rows import read_rows
from dtors_network.area_files.schema import TABLE
from dtors_network.area_files.sheets import lay_out
from dtors_network.examples import small_area
from dtors_network.exchange.row_cells import row_cells
from dtors_network.model.area import BarrierReport, Organisation, Row, Service
from dtors_network.model.vocabulary import End, Sector

AREA = small_area()
ROWS = [(name, row) for name in TABLE for row in getattr(AREA, name)]
ROWS += [
    ("services", Service(service="x", service_type="gp", extra=(("way_in", "by letter"), ("status", "active")))),
    ("organisations", Organisation(organisation="o", name="Trust", sector=Sector.NHS)),
    (
        "barriers",
        BarrierReport(
            report="D01.3-9.engagement.trust",
            code="engagement.trust",
            side=End.SENDER,
            source="a",
            target="b",
            said_on=date(2025, 2, 3),
            locator="characters 3-9",
            excerpt="=1+1",
        ),
    ),
]


@pytest.mark.parametrize(("table", "row"), ROWS)
def test_cells_read_again_are_the_row(table: str, row: Row) -> None:
    cells = row_cells(row)
    assert all(cells.values())
    found, faults = read_rows(TABLE[table], lay_out(table, [list(cells), list(cells.values())]), AREA.codebook)
    assert (found, faults) == ((row,), ())


def test_there_are_rows_of_several_tables() -> None:
    assert len({table for table, _ in ROWS}) > 4

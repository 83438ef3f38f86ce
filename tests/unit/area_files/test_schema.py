"""The schema agrees with the model, with the laws and with its own examples."""

from dataclasses import fields

import pytest

from dtors_network.area_files.cells import parser
from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.guide import guide_rows, readme
from dtors_network.area_files.schema import AREA, TABLE, TABLES, Table, columns_of
from dtors_network.model.area import ROW_TYPES, Area
from dtors_network.model.column import Column, Kind

BOOK = shipped_codebook()
EVERY = [(table, column) for table in (AREA, *TABLES) for column in columns_of(table, BOOK)]


def test_every_table_of_the_model_is_described_in_its_order() -> None:
    assert list(TABLE) == list(ROW_TYPES)
    assert {table.name for table in TABLES if table.needed} == {"services", "statements"}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_field_of_a_row_is_a_column(table: Table) -> None:
    known = [field.name for field in fields(ROW_TYPES[table.name]) if field.name not in ("extra", "origin", "accepts")]
    assert [column.name for column in table.columns] == known


def test_every_plain_field_of_an_area_is_a_key() -> None:
    tables = {*TABLE, "tables", "released", "codebook", "pathway", "extra"}
    assert [column.name for column in AREA.columns] == [
        field.name for field in fields(Area) if field.name not in tables
    ]


def test_each_client_group_has_its_column() -> None:
    assert {f"accepts_{group}" for group in BOOK.group} <= {
        column.name for column in columns_of(TABLE["services"], BOOK)
    }


@pytest.mark.parametrize(("table", "column"), EVERY, ids=lambda part: part.name)
def test_every_column_is_described_and_its_example_can_be_read(table: Table, column: Column) -> None:
    assert column.description
    assert not column.description.endswith(".")
    if column.example:
        assert parser(column, BOOK)(column.example) is not None
    if column.required:
        assert column.example
    if column.kind in (Kind.CODE, Kind.CODES):
        assert bool(column.choices) != bool(column.codebook)


def test_the_guide_and_the_readme_name_every_column() -> None:
    assert [row[:2] for row in guide_rows(BOOK)] == [(table.name, column.name) for table, column in EVERY]
    text = readme(BOOK)
    assert all(f"  {column.name}" in text for _, column in EVERY)
    assert "referral.funding_fear" in text

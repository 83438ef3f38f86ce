"""A list of names as somebody keeps it: merged cells, headings, sums, names twice, endings written in three ways."""

from pathlib import Path

from openpyxl import Workbook

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.exchange.registers.names import read_names

ROWS = (
    ("Services in Kent, updated in November", "", ""),
    ("", "", ""),
    ("Service Name ", " Provider", "Type of service"),
    ("Harbour House ", "Harbour Recovery Ltd.", "Residential rehab"),
    ("Harbour House", "Harbour Recovery Ltd", "rehab"),
    ("Harbour Lodge", "Harbour Recovery Limited", ""),
    ("Mutual aid and support", "", ""),
    ("  The Bridge\u00a0Project", "Bridge CIC", "Outreach"),
    ("Bridge House", "", ""),
    ("TOTAL", "", "6"),
)


def test_a_list_as_it_is_kept_gives_its_services_and_says_what_was_left_out(tmp_path: Path) -> None:
    book = Workbook()
    for row in ROWS:
        book.active.append(row)
    for cells in ("A1:C1", "A7:C7", "B8:B9"):
        book.active.merge_cells(cells)
    book.save(tmp_path / "messy.xlsx")
    found = read_names(tmp_path / "messy.xlsx", shipped_codebook())
    services = [one.service for one in found.candidates]
    assert [one.name for one in services] == ["Harbour House", "Harbour Lodge", "The Bridge Project", "Bridge House"]
    assert [one.origin.row for one in services if one.origin] == [4, 6, 8, 9]
    runs = [one.organisation for one in services]
    assert runs[0] == runs[1] != runs[2] == runs[3]  # Ltd. and Limited are one; what is merged downwards is of each row
    assert len(found.organisations) == 2
    told = " ".join(found.cautions)
    assert "1 row repeats a name, and is taken once" in told
    assert "3 rows are headings or sums, and were left out" in told and "“Mutual aid and support”" in told

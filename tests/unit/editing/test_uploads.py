"""An upload is read within bounds, told cell by cell, and leaves nothing on the disk."""

import stat
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dtors_network.editing.uploads import LARGEST, read_upload
from dtors_network.errors import InputError
from dtors_network.examples import counted_area
from tests.unit.editing.place import written


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    place = written(tmp_path_factory.mktemp("uploads"))
    return {file.name: file.read_bytes() for file in place.iterdir()}


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files are made, to see that none is left."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def packed(files: dict[str, bytes], folder: str = "") -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(folder + name, content)
    return out.getvalue()


@pytest.mark.parametrize("folder", ["", "Our area/", "a/b/"])
def test_a_zip_of_tables_is_an_area(files: dict[str, bytes], temporary: Path, folder: str) -> None:
    machine = {"__MACOSX/._area.yaml": b"x", f"{folder}notes.docx": b"x", f"{folder}people.csv": b"dob\n1970-01-01\n"}
    content = packed({**{folder + name: raw for name, raw in files.items()}, **machine})
    read = read_upload("ours.zip", content)
    assert read.area.services == counted_area().services or read.area.name == counted_area().name
    assert read.unread == (f"{folder}notes.docx", f"{folder}people.csv")
    assert [*temporary.iterdir()] == []


def test_a_workbook_is_an_area_whatever_its_path_says(tmp_path: Path) -> None:
    place = written(tmp_path, "ours.xlsx")
    assert read_upload("..\\..\\C:\\ours.XLSX", place.read_bytes()).area.name == counted_area().name


def test_faults_are_told_cell_by_cell(files: dict[str, bytes], temporary: Path) -> None:
    wrong = files["services.csv"].replace(b"specialist_prescribing", b"prescribing")
    with pytest.raises(InputError) as error:
        read_upload("ours.zip", packed({**files, "services.csv": wrong}))
    assert [(one.file, one.row, one.column, one.value) for one in error.value.faults] == [
        ("services.csv", 3, "service_type", "prescribing")
    ]
    assert [*temporary.iterdir()] == []


def test_a_formula_is_told_at_its_cell(tmp_path: Path) -> None:
    place = written(tmp_path, "ours.xlsx")
    book = load_workbook(place)
    book["arrivals"]["C2"] = "=60+60"
    book.save(place)
    with pytest.raises(InputError) as error:
        read_upload("ours.xlsx", place.read_bytes())
    assert str(error.value).startswith("ours.xlsx, sheet arrivals, row 2, column count: this cell holds a formula")


@pytest.mark.parametrize("column", ["NHS number", "dob", "Surname", "client_id", "postcode"])
def test_columns_of_single_people_are_refused(files: dict[str, bytes], column: str) -> None:
    arrivals = b"service,client_group,count," + column.encode() + b"\ngp,everyone,120,SECRET\n"
    with pytest.raises(InputError) as error:
        read_upload("ours.zip", packed({**files, "arrivals.csv": arrivals}))
    assert "this column tells one person from another" in str(error.value) and "SECRET" not in str(error.value)


def link() -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        one = zipfile.ZipInfo("services.csv")
        one.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(one, "/etc/passwd")
        archive.writestr("area.yaml", "id: x")
    return out.getvalue()


def lying() -> bytes:
    """A zip whose directory says that a part of a hundred million bytes has ten."""
    raw = bytearray(packed({"area.yaml": b"a" * 30_000_000}))
    at = raw.rindex(b"PK\x01\x02")
    raw[at + 24 : at + 28] = (10).to_bytes(4, "little")
    return bytes(raw)


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("ours.zip", packed({"../area.yaml": b"id: x"}), "holds a part whose name leads out of it"),
        ("ours.zip", packed({"/etc/area.yaml": b"id: x"}), "holds a part whose name leads out of it"),
        ("ours.zip", link(), "this zip holds a link to another file"),
        ("ours.zip", packed({"area.yaml": b"a" * 101_000_000}), "unpacks to more than 100,000,000 bytes"),
        ("ours.zip", packed({"area.yaml": b"a" * 30_000_000}), "unpacks to more than 200 times its size"),
        ("ours.zip", lying(), "ours.zip: "),
        ("ours.zip", packed({f"{at}.csv": b"" for at in range(201)}), "is packed from more than 200 parts"),
        ("ours.zip", packed({"x/area.yaml": b"id: x", "y/area.yaml": b"id: y"}), "holds more than one area (x, y)"),
        ("ours.zip", packed({"notes.docx": b""}), "this zip holds no area"),
        ("ours.zip", b"PK\x03\x04 broken", "this is not a whole zip"),
        ("ours.zip", b"\0" * (LARGEST + 1), "this file is larger than 20,000,000 bytes"),
        ("ours.xlsm", b"", "this is neither a workbook nor a zip"),
        ("services.csv", b"", "this is neither a workbook nor a zip"),
        ("ours.xlsx", b"service,count", "this is not an Excel workbook"),
        ("ours.xlsx", packed({"xl/vbaProject.bin": b""}), "this workbook holds macros"),
    ],
)  # fmt: skip
def test_what_is_harmful_or_no_area_is_told_in_one_sentence(
    name: str, content: bytes, said: str, temporary: Path
) -> None:
    with pytest.raises(InputError) as error:
        read_upload(name, content)
    assert len(error.value.faults) == 1 and said in str(error.value)
    assert [*temporary.iterdir()] == []

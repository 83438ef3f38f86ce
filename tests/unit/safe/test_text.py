"""Text as people save it, and the whole of what is told where it is none."""

from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.safe.text import decode, read_text

AGAIN = 'Save the file again as "CSV UTF-8" or as plain UTF-8 text'


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        (b"", ""),
        (b"\xef\xbb\xbf", ""),
        ("naïve €".encode(), "naïve €"),
        ("naïve €".encode("utf-8-sig"), "naïve €"),
        ("naïve €".encode("cp1252"), "naïve €"),
        (b"a\r\nb\rc\n", "a\r\nb\rc\n"),
    ],
)
def test_text_is_read_and_line_ends_are_kept(raw: bytes, text: str) -> None:
    assert decode(raw, "x.csv") == text


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"ab\x81", "byte 0x81 at offset 2 is neither UTF-8 nor Windows-1252"),
        (b"\xe9\x9d", "byte 0x9d at offset 1 is neither UTF-8 nor Windows-1252"),
        (b"\xef\xbb\xbfab\xe9c", "byte 0xe9 at offset 5 is neither UTF-8 nor Windows-1252"),
        ("ab".encode("utf-16"), "this is not a text file in UTF-8 or Windows-1252"),
        (b"PK\x00", "this is not a text file in UTF-8 or Windows-1252"),
    ],
)
def test_what_is_no_text_is_told(raw: bytes, problem: str) -> None:
    with pytest.raises(InputError) as caught:
        decode(raw, "x.csv")
    assert str(caught.value) == f"x.csv: {problem}. {AGAIN}"


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "none.csv")
    assert str(caught.value) == f"{tmp_path / 'none.csv'}: there is no such file. Check the path for a slip"
    with pytest.raises(InputError) as caught:
        read_text(tmp_path)
    assert str(caught.value) == (f"{tmp_path}: this is a folder, and a file is needed. Name the file inside the folder")


def test_a_disk_that_fails_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", fail)
    with pytest.raises(InputError) as caught:
        read_text(tmp_path / "x.csv")
    assert str(caught.value) == (
        f"{tmp_path / 'x.csv'}: this file cannot be read: Input/output error. "
        "Copy the file to a local disk and try again"
    )

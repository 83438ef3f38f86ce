"""Files that break off, that are none, or that were made to exhaust a machine: one clear message, soon, in bounds."""

from __future__ import annotations

import gzip
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from dtors_network.errors import InputError

HEAD = "person,source,target,referred_on,started_on\n"
ENGINES = pytest.mark.parametrize("engine", ["polars"])
SECONDS, MEGABYTES = 5, 500
RUN = """
import sys
from dtors_network.cli import main
from tests.peak import most_memory
sys.argv = ["dtors-network", "count", sys.argv[1], "--into", sys.argv[2]]
try:
    main()
finally:
    print(most_memory())
"""


def whole(path: Path) -> Path:
    rows = {name: ["P1", "P2"] for name in HEAD.strip().split(",")}
    pl.DataFrame(rows | {"referred_on": ["2025-03-01", "2025-03-02"], "started_on": ["", ""]}).write_parquet(path)
    return path


def truncated(path: Path) -> None:
    path.write_bytes(whole(path).read_bytes()[:-40])


def torn(path: Path) -> None:
    """A footer that is whole, before it nothing that it promises."""
    raw = bytearray(whole(path).read_bytes())
    raw[4:200] = bytes(196)
    path.write_bytes(bytes(raw))


def no_parquet(path: Path) -> None:
    path.write_text(HEAD, encoding="utf-8")


def one_line(path: Path) -> None:
    with path.open("wb") as file:
        file.write(HEAD.encode())
        for _ in range(64):
            file.write(b"x" * 2**24)


def no_line_end(path: Path) -> None:
    with path.open("wb") as file:
        for _ in range(64):
            file.write(b"x" * 2**24)


def binary(path: Path) -> None:
    path.write_bytes(bytes(range(256)) * 4096)


def wide_letters(path: Path) -> None:
    path.write_text(HEAD, encoding="utf-16")


def latin(path: Path) -> None:
    path.write_bytes((HEAD + "Zoë,gp,clinic,2025-03-01,\n").encode("latin-1"))


def packed_bomb(path: Path) -> None:
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(64):
            file.write(b"x" * 2**24)


def broken_pack(path: Path) -> None:
    path.write_bytes(gzip.compress((HEAD + "P1,gp,clinic,2025-03-01,\n" * 10_000).encode())[:-200])


def no_pack(path: Path) -> None:
    path.write_text(HEAD, encoding="utf-8")


def empty(path: Path) -> None:
    path.write_bytes(b"")


HOSTILE = {
    "a.parquet": (truncated, "this Parquet file ends too early"),
    "b.parquet": (no_parquet, "this is no Parquet file"),
    "c.csv": (one_line, "a line of this file is longer than"),
    "d.csv": (no_line_end, "a line of this file is longer than"),
    "e.csv": (binary, "this is not text in UTF-8"),
    "f.csv": (wide_letters, "this is not text in UTF-8"),
    "g.csv": (latin, "this is not text in UTF-8"),
    "h.csv.gz": (packed_bomb, "a line of this file is longer than"),
    "i.csv.gz": (broken_pack, "this file cannot be read"),
    "j.csv.gz": (no_pack, "this file cannot be read"),
    "k.csv": (empty, "this file is empty"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_one_clear_message_ends_it(counted, tmp_path, name):
    make, told = HOSTILE[name]
    make(tmp_path / name)
    with pytest.raises(InputError) as caught:
        counted(tmp_path / name)
    (fault,) = caught.value.faults
    assert told in fault.problem
    assert fault.file == name


def test_every_bad_file_is_told_at_once(counted, tmp_path):
    names = ("a.parquet", "b.parquet", "f.csv", "j.csv.gz")
    for name in names:
        HOSTILE[name][0](tmp_path / name)
    with pytest.raises(InputError) as caught:
        counted(*(tmp_path / name for name in names))
    assert [fault.file for fault in caught.value.faults] == [*names]


@ENGINES
def test_pages_that_are_torn_are_told_and_no_traceback(counted, tmp_path, engine):
    torn(tmp_path / "torn.parquet")
    with pytest.raises(InputError, match="cannot be read to the end"):
        counted(tmp_path / "torn.parquet", engine=engine)


@ENGINES
def test_rows_with_more_cells_than_the_header_are_told(counted, engine):
    with pytest.raises(InputError, match="cannot be read to the end"):
        counted(f"{HEAD}P1,gp,clinic,2025-03-01,,more,cells\n", engine=engine)


@pytest.mark.parametrize("name", ["c.csv", "h.csv.gz", "e.csv", "a.parquet"])
def test_the_command_ends_within_five_seconds_and_500_megabytes(tmp_path, area, name):
    from dtors_network.area_files.area_io import write_area

    write_area(area, tmp_path / "area")
    HOSTILE[name][0](tmp_path / name)
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(tmp_path / name), str(tmp_path / "area")],
        capture_output=True, text=True, timeout=SECONDS * 4, check=False,
    )  # fmt: skip
    assert done.returncode == 2, done.stderr
    assert done.stderr.count("error:") == 1
    assert "Traceback" not in done.stderr
    assert float(done.stdout.split()[-1]) < MEGABYTES

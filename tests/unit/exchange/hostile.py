"""Files made to do harm, small on disk: each is refused with one message, quickly and in little memory."""

import json
import sys
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from dtors_network.errors import InputError
from tests.peak import most_memory

SECONDS = 5.0
MEGABYTES = 500


def refused(name: str, read: Callable[[], object], most: int = 1) -> None:
    """Say that a file was refused in time and in as few words; anything else ends the process with an error."""
    start = time.process_time()  # of this process alone, since other tests run beside it
    try:
        read()
    except InputError as error:
        assert len(error.faults) <= most, (name, error.faults[:3])
        assert len(str(error.faults[0])) < 400, name
    else:
        raise AssertionError(f"{name} was read")
    took = time.process_time() - start
    assert took < SECONDS, f"{name} took {took:.1f} s"
    sys.stderr.write(f"{name}: {took:.2f} s\n")


def check_memory() -> None:
    used = most_memory()
    assert used < MEGABYTES, f"{used:.0f} MB"
    sys.stderr.write(f"most memory: {used:.0f} MB\n")


def packed(place: Path, document: bytes, name: str = "project.qde") -> Path:
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, document)
    return place


def bomb(place: Path, megabytes: int, name: str = "project.qde") -> Path:
    """Pack far more than the file is large, without ever holding it."""
    with zipfile.ZipFile(place, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(name, "w") as part:
        for _ in range(megabytes):
            part.write(b" " * 1_000_000)
    return place


def lying(place: Path, megabytes: int, name: str = "project.qde") -> Path:
    """Pack a part whose directory promises one byte."""
    bomb(place, megabytes, name)
    with zipfile.ZipFile(place) as archive:
        true = archive.infolist()[0].CRC
    raw = place.read_bytes()
    size, one = (megabytes * 1_000_000).to_bytes(4, "little"), (1).to_bytes(4, "little")
    crc, lie = true.to_bytes(4, "little"), zlib.crc32(b" ").to_bytes(4, "little")
    place.write_bytes(raw.replace(size, one).replace(crc, lie))
    return place


def sparse(place: Path, start: bytes, size: int) -> Path:
    """Make a file of any size that takes no room."""
    with place.open("wb") as file:
        file.write(start)
        file.truncate(size)
    return place


def one_line(place: Path, header: str, size: int) -> Path:
    place.write_text(header + "\n" + "a" * size, encoding="utf-8")
    return place


def deep_json(place: Path, depth: int = 100_000) -> Path:
    place.write_text("[" * depth + "]" * depth, encoding="utf-8")
    return place


def many_json(place: Path) -> Path:
    place.write_text(json.dumps([[]] * 2_000_000), encoding="utf-8")
    return place

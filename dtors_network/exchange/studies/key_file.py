"""The key of a study as a file: what its names stand for, to be filled in, and to be kept apart."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from dtors_network.area_files.csv_tables import csv_text
from dtors_network.area_files.staging import write_files
from dtors_network.exchange.studies.meanings import Names
from dtors_network.exchange.studies.refi_map import key_rows, read_map
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.model.area import Service
from dtors_network.model.codebook import Codebook


def write_key(file: Path, place: Path, given: Path | None, codebook: Codebook, services: Iterable[Service]) -> None:
    """Write what the names of a study stand for: those that a key gives already, and those that are guessed.

    Something of this name already, or a study or key that cannot be read, is refused.
    """
    study, services = read_study(file), tuple(services)
    known = read_map(given, study, codebook, services) if given else {}
    rows = key_rows(study, Names(codebook, services), known)

    def fill(folder: Path) -> None:
        (folder / place.name).write_bytes(csv_text(rows).encode("utf-8-sig"))

    write_files([place], fill)

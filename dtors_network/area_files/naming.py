"""Where the files of an area lie: within its folder, or beside its workbook and named after it."""

from __future__ import annotations

from pathlib import Path
from typing import Final

AREA_FILE: Final = "area.yaml"
CODEBOOK_FILE: Final = "codebook.yaml"
PATHWAY_FILE: Final = "pathway.yaml"
IMPORTS_FILE: Final = "imports.csv"


def is_workbook(path: Path) -> bool:
    """Tell an area in one workbook from one in a folder.

    Examples
    --------
    >>> is_workbook(Path("ours.xlsx")), is_workbook(Path("ours"))
    (True, False)
    """
    return path.suffix.lower() == ".xlsx" and not path.is_dir()


def home_of(path: Path) -> Path:
    """Give the folder that holds the files of an area.

    Examples
    --------
    >>> home_of(Path("maps/ours.xlsx")).name
    'maps'
    """
    return path.parent if is_workbook(path) else path


def own_file(path: Path, name: str) -> Path:
    """Name a file of an area that is none of its tables.

    Examples
    --------
    >>> own_file(Path("maps/kent.xlsx"), "codebook.yaml").name, own_file(Path("kent"), "codebook.yaml").name
    ('kent.codebook.yaml', 'codebook.yaml')
    """
    return path.with_name(f"{path.stem}.{name}") if is_workbook(path) else path / name


def own_folder(path: Path, name: str) -> Path:
    """Name a folder of an area, such as that of its rounds.

    Examples
    --------
    >>> own_folder(Path("ours"), "rounds").as_posix(), own_folder(Path("ours.xlsx"), "rounds").as_posix()
    ('ours/rounds', 'ours.xlsx.rounds')
    """
    return path.with_name(f"{path.name}.{name}") if is_workbook(path) else path / name

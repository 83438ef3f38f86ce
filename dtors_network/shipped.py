"""Where the shipped data lie: beside the package in a checkout, inside it once installed."""

from __future__ import annotations

from pathlib import Path

VERSION = "0.1.0"
"""Of this program; the build reads it here (``pyproject.toml``)."""

PACKAGE = Path(__file__).resolve().parent


def data_path(package: Path = PACKAGE) -> Path:
    """Find the folder with the codebook, the pathways and the illustrative areas.

    In a checkout it is the checkout's own folder, so that no copy can be out of date.

    Parameters
    ----------
    package : Path
        The folder of the package; only tests give another one.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    FileNotFoundError
        If the package was installed without its data.

    Examples
    --------
    >>> (data_path() / "codebook.yaml").is_file()
    True
    """
    checkout = package.parent
    if (checkout / "pyproject.toml").is_file() and (checkout / "data" / "codebook.yaml").is_file():
        return checkout / "data"
    if (package / "data" / "codebook.yaml").is_file():
        return package / "data"
    raise FileNotFoundError(f"{package.name} was installed without its data; install it again")


def glossary_path() -> Path:
    """Find the glossary: beside the data in the wheel, at the top of a checkout.

    Examples
    --------
    >>> glossary_path().name
    'GLOSSARY.md'
    """
    data = data_path()
    inside = data / "GLOSSARY.md"
    return inside if inside.is_file() else data.parent / "GLOSSARY.md"

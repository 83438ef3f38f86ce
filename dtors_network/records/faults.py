"""What engines raise over files that break off or are torn, as one fault in our words."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from dtors_network.errors import Fault, InputError

_LONGEST: Final = 200


@contextmanager
def as_faults() -> Iterator[None]:
    """Turn what an engine says of a file that it cannot read into a fault; bugs keep their traceback.

    Raises
    ------
    InputError
        In place of an engine's own error over what it read.
    """
    try:
        yield
    except Exception as error:
        if not _is_about_data(error):
            raise
        raise InputError([told(error)]) from error


def told(error: Exception, file: str = "") -> Fault:
    """Give the fault of a file that cannot be read to its end."""
    problem = f"the records cannot be read to the end ({_told(error)})"
    fix = "Open the file and look at the place that is named, or copy it again from where it came"
    return Fault(problem, fix, file=file)


def _is_about_data(error: Exception) -> bool:
    """Tell errors over data from bugs, by name, so that no engine is imported for it."""
    package, name = type(error).__module__.split(".")[0].lstrip("_"), type(error).__name__
    if package in ("polars", "builtins"):
        return name in ("ComputeError", "OSError", "IOError", "FileNotFoundError", "NoDataError")
    return package == "pyspark" and ("FAILED_READ_FILE" in str(error) or "MALFORMED" in str(error))


def _told(error: Exception) -> str:
    first = next((line.strip() for line in str(error).splitlines() if line.strip()), type(error).__name__)
    return first if len(first) <= _LONGEST else first[:_LONGEST] + "…"

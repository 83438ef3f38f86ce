"""What commands share: reading areas by name, checking names, and printing results in every form."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

from dtors_network.cli.app import is_terminal
from dtors_network.cli.options import Format, ShownCounts
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rich.console import RenderableType

    from dtors_network.disclosure import Controlled
    from dtors_network.model.area import Area
    from dtors_network.report.export import Table

T = TypeVar("T")


def illustrative() -> list[str]:
    """Name the illustrative areas."""
    from dtors_network.shipped import data_path

    return sorted(settings.parent.name for settings in (data_path() / "areas").glob("*/area.yaml"))


def read_named(area: str, codebook: Path | None, pathway: Path | None) -> Area:
    """Read an area by path, or an illustrative one by name."""
    from dtors_network.area_files.area_io import read_area
    from dtors_network.model.near import did_you_mean
    from dtors_network.shipped import data_path

    if os.path.exists(area):
        return read_area(area, codebook, pathway)
    if area in illustrative():
        return read_area(data_path() / "areas" / area, codebook, pathway)
    fix = f"Check the path for a slip, or name an illustrative area. {did_you_mean(area, illustrative())}"
    raise InputError([Fault("there is no such folder or workbook", fix, file=area)])


def shared(area: Area, profile: ShownCounts) -> Area:
    """Hide small counts before anything is worked out from them, so that what is printed can be shared."""
    from dtors_network.disclosure import PROFILES, hidden_area

    return hidden_area(area, PROFILES[profile.value])


def told(
    found: T,
    profile: ShownCounts,
    form: Format,
    page: Callable[[Controlled[T]], RenderableType],
    table: Callable[[T], Table],
    document: Callable[[T], dict[str, Any]],
) -> None:
    """Print a result in the form that was asked for."""
    from dtors_network.disclosure import PROFILES, control
    from dtors_network.report.export import as_csv, as_json

    controlled = control(found, PROFILES[profile.value])
    if form is Format.TABLE:
        show(page(controlled))
    elif form is Format.CSV:
        print_text(as_csv(controlled.map(table)))
    else:
        print_text(as_json(controlled.map(document)) + "\n")


def known(what: str, value: object, names: Iterable[str]) -> None:
    """Refuse a name that is not known, in the words that Python gives too."""
    from dtors_network.model.near import check_known

    check_known(what, value, names)


def warn(text: str) -> None:
    """Say on standard error what a user should know and need not mend."""
    sys.stderr.write(f"warning: {text}\n")


def show(page: RenderableType) -> None:
    """Print a page: styled on a terminal; running text goes elsewhere as it is, without rich being imported."""
    from dtors_network.report.plain import Page

    if isinstance(page, Page) and not is_terminal(sys.stdout):
        sys.stdout.write(page.plain(get_terminal_size().columns) + "\n")
        return
    from rich.console import Console

    Console(highlight=False, markup=False).print(page)


def print_text(text: str) -> None:
    """Write text as UTF-8 and leave its line ends alone, whatever the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))

"""What commands share: reading areas by name, checking names, and printing results in every form."""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any, TypeVar

from dtors_network.cli.app import is_terminal
from dtors_network.cli.options import Format, ShownCounts
from dtors_network.errors import Fault, InputError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rich.console import RenderableType

    from dtors_network.accounts.account import Account
    from dtors_network.area_files.saving import Written
    from dtors_network.model.area import Area

T = TypeVar("T")


def read_named(area: str, codebook: Path | None, pathway: Path | None) -> Area:
    """Read an area by path, or an illustrative one by name."""
    from dtors_network.area_files.area_io import read_area
    from dtors_network.area_files.illustrative import example_names
    from dtors_network.model.near import did_you_mean
    from dtors_network.shipped import data_path

    if os.path.exists(area):
        return read_area(area, codebook, pathway)
    if area in example_names():
        return read_area(data_path() / "areas" / area, codebook, pathway)
    fix = f"Check the path for a slip, or name an illustrative area. {did_you_mean(area, example_names())}"
    raise InputError([Fault("there is no such folder or workbook", fix, file=area)])


def read_shared(area: str, codebook: Path | None, pathway: Path | None, profile: ShownCounts) -> Area:
    """Read an area and protect it before anything is worked out, so that what is printed can be shared."""
    return shared(read_named(area, codebook, pathway), profile)


def read_against(against: Iterable[str] | None, area: str, codebook: Path | None, profile: ShownCounts) -> list[Area]:
    """Read and protect the areas that losses are held against: never the area itself, which would be its own measure.

    Raises
    ------
    InputError
        If one of them is the area.
    """
    against = [*(against or ())]
    same = [other for other in against if Path(other).resolve() == Path(area).resolve()]
    if same:
        raise InputError([Fault("an area cannot be held against itself", "Name other areas", value=same[0])])
    return [read_shared(other, codebook, None, profile) for other in against]


def shared(area: Area, profile: ShownCounts) -> Area:
    """Protect an area; whoever looks is told on a terminal while it is made."""
    from dtors_network.disclosure import protected

    with _line_while_made() as say:
        return protected(area, profile.value, say)


@contextmanager
def _line_while_made() -> Iterator[Callable[[str], None]]:
    """Say on a terminal what is being made, and take it away afterwards."""
    said: list[str] = []

    def say(text: str) -> None:
        if is_terminal(sys.stderr):
            said.append(f"{text} …")
            sys.stderr.write(said[-1])
            sys.stderr.flush()

    try:
        yield say
    finally:
        if said:
            sys.stderr.write("\r" + " " * len(said[-1]) + "\r")


def show_account(account: Account, form: Format, sheet: str | None = None, **beside: Any) -> None:
    """Print an account in the form that was asked for.

    ``sheet`` is a table: of text it is printed alone, of CSV it is the first where left out, JSON holds all of them;
    one that is not there is refused whatever the form. ``beside`` are further members of the JSON document.
    """
    if sheet:
        account.sheet(sheet)
    if form is Format.TABLE and account.parts:
        from dtors_network.out.outline import outline

        show(outline(account))
    elif form is Format.TABLE:
        from dtors_network.out.terminal import page

        show(page(account))
    elif form is Format.CSV:
        from dtors_network.out.csv_text import csv_text

        print_text(csv_text(account, sheet or ""))
    else:
        from dtors_network.out.json_text import json_text

        print_text(json_text(account, **beside))


def known(what: str, value: object, names: Iterable[str]) -> None:
    """Refuse a name that is not known, in the words that Python gives too."""
    from dtors_network.model.near import check_known

    check_known(what, value, names)


def warn(text: str) -> None:
    """Say on standard error what a user should know and need not mend."""
    sys.stderr.write(f"warning: {text}\n")


def tell_written(*all_written: Written) -> None:
    """Say on standard error what a command wrote into an area, and which version holds what was there before."""
    for written in all_written:
        if written.files:
            sys.stderr.write(f"{written}\n")


def show(page: RenderableType) -> None:
    """Print a page: styled on a terminal; running text goes elsewhere as it is, without rich being imported."""
    from dtors_network.out.plain import Page

    if isinstance(page, Page) and not is_terminal(sys.stdout):
        sys.stdout.write(page.plain(get_terminal_size().columns) + "\n")
        return
    from rich.console import Console

    Console(highlight=False, markup=False).print(page)


def print_text(text: str) -> None:
    """Write text as UTF-8 and leave its line ends alone, whatever the terminal."""
    sys.stdout.flush()
    sys.stdout.buffer.write(text.encode("utf-8"))

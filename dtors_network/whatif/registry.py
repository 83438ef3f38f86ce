"""Changes as they are written: each kind is a file of this folder and a line of ``model.change_kinds``."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.model.change_kinds import KINDS, Kind
from dtors_network.model.near import check_known
from dtors_network.whatif.change import Change

NOT_A_LIST: Final = "a list of changes is needed here, and this is one text"


def change_class(kind: Kind) -> type[Change]:
    """Give the class of a kind of change."""
    module, name = kind.home.split(":")
    found: type[Change] = getattr(import_module(f"dtors_network.whatif.{module}"), name)
    return found


def read_change(option: str, text: str) -> Change:
    """Read a change as it is written behind its option.

    Parameters
    ----------
    option : str
        One of ``KINDS``.
    text : str
        Such as ``could_not_contact@gp>clinic``.

    Returns
    -------
    Change
        Not yet held against an area.

    Raises
    ------
    InputError
        If there is no such kind, or it is not written in its form.

    Examples
    --------
    >>> read_change("places", "detox=3")
    AddPlaces(service='detox', places=3)
    >>> read_change("relieve", "no_capacity@detox=0.5").strength
    0.5
    """
    check_known("kind of change", option, KINDS)
    kind = KINDS[option]
    try:
        return change_class(kind).read(text)
    except (TypeError, ValueError):
        raise InputError(
            [Fault(f"{option} is not written so", f"Write {kind.form}. {kind.words}", value=text)]
        ) from None


def read_changes(written: Iterable[tuple[str, str]] | str) -> tuple[Change, ...]:
    """Read changes as pairs of option and text.

    Raises
    ------
    InputError
        With every one that is not written in its form, or if one text is given.
    """
    if isinstance(written, str):
        raise InputError([Fault(NOT_A_LIST, "Give [(option, text)], such as [('places', 'detox=3')]", value=written)])
    changes: list[Change] = []
    faults: list[Fault] = []
    for option, text in written:
        try:
            changes.append(read_change(option, text))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(changes)


def write_changes(changes: Iterable[Change]) -> tuple[tuple[str, str], ...]:
    """Give changes as pairs of option and text, as the command line and an address have them."""
    return tuple((change.option, change.write()) for change in changes)

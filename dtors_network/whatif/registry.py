"""Every kind of change, by its option. One kind: one class and one line here."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final
from urllib.parse import unquote

from dtors_network.errors import Fault, InputError
from dtors_network.model.near import check_known
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.change import Change
from dtors_network.whatif.merge import MergeOrganisations, MergeServices
from dtors_network.whatif.open_service import Open
from dtors_network.whatif.places import AddPlaces
from dtors_network.whatif.relieve import Relieve
from dtors_network.whatif.remove import RemoveOrganisation, RemoveService

ARROW = r"(?:>|→)"
NOT_A_LIST: Final = "a list of changes is needed here, and this is one text"


def _parts(text: str, mark: str) -> tuple[str, str]:
    """Split a text in two at a mark."""
    first, second = re.split(mark, text)
    return first, second


def _one(text: str) -> str:
    """Read a name, which may not be blank."""
    if not text:
        raise ValueError(text)
    return unquote(text)


def _two(text: str, mark: str) -> tuple[str, str]:
    """Read two names with a mark between them."""
    first, second = _parts(text, mark)
    return _one(first), _one(second)


def _relieve(text: str) -> Change:
    if "@" not in text:
        return Relieve(_one(text))
    code, place = _parts(text, "@")
    if re.search(ARROW, place):
        source, target = _two(place, ARROW)
        return Relieve(_one(code), source=source, target=target)
    return Relieve(_one(code), service=_one(place))


def _add(text: str) -> Change:
    if "=" not in text:
        return AddLink(*_two(text, ARROW))
    pair, share = _parts(text, "=")
    return AddLink(*_two(pair, ARROW), float(share))


def _places(text: str) -> Change:
    service, number = _parts(text, "=")
    return AddPlaces(_one(service), int(number))


FORMS: Final[dict[str, tuple[str, Callable[[str], Change]]]] = {
    Relieve.option: ("CODE, CODE@SERVICE or CODE@SENDER>RECEIVER", _relieve),
    Open.option: ("SERVICE:GROUP", lambda text: Open(*_two(text, ":"))),
    AddLink.option: ("SENDER>RECEIVER, or SENDER>RECEIVER=SHARE", _add),
    RemoveService.option: ("SERVICE", lambda text: RemoveService(_one(text))),
    RemoveOrganisation.option: ("ORGANISATION", lambda text: RemoveOrganisation(_one(text))),
    MergeServices.option: ("KEPT+MERGED", lambda text: MergeServices(*_two(text, r"\+"))),
    MergeOrganisations.option: ("KEPT+MERGED", lambda text: MergeOrganisations(*_two(text, r"\+"))),
    AddPlaces.option: ("SERVICE=PLACES", _places),
}
"""How each kind is written, and how it is read."""


def read_change(option: str, text: str) -> Change:
    """Read a change as it is written behind its option.

    Parameters
    ----------
    option : str
        One of ``FORMS``.
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
    >>> read_change("open", "minds")
    Traceback (most recent call last):
    dtors_network.errors.InputError: open is not written so (found 'minds'). Write SERVICE:GROUP
    """
    check_known("kind of change", option, FORMS)
    form, read = FORMS[option]
    try:
        return read(text)
    except (TypeError, ValueError):
        raise InputError([Fault(f"{option} is not written so", f"Write {form}", value=text)]) from None


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

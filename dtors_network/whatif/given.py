"""Changes as somebody gives them in Python: values, or texts such as ``relieve:no_capacity@clinic``."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from dtors_network.errors import Fault, InputError
from dtors_network.whatif.change import Change
from dtors_network.whatif.registry import read_change

Given = Iterable[Change | str] | Change | str
"""What may stand for changes: several, or one."""

FORM: Final = 'Write the kind, a colon and the rest, such as "relieve:no_capacity@clinic"'


def as_changes(given: Given) -> tuple[Change, ...]:
    """Give changes as values.

    A text is the option of the command line, a colon, and what stands behind it there. All that is no change, or is not
    written in the form of its kind, is told at once.

    >>> as_changes("relieve:no_capacity@clinic")
    (Relieve(code='no_capacity', service='clinic', source='', target='', strength=1.0),)
    >>> as_changes(["places:detox=3", "relief:other"])
    Traceback (most recent call last):
    dtors_network.errors.InputError: unknown kind of change (found 'relief'). Did you mean 'relieve'? Known: relieve, \
open, add, remove-service, remove-organisation, merge-services, merge-organisations, places
    """
    made: list[Change] = []
    faults: list[Fault] = []
    for one in given if isinstance(given, Iterable) and not isinstance(given, str) else (given,):
        try:
            made.append(_read(one) if isinstance(one, str) else _checked(one))
        except InputError as error:
            faults += error.faults
    if faults:
        raise InputError(faults)
    return tuple(made)


def _read(text: str) -> Change:
    option, colon, rest = text.partition(":")
    if not colon:
        raise InputError([Fault("this text is no change", FORM, value=text)])
    return read_change(option.strip().removeprefix("--"), rest.strip())


def _checked(one: Change) -> Change:
    if not hasattr(one, "option"):
        raise InputError([Fault("a change is needed here, and this is none", FORM, value=str(one))])
    return one

"""Names that look the same are the same: composed and decomposed letters, and blanks around a name, do not count."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import Final

from dtors_network.model.same_name import composed

_BREAKS: Final = re.compile(r"[\r\n\t]+")


def on_one_line(name: str) -> str:
    r"""Give a name as an id can be: without blanks around it, and with a space for a line break or a tab.

    >>> on_one_line(" Recovery\nHub ")
    'Recovery Hub'
    """
    return " ".join(filter(None, (part.strip() for part in _BREAKS.split(name.strip()))))


def _whatever_case(name: str) -> str:
    return composed(name).casefold()


class Names:
    """Finds what somebody called by a name: exactly so, else a name that looks the same, else whatever its case.

    Parameters
    ----------
    known : mapping of str to str
        What each name stands for.

    Examples
    --------
    >>> names = Names({"Hub": "n1", "GP": "n2"})
    >>> names.find(" Hub"), names.find("gp"), names.look_the_same("gp")
    ('n1', 'n2', '')
    """

    def __init__(self, known: Mapping[str, str]) -> None:
        self._known = known

    @cached_property
    def _same(self) -> dict[str, str]:
        return _only(self._known, composed)

    @cached_property
    def _cases(self) -> dict[str, str]:
        return _only(self._known, _whatever_case)

    def look_the_same(self, name: str) -> str:
        """Give what the name stands for, written so or looking so; blank for nothing, or for more than one."""
        return self._known.get(name) or self._same.get(composed(name), "")

    def find(self, name: str) -> str:
        """Give what the name stands for, whatever its case; blank for nothing, or for more than one."""
        return self.look_the_same(name) or self._cases.get(_whatever_case(name), "")


def _only(known: Mapping[str, str], form: Callable[[str], str]) -> dict[str, str]:
    """Give what each form of a name stands for; a form that stands for two things stands for none."""
    found: dict[str, str] = {}
    for name, meant in known.items():
        found[form(name)] = meant if found.setdefault(form(name), meant) == meant else ""
    return found


def unique(names: Iterable[str]) -> bool:
    """Say whether no name is blank and no two look the same.

    >>> unique(["Hub", "GP"]), unique(["Hub", "Hub "]), unique([""])
    (True, False, False)
    """
    forms = [composed(name) for name in names]
    return all(forms) and len({*forms}) == len(forms)

"""What a public function says to whoever gives it something else than an area."""

from __future__ import annotations

from pathlib import Path

from dtors_network.errors import Fault, InputError
from dtors_network.model.area import Area


def check_area(given: object) -> None:
    """Refuse what is no area: its name, the path of its folder, a frame.

    Raises
    ------
    InputError
        With how to read an area.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> check_area(small_area())
    >>> check_area("kent")
    Traceback (most recent call last):
    dtors_network.errors.InputError: an area is needed here, and this is a str (found 'kent'). Read it first, as in \
read_area("my-area") or example_area("well_joined")
    """
    if isinstance(given, Area):
        return
    kind = type(given).__name__
    fix = 'Read it first, as in read_area("my-area") or example_area("well_joined")'
    value = str(given) if isinstance(given, str | Path) else ""
    raise InputError([Fault(f"an area is needed here, and this is a {kind}", fix, value=value)])

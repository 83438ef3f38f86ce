"""What a public function is given first: an area, and neither the name of one nor a result."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from os import PathLike
from typing import ParamSpec, TypeVar

from dtors_network.errors import Fault, InputError
from dtors_network.model.told import Told

P = ParamSpec("P")
T = TypeVar("T")


def takes_area(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse text, a path or a result in place of an area, or of any of several, and say what to give.

    Examples
    --------
    >>> @takes_area
    ... def name_of(area): return area.name
    >>> name_of("my-area")
    Traceback (most recent call last):
    dtors_network.errors.InputError: an area is needed here, and this is its name or place (found 'my-area'). \
Read it first, with read_area or example_area
    """

    @wraps(function)
    def checked(*args: P.args, **named: P.kwargs) -> T:
        first = args[0] if args else next(iter(named.values()), None)
        faults = [fault for one in _each(first) if (fault := _fault(one))]
        if faults:
            raise InputError(faults)
        return function(*args, **named)

    return checked


def _each(given: object) -> list[object]:
    return [*given] if isinstance(given, (list, tuple)) else [given]


def _fault(given: object) -> Fault | None:
    if isinstance(given, (str, PathLike)):
        problem, fix = "an area is needed here, and this is its name or place", "Read it first, with read_area"
        return Fault(problem, f"{fix} or example_area", value=str(given))
    if isinstance(given, Told):
        return Fault("an area is needed here, and this is a result", "Give the area that it is of: its .area")
    if given is None or type(given).__module__.partition(".")[0] in ("builtins", "pandas", "polars"):
        problem, fix = f"an area is needed here, and this is a {type(given).__name__}", "Give what read_area gives"
        return Fault(problem, f"{fix}, or example_area")
    return None

"""What a public function is given: values of the kinds that its signature names, and an area that was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from inspect import signature
from numbers import Integral, Real
from os import PathLike
from types import NoneType
from typing import Any, Final, ParamSpec, TypeVar

from dtors_network.errors import Fault, InputError
from dtors_network.model.told import Told

P = ParamSpec("P")
T = TypeVar("T")

_PATHS: Final = (str, PathLike)
_KINDS: Final[Mapping[str, tuple[type | tuple[type, ...], str]]] = {
    "None": (NoneType, "None"),
    "int": (Integral, "a whole number"),
    "float": (Real, "a number"),
    "str": (str, "text"),
    "Path": (_PATHS, "a path"),
    "Where": (_PATHS, "a path"),
    "Iterable[str]": (Iterable, "a list of names"),
    "Iterable[Where]": (Iterable, "a list of paths"),
}
"""Kinds by their words in a signature. A name alone (``str``) is held against those known, where it is used."""
_LEAST: Final = {"seed": 0, "draws": 1}
"""The least of numbers that mean the same wherever they are asked for."""


def checked(function: Callable[P, T]) -> Callable[P, T]:
    """Refuse values of another kind than the signature names, all of them at once, and say what to give.

    Examples
    --------
    >>> @checked
    ... def name_of(area: Area): return area.name
    >>> name_of("my-area")
    Traceback (most recent call last):
    dtors_network.errors.InputError: an area is needed here, and this is its name or place (found 'my-area'). \
Read it first, with read_area or example_area
    """
    asked = signature(function)
    kinds = {name: str(parameter.annotation).split(" | ") for name, parameter in asked.parameters.items()}

    @wraps(function)
    def called(*args: P.args, **named: P.kwargs) -> T:
        try:
            given = asked.bind_partial(*args, **named).arguments
        except TypeError:
            return function(*args, **named)  # Python says itself what is too many or unknown
        if faults := [fault for name, value in given.items() for fault in _faults(name, kinds[name], value)]:
            raise InputError(faults)
        return function(*args, **named)

    return called


def _faults(name: str, kinds: list[str], value: Any) -> Iterable[Fault]:
    if "Area" in kinds or "Sequence[Area]" in kinds:
        several = isinstance(value, (list, tuple))
        faults = [fault for area in (value if several else [value]) if (fault := _area_fault(area))]
        if faults or several is ("Sequence[Area]" in kinds):
            return faults
        words = ("one area is needed here, and this is a list", "Give them one by one")
        return [Fault(*words) if several else Fault("several areas are needed here, and this is one", "Write [area]")]
    if kinds == ["str"] or not set(kinds) <= set(_KINDS):
        return ()
    is_one_text = isinstance(value, str) and not set(kinds) & {"str", "Where"}
    if any(_fits(kind, value) for kind in kinds) and not isinstance(value, bool) and not is_one_text:
        return _too_small(name, value)
    needed = " or ".join(dict.fromkeys(_KINDS[kind][1] for kind in kinds if kind not in ("None", "str")))
    fix = f"Write [{value!r}]" if is_one_text and "Iterable[str]" in kinds else f"Give {needed}"
    return (Fault(f"{name} has to be {needed}, and this is {_kind_of(value)}", fix, value=str(value)),)


def _too_small(name: str, value: Any) -> Iterable[Fault]:
    least = _LEAST.get(name)
    if least is not None and value is not None and value < least:
        yield Fault(f"{name} is a whole number from {least}", "Give a larger one", value=str(value))


def _fits(kind: str, value: object) -> bool:
    if kind == "Iterable[Where]" and isinstance(value, (list, tuple)):
        return all(isinstance(each, _PATHS) for each in value)
    return isinstance(value, _KINDS[kind][0])


def _kind_of(value: object) -> str:
    name = "text" if isinstance(value, str) else type(value).__name__
    return "nothing" if value is None else name if name == "text" else f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _area_fault(given: object) -> Fault | None:
    if isinstance(given, (str, PathLike)):
        problem, fix = "an area is needed here, and this is its name or place", "Read it first, with read_area"
        return Fault(problem, f"{fix} or example_area", value=str(given))
    if isinstance(given, Told):
        return Fault("an area is needed here, and this is a result", "Give the area that it is of: its .area")
    if given is None or type(given).__module__.partition(".")[0] in ("builtins", "pandas", "polars"):
        problem = f"an area is needed here, and this is {_kind_of(given)}"
        return Fault(problem, "Give what read_area gives, or example_area")
    return None

"""What a measure of a network is: what it answers, how it is taken, and what must not be read from it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from dtors_network.measures.counted import Range
from dtors_network.measures.view import Looked, View

WHOLE: Final = "network"
EACH: Final = "service"
PAIRS: Final = "pairs"


@dataclass(frozen=True, kw_only=True)
class Measure:
    """A measure of a network.

    Attributes
    ----------
    code, title : str
        Its name in files, and on screens.
    of : str
        ``network`` (one value), ``service`` (one a service or organisation) or ``pairs`` (one a pair of kinds).
    question : str
        What a user asks with it.
    taken : str
        How it is taken: direction, isolates, and what it is divided by.
    ranged : str
        How its range over the open links is found.
    not_read : str
        What must not be read from it.
    source : str
        Where it is defined.
    by : tuple of str
        What divides services into kinds for it; ``("",)`` where nothing does.
    value : callable or None
        Of a view, a network and what divides it: the value of a whole network.
    bounds : callable or None
        Of a view and what divides it: its exact range. Without one the range is sampled.
    each : callable or None
        Of a network: the values of its services, by position.
    falls : bool or None
        For ``each``: whether a further link can only lower it, so that both ends are the range; None: it is sampled.
    """

    code: str
    title: str
    of: str
    question: str
    taken: str
    ranged: str
    not_read: str
    source: str
    by: tuple[str, ...] = ("",)
    value: Callable[[View, Looked, str], float | None] | None = None
    bounds: Callable[[View, str], Range] | None = None
    each: Callable[[Looked], Any] | None = None
    falls: bool | None = None


SAMPLED: Final = (
    "Sampled: the least and the greatest of the certain network, the possible one, and networks between them drawn "
    "with the seed that is told. The true range can be wider. Exact where so few links are open that every "
    "network between is tried. Not worked out above 150 services."
)
MONOTONE: Final = (
    "Exact: a further link can only change it one way, so the certain and the possible network are the ends."
)
FREEMAN: Final = (
    "L. C. Freeman, Social Networks 1 (1979), for directed links: S. Wasserman and K. Faust (1994), chapter 5"
)
MORE_IS_MORE: Final = "It says how many links there are, never how many are needed or whether people get through."

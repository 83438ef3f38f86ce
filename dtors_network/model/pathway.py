"""A reference pathway: which routes should exist, according to whom and when."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from dtors_network.model.vocabulary import EVERYONE, Grade


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """One row of a reference pathway.

    Attributes
    ----------
    code : str
        Its name within the pathway.
    title : str
        The route in a few words.
    senders, receivers : tuple of str
        Service types.
    each : bool
        True where every receiving type is needed; otherwise any one will do.
    grade : Grade
        How firmly the source asks for it.
    client_group : str
        Whom the route is for.
    condition : str
        A need that no client group expresses; its findings are unknowable.
    collect : str
        What to collect so that a conditional route could be judged.
    source : str
        Document and page.
    confirmed : bool
        False where the row was not read at its source ("to be confirmed").
    """

    code: str
    title: str
    senders: tuple[str, ...]
    receivers: tuple[str, ...]
    each: bool = False
    grade: Grade
    client_group: str = EVERYONE
    condition: str = ""
    collect: str = ""
    source: str
    confirmed: bool = True

    @property
    def needs(self) -> tuple[tuple[str, ...], ...]:
        """The sets of types of which any one must be there: one set for any-of, one per type for each-of."""
        return tuple((kind,) for kind in self.receivers) if self.each else (self.receivers,)


@dataclass(frozen=True, kw_only=True)
class Pathway:
    """A dated reference pathway; a missing link is only ever missing against one of these."""

    id: str
    title: str
    dated: str
    source: str
    routes: tuple[Route, ...]
    tiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    note: str = ""

    @cached_property
    def route(self) -> dict[str, Route]:
        """Route by code."""
        return {route.code: route for route in self.routes}

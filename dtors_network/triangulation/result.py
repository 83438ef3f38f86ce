"""The result: what was said and what records show, place by place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dtors_network.model.area import Area, BarrierReport
from dtors_network.model.told import Told
from dtors_network.rounding import counted
from dtors_network.triangulation.places import Place
from dtors_network.triangulation.tested import Tested
from dtors_network.triangulation.verdict import Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """A code at a place, with what was said and what records show.

    Attributes
    ----------
    place : Place
        Where.
    reports : tuple of BarrierReport
        Who said it; none where nobody did.
    test : str
        Code of the test; blank where there is none.
    tested : Tested or None
        What the test says; None where there is no test, or the report is of a type or the area.
    verdict : Verdict
        What both say together.
    strict : bool
        Whether the verdict holds whatever the hidden counts are.
    why, settle : str
        Why it is open, or on what it rests; what would settle it.
    """

    place: Place
    reports: tuple[BarrierReport, ...] = ()
    test: str = ""
    tested: Tested | None = None
    verdict: Verdict
    strict: bool = True
    why: str = ""
    settle: str = ""


@dataclass(frozen=True, repr=False)
class Triangulation(Told):
    """Words and records of an area.

    Attributes
    ----------
    area : Area
        The area, as it was given.
    reported : tuple of Held
        What somebody reported: in the order of the codebook, then of the table.
    silent : tuple of Held
        What records show and nobody said, of services that somebody spoke of.
    screened : int
        How many places were looked at as screens.
    others : tuple of str
        Names of the areas that it was held against.
    tables : int
        Lawful tables that the tests are averaged over; one where every count is known.
    """

    area: Area
    reported: tuple[Held, ...]
    silent: tuple[Held, ...]
    screened: int
    others: tuple[str, ...]
    tables: int

    def __len__(self) -> int:
        return len(self.reported)

    def __iter__(self) -> Iterator[Held]:
        return iter(self.reported)

    def __bool__(self) -> bool:
        return True

    @property
    def line(self) -> str:
        """How many places were reported, and with how many of them records agree."""
        agree = sum(one.verdict is Verdict.CORROBORATED for one in self.reported)
        against = sum(one.verdict is Verdict.CONTRADICTED for one in self.reported)
        reported = counted(len(self.reported), "place reported", "places reported")
        return f"{reported}, {agree} corroborated, {against} contradicted, {len(self.silent)} silent"

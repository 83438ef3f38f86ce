"""The account of what hangs on each organisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, NAME, NAMES, NUMBER, TEXT, YES_NO, Blank, Named
from dtors_network.accounts.sheet import Column, Lead, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.accounts.stress_words import cut_words, stress_headline
from dtors_network.gaps import wording
from dtors_network.model.area import Area
from dtors_network.whatif.remove import RemoveOrganisation
from dtors_network.whatif.stress import Stress, Stresses


@dataclass(frozen=True, slots=True)
class Leaving:
    """One organisation of an area, and what would follow if it left."""

    area: Area
    found: Stress

    @property
    def lead(self) -> Lead:
        """The what-if of its leaving."""
        change = RemoveOrganisation(self.found.organisation)
        written = f"{change.option}:{quote(change.write(), safe='')}"
        return Lead("what-if", (("area", self.area.id), ("changes", written)))


@dataclass(frozen=True, slots=True)
class Follows:
    """One thing that would follow if an organisation left."""

    leaving: Leaving
    what: str
    group: str = ""
    entry: str = ""
    on_whom: str = ""
    certain: bool | None = None


ORGANISATIONS: Final = (
    Column[Leaving]("organisation", "If it left", NAME, lambda row: _organisation(row), lambda row: row.lead),
    Column[Leaving]("services", "Runs", NAMES, lambda row: [_named(row.area, id_) for id_ in row.found.services]),
    Column[Leaving]("ways_in_cut_off", "", NUMBER, lambda row: len(row.found.cut_off)),
    Column[Leaving]("ways_in_cut_off_for_certain", "", NUMBER, lambda row: len(row.found.cut_off_for_certain)),
    Column[Leaving](
        "cut_off",
        "Ways in cut off from aftercare",
        TEXT,
        lambda row: "; ".join(cut_words(row.area, row.found)) or "none",
    ),
    Column[Leaving]("hanging", "Ways in that would hang on one other", TEXT, lambda row: _hanging(row) or "none"),
    Column[Leaving](
        "may_overload",
        "May overload",
        NAMES,
        lambda row: _overloaded(row) or Blank("nobody"),
    ),
)
FOLLOWS: Final = (
    Column[Follows]("organisation", "If it left", NAME, lambda row: _organisation(row.leaving)),
    Column[Follows]("what", "What follows", CODE, lambda row: row.what),
    Column[Follows]("client_group", "For", TEXT, lambda row: row.group),
    Column[Follows]("entry", "Way in", NAME, lambda row: _named(row.leaving.area, row.entry) if row.entry else None),
    Column[Follows](
        "on_whom", "On whom", NAME, lambda row: _named(row.leaving.area, row.on_whom) if row.on_whom else None
    ),
    Column[Follows]("certain", "Certain", YES_NO, lambda row: row.certain),
)


def stress_account(found: Stresses) -> Account:
    """Tell what hangs on each organisation.

    Parameters
    ----------
    found : Stresses
        What ``stress`` gave.

    Returns
    -------
    Account
        Sheets ``organisations`` (one row each) and ``follows`` (one row a consequence).

    Examples
    --------
    >>> from dtors_network.examples import counted_area
    >>> from dtors_network.whatif import stress
    >>> from dtors_network.disclosure import protect
    >>> told = stress_account(stress(protect(counted_area())))
    >>> told.headline
    'If Onward left, 1 way in would lose every certain way to aftercare.'
    >>> told.sheet("organisations").words()[0][0]
    'Onward'
    """
    area = found.area
    leaving = tuple(Leaving(area, one) for one in found)
    follows = tuple(row for one in leaving for row in _follows(one))
    return Account(
        name="stress",
        stamp=stamp_of(area),
        headline=stress_headline(area, found),
        sheets=(
            Sheet("organisations", "What hangs on each organisation", ORGANISATIONS, leaving, none="none can be tried"),
            Sheet(
                "follows",
                "What would follow, line by line",
                FOLLOWS,
                follows,
                none="nothing that these tables show",
                most=0,
            ),
        ),
    )


def _organisation(row: Leaving) -> Named:
    return Named(row.found.organisation, wording.organisation(row.area, row.found.organisation))


def _named(area: Area, id_: str) -> Named:
    words = wording.service(area, id_) if id_ in area.service else wording.organisation(area, id_)
    return Named(id_, words)


def _overloaded(row: Leaving) -> list[Named]:
    return [_named(row.area, id_) for id_ in dict.fromkeys(one.service for one in row.found.overloads)]


def _hanging(row: Leaving) -> str:
    ways = (f"{wording.service(row.area, entry)} on {_named(row.area, on).words}" for entry, on in row.found.gateways)
    return "; ".join(ways)


def _follows(one: Leaving) -> list[Follows]:
    rows = [Follows(one, "cut_off", cut.group, cut.entry, certain=cut.certain) for cut in one.found.cuts]
    rows += [Follows(one, "only_gateway", entry=entry, on_whom=gateway) for entry, gateway in one.found.gateways]
    return rows + [Follows(one, "may_be_overloaded", on_whom=load.service) for load in one.found.overloads]

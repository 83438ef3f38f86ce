"""The desk of the holder: rounds of questions about an area on disk, from its files as they are now."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

from dtors_network.accounts.account import Account
from dtors_network.accounts.replies import replies_account
from dtors_network.gaps import Gaps
from dtors_network.model.area import Area
from dtors_network.rounds.given import File
from dtors_network.rounds.result import Rounds, rounds_of
from dtors_network.rounds.steps import open_next, packed_forms
from dtors_network.rounds.taking import keep, take_files


class RoundsDesk:
    """Rounds of the areas of the user's own; replies come in elsewhere too, so that nothing is kept here.

    Parameters
    ----------
    own : callable
        Reads an area by its id as its files are now, shows it so from then on, and gives its place with it; raises
        InputError where it is not on disk, or its files are at fault.
    gaps : callable
        Gives the gaps of an area by its id.
    gaps_of : callable
        Gives the gaps that exact tables would have, under the id of the area that they are of.
    """

    def __init__(
        self,
        own: Callable[[str], tuple[Path, Area]],
        gaps: Callable[[str], Gaps],
        gaps_of: Callable[[str, Area], Gaps],
    ) -> None:
        self._own = own
        self._gaps = gaps
        self._gaps_of = gaps_of

    def standing(self, area: str) -> Rounds:
        """Give how the last round of an area stands.

        Refused where the area is not on disk, its files are at fault, or no round was opened.
        """
        place, exact = self._own(area)
        return rounds_of(place, exact, self._gaps(area), date.today())

    def open(self, area: str, closes: date | None, most: int) -> str:
        """Open the next round of an area, and say so; its forms are kept beside it."""
        place, exact = self._own(area)
        asked, written = open_next(place, exact, lambda: self._gaps(area), date.today(), closes=closes, most=most)
        self._own(area)
        said = f"Round {asked.round} is open. It has a workbook and a page for each of {len(asked.forms):,} services."
        return f"{said} {written}"

    def forms(self, area: str) -> tuple[str, bytes]:
        """Give the forms of the last round as they went out: the name of a packed file, and what it holds."""
        place, _ = self._own(area)
        round_ = self.standing(area).chosen.round
        return f"{area}-{round_}", packed_forms(place, round_)

    def replies(self, area: str, files: Iterable[tuple[str, bytes]], dry_run: bool) -> Account:
        """Take replies in, or say what they would change.

        Every fault of every file is told; then none is taken in.
        """
        place, exact = self._own(area)
        given = [File(name, content) for name, content in files]
        taken = take_files(place, exact, given, datetime.now())
        told = replies_account(taken, self._gaps(area), self._gaps_of(area, taken.area), dry_run)
        if not dry_run:
            told = replace(told, sentences=(*told.sentences, str(keep(place, taken))))
            self._own(area)
        return told

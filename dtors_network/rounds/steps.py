"""The two things that change a round, each in one step, for whoever asks for it: a command or a page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

from dtors_network.area_files.saving import Written
from dtors_network.gaps import Gaps
from dtors_network.model.area import Area
from dtors_network.rounds.choosing import MOST
from dtors_network.rounds.form import AskedRound
from dtors_network.rounds.opening import frozen, open_round
from dtors_network.rounds.standing import closed
from dtors_network.rounds.store import kept_forms, read_replies, read_rounds


def open_next(
    path: Path,
    exact: Area,
    find: Callable[[], Gaps],
    today: date,
    out: Path | None = None,
    round_: str = "",
    closes: date | None = None,
    most: int = MOST,
    everyone: bool = False,
) -> tuple[AskedRound, Written]:
    """Open a round of an area, or write the forms of an open one again; see :func:`open_round` and :func:`frozen`.

    Parameters
    ----------
    path, exact : Path, Area
        The area, and as it was read there.
    find : callable
        Finds the gaps of the area as it passed the door, when they are needed.
    today : date
        The day on which it is opened.
    out : Path or None
        Where forms are written to beside the area.
    round_, closes, most, everyone
        Id, last day, questions that matter of one service, and whether everybody is asked.

    Returns
    -------
    tuple of AskedRound and Written
        What it asks, and what was written of it; nothing where it was open.

    Raises
    ------
    InputError
        If nothing is open, the folder is not empty, or something cannot be written.
    """

    def make(id_: str) -> AskedRound:
        rounds = read_rounds(path, exact)
        gone = closed(exact, rounds, read_replies(path, rounds))
        return frozen(find(), id_, today, closes, most, everyone, gone)

    return open_round(path, exact, make, out, round_)


def packed_forms(path: Path, round_: str) -> bytes:
    """Give the forms of a round in one file (ZIP), as they went out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in kept_forms(path, round_).items():
            packed.writestr(name, content)
    return out.getvalue()

"""Open a round: freeze what is asked of each service, and write its forms."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from types import MappingProxyType
from typing import Final

from dtors_network.area_files.digest import digest_of
from dtors_network.area_files.saving import Written
from dtors_network.area_files.staging import write_folder
from dtors_network.editing.appending import append_rows
from dtors_network.errors import Fault, InputError
from dtors_network.exchange.row_cells import row_cells
from dtors_network.gaps import Gaps
from dtors_network.model.area import Area, Round
from dtors_network.model.codebook import Codebook
from dtors_network.model.sharing import refuse_exact
from dtors_network.rounds import words
from dtors_network.rounds.choosing import MOST, barriers_at, choose, plain
from dtors_network.rounds.coverage import coverage
from dtors_network.rounds.form import AskedRound, Form
from dtors_network.rounds.html_form import html_form
from dtors_network.rounds.moved import known
from dtors_network.rounds.store import file_name, kept_forms, read_round, round_files, round_folder
from dtors_network.rounds.xlsx_form import xlsx_form

_NUMBERED: Final = re.compile(r"r(\d{1,6})")


def frozen(
    gaps: Gaps,
    round_: str,
    opened: date,
    closes: date | None,
    most: int = MOST,
    everyone: bool = False,
    gone: Mapping[str, str] = MappingProxyType({}),
) -> AskedRound:
    """Say what a round asks, without writing anything.

    Parameters
    ----------
    gaps : Gaps
        Of the area as it passed the door.
    round_ : str
        Its id.
    opened, closes : date
        When it opens, and until when replies are asked for.
    most : int
        Questions that matter, at most, of one service.
    everyone : bool
        Ask services too that told everything that matters.
    gone : mapping of str to str
        Services that are not asked again, and why; see :func:`~dtors_network.rounds.standing.closed`.

    Returns
    -------
    AskedRound
        As it is kept.

    Raises
    ------
    InputError
        If nothing is open that a service could tell, the last day lies before the first, or the gaps were found from
        exact counts (profile ``none``): which questions a form asks would tell of them.

    Examples
    --------
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> asked = frozen(find_gaps(protect(small_area())), "r1", date(2026, 2, 2), None)
    >>> asked.round, len(asked.forms), asked.not_asked
    ('r1', 3, {'gp': 'nothing is open that it could tell'})
    """
    refuse_exact(gaps.area)
    if closes is not None and closes < opened:
        fix = f"Give a day from {opened} on"
        raise InputError([Fault("the round would close before it is opened", fix, value=str(closes))])
    chosen, area = choose(gaps, round_, most, everyone, gone), gaps.area
    if not chosen.forms:
        fix = "Ask everyone (--everyone), or wait until a question opens"
        raise InputError([Fault("there is nothing to ask: no finding depends on what a service could tell", fix)])
    return AskedRound(
        area=area.id, area_name=area.name, round=round_, reference=area.reference_pathway, digest=digest_of(area),
        opened=opened, closes=closes, words=_words(area.codebook), forms=chosen.forms, not_asked=chosen.not_asked,
        findings=known(gaps), coverage=coverage(gaps.case.network),
    )  # fmt: skip


def _words(book: Codebook) -> dict[str, dict[str, str]]:
    """Give every list that a form offers, so that it is read by its own words whatever ours are by then."""
    lists = {**words.ANSWERS, "agreement": words.AGREEMENTS}
    abouts = {name: choices for name, (_, choices) in words.ABOUT.items()}
    barriers = {code.code: plain(code) for code in barriers_at("link", book.barriers)}
    return {name: dict(one) for name, one in (lists | abouts | {"barrier": barriers, "heads": words.HEADS}).items()}


def next_round(area: Area) -> str:
    """Give the id of the next round.

    Examples
    --------
    >>> from dtors_network.examples import small_area
    >>> next_round(small_area())
    'r1'
    """
    numbers = [int(found[1]) for row in area.rounds if (found := _NUMBERED.fullmatch(row.round))]
    return f"r{max(numbers, default=0) + 1}"


def forms_of(asked: AskedRound) -> dict[str, bytes]:
    """Write every form of a round: a workbook and a page for each service, by the names of their files."""
    return {name: content for form in asked.forms for name, content in _both(asked, form)}


def _both(asked: AskedRound, form: Form) -> tuple[tuple[str, bytes], tuple[str, bytes]]:
    name = file_name(form)
    return (f"{name}.xlsx", xlsx_form(asked, form)), (f"{name}.html", html_form(asked, form).encode())


def open_round(
    path: Path, exact: Area, make: Callable[[str], AskedRound], out: Path | None, round_: str = ""
) -> tuple[AskedRound, Written]:
    """Open a round, or give out again the forms of one that is open, as they were.

    What it asks and its row of the table ``rounds`` are kept together, and the folder of forms is written then: if that
    breaks off, the forms are there to be written again.

    Parameters
    ----------
    path : Path
        The area: its folder or workbook.
    exact : Area
        As it was read.
    make : callable
        Freezes what is asked, given the id of the round.
    out : Path or None
        A new or empty folder for the forms; None: they are only kept.
    round_ : str
        Its id; the next one where blank.

    Returns
    -------
    tuple of AskedRound and Written
        What it asks, and what was written of it; nothing where it was open.

    Raises
    ------
    InputError
        If the folder is not empty, nothing is open, or something cannot be written.
    """
    if out is not None:
        check_new(out)
    wanted = round_ or next_round(exact)
    written = Written()
    if wanted not in {row.round for row in exact.rounds}:
        _check_name(path, exact, wanted)
        asked = make(wanted)
        row = Round(
            round=wanted, opened=asked.opened, closes=asked.closes, reference=asked.reference, digest=asked.digest
        )
        now, files = datetime.now(), round_files(path, asked, forms_of(asked))
        written = append_rows(path, {"rounds": [row_cells(row)]}, now, "round", exact.codebook, files).written
    asked = read_round(path, wanted, exact.id)
    if out is not None:
        _give_out(path, wanted, out)
    return asked, written


def _give_out(path: Path, round_: str, out: Path) -> None:
    files = kept_forms(path, round_)

    def fill(made: Path) -> None:
        for name, content in files.items():
            (made / name).write_bytes(content)

    write_folder(out, fill)


def _check_name(path: Path, area: Area, wanted: str) -> None:
    alike = [row.round for row in area.rounds if round_folder(path, row.round) == round_folder(path, wanted)]
    if alike or not wanted.strip() or round_folder(path, wanted).exists():
        problem = (
            f"its folder could not be told from that of {alike[0]}" if alike else "there is a folder of this round"
        )
        fix = "Name it otherwise: letters and digits, such as r2"
        raise InputError([Fault(problem, fix, file=str(round_folder(path, wanted)), value=wanted)])


def check_new(out: Path) -> None:
    """Refuse a folder of forms that is there and not empty, before anything is frozen.

    Raises
    ------
    InputError
        If it is not empty.
    """
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        fix = "Name a place that is new or empty; nothing is overwritten"
        raise InputError([Fault("there is something in this place", fix, file=str(out))])

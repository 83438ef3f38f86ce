"""The account of replies that were taken in, or would be: what each says, and which findings move."""

from __future__ import annotations

from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.kinds import CODE, DAY, NAME, NUMBER, TEXT, YES_NO, Named
from dtors_network.accounts.rounds_columns import MOVED
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.gaps import Gaps, wording
from dtors_network.model.area import Area
from dtors_network.rounding import counted
from dtors_network.rounds.moved import known, moved
from dtors_network.rounds.taking import Came, Taken

Row = tuple[Came, str]
"""A file with the name of the service that answered."""
TABLES: Final = {
    "statements": ("statement on a link", "statements on links"),
    "acceptance_voices": ("voice on whom a service takes", "voices on whom services take"),
    "barriers": ("barrier", "barriers"),
}
REPLIES: Final = (
    Column[Row]("file", "File", TEXT, lambda row: row[0].file),
    Column[Row]("service", "Service", NAME, lambda row: Named(row[0].reply.service, row[1])),
    Column[Row]("round", "Round", TEXT, lambda row: row[0].reply.round),
    Column[Row]("role", "Role", CODE, lambda row: row[0].reply.role or None),
    Column[Row]("said_on", "Filled in on", DAY, lambda row: row[0].reply.said_on),
    Column[Row]("answers", "Answers", NUMBER, lambda row: len(row[0].reply.answers)),
    Column[Row]("late", "", YES_NO, lambda row: row[0].reply.late),
    Column[Row]("known", "", YES_NO, lambda row: row[0].known),
    Column[Row]("what", "What it is", TEXT, lambda row: _what(row[0])),
)
PARTS: Final = {"sends": "sends people to", "receives": "gets people from"}


def replies_account(taken: Taken, before: Gaps, after: Gaps, dry_run: bool) -> Account:
    """Tell what replies make of an area.

    Parameters
    ----------
    taken : Taken
        What ``take`` gives.
    before, after : Gaps
        Of the area as it passed the door, without and with the replies.
    dry_run : bool
        Whether nothing was written.

    Returns
    -------
    Account
        Sheets ``replies`` (one a file) and ``moved`` (findings that move).

    Raises
    ------
    UnprotectedError
        If an area never passed ``protect``.
    """
    rows = [(one, _name(after.area, one.reply.service)) for one in taken.came]
    changes = moved(known(before), known(after))
    would = "would move" if dry_run else "moved"
    return Account(
        name="replies",
        stamp=stamp_of(after.area),
        headline=_headline(taken, dry_run),
        sentences=(
            *_rows(taken),
            f"{counted(len(changes), 'finding', 'findings')} {would}.",
            *_left_out(taken, after.area),
        ),
        sheets=(
            Sheet("replies", "What came back", REPLIES, rows, none="nothing came back"),
            Sheet("moved", f"Findings that {would}", MOVED, changes, none="no finding moves"),
        ),
        notes=("A reply is the voice of one service; only what a meeting settles becomes an answer.",),
    )


def _headline(taken: Taken, dry_run: bool) -> str:
    services = len({reply.service for reply in taken.replies})
    told = f"{counted(len(taken.replies), 'reply', 'replies')} from {counted(services, 'service', 'services')}"
    if not taken.replies:
        return "No reply is new: nothing changes."
    return f"{told} would be taken in; nothing was written." if dry_run else f"{told} taken in."


def _rows(taken: Taken) -> list[str]:
    told = []
    for words, rows in (("new", taken.added), ("taken back", taken.removed)):
        counts = [counted(len(rows[table]), *names) for table, names in TABLES.items() if rows[table]]
        if counts:
            told.append(f"{words.capitalize()}: {wording.listed(counts, 'and')}.")
    return told


def _left_out(taken: Taken, area: Area) -> list[str]:
    """Say what could not become a voice, and what to do about it."""
    told = [
        f"{_name(area, service)} {PARTS[part]} “{name}”, which is not on the list: add it to services, then take the "
        "same file in again."
        for service, part, name in taken.unlisted
    ]  # fmt: skip
    told += [
        f"{_name(area, service)} answered about {gone}, which is not on the list any more: this was left out."
        for service, gone in taken.gone
    ]
    return told + [f"Left out: {name}. If it is a reply: {fix[:1].lower()}{fix[1:]}." for name, fix in taken.unread]


def _name(area: Area, service: str) -> str:
    return wording.service(area, service) if service in area.service else f"{service}, not listed any more"


def _what(one: Came) -> str:
    if one.is_empty:
        return "nothing was filled in"
    state = {"declined": "would rather not answer", "no_such_service": "says that the service has closed"}
    words = [state[one.reply.state]] if one.reply.state in state else []
    words += ["known already"] if one.known else []
    words += [f"late: round {one.reply.round} was over"] if one.reply.late else []
    return "; ".join(words) or "new"

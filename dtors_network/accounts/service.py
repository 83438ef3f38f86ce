"""The account of one service, for those who work there: partners, what each end says, ways on, whom to ring."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dtors_network.accounts.account import Account
from dtors_network.accounts.actions import Agreed, actions_account
from dtors_network.accounts.ask import questions_sheet
from dtors_network.accounts.kinds import CODE, DAY, DAYS, NAME, NUMBER, PEOPLE, TEXT, YES_NO
from dtors_network.accounts.partners import Partner, hindering, partners_of
from dtors_network.accounts.reports import ReportLine, told_once
from dtors_network.accounts.routes import OF_BOTH, nobody_offers
from dtors_network.accounts.routes import Numbered as NumberedWay
from dtors_network.accounts.service_words import FOUR_WORDS, headline, sentences
from dtors_network.accounts.sheet import Column, Sheet
from dtors_network.accounts.stamp import stamp_of
from dtors_network.actions import FollowedActions
from dtors_network.actions.power import concerned
from dtors_network.gaps import Gaps, wording
from dtors_network.gaps.questions import questions_of
from dtors_network.model.area import Area, BarrierReport, Contact
from dtors_network.model.groups import BOTH, read_group
from dtors_network.model.near import check_known
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif.way import Routes


@dataclass(frozen=True)
class ServiceAccount(Account):
    """What a service can know of itself.

    Attributes
    ----------
    service, group : str
        The service, and for whom it is told: one client group, or ``a+b`` for people who belong to two at once.
    out, into : tuple of Partner
        Whom it refers people on to, and who refers people to it.
    """

    service: str = ""
    group: str = EVERYONE
    out: tuple[Partner, ...] = ()
    into: tuple[Partner, ...] = ()


@dataclass(frozen=True, slots=True)
class Desk:
    """The desk of a service."""

    area: Area
    row: Contact


@dataclass(frozen=True, slots=True)
class Barrier:
    """A barrier that was reported at the service or at one of its links."""

    area: Area
    row: BarrierReport
    line: ReportLine


def _columns(accepts: str) -> tuple[Column[Partner], ...]:
    """Give the columns of partners on one side; each of the four words stands over one column."""
    return (
        Column[Partner]("service", "Service", NAME, lambda row: row.named, lambda row: row.lead),
        Column[Partner]("referral", "Referral", CODE, lambda row: row.state.value),
        Column[Partner]("own_word", "", TEXT, lambda row: row.own_word),
        Column[Partner]("other_word", "", TEXT, lambda row: row.other_word),
        Column[Partner]("ends", "What each end says", TEXT, lambda row: row.ends, in_files=False),
        Column[Partner]("rests_on", "", TEXT, lambda row: row.rests_on),
        Column[Partner]("acceptance", accepts, TEXT, lambda row: row.acceptance),
        Column[Partner]("referred", "Referred", PEOPLE, lambda row: row.referred),
        Column[Partner]("start", "Start", PEOPLE, lambda row: row.started),
        Column[Partner]("wait_median_days", "Median wait", DAYS, lambda row: row.wait),
        Column[Partner]("barriers", "Barriers, by the side they name", TEXT, lambda row: row.barriers or None),
    )


OUT: Final = _columns("Acceptance: they take them")
INTO: Final = _columns("Acceptance: we take them")
LAST_SAID: Final = Column[Partner]("last_said", "Last said", DAY, lambda row: row.last_said)
"""Stands there only where a day is known: the door keeps it for the holder."""

NEXT: Final = (
    Column[Partner]("service", "Where next", NAME, lambda row: row.named),
    Column[Partner]("offers", "What it offers", TEXT, lambda row: row.offers),
    Column[Partner]("takes", "Takes them?", TEXT, lambda row: row.acceptance, term="acceptance"),
    Column[Partner]("link", "Are we linked?", TEXT, lambda row: row.link_words),
    Column[Partner]("wait", "Median wait", DAYS, lambda row: row.wait),
    Column[Partner]("contact", "Contact", TEXT, lambda row: row.desk or None),
    Column[Partner]("reported", "Reported on the way there", TEXT, lambda row: row.reported or None),
)
"""Of the sheet that is printed: nobody is counted on it."""

WAYS: Final = (
    Column[NumberedWay]("way", "Way", NUMBER, lambda row: row.number),
    Column[NumberedWay]("over", "Over", TEXT, lambda row: row.title),
    Column[NumberedWay]("certain", "Every step certain", YES_NO, lambda row: row.way.certain, term="certain graph"),
)
BARRIERS: Final = (
    Column[Barrier]("code", "", CODE, lambda row: row.row.code),
    Column[Barrier]("what", "What was reported", TEXT, lambda row: row.line.what),
    Column[Barrier]("where", "Where", TEXT, lambda row: row.line.where),
    Column[Barrier]("side", "", CODE, lambda row: row.row.side.value if row.row.side else None),
    Column[Barrier]("about", "About", TEXT, lambda row: row.line.about),
    Column[Barrier]("said_by", "Said by", TEXT, lambda row: row.line.reporter),
    Column[Barrier]("reply", "The other end", TEXT, lambda row: row.line.reply),
)
DESKS: Final = (
    Column[Desk]("service", "Service", TEXT, lambda row: wording.service(row.area, row.row.service)),
    Column[Desk]("desk", "Desk", TEXT, lambda row: row.row.desk or None),
    Column[Desk]("telephone", "Telephone", TEXT, lambda row: row.row.telephone or None),
    Column[Desk]("email", "E-mail", TEXT, lambda row: row.row.email or None),
)
PERSON: Final = Column[Desk]("person", "Person", TEXT, lambda row: row.row.person or None)


def service_account(gaps: Gaps, ways: Routes, followed: FollowedActions) -> ServiceAccount:
    """Tell one service what is known of it.

    Parameters
    ----------
    gaps : Gaps
        Every finding of the area.
    ways : Routes
        The ways on from the service for a client group, or for ``a+b``.
    followed : FollowedActions
        The actions of the area.

    Returns
    -------
    ServiceAccount
        Sheets ``next`` (where somebody can go: no count of people), ``out``, ``in``, ``ways``, ``barriers``,
        ``contacts``, ``questions`` and ``actions``. A person's name is in it only where the area is the holder's.

    Raises
    ------
    UnprotectedError
        If the area never passed ``protect``.

    Examples
    --------
    >>> from dtors_network.actions import follow_actions
    >>> from dtors_network.disclosure import protect
    >>> from dtors_network.examples import small_area
    >>> from dtors_network.gaps import find_gaps
    >>> from dtors_network.whatif import routes
    >>> area = protect(small_area())
    >>> found = find_gaps(area)
    >>> told = service_account(found, routes(area, "clinic"), follow_actions(found))
    >>> [one.other for one in told.out], [one.other for one in told.into]
    (['aftercare', 'minds'], ['gp'])
    """
    area, service = gaps.area, ways.service
    check_known("service", service, area.service)
    group = read_group(area.codebook, ways.group)
    out, into = (tuple(partners_of(gaps.case.network, service, group, outward=side)) for side in (True, False))
    open_ = questions_of(gaps, service)
    mine = actions_account(followed).sheet("actions").only(lambda row: _concerns(area, service, row))
    return ServiceAccount(
        name="service",
        stamp=stamp_of(area),
        headline=headline(area, service, group, out),
        sentences=tuple(sentences((out, into), len(open_))),
        sheets=(
            Sheet("next", "Where can this person go next?", NEXT, sorted(out, key=Partner.order.fget), none=NOWHERE),  # type: ignore[attr-defined]
            Sheet("out", "We refer people on to", _dated(OUT, out), out, none=NOWHERE),
            Sheet(
                "in",
                "People are referred to us by",
                _dated(INTO, into),
                into,
                none="nobody, as far as anyone said or recorded",
            ),
            Sheet("ways", "Ways on to aftercare", WAYS, _ways(ways), none=_no_way(ways)),
            Sheet(
                "barriers", "What was reported here, and on our links", BARRIERS, _barriers(area, service), none=NONE
            ),
            _desks(area, [service, *(one.other for one in (*out, *into))]),
            questions_sheet(open_),
            mine,
        ),
        notes=(*FOUR_WORDS, *((OF_BOTH,) if BOTH in group else ())),
        service=service,
        group=group,
        out=out,
        into=into,
    )


def _dated(columns: tuple[Column[Partner], ...], rows: tuple[Partner, ...]) -> tuple[Column[Partner], ...]:
    return (*columns, LAST_SAID) if any(row.last_said for row in rows) else columns


NOWHERE: Final = "nobody spoke of a link from here, and none is on record"
NO_WAY: Final = "nobody spoke of a way on to aftercare, and none is on record"
NONE: Final = "nobody reported anything here, which is not to say that there is nothing"


def _concerns(area: Area, service: str, row: Agreed) -> bool:
    gap = row.one.gap
    return bool(gap and service in concerned(area, gap)) or service in row.one.action.finding.split(":")


def _no_way(ways: Routes) -> str:
    return NO_WAY if ways.is_offered else nobody_offers(ways.area, ways.target)


def _ways(ways: Routes) -> tuple[NumberedWay, ...]:
    return tuple(NumberedWay(ways.area, at, way) for at, way in enumerate(ways.ways, 1))


def _barriers(area: Area, service: str) -> tuple[Barrier, ...]:
    """Give what was reported at the service or a link of it; what reads the same stands once."""
    rows = [row for row in hindering(area) if service in (row.source, row.target, row.service)]
    found = {line: row for row in reversed(rows) for line in told_once(area, [row])}
    return tuple(Barrier(area, row, line) for line, row in reversed(found.items()))


def _desks(area: Area, services: list[str]) -> Sheet[Desk]:
    by_service = {row.service: row for row in area.contacts}
    rows = [Desk(area, by_service[one]) for one in dict.fromkeys(services) if one in by_service]
    columns = (*DESKS, PERSON) if any(row.row.person for row in rows) else DESKS
    return Sheet("contacts", "Whom to ring", columns, rows, none="no desk is listed in the table of contacts")

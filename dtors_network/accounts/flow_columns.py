"""The columns of the sheets on flow: what a row of each holds, and how it is said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from dtors_network.accounts.flow_names import TARGET_WORDS
from dtors_network.accounts.flow_report import FlowReport
from dtors_network.accounts.flow_words import end_words
from dtors_network.accounts.kinds import (
    CODE,
    LIKELY,
    NAME,
    NUMBERS,
    PEOPLE,
    RISE,
    RISE_RANGE,
    SHARE,
    TEXT,
    YES_NO,
    Blank,
    Kind,
    Named,
)
from dtors_network.accounts.kinds import LOAD as PLACES_IN_USE
from dtors_network.accounts.sheet import Column, Lead, to_link
from dtors_network.accounts.words import capital, link, service_named
from dtors_network.flow.load import Load
from dtors_network.flow.steps import NOT
from dtors_network.gaps import wording


@dataclass(frozen=True, slots=True)
class Of:
    """One row of what is said of a flow, with the whole that names what stands in it."""

    report: FlowReport
    found: Any

    @property
    def link(self) -> str:
        """The two ends of a link."""
        return link(self.report.area, self.found.source, self.found.target)

    @property
    def lead(self) -> Lead:
        """The link on the map."""
        who = self.report.who
        return to_link(self.report.area.id, self.found.source, self.found.target, "" if who.startswith(NOT) else who)

    def service(self, id_: str) -> Named | None:
        """Name a service; none where none is named."""
        return service_named(self.report.area, id_) if id_ else None


def _place(key: str, head: str = "") -> Column[Of]:
    return Column[Of](key, head, NAME, lambda of: of.service(getattr(of.found, key)))


def _figure(key: str, head: str, kind: Kind, attribute: str = "") -> Column[Of]:
    return Column[Of](key, head, kind, lambda of: getattr(of.found, attribute or key))


WHO: Final = Column[Of]("client_group", "", CODE, lambda of: of.report.who)
START: Final = Column[Of]("start", "", NAME, lambda of: of.service(of.report.start))
LINK: Final = (
    WHO,
    _place("source"),
    _place("target"),
    Column[Of]("link", "From and to", TEXT, lambda of: of.link, lambda of: of.lead, in_files=False),
)

REACH: Final = (
    WHO,
    START,
    Column[Of](
        "target", "Ever start at", NAME, lambda of: Named(of.found.target, capital(TARGET_WORDS[of.found.target]))
    ),
    _figure("reach", "Share", SHARE, "share"),
)
OBSERVED: Final = (
    WHO,
    START,
    Column[Of]("what", "Of those followed in records", TEXT, lambda _: "Start aftercare", in_files=False),
    _figure("observed_reach", "Seen", SHARE, "share"),
    _figure("modelled_reach_of_the_observed", "By the model", SHARE, "modelled"),
)


def _ends(key: str) -> tuple[Column[Of], ...]:
    end = Column[Of]("end", "End", NAME, lambda of: Named(of.found.end, end_words(of.report.area, of.found.end)))
    return WHO, START, end, _figure(key, "Share", SHARE, "share")


ENDS: Final = _ends("journey_end")
OUTCOMES: Final = _ends("outcome")
LINKS: Final = (
    *LINK,
    _figure("beside", "", YES_NO),
    _figure("referred", "Referred", PEOPLE),
    _figure("started", "Started", PEOPLE),
    Column[Of]("lost", "Lost", LIKELY, lambda of: (of.found.lost, of.found.likely_lost), term="lost between"),
    _figure("share_lost", "Share lost", SHARE),
    _figure("share_going_on", "", SHARE, "onward"),
    Column[Of](
        "effect_of_repair",
        "More of 100, if nobody were lost here",
        RISE,
        lambda of: Blank("beside the way") if of.found.beside else of.found.effect,
    ),
    _figure("sensitivity", "", RISE_RANGE),
)
NOT_COUNTED: Final = (
    *LINK,
    _figure("referred", "Referred", PEOPLE),
    _figure("accepted", "Accepted", PEOPLE),
    _figure("started", "Started", PEOPLE),
    _figure("lost", "Lost", PEOPLE),
)
COVERAGE: Final = (
    WHO,
    Column[Of](
        "service_type",
        "Wider support",
        NAME,
        lambda of: Named(of.found.service_type, capital(wording.types(of.report.area, (of.found.service_type,)))),
    ),
    _figure("referred", "Referred", PEOPLE),
    _figure("started", "Started", PEOPLE),
    Column[Of](
        "share_started",
        "Share started",
        SHARE,
        lambda of: of.found.share_started or (None if of.found.referred.high else Blank("of nobody")),
    ),
    _figure("came_to_senders", "Came to the services that refer", PEOPLE, "came"),
)


def _in_use(load: Load) -> Any:
    return load.shown if load.shown is not None or load.places is None else Blank("stay not given")


LOAD: Final = (
    WHO,
    _place("service", "Service"),
    _figure("came_on_record", "Came, on record", PEOPLE, "recorded"),
    _figure("inflow_of_model", "", NUMBERS, "inflow"),
    Column[Of]("places_in_use", "Places in use, by the model", PLACES_IN_USE, lambda of: _in_use(of.found)),
    _figure("places", "Places", NUMBERS),
    Column[Of]("caseload", "On the caseload", PEOPLE, lambda of: of.found.caseload or Blank("not given")),
)

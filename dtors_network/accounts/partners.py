"""The partners of one service: what each end says of the link, whom they take, how long that takes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from dtors_network.acceptance import Acceptance
from dtors_network.accounts.kinds import Named
from dtors_network.accounts.map_links import SPOKEN
from dtors_network.accounts.reports import report_line
from dtors_network.accounts.sheet import Lead, to_link
from dtors_network.accounts.words import service_named
from dtors_network.evidence import KINDS, Word, spoken_by
from dtors_network.figures.barrier_map.kinds import letter_of
from dtors_network.gaps import wording
from dtors_network.graph import Network
from dtors_network.model.area import Area, BarrierReport, Days, Referral
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.groups import members, referrals_of
from dtors_network.model.vocabulary import Accepts, End, LinkState, QuestionKind

SAYS: Final = {
    Word.PRESENT: "referred",
    Word.WEAK: "referred, but weakly",
    Word.ABSENT: "not referred",
    Word.NOT_APPLICABLE: "it does not apply",
    Word.DISPUTED: "yes and no",
    Word.NOTHING: "not asked or no word",
}
LINKED: Final = {
    LinkState.CONFIRMED: "yes",
    LinkState.ONE_SIDED: "one end says so",
    LinkState.WEAK: "weakly",
    LinkState.DISPUTED: "the ends disagree",
}
ASK_FIRST, AFTER = "not known: ask first", "after an assessment"


@dataclass(frozen=True, slots=True)
class Partner:
    """A service at the other end of a link, as the one service sees it.

    Attributes
    ----------
    network : Network
        Of the area.
    service, other, group : str
        The service that looks, the one at the other end, and for whom.
    outward : bool
        Whether people are referred on to the other one; else from it.
    """

    network: Network
    service: str
    other: str
    group: str
    outward: bool

    @property
    def area(self) -> Area:
        """The area."""
        return self.network.area

    @property
    def pair(self) -> tuple[str, str]:
        """Sender and receiver."""
        return (self.service, self.other) if self.outward else (self.other, self.service)

    @property
    def named(self) -> Named:
        """The other service."""
        return service_named(self.area, self.other)

    @property
    def lead(self) -> Lead:
        """The link on the map."""
        return to_link(self.area.id, *self.pair)

    @property
    def state(self) -> LinkState:
        """What the evidence says of the link."""
        return self.network.evidence.state(*self.pair)

    @property
    def link_words(self) -> str:
        """Whether the two are linked, in a few words."""
        return LINKED[self.state]

    @property
    def own_word(self) -> str:
        """What this service says of the link."""
        return self._word(End.SENDER if self.outward else End.RECEIVER)

    @property
    def other_word(self) -> str:
        """What the other end says of it."""
        return self._word(End.RECEIVER if self.outward else End.SENDER)

    def _word(self, end: End) -> str:
        link = self.network.evidence.link(*self.pair)
        return SAYS[link.sender if end is End.SENDER else link.receiver]

    @property
    def ends(self) -> str:
        """What both ends say, in one cell; a meeting or the records where they speak in place of them."""
        told = f"we: {self.own_word}; they: {self.other_word}"
        return f"{told} ({self.rests_on})" if self.network.evidence.link(*self.pair).settled else told

    @property
    def rests_on(self) -> str:
        """On whose word it rests: both ends, one, records, or a meeting."""
        return dict(KINDS)[spoken_by(self.network.evidence, self.pair)]

    @property
    def last_said(self) -> date | None:
        """The last day on which an end spoke of it or a meeting settled it; None where the door keeps the day."""
        voices = self.network.evidence.voices
        days = [row.said_on for end in End for row in voices.get((*self.pair, end), ())]
        settled = self.network.evidence.answers.get((QuestionKind.LINK, *self.pair, "", ""))
        return max((day for day in [*days, settled.on if settled else None] if day), default=None)

    @property
    def acceptance(self) -> str:
        """Whether the receiver takes the group, in its own word where it gave one."""
        group, target = self.network.acceptance.group(self.group), self.pair[1]
        if self.pair in group.open_links:
            return "yes: somebody started"
        word = group.of[target]
        if word is Acceptance.UNKNOWN:
            said = dict(self.area.service[target].accepts)
            told = {said.get(part) for part in members(self.group)}
            return AFTER if Accepts.AFTER_ASSESSMENT in told else ASK_FIRST
        return "yes" if word is Acceptance.YES else "no"

    @property
    def is_certain(self) -> bool:
        """Whether the link surely works for the group."""
        at = self.network.position
        return bool(self.network.group(self.group).certain_out(at[self.pair[0]]) >> at[self.pair[1]] & 1)

    @property
    def order(self) -> tuple[object, ...]:
        """Put what surely works first, then what may, last whoever does not take them; by name within."""
        return (self.acceptance == "no", not self.is_certain, self.named.words.casefold())

    @property
    def _row(self) -> Referral | None:
        found = referrals_of(self.area, self.group)
        return next((row for row in found if (row.source, row.target) == self.pair), None)

    @property
    def referred(self) -> Bounds | None:
        """How many were referred."""
        row = self._row
        return bounds(row.referred) if row else None

    @property
    def started(self) -> Bounds | None:
        """How many of them started."""
        row = self._row
        return bounds(row.started) if row else None

    @property
    def wait(self) -> Days:
        """The median wait of those who started."""
        row = self._row
        return row.wait_median_days if row else None

    @property
    def offers(self) -> str:
        """What the other service offers."""
        return wording.types(self.area, self.area.service[self.other].offers, "and")

    @property
    def barriers(self) -> str:
        """What was reported at the link, each with the side that it names and who said it."""
        rows = (row for row in hindering(self.area) if (row.source, row.target) == self.pair)
        lines = (
            f"{line.what} ({row.side.value if row.side else 'no side named'}; {line.said})"
            for row in rows
            for line in [report_line(self.area, row)]
        )
        return "; ".join(dict.fromkeys(lines))

    @property
    def reported(self) -> str:
        """What was reported at the link or at the other service, in its few words."""
        rows = (
            row for row in hindering(self.area) if (row.source, row.target) == self.pair or row.service == self.other
        )
        return "; ".join(dict.fromkeys(report_line(self.area, row).what for row in rows))

    @property
    def desk(self) -> str:
        """The desk of the other service: whom to ring."""
        row = next((row for row in self.area.contacts if row.service == self.other), None)
        return ", ".join(filter(None, (row.desk, row.telephone, row.email))) if row else ""


def partners_of(network: Network, service: str, group: str, *, outward: bool) -> Iterator[Partner]:
    """Give the services to which one refers people on, or from which people are referred to it, by id.

    >>> from dtors_network.examples import small_area
    >>> [(one.other, one.own_word) for one in partners_of(Network(small_area()), "clinic", "everyone", outward=True)]
    [('aftercare', 'referred'), ('minds', 'referred')]
    """
    for pair, known in sorted(network.evidence.links.items()):
        own, other = pair if outward else reversed(pair)
        if own == service and known.state in SPOKEN:
            yield Partner(network, service, other, group, outward)


def hindering(area: Area) -> Iterator[BarrierReport]:
    """Give the reports of what stands in the way; what helps is reported too, and is no barrier.

    >>> from dtors_network.examples import small_area
    >>> list(hindering(small_area()))
    []
    """
    return (row for row in area.barriers if letter_of(area.codebook, row.code))

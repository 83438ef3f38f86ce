"""The rows of what a partnership keeps beside its map: what was agreed, whom to ring, rounds of questions."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from dtors_network.model.column import closed, coded, column, day, identifier, number, reference, text
from dtors_network.model.row import SERVICE, Row
from dtors_network.model.vocabulary import ActionStatus, Certainty, Count, ReplyState


@dataclass(frozen=True, slots=True, kw_only=True)
class Action(Row):
    """What a partnership agreed to do about a gap. That it is done is typed here; that the gap closed is worked out."""

    finding: str = field(
        metadata=column(
            text("the id of the finding that it is about", "missing_route:everyone:gp_to_treatment:gp"), names=True
        )
    )
    lever: str = field(
        default="", metadata=column(coded("levers", "the lever of the codebook that it uses", "no_capacity"))
    )
    action: str = field(metadata=column(text("what is to be done", "Agree a joint referral form"), names=True))
    owner: str = field(default="", metadata=column(text("who does it", "partnership manager"), names=True))
    commissioner: str = field(
        default="", metadata=column(text("who commissions what it is about", "Exampleshire Council"))
    )
    status: ActionStatus | None = field(
        default=None, metadata=column(closed(ActionStatus, "how far it is; blank: done if done_on is given", "agreed"))
    )
    agreed_on: date | None = field(default=None, metadata=column(day("the day on which it was agreed")))
    sure_then: Certainty | None = field(
        default=None, metadata=column(closed(Certainty, "how sure the finding was on that day", "certain"))
    )
    due: date | None = field(default=None, metadata=column(day("the day by which it is to be done", "2026-01-31")))
    done_on: date | None = field(default=None, metadata=column(day("the day on which it was done")))
    result: str = field(default="", metadata=column(text("what came of it")))
    reason: str = field(default="", metadata=column(text("why it was dropped; needed where it was")))
    change: str = field(
        default="", metadata=column(text("the change of a what-if that it stands for", "relieve:no_capacity@clinic"))
    )
    reach_then: Count = field(
        default=None,
        metadata=column(number("of 100 who come in, how many reached aftercare on the day it was agreed", "31..37")),
    )
    reach_expected: Count = field(
        default=None, metadata=column(number("the same, as the what-if of the change expected it", "35..44"))
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact(Row):
    """Whom to ring at a service: its desk, and the person, whom the holder of the data alone sees."""

    service: str = field(metadata=column(SERVICE, key=True))
    desk: str = field(default="", metadata=column(text("the desk, in a role and never a name", "duty worker")))
    telephone: str = field(default="", metadata=column(text("telephone of the desk", "01632 960001")))
    email: str = field(default="", metadata=column(text("e-mail of the desk", "duty@clinic.example")))
    person: str = field(default="", metadata=column(text("who it is; shown to the holder of the data alone")))


@dataclass(frozen=True, slots=True, kw_only=True)
class Round(Row):
    """One round of questions: when it was open, and of what it asked."""

    round: str = field(metadata=column(identifier("a short id of the round", "r1"), key=True))
    opened: date = field(metadata=column(day("the day on which its forms were written", "2026-02-02")))
    closes: date | None = field(
        default=None, metadata=column(day("the day by which replies are asked for", "2026-02-27"))
    )
    reference: str = field(
        default="",
        metadata=column(text("the reference pathway that its questions are held against", "partnership_2022")),
    )
    digest: str = field(default="", metadata=column(text("names the tables that it asked about", "3f9a0c12b7de5540")))


@dataclass(frozen=True, slots=True, kw_only=True)
class AskedService(Row):
    """What became of the form of one service in one round, as far as replies do not tell: the holder's own notes."""

    round: str = field(metadata=column(reference("rounds", "the round", "r1"), key=True))
    service: str = field(metadata=column(SERVICE, key=True))
    channel: str = field(default="", metadata=column(text("how the form went out", "e-mail")))
    sent_on: date | None = field(
        default=None, metadata=column(day("the day on which it went out; blank: the day the round opened"))
    )
    reminded_on: date | None = field(default=None, metadata=column(day("the day of the last reminder")))
    state: ReplyState | None = field(
        default=None,
        metadata=column(closed(ReplyState, "how it stands; blank: what the replies say", "declined")),
    )
    note: str = field(default="", metadata=column(text("anything that the holder must know", "Rang on Monday")))

"""The closed lists of the tables and the words of the results (design §2, §3, §4)."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from dtors_network.model.bounds import SUPPRESSED as SUPPRESSED
from dtors_network.model.bounds import Count as Count
from dtors_network.model.bounds import least as least
from dtors_network.model.bounds import most as most

EVERYONE: Final = "everyone"


class End(StrEnum):
    """Which end of a referral link speaks, or is spoken about."""

    SENDER = "sender"
    RECEIVER = "receiver"


class Says(StrEnum):
    """What one voice says about one link."""

    PRESENT = "present"
    WEAK = "weak"
    ABSENT = "absent"
    NOT_APPLICABLE = "not_applicable"


class Agreement(StrEnum):
    """Whether a link rests on a written agreement."""

    FORMAL = "formal"
    INFORMAL = "informal"
    NONE = "none"
    UNKNOWN = "unknown"


class Accepts(StrEnum):
    """What a service says about taking a client group."""

    YES = "yes"
    NO = "no"
    AFTER_ASSESSMENT = "after_assessment"
    UNKNOWN = "unknown"


class ReporterRole(StrEnum):
    """Who speaks."""

    PROVIDER = "provider"
    TREATMENT_SEEKER = "treatment_seeker"
    COMMISSIONER = "commissioner"
    AUTHOR = "author"
    OTHER = "other"


class Reply(StrEnum):
    """What the other end said about a barrier report."""

    AGREES = "agrees"
    DISAGREES = "disagrees"
    NOT_ASKED = "not_asked"


class Sector(StrEnum):
    """Who runs an organisation."""

    NHS = "nhs"
    LOCAL_AUTHORITY = "local_authority"
    VOLUNTARY = "voluntary"
    PRIVATE = "private"
    CRIMINAL_JUSTICE = "criminal_justice"
    OTHER = "other"


class QuestionKind(StrEnum):
    """What a meeting can settle."""

    LINK = "link"
    ACCEPTANCE = "acceptance"
    SENDS_TO_NOBODY_ELSE = "sends_to_nobody_else"
    RECEIVES_FROM_NOBODY_ELSE = "receives_from_nobody_else"
    LIST_COMPLETE = "list_complete"


class YesNo(StrEnum):
    """An answer."""

    YES = "yes"
    NO = "no"


class Planned(StrEnum):
    """Whether somebody's departure was planned."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class ActionStatus(StrEnum):
    """How far an action is: typed by whoever knows; whether its gap is closed is worked out, never typed."""

    AGREED = "agreed"
    UNDER_WAY = "under_way"
    DONE = "done"
    DROPPED = "dropped"


class ReplyState(StrEnum):
    """How a service stands in a round of questions."""

    NOT_ASKED = "not_asked"
    NO_REPLY = "no_reply"
    DONT_KNOW = "dont_know"
    DECLINED = "declined"
    NO_SUCH_SERVICE = "no_such_service"
    ANSWERED_IN_PART = "answered_in_part"
    ANSWERED = "answered"


class Profile(StrEnum):
    """How counts were made fit for others (design §8); ``none``: they were not, by the holder's choice."""

    NDTMS = "ndtms"
    NHS_DIGITAL = "nhs_digital"
    NONE = "none"


class LinkState(StrEnum):
    """What the evidence says of a referral link (design §4)."""

    CONFIRMED = "confirmed"
    NOT_APPLICABLE = "not_applicable"
    DISPUTED = "disputed"
    WEAK = "weak"
    ONE_SIDED = "one_sided"
    ABSENT = "absent"
    SILENT = "silent"


class Certainty(StrEnum):
    """How sure a finding is (design §4)."""

    CERTAIN = "certain"
    SENSITIVE = "sensitive"
    UNKNOWABLE = "unknowable"


class Grade(StrEnum):
    """How firmly a reference pathway asks for a route."""

    REQUIRED = "required"
    EXPECTED = "expected"
    OPTIONAL = "optional"


class Stage(StrEnum):
    """Where a service type stands on the way through treatment."""

    ROUTES_IN = "routes_in"
    OPEN_ACCESS = "open_access"
    STRUCTURED_TREATMENT = "structured_treatment"
    RESIDENTIAL_AND_INPATIENT = "residential_and_inpatient"
    AFTERCARE_AND_RECOVERY = "aftercare_and_recovery"
    WIDER_SUPPORT = "wider_support"


TREATMENT_STAGES: Final = (Stage.OPEN_ACCESS, Stage.STRUCTURED_TREATMENT, Stage.RESIDENTIAL_AND_INPATIENT)

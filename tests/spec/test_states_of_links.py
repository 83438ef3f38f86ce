"""What the two ends, their lists, the records and a meeting's answers make of one referral link, gp -> clinic.

The states stand in the order in which they are tried; the first that fits is the state of the link.
"""

from datetime import date

import pytest

from dtors_network.evidence import Evidence, LinkEvidence, end_says, latest_answers, latest_voices
from dtors_network.model.area import Answer, Statement
from dtors_network.model.vocabulary import End, QuestionKind, ReporterRole, Says, YesNo
from tests.spec.drawing import draw

PAIR = """
    gp is gp
    clinic is psychosocial
    """
COUNTED = """
    records are complete
    clinic records referrals
    """


def link(*drawings: str) -> LinkEvidence:
    return Evidence(draw(PAIR, *drawings)).link("gp", "clinic")


def ends(sender: str, receiver: str = "") -> str:
    """Draw what the two ends say; an empty word for an end that has not spoken."""
    return "\n".join(
        f"gp -> clinic: {end} says {said}" for end, said in (("sender", sender), ("receiver", receiver)) if said
    )


CASES = {
    "settled": {
        "a yes confirms": (ends("absent", "absent"), "answered yes: gp -> clinic", "confirmed"),
        "a no makes it absent": (ends("present", "present"), "answered no: gp -> clinic", "absent"),
        "a no counts more than starts on record": (
            "gp -> clinic: 9 everyone referred, 4 started",
            "answered no: gp -> clinic",
            "absent",
        ),
        "of two answers of one day the later row counts": (
            "answered yes: gp -> clinic",
            "answered no: gp -> clinic",
            "absent",
        ),
    },
    "confirmed": {
        "a start on record": ("gp -> clinic: 9 everyone referred, 4 started", "confirmed"),
        "a start of a group": ("gp -> clinic: 9 currently_using referred, 1 started", "confirmed"),
        "a suppressed start is at least one": ("gp -> clinic: * everyone referred, * started", "confirmed"),
        "a start that both ends deny": (ends("absent", "absent"), "gp -> clinic: 1 everyone started", "confirmed"),
        "both ends say present": (ends("present", "present"), "confirmed"),
        "both ends, and referrals of which none started": (
            ends("present", "present"),
            "gp -> clinic: 9 everyone referred, 0 started",
            COUNTED,
            "confirmed",
        ),
        "both ends, and a row of blanks in complete records": (
            ends("present", "present"),
            "gp -> clinic: ? everyone referred",
            COUNTED,
            "confirmed",
        ),
        "both ends, where the target does not record who referred": (
            ends("present", "present"),
            "records are complete",
            "confirmed",
        ),
        "both ends, and the best of each is present": (ends("present and weak", "present and weak"), "confirmed"),
    },
    "not_applicable": {
        "one end says so": (ends("not_applicable"), "not_applicable"),
        "both ends say so": (ends("not_applicable", "not_applicable"), "not_applicable"),
        "and complete records show none": (ends("not_applicable"), COUNTED, "not_applicable"),
    },
    "disputed": {
        "present against absent": (ends("present", "absent"), "disputed"),
        "absent against weak": (ends("absent", "weak"), "disputed"),
        "present against not applicable": (ends("present", "not_applicable"), "disputed"),
        "weak against not applicable": (ends("not_applicable", "weak"), "disputed"),
        "present and absent within one end": (ends("present and absent"), "disputed"),
        "weak and not applicable within one end": (ends("weak and not_applicable"), "disputed"),
        "within one end, whatever the other says": (ends("absent and present", "present"), "disputed"),
        "present against a complete list": (ends("", "present"), "gp lists all it sends to", "disputed"),
        "weak against a complete list": (ends("weak"), "clinic lists all it receives from", "disputed"),
        "present at both ends against complete records": (ends("present", "present"), COUNTED, "disputed"),
        "and against complete records of nobody": (
            ends("present", "present"),
            "gp -> clinic: 0 everyone referred",
            COUNTED,
            "disputed",
        ),
        "present against absent beside referrals of which none started": (
            ends("present", "absent"),
            "gp -> clinic: 9 everyone referred, 0 started",
            "disputed",
        ),
    },
    "weak": {
        "nobody, or somebody, started, and an end denies it": (
            ends("absent"),
            "gp -> clinic: 0..5 everyone referred, 0..5 started",
            "weak",
        ),
        "nobody, or somebody, started where it is said not to apply": (
            ends("not_applicable"),
            "gp -> clinic: 1..5 everyone referred, 0..5 started",
            "weak",
        ),
        "one end at best": (ends("weak"), "weak"),
        "both ends at best": (ends("weak", "weak"), "weak"),
        "present at one end and weak at the other": (ends("weak", "present"), "weak"),
        "referrals on record and no start": ("gp -> clinic: 9 everyone referred, 0 started", "weak"),
        "suppressed referrals and no start": ("gp -> clinic: * everyone referred, 0 started", "weak"),
        "acceptances on record and no start": ("gp -> clinic: 3 everyone accepted", "weak"),
        "one end says present, beside referrals of which none started": (
            ends("present"),
            "gp -> clinic: 9 everyone referred, 0 started",
            "weak",
        ),
        "both ends say absent, beside referrals of which none started": (
            ends("absent", "absent"),
            "gp -> clinic: 9 everyone referred, 0 started",
            "weak",
        ),
        "and complete records show none": (ends("weak", "weak"), COUNTED, "weak"),
    },
    "one_sided": {
        "the sender's word alone": (ends("present"), "one_sided"),
        "the receiver's word alone": (ends("", "present"), "one_sided"),
        "and the voices of that end differ in strength": (ends("present and weak"), "one_sided"),
        "and complete records show none": (ends("present"), COUNTED, "one_sided"),
    },
    "absent": {
        "one end says so": (ends("absent"), "absent"),
        "both ends say so": (ends("absent", "absent"), "absent"),
        "one says so, to the other it does not apply": (ends("not_applicable", "absent"), "absent"),
        "and within one end": (ends("absent and not_applicable"), "absent"),
        "the sender's complete list leaves it out": ("gp lists all it sends to", "absent"),
        "the receiver's complete list leaves it out": ("clinic lists all it receives from", "absent"),
        "complete records of the target without a row": (COUNTED, "absent"),
        "complete records of nobody referred": ("gp -> clinic: 0 everyone referred", COUNTED, "absent"),
        "the sender sends to nobody else": ("answered yes: gp sends to nobody else", "absent"),
        "the receiver receives from nobody else": ("answered yes: clinic receives from nobody else", "absent"),
    },
    "silent": {
        "no row at all": ("silent",),
        "a row of blanks": ("gp -> clinic: ? everyone referred", "silent"),
        "nobody on record, where records may be incomplete": ("gp -> clinic: 0 everyone referred", "silent"),
        "complete records, where the target does not record who referred": ("records are complete", "silent"),
        "complete records and a row of blanks": ("gp -> clinic: ? everyone referred", COUNTED, "silent"),
        "a no to nobody else settles nothing": ("answered no: gp sends to nobody else", "silent"),
    },
}
ROWS = [
    pytest.param(drawing, state, id=f"{row}: {case}")
    for row, cases in CASES.items()
    for case, (*drawing, state) in cases.items()
]


@pytest.mark.parametrize(("drawing", "state"), ROWS)
def test_the_state_of_a_link(drawing: list[str], state: str) -> None:
    assert link(*drawing).state == state


def test_every_row_of_the_table_has_cases_that_end_in_it() -> None:
    ended = {row: {case[-1] for case in cases.values()} for row, cases in CASES.items()}
    assert ended.pop("settled") == {"confirmed", "absent"}
    assert ended == {row: {row} for row in ended}


SPOKEN_OF = {
    "one end says present": (ends("present"), "one_sided"),
    "one end says weak": (ends("weak"), "weak"),
}


@pytest.mark.parametrize(("said", "state"), SPOKEN_OF.values(), ids=SPOKEN_OF)
def test_nobody_else_does_not_touch_a_pair_that_somebody_spoke_of(said: str, state: str) -> None:
    assert link(said, "answered yes: gp sends to nobody else").state == state
    assert link(said, "answered yes: clinic receives from nobody else").state == state


# ---- what is shown beside the state ------------------------------------------------------------------------------

START = "gp -> clinic: 9 everyone referred, 4 started"
BESIDE = {
    "a start that nobody denies": ((START, ends("present")), (True, False)),
    "a start that an end denies": ((START, ends("absent", "present")), (True, True)),
    "a start that a complete list leaves out": ((START, "gp lists all it sends to"), (True, True)),
    "a start on which one end does not agree within itself": ((START, ends("present and absent")), (True, True)),
    "a start to which the link does not apply": ((START, ends("not_applicable")), (True, False)),
    "a denied start, settled by a yes": ((START, ends("absent"), "answered yes: gp -> clinic"), (True, False)),
    "a start that a no settles against": ((START, "answered no: gp -> clinic"), (True, False)),
    "no start": ((ends("present", "absent"),), (False, False)),
}


@pytest.mark.parametrize(("drawing", "shown"), BESIDE.values(), ids=BESIDE)
def test_whether_a_start_is_on_record_and_contested(drawing: tuple[str, ...], shown: tuple[bool, bool]) -> None:
    found = link(*drawing)
    assert (found.started, found.contested) == shown


def test_an_answer_is_marked_as_such() -> None:
    assert link("answered yes: gp -> clinic").settled
    assert not link(ends("present", "present")).settled


def test_what_each_end_says_is_kept() -> None:
    found = link(ends("present and absent"), "clinic lists all it receives from")
    assert (found.sender, found.receiver) == ("disputed", "absent")


# ---- nobody to ask -----------------------------------------------------------------------------------------------

ONE_END = {
    "present": "confirmed",
    "weak": "weak",
    "absent": "absent",
    "not_applicable": "not_applicable",
    "present and absent": "disputed",
    "": "silent",
}
"""State of a link by what the one end that can be asked says."""


@pytest.mark.parametrize(("said", "state"), ONE_END.items())
def test_the_word_of_the_other_end_is_enough_where_a_route_in_cannot_be_asked(said: str, state: str) -> None:
    assert link("gp is gp of nobody", ends("", said)).state == state


@pytest.mark.parametrize(("said", "state"), ONE_END.items())
def test_the_word_of_the_sender_is_enough_where_mutual_aid_cannot_be_asked(said: str, state: str) -> None:
    assert link("clinic is mutual_aid of Fellowship", ends(said)).state == state


MUTE = {
    "a route in without an organisation": ("gp is gp of nobody", "silent"),
    "mutual aid, whoever runs it": ("clinic is mutual_aid of Fellowship", "silent"),
    "a route in with an organisation": ("gp is gp of Hill Surgery", "absent"),
    "treatment without an organisation": ("clinic is psychosocial of nobody", "absent"),
    "treatment that also offers mutual aid": ("clinic is psychosocial + mutual_aid", "absent"),
}


@pytest.mark.parametrize(("drawn", "state"), MUTE.values(), ids=MUTE)
def test_complete_lists_say_nothing_about_a_pair_with_nobody_to_ask(drawn: str, state: str) -> None:
    assert link(drawn, "gp lists all it sends to").state == state
    assert link(drawn, "clinic lists all it receives from").state == state


def test_a_statement_for_an_end_with_nobody_to_ask_counts_like_any_other() -> None:
    assert link("gp is gp of nobody", ends("absent", "present")).state == "disputed"
    assert link("gp is gp of nobody", ends("present")).state == "one_sided"


def test_a_meeting_that_closed_the_silent_pairs_closed_those_with_nobody_to_ask_too() -> None:
    assert link("gp is gp of nobody", "answered yes: clinic receives from nobody else").state == "absent"


def test_one_end_against_complete_records_where_the_other_cannot_be_asked() -> None:
    assert link("gp is gp of nobody", ends("", "present"), COUNTED).state == "disputed"


# ---- whose word counts -------------------------------------------------------------------------------------------


def voice(says: str, day: int | None = None, reporter: str = "", role: ReporterRole | None = None) -> Statement:
    said_on = date(2026, 3, day) if day else None
    return Statement(
        source="gp",
        target="clinic",
        end=End.SENDER,
        says=Says(says),
        reporter=reporter,
        reporter_role=role,
        said_on=said_on,
    )


PROVIDER, SEEKER = ReporterRole.PROVIDER, ReporterRole.TREATMENT_SEEKER
VOICES = {
    "the latest statement of a reporter": ([voice("absent", 9, "r1"), voice("present", 2, "r1")], "absent"),
    "any date before none": ([voice("present", 1, "r1"), voice("absent", None, "r1")], "present"),
    "on the same day the later row": ([voice("present", 9, "r1"), voice("weak", 9, "r1")], "weak"),
    "two reporters are two voices": ([voice("present", 9, "r1"), voice("absent", 1, "r2")], "disputed"),
    "a reporter is one voice in any role": (
        [voice("absent", 1, "r1", PROVIDER), voice("present", 2, "r1", SEEKER)],
        "present",
    ),
    "blank reporters of one role are one voice": (
        [voice("absent", 1, "", PROVIDER), voice("present", 2, "", PROVIDER)],
        "present",
    ),
    "blank reporters of two roles are two voices": (
        [voice("absent", 1, "", PROVIDER), voice("present", 2, "", SEEKER)],
        "disputed",
    ),
}


@pytest.mark.parametrize(("rows", "word"), VOICES.values(), ids=VOICES)
def test_which_statements_of_an_end_count(rows: list[Statement], word: str) -> None:
    (latest,) = latest_voices(rows).values()
    assert end_says(row.says for row in latest) == word


def test_the_latest_answer_counts() -> None:
    def answer(says: str, day: int | None) -> Answer:
        on = date(2026, 3, day) if day else None
        return Answer(source="gp", target="clinic", question=QuestionKind.LINK, answer=YesNo(says), on=on)

    (kept,) = latest_answers([answer("yes", 9), answer("no", 2), answer("no", None)]).values()
    assert kept.answer is YesNo.YES


def test_answers_to_different_questions_stand_beside_each_other() -> None:
    drawing = """
        answered yes: gp -> clinic
        answered no: clinic accepts currently_using
        answered yes: clinic accepts everyone
        answered yes: gp sends to nobody else
        answered no: every service is listed
        """
    evidence = Evidence(draw(PAIR, drawing))
    assert len(evidence.answers) == 5
    assert (evidence.list_complete, evidence.list_known_incomplete) == (False, True)

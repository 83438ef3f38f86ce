"""The two ends disagree: on a link that the reference requires, or both of them with complete records."""

import pytest

from dtors_network.gaps import find_gaps
from tests.spec.drawing import draw, gaps_of, tell, text

PAIR = """
    gp is gp of Hill Surgery
    clinic is psychosocial
    required: gp -> psychosocial
    """


def test_certain_that_they_disagree_even_in_an_incomplete_list_and_either_answer_settles_it():
    assert tell("disputed_link", PAIR, "gp -> clinic: disputed") == text("""
        certain disputed_link for everyone at gp -> clinic
            gp (Hill Surgery) says that it refers people to clinic, which says no.
            yes: gp -> clinic?
            no: gp -> clinic?
        """)


SAID = {
    "gp -> clinic: receiver says weak": "gp lists all it sends to",
    "gp -> clinic: sender says weak": "gp -> clinic: receiver says not_applicable",
    "gp -> clinic: receiver says present and absent": "",
}
TOLD = {
    "gp -> clinic: receiver says weak": "the sender's end says no, the receiver's end says weakly",
    "gp -> clinic: sender says weak": "the sender's end says weakly, the receiver's end says that it does not apply",
    "gp -> clinic: receiver says present and absent": (
        "the sender's end has not spoken, the receiver's end does not agree within itself"
    ),
}


@pytest.mark.parametrize("line", SAID)
def test_the_sentence_says_who_says_what(line):
    (gap,) = gaps_of(PAIR, line, SAID[line], rules=["disputed_link"]).gaps
    assert gap.title == f"Whether gp (Hill Surgery) refers people to clinic is disputed: {TOLD[line]}"


def test_a_receiver_that_is_sent_people_by_who_says_to_send_nobody():
    (gap,) = gaps_of(
        PAIR, "gp -> clinic: receiver says present", "gp lists all it sends to", rules=["disputed_link"]
    ).gaps
    assert gap.title == "gp (Hill Surgery) says that it refers nobody to clinic, which says that it does"


def test_both_ends_against_complete_records_that_show_nobody():
    drawing = """
        gp -> clinic: confirmed
        clinic records referrals
        records are complete
        """
    assert tell("disputed_link", PAIR, drawing) == text("""
        certain disputed_link for everyone at gp -> clinic
            gp (Hill Surgery) and clinic both say that people are referred, and complete records show
            nobody.
            yes: gp -> clinic?
            no: gp -> clinic?
        """)


def test_people_are_those_at_the_sending_end():
    drawing = """
        gp -> clinic: disputed
        80 everyone arrive at gp
        500 everyone arrive at clinic
        """
    (gap,) = gaps_of(PAIR, drawing, rules=["disputed_link"]).gaps
    assert (gap.people.count, gap.people.what) == (80, "came to gp (Hill Surgery)")


def test_the_group_is_that_of_the_route_unless_a_route_for_everyone_asks_too():
    drawing = """
        prison is prison
        clinic is psychosocial
        prison -> clinic: disputed
        clinic says yes to leaving_prison
        required for leaving_prison: prison -> psychosocial
        """
    assert [one.group for one in gaps_of(drawing, rules=["disputed_link"]).findings] == ["leaving_prison"]
    for_all = (drawing, "required: prison -> psychosocial or open_access")
    assert [one.group for one in gaps_of(*for_all, rules=["disputed_link"]).findings] == ["everyone"]


def test_it_is_shown_whether_or_not_the_routes_group_is_assessed():
    drawing = """
        prison is prison
        clinic is psychosocial
        prison -> clinic: disputed
        required for leaving_prison: prison -> psychosocial
        """
    found = gaps_of(drawing, rules=["disputed_link"])
    assert [(one.rule, one.group) for one in found.findings] == [("disputed_link", "leaving_prison")]
    assert "leaving_prison" in found.not_assessed
    assert find_gaps(draw(drawing), groups=["everyone"], rules=["disputed_link"]).findings == ()


NOT_GAPS = {
    "only expected by the reference": (PAIR.replace("required", "expected"), "gp -> clinic: disputed"),
    "asked for under a condition": (PAIR.replace("required", "required if parents"), "gp -> clinic: disputed"),
    "required the other way round": (PAIR, "clinic -> gp: disputed"),
    "of a sender that offers the type itself": (PAIR, "gp is gp + psychosocial", "gp -> clinic: disputed"),
    "that nobody denies": (PAIR, "gp -> clinic: weak"),
    "that a meeting settled": (PAIR, "gp -> clinic: disputed", "answered no: gp -> clinic"),
    "on which somebody started": (PAIR, "gp -> clinic: disputed", "gp -> clinic: 3 everyone referred, 1 started"),
}


@pytest.mark.parametrize("drawings", NOT_GAPS.values(), ids=NOT_GAPS)
def test_not_a_gap_on_a_link(drawings):
    assert tell("disputed_link", *drawings) == ""

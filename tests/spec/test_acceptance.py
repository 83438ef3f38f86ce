"""Whether a service accepts a client group: its own word, reports of refusal, starts on record, answers."""

import pytest

from dtors_network.graph import Network
from tests.spec.drawing import draw

THREE = """
    gp is gp
    prison is prison
    clinic is psychosocial
    gp -> clinic: confirmed
    prison -> clinic: confirmed
    """
START = "gp -> clinic: 9 currently_using referred, 2 started"
REPORTED = "reported at clinic: referral.refuses_current_use"

CASES = {
    "blank": ((), "unknown"),
    "says yes": (("clinic says yes to currently_using",), "yes"),
    "says no": (("clinic says no to currently_using",), "no"),
    "says unknown": (("clinic says unknown to currently_using",), "unknown"),
    "decides after assessment": (("clinic says after_assessment to currently_using",), "unknown"),
    "says yes to another group": (("clinic says yes to leaving_prison",), "unknown"),
    "says yes, and a refusal is reported at the service": (
        ("clinic says yes to currently_using", REPORTED),
        "unknown",
    ),
    "says yes, and a refusal is reported at a link into it": (
        ("clinic says yes to currently_using", "reported at gp -> clinic: referral.refuses_current_use"),
        "unknown",
    ),
    "says yes, and a refusal is reported at a link out of it": (
        ("clinic says yes to currently_using", "reported at clinic -> gp: referral.refuses_current_use"),
        "yes",
    ),
    "says yes, and a refusal is reported of its type": (
        ("clinic says yes to currently_using", "reported of psychosocial: referral.refuses_current_use"),
        "yes",
    ),
    "says yes, and a barrier is reported that closes no group": (
        ("clinic says yes to currently_using", "reported at clinic: engagement.waiting_times"),
        "yes",
    ),
    "says no, and a refusal is reported": (("clinic says no to currently_using", REPORTED), "no"),
    "blank, and starts are on record": ((START,), "unknown"),
    "says no beside starts on record": (("clinic says no to currently_using", START), "unknown"),
    "says no, and perhaps somebody started": (
        ("clinic says no to currently_using", "gp -> clinic: 1..5 currently_using referred, 0..5 started"),
        "unknown",
    ),
    "says no beside starts of everyone": (
        ("clinic says no to currently_using", "gp -> clinic: 9 everyone referred, 2 started"),
        "no",
    ),
    "says no beside referrals of which none started": (
        ("clinic says no to currently_using", "gp -> clinic: 9 currently_using referred, 0 started"),
        "no",
    ),
    "a meeting's yes, whatever is reported": ((REPORTED, "answered yes: clinic accepts currently_using"), "yes"),
    "a meeting's no, whatever it says itself": (
        ("clinic says yes to currently_using", "answered no: clinic accepts currently_using"),
        "no",
    ),
    "a meeting's no beside starts on record": ((START, "answered no: clinic accepts currently_using"), "no"),
}


@pytest.mark.parametrize(("drawing", "accepts"), CASES.values(), ids=CASES)
def test_whether_the_clinic_accepts_people_currently_using(drawing: tuple[str, ...], accepts: str) -> None:
    assert Network(draw(THREE, *drawing)).acceptance.group("currently_using").of["clinic"] == accepts


EVERYONE = {
    "blank": ((), "yes"),
    "says no": (("clinic says no to everyone",), "no"),
    "decides after assessment": (("clinic says after_assessment to everyone",), "unknown"),
    "says no to some group": (("clinic says no to currently_using",), "yes"),
    "says no beside starts of a group": (("clinic says no to everyone", START), "unknown"),
}


@pytest.mark.parametrize(("drawing", "accepts"), EVERYONE.values(), ids=EVERYONE)
def test_everyone_is_accepted_unless_it_is_said_otherwise(drawing: tuple[str, ...], accepts: str) -> None:
    assert Network(draw(THREE, *drawing)).acceptance.group("everyone").of["clinic"] == accepts


def test_a_no_beside_starts_is_marked_as_disputed() -> None:
    book = Network(draw(THREE, "clinic says no to currently_using", START)).acceptance
    assert book.group("currently_using").disputed == {"clinic"}
    assert book.group("leaving_prison").disputed == frozenset()


# ---- what acceptance makes of a confirmed link -------------------------------------------------------------------


def into_clinic(*drawing: str) -> tuple[set[str], set[str]]:
    """Give the senders on certain and on possible links into the clinic for people currently using."""
    graph = Network(draw(THREE, "clinic -> gp: absent", *drawing)).group("currently_using")
    return {source for source, _ in graph.certain().in_edges("clinic")}, {
        source for source, _ in graph.possible().in_edges("clinic")
    }


def test_a_service_that_accepts_opens_its_confirmed_links() -> None:
    assert into_clinic("clinic says yes to currently_using") == ({"gp", "prison"}, {"gp", "prison"})


def test_a_service_of_unknown_acceptance_leaves_its_links_possible() -> None:
    assert into_clinic() == (set(), {"gp", "prison"})


def test_a_service_that_refuses_closes_its_links() -> None:
    assert into_clinic("clinic says no to currently_using") == (set(), set())


def test_a_start_on_record_opens_its_own_link_whatever_else_is_said() -> None:
    assert into_clinic(START) == ({"gp"}, {"gp", "prison"})
    assert into_clinic(START, REPORTED) == ({"gp"}, {"gp", "prison"})


def test_a_no_beside_starts_leaves_the_other_links_in_doubt() -> None:
    assert into_clinic("clinic says no to currently_using", START) == ({"gp"}, {"gp", "prison"})


def test_a_later_answer_of_no_leaves_the_link_with_the_start_open() -> None:
    assert into_clinic(START, "answered no: clinic accepts currently_using") == ({"gp"}, {"gp"})


def test_not_where_an_answer_says_that_the_link_itself_is_absent() -> None:
    assert into_clinic(START, "answered no: gp -> clinic") == (set(), {"prison"})


def test_a_start_of_a_group_opens_the_link_for_everyone_too() -> None:
    graph = Network(draw(THREE, "clinic says no to everyone", START)).group("everyone")
    assert set(graph.certain().edges) == {("gp", "clinic")}


# ---- which groups are assessed -----------------------------------------------------------------------------------

NAMED = {
    "a service's own word": "clinic says unknown to currently_using",
    "an arrival": "? currently_using arrive at gp",
    "a referral": "gp -> clinic: ? currently_using referred",
    "a departure": "3 currently_using leave clinic",
    "an answer": "answered no: clinic accepts currently_using",
    "a report that closes it": REPORTED,
    "a report that closes it, of a type": "reported of psychosocial: referral.refuses_current_use",
}
NOT_NAMED = {
    "nothing": "",
    "a report of another kind": "reported at clinic: referral.funding_fear",
    "a route of the reference": "required for currently_using: gp -> psychosocial",
}


@pytest.mark.parametrize("drawing", NAMED.values(), ids=NAMED)
def test_a_group_is_assessed_if_a_row_names_it(drawing: str) -> None:
    assert Network(draw(THREE, drawing)).acceptance.assessed == {"everyone", "currently_using"}


@pytest.mark.parametrize("drawing", NOT_NAMED.values(), ids=NOT_NAMED)
def test_everyone_always_is_and_no_other_group_without_a_row(drawing: str) -> None:
    assert Network(draw(THREE, drawing)).acceptance.assessed == {"everyone"}

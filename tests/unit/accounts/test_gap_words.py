"""The one sentence that a tired commissioner reads first."""

import pytest

from dtors_network.accounts.gap_words import affected, headline
from dtors_network.gaps.finding import NOT_COUNTED, People
from dtors_network.gaps.people import summed
from dtors_network.model.vocabulary import SUPPRESSED, Count
from tests.spec.drawing import gaps_of

CHAIN = """
    gp is gp
    clinic is psychosocial
    after is aftercare
    gp -> clinic: confirmed
    nobody else is linked
    every service is listed
    required: psychosocial -> aftercare
    """
NOTHING_WRONG = """
    gp is gp + gp_prescribing
    clinic is psychosocial + aftercare
    after is aftercare
    gp -> clinic: confirmed
    gp -> after: confirmed
    every service is listed
    """
HEADLINES = {
    "a certain gap with consequences": (
        (CHAIN,),
        "From gp, people have no way on to aftercare or recovery support. 2 further findings have the same cause.",
    ),
    "a certain gap with one consequence": (
        (CHAIN.replace("required", "optional"),),
        "From gp, people have no way on to aftercare or recovery support. 1 further finding has the same cause.",
    ),
    "a certain gap on its own": (
        (CHAIN.split("    required")[0],),
        "From gp, people have no way on to aftercare or recovery support.",
    ),
    "open findings": (
        (CHAIN, "clinic -> after: weak"),
        "No gap is certain. 3 findings depend on questions that nobody has answered yet.",
    ),
    "one open finding": (
        ("clinic is psychosocial + aftercare", "home is housing", "required: psychosocial -> housing", "gp is gp",
         "gp -> clinic: confirmed", "clinic -> gp: absent", "every service is listed",
         "elsewhere is specialist_prescribing + aftercare", "gp -> elsewhere: confirmed"),
        "No gap is certain. 1 finding depends on questions that nobody has answered yet.",
    ),
    "nothing that can be judged": (
        ("gp is gp", "clinic is psychosocial"),
        "No gap is certain. What could not be judged is listed with what to collect.",
    ),
    "no gap": ((NOTHING_WRONG,), "No gap was found against the reference."),
}  # fmt: skip


@pytest.mark.parametrize(("drawings", "text"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline(drawings: tuple[str, ...], text: str) -> None:
    assert headline(gaps_of(*drawings)) == text


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ([120], "120 people came"),
        ([0], "0 people came"),
        ([1], "1 person came"),
        ([1200, None], "1,200 people came, as far as they were counted"),
        ([12, SUPPRESSED], "13 to 16 people came (some counts are ranges)"),
        ([None], "nobody counted the people affected"),
    ],
)
def test_how_many_people(counts: list[Count], text: str) -> None:
    assert affected(summed(counts, "came")) == text


def test_a_count_that_disclosure_control_hides_shows_its_bounds() -> None:
    assert affected(People(SUPPRESSED, 1, 4, "came")) == "1 to 4 people came (some counts are ranges)"
    assert affected(People(None, None, None, NOT_COUNTED)) == "nobody counted the people affected"

"""How many people a gap affects, as far as anybody counted."""

import pytest

from dtors_network.gaps.case import Case
from dtors_network.gaps.finding import NOT_COUNTED, People
from dtors_network.gaps.people import people_at, summed
from dtors_network.model.vocabulary import SUPPRESSED, Count
from tests.spec.drawing import draw


@pytest.mark.parametrize(
    ("counts", "people"),
    [
        ([12, 30], (42, 42, 42)),
        ([0], (0, 0, 0)),
        ([12, None], (12, 12, 12)),
        ([12, SUPPRESSED], (None, 13, 16)),
        ([SUPPRESSED, SUPPRESSED], (None, 2, 8)),
        ([None], (None, None, None)),
        ([], (None, None, None)),
    ],
)
def test_counts_are_added_without_an_interval_or_within_their_bounds(
    counts: list[Count], people: tuple[int | None, int | None, int | None]
) -> None:
    found = summed(counts, "came")
    assert (found.count, found.low, found.high) == people
    assert found.known is (people[1] is not None)
    partly = "came, as far as they were counted" if None in counts else "came"
    assert found.what == (partly if found.known else NOT_COUNTED)


DRAWING = """
    gp is gp
    clinic is psychosocial
    team is psychosocial
    30 everyone arrive at clinic
    6 currently_using arrive at clinic
    gp -> clinic: 20 everyone referred, 12 started
    gp -> team: 9 everyone referred, * started
    """


@pytest.mark.parametrize(
    ("services", "group", "bounds"),
    [
        (["clinic"], "everyone", (42, 42)),
        (["clinic"], "currently_using", (6, 6)),
        (["clinic", "team"], "everyone", (43, 46)),
        (["gp"], "everyone", None),
        (["team"], "currently_using", None),
    ],
)
def test_people_at_services_arrived_or_started_there(
    services: list[str], group: str, bounds: tuple[int, int] | None
) -> None:
    found = people_at(Case(draw(DRAWING)), services, group)
    if bounds is None:
        assert found == People(None, None, None, NOT_COUNTED)
    elif isinstance(found.count, int):
        assert (found.count, found.count) == bounds
    else:
        assert (found.low, found.high) == bounds

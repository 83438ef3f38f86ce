"""The networkx peer of the benchmarks finds what the oracle finds, so that the two are timed on the same work."""

import pytest

from benchmarks.peer_networkx import find_gaps_networkx
from tests.oracle import Finding, Question, any_area, findings, small_area, smallest_no, smallest_yes
from tests.oracle.areas import large_area


def as_finding(gap):
    return Finding(gap.rule, gap.certainty, gap.group, gap.route, gap.types, gap.services, gap.organisations, gap.link)


def is_smallest(asked, smallest):
    """Whether some questions are one of the smallest sets, or none where there is no set."""
    wanted = frozenset(Question(*question) for question in asked)
    return not wanted if smallest is None else wanted in smallest.sets


@pytest.mark.parametrize("seed", range(5000, 5100))
def test_the_peer_finds_the_same_on_small_areas(seed):
    area = any_area(seed)
    found = [as_finding(gap) for gap in find_gaps_networkx(area)]
    assert len(found) == len(set(found))
    assert set(found) == findings(area)


@pytest.mark.parametrize("seed", range(6000, 6040))
def test_the_peer_asks_one_of_the_smallest_sets_of_questions(seed):
    area = small_area(seed)
    for gap in find_gaps_networkx(area, questions=True):
        if gap.certainty == "sensitive":
            assert is_smallest(gap.yes, smallest_yes(area, as_finding(gap))), gap
            assert is_smallest(gap.no, smallest_no(area, as_finding(gap))), gap


def test_the_peer_finds_the_same_on_an_area_too_large_to_try_everything():
    area = large_area(1, 25)
    assert {as_finding(gap) for gap in find_gaps_networkx(area, questions=True)} == findings(area)

"""Two client groups at once: how they are written, where they start, and what the counts of each tell of both."""

from itertools import product

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.errors import InputError
from dtors_network.model.bounds import Bounds, bounds
from dtors_network.model.groups import at_once, group_title, read_group, starts_at

BOOK = shipped_codebook()


@pytest.mark.parametrize(
    "given",
    [
        "leaving_prison+currently_using",
        "currently_using+leaving_prison",
        "currently_using + leaving_prison",
        ["leaving_prison", "currently_using"],
        ["leaving_prison+currently_using", "everyone"],
    ],
)
def test_two_groups_are_read_in_any_order(given: str | list[str]) -> None:
    assert read_group(BOOK, given) == "currently_using+leaving_prison"


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("leaving_prison+", "unknown client group. Known: everyone"),
        ("a+leaving_prison+b", "unknown client group (found 'b')"),
        ("leaving_prison currently_using", "unknown client group"),
        ("leaving_prison+currently_using+housing_need", "more than two client groups at once"),
    ],
)
def test_what_cannot_be_read_is_told(given: str, told: str) -> None:
    with pytest.raises(InputError) as error:
        read_group(BOOK, given)
    assert told in str(error.value)


def test_one_group_twice_and_everyone_beside_another_add_nothing() -> None:
    assert read_group(BOOK, "housing_need+housing_need") == read_group(BOOK, "everyone+housing_need") == "housing_need"
    assert read_group(BOOK, "everyone+everyone") == "everyone"


def test_people_start_where_both_groups_do_or_else_where_either_does() -> None:
    assert starts_at(BOOK, "housing_need+currently_using") == ()
    assert starts_at(BOOK, "housing_need+criminal_justice") == ("arrest", "court_or_probation")
    assert set(starts_at(BOOK, "criminal_justice+leaving_prison")) == {"prison", "arrest", "court_or_probation"}


def test_titles_that_begin_otherwise_stand_whole() -> None:
    assert group_title(BOOK, "criminal_justice+mental_health_need") == (
        "People in contact with the criminal justice system and also with a mental health need"
    )


def test_the_margins_are_those_of_every_way_in_which_the_groups_can_overlap() -> None:
    # brute force: how many of each kind of person there are, from the four kinds that two groups make
    for one, other, everyone in product(range(5), range(5), range(7)):
        overlaps = {
            both
            for both, first, second in product(range(5), repeat=3)
            if both + first == one and both + second == other and both + first + second <= everyone
        }
        if overlaps:
            found = bounds(at_once(one, other, everyone))
            assert found and (found.low, found.high) == (min(overlaps), max(overlaps))


def test_margins_of_blocks_hold_whatever_the_hidden_counts_are() -> None:
    found = at_once(Bounds(6, 10), Bounds(11, 15), Bounds(16, 20))
    assert found == Bounds(0, 10)
    assert at_once(Bounds(16, 20), Bounds(11, 15), Bounds(16, 20)) == Bounds(7, 15)

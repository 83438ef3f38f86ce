"""What would help most: headings that are true of every row below them, and a headline that somebody could agree."""

from __future__ import annotations

from itertools import product

import pytest

from dtors_network.examples import counted_area
from dtors_network.report.best_text import best_headline, can_be_agreed, overloads_words, set_lists
from dtors_network.whatif import read_change
from dtors_network.whatif.best import BestChanges, Ranked

AREA = counted_area()
AT_A_LINK = "no_capacity@gp>clinic"
EVERYWHERE = "no_capacity"
NO_LONGER = "no_longer_interested@gp>clinic"


def ranked(code: str, rise: float, overloads: tuple[str, ...] = (), may_overload: tuple[str, ...] = ()) -> Ranked:
    change = read_change("relieve", code)
    return Ranked((change,), rise, (rise, rise, rise, rise), 0.5, overloads, may_overload)


def best(sets: tuple[Ranked, ...] = (), apart: tuple[Ranked, ...] = ()) -> BestChanges:
    return BestChanges(AREA, "everyone", 1, sets, apart)


def test_every_row_is_under_a_heading_that_is_true_of_it() -> None:
    kinds = list(product([(), ("clinic",)], [(), ("aftercare",)]))
    rows = [ranked(AT_A_LINK, 0.01 * at, *kind) for at, kind in enumerate(kinds)]
    found = best(tuple(one for one in rows if not one.overloads), tuple(one for one in rows if one.overloads))
    (nobody, clear), (perhaps, doubtful), (surely, full) = set_lists(found)
    assert "nobody" in nobody and all(not one.overloads and not one.may_overload for one in clear)
    assert "may overload" in perhaps and all(one.may_overload and not one.overloads for one in doubtful)
    assert "overload somebody" in surely and all(one.overloads for one in full)
    assert len(clear) + len(doubtful) + len(full) == len(rows)
    assert [overloads_words(AREA, one) for one in (*clear, *doubtful, *full)] == [
        "nobody, as far as places are known",
        "perhaps aftercare (Onward)",
        "clinic (Riverside)",
        "clinic (Riverside); perhaps aftercare (Onward)",
    ]


HEADLINES = {
    "that overloads nobody, though another gives more": (
        best((ranked(AT_A_LINK, 0.05, (), ("aftercare",)), ranked(AT_A_LINK, 0.004))),
        "Without overloading anybody, as far as places are known, "
        "the lower end of reach of aftercare rises by 0.4 of 100",
    ),
    "that may overload": (
        best((ranked(AT_A_LINK, 0.0125, (), ("aftercare",)),), (ranked(AT_A_LINK, 0.09, ("clinic",)),)),
        "No set was found that surely overloads nobody, and that could be agreed: "
        "the lower end of reach of aftercare rises by 1.3 of 100",
    ),
    "that overloads": (
        best((), (ranked(AT_A_LINK, 0.09, ("clinic",)),)),
        "Every set that was found, and that could be agreed, needs places with it: "
        "the lower end of reach of aftercare rises by 9.0 of 100",
    ),
    "that nobody can commission": (
        best((ranked(NO_LONGER, 0.09), ranked(EVERYWHERE, 0.08))),
        "None of the best sets is one that a partnership could agree at a place",
    ),
    "that does not exist": (best(), "No change that is counted surely brings anybody more to aftercare."),
}


@pytest.mark.parametrize(("found", "start"), HEADLINES.values(), ids=HEADLINES)
def test_the_headline_is_a_set(found: BestChanges, start: str) -> None:
    assert best_headline(found).startswith(start)


@pytest.mark.parametrize("code", ["no_longer_interested", "other", "not_recorded"])
@pytest.mark.parametrize("place", ["", "@clinic", "@gp>clinic"])
def test_what_is_nobodys_to_take_away_is_never_a_headline(code: str, place: str) -> None:
    assert not can_be_agreed(read_change("relieve", f"{code}{place}"))


def test_what_a_partnership_can_agree() -> None:
    agreed = [read_change("relieve", "no_capacity@clinic"), read_change("add", "gp>clinic")]
    assert all(map(can_be_agreed, agreed))

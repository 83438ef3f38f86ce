"""How many come back if reasons fall away, row by row and by hand."""

from dataclasses import replace

import pytest

from dtors_network.flow.steps import Row
from dtors_network.model.bounds import NOBODY, Bounds
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED
from dtors_network.whatif.change import Moved
from dtors_network.whatif.refused import known_reasons, returning
from tests.unit.whatif.drawing import LINE, refused


def exactly(number):
    return Bounds(number, number)


def row(referred, started, kept=NOBODY):
    return Row("gp", "clinic", exactly(referred), exactly(started), kept)


def told(*reasons):
    rows = tuple(refused("gp", "clinic", reason, count) for reason, count in reasons)
    return replace(LINE, refusals=rows)


def back(area, which, codes=("no_capacity",), strength=1.0):
    return returning(area, EVERYONE, which, dict.fromkeys(codes, strength))


@pytest.mark.parametrize(
    ("reasons", "found"),
    [
        # 100 referred, 80 started, 20 lost. Of 10 with the reason, 90 others met no such reason and 80 of them started:
        # 10 · 80 ÷ 90 = 8.9, so at least 8 whole people. The other 10 gave no reason and may come back too.
        ([("no_capacity", 10)], Moved(8, 20)),
        # Nobody is left without a reason: at the most the 10.
        ([("no_capacity", 10), ("other", 10)], Moved(8, 10)),
        # Five were asked and nobody wrote down why: they may come back, the five with another reason not.
        ([("no_capacity", 10), ("not_recorded", 5), ("other", 5)], Moved(8, 15)),
        # Nobody wrote down any reason: none to all.
        ([], Moved(0, 20)),
        # Another reason alone is on record.
        ([("other", 12)], Moved(0, 8)),
        # One to four gave the reason: at least 1 · 80 ÷ 99, which is nobody whole.
        ([("no_capacity", SUPPRESSED), ("other", 16)], Moved(0, 4)),
        # The reason stands in the table without a number.
        ([("no_capacity", None), ("other", 5)], Moved(0, 20)),
    ],
)
def test_between_what_the_others_do_and_all_without_another_reason(reasons, found):
    assert back(told(*reasons), row(100, 80)) == found


def test_reasons_that_fall_away_together_are_one_reason():
    # 10 and 5: 15 · 80 ÷ 85 = 14.1, more than 8 and 4 apart.
    area = told(("no_capacity", 10), ("other", 5), ("could_not_contact", 5))
    assert back(area, row(100, 80)) == Moved(8, 10)
    assert back(area, row(100, 80), ["no_capacity", "other"]) == Moved(14, 15)


def test_reasons_are_of_all_who_did_not_start_and_the_sender_kept_some_of_them():
    # 40 of 100 did not start: 15 are still with the sender, 25 lost; 20 for either reason. 20 · 60 ÷ 80 = 15.
    # All 20 with the reason may be among the 25 who were lost.
    area = told(("no_capacity", 20), ("other", 20))
    assert back(area, row(100, 60, exactly(15))) == Moved(15, 20)


def test_no_more_come_back_than_were_lost():
    # 50 of 100 did not start, 45 of them are with the sender. 30 · 50 ÷ 70 = 21, but only 5 were lost.
    assert back(told(("no_capacity", 30)), row(100, 50, exactly(45))) == Moved(5, 5)


def test_where_everybody_was_refused_for_the_reason_nobody_knows_how_often_others_start():
    assert back(told(("no_capacity", 12)), row(12, 0)) == Moved(0, 12)


def test_a_reason_of_another_group_or_link_is_none_of_this_one():
    area = replace(
        LINE,
        refusals=(
            refused("gp", "clinic", "no_capacity", 10, "currently_using"),
            refused("clinic", "aftercare", "no_capacity", 10),
        ),
    )
    assert back(area, row(100, 80)) == Moved(0, 20)


def test_reasons_of_the_codebook_and_its_barriers_can_fall_away_but_not_that_none_was_recorded():
    known = known_reasons(LINE)
    assert {"no_capacity", "could_not_contact", "other", "referral.funding_fear"} <= set(known)
    assert "not_recorded" not in known

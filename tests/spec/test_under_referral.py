"""Sent there less often: of those sent to services of one type, a group goes to one of them less often than others."""

import pytest
from scipy.stats import fisher_exact

from tests.spec.drawing import gaps_of, heads, tell, text

TWO = """
    gp is gp
    hill is specialist_prescribing
    vale is specialist_prescribing
    """


def sent(to, everyone, group, name="currently_using"):
    """Draw whom the GP sends to a service."""
    both = ((everyone, "everyone"), (group, name))
    return "\n".join(f"gp -> {to}: {count} {of} referred, {count} started" for count, of in both)


def found(*drawings):
    return heads(gaps_of(TWO, *drawings, rules=["under_referral"]))


def test_it_says_who_is_sent_where_less_often_with_the_odds_and_the_people():
    # by hand: (10/90) / (190/110) = 0.064; e^(ln 0.064 -+ 1.96 √(1/10 + 1/90 + 1/190 + 1/110 + 0.3²)) = 0.026, 0.16
    assert tell("under_referral", TWO, sent("hill", 200, 10), sent("vale", 200, 90)) == text("""
        certain under_referral for currently_using at hill
            Of all who are sent to services of one type (specialist prescribing), people currently using are
            sent to hill less often.
            0.06 (0.03 to 0.16) odds of being sent here, of those sent to the type: the group against the
            others; 100 people of the group.
        """)


@pytest.mark.parametrize("here", [50, 45, 40, 25, 10])
def test_it_is_found_only_where_an_exact_test_would_find_it_too(here):
    drawn = sent("hill", 200, here), sent("vale", 200, 100 - here)
    exact = fisher_exact([[here, 100 - here], [200 - here, 100 + here]], alternative="less").pvalue
    told = found(*drawn)
    assert set(told) <= {"certain under_referral for currently_using at hill"}
    assert not told or exact <= 0.025
    assert told or exact > 1e-4  # the habits of senders are allowed for


def test_too_few_that_could_be_expected_and_a_service_alone_of_its_type_are_no_finding():
    assert found(sent("hill", 20, 0), sent("vale", 20, 6)) == []
    assert found(sent("hill", 200, 0)) == []


def test_a_group_that_nobody_counted_at_one_of_them_is_not_judged():
    assert found(sent("hill", 200, 10), "gp -> vale: 200 everyone referred, 200 started") == []


def test_another_group_is_judged_by_itself():
    drawn = sent("hill", 200, 10), sent("vale", 200, 90), sent("hill", 0, 50, "housing_need").splitlines()[1]
    assert found(*drawn, "gp -> vale: 50 housing_need referred, 50 started") == [
        "certain under_referral for currently_using at hill"
    ]

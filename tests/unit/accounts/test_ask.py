"""The questions of an area gathered: each once, those that move most first."""

from dtors_network.accounts.ask import moves, questions_sheet
from dtors_network.gaps.questions import questions_of
from tests.spec.drawing import asked, gaps_of

DRAWING = """
    gp is gp
    clinic is psychosocial
    team is psychosocial
    after is aftercare
    home is housing
    gp -> clinic: confirmed
    clinic -> after: weak
    team -> after: absent
    clinic -> home: weak
    team -> home: one_sided
    nobody else is linked
    every service is listed
    required: psychosocial -> aftercare
    required: psychosocial -> housing
    """


def test_each_question_stands_once_and_those_that_move_most_first() -> None:
    found = questions_of(gaps_of(DRAWING))
    assert [(asked((one.question,)), len(one.removes), len(one.makes_certain)) for one in found] == [
        ("clinic -> after?", 3, 3),
        ("clinic -> home?", 1, 1),
        ("team -> home?", 1, 1),
    ]


def test_only_questions_about_one_service() -> None:
    found = gaps_of(DRAWING)
    assert [asked((one.question,)) for one in questions_of(found, "home")] == ["clinic -> home?", "team -> home?"]
    assert [asked((one.question,)) for one in questions_of(found, "after")] == ["clinic -> after?"]
    assert questions_of(found, "gp") == ()


def test_a_question_that_closes_and_does_not_open_stands_with_what_it_makes_certain() -> None:
    open_list = DRAWING.replace("every service is listed", "")
    listed, *others = questions_of(gaps_of(open_list))
    assert asked((listed.question,)) == "every service is listed?"
    assert len(listed.makes_certain) >= max(len(one.removes) + len(one.makes_certain) for one in others)
    assert listed.removes == ()
    assert listed.whom == "the partnership's commissioner"
    assert len(listed.makes_certain) == len([gap for gap in gaps_of(open_list).gaps if gap.ask.no])


def test_either_answer_about_a_disputed_link_settles_it_and_none_makes_it_more_certain() -> None:
    found = questions_of(gaps_of(DRAWING.replace("clinic -> home: weak", "clinic -> home: disputed")))
    (one,) = (one for one in found if one.settles)
    (gap,) = one.settles
    assert gap.finding.rule == "disputed_link"
    told = " ".join(moves(one))
    assert "Either answer settles 1 finding: clinic says that it refers people to home, which says no" in told
    assert "make certain 1 finding: Whether" not in told


def test_nothing_to_ask_where_everything_is_certain() -> None:
    certain = DRAWING.replace("weak", "absent").replace("one_sided", "absent")
    assert questions_of(gaps_of(certain)) == ()


def test_a_row_for_each_question() -> None:
    sheet = questions_sheet(questions_of(gaps_of(DRAWING)))
    assert dict(zip(sheet.keys, sheet.rows()[1], strict=True)) == {
        "question": "link",
        "whom": "home and clinic",
        "source": "clinic",
        "target": "home",
        "service": None,
        "client_group": None,
        "yes_helps": "missing_route:everyone:psychosocial_to_housing:clinic",
        "no_helps": "missing_route:everyone:psychosocial_to_housing:clinic",
        "text": "Does clinic refer people to home, and are they taken?",
        "moves": (
            "Yes helps to remove, no to make certain 1 finding: clinic has no confirmed referral link by which people "
            "reach housing (2 of 2 such services lack it)."
        ),
    }

"""A service that opens to a client group: who of the group starts, and what that means for everyone."""

from dataclasses import replace
from datetime import date

import pytest

from dtors_network.graph import Network
from dtors_network.model.area import Answer
from dtors_network.model.vocabulary import EVERYONE, Accepts, QuestionKind, YesNo
from dtors_network.whatif import what_if
from dtors_network.whatif.baseline import Baseline
from dtors_network.whatif.open_service import Open, latest
from tests.unit.whatif.drawing import LINE, area_of, came, left, near, refused, sent, service, with_rows

USING = "currently_using"
CLOSING = "referral.refuses_current_use"

# Everyone: 100 come, 80 are sent on and 60 start, 20 leave. Of them 40 are currently using: 30 are sent on, 15 start.
TWO = area_of(
    service("gp", "gp"),
    service("rehab", "residential_rehabilitation", accepts=((USING, Accepts.NO),)),
    service("care", "aftercare"),
    came("gp", 100),
    sent("gp", "rehab", 80, 60),
    left("gp", 20),
    sent("rehab", "care", 30, 30),
    left("rehab", 30),
    left("care", 30),
    came("gp", 40, USING),
    sent("gp", "rehab", 30, 15, 0, USING),
    left("gp", 10, group=USING),
    sent("rehab", "care", 5, 5, 0, USING),
    left("rehab", 10, group=USING),
)
OPEN = Open("rehab", USING)


def after(area, group):
    found = {one.group: one for one in what_if(Baseline(area, draws=2), [OPEN], group).reach if not one.start}
    return (found[group].after.least, found[group].after.most), found[group].rise[:2]


def test_without_a_reason_on_record_none_to_all_of_those_lost_there_start():
    # 15 of 40 come to the service, 30 at the most; a third go on: 0.125 to 0.25.
    assert after(TWO, USING)[0] == near((15 / 40 / 3, 30 / 40 / 3))


def test_those_refused_for_being_of_the_group_come_back():
    # 10 · 15 ÷ (30 − 10) = 7.5, so 7 to 10.
    area = with_rows(
        TWO, refused("gp", "rehab", CLOSING, 10, USING), refused("gp", "rehab", "could_not_contact", 5, USING)
    )
    assert after(area, USING)[0] == near((22 / 40 / 3, 25 / 40 / 3))


def test_everyone_is_better_off_by_those_of_the_group():
    # The same 7 to 10 are among the 100: 67 to 70 come to the service, where half go on.
    area = with_rows(
        TWO, refused("gp", "rehab", CLOSING, 10, USING), refused("gp", "rehab", "could_not_contact", 5, USING)
    )
    reached, rise = after(area, EVERYONE)
    assert reached == near((67 / 100 / 2, 70 / 100 / 2))
    assert rise == near((0.035, 0.05))


def test_of_another_group_nobody_knows_how_many_are_of_this_one_too():
    area = with_rows(
        TWO,
        came("gp", 20, "housing_need"),
        sent("gp", "rehab", 12, 8, 0, "housing_need"),
        left("gp", 8, group="housing_need"),
        sent("rehab", "care", 4, 4, 0, "housing_need"),
        left("rehab", 4, group="housing_need"),
    )
    # 8 of 20 come to the service; of the 4 who were lost, none to all may be currently using.
    assert after(area, "housing_need")[0] == near((8 / 20 / 2, 12 / 20 / 2))


@pytest.mark.parametrize(("complete", "most"), [(True, 60), (False, 80)])
def test_where_the_group_has_no_row_it_is_nobody_only_if_records_are_complete(complete, most):
    rows = [row for row in (*TWO.arrivals, *TWO.referrals, *TWO.departures) if row.client_group == EVERYONE]
    area = area_of(*TWO.services, *rows, records_complete=complete)
    assert after(area, EVERYONE)[0] == near((0.3, most / 100 / 2))


def test_a_group_that_no_barrier_closes_can_be_let_in_too():
    area = with_rows(
        TWO,
        came("gp", 20, "housing_need"),
        sent("gp", "rehab", 12, 8, 0, "housing_need"),
        left("gp", 8, group="housing_need"),
        left("rehab", 8, group="housing_need"),
        refused("gp", "rehab", "other", 3, "housing_need"),
    )
    steps = Open("rehab", "housing_need").to_steps(Baseline(area).flow("housing_need").steps)
    # Nobody said that they were refused for it; three have another reason, one has none.
    assert (steps.onward[0].started.low, steps.onward[0].started.high) == (8, 9)


def test_the_acceptance_is_settled_after_whatever_was_answered_before():
    said = Answer(
        service="rehab", client_group=USING, question=QuestionKind.ACCEPTANCE, answer=YesNo.NO, on=date(2026, 5, 1)
    )
    area = area_of(*TWO.services)
    assert latest(area) is None
    changed = Open("rehab", USING).to_area(with_answers(area, said))
    assert changed.answers[-1].on == date(2026, 5, 1)
    assert Network(changed).acceptance.group(USING).of["rehab"] == "yes"


def with_answers(area, *rows):
    return replace(area, answers=rows, tables=area.tables | {"answers"})


def test_that_nobody_started_so_far_is_no_evidence_any_more():
    """At least ten referred and nobody started is a refusal on record; of what would be it says nothing."""
    services = (*LINE.services[:3], service("minds", "mental_health", accepts=((USING, Accepts.NO),)))
    area = area_of(*services, sent("clinic", "minds", 12, 0, 0, USING), sent("clinic", "minds", 20, 5))
    found = what_if(Baseline(area, draws=2), [Open("minds", USING)])
    assert [gap.id for gap in found.closed if USING in gap.id] == [
        "refused_group:currently_using:treatment_to_mental_health:minds"
    ]


def test_the_words_name_the_service_and_the_people():
    assert OPEN.words(TWO) == "rehab (north) accepts people currently using"

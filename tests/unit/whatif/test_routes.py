"""Ways on from a service: what stands at each step, and what is said where there is none."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.acceptance import Acceptance
from dtors_network.disclosure.draws import shared_tables
from dtors_network.errors import InputError
from dtors_network.model.bounds import Bounds
from dtors_network.model.estimate import Estimate
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Accepts, LinkState, Says
from dtors_network.whatif import routes
from dtors_network.whatif.way import through_all
from tests.unit.whatif.drawing import area_of, both_say, near, report, says, sent, service

USING = "currently_using"
AREA = area_of(
    service("gp", "gp", "surgery", accepts=((EVERYONE, Accepts.YES),)),
    service("clinic", "specialist_prescribing", "west", accepts=((EVERYONE, Accepts.YES),)),
    service("rehab", "residential_rehabilitation", "east", accepts=((EVERYONE, Accepts.YES),)),
    service("care", "aftercare", "west", accepts=((EVERYONE, Accepts.YES),)),
    *both_say("gp", "clinic"),
    *both_say("clinic", "care"),
    *says("clinic", "rehab", Says.PRESENT),
    *both_say("rehab", "care"),
    sent("gp", "clinic", 50, 40, 5, wait_median_days=7.0, wait_p90_days=30.0),
    sent("clinic", "care", 20, 10),
    report("engagement.waiting_times", source="gp", target="clinic"),
    report("engagement.waiting_times", source="gp", target="rehab"),
)


def test_the_certain_way_comes_first_and_each_step_tells_its_own_wait():
    first, second = routes(AREA, "gp").ways
    assert first.services == ("gp", "clinic", "care")
    assert first.certain
    assert [(step.wait_median_days, step.wait_p90_days) for step in first.steps] == [(7.0, 30.0), (None, None)]
    assert second.services == ("gp", "clinic", "rehab", "care")
    assert [step.certain for step in second.steps] == [True, False, True]
    assert [step.state for step in second.steps] == [LinkState.CONFIRMED, LinkState.ONE_SIDED, LinkState.CONFIRMED]


def test_the_chance_of_a_step_is_of_those_who_started_or_were_lost():
    # 50 referred, 5 of them kept: 40 of 45 started. Nobody was kept at the second link: 10 of 20.
    steps = routes(AREA, "gp").ways[0].steps
    told = [step.through for step in steps]
    assert all(isinstance(one, Estimate) for one in told)
    assert [(one.least, one.most) for one in told if isinstance(one, Estimate)] == [near((40 / 45,) * 2), (0.5, 0.5)]
    assert [one.people for one in told if isinstance(one, Estimate)] == [Bounds(45, 45), Bounds(20, 20)]
    assert through_all(routes(AREA, "gp").ways[0]) == near((40 / 45 / 2,) * 2)


def test_a_step_that_nobody_counted_has_no_chance_and_neither_has_its_way():
    way = routes(AREA, "gp").ways[1]
    assert way.steps[1].through is None
    assert through_all(way) is None


def test_what_stays_open_of_a_small_count_is_a_range():
    hidden = replace(AREA, referrals=(sent("gp", "clinic", 50, 40, 5), sent("clinic", "care", 20, SUPPRESSED)))
    through = routes(hidden, "gp").ways[0].steps[1].through
    assert isinstance(through, Estimate)
    assert (through.least, through.most) == (0.05, 0.2)


def test_barriers_stand_at_the_link_that_they_were_reported_on():
    steps = routes(AREA, "gp").ways[0].steps
    assert [[one.code for one in step.barriers] for step in steps] == [["engagement.waiting_times"], []]


def test_acceptance_is_of_the_group_that_is_asked_for():
    closed = replace(
        AREA,
        services=tuple(
            replace(row, accepts=((USING, Accepts.NO),)) if row.service == "rehab" else row for row in AREA.services
        ),
    )
    assert len(routes(closed, "gp").ways) == 2
    (only,) = routes(closed, "gp", group=USING).ways
    assert only.services == ("gp", "clinic", "care")
    assert only.steps[0].acceptance is Acceptance.UNKNOWN
    assert not only.certain


@pytest.mark.parametrize(
    ("target", "ways"),
    [
        ("rehab", [("gp", "clinic", "rehab")]),
        ("residential_rehabilitation", [("gp", "clinic", "rehab")]),
        ("residential_and_inpatient", [("gp", "clinic", "rehab")]),
        ("treatment", [("gp", "clinic")]),
        ("structured_treatment", [("gp", "clinic")]),
    ],
)
def test_the_target_may_be_a_service_a_type_or_a_stage(target, ways):
    assert [way.services for way in routes(AREA, "gp", target).ways] == ways


def test_whoever_is_there_already_needs_no_way():
    found = routes(AREA, "care")
    assert (found.here_already, found.ways) == (True, ())


def test_where_nothing_leads_there_no_way_is_made_up():
    assert routes(AREA, "care", "rehab").ways == ()


def test_every_fault_of_a_question_comes_at_once():
    with pytest.raises(InputError) as caught:
        routes(AREA, "gpp", "rehabb", "nobody")
    assert len(caught.value.faults) == 3
    said = " ".join(map(str, caught.value.faults))
    assert "'gpp'" in said
    assert "'rehabb'" in said and "Did you mean 'rehab'?" in said
    assert "'nobody'" in said


BOTH = "leaving_prison+currently_using"


def test_somebody_in_two_groups_is_taken_where_each_is():
    yes = {"leaving_prison": Accepts.YES, USING: Accepts.YES}
    words = {"clinic": yes, "rehab": {**yes, USING: Accepts.NO}, "care": {"leaving_prison": Accepts.YES}}
    services = tuple(replace(row, accepts=(*row.accepts, *words.get(row.service, {}).items())) for row in AREA.services)
    area = replace(AREA, services=services)
    (way,) = routes(area, "gp", group=BOTH).ways  # over the rehab, that refuses one of the two, there is none
    assert way.services == ("gp", "clinic", "care")
    assert [(step.certain, step.acceptance) for step in way.steps] == [
        (True, Acceptance.YES),
        (False, Acceptance.UNKNOWN),
    ]
    assert routes(area, "gp", group="currently_using+leaving_prison").ways == (way,)
    assert len(routes(area, "gp", group="leaving_prison").ways) == 2


def test_of_two_groups_a_share_is_given_only_where_some_were_surely_referred():
    rows = [sent("gp", "clinic", 50, 40, 0)]
    rows += [replace(sent("gp", "clinic", referred, started, 0), client_group=of) for referred, started, of in (
        (45, 36, "leaving_prison"), (40, 32, USING)
    )]  # at least 35 of the 50 belong to both  # fmt: skip
    step = routes(replace(AREA, referrals=tuple(rows)), "gp", group=BOTH).ways[0].steps[0]
    assert isinstance(step.through, Estimate) and step.wait_median_days is None
    assert step.through.least <= 32 / 40 <= step.through.most
    fewer = (rows[0], replace(rows[1], referred=20, started=18), replace(rows[2], referred=20, started=18))
    assert routes(replace(AREA, referrals=fewer), "gp", group=BOTH).ways[0].steps[0].through is None


def test_where_counts_are_hidden_a_way_has_what_is_likely_by_the_drawn_tables():
    area = replace(
        AREA,
        referrals=tuple(replace(row, started=Bounds(max(0, row.started - 4), row.started)) for row in AREA.referrals),
    )
    (way, *_) = routes(area, "gp").ways
    least, most = through_all(way)
    low, middle, high = way.likely
    assert low <= middle <= high and least <= middle <= most
    tables, plain = shared_tables(area), 1.0
    for step in way.steps:
        at = next(at for at, row in enumerate(area.referrals) if (row.source, row.target) == (step.source, step.target))
        started, referred, kept = (
            np.nan_to_num(tables.column("referrals", name)[:, at].astype(float))
            for name in ("started", "referred", "kept_by_sender")
        )
        plain = plain * started / np.maximum(referred - kept, 1)
        assert step.through.least <= step.through.middle <= step.through.most
    assert middle == pytest.approx(plain.mean())
    assert routes(AREA, "gp").ways[0].likely is None

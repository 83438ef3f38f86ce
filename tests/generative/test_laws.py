"""Laws that hold of every area, whatever the rules find in it."""

from dataclasses import replace
from random import Random

import pytest

from dtors_network.gaps import Gap, find_gaps
from dtors_network.model.area import Area, Service, Statement
from dtors_network.model.codebook import ServiceType
from dtors_network.model.vocabulary import EVERYONE, Certainty, End, Says, Stage
from tests.generative.test_against_oracle import area_of, as_oracle
from tests.oracle import answered
from tests.oracle.questions import open_questions

SEEDS = range(20_000, 20_024)


def summary(gap: Gap) -> tuple[object, ...]:
    return gap.finding, gap.ask, gap.remedy, gap.people


def gaps(area: Area) -> list[tuple[object, ...]]:
    return [summary(gap) for gap in find_gaps(area, comparators=()).gaps]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_service_that_nobody_is_linked_to_changes_nothing_elsewhere(seed: int) -> None:
    area = area_of(seed)
    kind = ServiceType(code="elsewhere", title="Elsewhere", stage=Stage.WIDER_SUPPORT)
    others = [
        Statement(source=source, target=target, end=end, says=Says.ABSENT)
        for service in area.service
        for source, target, end in (("other", service, End.SENDER), (service, "other", End.RECEIVER))
    ]
    wider = replace(
        area,
        codebook=replace(area.codebook, service_types=(*area.codebook.service_types, kind)),
        services=(*area.services, Service(service="other", service_type="elsewhere", organisation="other")),
        statements=(*area.statements, *others),
    )
    assert gaps(wider) == gaps(area)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_order_of_services_and_of_routes_in_the_tables_changes_no_finding(seed: int) -> None:
    area, random = area_of(seed), Random(seed)
    shuffled = replace(
        area,
        services=tuple(random.sample(area.services, len(area.services))),
        referrals=tuple(random.sample(area.referrals, len(area.referrals))),
        barriers=tuple(random.sample(area.barriers, len(area.barriers))),
    )
    assert gaps(shuffled) == gaps(area)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_certain_finding_holds_whatever_the_open_questions_turn_out_to_be(seed: int) -> None:
    """The question whether a service takes the group at all is not one of those about a way from it."""
    area, random = area_of(seed), Random(seed)
    certain = [
        one for one in find_gaps(area, comparators=()).findings if one.certainty is Certainty.CERTAIN and not one.link
    ]
    for one in certain:
        asked = open_questions(area, as_oracle(one))
        later = answered(area, {question: random.choice(("yes", "no")) for question in asked})
        after = find_gaps(later, {one.group, EVERYONE}, [one.rule], comparators=()).findings
        assert any(other.place == one.place and other.certainty is Certainty.CERTAIN for other in after), one.id


@pytest.mark.parametrize("seed", SEEDS)
def test_to_know_that_the_list_is_complete_takes_no_finding_away(seed: int) -> None:
    """Nor does it make one less sure; what could not be judged for that reason alone can be."""
    area = area_of(seed)
    if any(row.question == "list_complete" for row in area.answers):
        return
    before = find_gaps(replace(area, services_complete=False), comparators=()).findings
    after = {
        (one.place, one.group): one.certainty
        for one in find_gaps(replace(area, services_complete=True), comparators=()).findings
    }
    for one in before:
        if one.certainty is not Certainty.UNKNOWABLE:
            now = after.get((one.place, one.group)) or after[(one.place, EVERYONE)]
            assert now is Certainty.CERTAIN or now is one.certainty


@pytest.mark.parametrize("seed", SEEDS)
def test_judging_one_rule_finds_what_it_finds_among_all(seed: int) -> None:
    area = area_of(seed)
    together = find_gaps(area, comparators=()).findings
    for rule in {one.rule for one in together}:
        alone = find_gaps(area, rules=[rule], comparators=()).findings
        assert list(alone) == [one for one in together if one.rule == rule]

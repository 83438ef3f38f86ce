"""The gap rules against the oracle, which finds everything on small areas by trying it all.

``LONG=10 make test ARGS=tests/generative`` tries ten times as many areas, each of them another one.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cache

import pytest

from dtors_network.gaps import Gap, Gaps, find_gaps
from dtors_network.gaps import finding as ours
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE, Certainty
from tests.oracle import (
    Finding,
    Question,
    any_area,
    closing,
    findings,
    opening,
    roots,
    small_area,
    smallest_no,
    smallest_remedy,
    smallest_yes,
    stays_until_a_start,
)
from tests.oracle.remedies import Change, changed

TIMES = int(os.environ.get("LONG", "1"))
FOUND = range(10_000, 10_000 + 160 * TIMES)
ASKED = range(1_000_000, 1_000_000 + 30 * TIMES)


def as_oracle(found: ours.Finding) -> Finding:
    """A finding in the oracle's form."""
    route = found.route.code if found.route else ""
    return Finding(
        found.rule,
        found.certainty.value,
        found.group,
        route,
        found.types,
        found.services,
        found.organisations,
        found.link,
    )


def questions(asked: Iterable[ours.Question]) -> frozenset[Question]:
    """Questions in the oracle's form."""
    return frozenset(Question(one.kind.value, one.source, one.target, one.service, one.group) for one in asked)


def changes(steps: Iterable[ours.Step]) -> Iterator[Change]:
    """Steps of a remedy in the oracle's form; one of the types is as good as another."""
    for step in steps:
        if step.kind == "provide":
            yield step.types[0]
        else:
            kind = "link" if step.kind == "open_link" else "acceptance"
            yield Question(kind, step.source, step.target, step.service, step.group)


area_of = cache(small_area)


@cache
def gaps_of(seed: int) -> Gaps:
    return find_gaps(area_of(seed), comparators=())


def gaps(seed: int, certainty: Certainty) -> list[Gap]:
    return [gap for gap in gaps_of(seed).gaps if gap.finding.certainty is certainty]


def certainties(area: Area, gap: Gap) -> dict[str, Certainty]:
    """How sure the place of a gap is after a change, by group: its own and everyone's, which may stand for it."""
    place = gap.finding.place
    after = find_gaps(area, {gap.finding.group, EVERYONE}, [gap.finding.rule], comparators=()).findings
    return {one.group: one.certainty for one in after if one.place == place}


@pytest.mark.parametrize("seed", FOUND)
def test_findings_are_those_of_the_oracle(seed: int) -> None:
    area = any_area(seed)
    listed = [as_oracle(one) for one in find_gaps(area, comparators=()).findings]
    assert len(listed) == len(set(listed))
    assert set(listed) == findings(area)


@pytest.mark.parametrize("seed", ASKED)
def test_the_questions_are_a_smallest_set_for_either_answer(seed: int) -> None:
    area = area_of(seed)
    for gap in gaps(seed, Certainty.SENSITIVE):
        yes, no = smallest_yes(area, as_oracle(gap.finding)), smallest_no(area, as_oracle(gap.finding))
        assert gap.ask.yes is not None, gap.id
        assert questions(gap.ask.yes) in (yes.sets if yes else {frozenset()}), gap.id
        if no is None:
            assert gap.ask.no is None, gap.id
        else:
            assert gap.ask.no is not None and questions(gap.ask.no) in no.sets, gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_the_remedy_is_as_small_as_any(seed: int) -> None:
    area = area_of(seed)
    for gap in gaps(seed, Certainty.CERTAIN):
        found, taken = as_oracle(gap.finding), [step for step in gap.remedy if step.to_take]
        assert len(taken) == (smallest_remedy(area, found) or 0), gap.id
        assert (len(taken) < len(gap.remedy)) is stays_until_a_start(area, found), gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_roots_are_the_findings_that_share_a_cause(seed: int) -> None:
    rows = [
        (as_oracle(gap.finding), (gap.ask.yes, gap.ask.no, tuple(step for step in gap.remedy if step.to_take)))
        for gap in gaps_of(seed).gaps
    ]
    assert {frozenset(as_oracle(gap.finding) for gap in root) for root in gaps_of(seed).roots} == roots(rows)
    assert all(gap.root == root[0].id for root in gaps_of(seed).roots for gap in root)


@pytest.mark.parametrize("seed", ASKED)
def test_answers_of_yes_remove_the_finding(seed: int) -> None:
    for gap in gaps(seed, Certainty.SENSITIVE):
        if gap.ask.yes:
            after = certainties(opening(area_of(seed), questions(gap.ask.yes)), gap)
            assert gap.finding.group not in after, gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_answers_of_no_make_the_finding_certain(seed: int) -> None:
    for gap in gaps(seed, Certainty.SENSITIVE):
        if gap.ask.no:
            after = certainties(closing(area_of(seed), questions(gap.ask.no)), gap)
            assert Certainty.CERTAIN in after.values(), gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_all_but_one_of_the_answers_do_not_do_it(seed: int) -> None:
    area = area_of(seed)
    for gap in gaps(seed, Certainty.SENSITIVE):
        for left_out in gap.ask.yes or ():
            after = certainties(opening(area, questions(gap.ask.yes or ()) - questions([left_out])), gap)
            assert after, gap.id
        for left_out in gap.ask.no or ():
            after = certainties(closing(area, questions(gap.ask.no or ()) - questions([left_out])), gap)
            assert after.get(gap.finding.group) is not Certainty.CERTAIN, gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_the_steps_of_the_remedy_end_its_certainty(seed: int) -> None:
    for gap in gaps(seed, Certainty.CERTAIN):
        if gap.remedy and gap.finding.rule not in ("no_provider", "refused_group"):
            after = changed(area_of(seed), changes(gap.remedy), gap.finding.group)
            assert certainties(after, gap).get(gap.finding.group) is not Certainty.CERTAIN, gap.id


@pytest.mark.parametrize("seed", ASKED)
def test_either_answer_ends_a_disagreement(seed: int) -> None:
    for gap in gaps(seed, Certainty.CERTAIN):
        if gap.finding.rule == "disputed_link":
            assert gap.ask.yes == gap.ask.no and gap.ask.yes is not None
            for settle in (opening, closing):
                assert not certainties(settle(area_of(seed), questions(gap.ask.yes)), gap), gap.id

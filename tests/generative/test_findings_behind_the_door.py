"""Which findings vanish behind the door and which appear: only what is hidden may decide it.

Whatever the blocks leave open is tried on whole lawful areas within them: the true one, and those at either end. What
rests on words is told for certain only where all of them show it, and is told wherever one of them does.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path
from random import Random

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protected
from dtors_network.gaps import Gap, find_gaps
from dtors_network.model.area import Answer, Area, Referral, Service
from dtors_network.model.bounds import Bounds, perhaps
from dtors_network.model.vocabulary import Accepts, QuestionKind, YesNo
from tests.attacker.alike import alike, at_an_end
from tests.attacker.small import small_counted_area
from tests.often import often

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
NAMES = sorted(path.parent.name for path in AREAS.glob("*/area.yaml"))
BY_WORDS = {"no_provider", "missing_route", "no_aftercare_route", "dead_end", "disputed_link", "refused_group"}
"""Rules of what is said; of counts they read whether somebody started."""
DRAWN = [f"small {seed}" for seed in range(24)]
ALWAYS = ("rural_out_of_area", "rural_out_of_area refusing", "small 5", "small 6", "small 8", "small 11")

Found = dict[str, str]


@cache
def area_of(name: str) -> Area:
    kind, *how = name.split()
    if kind == "small":
        return refusing(small_counted_area(int(how[0]), services=4, most=6), int(how[0]))
    (exact,) = alike(read_area(AREAS / kind), 1)  # with numbers where an owner knew ranges alone
    return refusing(exact, 1) if how else exact


def refusing(area: Area, seed: int) -> Area:
    """Let services say no to groups of whom some started there: all of them, or a few; and let meetings find so."""
    random, of = Random(seed), dict[str, set[str]]()
    for row in area.referrals:
        of.setdefault(row.client_group, set()).add(row.target)
    share = {group: random.choice((0.5, 1.0)) for group in sorted(of.keys() - {"everyone"})}
    said = [(id_, group) for group in share for id_ in sorted(of[group]) if random.random() < share[group]]
    met = [one for one in said if random.random() < 0.2]
    answers = tuple(
        Answer(question=QuestionKind.ACCEPTANCE, service=id_, client_group=group, answer=YesNo.NO) for id_, group in met
    )
    services = tuple(saying_no(row, {group for id_, group in said if id_ == row.service}) for row in area.services)
    return replace(area, services=services, answers=answers, tables=area.tables | {"answers"})


def saying_no(row: Service, groups: set[str]) -> Service:
    return replace(row, accepts=tuple((dict(row.accepts) | dict.fromkeys(groups, Accepts.NO)).items()))


def found(area: Area, alone: bool = True) -> Found:
    """Give what rests on words; with ``alone`` false also the dependence on one service."""
    rules = BY_WORDS if alone else BY_WORDS | {"single_point"}
    return {gap.id: gap.finding.certainty.value for gap in find_gaps(area).gaps if by_words(gap, rules)}


def by_words(gap: Gap, rules: set[str]) -> bool:
    """Tell whether a finding rests on words: a refusal may rest on ten people who were referred."""
    return gap.finding.rule in rules and gap.finding.basis != "records"


def counted(area: Area) -> set[str]:
    """Give what rests on counts."""
    return {gap.id for gap in find_gaps(area).gaps if not by_words(gap, BY_WORDS | {"single_point"})}


@pytest.mark.parametrize("name", often([*NAMES, *(f"{name} refusing" for name in NAMES), *DRAWN], *ALWAYS))
def test_what_rests_on_words_is_certain_where_all_that_is_hidden_agrees_and_is_never_left_out(name: str) -> None:
    area = area_of(name)
    shown = protected(area)
    behind = found(shown)
    for one in (
        area,
        at_an_end(shown, 1),
        at_an_end(shown, -1),
        *(replace(it, profile=None) for it in alike(shown, 2)),
    ):
        true = found(one)
        for id_ in (id_ for id_, certainty in behind.items() if certainty == "certain"):
            assert true.get(id_) == "certain", id_
        assert true.keys() <= behind.keys()


@pytest.mark.parametrize("name", often([*NAMES, *(f"{name} refusing" for name in NAMES), *DRAWN], *ALWAYS))
def test_nothing_else_changes_what_rests_on_words_than_whether_somebody_started(name: str) -> None:
    area = area_of(name)
    shown = protected(area)
    true = {(row.source, row.target, row.client_group): row.started for row in area.referrals}
    rows = tuple(with_truth(row, true[row.source, row.target, row.client_group]) for row in shown.referrals)
    assert found(replace(shown, referrals=rows), alone=False) == found(area, alone=False)


def with_truth(row: Referral, started: object) -> Referral:
    """Tell of a row whether somebody started, where that is hidden."""
    if not perhaps(row.started):
        return row
    assert isinstance(row.started, Bounds) and isinstance(started, int)
    return replace(row, started=Bounds(1, row.started.high) if started else 0)


@pytest.mark.parametrize("name", often([*NAMES, *DRAWN], *ALWAYS[:2], "mental_health_exclusion"))
def test_what_is_counted_vanishes_or_appears_only_where_the_blocks_leave_it_open(name: str) -> None:
    area = area_of(name)
    shown = protected(area)
    before, behind = counted(area), counted(shown)
    kind, hard = counted(at_an_end(shown, 1)), counted(at_an_end(shown, -1))
    assert not (before - behind) & kind
    assert behind - before <= hard


def test_the_areas_that_are_tried_hide_starts_beside_a_no() -> None:
    """What is tried could fail: with a hidden start taken for none, a refusal would be certain that is not."""
    shown = protected(area_of("rural_out_of_area refusing"))
    hidden = {(row.target, row.client_group) for row in shown.referrals if perhaps(row.started)}
    assert any(dict(row.accepts).get(group) is Accepts.NO for row in shown.services for _, group in hidden)

"""What repairing one link would do, worked by hand and by solving the changed chain."""

from dataclasses import replace

import numpy as np
import pytest

from dtors_network.disclosure import protect
from dtors_network.examples import counted_area
from dtors_network.flow import client_flow, effects
from dtors_network.flow.chain import Chain, Question
from dtors_network.flow.draws import Replicates
from dtors_network.flow.effects import drawn_repairs, repair_bounds, repairs, sensitivities
from dtors_network.model.area import Referral
from tests.unit.flow.chains import NOTHING, asking, boxes_of, chain_of, random_chain

ROUND = chain_of([(0, 1, 5, 5), (1, 0, 5, 0), (1, 2, 5, 0)], [0, 0, 1])
"""Half of the first go to the second, half of these come back and half reach aftercare."""

FIRST = np.array([1.0, 0.0, 0.0])


def resolved(chain: Chain, question: Question, coming: np.ndarray, row: int) -> float:
    """Solve the chain again in which everybody lost at a row has started."""
    started, lost = chain.started.copy(), chain.lost.copy()
    started[row], lost[row] = started[row] + lost[row], 0
    repaired = replace(chain, started=started, lost=lost)
    nothing = NOTHING(chain.size)
    return float(coming @ (repaired.worth(question, nothing) - chain.worth(question, nothing)))


def test_without_a_way_back_a_repair_gives_what_was_lost_times_what_lies_ahead() -> None:
    chain = chain_of([(0, 1, 4, 4), (1, 2, 3, 1)], [2, 0, 1])
    question = asking(chain, [2])
    assert repairs(chain, question, FIRST, NOTHING(3)) == pytest.approx([0.4 * 0.75, 0.4 * 0.25])
    assert sensitivities(chain, question, FIRST, NOTHING(3)) == pytest.approx([0.75, 0.4])


def test_with_a_way_back_the_repair_counts_each_time_round() -> None:
    question = asking(ROUND, [2])
    # Before: x = y / 2 and y = x / 2 + 1 / 2, so x = 1/3. Repaired: x = y, so x = 1.
    assert repairs(ROUND, question, FIRST, NOTHING(3)) == pytest.approx([2 / 3, 0.0, 0.0])
    # Visits of the first 4/3 and of the second 2/3, worth 2/3 of the second, 1/3 of the first, 1 of aftercare.
    assert sensitivities(ROUND, question, FIRST, NOTHING(3)) == pytest.approx([8 / 9, 2 / 9, 2 / 3])


def test_in_each_replicate_a_repair_is_what_the_chain_of_its_shares_gives() -> None:
    chain = random_chain(3, size=6)
    coming = np.full((4, 6), 1 / 6)
    question, replicates = asking(chain, [0, 1]), Replicates(chain, np.ones(len(chain.sender), bool), 4, seed=2)
    (drawn,) = replicates.kept()
    (found,) = drawn_repairs(chain, question, coming, [NOTHING(6)], drawn)
    for started, lost, left, rises in zip(*drawn, found, strict=True):
        one = replace(chain, started=started, lost=lost, left=left)
        assert rises == pytest.approx(
            [resolved(one, question, coming[0, : chain.size], row) for row in range(len(lost))]
        )


def test_a_repair_is_likely_within_what_is_possible() -> None:
    exact, shown = (client_flow(area).transitions for area in (counted_area(), protect(counted_area())))
    told = [one.effect for one in shown if one.effect and one.effect.middle is not None]
    assert told and all(one.least <= one.middle <= one.most and one.low <= one.middle <= one.high for one in told)  # type: ignore[operator]
    assert all(one.effect is None or one.effect.middle is None for one in exact)


def test_a_row_off_the_way_or_behind_the_goal_gives_nothing() -> None:
    chain = chain_of([(0, 1, 4, 4), (1, 2, 3, 1), (0, 2, 1, 1)], [2, 0, 1])
    question = asking(chain, [1], on_way=np.array([True, True, False]))
    assert repairs(chain, question, FIRST, NOTHING(3))[1:].tolist() == [0.0, 0.0]
    assert sensitivities(chain, question, FIRST, NOTHING(3))[1:].tolist() == [0.0, 0.0]


@pytest.mark.parametrize("seed", range(5))
def test_every_repair_is_what_the_changed_chain_gives(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    chain = random_chain(seed)
    question, coming = asking(chain, [0, 1]), np.full(chain.size, 1 / chain.size)
    monkeypatch.setattr(effects, "BLOCK", 7)  # derivatives are worked out in blocks: none is left out between two
    found, slope = (work(chain, question, coming, NOTHING(chain.size)) for work in (repairs, sensitivities))
    assert found == pytest.approx([resolved(chain, question, coming, row) for row in range(len(found))])
    returns = np.linalg.inv(chain.moves(question).dense)[chain.receiver, chain.sender]
    lost = chain.per_spell(chain.sender, chain.lost) * chain.stays(question)
    assert found == pytest.approx(lost * slope / (1 - lost * returns))


def test_where_people_may_go_round_for_ever_effects_stay_numbers() -> None:
    chain = chain_of([(0, 1, 5, 0), (1, 0, 5, 0), (2, 0, 1, 1), (2, 3, 1, 1)], [0, 0, 0, 1])
    coming = np.eye(4)[2]
    question = asking(chain, [3])
    assert repairs(chain, question, coming, NOTHING(4)) == pytest.approx([0, 0, 0, 0.25])
    assert np.isfinite(sensitivities(chain, question, coming, NOTHING(4))).all()


def mean_of_first(worth: np.ndarray, sign: int) -> float:
    return float(worth[0])


def test_bounds_of_known_counts_are_the_effect() -> None:
    rows = [(int(s), int(r), [(a, b)]) for s, r, a, b in zip(*vars_of(ROUND), strict=True)]
    boxes = boxes_of(rows, [(0, 0), (0, 0), (1, 1)])
    least, most = repair_bounds(boxes, asking(boxes, [2]), mean_of_first)
    assert least == pytest.approx([2 / 3, 0, 0])
    assert most == pytest.approx([2 / 3, 0, 0])


def vars_of(chain: Chain) -> tuple[np.ndarray, ...]:
    return chain.sender, chain.receiver, chain.started, chain.lost


def test_with_the_kept_blank_a_repair_gives_nothing_at_the_least_and_at_the_most_with_the_others_kept() -> None:
    boxes = boxes_of([(0, 1, [(4, 0), (4, 6)]), (0, 2, [(2, 0), (2, 5)])], [(1, 1), (1, 1), (1, 1)])
    least, most = repair_bounds(boxes, asking(boxes, [1]), mean_of_first)
    assert (least[0], most[0]) == pytest.approx((0, 6 / (4 + 6 + 2 + 1)))


def test_an_area_in_which_everybody_may_have_been_kept_has_effects_of_repairs() -> None:
    area = counted_area()
    again = replace(area.services[1], service="again")
    rows = [("gp", "clinic", 100, 80), ("clinic", "again", 40, 29), ("again", "clinic", 30, 20)]
    area = replace(
        area,
        services=(*area.services, again),
        referrals=tuple(
            Referral(source=source, target=target, client_group="everyone", referred=sent, started=started)
            for source, target, sent, started in rows
        ),
        departures=tuple(row for row in area.departures if row.service != "clinic"),
    )
    flow = client_flow(area, draws=8)
    # At the most everybody who is sent to and fro was kept, and nobody ever leaves: effects are numbers all the same.
    assert [one.effect[:2] for one in flow.transitions if one.effect] == [(0.0, 0.0)] * 3
    assert np.isfinite([one.sensitivity for one in flow.transitions]).all()

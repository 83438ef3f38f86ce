"""A change fills a few lines of the arrays anew: the same as counting everything again."""

from itertools import combinations

import numpy as np
import pytest

from dtors_network.flow.boxes import Boxes
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import EVERYONE
from dtors_network.whatif import Baseline
from dtors_network.whatif.add_link import AddLink
from dtors_network.whatif.after import boxes_after
from dtors_network.whatif.candidates import candidates
from dtors_network.whatif.change import Change
from dtors_network.whatif.making import flow_after
from dtors_network.whatif.merge import MergeServices
from dtors_network.whatif.remove import RemoveService
from tests.oracle.flow_families import KEPT_BLANK, MIXED
from tests.oracle.whatif_areas import refused_area

ARRAYS = ("sender", "receiver", "started", "lost", "least_left", "most_left", "not_counted")


def alike(one: Boxes, other: Boxes) -> bool:
    return all(np.array_equal(getattr(one, name), getattr(other, name)) for name in ARRAYS)


def sets(area: Area, baseline: Baseline) -> list[tuple[Change, ...]]:
    """Give candidates alone and in pairs, new links with and without a share, and changes after which rows are gone."""
    steps = baseline.flow(EVERYONE).steps
    levers = candidates(baseline, EVERYONE)
    tried = list(dict.fromkeys(change for one in levers for change in one.changes))[:6]
    first, *_, last = steps.services
    added = [
        AddLink(first, last),
        AddLink(last, first, 0.4),
        *(AddLink(row.source, row.target) for row in steps.onward[:2]),
    ]
    gone = [RemoveService(last), MergeServices(first, last)]
    every = [(), *((one,) for one in (*tried, *added, *gone)), *combinations(tried, 2)]
    return [*every, *((one, new) for one in tried[:3] for new in added), (added[0], added[1])]


@pytest.mark.parametrize("family", [MIXED, KEPT_BLANK], ids=["mixed", "kept blank"])
def test_arrays_after_changes_are_those_of_everything_counted_again(family: object) -> None:
    compared = changed = 0
    for seed in range(4):
        area = refused_area(seed, family)  # type: ignore[arg-type]
        baseline = Baseline(area)
        if EVERYONE not in baseline.followed:
            continue
        for changes in sets(area, baseline):
            after = flow_after(baseline, changes, EVERYONE)
            assert alike(after.boxes, boxes_after(after.steps, after.outcomes)), changes
            compared += 1
            changed += not alike(after.boxes, baseline.base(EVERYONE).boxes) if changes else 0
    assert compared > 20 and changed > 10

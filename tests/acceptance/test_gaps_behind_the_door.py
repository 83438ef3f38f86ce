"""Gaps of the illustrative areas from exact counts and from blocks: what is lost, and that nothing is invented."""

from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protected
from dtors_network.gaps import find_gaps

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
LOST = {
    "mental_health_exclusion": {
        "long_wait:everyone:prescribing:community_mh_team",
        "unheard_barrier:everyone:prison:prescribing",
    },
    "prison_release_unmet": {"long_wait:everyone:cj_team:mental_health"},
}
"""Few people started there, so that a block leaves their share of long waits anywhere: it is not called high.

From prison 17 of 34 started in time: exactly that passes among all screened places of the area, in blocks it does not.
"""


@pytest.mark.parametrize("name", sorted(path.parent.name for path in AREAS.glob("*/area.yaml")))
def test_gaps_behind_the_door_are_those_before_it(name: str) -> None:
    area = read_area(AREAS / name)
    exact, shown = ({gap.id: gap for gap in find_gaps(one).gaps} for one in (area, protected(area)))
    assert exact.keys() - shown.keys() == LOST.get(name, set())
    assert shown.keys() <= exact.keys()
    for id_, gap in shown.items():
        assert gap.finding.certainty is exact[id_].finding.certainty
        assert gap.title == exact[id_].title
        low, high = gap.people.low, gap.people.high
        if low is not None and high is not None:
            before = exact[id_].people
            assert before.low is not None and before.high is not None and low <= before.low <= before.high <= high

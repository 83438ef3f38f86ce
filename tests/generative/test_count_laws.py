"""The laws of counts are broken exactly where an integer programme finds no counts that keep them."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import Bounds as Box
from scipy.optimize import LinearConstraint, milp

from dtors_network.examples import small_area
from dtors_network.model.area import Area, Referral, Refusal
from dtors_network.model.bounds import Bounds
from dtors_network.model.count_laws import count_faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Count, least, most

COLUMNS = ("referred", "accepted", "started", "kept_by_sender", "waited_over_21_days")
GROUPS = (EVERYONE, "currently_using", "housing_need")
REASONS = ("no_capacity", "other")
UNBOUNDED = 1_000

COUNTS = st.sampled_from(
    [None, None, None, None, SUPPRESSED, Bounds(0, 5), Bounds(2, 3), Bounds(3, 9), 0, 1, 2, 3, 4, 5, 7]
)
CELLS = {
    **{(group, column): COUNTS for group in GROUPS for column in COLUMNS},
    **{(group, reason): COUNTS for group in GROUPS for reason in REASONS},
}
Cells = dict[tuple[str, str], Count]


@settings(deadline=None, derandomize=True, database=None, max_examples=250)
@given(
    st.fixed_dictionaries(CELLS), st.sets(st.sampled_from(GROUPS), min_size=1), st.sets(st.sampled_from(list(CELLS)))
)
def test_laws_fail_exactly_where_no_counts_keep_them(
    cells: Cells, groups: set[str], blank: set[tuple[str, str]]
) -> None:
    given_cells = {place: None if place in blank else cell for place, cell in cells.items() if place[0] in groups}
    assert bool([*count_faults(area(given_cells, groups))]) == (not feasible(given_cells, groups))


def area(cells: Cells, groups: set[str]) -> Area:
    pair = {"source": "gp", "target": "clinic"}
    people = [
        Referral(**pair, client_group=group, **{column: cells[group, column] for column in COLUMNS})
        for group in GROUPS
        if group in groups
    ]
    reasons = [
        Refusal(**pair, client_group=group, reason=reason, count=cells[group, reason])
        for reason in REASONS
        for group in GROUPS
        if group in groups
    ]
    base = small_area()
    return Area(**{**vars_of(base), "referrals": tuple(people), "refusals": tuple(reasons)})


def vars_of(base: Area) -> dict[str, object]:
    names = ("id", "name", "reference_pathway", "services", "codebook", "pathway")
    return {name: getattr(base, name) for name in names}


def feasible(cells: Cells, groups: set[str]) -> bool:
    """Ask an integer programme for counts within the cells that keep every law of the design."""
    place = {name: index for index, name in enumerate(cells)}
    rows: list[np.ndarray] = []

    def at_most(smaller: list[tuple[str, str]], larger: tuple[str, str]) -> None:
        row = np.zeros(len(place))
        row[place[larger]] = -1
        for name in smaller:
            row[place[name]] += 1
        rows.append(row)

    for group in groups:
        at_most([(group, "waited_over_21_days")], (group, "started"))
        at_most([(group, "started")], (group, "accepted"))
        at_most([(group, "accepted")], (group, "referred"))
        at_most([(group, "started"), (group, "kept_by_sender")], (group, "referred"))
        at_most([(group, "started"), *((group, reason) for reason in REASONS)], (group, "referred"))
        if group != EVERYONE and EVERYONE in groups:
            for column in (*COLUMNS, *REASONS):
                at_most([(group, column)], (EVERYONE, column))
    tops = [UNBOUNDED if (top := most(cell)) is None else top for cell in cells.values()]
    found = milp(
        np.zeros(len(place)),
        integrality=np.ones(len(place)),
        bounds=Box([least(cell) for cell in cells.values()], tops),
        constraints=LinearConstraint(np.array(rows), -np.inf, 0),
    )
    return bool(found.success)

"""Drawing from many lists of shares."""

import numpy as np
import pytest

from dtors_network.synthetic.alias import alias_tables

LISTS = [[1.0], [0.25, 0.75], [0.0, 2.0, 0.0], [1.0, 1.0, 1.0], [0.001, 0.9, 0.05, 0.049]]


def test_each_place_is_drawn_as_often_as_its_share_asks() -> None:
    tables = alias_tables(LISTS)
    chance = tables.keep.copy()
    np.add.at(chance, tables.other, 1 - tables.keep)
    for first, shares in zip(tables.first, LISTS, strict=True):
        found = chance[first : first + len(shares)] / len(shares)
        assert found == pytest.approx(np.array(shares) / sum(shares), abs=1e-15)


def test_no_place_of_another_list_is_drawn() -> None:
    tables = alias_tables(LISTS)
    lists = np.repeat(np.arange(len(LISTS)), 1_000)
    drawn = tables.draw(lists, np.random.default_rng(2))
    assert np.all((drawn >= tables.first[lists]) & (drawn < tables.first[lists] + tables.size[lists]))
    assert {*drawn[lists == 2].tolist()} == {int(tables.first[2]) + 1}

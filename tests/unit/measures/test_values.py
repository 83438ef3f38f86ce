"""The table of measures beside networkx, igraph and published values: all agree, and no measure is missing."""

from benchmarks.measure_values import APART, PAGE, disagreements, rows
from dtors_network.measures.registry import MEASURES


def test_all_agree_and_no_measure_is_missing() -> None:
    found = rows()
    assert disagreements(found) == []
    assert {row.measure for row in found} == set(MEASURES) - set(APART)
    others = {row.measure for row in found for one in (row.networkx, row.igraph, row.plain) if one is not None}
    assert others == set(MEASURES) - set(APART)
    assert f"Rows that differ: 0 of {len(found)}." in PAGE.read_text(encoding="utf-8")

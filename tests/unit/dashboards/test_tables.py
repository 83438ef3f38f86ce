"""Long tables: what is sent to the browser, and results that are kept while they are used."""

import json
from typing import Any

from dashboards.components.evidence import AT_ONCE, MOST, evidence_list
from dashboards.components.tables import further_rows, long_table
from dashboards.library import Library
from dashboards.views.tables import Linked, Rows
from dtors_network.examples import small_area


def sent(rows: Rows) -> Any:
    return json.loads(getattr(long_table(rows), "data-table"))


def test_words_and_addresses_are_sent_as_data() -> None:
    data = sent(Rows("Links", ("From", "Started"), ((Linked("a", "/map?service=a"), "12"),), frozenset({1})))
    assert data == {
        "caption": "Links",
        "heads": ["From", "Started"],
        "numbers": [1],
        "rows": [[{"words": "a", "href": "/map?service=a"}, "12"]],
    }


def test_results_are_made_once() -> None:
    library = Library([small_area()])
    made: list[int] = []
    for key in (0, 0, 1, 0, 1):
        library.once((key,), lambda key=key: made.append(key))
    assert made == [0, 1]


def test_one_row_more_is_one_row() -> None:
    lines = tuple((f"arrivals.csv, row {at}", "10 people came") for at in range(MOST + 1))
    assert further_rows(1, "link").children == "Show 1 further link"
    assert further_rows(1_200, "link").children == "Show 1,200 further links"
    shown = str(evidence_list(lines[: AT_ONCE + 1], "Rows"))
    assert "Show 1 further row'" in shown
    assert "The CSV file names the row that remains." in str(evidence_list(lines, "Rows"))

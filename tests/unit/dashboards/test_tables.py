"""Long tables: what is sent to the browser, and results that are kept while they are used."""

from typing import Any

from dashboards.components.tables import long_table
from dashboards.library import Library
from dashboards.views.tables import Linked, Rows
from dtors_network.examples import small_area


def sent(rows: Rows) -> Any:
    return long_table("links", rows).children[0].data


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

"""What Python is given is checked as what the command line is given, in the same words, and judged alike."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from dashboards.library import Library
from dtors_network.cli.findings import _find
from dtors_network.disclosure import protected
from dtors_network.errors import InputError
from dtors_network.examples import counted_area, small_area
from dtors_network.flow import client_flow
from dtors_network.gaps import RULES, find_gaps
from dtors_network.gaps.questions import questions_of
from dtors_network.model.near import check_known
from dtors_network.synthetic import synthetic_area
from dtors_network.whatif import best_changes, read_change, read_changes, what_if

AREA = small_area()
GROUPS = "everyone, currently_using, leaving_prison, criminal_justice, mental_health_need, housing_need"
SLIP = f"unknown client group (found 'leaving_prisn'). Did you mean 'leaving_prison'? Known: {GROUPS}"
CALLS: dict[str, Callable[[], Any]] = {
    "gaps": lambda: find_gaps(AREA, groups=["leaving_prisn"]),
    "flow": lambda: client_flow(AREA, "leaving_prisn"),
    "what-if": lambda: what_if(AREA, [], "leaving_prisn"),
    "best changes": lambda: best_changes(AREA, "leaving_prisn"),
    "the command line": lambda: _find(AREA, "leaving_prisn", None),
}


@pytest.mark.parametrize("call", CALLS.values(), ids=CALLS)
def test_an_unknown_group_is_one_sentence_whoever_gives_it(call: Callable[[], Any]) -> None:
    with pytest.raises(InputError) as refused:
        call()
    assert str(refused.value) == SLIP


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(InputError) as refused:
        find_gaps(AREA, rules=["deadend"])
    said = f"unknown gap rule (found 'deadend'). Did you mean 'dead_end'? Known: {', '.join(RULES)}"
    assert str(refused.value) == said


def test_every_name_that_is_not_known_is_told_at_once() -> None:
    with pytest.raises(InputError) as refused:
        find_gaps(AREA, groups=["everyone", "x", "y"])
    assert [fault.value for fault in refused.value.faults] == ["x", "y"]


@pytest.mark.parametrize("given", [{"groups": "everyone"}, {"rules": "dead_end"}, {"groups": ""}])
def test_a_text_in_place_of_a_list_is_refused(given: dict[str, str]) -> None:
    with pytest.raises(InputError, match="has to be a list of names, and this is text"):
        find_gaps(AREA, **given)  # type: ignore[arg-type]
    with pytest.raises(InputError, match="a list of changes is needed here"):
        read_changes("relieve:no_capacity")


def test_texts_and_values_of_changes_are_the_same_and_what_is_neither_is_refused_in_words() -> None:
    read = read_change("relieve", "no_capacity")
    for given in ("relieve:no_capacity", read, ["relieve:no_capacity"], (" --relieve:no_capacity ",), iter([read])):
        assert what_if(AREA, given).changes == (read,)
    with pytest.raises(InputError) as refused:
        what_if(AREA, [read, None, "no_capacity", "places:clinic", ("relieve", "x")])  # type: ignore[list-item]
    assert [fault.value for fault in refused.value.faults] == ["None", "no_capacity", "clinic", "('relieve', 'x')"]


@pytest.mark.parametrize("value", [None, 3, ["everyone"]])
def test_what_is_no_text_is_refused_in_words(value: object) -> None:
    with pytest.raises(InputError, match="unknown client group"):
        find_gaps(AREA, groups=[value])  # type: ignore[list-item]
    with pytest.raises(InputError, match="unknown client group"):
        check_known("client group", value, AREA.codebook.group)


def test_a_name_given_twice_counts_once() -> None:
    twice = find_gaps(AREA, ["everyone", "everyone"], ["dead_end", "dead_end"])
    assert twice.findings == find_gaps(AREA, ["everyone"], ["dead_end"]).findings


def test_an_unknown_service_or_kind_of_change_is_refused() -> None:
    with pytest.raises(InputError, match="unknown service"):
        questions_of(find_gaps(AREA), "clinc")
    with pytest.raises(InputError, match="unknown kind of change"):
        read_change("releive", "no_capacity")


@pytest.mark.parametrize("seed", [3])
def test_python_command_line_and_dashboard_find_the_same(seed: int) -> None:
    area = synthetic_area(seed, services=24).area
    others = [counted_area(), synthetic_area(seed + 1, services=24).area]
    shown = protected(area)
    python = [gap.id for gap in find_gaps(shown).gaps]
    assert [gap.id for gap in _find(shown, None, None).gaps] == python
    assert [gap.id for gap in Library([area, *others]).gaps(area.id).gaps] == python


def test_other_areas_count_in_the_dashboard_where_they_are_named() -> None:
    area, others = counted_area(), [synthetic_area(5, services=24).area]
    held = [gap.id for gap in Library([area], against=others).gaps(area.id).gaps]
    assert held == [gap.id for gap in _find(protected(area), None, None, [protected(other) for other in others]).gaps]

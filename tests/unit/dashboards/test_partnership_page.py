"""Partnership: what the page says and draws, for services and organisations, on certain and on possible links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards.library import Library
from dashboards.pages import partnership
from dashboards.state import State
from dtors_network import example_area
from dtors_network.accounts.measures_pictures import barrier_matrix, densities, spoken_counts
from dtors_network.figures.matrix import matrix_figure
from dtors_network.measures.result import NetworkMeasures
from dtors_network.model.sharing import UnprotectedError
from tests.screens import spoken_area
from tests.unit.accounts.test_same_everywhere import words_of

HERE = State(area="mental_health_exclusion")


@pytest.fixture(scope="module")
def library() -> Library:
    return Library([example_area("mental_health_exclusion"), spoken_area()])


@pytest.fixture(scope="module")
def found(library: Library) -> NetworkMeasures:
    return library.measures(HERE.area, "")


def test_it_says_who_stands_between_what_hangs_on_one_and_on_whose_word(library: Library) -> None:
    said = words_of(partnership.layout(library, HERE))
    assert any(text.startswith("Bridgepoint clinical team stands between more others") for text in said)
    assert any(text.startswith("Without Bridgepoint, 89 in 100 pairs of other organisations") for text in said)
    of, rest = "Of 59 links that are said to be there or recorded", "2 rest on one side's word alone and 2 are weak."
    assert f"{of}, 55 are confirmed, {rest}" in said
    assert any("could have spoken of their links and did not" in text for text in said)


@pytest.mark.parametrize("view", partnership.VIEWS)
def test_each_view_shows_its_own_links_and_its_own_table(library: Library, view: str) -> None:
    said = words_of(partnership.layout(library, HERE.but(view=view)))
    unit, end = view.partition("_")[0] or "services", "possible" if "possible" in view else "certain"
    assert f"Which sectors are linked with which, on {end} links" in said
    assert f"Where each {unit[:-1]} stands, on {end} links" in said
    assert partnership.PAGE.status(library, HERE.but(view=view)) in said


def test_each_measure_says_its_question_its_range_and_what_not_to_read(
    library: Library, found: NetworkMeasures
) -> None:
    said = " ".join(words_of(partnership.layout(library, HERE)))
    asked = [row for row in found.figures if (row.unit, row.scope) == ("services", "all")]
    account = partnership._account(library, HERE)
    shown = account.sheet("asked").only(lambda one: one.row.unit == "services")
    assert len(shown) == len(asked) > 10
    assert any(one.row.value.exact for one in shown.items) and not all(one.row.value.exact for one in shown.items)
    assert all(one.measure.question in said and one.measure.not_read.replace("`", "") in said for one in shown.items)
    assert "sampled" in said and "no bound" in said


def test_the_matrix_counts_each_pair_once(found: NetworkMeasures) -> None:
    for unit in ("services", "organisations"):
        figure = found.figure("density", unit)
        for end in ("certain", "possible"):
            cells = densities(found, unit, end).cells.values()
            assert sum(cell.whole for cell in cells) == figure.pairs
            assert sum(cell.part for cell in cells) == round((getattr(figure.value, end) or 0) * figure.pairs)


def test_barriers_are_counted_as_places_of_links_that_somebody_spoke_of(found: NetworkMeasures) -> None:
    reported = {(row.source, row.target) for row in found.area.barriers if row.source and row.target}
    cells = barrier_matrix(found).cells.values()
    assert sum(cell.whole for cell in cells) == sum(number for _, number in spoken_counts(found).bars)
    assert 0 < sum(cell.part for cell in cells) <= len(reported)


def test_nothing_is_drawn_of_what_did_not_pass_the_door(found: NetworkMeasures) -> None:
    with pytest.raises(UnprotectedError):
        matrix_figure(replace(densities(found), profile=None))


def test_an_area_without_sectors_is_drawn_by_stage_and_files_have_rows(library: Library) -> None:
    here = State(area="spoken", view="organisations")
    said = words_of(partnership.layout(library, here))
    assert "No sector is given for any organisation." in said
    assert "Which stages are linked with which, on certain links" in words_of(
        partnership.layout(library, here.but(view=""))
    )
    for make in partnership.PAGE.downloads.values():
        assert len(make(library, here).splitlines()) > 1

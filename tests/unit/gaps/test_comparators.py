"""The shipped figures are those that were published; a user's own are read whole or not at all."""

import re
from datetime import date
from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.gaps import RULES
from dtors_network.gaps.comparators import read_comparators, shipped_comparators
from dtors_network.model.comparator import Comparator
from dtors_network.out.comparators_page import OWN_COMPARATORS

# As published: share or ratio, year that it speaks of, a word of the source, year of the source (domain notes §3, §4)
CONTINUITY = """
    0.30   2015–16  OHID  2016
    0.345  2019–20  OHID  2020
    0.381  2020–21  OHID  2021
    0.37   2021–22  OHID  2022
    0.43   2022–23  OHID  2023
    0.53   2023–24  OHID  2024
    """
OTHERS = {
    ("long_wait", "first"): (0.02, "OHID", "2025"),
    ("long_wait", "later"): (0.5, "half is the project's own mark", "2025"),
    ("overloaded", "caseload"): (40, "Black", "2021"),
    ("overloaded", "places"): (1, "the area's own table", "as the table"),
}
STAGES = (
    "self_or_family, gp, hospital, arrest, court_or_probation, prison, social_care, other_route, "
    "open_access, structured_treatment, residential_and_inpatient, aftercare_and_recovery, wider_support"
)


# ---- the shipped figures ---------------------------------------------------------------------------------------------


def test_the_continuity_of_each_year_is_the_published_one() -> None:
    shipped = [one for one in shipped_comparators() if one.rule == "transition_loss"]
    published = [line.split() for line in CONTINUITY.strip().splitlines()]
    assert len(shipped) == len(published)
    for one, (value, years, source, dated) in zip(shipped, published, strict=True):
        first = int(years[:4])
        assert (one.value, one.dated, one.scope) == (float(value), dated, "")
        assert source in one.source and f"(England, {years})" in one.what
        assert (one.period_start, one.period_end) == (date(first, 4, 1), date(first + 1, 3, 31))


def test_the_other_figures_are_the_published_ones_and_have_no_period() -> None:
    others = [one for one in shipped_comparators() if one.rule != "transition_loss"]
    assert {(one.rule, one.scope) for one in others} == set(OTHERS)
    for one in others:
        value, source, dated = OTHERS[one.rule, one.scope]
        assert (one.value, one.dated, one.period_start, one.period_end) == (value, dated, None, None)
        assert source in one.source


@pytest.mark.parametrize("one", shipped_comparators(), ids=lambda one: one.id)
def test_every_figure_has_its_source_and_date_and_reads_on_from_the_number(one: Comparator) -> None:
    assert one.rule in RULES and RULES[one.rule].counts
    assert one.source and re.fullmatch(r"20\d\d|as the table", one.dated)
    assert not one.what.endswith(".") and one.what[0].islower()
    if one.period_end:
        assert int(one.dated) >= one.period_end.year


def test_no_figure_is_shipped_for_losses_between_services_since_none_was_published() -> None:
    assert "lost_between" not in {one.rule for one in shipped_comparators()}


# ---- a user's own ----------------------------------------------------------------------------------------------------


def test_figures_of_ones_own_as_the_reference_shows_them(tmp_path: Path) -> None:
    caseload, continuity = read_comparators(write(tmp_path, OWN_COMPARATORS))
    assert caseload == Comparator(
        id="our_caseload",
        rule="overloaded",
        scope="caseload",
        value=50,
        what="people a keyworker, as agreed with the services",
        source="Local agreement",
        dated="2025",
    )
    assert (continuity.period_start, continuity.period_end) == (date(2024, 4, 1), date(2025, 3, 31))


@pytest.mark.parametrize("scope", ["", "\n    scope: open_access>structured_treatment"])
def test_a_figure_for_losses_speaks_of_two_stages_or_of_all(tmp_path: Path, scope: str) -> None:
    (own,) = read_comparators(write(tmp_path, LOSSES + scope))
    assert own.scope == scope.rpartition(" ")[2]


HEAD = "comparators:\n  ours:\n"
REST = "    what: of people\n    source: here\n    dated: 2025"
LOSSES = f"{HEAD}    rule: lost_between\n    value: 0.2\n{REST}"
WAITS = f"{HEAD}    rule: long_wait\n    scope: later\n    value: 0.4\n{REST}"
PRISON = f"{HEAD}    rule: transition_loss\n    value: 0.4\n{REST}"
LOAD = f"{HEAD}    rule: overloaded\n    scope: caseload\n    value: 50\n{REST}"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "{}",
            "own.yaml, row 1, column comparators: there is no figure. Write at least one below comparators:",
        ),
        (
            LOSSES.replace("comparators", "comparator"),
            "own.yaml, row 1, column comparator: this key is not known. Did you mean 'comparators'? Known: comparators",
        ),
        (
            "comparators:\n  ours: 40",
            "own.yaml, row 2, column comparators.ours: a mapping is needed here. Write the fields of ours below it",
        ),
        (
            LOSSES.replace("lost_between", "lost_beween"),
            "own.yaml, row 3, column comparators.ours.rule: this is not known here (found 'lost_beween'). "
            "Did you mean 'lost_between'? Known: transition_loss, lost_between, long_wait, overloaded",
        ),
        (
            LOSSES.replace("lost_between", "dead_end"),
            "own.yaml, row 3, column comparators.ours.rule: this is not known here (found 'dead_end'). "
            "Known: transition_loss, lost_between, long_wait, overloaded",
        ),
        (
            f"{LOSSES}\n    scope: open_access",
            "own.yaml, row 8, column comparators.ours.scope: this is nothing that lost_between counts (found "
            f"'open_access'). Leave it blank, or join two of these by >: {STAGES}",
        ),
        (
            WAITS.replace("later", "second"),
            "own.yaml, row 4, column comparators.ours.scope: this is nothing that long_wait counts (found 'second'). "
            "Known: first, later",
        ),
        (
            WAITS.replace("    scope: later\n", ""),
            "own.yaml, row 3, column comparators.ours.scope: this is nothing that long_wait counts. "
            "Known: first, later",
        ),
        (
            f"{PRISON}\n    scope: first",
            "own.yaml, row 8, column comparators.ours.scope: this is nothing that transition_loss counts (found "
            "'first'). Leave it blank",
        ),
        (
            PRISON.replace("0.4", "40"),
            "own.yaml, row 4, column comparators.ours.value: this is not a share from 0 to 1 (found '40'). "
            "Write 0.43 for 43 %",
        ),
        (
            PRISON.replace("0.4", "40 %"),
            "own.yaml, row 4, column comparators.ours.value: this is not a share from 0 to 1 (found '40 %'). "
            "Write 0.43 for 43 %",
        ),
        (
            PRISON.replace("0.4", "nan"),
            "own.yaml, row 4, column comparators.ours.value: this is not a share from 0 to 1 (found 'nan'). "
            "Write 0.43 for 43 %",
        ),
        (
            LOAD.replace("50", "fifty"),
            "own.yaml, row 5, column comparators.ours.value: this is not a number from 0 to 1000 (found 'fifty'). "
            "Write a ratio such as 40",
        ),
        (
            LOAD.replace("50", "-1"),
            "own.yaml, row 5, column comparators.ours.value: this is not a number from 0 to 1000 (found '-1'). "
            "Write a ratio such as 40",
        ),
        (
            PRISON.replace("    value: 0.4\n", ""),
            "own.yaml, row 3, column comparators.ours.value: this may not be blank. Fill it in",
        ),
        (
            PRISON.replace("source: here", "source:"),
            "own.yaml, row 6, column comparators.ours.source: this may not be blank. Fill it in",
        ),
        (
            PRISON.replace("    dated: 2025", ""),
            "own.yaml, row 3, column comparators.ours.dated: this may not be blank. Fill it in",
        ),
        (
            f"{PRISON}\n    period_start: 1 April 2024\n    period_end: 2025-03-31",
            "own.yaml, row 8, column comparators.ours.period_start: this is not a date (found '1 April 2024'). "
            "Write it as 2024-03-31",
        ),
        (
            f"{PRISON}\n    period_start: 2024-04-01",
            "own.yaml, row 3, column comparators.ours.period_end: this may not be blank, since a period has a start "
            "and an end. Give both or neither",
        ),
        (
            f"{PRISON}\n    period_start:\n    period_end: 2025-03-31",
            "own.yaml, row 8, column comparators.ours.period_start: this may not be blank, since a period has a start "
            "and an end. Give both or neither",
        ),
        (
            f"{PRISON}\n    period_start: 2025-04-01\n    period_end: 2024-03-31",
            "own.yaml, row 9, column comparators.ours.period_end: the period ends before it starts (found "
            "'2024-03-31'). Correct one of the two",
        ),
        (
            PRISON.replace("source", "sources"),
            "own.yaml, row 3, column comparators.ours.source: this may not be blank. Fill it in\n"
            "own.yaml, row 6, column comparators.ours.sources: this key is not known. Did you mean 'source'? "
            "Known: rule, period_start, period_end, scope, value, what, source, dated",
        ),
        (
            PRISON.replace("ours", "our figure"),
            "own.yaml, row 2, column comparators.our figure: this cannot be a code (found 'our figure'). "
            "Use letters, digits and _ . - only, such as own.code",
        ),
    ],
)
def test_a_mistake_in_a_file_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_comparators(write(tmp_path, text))
    assert str(caught.value) == told


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path

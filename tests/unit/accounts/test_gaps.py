"""Gaps as rows and as the JSON document of design §9: keys, kinds of values, nulls."""

import csv
import io
import json
from dataclasses import replace
from typing import Any

import pytest

from dtors_network.accounts import measure_text
from dtors_network.accounts.gaps import gaps_account
from dtors_network.accounts.sources import rests_on
from dtors_network.disclosure import protect
from dtors_network.gaps import Gaps, find_gaps
from dtors_network.model.area import Answer
from dtors_network.model.comparator import Comparator
from dtors_network.model.vocabulary import QuestionKind, YesNo
from dtors_network.out.csv_text import csv_text
from dtors_network.out.json_text import json_text
from tests.oracle import any_area
from tests.spec.drawing import gaps_of

DRAWING = """
    gp is gp of Hill
    clinic is psychosocial of Riverside
    after is aftercare
    home is housing
    gp -> clinic: confirmed
    clinic -> after: weak
    clinic -> home: disputed
    nobody else is linked
    every service is listed
    required: psychosocial -> aftercare or mutual_aid
    required: psychosocial -> housing
    expected: gp -> employment_education
    120 everyone arrive at gp
    * everyone arrive at clinic
    3 everyone arrive at after
    """
COUNTED = """
    gp is gp
    clinic is psychosocial
    gp -> clinic: 40 everyone referred, {started} started
    """
ELSEWHERE = Comparator(
    id="pool", rule="lost_between", value=0.2, what="of people never started", source="two areas", dated="2024"
)
GAP_KEYS = [
    "gap", "rule", "title", "certainty", "group", "grade", "route", "types", "services", "link", "organisations",
    "people", "evidence", "reports", "ask", "remedy", "root", "root_title", "measure", "records",
]  # fmt: skip
QUESTION_KEYS = ["question", "source", "target", "service", "group", "whom", "text"]
WHOLE = QuestionKind.LIST_COMPLETE
STEP_KEYS = ["step", "source", "target", "service", "group", "types", "text"]


def document(*drawings: str, profile: str = "none") -> dict[str, Any]:
    """Write the document as JSON and read it back."""
    found = find_gaps(protect(gaps_of(*drawings).area, profile))
    loaded = json.loads(json_text(gaps_account(found)))
    assert isinstance(loaded, dict)
    return loaded


def rows_of(found: Gaps, sheet: str = "") -> list[dict[str, str]]:
    """Write a sheet as CSV and read it back."""
    return list(csv.DictReader(io.StringIO(csv_text(gaps_account(found), sheet), newline="")))


def by_id(loaded: dict[str, Any]) -> dict[str, Any]:
    return {gap["gap"]: gap for gap in loaded["gaps"]}


def test_the_document_names_the_area_the_reference_and_the_profile() -> None:
    loaded = document(DRAWING)
    assert {"area", "synthetic", "reference", "services_complete", "not_assessed", "gaps", "profile"} <= set(loaded)
    assert list(loaded["sheets"]) == ["gaps", "roots", "evidence", "reports", "questions"]
    assert loaded["reference"] == {"id": "drawn", "title": "Drawn", "dated": "2026"}
    assert (loaded["area"], loaded["services_complete"], loaded["profile"]) == ("drawn", True, "none")


def test_every_gap_has_every_key_in_order() -> None:
    for gap in document(DRAWING)["gaps"]:
        assert list(gap) == GAP_KEYS
        assert list(gap["ask"]) == ["yes", "no"]
        assert all(list(question) == QUESTION_KEYS for questions in gap["ask"].values() for question in questions)
        assert all(list(step) == STEP_KEYS for step in gap["remedy"])
        assert gap["group"] is not None


def test_a_sensitive_gap_with_its_questions() -> None:
    gap = by_id(document(DRAWING))["missing_route:everyone:psychosocial_to_aftercare:clinic"]
    question = {
        "question": "link",
        "source": "clinic",
        "target": "after",
        "service": None,
        "group": None,
        "whom": "after and clinic (Riverside)",
        "text": "Does clinic (Riverside) refer people to after, and are they taken?",
    }
    assert gap == {
        "gap": "missing_route:everyone:psychosocial_to_aftercare:clinic",
        "rule": "missing_route",
        "title": "clinic (Riverside) has no confirmed referral link by which people reach aftercare or mutual aid",
        "certainty": "sensitive",
        "group": "everyone",
        "grade": "required",
        "route": "psychosocial_to_aftercare",
        "types": ["aftercare", "mutual_aid"],
        "services": ["clinic"],
        "link": None,
        "organisations": [],
        "people": {"count": None, "low": 1, "high": 4},
        "evidence": [
            {"table": "services", "row": None, "file": ""},
            {"table": "statements", "row": None, "file": ""},
        ],
        "reports": [],
        "ask": {"yes": [question], "no": [question]},
        "remedy": [],
        "root": "no_aftercare_route:everyone:gp",
        "root_title": "clinic (Riverside) has no confirmed referral link by which people reach aftercare or mutual aid",
        "measure": None,
        "records": None,
    }


def test_a_disputed_link_names_its_ends() -> None:
    gap = by_id(document(DRAWING))["disputed_link:everyone:clinic:home"]
    assert (gap["link"], gap["services"], gap["route"], gap["remedy"]) == (
        ["clinic", "home"],
        ["clinic", "home"],
        None,
        [],
    )


def test_a_certain_gap_with_its_remedy() -> None:
    gap = by_id(document(DRAWING))["no_provider:everyone:gp_to_employment_education"]
    assert gap["ask"] == {"yes": [], "no": []}
    assert gap["remedy"] == [
        {
            "step": "provide",
            "source": None,
            "target": None,
            "service": None,
            "group": None,
            "types": ["employment_education"],
            "text": "Provide a service that offers employment and education",
        }
    ]
    assert gap["people"]["count"] == 120


def test_an_organisation_stands_beside_the_entry() -> None:
    drawing = """
        gp is gp
        clinic is psychosocial of Riverside
        team is specialist_prescribing of Riverside
        after is aftercare
        meetings is mutual_aid
        gp -> clinic: confirmed
        gp -> team: confirmed
        clinic -> after: confirmed
        team -> meetings: confirmed
        nobody else is linked
        every service is listed
        """
    (gap,) = document(drawing)["gaps"]
    assert (gap["rule"], gap["services"], gap["organisations"]) == ("single_point", ["gp"], ["Riverside"])


def test_people_that_nobody_counted_are_null() -> None:
    loaded = document("clinic is psychosocial", "every service is listed")
    assert [gap["people"] for gap in loaded["gaps"]] == [None, None]


def test_a_small_count_is_hidden_unless_the_profile_says_otherwise() -> None:
    drawing = """
        clinic is psychosocial
        every service is listed
        3 everyone arrive at clinic
        """
    place = "dead_end:everyone:clinic"
    assert by_id(document(drawing, profile="ndtms"))[place]["people"] == {"count": None, "low": 1, "high": 5}
    assert by_id(document(drawing, profile="none"))[place]["people"]["count"] == 3


@pytest.mark.parametrize("seed", range(8100, 8120))
def test_any_area_is_written_in_full_as_json_and_as_csv(seed: int) -> None:
    found = find_gaps(protect(any_area(seed)))
    account = gaps_account(found)
    loaded, rows = json.loads(json_text(account)), rows_of(found)
    assert [gap["gap"] for gap in loaded["gaps"]] == [row["gap"] for row in rows] == [g.id for g in found.gaps]
    assert all(list(row) == [*account.sheet("gaps").keys, *account.stamp.columns] for row in rows)
    assert [gap["title"] for gap in loaded["gaps"]] == [row["title"] for row in rows]
    assert [row["root"] for row in loaded["sheets"]["roots"]] == [root[0].id for root in found.roots]


def test_a_row_holds_lists_in_one_cell() -> None:
    rows = {row["gap"]: row for row in rows_of(find_gaps(protect(gaps_of(DRAWING).area, "none")))}
    row = rows["missing_route:everyone:psychosocial_to_aftercare:clinic"]
    assert row["types"] == "aftercare;mutual_aid"
    assert (row["people"], row["people_low"], row["people_high"]) == ("", "1", "4")
    assert row["ask_yes"] == row["ask_no"] == "Does clinic (Riverside) refer people to after, and are they taken?"
    link = rows["disputed_link:everyone:clinic:home"]
    assert (link["source"], link["target"], link["route"], link["grade"]) == ("clinic", "home", "", "required")


def counted(started: str, profile: str = "none") -> Gaps:
    """Find the loss in the drawn pair."""
    area = protect(gaps_of(COUNTED.format(started=started)).area, profile)
    return find_gaps(area, rules=["lost_between"], comparators=[ELSEWHERE])


def as_document(found: Gaps) -> dict[str, Any]:
    loaded = json.loads(json_text(gaps_account(found)))
    assert isinstance(loaded, dict)
    return loaded


def test_a_counted_gap_says_what_it_rests_on() -> None:
    (gap,) = as_document(counted("18"))["gaps"]
    assert (gap["rule"], gap["link"], gap["people"]["count"]) == ("lost_between", ["gp", "clinic"], 22)
    value = gap["measure"].pop("value")
    assert value == pytest.approx({"least": 0.55, "most": 0.55, "low": 0.3983, "high": 0.6929}, abs=5e-5)
    assert gap["measure"] == {
        "what": "were referred and never started",
        "part": [22, 22],
        "whole": [40, 40],
        "comparator": {"value": 0.2, "what": "of people never started", "source": "two areas", "dated": "2024"},
    }


def test_a_counted_gap_has_its_columns() -> None:
    (row,) = rows_of(counted("18"))
    assert (row["measure"], row["part"], row["whole"]) == ("were referred and never started", "22", "40")
    values = [row[name] for name in ("value_least", "value_most", "value_low", "value_high", "comparator")]
    assert values == ["0.55", "0.55", "0.3983", "0.6929", "0.2"]
    assert [row[f"comparator_{name}"] for name in ("what", "source", "dated")] == [
        "of people never started",
        "two areas",
        "2024",
    ]


def test_a_counted_gap_in_blocks_has_ranges() -> None:
    (row,) = rows_of(counted("3", "ndtms"))
    assert (row["whole"], row["people"], row["comparator"]) == ("36–45", "", "0.2")
    low, high = (int(end) for end in row["part"].split("–"))
    assert low <= 37 <= high and (int(row["people_low"]), int(row["people_high"])) == (low, high)
    assert float(row["value_low"]) <= float(row["value_least"]) <= 37 / 40 <= float(row["value_most"])
    (gap,) = as_document(counted("3", "ndtms"))["gaps"]
    assert (gap["people"]["count"], gap["measure"]["whole"]) == (None, [36, 45])


def test_a_gap_that_is_not_counted_has_blank_columns() -> None:
    for row in rows_of(find_gaps(protect(gaps_of(DRAWING).area))):
        assert [row[name] for name in measure_text.COLUMNS] == [""] * len(measure_text.COLUMNS)


@pytest.mark.parametrize(
    ("known", "told"),
    [
        ({"services_complete": True}, "said to be complete"),
        ({"answers": (Answer(question=QuestionKind.LIST_COMPLETE, answer=YesNo.YES),)}, "complete, as a meeting found"),
        (
            {"answers": (Answer(question=QuestionKind.LIST_COMPLETE, answer=YesNo.NO),)},
            "incomplete, as a meeting found",
        ),
        ({}, "not said to be complete"),
    ],
)
def test_what_is_not_there_rests_on_the_list(known: dict[str, Any], told: str) -> None:
    area = protect(gaps_of("clinic is psychosocial", "required: psychosocial -> housing").area)
    (part, *_) = gaps_account(find_gaps(replace(area, **known), rules=["no_provider"])).parts
    assert part.entries[0].rests_on == f"It rests on the list of services, which is {told}."


@pytest.mark.parametrize(
    ("drawn", "told"),
    [
        ("weak", "Said by one or two people at clinic: yes, but weakly. Said by one or two people at after: yes, but"),
        ("one_sided", "was not asked."),
        ("disputed", "Said by one or two people at after: no."),
        ("30 everyone referred, 0 started", "Referrals are on record, and no start."),
        ("silent", "Nobody spoke of such a link, and none is on record."),
    ],
)
def test_a_link_behind_a_gap_says_on_whose_word_it_rests(drawn: str, told: str) -> None:
    link = () if drawn == "silent" else (f"clinic -> after: {drawn}",)
    found = gaps_of("clinic is psychosocial", "after is aftercare", *link)
    (gap,) = (gap for gap in found.gaps if gap.finding.rule == "dead_end")
    assert told in rests_on(found, gap)


def test_several_links_behind_a_gap_say_how_many_have_starts_on_record() -> None:
    """Said by one end alone, and yet certain: a reader asks why."""
    found = gaps_of(
        "gp is gp", "clinic is psychosocial", "team is psychosocial", "after is aftercare", "gp -> clinic: confirmed",
        "gp -> team: confirmed", "team -> after: confirmed", "clinic -> after: sender says present",
        "clinic -> after: 30 everyone referred, 20 started",
    )  # fmt: skip
    (gap,) = (gap for gap in found.gaps if gap.finding.services == ("gp", "after"))
    told = "2 links behind it: 1 told by both ends and 1 told by one end alone. Starts are on record at 1 of them."
    assert rests_on(found, gap) == told

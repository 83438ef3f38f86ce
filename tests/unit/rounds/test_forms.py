"""What is asked of whom, and the forms: ids by what they ask, plain words, a locked workbook, a page of its own."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.gaps import find_gaps
from dtors_network.gaps.questions import questions_of
from dtors_network.rounds import words
from dtors_network.rounds.choosing import barriers_at, choose, plain
from dtors_network.rounds.html_form import html_form
from dtors_network.rounds.opening import frozen
from dtors_network.rounds.xlsx_form import xlsx_form
from tests.unit.rounds.opened import gaps_of, opened, small_gaps, small_round


def test_ids_are_made_from_what_is_asked_and_never_from_where_it_stands() -> None:
    """Another service in front, another round: what is asked of the same has the same id."""
    first = {one.id: one for form in small_round().forms for one in form.questions}
    other = replace(small_area(), services=small_area().services[::-1])
    again = {one.id: one for form in choose(gaps_of(other), "r7").forms for one in form.questions}
    assert {id_: replace(one, text="", hangs="", findings=()) for id_, one in first.items()} == {
        id_: replace(one, text="", hangs="", findings=()) for id_, one in again.items()
    }
    asked = {(one.kind, one.source, one.target, one.service, one.group, one.code) for one in first.values()}
    assert len(asked) == len(first)


def test_a_service_is_asked_at_most_so_many_that_matter_and_those_that_move_most_first() -> None:
    gaps = small_gaps()
    moves = {
        asked.question: len({*asked.removes, *asked.makes_certain}) for asked in questions_of(gaps)
    }  # fmt: skip
    for form in choose(gaps, "r1", most=1).forms:
        assert len(form.first) <= 1
    for form in small_round().forms:
        numbers = [len(one.findings) for one in form.part("first")]
        assert numbers == sorted(numbers, reverse=True) and all(number in moves.values() for number in numbers)
        assert all(one.hangs for one in form.first)


def test_nobody_is_asked_what_it_told_already_unless_others_say_otherwise() -> None:
    """The clinic said that it sends people to aftercare: aftercare alone is asked; of a disputed link both ends are."""
    asked = {(form.service, one.source, one.target) for form in small_round().forms for one in form.part("first")}
    assert asked == {
        ("aftercare", "clinic", "aftercare"), ("clinic", "clinic", "minds"), ("minds", "clinic", "minds"),
    }  # fmt: skip
    disputed = [one.text for form in small_round().forms for one in form.part("first") if one.target == "minds"]
    assert all("We have heard yes, and we have heard no" in text for text in disputed)


def test_what_a_form_says_tells_neither_numbers_of_people_nor_what_one_other_end_said() -> None:
    texts = [text for form in small_round().forms for one in form.questions for text in (one.text, one.hangs)]
    assert not [text for text in texts if re.search(r"\d", text.replace("And 1 more.", "").replace("And 2 more.", ""))]


def syllables(word: str) -> int:
    groups = len(re.findall(r"[aeiouy]+", re.sub(r"(?<=[^l])e$", "", word.lower())))
    return max(1, groups)


def grade(text: str) -> float:
    """Flesch and Kincaid: 0.39 words a sentence + 11.8 syllables a word − 15.59 (Kincaid et al. 1975)."""
    sentences = [one for one in re.split(r"[.?!:]+", text) if re.search(r"[A-Za-z]", one)]
    told = re.findall(r"[A-Za-z']+", text)
    return 0.39 * len(told) / len(sentences) + 11.8 * sum(map(syllables, told)) / len(told) - 15.59


def test_the_wording_can_be_read_at_the_age_of_eleven() -> None:
    fixed = [*words.fixed(), *(plain(code) for code in barriers_at("link", shipped_codebook().barriers))]
    fixed += [plain(code) for code in barriers_at("service", shipped_codebook().barriers)]
    assert grade(". ".join(fixed)) <= 6  # a grade is the age less five
    long = [text for text in fixed if len(text.split()) > 12 and grade(text) > 9]
    assert long == []
    assert grade("Utilisation of multidisciplinary interventions necessitates organisational collaboration.") > 20


def test_what_matters_takes_five_minutes_aloud() -> None:
    """At 140 words a minute: what stands above the form, and its first part with every answer read out."""
    lengths = []
    for form in small_round().forms:
        aloud = [*words.intro(True), words.HELP, *words.PARTS["first"]]
        aloud += [text for one in form.part("first") for text in (one.text, one.hangs)]
        aloud += [text for one in form.part("first") for text in small_round().answers(one).values()]
        lengths.append(len(" ".join(aloud).split()))
    assert sorted(lengths)[len(lengths) // 2] <= 5 * 140


def test_the_workbook_is_locked_without_a_password_and_says_each_id_twice() -> None:
    form = small_round().by_service["aftercare"]
    book = load_workbook(BytesIO(xlsx_form(small_round(), form)))
    sheet = book["questions"]
    assert sheet.protection.sheet and not sheet.protection.password and sheet.column_dimensions["A"].hidden
    rows = {str(row[0].value): row for row in sheet.iter_rows() if str(row[0].value or "").startswith("Q")}
    assert sorted(rows) == sorted(one.id for one in form.questions)
    rules = sheet.data_validations.dataValidation
    for id_, row in rows.items():
        assert f"[{id_}]" in row[1].value and row[1].protection.locked and not row[3].protection.locked
        assert row[1].alignment.wrap_text
        (rule,) = [rule for rule in rules if row[3].coordinate in rule.sqref]
        assert rule.type == "list" and rule.showInputMessage and "Never asked" in rule.prompt and len(rule.prompt) < 256
    assert sum(str(row[0].value).startswith("spare.") for row in sheet.iter_rows()) > 0


def test_a_name_in_a_table_is_never_run(tmp_path: Path) -> None:
    hostile = "=1+1<script>alert(1)</script>\"'"
    services = tuple(replace(row, name=hostile) if row.service == "clinic" else row for row in small_area().services)
    asked = frozen(gaps_of(replace(small_area(), name=hostile, services=services)), "r1", date(2026, 2, 2), None)
    for form in asked.forms:
        page = html_form(asked, form)
        assert page.count("<script>") == 1 and "alert(1)</script>" not in page.replace("&lt;/script&gt;", "")
        book = load_workbook(BytesIO(xlsx_form(asked, form)))
        assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_the_page_loads_nothing_and_runs_its_own_script_alone() -> None:
    page = unescape(html_form(small_round(), small_round().by_service["aftercare"]))
    assert "default-src 'none'" in page and "unsafe" not in page
    assert not re.findall(r"(?:src|href)=|url\(|https?://|@import", page)


def test_wording_and_list_are_frozen_and_forms_are_given_out_again_as_they_were(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    went_out = {file.name: file.read_bytes() for file in (tmp_path / "forms-1").iterdir()}
    assert len(went_out) == 2 * len(asked.forms)
    (tmp_path / "small" / "services.csv").write_text(
        (tmp_path / "small" / "services.csv").read_text("utf-8-sig").replace("Onward", "Forward"), encoding="utf-8"
    )
    again = opened(tmp_path, "r1")
    assert again == asked
    assert {file.name: file.read_bytes() for file in (tmp_path / "forms-2").iterdir()} == went_out
    with pytest.raises(Exception, match="something in this place"):
        opened(tmp_path, "r1")


def test_a_round_asks_nothing_that_was_found_from_exact_counts() -> None:
    with pytest.raises(InputError, match="exact counts are for their holder alone"):
        frozen(find_gaps(protect(small_area(), "none")), "r1", date(2026, 2, 2), None)


def test_a_round_does_not_close_before_it_is_opened() -> None:
    with pytest.raises(InputError, match="would close before it is opened"):
        frozen(gaps_of(small_area()), "r1", date(2026, 2, 2), date(2026, 2, 1))

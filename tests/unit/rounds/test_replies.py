"""Forms that come back: every kind becomes voices; what is wrong is told at its cell, and then nothing is written."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.errors import InputError
from dtors_network.evidence import Evidence
from dtors_network.examples import small_area
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import LinkState
from dtors_network.rounds.taking import take
from tests.unit.rounds.opened import answers, form, opened, question, small_round, took, workbook

NOW = datetime(2026, 2, 10, 12, 0)
ASKED = small_round()
CLINIC_SENDS = question(ASKED, "aftercare", kind="link", part="first")
GP_SENDS = question(ASKED, "aftercare", kind="link", source="gp")
THAT_IS_ALL = question(ASKED, "aftercare", kind="receives_from_nobody_else")
TAKES = question(ASKED, "aftercare", kind="acceptance", group="housing_need")
HINDERS = question(ASKED, "aftercare", kind="hinders", code="delivery.high_caseload")


def read(folder: Path) -> Area:
    return read_area(folder / "small")


def said(area: Area, reporter: str) -> set[tuple[str, ...]]:
    """What a person of a service said, table by table, in plain words."""
    links = {
        (row.source, row.target, row.end.value, row.says.value) for row in area.statements if row.reporter == reporter
    }
    groups = {(row.client_group, row.says.value) for row in area.acceptance_voices if row.reporter == reporter}
    codes = {(row.code, row.source or row.service) for row in area.barriers if row.reporter == reporter}
    return links | groups | codes


def listing(folder: Path) -> dict[str, str]:
    files = (file for file in sorted((folder / "small").rglob("*")) if file.is_file())
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


FILLED = {
    CLINIC_SENDS: ("Yes", {"answer": "yes"}, ("clinic", "aftercare", "receiver", "present")),
    GP_SENDS: ("Yes, but it works badly", {"answer": "weak"}, ("gp", "aftercare", "receiver", "weak")),
    TAKES: ("Only after we assess them", {"answer": "after_assessment"}, ("housing_need", "after_assessment")),
    HINDERS: ("Yes", {"answer": "yes"}, ("delivery.high_caseload", "aftercare")),
}


def test_a_workbook_and_a_file_of_answers_say_the_same(tmp_path: Path) -> None:
    """Two people of one service, one in each kind of file: the same words make the same voices, each of their own."""
    asked = opened(tmp_path)
    sheet = {id_: {"answer": words} for id_, (words, _, _) in FILLED.items()}
    sheet["about.role"] = {"answer": "I run this service"}
    page = {id_: given for id_, (_, given, _) in FILLED.items()}
    taken = took(
        tmp_path,
        workbook(tmp_path, asked, "aftercare", sheet),
        answers(tmp_path, asked, "aftercare", page, role="worker"),
    )
    expected = {row for _, _, row in FILLED.values()}
    area = read(tmp_path)
    assert said(area, "aftercare:manager:1") == said(area, "aftercare:worker:1") == expected
    assert area == taken.area and area.answers == ()
    assert {row.said_on for row in area.acceptance_voices} == {date(2026, 2, 4), date(2026, 2, 3)}
    assert {row.document for row in area.barriers} == {"round r1"}


def test_the_same_file_twice_changes_nothing(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    file = workbook(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "Yes", "note": "By telephone"}})
    took(tmp_path, file)
    before = listing(tmp_path)
    again = took(tmp_path, file, file, now=datetime(2026, 2, 12))
    assert listing(tmp_path) == before and again.replies == () and all(one.known for one in again.came)


def test_of_each_question_the_latest_answer_that_is_not_blank_counts_in_whatever_order_files_come(
    tmp_path: Path,
) -> None:
    asked = opened(tmp_path)
    early = answers(
        tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes"}, TAKES: {"answer": "no"}}, role="worker"
    )
    late = workbook(
        tmp_path, asked, "aftercare",
        {CLINIC_SENDS: {"answer": "No"}, "about.role": {"answer": "I work with people here"}},
    )  # fmt: skip
    took(tmp_path, late)
    took(tmp_path, early, now=datetime(2026, 2, 11))
    assert said(read(tmp_path), "aftercare:worker:1") == {
        ("clinic", "aftercare", "receiver", "absent"), ("housing_need", "no"),
    }  # fmt: skip


def test_a_word_that_is_taken_back_goes_and_the_words_of_others_stay(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    took(tmp_path, answers(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes"}}, role="worker"))
    took(tmp_path, answers(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes"}}, role="manager"))
    sure = {CLINIC_SENDS: {"answer": "dont_know"}}
    took(tmp_path, answers(tmp_path, asked, "aftercare", sure, role="worker", saved="2026-02-05T08:00:00"))
    area = read(tmp_path)
    assert said(area, "aftercare:worker:1") == set()
    assert said(area, "aftercare:manager:1") == {("clinic", "aftercare", "receiver", "present")}
    assert {*small_area().statements} <= {*area.statements}


def test_two_people_of_one_service_who_say_otherwise_make_the_link_disputed(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    took(
        tmp_path,
        answers(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes"}}, role="worker"),
        answers(
            tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "no"}}, role="worker", number="2", name="b.json"
        ),
    )
    assert Evidence(read(tmp_path)).state("clinic", "aftercare") is LinkState.DISPUTED
    second = opened(tmp_path, on=date(2026, 3, 2))
    ((text, whom),) = {
        (one.text, form.service) for form in second.forms for one in form.part("first")
        if (one.source, one.target) == ("clinic", "aftercare") and form.service == "aftercare"
    }  # fmt: skip
    assert text.startswith("We have heard yes, and we have heard no") and whom == "aftercare"


def test_that_is_all_says_no_of_whoever_was_left_out_but_of_nobody_who_cannot_be_asked(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    took(tmp_path, answers(tmp_path, asked, "aftercare", {GP_SENDS: {"answer": "yes"}, THAT_IS_ALL: {"answer": "yes"}}))
    assert said(read(tmp_path), "aftercare:other:1") == {
        ("gp", "aftercare", "receiver", "present"), ("minds", "aftercare", "receiver", "absent"),
    }  # fmt: skip


@pytest.mark.parametrize("answer", ["dont_know", "never_asked"])
def test_not_knowing_is_an_answer_and_no_voice(tmp_path: Path, answer: str) -> None:
    asked = opened(tmp_path)
    taken = took(tmp_path, answers(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": answer}}))
    assert len(taken.replies) == 1 and read(tmp_path).statements == small_area().statements


def test_text_is_text_and_a_service_that_is_written_in_is_found_or_told(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    others = {"receives": [" MINDS ", "The Old Mill"]}
    note = {CLINIC_SENDS: {"answer": "yes", "note": "=HYPERLINK(1)"}}
    taken = took(tmp_path, answers(tmp_path, asked, "aftercare", note, others=others))
    text = (tmp_path / "small" / "statements.csv").read_text("utf-8-sig")
    assert ",'=HYPERLINK(1)" in text
    assert ("minds", "aftercare", "receiver", "present") in said(read(tmp_path), "aftercare:other:1")
    assert taken.unlisted == (("aftercare", "receives", "The Old Mill"),)


def moved_columns(sheet: Any) -> None:
    """The hidden column is gone, and a row stands above all."""
    for merged in [*sheet.merged_cells.ranges]:
        sheet.unmerge_cells(str(merged))
    sheet.delete_cols(1)
    sheet.insert_rows(1)


def test_columns_and_rows_may_move_while_the_id_stands_in_the_text(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    filled = {CLINIC_SENDS: {"answer": "  yes "}, TAKES: {"answer": "NO"}}
    took(tmp_path, workbook(tmp_path, asked, "aftercare", filled, moved_columns))
    assert said(read(tmp_path), "aftercare:other:1") == {
        ("clinic", "aftercare", "receiver", "present"), ("housing_need", "no"),
    }  # fmt: skip


def typed(sheet: Any) -> None:
    """A day as a day, a number as a number, as a spreadsheet program types them; and the sheet has another name."""
    for row in sheet.iter_rows():
        if row[0].value == "about.day":
            row[3].value = datetime(2026, 2, 6)
        if row[0].value == "about.number":
            row[3].value = 2.0
    sheet.title = "Tabelle1"


def test_days_and_numbers_may_be_typed_as_such(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    took(tmp_path, workbook(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "Yes"}}, typed))
    (row,) = [row for row in read(tmp_path).statements if row.reporter == "aftercare:other:2"]
    assert row.said_on == date(2026, 2, 6)


def test_a_folder_may_hold_more_than_replies_and_a_file_nobody_filled_in_is_told(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    inbox = tmp_path / "inbox" / "monday"
    inbox.mkdir(parents=True)
    workbook(inbox.parents[1], asked, "aftercare", {}, name="inbox/monday/blank.xlsx")
    answers(inbox, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes"}})
    (inbox / "letter.odt").write_bytes(b"x")
    (inbox / "~$blank.xlsx").write_bytes(b"x")
    taken = took(tmp_path, tmp_path / "inbox")
    assert [name for name, _ in taken.unread] == ["letter.odt"] and len(taken.replies) == 1
    assert [one.file for one in taken.came if one.is_empty] == ["blank.xlsx"]


def test_what_mail_programs_make_of_a_reply_is_read_all_the_same(tmp_path: Path) -> None:
    """A packed lot, with a form that was saved as a web page and one as .ods in it; endings that were changed."""
    asked = opened(tmp_path)
    book = workbook(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "yes "}}, name="form (1).xlsx")
    saved = answers(tmp_path, asked, "aftercare", {CLINIC_SENDS: {"answer": "no"}}, role="worker", name="mine.json.txt")
    with ZipFile(tmp_path / "lot.zip", "w") as lot:
        lot.write(book, "monday/form (1).xlsx")
        lot.write(saved, "monday/mine.json.txt")
        lot.writestr("monday/form.ods", b"PK")
        lot.writestr("form_files/form.htm", b"<html>")
        lot.writestr("__MACOSX/monday/._form (1).xlsx", b"x")
    packed, one_by_one = took(tmp_path, tmp_path / "lot.zip"), took(tmp_path, book, saved)
    assert [one.file for one in packed.came] == ["form (1).xlsx", "mine.json.txt"]
    assert all(one.known for one in one_by_one.came)
    assert dict(packed.unread) == {
        "form.ods": "Open it, save it as an Excel workbook (.xlsx), and give that",
        "form.htm": "Open it in a browser, press Save my answers, and give the file that this saves",
    }
    bare = tmp_path / "attachment"
    bare.write_bytes(book.read_bytes())
    assert took(tmp_path, bare).came[0].known


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("form.ods", "Open it, save it as an Excel workbook (.xlsx), and give that"),
        ("form.xls", "Open it, save it as an Excel workbook (.xlsx), and give that"),
        ("form.htm", "Open it in a browser, press Save my answers, and give the file that this saves"),
        ("mail.eml", "Save what is attached to it, and give that"),
        ("scan.pdf", "Copy what it says into the workbook or the page that went out, and give that"),
        ("lot.zip", "this is not a whole packed file"),
        ("notes.txt", "Give the workbook (.xlsx), or the file of saved answers (.json)"),
    ],
)
def test_a_file_that_cannot_be_read_says_what_to_do(tmp_path: Path, name: str, told: str) -> None:
    opened(tmp_path)
    (tmp_path / name).write_bytes(b"Dear all")
    with pytest.raises(InputError, match=re.escape(told)):
        took(tmp_path, tmp_path / name)


@pytest.mark.parametrize("text", ["10/2/2026", "10.02.26", "10 February 2026", "Tuesday 10th Feb 2026", "2026-02-10 "])
def test_a_day_is_read_in_every_way_in_which_it_can_only_be_one(tmp_path: Path, text: str) -> None:
    asked = opened(tmp_path)
    filled = {CLINIC_SENDS: {"answer": "yes"}, "about.day": {"answer": text}}
    file = workbook(tmp_path, asked, "aftercare", filled)
    assert took(tmp_path, file, now=datetime(2026, 3, 1)).replies[0].said_on == date(2026, 2, 10)


def test_a_day_that_can_be_two_is_told(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    filled = {CLINIC_SENDS: {"answer": "yes"}, "about.day": {"answer": "3/4/2026"}}
    file = workbook(tmp_path, asked, "aftercare", filled)
    with pytest.raises(InputError, match="this can be read as 2026-04-03 and as 2026-03-04"):
        took(tmp_path, file, now=datetime(2026, 6, 1))


def cell(address: str, value: object) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        sheet[address] = value

    return change


def row_of(asked: Any, folder: Path, id_: str) -> int:
    from openpyxl import load_workbook

    from dtors_network.rounds.store import file_name

    sheet = load_workbook(folder / "forms-1" / f"{file_name(form(asked, 'aftercare'))}.xlsx")["questions"]
    return next(row[0].row for row in sheet.iter_rows() if row[0].value == id_)


def test_every_fault_is_told_at_its_cell_and_nothing_is_written(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    first, takes = row_of(asked, tmp_path, CLINIC_SENDS), row_of(asked, tmp_path, TAKES)
    good = answers(tmp_path, asked, "clinic", {question(asked, "clinic", kind="link", part="first"): {"answer": "yes"}})
    bad = workbook(
        tmp_path, asked, "aftercare",
        {CLINIC_SENDS: {"answer": "Yess", "barrier": "Rain"}, "about.day": {"answer": "31/2/26"}},
        cell(f"A{takes}", GP_SENDS), name="bad.xlsx",
    )  # fmt: skip
    other = answers(tmp_path, asked, "minds", {"Q00000000": {"answer": "yes"}, CLINIC_SENDS: {"answer": "yes"}})
    strange = tmp_path / "strange.json"
    strange.write_text('{"kind": "other"}', encoding="utf-8")
    empty = tmp_path / "form.html"
    empty.write_text("<html>", encoding="utf-8")
    before = listing(tmp_path)
    with pytest.raises(InputError) as raised:
        took(tmp_path, good, bad, other, strange, empty)
    told = [str(fault) for fault in raised.value.faults]
    assert listing(tmp_path) == before
    for wanted in (
        f"bad.xlsx, row {first}, column Your answer: this is not on the list (found 'Yess'). Did you mean 'Yes'?",
        f"bad.xlsx, row {first}, column What gets in the way?: this is not on the list (found 'Rain')",
        "column Your answer: this is no date (found '31/2/26')",
        f"bad.xlsx, row {takes}: two ids stand in this row, {GP_SENDS} and {TAKES}",
        "this form has no question of this id (found 'Q00000000')",
        f"this form has no question of this id (found {CLINIC_SENDS!r})",
        "strange.json: this is no file of answers",
        "form.html: this is the form itself, which holds no answers",
    ):
        assert any(wanted in text for text in told), (wanted, told)
    assert len(told) == 8


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"form": "F00000000"}, "no round of this area sent out such a form"),
        ({"form": "F00000000", "area": "elsewhere"}, "this form is of another area, elsewhere"),
        ({"saved": "yesterday"}, "this is no time"),
        ({"answers": ["yes"]}, "answers is no list of answers"),
        ({"answers": {CLINIC_SENDS: {"answer": {"deep": 1}}}}, "this answer is no text"),
        ({"answers": {CLINIC_SENDS: {"note": "x" * 2_001}}}, "this is longer than 2,000 letters"),
        ({"answers": {CLINIC_SENDS: {"note": "a\x00b"}}}, "a\\x00b"),
        ({"about": {"day": "2026-01-01"}}, "this is before the round was opened"),
        ({"about": {"day": "2027-01-01"}}, "this day has not come yet"),
        ({"about": {"role": "boss"}}, "this is not on the list"),
    ],
)
def test_a_file_of_answers_that_somebody_changed_is_told(tmp_path: Path, change: dict[str, Any], told: str) -> None:
    asked = opened(tmp_path)
    file = answers(tmp_path, asked, "aftercare", {})
    file.write_text(json.dumps({**json.loads(file.read_text("utf-8")), **change}), encoding="utf-8")
    with pytest.raises(InputError) as raised:
        take(tmp_path / "small", read(tmp_path), [file], NOW)
    assert told in str(raised.value)


def test_what_was_asked_of_a_service_that_is_gone_is_left_out_and_told(tmp_path: Path) -> None:
    asked = opened(tmp_path)
    place = tmp_path / "small" / "services.csv"
    rows = place.read_text("utf-8-sig").splitlines()
    place.write_text("\n".join(row for row in rows if not row.startswith("gp,")) + "\n", encoding="utf-8")
    for table in ("statements", "arrivals"):
        file = tmp_path / "small" / f"{table}.csv"
        kept = [row for row in file.read_text("utf-8-sig").splitlines() if not row.startswith("gp,")]
        file.write_text("\n".join(kept) + "\n", encoding="utf-8")
    filled = {GP_SENDS: {"answer": "yes"}, CLINIC_SENDS: {"answer": "yes"}}
    taken = took(tmp_path, answers(tmp_path, asked, "aftercare", filled))
    assert taken.gone == (("aftercare", "gp"),)
    assert said(read(tmp_path), "aftercare:other:1") == {("clinic", "aftercare", "receiver", "present")}

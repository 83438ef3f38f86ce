"""A study's coded passages become barrier reports; what names stand for is found, or said by the user."""

from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.csv_tables import csv_text
from dtors_network.errors import InputError
from dtors_network.exchange.reading import Reports
from dtors_network.exchange.studies.meanings import Names
from dtors_network.exchange.studies.refi_map import COLUMNS, key_rows, read_map
from dtors_network.exchange.studies.refi_project import read_study
from dtors_network.exchange.studies.refi_reports import barrier_reports
from dtors_network.exchange.studies.refi_words import read_excerpts
from dtors_network.model.area import Service
from dtors_network.model.vocabulary import End, ReporterRole
from tests.unit.exchange.studies.projects import CASES, TEXT, case, code, packed, project, selection

BOOK = shipped_codebook()
SERVICES = (
    Service(service="hub", name="Hub", service_type="open_access"),
    Service(service="clinic", name="The Clinic", service_type="mental_health"),
)


def made(folder: Path, document: str, rows: list[list[str]] | None = None) -> Reports:
    study = read_study(packed(folder, document))
    given = read_map(written(folder, rows), study, BOOK, SERVICES) if rows else None
    return barrier_reports(study, BOOK, SERVICES, given)


def written(folder: Path, rows: list[list[str]]) -> Path:
    place = folder / "map.csv"
    place.write_text(csv_text(rows), encoding="utf-8")
    return place


def test_a_passage_gives_a_report_with_pseudonyms_and_without_words(tmp_path: Path) -> None:
    reports = made(tmp_path, project(selection(11, 33, code(2))))
    (row,) = reports.barriers
    assert (row.code, row.document, row.locator) == ("referral.refuses_current_use", "D01", "characters 11-33")
    assert (row.reporter, row.reporter_role) == ("R01", ReporterRole.PROVIDER)
    assert (row.source, row.target, row.service, row.excerpt) == ("", "", "", "")
    assert row.report == "D01.11-33.referral.refuses_current_use"
    told = repr(reports)
    assert not [name for name in ("Anne", "Bloggs", "people") if name in told.replace("some people", "")]


def test_the_place_comes_from_the_same_passage_and_brings_the_side_of_the_codebook(tmp_path: Path) -> None:
    (row,) = made(tmp_path, project(selection(11, 33, code(2), code(4)))).barriers
    assert (row.source, row.target, row.side) == ("hub", "clinic", End.RECEIVER)


def test_two_selections_of_one_range_are_one_passage(tmp_path: Path) -> None:
    twice = [selection(11, 33, code(target), number=number) for number, target in enumerate((2, 2, 4), start=1)]
    (row,) = made(tmp_path, project(*twice)).barriers
    assert (row.source, row.target) == ("hub", "clinic")


def test_the_place_comes_from_a_wider_passage_but_not_from_one_that_only_overlaps(tmp_path: Path) -> None:
    wider = made(tmp_path, project(selection(11, 33, code(2)), selection(5, 40, code(4), number=2))).barriers
    beside = made(tmp_path, project(selection(11, 33, code(2)), selection(15, 40, code(4), number=2))).barriers
    assert [(row.source, row.target) for row in (*wider, *beside)] == [("hub", "clinic"), ("", "")]


def test_a_coding_to_a_case_that_is_a_service_places_the_report(tmp_path: Path) -> None:
    (row,) = made(tmp_path, project(selection(11, 33, code(2), case(2)))).barriers
    assert (row.service, row.reporter) == ("clinic", "R01")


def test_two_places_equally_near_place_nothing_and_are_told(tmp_path: Path) -> None:
    rows = [["kind", "name", "service"], ["code", "weather", "hub"]]
    reports = made(tmp_path, project(selection(11, 33, code(2), code(4), code(5))), rows)
    assert [(row.source, row.service) for row in reports.barriers] == [("", "")]
    assert "1 of the reports stands where two places are named, and is about the area as a whole" in reports.cautions


def test_two_voices_in_one_document_are_no_voice(tmp_path: Path) -> None:
    document = '<SourceRef targetGUID="dddddddd-0000-0000-0000-000000000001"/>'
    second = f'<Case guid="cccccccc-0000-0000-0000-000000000003" name="Bo">{document}</Case>'
    (row,) = made(tmp_path, project(selection(11, 33, code(2)), cases=CASES + second)).barriers
    assert row.reporter == ""


def test_codes_that_stand_for_nothing_are_listed_with_their_passages(tmp_path: Path) -> None:
    reports = made(tmp_path, project(selection(0, 4, code(5)), selection(6, 9, code(5), number=2)))
    assert reports.unmapped == (("weather", 2),)
    assert reports.barriers == ()


def test_the_users_file_says_what_names_stand_for(tmp_path: Path) -> None:
    rows = [
        ["kind", "name", "code", "reporter", "said_on", "document", "service_type"],
        ["code", "weather", "delivery.instability", "", "", "", ""],
        ["code", "referral::funding_fear", "none", "", "", "", ""],
        ["case", "Anne Example", "", "R77", "2025-02-03", "", ""],
        ["document", "Anne.docx", "", "", "", "Interview 9", "psychosocial"],
    ]
    (row,) = made(tmp_path, project(selection(11, 33, code(5), code(3))), rows).barriers
    assert (row.code, row.reporter, str(row.said_on)) == ("delivery.instability", "R77", "2025-02-03")
    assert (row.document, row.service_type, row.report) == (
        "Interview 9",
        "psychosocial",
        "Interview-9.11-33.delivery.instability",
    )


def test_every_mistake_of_the_users_file_is_told_at_once(tmp_path: Path) -> None:
    rows = [
        ["kind", "name", "code", "service", "source"],
        ["code", "wether", "", "", ""],
        ["person", "Anne Example", "", "", ""],
        ["code", "weather", "delivery.instabilty", "", ""],
        ["case", "Anne Example", "", "pub", ""],
        ["case", "The Clinic", "", "", "hub"],
        ["case", "The Clinic", "", "hub", ""],
    ]
    with pytest.raises(InputError) as stopped:
        made(tmp_path, project(selection(11, 33, code(5))), rows)
    told = [(fault.row, fault.column, fault.problem) for fault in stopped.value.faults]
    assert told == [
        (2, "name", "the study has no code of this name"),
        (3, "kind", "this is not a kind of name"),
        (4, "code", "unknown code"),
        (5, "service", "the area has no such service"),
        (6, "source", "a link needs both source and target"),
        (7, "name", "this name is given twice"),
    ]
    assert "Did you mean 'weather'?" in stopped.value.faults[0].fix


def test_the_key_given_back_changes_nothing_and_keeps_labels_when_documents_are_added(tmp_path: Path) -> None:
    before = read_study(packed(tmp_path, project(selection(11, 33, code(2), code(4)))))
    key = key_rows(before, Names(BOOK, SERVICES), {})
    assert key[0] == list(COLUMNS)
    given = read_map(written(tmp_path, key), before, BOOK, SERVICES)
    assert barrier_reports(before, BOOK, SERVICES, given) == barrier_reports(before, BOOK, SERVICES)
    added = (
        '<TextSource guid="dddddddd-0000-0000-0000-000000000009" name="Aaron.docx" plainTextPath="internal://no.txt"/>'
    )
    after = read_study(packed(tmp_path, project(selection(11, 33, code(2), code(4)), extra=added)))
    assert barrier_reports(after, BOOK, SERVICES).barriers[0].document == "D02"
    kept = read_map(written(tmp_path, key), after, BOOK, SERVICES)
    assert barrier_reports(after, BOOK, SERVICES, kept).barriers == barrier_reports(before, BOOK, SERVICES).barriers


def test_excerpts_are_cut_by_characters_with_line_ends_as_they_are(tmp_path: Path) -> None:
    start = TEXT.index("still uses")
    place = packed(tmp_path, project(selection(start, start + 15, code(2))))
    study = read_study(place)
    (row,) = barrier_reports(study, BOOK, SERVICES, None, read_excerpts(place, study)).barriers
    assert row.excerpt == TEXT[start : start + 15] == "still uses 😀 so"


def test_a_missing_text_leaves_the_report_without_an_excerpt_and_says_so(tmp_path: Path) -> None:
    place = packed(tmp_path, project(selection(11, 33, code(2))), texts="")
    study = read_study(place)
    reports = barrier_reports(study, BOOK, SERVICES, None, read_excerpts(place, study))
    assert [row.excerpt for row in reports.barriers] == [""]
    assert "1 of the documents was not exported with the project" in reports.cautions


def test_comments_without_a_code_dangling_codings_and_senseless_positions_are_counted(tmp_path: Path) -> None:
    comment = selection(1, 2).replace("></PlainTextSelection>", "><Description>hm</Description></PlainTextSelection>")
    study = read_study(
        packed(tmp_path, project(comment, selection(3, 4, "0" * 36, number=2), selection(9, 5, code(2), number=3)))
    )
    assert (study.comments, study.dangling, study.unplaced, study.notes) == (1, 1, 1, 1)
    assert study.passages[0].start is None


def test_a_coding_of_a_whole_document_and_places_in_recordings_are_read(tmp_path: Path) -> None:
    points = [f"bbbbbbbb-0000-0000-0000-00000000000{number}" for number in (1, 2)]
    coding = '<Coding guid="66666666-0000-0000-0000-000000000077"><CodeRef targetGUID="{}"/></Coding>'
    extra = f"""<VideoSource guid="dddddddd-0000-0000-0000-000000000002" name="film">
<Transcript guid="dddddddd-0000-0000-0000-000000000003" plainTextPath="internal://T1.txt">
<SyncPoint guid="{points[0]}" position="11"/><SyncPoint guid="{points[1]}" position="33"/>
<TranscriptSelection guid="55555555-0000-0000-0000-000000000077"
  fromSyncPoint="{points[0].upper()}" toSyncPoint="{points[1]}">{coding.format(code(2))}
</TranscriptSelection></Transcript>{coding.format(code(4))}</VideoSource>"""
    (row,) = made(tmp_path, project(extra=extra)).barriers
    assert (row.locator, row.source, row.target) == ("characters 11-33", "hub", "clinic")

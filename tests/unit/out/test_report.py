"""A report: what stands in it, in which forms it is written, and that whoever reads it can find every figure again."""

from __future__ import annotations

import io
import re
import sys
import zlib
from dataclasses import replace
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dashboards.app import create_app
from dtors_network.accounts.paper import Paper
from dtors_network.accounts.report import report_paper
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.area_files.digest import digest_of
from dtors_network.disclosure import protect
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.out import pdf as pdf_module
from dtors_network.out.html import MOST, html
from dtors_network.out.pdf import pdf, printer
from dtors_network.out.report import write_report
from dtors_network.out.xlsx import workbook
from dtors_network.shipped import VERSION, data_path
from tests.reports import report_tables, report_tags
from tests.screens import spoken_area
from tests.unit.test_cli import Run, run

__all__ = ["run"]

EXACT = spoken_area()
AREAS = sorted(path.parent for path in (data_path() / "areas").glob("*/area.yaml"))


@pytest.fixture(scope="session")
def paper() -> Paper:
    """The report of a small area with counts, barriers, disputes and refusals."""
    return report_paper(protect(EXACT))


@pytest.fixture(scope="session")
def text(paper: Paper) -> str:
    return html(paper)


def has_pango() -> bool:
    try:
        printer()
    except InputError:
        return False
    return True


def test_every_number_of_its_tables_stands_in_a_sheet_of_the_workbook(paper: Paper, text: str) -> None:
    told = {cell for one in paper.accounts for sheet in one.sheets for row in sheet.words() for cell in row}
    written = [cell for table in report_tables(text) for row in table for cell in row]
    assert [cell for cell in written if re.search(r"\d", cell) and cell not in told] == []
    assert sum(bool(re.search(r"\d", cell)) for cell in written) > 30
    book = load_workbook(io.BytesIO(workbook(paper.accounts, paper.facts)))
    assert len(book.worksheets) == 1 + sum(len(one.sheets) for one in paper.accounts)


def test_every_sentence_is_one_of_its_accounts(paper: Paper) -> None:
    said = {text for one in paper.accounts for text in (one.headline, *one.sentences)}
    assert paper.headline in said
    meeting = "Each line needs somebody who takes it on, and a day."
    assert {text for part in paper.parts for text in (part.lead, *part.sentences)} - said - {"", meeting} == set()


def test_it_says_what_repeats_it(paper: Paper, text: str) -> None:
    digest = digest_of(protect(EXACT))
    assert dict(paper.facts) | {"Version": VERSION, "Data digest": digest, "Profile": "ndtms"} == dict(paper.facts)
    assert all(value in text.replace("&amp;", "&") for value in paper.facts.values())
    assert "seed 0" in text and EXACT.pathway.dated in text
    about = dict(load_workbook(io.BytesIO(workbook(paper.accounts, paper.facts)))["about"].values)
    assert (about["Data digest"], about["Version"]) == (digest, VERSION)


def test_parts_stand_in_the_order_of_a_meeting(paper: Paper) -> None:
    assert [(part.title, part.heading, part.wide) for part in paper.parts] == [
        ("In brief", "", False),
        ("The map", "Pathways", True),
        ("What is missing, and how sure that is", "Pathways", False),
        ("What the meeting can settle", "Governance", False),
        ("Journeys, and where people are lost", "Drop-out", False),
        ("What would help", "Governance", False),
        ("How far it is counted, who answered, and what was hidden", "Data", False),
        ("How it was worked out, and what it does not say", "", False),
    ]


def test_there_is_room_for_an_owner_and_a_day(paper: Paper) -> None:
    sheet = paper.accounts[0].sheet("settle")
    assert sheet.heads[-2:] == ("Owner", "By when") and len(sheet) > 0
    assert {row[-2:] for row in sheet.words()} == {("", "")}
    assert {"owner", "by"} <= set(sheet.keys)


def test_nothing_in_it_runs_or_is_loaded(text: str) -> None:
    tags = report_tags(text)
    assert {tag for tag, _ in tags} & {"script", "link", "iframe", "img", "object", "form"} == set()
    loads = [(tag, name) for tag, given in tags for name in given if name in ("src", "href") or name.startswith("on")]
    assert loads == []
    assert "default-src 'none'" in text and "@import" not in text and "url(" not in text
    assert len(text.encode()) < MOST


def test_names_of_others_stay_text() -> None:
    nasty = '<script>alert(1)</script>"}</style>'
    services = tuple(replace(one, name=nasty) for one in EXACT.services)
    text = html(report_paper(protect(replace(EXACT, name=nasty, services=services))))
    assert "script" not in {tag for tag, _ in report_tags(text)}
    assert text.count("</style>") == 1


def test_where_nobody_counted_anything_it_says_so() -> None:
    told = html(report_paper(protect(small_area())))
    assert "is not counted" in told and "To know it, collect" in told and "None" not in told


def test_exact_counts_are_marked_on_every_page() -> None:
    paper = report_paper(protect(EXACT, "none"))
    text = html(paper)
    assert text.count("For the holder of the data, not for sharing: counts are exact") == 2
    assert "@top-center" in text
    for sheet in load_workbook(io.BytesIO(workbook(paper.accounts))).worksheets[1:]:
        assert "NOT FOR SHARING" in sheet.oddHeader.center.text


@pytest.mark.skipif(not has_pango(), reason="WeasyPrint or Pango is not installed: no PDF can be made here")
def test_a_pdf_is_tagged(paper: Paper) -> None:
    made = pdf(replace(paper, parts=paper.parts[:1]))
    assert made.startswith(b"%PDF-")
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", made, re.DOTALL)
    plain = b"".join(zlib.decompress(one) for one in streams if one[:1] == b"x")
    assert b"/StructTreeRoot" in plain and b"/Table" in plain


@pytest.mark.proof
@pytest.mark.skipif(not has_pango(), reason="WeasyPrint or Pango is not installed: no PDF can be made here")
@pytest.mark.parametrize("place", AREAS, ids=lambda place: place.name)
def test_the_illustrative_areas_take_at_most_eight_pages(place: Path) -> None:
    text = html(report_paper(protect(read_area(place))))
    assert len(text.encode()) < MOST
    pages = printer()(string=text).render().pages
    assert len(pages) <= 8
    assert sum(page.width > page.height for page in pages) == 1


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("x.docx", "x.docx: a report cannot be written in this form. End its name in one of .html, .xlsx, .pdf"),
        ("x", "x: a report cannot be written in this form. End its name in one of .html, .xlsx, .pdf"),
        ("no/x.html", "no: there is no such folder. Make it, or name another"),
        ("full.html", "full.html: there is something of this name already"),
        ("folder.xlsx", "folder.xlsx: there is something of this name already"),
    ],
)
def test_what_cannot_be_written_is_told_in_one_sentence(tmp_path: Path, run: Run, name: str, fault: str) -> None:
    (tmp_path / "full.html").write_text("mine")
    (tmp_path / "folder.xlsx").mkdir()
    before = sorted(tmp_path.rglob("*"))
    ran = run("report", "rural_out_of_area", "-o", tmp_path / name)
    assert (ran.code, ran.out) == (2, "")
    assert fault in ran.err.replace(f"{tmp_path}/", "") and ran.err.count("error:") == 1
    assert sorted(tmp_path.rglob("*")) == before and (tmp_path / "full.html").read_text() == "mine"


def test_without_weasyprint_a_pdf_is_refused_before_anything_is_worked_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(InputError, match=r"WeasyPrint is not installed.*pip install 'dtors-network\[pdf\]'"):
        write_report(protect(EXACT), tmp_path / "x.pdf")
    assert list(tmp_path.iterdir()) == []


def test_without_pango_it_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class Lacking:
        @staticmethod
        def find_spec(name: str, *_: object) -> None:
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Lacking, *sys.meta_path])
    with pytest.raises(InputError, match="the library Pango is not installed.*write .html and print it"):
        pdf_module.printer()


def test_the_command_registers_what_it_gives_out_and_exact_counts_never(tmp_path: Path, run: Run) -> None:
    write_area(EXACT, tmp_path / "ours")
    ran = run("report", tmp_path / "ours", "-o", tmp_path / "report.html")
    assert (ran.code, ran.err) == (0, "") and ran.out.startswith("Wrote the report of Spoken to ")
    register = (tmp_path / "ours" / "releases" / "register.csv").read_text()
    digest = digest_of(protect(read_area(tmp_path / "ours")))
    assert register.count(",report,") == 1 and register.rstrip().endswith(digest)
    assert digest in (tmp_path / "report.html").read_text(encoding="utf-8")
    assert run("report", tmp_path / "ours", "-o", tmp_path / "exact.html", "--profile", "none").code == 0
    assert (tmp_path / "ours" / "releases" / "register.csv").read_text() == register
    other = run("report", tmp_path / "ours", "-o", tmp_path / "other.html", "--profile", "nhs_digital")
    assert other.code == 2 and "Use ndtms" in other.err and not (tmp_path / "other.html").exists()


def test_the_dashboard_gives_the_same_report_whatever_its_holder_looks_at(text: str) -> None:
    app = create_app([EXACT], holder=True)
    client, library = app.server.test_client(), app.server.extensions["dtors_library"]
    library.exact = True
    got = client.get("/download/report.html?area=spoken")
    assert (got.status_code, got.text) == (200, text)
    assert got.headers["Content-Disposition"] == 'attachment; filename="spoken-report.html"'
    book = client.get("/download/report.xlsx?area=spoken")
    assert "report settle" in load_workbook(io.BytesIO(book.data)).sheetnames
    refused = client.get("/download/report.html?area=nowhere")
    assert refused.status_code == 400 and "nowhere" in refused.text


def test_the_dashboard_offers_it_where_gaps_are_shown() -> None:
    from dashboards.library import Library
    from dashboards.pages import gaps
    from dashboards.state import State

    page = str(gaps.layout(Library([EXACT]), State(area="spoken", group="currently_using")))
    assert "/download/report.html?area=spoken'" in page and "/download/report.xlsx?area=spoken'" in page

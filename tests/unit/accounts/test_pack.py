"""The pack: whatever is counted on its first two sheets stands on a screen of the same tables, word for word."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from plotly.utils import PlotlyJSONEncoder

from dashboards.library import Library
from dashboards.pages.registry import PAGES
from dashboards.state import State
from dtors_network.accounts.paper import Paper
from dtors_network.accounts.sheet import Sheet
from dtors_network.area_files.area_io import write_area
from dtors_network.area_files.digest import digest_of
from dtors_network.area_files.releases import last_given
from dtors_network.disclosure import protect
from dtors_network.examples import small_area
from dtors_network.model.area import Action, Area
from dtors_network.out.html import html
from dtors_network.out.report import write_paper
from tests.reports import report_tables
from tests.screens import followed_area

LATE = Action(finding="dead_end:everyone:clinic", action="Ask the clinic", due=date(2024, 5, 1), owner="Xanthippe")


@pytest.fixture(scope="module")
def library() -> Library:
    area = replace(followed_area(), actions=(LATE,), synthetic=True, period_end=date(2025, 3, 31))
    return Library([replace(area, period_start=date(2024, 4, 1))])


@pytest.fixture(scope="module")
def paper(library: Library) -> Paper:
    return library.pack("followed")


FRONTS = ("/", "/actions", "/gaps", "/flow", "/best")
LONGEST = 20
"""Texts that a row of a screen may have, with what it is called by in the page."""
BEHIND = (*FRONTS, "/map", "/hidden", "/partnership", "/evidence")


def text_of(library: Library, wanted: tuple[str, ...] = FRONTS) -> str:
    """Give everything that the pages say, in one line."""
    state = State(area="followed")
    shown = [page.layout(library, state) for page in PAGES if page.path in wanted]
    (service,) = (page for page in PAGES if page.path == "/service")
    for one in library.area("followed").service if wanted == BEHIND else ():
        shown.append(service.layout(library, state.but(service=one)))
    told = json.dumps(shown, cls=PlotlyJSONEncoder, ensure_ascii=False).replace('\\"', '"')
    return re.sub(r"\s+", " ", told)


def test_every_cell_with_a_number_on_the_two_sheets_stands_on_a_screen(library: Library, paper: Paper) -> None:
    screen = text_of(library)
    fronts = [sheet for part in paper.parts[:2] for sheet in part.sheets]
    cells = {cell for sheet in fronts for row in sheet.words(sheet.most) for cell in row if re.search(r"\d", cell)}
    cells |= {text for part in paper.parts[:2] for text in (part.lead, *part.sentences) if re.search(r"\d", text)}
    assert len(cells) >= 5
    published = {row.what for row in paper.accounts[0].sheet("national").items}
    own = {cell for cell in cells if cell not in published}
    assert [cell for cell in own if cell not in screen and not _is_published(paper, cell)] == []
    assert paper.facts["Data digest"] == digest_of(library.area("followed"))


def _is_published(paper: Paper, cell: str) -> bool:
    """Tell whether a cell is a national figure, which is of no area."""
    return cell in {word for row in paper.accounts[0].sheet("national").words() for word in row}


def test_every_figure_in_a_table_stands_on_a_screen_beside_what_it_is_of(library: Library, paper: Paper) -> None:
    """A bare number is on some screen by chance: it has to stand in one row with the first words of its own row."""
    screens = rows_of(library)
    wanted = [
        (sheet.name, *row)
        for part in paper.parts
        for sheet in part.sheets
        if sheet.name not in ("national", "settle")  # of no area; numbered in the order of the page
        for row in figures_of(sheet)
    ]
    assert len(wanted) > 30
    rows = {name: {row[1] for row in wanted if row[0] == name} for name, *_ in wanted}

    def stands(name: str, title: str, cells: set[str]) -> bool:
        return any(there & rows[name] == {title} and cells <= there for there in screens)

    assert [row for row in wanted if not stands(*row)] == []
    wrong = [(name, title, {re.sub(r"\d+", more, cell) for cell in cells}) for name, title, cells in wanted]
    assert [row for row in wrong if stands(*row)] == []


def more(number: re.Match[str]) -> str:
    return str(int(number[0]) + 1)


def figures_of(sheet: Sheet[Any]) -> Iterator[tuple[str, set[str]]]:
    """Give the cells of each row that say a number and nothing in words, with the first words of the row."""
    for row in sheet.words(sheet.most):
        words = [re.sub(r"^reach ", "", cell).casefold() for cell in row if re.search("[A-Za-z]{4}", cell)]
        headed = zip(sheet.heads, row, strict=True)
        cells = {cell.casefold() for head, cell in headed if is_figure(cell) and head != "No."}
        if cells and words:
            yield words[0], cells


def is_figure(cell: str) -> bool:
    return bool(re.search(r"\d", cell)) and not re.search(r"(?!about|strictly)\b[A-Za-z]{4}", cell)


def rows_of(library: Library) -> list[frozenset[str]]:
    """Give every row of every screen: the texts of each list of components that is as short as a row."""
    found: list[frozenset[str]] = []

    def texts(node: object) -> list[str]:
        if isinstance(node, dict):
            rows = (
                [json.loads(node["data-table"])] if "data-table" in node else []
            )  # sent as text, drawn in the browser
            return [text for part in (*node.values(), *rows) for text in texts(part)]
        if isinstance(node, list):
            told = [text for part in node for text in texts(part)]
            found.extend([frozenset(told)] if 1 < len(told) <= LONGEST else [])
            return told
        return [] if node is None or isinstance(node, bool) else [re.sub(r"\s+", " ", str(node)).casefold()]

    shown = [page.layout(library, State(area="followed")) for page in PAGES if page.path in BEHIND]
    texts(json.loads(json.dumps(shown, cls=PlotlyJSONEncoder)))
    return found


def test_every_sentence_with_a_number_behind_the_two_sheets_stands_on_a_screen(library: Library, paper: Paper) -> None:
    """But for how it was worked out, the rows that a finding rests on (shown when it is opened), and one tally."""
    screen, gaps = text_of(library, BEHIND), library.gaps("followed").gaps
    behind = [part for part in paper.parts[2:] if not part.title.startswith("How it was worked out")]
    cells = {cell for part in behind for sheet in part.sheets for row in sheet.words(sheet.most) for cell in row}
    cells |= {text for part in behind for text in (part.lead, *part.sentences, *part.notes)}
    told = {one for cell in cells for one in re.split(r"(?<=\.) ", re.sub(r" ?Rows: [^.]*\.", "", cell))}
    numbered = {one for one in told if re.search(r"\d", one)}
    assert len(numbered) > 80
    missing = {one for one in numbered if one not in screen and one.removesuffix(".") not in screen}
    sure = Counter(gap.finding.certainty.value for gap in gaps)
    tallies = [one for one in missing if re.match(r"\d+ findings?, ", one)]
    found = {word: int(number) for one in tallies for number, word in re.findall(r"(\d+) ([a-z-]+)", one)}
    assert all(found[word] == number for word, number in sure.items())
    assert missing - {*tallies} == set()


def test_the_printed_two_sheets_hold_what_the_account_tells(paper: Paper) -> None:
    tables = report_tables(html(paper))
    fronts = [sheet.lean() for part in paper.parts[:2] for sheet in part.sheets if sheet.items]
    for sheet, table in zip(fronts, tables, strict=False):
        rows = [list(row) for row in sheet.words(sheet.most)]
        assert rows == table[: len(rows)]
    assert all(part.alone for part in paper.parts[:2]) and len(paper.parts) > 6


def test_an_owner_stands_in_it_only_where_it_is_asked_for(paper: Paper) -> None:
    assert "Xanthippe" not in html(paper) and "Ask the clinic" in html(paper)


def test_national_lines_are_dated_and_say_what_is_in_doubt(paper: Paper) -> None:
    lines = paper.accounts[0].sheet("national").words()
    assert lines and all(re.search(r"20\d\d", row[0]) for row in lines)
    assert any("not read: by when" in row[2] for row in lines)


def test_the_last_pack_is_known_by_what_was_registered(tmp_path: Path, paper: Paper) -> None:
    area: Area = small_area()
    write_area(area, tmp_path / "ours")
    shown = protect(area)
    assert last_given(tmp_path / "ours", area, "pack") is None
    from dtors_network.area_files.releases import give_out

    give_out(tmp_path / "ours", area, shown, "report", date(2026, 1, 5))
    assert last_given(tmp_path / "ours", area, "pack") is None
    write_paper(paper, tmp_path / "p.html", lambda: give_out(tmp_path / "ours", area, shown, "pack", date(2026, 2, 5)))
    found = last_given(tmp_path / "ours", area, "pack")
    assert found is not None and found[1] == "2026-02-05" and digest_of(found[0]) == digest_of(shown)


def test_there_is_room_for_an_owner_and_a_day_beside_each_question_on_paper(paper: Paper) -> None:
    heads = re.findall(r"<th[^>]*>([^<]*)</th>", html(paper))
    assert heads.count("Owner") >= 2 and heads.count("By when") >= 2
    assert "Owner: nothing" not in html(paper)

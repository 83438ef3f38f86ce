"""The reference says every code, and is never out of date unnoticed."""

from collections import Counter
from pathlib import Path

import pytest

from dtors_network import reference
from dtors_network.accounts.codebook import codebook_account
from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.out.codebook_page import codebook_page
from dtors_network.out.own_codes import OWN_CODES
from dtors_network.out.pathways_page import pathways_page


def test_every_code_stands_on_the_page_of_the_codebook() -> None:
    codebook, page = shipped_codebook(), codebook_page(shipped_codebook())
    lists = (codebook.service_types, codebook.client_groups, codebook.barriers, codebook.outcomes)
    codes = [one.code for each in (*lists, codebook.refusal_reasons) for one in each]
    assert [code for code in codes if f"\n| `{code}` |" not in page and f" | `{code}` | " not in page] == []


def test_every_lever_stands_on_the_page_and_in_the_table_with_its_grade_source_and_figures() -> None:
    book, page = shipped_codebook(), codebook_page(shipped_codebook())
    rows = {row["code"]: row for row in codebook_account(book).nested["codes"] if row["list"] == "levers"}
    for lever in book.levers:
        assert f"`{lever.code}`: {lever.title}." in page or f"| `{lever.code}` | {lever.not_a_lever} |" in page
        for action in (*lever.actions, *lever.did_not_help):
            (line,) = {line for line in section(page, lever.code) if f"{action.does}" in line}
            row = rows[f"{lever.code}/{action.code}"]
            cells = [cell.strip() for cell in line.strip("|").split(" | ")]
            assert cells[1] == action.grade or cells[1] == f"{action.grade} [?]" and not action.confirmed
            assert row["grade"] == action.grade and row["confirmed"] == ("yes" if action.confirmed else "[?]")
            for source in action.sources:
                assert book.lever_source[source] in cells[4] and book.lever_source[source] in row["source"]
            for seen in action.seen:
                told = f"{seen.found} ({seen.country}; {seen.design}; n: {seen.n}"
                assert told in cells[2] and told in row["seen_elsewhere"]


def section(page: str, code: str) -> list[str]:
    """Give the lines of a lever's section."""
    return page.partition(f"\n`{code}`: ")[2].partition("\n### ")[0].splitlines()


def test_every_route_stands_on_the_page_of_the_pathways() -> None:
    pathways = [shipped_pathway(id_) for id_ in shipped_pathways()]
    page = pathways_page(pathways)
    assert [r.code for pathway in pathways for r in pathway.routes if f"`{r.code}`: {r.title}" not in page] == []


def test_the_table_has_one_row_a_code_and_every_column() -> None:
    book, codes = shipped_codebook(), codebook_account(shipped_codebook()).nested["codes"]
    done = [action for lever in book.levers for action in (*lever.actions, *lever.did_not_help)]
    assert len({(row["list"], row["code"]) for row in codes}) == len(codes)
    rows = Counter(row["list"] for row in codes)
    assert rows == {
        "service_types": 30, "client_groups": 6, "barriers": 28, "outcomes": 6, "refusal_reasons": 5,
        "levers": len(book.levers) + len(done), "lever_sources": len(book.lever_sources),
    }  # fmt: skip


def test_own_codes_are_shown_too(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(OWN_CODES, encoding="utf-8")
    page = codebook_page(extend_codebook(shipped_codebook(), path))
    assert "### Own codes\n\n| code |" in page
    assert "| Open access | `chill_out` | Chill-out space |" in page


def test_what_is_out_of_date_is_named_and_writing_mends_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main([], tmp_path) == 0
    (tmp_path / "codebook.md").write_text("old", encoding="utf-8")
    assert reference.main(["--check"], tmp_path) == 1
    assert capsys.readouterr().err == (
        "docs/reference/codebook.md is out of date; run python -m dtors_network.reference\n"
    )
    assert reference.main([], tmp_path) == 0
    assert reference.main(["--check"], tmp_path) == 0


def test_other_arguments_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert reference.main(["--chekc"], tmp_path) == 2
    assert capsys.readouterr().err == "Usage: python -m dtors_network.reference [--check]\n"


def test_the_pages_of_the_checkout_are_up_to_date() -> None:
    assert reference.main(["--check"]) == 0

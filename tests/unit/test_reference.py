"""The reference says every code, and is never out of date unnoticed."""

from pathlib import Path

import pytest

from dtors_network import reference
from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.area_files.pathway_yaml import shipped_pathway, shipped_pathways
from dtors_network.report.codebook_text import COLUMNS, OWN_CODES, codebook_page, codebook_table
from dtors_network.report.pathway_text import pathways_page


def test_every_code_stands_on_the_page_of_the_codebook() -> None:
    codebook, page = shipped_codebook(), codebook_page(shipped_codebook())
    lists = (codebook.service_types, codebook.client_groups, codebook.barriers, codebook.outcomes)
    codes = [one.code for each in (*lists, codebook.refusal_reasons) for one in each]
    assert [code for code in codes if f"\n| `{code}` |" not in page and f" | `{code}` | " not in page] == []


def test_every_route_stands_on_the_page_of_the_pathways() -> None:
    pathways = [shipped_pathway(id_) for id_ in shipped_pathways()]
    page = pathways_page(pathways)
    assert [r.code for pathway in pathways for r in pathway.routes if f"`{r.code}`: {r.title}" not in page] == []


def test_the_table_has_one_row_a_code_and_every_column() -> None:
    table = codebook_table(shipped_codebook())
    assert len({(row["list"], row["code"]) for row in table.rows}) == len(table.rows) == 30 + 6 + 28 + 6 + 5
    assert {tuple(row) for row in table.rows} == {COLUMNS}


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

"""Write `data/geography/` out of the public lists of authorities: the facts that the product needs, and no more.

Run by hand where the lists are at hand: python -m scripts.geography FOLDER, with `uk_local_authorities_future.csv`
(mySociety, CC BY 4.0) and `sn_may_2025.xlsx` (Department for Education, OGL v3) in the folder.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from itertools import takewhile
from pathlib import Path

from dtors_network.area_files.csv_tables import csv_text

GEOGRAPHY = Path(__file__).resolve().parents[1] / "data" / "geography"
AUTHORITIES = "uk_local_authorities_future.csv"
NEIGHBOURS = "sn_may_2025.xlsx"

UPPER_TIER = ("E06", "E08", "E09", "E10")
CHANGED_IN_2026 = {"E08000016": "E08000038", "E08000019": "E08000039"}
"""Barnsley and Sheffield have other codes from April 2026; the list still has the old ones."""
CHANGED_ON = "2026-04-01"
REPORTS_WITH = {"E06000053": "E06000052"}
"""The Isles of Scilly are counted with Cornwall in figures on treatment."""
FORMER = "Old SNs:"
"""Below this line stand authorities that are no more."""
CODE_CHANGES = ("former_code", "code", "changed_on")


def authorities(folder: Path) -> list[list[str]]:
    """List the current upper-tier authorities of England."""
    rows = [["code", "name", "region", "also_known_as", "reports_with"]]
    found = [one for one in _listed(folder) if one["current-authority"] == "True"]
    for one in sorted(found, key=lambda one: one["nice-name"]):
        code = CHANGED_IN_2026.get(one["gss-code"], one["gss-code"])
        rows.append([code, one["nice-name"], one["region"], _other_names(one), REPORTS_WITH.get(code, "")])
    return rows


def code_changes(folder: Path) -> list[list[str]]:
    """List the codes that upper-tier authorities had before, with the codes that took their place."""
    listed = list(_listed(folder))
    code_of = {one["local-authority-code"]: one["gss-code"] for one in listed}
    rows = [[old, new, CHANGED_ON] for old, new in CHANGED_IN_2026.items()]
    for one in listed:
        if one["end-date"]:
            after = [code_of[name] for name in one["replaced-by"].split(",") if name in code_of]
            rows += [[one["gss-code"], code, one["end-date"]] for code in after if code != one["gss-code"]]
    return [list(CODE_CHANGES), *sorted(rows)]


def neighbours(folder: Path) -> list[list[str]]:
    """List each authority's statistical neighbours, nearest first."""
    from openpyxl import load_workbook

    names = {_plain(name): row[0] for row in authorities(folder)[1:] for name in (row[1], *row[3].split(";"))}
    book = load_workbook(folder / NEIGHBOURS, read_only=True)
    lines = list(takewhile(lambda row: row[1] != FORMER, book.worksheets[0].iter_rows(values_only=True)))
    book.close()
    lines = [line for line in lines if isinstance(line[0], int) and isinstance(line[1], str)]
    code_of = {line[0]: names[_plain(line[1])] for line in lines}
    rows = [["code", "neighbour", "rank", "closeness"]]
    for line in sorted(lines, key=lambda line: code_of[line[0]]):
        pairs = list(zip(line[5:25:2], line[6:25:2], strict=True))
        rows += [
            [code_of[line[0]], code_of[near], str(rank), str(close).lower()]
            for rank, (near, close) in enumerate(pairs, start=1)
            if near in code_of
        ]
    return rows


def main(folder: Path) -> None:
    """Write every file."""
    GEOGRAPHY.mkdir(exist_ok=True)
    for name, made in (("authorities", authorities), ("code_changes", code_changes), ("neighbours", neighbours)):
        (GEOGRAPHY / f"{name}.csv").write_text(csv_text(made(folder)), encoding="utf-8")


def _listed(folder: Path) -> Iterator[dict[str, str]]:
    with (folder / AUTHORITIES).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    yield from (row for row in rows if row["nation"] == "England" and row["gss-code"].startswith(UPPER_TIER))


def _other_names(one: dict[str, str]) -> str:
    """Keep what says something else than the name, whatever its case."""
    official = [one["official-name"], *one["alt-names"].split(",")]
    seen = {one["nice-name"].casefold(), ""}
    kept = []
    for name in (name.strip() for name in official):
        if name.casefold() not in seen:
            seen.add(name.casefold())
            kept.append(name)
    return ";".join(kept)


def _plain(name: str) -> str:
    """Take off what one list writes and another does not."""
    plain = name.strip().casefold()
    for ending in (", city of", " council", " borough"):
        plain = plain.removesuffix(ending)
    return plain


if __name__ == "__main__":
    main(Path(sys.argv[1]))

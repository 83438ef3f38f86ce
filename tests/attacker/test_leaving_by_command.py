"""Same blocks, same output, of what commands write one after the other, and of what they say when they refuse.

Two areas that differ within their blocks, and in whatever never leaves, go through a year of the same commands: a round
is opened and read again, a pack is given out twice with its minutes in between, days go into a calendar, two periods
are compared, and what cannot be done is refused.
"""

from __future__ import annotations

import re
from contextlib import chdir
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
import typer.main
from openpyxl import load_workbook

from dtors_network.area_files.area_io import write_area
from dtors_network.cli import whole_app
from dtors_network.model.area import Area
from dtors_network.model.vocabulary import Profile
from tests.command import ran

from .alike import alike, disguised
from .leaving import HOLDERS, of_folder
from .test_leaving import joined_area

YEAR = """
ask area --write forms --round r1 --closes 2099-02-02
ask area --write again --round r1 --everyone
rounds area
rounds area --format json
rounds area --notice
overview area --on 2026-02-03
pack area -o before.xlsx --on 2026-02-03
minutes area filled.xlsx --on 2026-02-04 --dry-run
minutes area filled.xlsx --on 2026-02-04
pack area -o after.html --on 2026-05-03 --headings
overview area --on 2026-05-03 --format json
overview area --before earlier --on 2026-05-03
pack area -o period.html --before earlier --on 2026-05-03
actions area --calendar days.ics --on 2026-02-05
actions area --on 2026-05-03 --format csv
compare area rural_out_of_area --format csv
compare area --before earlier --format json
gaps area --against earlier --format csv
service area s1 -o one.html --on 2026-02-03
service area s1 --sends s2=present --accepts currently_using=no
convert area copy
convert area copy.xlsx
disclose area -o set
disclose area -o second
anonymise area -o letters --key key.csv
""".strip().splitlines()
"""What is done with each, in this order."""

REFUSED = """
gaps nowhere
gaps area --group nobody
gaps area --rule nothing
flow area --group criminal_justice
flow area --from nobody
flow area --group mental_health_need
what-if area --relieve no_capacity@nobody
what-if area --relieve nothing
what-if area --add s0:s1
what-if area --places s1=100000
what-if area --merge-services s1+s1
target area --reach 100
target area --reach 0
routes area s1 --to wider_support
service area nobody
ask area --service nobody
ask area --write forms --round r1
pack area -o before.xlsx
report area -o report.txt
actions area --on yesterday
minutes area area/area.yaml
rounds area --round r9
replies area area/area.yaml
compare area area
compare area
evidence area --sheet nothing
disclose area --profile nhs_digital
disclose copy --profile nhs_digital
convert copy area2 --profile none
overview area --before nowhere
""".strip().splitlines()
"""What is refused, or nearly: it says why in words that no hidden count may choose."""

DRAWN_ANEW = ("letters", "anonymise", "key.csv")
"""Letters are drawn anew each time: the tests of the command read what is written there."""


def year(area: Area, earlier: Area, place: Path) -> dict[str, str]:
    """Give all that is printed and written by each command, by its words and the name of the file."""
    place.mkdir(parents=True)
    found = {}
    with chdir(place):
        for folder, one in (("area", area), ("earlier", earlier)):
            write_area(one, Path(folder))
        for words in (*YEAR, *REFUSED):
            if "filled.xlsx" in words:
                fill_in(Path("before.xlsx"), Path("filled.xlsx"))
            done = ran(*words.split())
            found[words] = f"{done.returncode}\n{done.stdout}\n{done.stderr}"
        for path in sorted(Path().iterdir()):
            if path.name not in ("area", "earlier", *DRAWN_ANEW):
                found |= {name: raw.decode("utf-8", "replace") for name, raw in of_folder(path)}
    return {name: MADE_ON.sub("", text) for name, text in found.items() if not name.startswith(DRAWN_ANEW)}


def fill_in(pack: Path, filled: Path) -> None:
    """Agree an action on every finding, with a change that is weighed; answer the first question."""
    book = load_workbook(pack)
    sheet = book["minutes"]
    at = {cell.value: number for number, cell in enumerate(sheet[1], start=1)}
    for row in range(2, sheet.max_row + 1):
        told = AGREED.get(str(sheet.cell(row, 1).value), {})
        for name, value in told.items():
            sheet.cell(row, at[name]).value = value
    book.save(filled)


AGREED = {
    "finding": {"action": "Agree a form", "owner": "chair", "due": "2026-09-01", "change": "relieve:no_capacity"},
    "question": {"answer": "yes", "answered_by": "the manager", "answered_on": "2026-02-04"},
}
MADE_ON = re.compile(r"\d\d:\d\d(:\d\d)?")
"""The time of day of a version that was kept."""


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, str]]:
    area, earlier = (
        replace(joined_area(seed), id="joined", period_start=date(of, 4, 1), period_end=date(of + 1, 3, 31))
        for seed, of in ((1, 2025), (2, 2024))
    )
    others = disguised(alike(area, 2)[1], "otherwise", 4), disguised(alike(earlier, 2)[1], "otherwise", 5)
    assert {*others[0].referrals} != {*area.referrals}
    folder = tmp_path_factory.mktemp("years")
    return [year(*both, folder / str(at)) for at, both in enumerate(((area, earlier), others))]


def test_a_year_of_commands_says_and_writes_the_same(years: list[dict[str, str]]) -> None:
    one, other = years
    assert [name for name in {**one, **other} if one.get(name) != other.get(name)] == []


def test_the_year_happens(years: list[dict[str, str]]) -> None:
    """What is compared is there: every command did its work, and what is to be refused is refused."""
    for words in YEAR:
        assert DRAWN_ANEW[1] in words or years[0][words].startswith("0\n"), years[0][words]
    refused = [words for words in REFUSED if years[0][words].startswith("2\n")]
    assert len(refused) > 20, [words for words in REFUSED if words not in refused]
    for start in ("forms/", "again/", "before.xlsx/", "after.html", "days.ics", "one.html", "copy/", "set/", "second/"):
        assert any(name.startswith(start) for name in years[0]), start


def test_a_command_that_read_exact_counts_would_be_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    area = joined_area(1)
    monkeypatch.setattr("dtors_network.disclosure.protected", lambda exact, *_, **__: exact_as_if(exact))
    said = []
    for at, one in enumerate((area, alike(area, 2)[1])):
        write_area(one, tmp_path / str(at) / "area")
        with chdir(tmp_path / str(at)):
            said.append([ran(*words.split()).stdout for words in ("overview area --format json", "flow area")])
    assert all(one != other for one, other in zip(*said, strict=True))


def exact_as_if(area: Area) -> Area:
    return replace(area, profile=Profile.NDTMS)


def test_no_command_is_without_a_verdict() -> None:
    """Each is run for both areas, here or with everything that leaves, or is the holder's own for a reason."""
    own = {
        "new": "writes headers",
        "start": "no counts are given to it",
        "check": "names the holder's own cells",
        "versions": "lists the holder's own saves",
        "count": "counts the holder's own records",
        "links": "the same",
        "import": "reads files into the holder's own area",
        "dashboard": "its pages are walked through",
        "codebook": "holds no area",
        "synthetic-records": "invents",
    }
    here = {words.split()[0] for words in (*YEAR, *REFUSED)}
    commands = {*typer.main.get_command(whole_app()).commands}  # type: ignore[attr-defined]
    assert commands - here - {*own} <= commands - HOLDERS
    assert {*own} <= HOLDERS

"""The command line: help, exit codes, the whole sentence of every error, what is printed and where."""

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
import typer.main
from rich.cells import cell_len

from dtors_network import cli
from dtors_network.accounts.ask import COLUMNS as QUESTION_COLUMNS
from dtors_network.accounts.gap_sheets import GAPS as GAP_COLUMNS
from dtors_network.cli import commands
from dtors_network.gaps import RULES

ROOT = Path(__file__).resolve().parents[2]
STAMPED = ("area", "period_start", "period_end", "profile")
AREAS = sorted(path.parent.name for path in (ROOT / "data" / "areas").glob("*/area.yaml"))
COMMANDS = typer.main.get_command(cli.whole_app()).commands  # type: ignore[attr-defined]
GROUPS = "everyone, currently_using, leaving_prison, criminal_justice, mental_health_need, housing_need"


class Ran(NamedTuple):
    """What a command gave back."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run the command line in this process, in a terminal of 80 columns."""

    def ran(*words: object) -> Ran:
        monkeypatch.setenv("COLUMNS", "80")
        monkeypatch.setattr("sys.argv", ["dtors-network", *map(str, words)])
        with pytest.raises(SystemExit) as stopped:
            cli.main()
        return Ran(int(stopped.value.code or 0), *capsys.readouterr())

    return ran


@pytest.fixture
def area(tmp_path: Path) -> Path:
    """A small area on disk with one link in doubt and one dead end."""
    (tmp_path / "area.yaml").write_text(
        "id: small\nname: Small [red]Valley\nreference_pathway: partnership_2022\nservices_complete: true\n",
        encoding="utf-8",
    )
    (tmp_path / "services.csv").write_text(
        "service,organisation,service_type,lists_all_sent_to\n"
        "gp,hill,gp,yes\nclinic,river,specialist_prescribing,yes\nnext,onward,aftercare,\n",
        encoding="utf-8",
    )
    (tmp_path / "statements.csv").write_text(
        "source,target,end,says\ngp,clinic,sender,present\ngp,clinic,receiver,present\nclinic,next,sender,weak\n",
        encoding="utf-8",
    )
    return tmp_path


# ---- help and documentation --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_does(run: Run, name: str) -> None:
    ran = run(name, "--help")
    assert (ran.code, ran.err) == (0, "")
    assert COMMANDS[name].help
    assert " ".join(COMMANDS[name].help.split()) in " ".join(ran.out.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_and_option_says_what_it_is(name: str) -> None:
    assert [one.name for one in COMMANDS[name].params if not getattr(one, "help", None)] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"dtors-network {name} " in (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_help_names_every_command(run: Run) -> None:
    ran = run("--help")
    assert ran.code == 0
    assert all(name in ran.out for name in COMMANDS)


# ---- errors ------------------------------------------------------------------------------------------------------

SERVICES = [
    line.split(",")[0]
    for line in (ROOT / "data" / "areas" / "well_joined" / "services.csv").read_text(encoding="utf-8-sig").splitlines()
][1:]
KNOWN_AREAS = ", ".join(AREAS)
ERRORS = {
    "a service to set out from with a slip": (
        ("flow", "well_joined", "--from", "hubb"),
        f"unknown service (found 'hubb'). Did you mean 'hub'? Known: {', '.join(SERVICES)}",
    ),
    "a service beside the way through treatment": (
        ("flow", "well_joined", "--from", "housing"),
        "there is no such service on the way through treatment (found 'housing'). Services on the way through "
        "treatment: aftercare, cj_team, court, custody, day_programme, detox, gp, hospital, hub, mutual_aid, outreach, "
        "pharmacy_exchange, prescribing, prison, psychosocial, recovery_support, residential_rehab, self, shared_care, "
        "social_care",
    ),
    "an area that is not there": (
        ("gaps", "nowhere-at-all"),
        "nowhere-at-all: there is no such folder or workbook. Check the path for a slip, or name an illustrative "
        f"area. Known: {KNOWN_AREAS}",
    ),
    "the name of an area with a slip": (
        ("check", "well_joind"),
        "well_joind: there is no such folder or workbook. Check the path for a slip, or name an illustrative "
        f"area. Did you mean 'well_joined'? Known: {KNOWN_AREAS}",
    ),
    "a client group with a slip": (
        ("gaps", "well_joined", "--group", "currently_usin"),
        f"unknown client group (found 'currently_usin'). Did you mean 'currently_using'? Known: {GROUPS}",
    ),
    "a client group like no other": (
        ("ask", "well_joined", "--group", "xyz"),
        f"unknown client group (found 'xyz'). Known: {GROUPS}",
    ),
    "a gap rule with a slip": (
        ("gaps", "well_joined", "--rule", "deadend"),
        f"unknown gap rule (found 'deadend'). Did you mean 'dead_end'? Known: {', '.join(RULES)}",
    ),
    "a file that is no area": (
        ("gaps", str(ROOT / "README.md")),
        f"{ROOT / 'README.md'}: this is neither a folder nor a workbook. "
        "Name the folder that holds area.yaml, or an .xlsx workbook",
    ),
    "a file of codes that is not there": (
        ("gaps", "well_joined", "--codebook", "codes.yaml"),
        "codes.yaml: there is no such file. Check the path for a slip",
    ),
    "a reference pathway that is not there": (
        ("gaps", "well_joined", "--pathway", "routes.yaml"),
        "routes.yaml: there is no such file. Check the path for a slip",
    ),
}


@pytest.mark.parametrize(("words", "sentence"), ERRORS.values(), ids=ERRORS)
def test_bad_input_is_one_sentence_and_exit_code_2(run: Run, words: tuple[str, ...], sentence: str) -> None:
    assert run(*words) == Ran(2, "", f"error: {sentence}\n")


def test_an_unknown_service_lists_those_of_the_area(run: Run, area: Path) -> None:
    assert run("ask", area, "--service", "clinc") == Ran(
        2,
        "",
        "error: unknown service (found 'clinc'). Did you mean 'clinic'? Known: gp, clinic, next\n",
    )


def test_every_fault_is_told_on_a_line_of_its_own(run: Run, area: Path) -> None:
    services = (area / "services.csv").read_text(encoding="utf-8")
    (area / "services.csv").write_text(services.replace("aftercare", "aftercre"), encoding="utf-8")
    (area / "statements.csv").write_text("source,target,end,says\ngp,clnic,sender,yes\n", encoding="utf-8")
    ran = run("check", area)
    assert (ran.code, ran.out) == (2, "")
    lines = ran.err.splitlines()
    assert sorted(line.split(": ")[1] for line in lines) == [
        "services.csv, row 4, column service_type",
        "statements.csv, row 2, column says",
        "statements.csv, row 2, column target",
    ]
    assert all(line.startswith("error: ") for line in lines)


@pytest.mark.parametrize(
    "words", [("gaps",), ("nonsense",), ("gaps", "well_joined", "--format", "xml"), ("gaps", "well_joined", "--grop")]
)
def test_a_wrong_use_is_exit_code_2(run: Run, words: tuple[str, ...]) -> None:
    ran = run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: " in ran.err and "Traceback" not in ran.err


def test_a_bug_keeps_its_traceback_and_is_exit_code_1() -> None:
    broken = (
        "import sys, dtors_network.gaps as gaps; gaps.find_gaps = lambda *_: 1 / 0; "
        "from dtors_network import cli; sys.argv = ['dtors-network', 'gaps', 'well_joined']; cli.main()"
    )
    done = subprocess.run([sys.executable, "-c", broken], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert done.stderr.splitlines()[0] == "Traceback (most recent call last):"
    assert done.stderr.splitlines()[-1] == "ZeroDivisionError: division by zero"


# ---- what is printed ---------------------------------------------------------------------------------------------


def test_gaps_in_words(run: Run, area: Path) -> None:
    ran = run("gaps", area, "--rule", "no_aftercare_route")
    assert (ran.code, ran.err) == (0, "")
    assert [line.rstrip() for line in ran.out.splitlines()] == [
        "Small [red]Valley",
        "Period not given. Against: Combating Drugs Partnerships and the Commissioning",
        "Quality Standard (2022).",
        "A view of links between services, not of anybody's performance.",
        "",
        "No gap is certain. 1 finding depends on questions that nobody has answered yet.",
        "",
        "Sensitive: it depends on the questions named.",
        "",
        "  1. ◧ sensitive · No way to aftercare",
        "     From gp (hill), no confirmed way leads people on to aftercare or recovery",
        "     support.",
        "     Required by the reference · Nobody counted the people affected.",
        "     Said by one or two people at clinic (river): yes, but weakly. next (onward)",
        "     was not asked.",
        "     One question settles it: Does clinic (river) refer people to next (onward),",
        "     and are they taken? Ask next (onward) and clinic (river). Yes would remove",
        "     this finding; no would make it certain.",
        "",
        "As tables, with --format csv --sheet NAME or --format json: gaps (1), roots (1),",
        "evidence (2), reports (0), questions (1).",
        "",
        "Not assessed, because nothing was said or counted of them: people currently",
        "using, people leaving prison, people in contact with the criminal justice",
        "system, people with a mental health need and people with a housing need. That is",
        "not the same as no gap.",
        "Counts of people stand in blocks (0, 1–5, 6–10, 11–15 and so on), some of them",
        "wider.",
    ]


def test_what_partnerships_do_about_each_reported_barrier_is_said_once_below_the_gaps(run: Run, area: Path) -> None:
    (area / "barriers.csv").write_text(
        "report,code,side,source,target,service,reporter_role,reply\n"
        "1,referral.funding_fear,sender,clinic,next,,provider,disagrees\n"
        "2,referral.funding_fear,sender,gp,clinic,,provider,not_asked\n"
        "3,engagement.trust,,,,clinic,provider,not_asked\n4,own.cold,,,,clinic,provider,not_asked\n",
        encoding="utf-8",
    )
    (area / "codebook.yaml").write_text(
        "barriers: {own.cold: {title: Cold rooms}}\nlevers: {own.cold: {title: heat them, also: [places]}}\n",
        encoding="utf-8",
    )
    told = " ".join(run("gaps", area).out.split())
    _, _, below = told.partition("What partnerships do about what was reported (dtors-network codebook): ")
    assert below.startswith(
        "1. referral.funding_fear: share outcomes between providers, and do not pay for one's own completions. "
        "2. own.cold: heat them. As tables"
    )
    assert below.count("referral.funding_fear") == 1 and "engagement.trust:" not in below


def test_gaps_as_csv(run: Run, area: Path) -> None:
    ran = run("gaps", area, "--format", "csv", "--profile", "none")
    rows = list(csv.DictReader(io.StringIO(ran.out, newline="")))
    assert list(rows[0]) == [*(key for column in GAP_COLUMNS for key in column.keys), *STAMPED]
    assert {row["profile"] for row in rows} == {"none"}
    assert ran.code == 0 and len(rows) > 3
    assert "\r\n" in ran.out and "\r\r\n" not in ran.out


def test_gaps_as_json(run: Run, area: Path) -> None:
    ran = run("gaps", area, "--format", "json", "--group", "everyone", "--rule", "dead_end")
    document = json.loads(ran.out)
    assert (document["area"], document["profile"]) == ("small", "ndtms")
    assert [gap["gap"] for gap in document["gaps"]] == ["dead_end:everyone:clinic"]
    (evidence,) = [row for row in document["gaps"][0]["evidence"] if row["table"] == "statements"]
    assert evidence == {"table": "statements", "row": 2, "file": "statements"}


def test_questions_in_words(run: Run, area: Path) -> None:
    ran = run("ask", area, "--service", "next", "--group", "everyone")
    assert (ran.code, ran.err) == (0, "")
    assert [line.rstrip() for line in ran.out.splitlines()][5:9] == [
        "One question would settle what is open: it moves 3 findings.",
        "",
        "  1. Does clinic (river) refer people to next (onward), and are they taken?",
        "     Ask: next (onward) and clinic (river)",
    ]
    told = " ".join(ran.out.split())
    assert "Yes helps to remove, no to make certain 3 findings: From gp (hill), no confirmed way leads" in told


def test_findings_that_an_answer_helps_with_are_counted_beside_the_first(run: Run, area: Path) -> None:
    told = " ".join(run("ask", area).out.split())
    for more, words in re.findall(r"elps to [a-z, ]+ (\d+) findings: [^;]*; and (\d+ others?)\.", told):
        assert words == ("1 other" if more == "2" else f"{int(more) - 1} others")
    assert "Yes helps to remove, no to make certain 3 findings" in told and "; and 2 others." in told


def test_nothing_to_ask_is_said(run: Run, area: Path) -> None:
    told = run("ask", area, "--service", "gp").out
    assert told.count("There is nothing to ask: no finding depends on an answer.") == 1
    assert told.endswith("Counts of people stand in blocks (0, 1–5, 6–10, 11–15 and so on), some of them\nwider.\n")


def test_questions_as_csv_and_as_json(run: Run, area: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("ask", area, "--format", "csv").out, newline="")))
    document = json.loads(run("ask", area, "--format", "json").out)
    assert list(rows[0]) == [*(key for column in QUESTION_COLUMNS for key in column.keys), *STAMPED]
    assert [row["text"] for row in rows] == [row["text"] for row in document["questions"]]
    assert (document["area"], document["profile"]) == ("small", "ndtms")


def test_what_an_area_holds(run: Run, area: Path) -> None:
    ran = run("check", area)
    assert (ran.code, ran.err) == (0, "")
    assert "Small [red]Valley: no faults" in ran.out
    rows = {cells[0]: cells[1:] for line in ran.out.splitlines() if len(cells := line.strip("│ ").split("│")) == 3}
    held = {name.strip(): [cell.strip() for cell in cells] for name, cells in rows.items()}
    assert (held["services"], held["arrivals"]) == (["3", "yes"], ["", "no"])
    assert "Links spoken of or on record: 1 confirmed, 1 weak.\nSaid to be so: every service is listed.\n" in ran.out
    assert ran.out.endswith("For the holder of the data, not for sharing: this is told from exact tables.\n")
    told = json.loads(run("check", area, "--format", "json").out)["sheets"]
    assert told["states"][0] == {"state": "confirmed", "words": "confirmed", "links": 1}
    assert (
        run("check", area, "--format", "csv", "--sheet", "complete").out.splitlines()[1].startswith("every service is")
    )


def test_what_is_odd_and_no_fault_is_a_warning(run: Run, area: Path) -> None:
    (area / "area.yaml").write_text(
        "id: small\nname: Small\nreference_pathway: partnership_2022\n"
        "period_start: 2025-04-01\nperiod_end: 2026-03-31\n",
        encoding="utf-8",
    )
    (area / "statements.csv").write_text(
        "source,target,end,says,said_on\ngp,clinic,sender,present,2019-01-31\n", encoding="utf-8"
    )
    ran = run("check", area)
    assert ran.code == 0
    assert ran.err.startswith("warning: statements.csv, row 2")
    assert ran.err.count("\n") == 1


def test_codes_in_words_as_csv_and_as_json(run: Run) -> None:
    rows = list(csv.DictReader(io.StringIO(run("codebook", "--format", "csv").out, newline="")))
    document = json.loads(run("codebook", "--format", "json").out)
    assert [row["code"] for row in rows] == [row["code"] for row in document["codes"]]
    assert document["codebook"] and document["reference"] == document["codebook"]
    assert not {"area", "profile"} & set(rows[0]), "it is of no area and counts nobody"
    assert all(f"`{row['code']}`" in run("codebook").out for row in rows[:3])


@pytest.mark.parametrize("name", AREAS)
@pytest.mark.parametrize("command", ["gaps", "ask", "check", "flow", "best-changes", "stress"])
def test_pages_of_the_illustrative_areas_keep_to_80_columns(run: Run, command: str, name: str) -> None:
    ran = run(command, name)
    assert ran.code == 0
    assert [line for line in ran.out.splitlines() if cell_len(line) > 80] == []


def test_a_terminal_without_a_letter_shows_a_question_mark() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "dtors_network", "gaps", "mental_health_exclusion"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "cp1252", "COLUMNS": "80"},
        capture_output=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert b"  1. ? certain " in done.stdout


# ---- a new area --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ours", "ours.xlsx"])
def test_a_new_area_is_written_and_says_what_is_still_to_be_filled_in(run: Run, tmp_path: Path, name: str) -> None:
    made = run("new", tmp_path / name)
    assert made == Ran(
        0,
        f"Wrote an empty area to {tmp_path / name}. Fill in area, services and statements first, then:\n"
        f"dtors-network check {tmp_path / name}\n",
        "",
    )
    checked = run("check", tmp_path / name)
    assert (checked.code, checked.out) == (2, "")
    assert all(line.startswith("error: ") for line in checked.err.splitlines())


def test_a_new_area_that_is_filled_in_has_gaps(run: Run, area: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    ours = tmp_path_factory.mktemp("filled") / "ours"
    assert run("new", ours).code == 0
    for table in ("services.csv", "statements.csv"):
        header, *_ = (ours / table).read_text(encoding="utf-8-sig").splitlines()
        rows = list(csv.DictReader(io.StringIO((area / table).read_text(encoding="utf-8"))))
        out = io.StringIO()
        writer = csv.DictWriter(out, header.split(","))
        writer.writeheader()
        writer.writerows(rows)
        (ours / table).write_text(out.getvalue(), encoding="utf-8")
    (ours / "area.yaml").write_text((area / "area.yaml").read_text(encoding="utf-8"), encoding="utf-8")
    assert run("check", ours).code == 0
    found = json.loads(run("gaps", ours, "--format", "json").out)
    assert found["gaps"] == json.loads(run("gaps", area, "--format", "json").out)["gaps"]


def test_nothing_is_overwritten(run: Run, area: Path) -> None:
    assert run("new", area) == Ran(
        2,
        "",
        f"error: {area}: this folder is not empty. Name a place that is new or empty; nothing is overwritten\n",
    )


def test_the_help_lists_every_command_whole_under_what_it_is_for(run: Run) -> None:
    told = run("--help").out
    headings = [line.rstrip(":") for line in told.splitlines() if line.endswith(":") and not line.startswith(" ")]
    assert headings == ["Options", *commands.GROUPS]
    listed = re.findall(r"^  ([a-z][a-z-]+)  ", told, re.MULTILINE)
    assert listed == list(commands.MODULES)
    assert "..." not in told.partition("Options:")[2]

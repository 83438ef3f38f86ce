"""An anonymised copy is attacked: no name, id, code of a place, address or word of anybody is anywhere in it."""

import csv
import re
import stat
from dataclasses import fields, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dtors_network import cli
from dtors_network.area_files.anonymous_key import key_file
from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.disclosure import protect
from dtors_network.disclosure.anonymous import anonymous
from dtors_network.errors import InputError
from dtors_network.gaps import find_gaps
from dtors_network.model.area import AcceptanceVoice, Action, Answer, Area, Contact, Organisation, Row, Statement
from dtors_network.model.codebook import Term
from dtors_network.model.vocabulary import Accepts, QuestionKind, YesNo
from tests.screens import followed_area, spoken_area

SECRET = re.compile(r"zq\w*", re.IGNORECASE)
"""Every word of the area below that somebody typed starts so, and no word of ours does."""


def telling_area() -> Area:
    """An area in which every cell of text, id and unknown column says something that nobody else may read."""
    area, followed = spoken_area(), followed_area()
    counted = {
        name: getattr(followed, name) for name in ("services", "arrivals", "referrals", "refusals", "departures")
    }
    area = replace(area, **counted, statements=())
    ids = {row.service: f"zq_{row.service}" for row in area.services}
    ids |= {row.service: f"zq_{row.service}" for row in spoken_area().services}
    url = (("website", "https://zqtown.example/zqpath"),)
    tables: dict[str, Any] = {}
    for name in ("arrivals", "referrals", "refusals", "departures", "barriers"):
        rows: tuple[Row, ...] = getattr(area, name)
        tables[name] = tuple(replace(row, extra=url, **ends(row, ids)) for row in rows)
    services = tuple(
        replace(row, service=ids[row.service], name=f"Zq {row.service} at Zqtown", organisation="zq_trust", extra=url)
        for row in spoken_area().services
    )
    told = {"by": "Zq Jones", "on": date(2022, 5, 5)}
    first, second = services[0].service, services[1].service
    return replace(
        area,
        **tables,
        id="zq_area",
        name="Zqshire",
        gss_code="ZQ0000001",
        region="Zq West",
        note="Zq note",
        counts_note="Zq counts",
        extra=(("contact", "zq@zqtown.example"),),
        services=services,
        organisations=(
            Organisation(organisation="zq_trust", name="Zq Trust", commissioned_by="Zq Council", extra=url,
                         contract_end=date(2031, 7, 9)),
        ),
        statements=tuple(
            Statement(source=first, target=second, end=row.end, says=row.says, reporter=f"Zq{at}", note="Zq said so",
                      extra=url, reporter_role=row.reporter_role, said_on=date(2022, 6, 7))
            for at, row in enumerate(spoken_area().statements)
        ),
        answers=(Answer(source=first, target=second, question=QuestionKind.LINK, answer=YesNo.YES, extra=url, **told),),
        actions=(Action(finding=f"x:{first}", action="Zq do", owner="Zq Smith", result="Zq done", extra=url),),
        contacts=(Contact(service=first, desk="Zq desk", telephone="01632 960001", email="zq@zqtown.example"),),
        acceptance_voices=(
            AcceptanceVoice(service=first, client_group="currently_using", says=Accepts.NO, reporter="Zq9", note="Zq"),
        ),
        tables=frozenset({*area.tables, *counted, "answers", "actions", "contacts"}) - {"services"},
    )  # fmt: skip


def ends(row: Row, ids: dict[str, str]) -> dict[str, str]:
    named = ("source", "target", "service")
    return {name: ids[getattr(row, name)] for name in named if getattr(row, name, "")}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    write_area(telling_area(), tmp_path / "ours")
    return tmp_path / "ours"


def run(monkeypatch: pytest.MonkeyPatch, *words: object) -> int:
    monkeypatch.setattr("sys.argv", ["dtors-network", *map(str, words)])
    with pytest.raises(SystemExit) as stopped:
        cli.main()
    return int(stopped.value.code or 0)


def everything(folder: Path) -> str:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return "\n".join(f"{path.relative_to(folder)}\n{path.read_text('utf-8')}" for path in files)


def test_no_word_of_the_area_is_anywhere_in_the_copy(
    monkeypatch: pytest.MonkeyPatch, place: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(SECRET.findall(everything(place))) > 100
    assert run(monkeypatch, "anonymise", place, "-o", place.parent / "copy") == 0
    text = everything(place.parent / "copy")
    assert SECRET.findall(text) == []
    for telling in ("http", "@", "example", "2031-07-09", "2022-06-07", "2022-05-05", "R-Jones", "Interview", "960001"):
        assert telling not in text
    assert "never give it out with the copy" in capsys.readouterr().out


def test_the_key_stays_with_the_holder_and_leads_back(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    run(monkeypatch, "anonymise", place, "-o", place.parent / "copy")
    kept = key_file(place)
    with kept.open(encoding="utf-8-sig", newline="") as file:
        key = list(csv.DictReader(file))
    names = {row.service: row.name for row in telling_area().services}
    assert {row["id"]: row["name"] for row in key if row["kind"] == "service"} == names
    copied = {row.service for row in read_area(place.parent / "copy").services}
    assert {row["anonymous"].casefold().replace(" ", "_") for row in key if row["kind"] == "service"} == copied
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert not any("key" in path.name for path in (place.parent / "copy").rglob("*"))
    assert run(monkeypatch, "anonymise", place, "-o", place.parent / "again") == 0
    assert everything(place.parent / "again") == everything(place.parent / "copy")  # the same letters


def test_the_copy_says_the_same_of_links_and_counts(place: Path) -> None:
    shown = protect(read_area(place))
    copy = anonymous(shown).area
    assert sorted(gap.finding.rule for gap in find_gaps(copy).gaps) == sorted(
        gap.finding.rule for gap in find_gaps(shown).gaps
    )
    for table in ("referrals", "arrivals", "departures", "refusals"):
        numbers = [name for name in (field.name for field in fields(getattr(shown, table)[0])) if name not in
                   ("source", "target", "service", "origin", "extra")]  # fmt: skip
        assert sorted(str([getattr(row, one) for one in numbers]) for row in getattr(copy, table)) == sorted(
            str([getattr(row, one) for one in numbers]) for row in getattr(shown, table)
        )


def test_letters_follow_no_order_of_names() -> None:
    shown = protect(telling_area())
    orders = {tuple(line.id for line in anonymous(shown).key if line.kind == "service") for _ in range(20)}
    assert len(orders) > 1


def test_it_is_registered_as_a_release(monkeypatch: pytest.MonkeyPatch, place: Path) -> None:
    run(monkeypatch, "anonymise", place, "-o", place.parent / "copy")
    register = (place / "releases" / "register.csv").read_text("utf-8")
    assert ",anonymise," in register and len(read_area(place).released) == 1


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("--key", "copy/key.csv"), "the key would lie in the copy"),
        (("--key", "copy/../copy/deep/key.csv"), "the key would lie in the copy"),
        (("--profile", "none"), "exact counts are for their holder alone"),
    ],
)
def test_what_would_give_it_away_is_refused(
    monkeypatch: pytest.MonkeyPatch,
    place: Path,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
    problem: str,
) -> None:
    monkeypatch.chdir(place.parent)
    assert run(monkeypatch, "anonymise", "ours", "-o", "copy", *words) == 2
    assert problem in capsys.readouterr().err
    assert not (place.parent / "copy").exists() and not key_file(place).exists()


def test_codes_and_references_of_ones_own_are_refused_by_name() -> None:
    area = telling_area()
    codebook = replace(area.codebook, outcomes=(*area.codebook.outcomes, Term(code="zq_moved", title="To Zqtown")))
    own = replace(area, codebook=codebook, pathway=replace(area.pathway, id="zq_ours"),
                  departures=tuple(replace(row, outcome="zq_moved") for row in area.departures[:1]))  # fmt: skip
    with pytest.raises(InputError) as told:
        anonymous(protect(own))
    assert {fault.value for fault in told.value.faults} == {"zq_ours", "zq_moved"}
    unused = replace(area, codebook=codebook)
    assert "zq" not in repr(anonymous(protect(unused)).area.codebook)

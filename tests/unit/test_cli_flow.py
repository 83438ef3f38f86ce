"""The command `flow`: what it prints, in every form, and what it hides."""

import csv
import io
import json
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import write_area
from tests.screens import circling_area, followed_area
from tests.unit.test_cli import Run, run

__all__ = ["run"]


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An area on disk whose people can be followed."""
    path = tmp_path_factory.mktemp("areas") / "followed"
    write_area(followed_area(), path)
    return path


def test_the_flow_in_words(run: Run, followed: Path) -> None:
    ran = run("flow", followed, "--profile", "none")
    told = " ".join(ran.out.split())
    assert (ran.code, ran.err) == (0, "")
    assert "Of 100 people who come in, about 24 go on to start aftercare or recovery support" in told
    assert "lost between gp (Hill Surgery) and clinic (Riverside) than at any other link: 20 of 100 referred." in told
    assert "First order: the next step is taken to depend on where somebody is" in told
    assert "1,000 replicates, seed 0" in told


def test_a_group_beside_everyone_else(run: Run, followed: Path) -> None:
    told = " ".join(run("flow", followed, "--group", "currently_using").out.split())
    assert "other people (everyone but people currently using)" in told


def test_from_one_service(run: Run, followed: Path) -> None:
    told = " ".join(run("flow", followed, "--from", "clinic", "--profile", "none").out.split())
    assert "Of 100 people who start at clinic (Riverside), about 36 go on" in told


def test_not_counted_says_why_and_what_to_collect(run: Run, followed: Path) -> None:
    told = " ".join(run("flow", followed, "--group", "housing_need").out.split())
    assert "reach aftercare is not counted: nobody counted how many people left with no onward referral." in told
    assert "To know it, collect: departures of this group by outcome" in told


def test_the_flow_as_csv(run: Run, followed: Path) -> None:
    rows = list(csv.DictReader(io.StringIO(run("flow", followed, "--format", "csv", "--profile", "none").out)))
    assert list(rows[0]) == [
        "what", "client_group", "start", "target", "source", "service_type", "least", "most", "low", "high", "middle",
        "people_low", "people_high", "area", "period_start", "period_end", "profile",
    ]  # fmt: skip
    (reach,) = [row for row in rows if (row["what"], row["target"]) == ("reach", "aftercare_and_recovery")]
    assert float(reach["least"]) == float(reach["most"]) == pytest.approx(80 / 120 * 29 / 80, abs=1e-4)
    assert (reach["people_low"], reach["profile"]) == ("120", "none")


def test_small_counts_are_hidden_but_for_their_holder(run: Run, followed: Path) -> None:
    words = ("flow", followed, "--group", "currently_using", "--format", "csv")
    shown, held = (run(*words, "--profile", profile).out for profile in ("ndtms", "none"))
    hidden = [row for row in csv.DictReader(io.StringIO(shown)) if (row["what"], row["source"]) == ("lost", "gp")]
    open_ = [row for row in csv.DictReader(io.StringIO(held)) if (row["what"], row["source"]) == ("lost", "gp")]
    assert int(hidden[0]["people_low"]) <= 3 < int(hidden[0]["people_high"])
    assert open_[0]["people_low"] == "3"


def test_the_flow_as_json(run: Run, followed: Path) -> None:
    document = json.loads(run("flow", followed, "--group", "currently_using", "--format", "json", "--seed", "7").out)
    assert document["client_group"] == "currently_using" and document["seed"] == 7
    assert document["beside"] == ["not currently_using"]
    links = [row for row in document["sheets"]["links"] if row["client_group"] == "currently_using"]
    assert {row["target"] for row in links} == {"clinic"}
    assert {row["client_group"] for row in document["sheets"]["reach"]} == {"currently_using", "not currently_using"}
    now = {name.partition("sheets.")[2] for name in document["called_now"].values()} - {"", "observed"}
    assert now == {"reach", "journey_ends", "outcomes", "links", "links_not_counted", "coverage", "load"}
    assert now < set(document["sheets"])
    assert document["profile"] == "ndtms"


def test_the_same_seed_gives_the_same_figures_and_another_one_others(run: Run, followed: Path) -> None:
    one, again, other = (run("flow", followed, "--format", "csv", "--seed", seed).out for seed in (1, 1, 2))
    assert one == again != other


def test_services_that_nobody_leaves_are_a_fault_of_the_counts(run: Run, tmp_path: Path) -> None:
    write_area(circling_area(), tmp_path / "circling")
    ran = run("flow", tmp_path / "circling", "--profile", "none")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: departures, column count: for everyone, everybody counted at clinic, gp goes on among them, so that "
        "nobody ever leaves. Add the departures of these services, or correct referred and started where people were "
        "lost\n"
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (None, "lost between services: not counted, since no link has both who was referred and who started on record"),
        ("a,b,everyone,,,7,true", "lost between services: not counted"),
        ("a,b,everyone,7,,7,", "Nobody is on record as lost between two services."),
        ("a,b,everyone,70,,50,", "– a → b"),
    ],
)
def test_where_nobody_is_known_to_be_lost_there_is_no_empty_table(
    run: Run, tmp_path: Path, row: str | None, said: str
) -> None:
    (tmp_path / "area.yaml").write_text("id: t\nname: T\nreference_pathway: partnership_2022\n", encoding="utf-8")
    (tmp_path / "services.csv").write_text("service,service_type\na,gp\nb,psychosocial\n", encoding="utf-8")
    (tmp_path / "statements.csv").write_text("source,target,end,says\na,b,sender,present\n", encoding="utf-8")
    heads = "source,target,client_group,referred,accepted,started,starts_only"
    if row:
        (tmp_path / "referrals.csv").write_text(f"{heads}\n{row}\n", encoding="utf-8")
    told = " ".join(run("flow", tmp_path).out.split())
    assert said in told
    assert ("Share lost" in told) == ("not counted" not in said)
    assert "replicates" not in told
    assert ("1 one-sided." in run("check", tmp_path).out) == (row is None)

"""The recipe for a gap rule: one file and one line, and it is on every screen, in every file and in the reference."""

from __future__ import annotations

import json
from collections.abc import Iterator

import plotly
import pytest

from dashboards.frame import shown
from dashboards.library import Library
from dashboards.pages.gaps import opened
from dashboards.pages.registry import PAGES
from dtors_network.accounts.gaps import gaps_account
from dtors_network.figures.barrier_map import barrier_view
from dtors_network.gaps import RULES, find_gaps, wording
from dtors_network.gaps.case import Case
from dtors_network.gaps.comparators import read_comparators
from dtors_network.gaps.finding import Finding
from dtors_network.gaps.rule import HeldAgainst, Rule, at_subject
from dtors_network.model.vocabulary import EVERYONE, Certainty
from dtors_network.out.csv_text import csv_text
from dtors_network.out.json_text import json_text
from dtors_network.out.outline import outline
from dtors_network.out.rules_page import rules_page
from tests.screens import spoken_area

# ---- what stands in the file of the rule ---------------------------------------------------------------------------


def find(case: Case) -> Iterator[Finding]:
    """Look for services that somebody of another service runs."""
    for row in case.area.services:
        if row.organisation == "Riverside":
            yield Finding(rule="run_afar", certainty=Certainty.CERTAIN, group=EVERYONE, services=(row.service,))


def sentence(case: Case, finding: Finding) -> str:
    return f"{wording.service(case.area, finding.services[0])} is run from afar"


RULE = Rule(
    code="run_afar",
    title="Run from afar",
    definition="A service whose organisation sits elsewhere.",
    source="Invented for this test",
    asks="Who would come when the roof leaks?",
    find=find,
    sentence=sentence,
    marks=at_subject,
)


@pytest.fixture
def library(monkeypatch: pytest.MonkeyPatch) -> Library:
    monkeypatch.setitem(RULES, RULE.code, RULE)  # the one line of the registry
    return Library([spoken_area()])


def text(component: object) -> str:
    return json.dumps(component, cls=plotly.utils.PlotlyJSONEncoder, ensure_ascii=False)


def test_a_rule_that_says_only_its_own_is_told_everywhere(library: Library) -> None:
    found = library.gaps("spoken")
    account = gaps_account(found, rule="run_afar")
    (entry,) = [entry for part in account.parts for entry in part.entries if entry.code == "run_afar"]
    assert (entry.title, entry.facts) == (
        "clinic (Riverside) is run from afar",
        ("16 to 20 people came to clinic (Riverside) (some counts are ranges)",),
    )
    assert "certain · Run from afar\n     clinic (Riverside) is run from afar." in outline(account).plain(100)
    assert [row["rule"] for row in json.loads(json_text(account))["gaps"]] == ["run_afar"]
    assert "run_afar:everyone:clinic" in csv_text(account)
    page = text(shown(library, PAGES, "/gaps", "?area=spoken&rule=run_afar")[0])
    assert "clinic (Riverside) is run from afar." in page and "Who would come when the roof leaks?" in page
    assert RULE.definition in text(opened(library, {"gap": "run_afar:everyone:clinic"}, "?area=spoken"))
    assert "## Run from afar" in rules_page(RULES.values())


def test_the_map_marks_what_the_rule_says(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(RULES, "nowhere", RULE)
    found = find_gaps(library.area("spoken"), rules=["run_afar"])
    marked = {box.id for box in barrier_view(found).boxes if box.gap}
    assert marked == {"clinic"}


def test_what_a_rule_is_held_against_can_be_written_down(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    counting = Rule(
        code="far", title="F", definition="D.", source="S", asks="A?", find=find, sentence=sentence,
        held_against=HeldAgainst(scopes=("near", "far")),
    )  # fmt: skip
    monkeypatch.setitem(RULES, "far", counting)
    path = tmp_path_factory.mktemp("figures") / "own.yaml"
    path.write_text(
        'comparators: {a: {rule: far, scope: near, value: 0.2, what: of it, source: S, dated: "2024"}}',
        encoding="utf-8",
    )
    assert [(one.rule, one.scope) for one in read_comparators(path)] == [("far", "near")]
    assert counting.counts and not RULE.counts

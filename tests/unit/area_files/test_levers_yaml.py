"""Levers: every one graded and sourced, its figures at home somewhere; a user's own beside or in place of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.errors import InputError
from dtors_network.model.change_kinds import KINDS
from dtors_network.model.code_facts import levers_of
from dtors_network.model.codebook import Codebook
from dtors_network.model.lever import MEASURES, NOT_READ, Action, EvidenceGrade, Lever
from dtors_network.shipped import data_path

BOOK = shipped_codebook()
RANKED = {
    "no_capacity": "relieve",
    "could_not_contact": "relieve",
    "engagement.waiting_times": "relieve",
    "referral.refuses_current_use": "relieve",
    "referral.funding_fear": "relieve",
    "engagement.transition_loss": "relieve",
    "places": "places",
    "open_group": "open",
    "agree_link": "add",
}
"""What design §6 names, and the change by which each is tried."""

OWN = """
barriers: {own.travel: {title: Too far to travel, attaches_to: [link]}}
lever_sources: {ours: Our review 2025}
levers:
  own.travel:
    title: come to where people are
    also: [agree_link]
    actions:
      bus: {does: A bus fetches people., grade: O, sources: [ours, qs188], needs: [money], confirmed: false,
            seen: {came: {found: 18 more came, country: "[?]", design: before and after, n: 60 people}}}
  no_capacity: {title: ours, change: relieve, also: [places, own.travel]}
  delivery.instability: {not_a_lever: The council decides.}
"""


def test_what_design_names_is_ranked_and_nothing_else() -> None:
    assert {lever.code: lever.change for lever in BOOK.levers if lever.change} == RANKED
    assert {lever.change for lever in BOOK.levers} - {""} <= set(KINDS)


def test_what_nobody_can_commission_is_never_a_lever() -> None:
    assert {lever.code for lever in BOOK.levers if not lever.is_lever} == {
        "no_longer_interested", "other", "not_recorded",
    }  # fmt: skip


def test_every_action_has_its_grade_and_a_source_that_is_there() -> None:
    cited = set()
    for _, action in actions(BOOK):
        codes = {*action.sources, *(source for seen in action.seen for source in seen.sources)}
        assert action.sources and codes <= set(BOOK.lever_source), action
        assert action.does.endswith(".")
        cited |= codes
    assert cited == set(BOOK.lever_source), "a source that nothing rests on"


def test_every_figure_has_its_country_design_and_number_or_says_that_they_were_not_read() -> None:
    for _, action in actions(BOOK):
        for seen in action.seen:
            assert seen.country and seen.design and (seen.n == NOT_READ or re.search(r"\d", seen.n)), seen
        assert not re.search(r"\d ?%|odds", action.does + action.note), "a figure outside what was seen"


def test_trials_and_comparisons_show_what_they_found() -> None:
    strong = (EvidenceGrade.RANDOMISED, EvidenceGrade.COMPARED)
    assert [action.code for _, action in actions(BOOK) if action.grade in strong and not action.seen] == []


def test_every_lever_leads_to_something() -> None:
    known = {*BOOK.reasons, *MEASURES}
    for lever in BOOK.levers:
        assert lever.code in known and set(lever.also) <= set(BOOK.lever) - {lever.code}
        assert bool(lever.not_a_lever) != bool(lever.actions or lever.also)
        if lever.is_lever:
            assert lever.title and levers_of(BOOK, lever.code)[0] is lever


def test_what_did_not_work_stands_there_too() -> None:
    failed = {(lever.code, action.code) for lever in BOOK.levers for action in lever.did_not_help}
    assert {("referral.funding_fear", "payment_by_results"), ("delivery.high_caseload", "smaller_caseloads")} <= failed


def test_the_words_for_people_are_those_of_the_domain() -> None:
    lines = (data_path() / "codebook.yaml").read_text(encoding="utf-8").lower().splitlines()
    text = "\n".join(line for line in lines if not line.startswith("#"))
    words = r"\b(addicts?|users?|misuse\w*|abus\w*|clean|dirty|non-complian\w*|unmotivated|offenders?|drop-?out)\b"
    assert re.findall(words, text) == []


def test_own_levers_stand_beside_the_shipped_ones_or_in_their_place(tmp_path: Path) -> None:
    own = extend_codebook(BOOK, write(tmp_path, OWN))
    assert [lever.code for lever in own.levers] == [*(lever.code for lever in BOOK.levers), "own.travel"]
    changed = {"no_capacity", "delivery.instability", "own.travel"}
    assert [lever for lever in own.levers if lever.code not in changed] == [
        lever for lever in BOOK.levers if lever.code not in changed
    ]
    assert own.lever["no_capacity"].actions == ()
    bus = own.lever["own.travel"].actions[0]
    assert (bus.grade, bus.sources, bus.confirmed) == (EvidenceGrade.BEFORE_AND_AFTER, ("ours", "qs188"), False)
    assert (bus.seen[0].country, bus.seen[0].n, own.lever_source["ours"]) == (NOT_READ, "60 people", "Our review 2025")


def test_levers_of_a_code_are_its_own_then_those_that_bear_on_it(tmp_path: Path) -> None:
    own = extend_codebook(BOOK, write(tmp_path, OWN))
    assert codes(own, "no_capacity") == ["no_capacity", "places", "own.travel"]
    assert codes(own, "own.travel") == ["own.travel", "agree_link"]
    assert codes(own, "delivery.instability") == codes(own, "other") == codes(own, "engagement.trust") == []
    assert codes(BOOK, "delivery.instability") == ["delivery.instability"]
    with pytest.raises(InputError, match=r"^the codebook has no such code \(found 'no_capcity'\)\. Known: need\."):
        levers_of(own, "no_capcity")


def test_another_lever_that_became_none_is_left_out(tmp_path: Path) -> None:
    own = extend_codebook(BOOK, write(tmp_path, "levers: {places: {not_a_lever: No money.}}"))
    assert codes(own, "no_capacity") == ["no_capacity"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "levers: {other: {title: x, also: [places]}}",
            "row 1, column levers.other: this can never be a lever (found 'other'). "
            "Leave it out: It is not known what the reason was.",
        ),
        (
            "levers: {engagement.trust: {title: x, also: [places]}}",
            "row 1, column levers.engagement.trust: only a barrier, a reason for a refusal or a measure can have",
        ),
        (
            "levers:\n  no_capacity: {title: x, also: [no_capacity]}",
            "row 2, column levers.no_capacity.also: this is not known here (found 'no_capacity'). Known: ",
        ),
        ("levers: {places: {title: x, also: [other]}}", "column levers.places.also: this is not known here"),
        (
            "levers: {places: {title: x, also: [agree_link], change: relieve}}",
            "column levers.places.change: this is not known here (found 'relieve'). Known: places",
        ),
        (
            "levers: {places: {title: x}}",
            "column levers.places: this says nothing that can be done. "
            "Give actions, also, or not_a_lever with the reason",
        ),
        (
            "levers: {places: {title: x, not_a_lever: y}}",
            "column levers.places.title: what is not a lever has nothing but its reason",
        ),
        (
            "levers: {places: {title: x, actions: {a: {does: x, grade: A, sources: [qs188]}}}}",
            "column levers.places.actions.a.grade: this is not known here (found 'A'). Known: R, Q, O, G, P, [?]",
        ),
        (
            "levers: {places: {title: x, actions: {a: {does: x, grade: R}}}}",
            "column levers.places.actions.a.sources: an action needs the source that it rests on",
        ),
        (
            "levers: {places: {title: x, actions: {a: {does: x, grade: R, sources: qs18}}}}",
            "column levers.places.actions.a.sources: this source is not there (found 'qs18'). "
            "Add a line qs18: title to lever_sources",
        ),
        (
            "levers: {places: {title: x, actions: {a: {does: x, grade: R, sources: qs188}}, "
            "did_not_help: {a: {does: x, grade: R, sources: qs188}}}}",
            "column levers.places.did_not_help.a: this code is taken already",
        ),
        ("lever_sources: {qs188: Ours}", "column lever_sources.qs188: this code is taken already"),
    ],
)
def test_a_mistake_in_levers_is_told_with_its_place_and_its_fix(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        extend_codebook(BOOK, write(tmp_path, text))
    assert told in str(caught.value)
    assert len(caught.value.faults) == 1


def test_a_figure_without_its_country_design_or_number_is_refused_all_at_once(tmp_path: Path) -> None:
    text = OWN.replace('country: "[?]", design: before and after, n: 60 people', "country: [Wales], n: many")
    with pytest.raises(InputError) as caught:
        extend_codebook(BOOK, write(tmp_path, text))
    fix = 'Write what the source says, or "[?]" in quotes where it was not read'
    place = "levers.own.travel.actions.bus.seen.came"
    assert {(fault.column, fault.problem, fault.fix) for fault in caught.value.faults} == {
        (f"{place}.country", "this is needed, as one text", fix),
        (f"{place}.design", "this is needed, as one text", fix),
        (f"{place}.n", "this holds no number", fix),
    }


def actions(book: Codebook) -> Iterator[tuple[Lever, Action]]:
    for lever in book.levers:
        yield from ((lever, action) for action in (*lever.actions, *lever.did_not_help))


def codes(book: Codebook, code: str) -> list[str]:
    return [lever.code for lever in levers_of(book, code)]


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path

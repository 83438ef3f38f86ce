"""Marks of barriers on a map: those of the map's key, legible, one letter for one mark; others are X."""

from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import extend_codebook, shipped_codebook
from dtors_network.errors import InputError
from dtors_network.model.code_facts import mark_of
from dtors_network.model.mark import OTHER_MARK, SHAPES, TAKEN_COLOURS, Mark, contrast

BOOK = shipped_codebook()
KEY = {
    "F": ("square", "#E69F00", {"referral.funding_fear"}),
    "R": ("octagon", "#CC79A7", {"referral.refuses_current_use"}),
    "W": ("circle", "#56B4E9", {"engagement.waiting_times"}),
    "T": ("diamond", "#F0E442", {"engagement.transition_loss"}),
    "A": ("pentagon", "#009E73", {"delivery.lack_of_aftercare"}),
    "S": ("hexagon", "#0072B2", {"delivery.high_caseload", "delivery.instability", "cjs.under_resourced"}),
    "P": ("wide_diamond", "#FFFFFF", {"partnership.weak_links"}),
    "X": (
        "square",
        "#D5D9DE",
        {
            "assessment.inaccurate_assumptions",
            "delivery.lack_of_training",
            "delivery.inexperienced_or_insensitive",
            "delivery.negative_attitudes",
        },
    ),
}


def test_every_barrier_has_the_mark_of_the_key_and_nothing_else_has_one() -> None:
    found: dict[str, tuple[str, str, set[str]]] = {}
    for barrier in BOOK.barriers:
        mark = mark_of(BOOK, barrier.code)
        assert (mark is not None) == (barrier.kind == "barrier"), barrier.code
        if mark:
            found.setdefault(mark.letter, (mark.shape, mark.colour, set()))[2].add(barrier.code)
    assert found == KEY


def test_marks_are_legible_and_none_has_the_colour_of_a_gap_or_a_refusal() -> None:
    marks = {mark for barrier in BOOK.barriers if (mark := mark_of(BOOK, barrier.code))}
    assert len({mark.shape for mark in marks - {OTHER_MARK}}) == len(SHAPES)
    for mark in marks:
        assert contrast(mark.ink, mark.colour) >= 5.15, mark
        assert mark.colour not in TAKEN_COLOURS


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.005)  # published: just below 4.5
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.005)
    assert Mark(letter="S", shape="hexagon", colour="#0072B2").ink == "#FFFFFF"


def test_own_codes_have_a_mark_of_their_own_a_shipped_one_or_x(tmp_path: Path) -> None:
    text = """
barriers:
  own.a: {title: A, mark: {letter: D, shape: circle, colour: "#e0e0ff"}}
  own.b: {title: B, mark: {letter: S, shape: hexagon, colour: "#0072B2"}}
  own.c: {title: C}
  own.d: {title: D, kind: benefit}
  own.e: {title: E, mark: {letter: D, shape: circle, colour: "#E0E0FF"}}
"""
    own = extend_codebook(BOOK, write(tmp_path, text))
    mark = Mark(letter="D", shape="circle", colour="#E0E0FF")
    assert [mark_of(own, f"own.{letter}") for letter in "abcde"] == [
        mark, BOOK.barrier["cjs.under_resourced"].mark, OTHER_MARK, None, mark,
    ]  # fmt: skip
    with pytest.raises(InputError, match=r"the codebook has no such code \(found 'own.f'\)"):
        mark_of(own, "own.f")


@pytest.mark.parametrize(
    ("fields", "place", "told"),
    [
        (
            'mark: {letter: F, shape: circle, colour: "#E0E0FF"}',
            ".letter",
            "this letter stands for another mark already (found 'F'). Take another letter, or the same mark: "
            "square, #E69F00",
        ),
        ('mark: {letter: X, shape: circle, colour: "#E0E0FF"}', ".letter", "stands for another mark already"),
        ('mark: {letter: Wa, shape: circle, colour: "#E0E0FF"}', ".letter", "one capital letter is needed"),
        ('mark: {letter: d, shape: circle, colour: "#E0E0FF"}', ".letter", "one capital letter is needed"),
        ('mark: {letter: D, shape: sqare, colour: "#E0E0FF"}', ".shape", "Did you mean 'square'?"),
        ("mark: {letter: D, shape: circle, colour: red}", ".colour", "this is no colour (found 'red')"),
        ('mark: {letter: D, shape: circle, colour: "#B8370c"}', ".colour", "this colour means a gap"),
        ('mark: {letter: D, shape: circle, colour: "#E0E0FF", size: 3}', ".size", "this key is not known"),
        ('kind: benefit, mark: {letter: D, shape: circle, colour: "#E0E0FF"}', "", "only a barrier has a mark"),
        ("mark: D", "", "a letter, a shape and a colour are needed. Write {letter: D, shape: circle"),
        ("mark: {}", "", "a letter, a shape and a colour are needed"),
    ],
)
def test_a_mistake_in_a_mark_is_told(tmp_path: Path, fields: str, place: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        extend_codebook(BOOK, write(tmp_path, f"barriers:\n  own.x: {{title: Ours, {fields}}}"))
    (fault,) = caught.value.faults
    assert (fault.row, fault.column) == (2, f"barriers.own.x.mark{place}")
    assert told in str(caught.value)


def test_two_own_codes_may_not_share_a_letter_for_two_marks(tmp_path: Path) -> None:
    text = """
barriers:
  own.a: {title: A, mark: {letter: D, shape: circle, colour: "#E0E0FF"}}
  own.b: {title: B, mark: {letter: D, shape: square, colour: "#E0E0FF"}}
"""
    with pytest.raises(InputError, match=r"row 4, column barriers.own.b.mark.letter: this letter stands for another"):
        extend_codebook(BOOK, write(tmp_path, text))


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path

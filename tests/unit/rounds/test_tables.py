"""Voices on acceptance, contacts and rounds as tables of an area: what they change, and what never leaves."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from dtors_network.acceptance import AcceptanceBook, settled
from dtors_network.area_files.digest import digest_of
from dtors_network.disclosure import protect
from dtors_network.disclosure.kept import _digest
from dtors_network.evidence import Evidence
from dtors_network.examples import small_area
from dtors_network.model import laws
from dtors_network.model.area import AcceptanceVoice, Area, AskedService, Contact, Round
from dtors_network.model.vocabulary import Accepts, Profile, ReporterRole
from tests.whole import whole

GROUP = "housing_need"
TAKES = {"yes", "after_assessment"}


def voice(says: str, reporter: str = "a", day: int = 1, **more: object) -> AcceptanceVoice:
    said_on = date(2026, 1, day)
    return AcceptanceVoice(
        service="clinic", client_group=GROUP, says=Accepts(says), reporter=reporter, said_on=said_on,
        **more,  # type: ignore[arg-type]
    )  # fmt: skip


def with_voices(*rows: AcceptanceVoice) -> Area:
    return replace(small_area(), acceptance_voices=rows)


def accepted(area: Area) -> tuple[str, bool]:
    group = AcceptanceBook(Evidence(area)).group(GROUP)
    return group.of["clinic"].value, "clinic" in group.disputed


def plain(said: set[str]) -> str:
    """What the voices of one service say together, worked out case by case."""
    if "no" in said:
        return "unknown" if said & TAKES else "no"
    return "unknown" if "after_assessment" in said or "yes" not in said else "yes"


@pytest.mark.parametrize("said", list(product(["yes", "no", "after_assessment", "unknown"], repeat=2)))
@pytest.mark.parametrize("profile", [None, "none", "ndtms"])
def test_voices_of_one_service_are_put_together_before_and_behind_the_door(
    said: tuple[str, ...], profile: str | None
) -> None:
    area = with_voices(*(voice(one, f"person {at}") for at, one in enumerate(said)))
    shown = protect(area, profile) if profile else area
    assert accepted(shown) == (plain({*said}), "no" in said and bool({*said} & TAKES))


def test_the_latest_word_of_a_reporter_counts_and_the_column_stands_until_somebody_speaks() -> None:
    assert accepted(with_voices(voice("no", day=1), voice("yes", day=2)))[0] == "yes"
    assert accepted(with_voices(voice("yes", day=2), voice("no", day=1)))[0] == "yes"
    column = replace(small_area().services[1], accepts=((GROUP, Accepts.NO),))
    area = replace(
        small_area(), services=tuple(column if row.service == "clinic" else row for row in small_area().services)
    )
    assert accepted(area)[0] == "no"
    assert accepted(replace(area, acceptance_voices=(voice("yes"),)))[0] == "yes"
    assert settled(area) is area.services


def test_no_name_day_or_note_of_a_voice_leaves_nor_anything_of_a_round() -> None:
    area = replace(
        with_voices(voice("no", note="Ask for Jo", reporter_role=ReporterRole.PROVIDER)),
        contacts=(Contact(service="clinic", desk="duty worker", email="duty@clinic.example", person="Jo Bloggs"),),
        rounds=(Round(round="r1", opened=date(2026, 2, 2)),),
        asked=(AskedService(round="r1", service="clinic", note="Jo is away"),),
        tables=frozenset({"arrivals", "rounds", "asked", "contacts", "acceptance_voices"}),
    )
    shown = protect(area)
    assert "Jo" not in whole(shown) and "2026" not in repr((shown.acceptance_voices, shown.contacts))
    assert (shown.contacts[0].desk, shown.rounds, shown.asked) == ("duty worker", (), ())
    assert not shown.tables & {"rounds", "asked"}


def test_rounds_change_neither_what_was_given_out_nor_what_is_kept_behind_the_door() -> None:
    area = small_area()
    asked = replace(
        area, rounds=(Round(round="r1", opened=date(2026, 2, 2)),), asked=(AskedService(round="r1", service="gp"),)
    )
    assert _digest(area, Profile.NDTMS) == _digest(asked, Profile.NDTMS)
    assert digest_of(protect(area)) == digest_of(protect(asked))
    assert digest_of(protect(with_voices(voice("no")))) != digest_of(protect(area))


def test_a_note_on_a_round_that_is_not_there_is_told() -> None:
    area = replace(small_area(), asked=(AskedService(round="r9", service="gp"),))
    assert [(fault.column, fault.value) for fault in laws.faults(area)] == [("round", "r9")]

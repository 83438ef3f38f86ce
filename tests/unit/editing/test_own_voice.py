"""What a service says of itself becomes a voice, in the table where it belongs, and never an answer."""

from datetime import date, datetime
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area, write_area
from dtors_network.editing.appending import append_rows
from dtors_network.editing.own_voice import Voice, read_voice, voice_rows
from dtors_network.errors import InputError
from dtors_network.examples import small_area
from dtors_network.model.vocabulary import Accepts, End, ReporterRole, Says
from tests.broken_off import held

ON, NOW = date(2026, 1, 5), datetime(2026, 1, 5, 9, 0)
VOICES = (
    Voice("sends", "minds", "absent"),
    Voice("receives", "gp", "weak"),
    Voice("accepts", "housing_need", "no"),
    Voice("hindered", "referral.funding_fear@minds"),
    Voice("hindered", "engagement.waiting_times"),
)


@pytest.mark.parametrize("ending", ["", ".xlsx"])
def test_each_thing_that_is_said_stands_where_it_belongs(tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"ours{ending}"
    write_area(small_area(), path)
    append_rows(path, voice_rows(read_area(path), "clinic", VOICES, ON), NOW, "voice")
    area, before = read_area(path), small_area()
    one, other = area.statements[len(before.statements) :]
    assert (one.source, one.target, one.end, one.says) == ("clinic", "minds", End.SENDER, Says.ABSENT)
    assert (other.source, other.target, other.end, other.says) == ("gp", "clinic", End.RECEIVER, Says.WEAK)
    (taken,) = area.acceptance_voices
    assert (taken.service, taken.client_group, taken.says) == ("clinic", "housing_need", Accepts.NO)
    assert [(row.source, row.target, row.service, row.side) for row in area.barriers] == [
        ("clinic", "minds", "", End.SENDER),
        ("", "", "clinic", None),
    ]
    rows = (one, other, taken, *area.barriers)
    assert {(row.reporter, row.reporter_role, row.said_on) for row in rows} == {("", ReporterRole.PROVIDER, ON)}
    assert area.answers == before.answers and area.services == before.services


def test_what_is_not_known_is_told_all_at_once_and_nothing_is_written(tmp_path: Path) -> None:
    write_area(small_area(), tmp_path / "ours")
    before = held(tmp_path / "ours")
    wrong = [
        Voice("sends", "mind", "absent"), Voice("sends", "clinic", "absent"), Voice("receives", "gp", "maybe"),
        Voice("accepts", "nobody", "yes"), Voice("hindered", "referral.fear"), Voice("shouts", "gp"),
    ]  # fmt: skip
    with pytest.raises(InputError) as told:
        voice_rows(read_area(tmp_path / "ours"), "clinic", wrong, ON)
    assert len(told.value.faults) == len(wrong)
    with pytest.raises(InputError):
        append_rows(
            tmp_path / "ours", {"statements": [{"source": "gp", "target": "nowhere", "end": "sender"}]}, NOW, "voice"
        )
    assert before == held(tmp_path / "ours")


@pytest.mark.parametrize("text", ["minds=absent", " minds = absent "])
def test_a_voice_is_read_as_it_is_written(text: str) -> None:
    assert read_voice("sends", text) == Voice("sends", "minds", "absent")

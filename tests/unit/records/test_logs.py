"""Logs of processes as episodes: XES, and CSV with the columns of pm4py."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from dtors_network.errors import InputError
from dtors_network.records.places import Places
from dtors_network.records.reading import open_records
from dtors_network.records.record_map import RecordMap, read_maps

KNOWN = ("person", "service", "started_on", "left_on", "happened_on", "transition")
MAP = Path(__file__).resolve().parents[3] / "data" / "record_maps" / "event_log.yaml"
ENGINES = pytest.mark.parametrize("engine", ["polars"])
EVENTS = (
    ("Ann", "gp", "2025-03-01T09:00:00+00:00", "complete"),
    ("Ann", "clinic", "2025-03-08T09:00:00+00:00", "start"),
    ("Ann", "clinic", "2025-05-01T09:00:00+00:00", "complete"),
    ("Ann", "care", "2025-05-10T09:00:00+00:00", "start"),
    ("Bob", "gp", "2025-03-02T09:00:00+00:00", "complete"),
    ("Bob", "clinic", "2025-03-09T09:00:00+00:00", "schedule"),
)


def xes(events=EVENTS, case: str = '<string key="concept:name" value="{}"/>', steps: bool = True) -> str:
    traces = []
    for person in dict.fromkeys(one[0] for one in events):
        inside = "".join(
            f'<event><string key="concept:name" value="{service}"/><date key="time:timestamp" value="{when}"/>'
            + (f'<string key="lifecycle:transition" value="{step}"/>' if steps else "")
            + '<string key="org:resource" value="Nurse Jones"/></event>'
            for one, service, when, step in events
            if one == person
        )
        traces.append(f"<trace>{case.format(person)}{inside}</trace>")
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<log xmlns="http://www.xes-standard.org/" xes.version="1.0">'
        '<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>'
        f'<global scope="trace"><string key="concept:name" value="x"/></global>{"".join(traces)}</log>'
    )


def rows_of(found) -> tuple[dict, dict, dict]:
    every = found.by_area[0]
    return (
        {(row.service): (row.count, row.reached_aftercare) for row in every.arrivals},
        {(row.source, row.target): (row.started, row.wait_median_days) for row in every.referrals},
        {row.service: row.count for row in every.departures},
    )


EXPECTED = (
    {"gp": (2, 1)},
    {("gp", "clinic"): (1, 7.0), ("clinic", "care"): (1, 9.0)},
    {"gp": 1},
)  # Bob left the GP on the day that he was there; that the clinic scheduled something is no start


@ENGINES
@pytest.mark.parametrize("packed", [False, True])
def test_a_log_in_xes_becomes_counts(counted, tmp_path, engine, packed):
    path = tmp_path / ("log.xes.gz" if packed else "log.xes")
    path.write_bytes(gzip.compress(xes().encode()) if packed else xes().encode())
    found = counted(path, engine=engine)
    assert rows_of(found) == EXPECTED
    assert [*found.set_aside.iter_rows()] == [
        (path.name, 7, "this step of an event neither begins nor ends an episode")
    ]


@ENGINES
def test_the_same_log_as_csv_with_the_columns_of_pm4py(counted, tmp_path, engine):
    lines = ["case:concept:name,concept:name,time:timestamp,lifecycle:transition,org:resource"]
    lines += [",".join((*event, "Nurse Jones")) for event in EVENTS]
    (tmp_path / "log.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    found = counted(tmp_path / "log.csv", engine=engine, words=MAP.read_text(encoding="utf-8"))
    assert rows_of(found) == EXPECTED


def test_where_no_step_is_told_every_event_is_a_start_and_nobody_is_known_to_have_left(counted, tmp_path):
    (tmp_path / "log.xes").write_text(xes(steps=False), encoding="utf-8")
    found = counted(tmp_path / "log.xes")
    arrivals, links, departures = rows_of(found)
    assert arrivals == {"gp": (2, 1)}
    assert links[("gp", "clinic")][0] == 2
    assert departures == {}
    assert not found.told.leaving


def test_no_name_of_a_case_is_written_anywhere(area, tmp_path):
    from dtors_network.records.engines.registry import open_engine

    (tmp_path / "log.xes").write_text(xes(), encoding="utf-8")
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    with open_engine("polars", scratch) as engine:
        open_records(engine, [tmp_path / "log.xes"], Places((area,)), RecordMap())
        written = b"".join(path.read_bytes() for path in scratch.iterdir())
    assert b"clinic" in written
    assert b"Ann" not in written and b"Nurse" not in written


def test_a_case_without_a_name_is_known_by_its_place(counted, tmp_path):
    (tmp_path / "log.xes").write_text(xes(case=""), encoding="utf-8")
    assert rows_of(counted(tmp_path / "log.xes")) == EXPECTED


def test_the_shipped_map_is_for_logs():
    names = read_maps(["event_log"], KNOWN)
    assert names.called("person")[0] == "case:concept:name"
    assert names.value("transition", "suspend") == "other"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><log/>', "document type or entities"),
        ("<log><trace>", "this is not whole XML"),
        ("no XML", "this is not whole XML"),
        ("<a>" * 60, "nested more than 50 levels deep"),
        (f'<log x="{"y" * 2_000_000}"/>', "never seems to end"),
    ],
    ids=["entities", "broken off", "text", "deep", "endless"],
)
def test_hostile_logs_are_told_in_one_sentence(counted, tmp_path, text, told):
    (tmp_path / "log.xes").write_text(text, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        counted(tmp_path / "log.xes")
    (fault,) = caught.value.faults
    assert told in fault.problem
    assert fault.file == "log.xes"


# ---- logs with the start and the end in one row ------------------------------------------------------------------

STAYS = (
    ("Ann", "gp", "2025-01-01T09:00:00+00:00", "2025-01-31T09:00:00+00:00"),
    ("Ann", "clinic", "2025-02-10T09:00:00+00:00", "2025-06-30T09:00:00+00:00"),
    ("Bob", "gp", "2025-01-01T09:00:00+00:00", "2025-01-31T09:00:00+00:00"),
    ("Bob", "clinic", "2025-03-10T09:00:00+00:00", "2025-06-30T09:00:00+00:00"),
)


@ENGINES
@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("case:concept:name,concept:name,start_timestamp,time:timestamp,lifecycle:transition", "event_log"),
        ("Case ID,Activity,Start Timestamp,Complete Timestamp,Resource", "event_log"),
        ("person,service,started_on,left_on,ward", ""),
    ],
    ids=["pm4py", "Disco", "episodes"],
)
def test_an_interval_log_is_counted_as_its_episodes_are(counted, engine, head, words):
    text = "\n".join([head, *(",".join((*row, "complete")) for row in STAYS), ""])
    found = counted(text, engine=engine, words=MAP.read_text(encoding="utf-8") if words else "")
    arrivals, links, departures = rows_of(found)
    assert arrivals == {"gp": (2, 0), "clinic": (1, 0)}
    assert {link: started for link, (started, _) in links.items()} == {("gp", "clinic"): 1}
    assert departures == {"gp": 1, "clinic": 2}


def test_a_log_without_starts_in_its_rows_stays_a_log_of_events(counted):
    lines = ["case:concept:name,concept:name,time:timestamp,lifecycle:transition"]
    lines += [",".join(event) for event in EVENTS]
    assert rows_of(counted("\n".join(lines) + "\n", words=MAP.read_text(encoding="utf-8"))) == EXPECTED


def test_who_comes_again_to_a_service_before_leaving_it_leaves_at_the_later_end(counted, tmp_path):
    stays = (
        ("Cid", "clinic", "2025-01-05", "2025-09-01"),
        ("Cid", "gp", "2025-02-01", "2025-02-20"),
        ("Cid", "clinic", "2025-03-01", "2025-04-01"),  # within the first stay at the clinic
        ("Cid", "care", "2025-09-05", "2025-10-01"),
        ("Dee", "clinic", "2025-01-05", "2025-03-01"),
        ("Dee", "clinic", "2025-02-01", "2025-04-01"),
        ("Dee", "clinic", "2025-03-20", "2025-09-01"),
        ("Dee", "care", "2025-09-06", ""),
    )
    rows = ["person,service,started_on,left_on", *map(",".join, stays)]
    (tmp_path / "episodes.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    steps = [
        (day, at, step)
        for at, stay in enumerate(stays)
        for step, day in zip(("start", "complete"), stay[2:], strict=True)
    ]
    rows = ["case:concept:name,concept:name,time:timestamp,lifecycle:transition"]
    rows += [f"{stays[at][0]},{stays[at][1]},{day},{step}" for day, at, step in sorted(steps)]
    (tmp_path / "log.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    expected = (
        {"clinic": (2, 1)},  # whoever goes to a GP again is not followed further
        {("clinic", "gp"): (1, None), ("gp", "clinic"): (1, 9.0), ("clinic", "care"): (2, 4.5)},
        {"care": 1},
    )
    assert rows_of(counted(tmp_path / "episodes.csv")) == expected
    assert rows_of(counted(tmp_path / "log.csv", words=MAP.read_text(encoding="utf-8"))) == expected

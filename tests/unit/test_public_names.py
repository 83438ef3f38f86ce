"""The names that the package offers: that they cost nothing until they are used, and how results behave."""

import csv
import io
import subprocess
import sys
from collections.abc import Sized
from dataclasses import FrozenInstanceError, replace
from importlib import import_module
from inspect import isfunction, signature
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import dtors_network
from dtors_network import (
    InputError,
    UnprotectedError,
    best_changes,
    client_flow,
    compare,
    example_area,
    example_names,
    find_gaps,
    network_measures,
    protect,
    read_area,
    routes,
    stress,
    triangulate,
    what_if,
    what_would_it_take,
)
from dtors_network.accounts.registry import ACCOUNTS, account_of
from dtors_network.examples import counted_area, small_area
from dtors_network.flow import ClientFlow
from dtors_network.model.told import EXACT, Told
from dtors_network.out.csv_text import csv_text

ROOT = Path(__file__).resolve().parents[2]
EXACT_AREA = counted_area()
AREA = protect(EXACT_AREA)


def results_of(area: Any) -> dict[str, Told]:
    """Give one result of each kind."""
    return {
        "gaps": find_gaps(area, likely=False),
        "flow": client_flow(area),
        "what-if": what_if(area, ["relieve:no_capacity@clinic"]),
        "best": best_changes(area, "everyone", 1),
        "ways": routes(area, "gp"),
        "stress": stress(area),
        "measures": network_measures(area),
        "evidence": triangulate(area),
    }


RESULTS = results_of(AREA)
EXACTLY = results_of(EXACT_AREA)
TOLD = [
    name
    for name, one in RESULTS.items()
    if any(f"{kind.__module__}.{kind.__qualname__}" in ACCOUNTS for kind in type(one).__mro__)
]
LISTS = {
    "gaps": "gaps",
    "best": "ranked",
    "ways": "ways",
    "stress": "organisations",
    "measures": "figures",
    "evidence": "reported",
}


@pytest.mark.parametrize("name", dtors_network.__all__)
def test_a_public_name_is_the_function_of_its_room(name: str) -> None:
    assert getattr(dtors_network, name).__name__ == name
    assert name in dir(dtors_network)


def test_an_unknown_name_is_told() -> None:
    with pytest.raises(AttributeError, match="module 'dtors_network' has no attribute 'find_gap'"):
        _ = dtors_network.find_gap


def test_completion_offers_the_public_names_and_nothing_that_they_are_made_of() -> None:
    assert [name for name in dir(dtors_network) if not name.startswith("__")] == sorted(dtors_network.__all__)


def test_an_area_is_one_line_at_a_prompt_and_in_a_log() -> None:
    area = example_area("well_joined")
    told = f"<Area well_joined: {len(area.services)} services, {len(area.statements)} statements; "
    assert repr(area) == told + "exact counts, for the holder of the data>"
    assert repr(protect(area)) == told + "counts in blocks (ndtms)>"


def test_a_column_of_numbers_is_one_of_numbers_where_none_is_known() -> None:
    frame = find_gaps(protect(example_area("well_joined"))).to_frame("gaps")
    assert frame["people"].isna().all() and frame["people"].dtype == "float64"


@pytest.mark.parametrize(
    "ask",
    [
        find_gaps, client_flow, protect, triangulate, network_measures, stress,
        lambda area: best_changes(area, "everyone", 1), lambda area: what_if(area, "relieve:no_capacity"),
        lambda area: routes(area, "gp"), lambda area: compare([area]), lambda area: what_would_it_take(area, reach=0.5),
    ],
)  # fmt: skip
@pytest.mark.parametrize("given", ["well_joined", None, Path("kent")])
def test_what_is_no_area_is_refused_with_how_to_read_one(ask: Any, given: object) -> None:
    with pytest.raises(InputError, match="an area is needed here, and this is .*example_area"):
        ask(given)


def test_every_public_name_has_its_room() -> None:
    assert sorted(dtors_network._HOMES) == sorted(dtors_network.__all__)


def test_the_package_loads_nothing_by_itself() -> None:
    code = "import dtors_network, sys; print([name for name in ('numpy', 'pandas', 'yaml') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_account_in_the_table_is_there() -> None:
    for paths in ACCOUNTS.items():
        for path in paths:
            module, _, name = path.rpartition(".")
            assert callable(getattr(import_module(module), name)), path


def test_the_illustrative_areas_are_those_in_the_data_folder() -> None:
    there = {path.name for path in (ROOT / "data" / "areas").iterdir() if path.is_dir()}
    assert set(example_names()) == there
    assert example_area("well_joined") == read_area(ROOT / "data" / "areas" / "well_joined")
    with pytest.raises(InputError, match="unknown illustrative area") as refused:
        example_area("../areas/well_joined")
    assert all(name in str(refused.value) for name in there)


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_says_in_one_line_what_it_is(name: str) -> None:
    said = str(RESULTS[name])
    assert said == repr(RESULTS[name])
    assert "\n" not in said
    assert len(said) < 200
    assert said.startswith(f"<{type(RESULTS[name]).__name__} of small: ")
    assert EXACT not in said


@pytest.mark.parametrize("name", EXACTLY)
def test_exact_counts_are_marked_where_a_result_says_what_it_is(name: str) -> None:
    assert EXACT in str(EXACTLY[name])


def test_the_holders_own_profile_is_marked_too() -> None:
    assert EXACT in str(routes(protect(EXACT_AREA, "none"), "gp"))


@pytest.mark.parametrize(("name", "inside"), LISTS.items())
def test_a_list_has_a_length_and_can_be_gone_through(name: str, inside: str) -> None:
    result: Any = RESULTS[name]
    assert isinstance(result, Sized)
    assert tuple(result) == tuple(getattr(result, inside))
    assert len(result) == len(tuple(result))


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_cannot_be_changed(name: str) -> None:
    with pytest.raises((FrozenInstanceError, AttributeError)):
        RESULTS[name].area = EXACT_AREA  # type: ignore[misc]


@pytest.mark.parametrize("name", TOLD)
def test_a_frame_has_the_columns_and_rows_of_the_csv_file(name: str) -> None:
    result = RESULTS[name]
    account = account_of(result)
    assert result.sheets == tuple(sheet.name for sheet in account.sheets)
    for sheet in result.sheets:
        head, *rows = csv.reader(io.StringIO(csv_text(account, sheet)))
        frame = result.to_frame(sheet)
        assert list(frame.columns) == head
        assert len(frame) == len(rows)
    assert list(result.to_frame().columns) == list(result.to_frame(result.sheets[0]).columns)
    with pytest.raises(InputError, match="unknown sheet"):
        result.to_frame("nonsense")


@pytest.mark.parametrize("name", TOLD)
def test_exact_results_give_frames_to_their_holder_and_nothing_else(name: str) -> None:
    result = EXACTLY[name]
    for sheet in result.sheets:
        assert set(result.to_frame(sheet)["profile"]) <= {"none"}
    with pytest.raises(UnprotectedError, match=r"Work from `protect\(area\)`"):
        account_of(result)


def test_a_result_of_a_kind_of_its_own_is_told_as_what_it_is_made_from() -> None:
    class Narrower(type(RESULTS["measures"])):  # type: ignore[misc]
        pass

    of = {name: getattr(RESULTS["measures"], name) for name in RESULTS["measures"].__dataclass_fields__}  # type: ignore[attr-defined]
    assert Narrower(**of).sheets == RESULTS["measures"].sheets
    with pytest.raises(InputError, match="no account tells such a result"):
        account_of(AREA)


@pytest.mark.parametrize(
    ("area", "start", "reason"),
    [
        (small_area(), "", "nobody counted how many people left with no onward referral"),
        (small_area(), "gp", "nobody counted how many people left with no onward referral"),
        (replace(EXACT_AREA, arrivals=()), "", "nobody counted all who come in"),
    ],
)
def test_reach_that_cannot_be_counted_says_why(area: Any, start: str, reason: str) -> None:
    found = client_flow(area).reach(start=start)
    assert not found
    assert str(found) == f"not counted: {reason}"
    assert client_flow(area).reach_if_counted(start=start) is None


def test_reach_that_can_be_counted_is_true() -> None:
    flow = client_flow(EXACT_AREA)
    assert isinstance(flow, ClientFlow)
    assert flow.reach()
    assert flow.reach() == flow.reach_if_counted()


FROM_BOTH = {
    "group of gaps": (["gaps", "{}", "--group", "everybody"], lambda area: find_gaps(area, ["everybody"])),
    "rule": (["gaps", "{}", "--rule", "deadend"], lambda area: find_gaps(area, None, ["deadend"])),
    "group of flow": (["flow", "{}", "--group", "everybody"], lambda area: client_flow(area, "everybody")),
    "group of what-if": (["what-if", "{}", "--group", "x"], lambda area: what_if(area, [], "x")),
    "code of a change": (["what-if", "{}", "--relieve", "capacity"], lambda area: what_if(area, "relieve:capacity")),
    "form of a change": (["what-if", "{}", "--places", "gp"], lambda area: what_if(area, "places:gp")),
    "group of best": (["best-changes", "{}", "--group", "x"], lambda area: best_changes(area, "x", 1)),
    "service": (["routes", "{}", "nowhere"], lambda area: routes(area, "nowhere")),
    "target": (["routes", "{}", "{service}", "--to", "x"], lambda area: routes(area, area.services[0].service, "x")),
    "group of measures": (["measures", "{}", "--group", "x"], lambda area: network_measures(area, "x")),
}  # fmt: skip


@pytest.mark.parametrize("name", FROM_BOTH)
def test_python_and_the_command_line_refuse_in_the_same_words(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    from dtors_network.cli import main

    words, call = FROM_BOTH[name]
    area = example_area("rural_out_of_area")
    with pytest.raises(InputError) as refused:
        call(area)
    sys.argv = [
        "dtors-network",
        *(word.format("rural_out_of_area", service=area.services[0].service) for word in words),
    ]
    with pytest.raises(SystemExit) as stopped:
        main()
    assert stopped.value.code == 2
    assert capsys.readouterr().err == "".join(f"error: {fault}\n" for fault in refused.value.told)


TAKING = [
    name
    for name in dtors_network.__all__
    if isfunction(function := getattr(dtors_network, name))
    and next(iter(signature(function).parameters), "") in ("area", "areas")
]


def test_every_function_of_an_area_is_tried() -> None:
    assert len(TAKING) == 12


@pytest.mark.parametrize("name", TAKING)
@pytest.mark.parametrize("given", ["my-area", Path("my-area"), ["my-area", "another"]])
def test_the_name_of_an_area_is_no_area(name: str, given: Any) -> None:
    with pytest.raises(InputError, match=r"its name or place \(found 'my-area'\)\. Read it first, with read_area"):
        getattr(dtors_network, name)(given)


OF_ANOTHER_KIND = {
    "read_area(3)": "path has to be a path, and this is an int (found '3'). Give a path",
    "read_area(None)": "path has to be a path, and this is nothing (found 'None'). Give a path",
    "count_records([3], 'x')": "records has to be a path or a list of paths, and this is a list (found '[3]'). "
    "Give a path or a list of paths",
    "count_records(['x'], 'x', maps='ndtms')": "maps has to be a list of names, and this is text (found 'ndtms'). "
    "Write ['ndtms']",
    "find_gaps(AREA, rules=3)": "rules has to be a list of names, and this is an int (found '3'). Give a list of names",
    "best_changes(AREA, k='1')": "k has to be a whole number, and this is text (found '1'). Give a whole number",
    "client_flow(AREA, draws=True)": "draws has to be a whole number, and this is a bool (found 'True'). "
    "Give a whole number",
    "network_measures(AREA, draws='x', seed=None)": "draws has to be a whole number, and this is text (found 'x'). "
    "Give a whole number\nseed has to be a whole number, and this is nothing (found 'None'). Give a whole number",
    "what_would_it_take(AREA, reach='half')": "reach has to be a number, and this is text (found 'half'). "
    "Give a number",
    "compare(AREA)": "several areas are needed here, and this is one. Write [area]",
    "protect([AREA])": "one area is needed here, and this is a list. Give them one by one",
    "client_flow(AREA, draws=0, seed=-1)": "draws is a whole number from 1 (found '0'). Give a larger one\n"
    "seed is a whole number from 0 (found '-1'). Give a larger one",
    "network_measures(AREA, draws=-1)": "draws is a whole number from 1 (found '-1'). Give a larger one",
    "what_if(AREA, AddPlaces('clinic', 1.5))": "places are added in whole numbers from 1 (found '1.5'). "
    "Write such as detox=3",
    "triangulate(AREA, others=[example_area('well_joined')])": "an area that is protected cannot be held against exact "
    "counts (found 'well_joined'). Give what protect returns of it",
    "triangulate(AREA, others=AREA)": "several areas are needed here, and this is one. Write [area]",
    "client_flow(AREA).reach(3)": "people cannot be followed to this stage (found '3'). Known: open_access, "
    "structured_treatment, residential_and_inpatient, treatment, aftercare_and_recovery",
}


@pytest.mark.parametrize("call", OF_ANOTHER_KIND)
def test_a_value_of_another_kind_is_refused_with_what_to_give(call: str) -> None:
    with pytest.raises(InputError) as refused:
        eval(call, {**{name: getattr(dtors_network, name) for name in dtors_network.__all__}, "AREA": AREA})
    assert str(refused.value) == OF_ANOTHER_KIND[call]


def test_numbers_of_numpy_are_numbers() -> None:
    assert str(client_flow(AREA, draws=np.int64(20))) == str(client_flow(AREA, draws=20))


def test_what_is_missing_is_said_by_python() -> None:
    with pytest.raises(TypeError, match=r"what_if\(\) missing 1 required positional argument: 'changes'"):
        what_if(AREA)  # type: ignore[call-arg]


def test_a_result_is_no_area() -> None:
    with pytest.raises(InputError, match="this is a result. Give the area that it is of"):
        client_flow(area=find_gaps(AREA))  # type: ignore[arg-type]


def test_a_slip_in_a_public_name_is_guessed() -> None:
    with pytest.raises(AttributeError) as raised:
        _ = dtors_network.find_gap
    assert (raised.value.name, raised.value.obj) == ("find_gap", dtors_network)

"""A first map from nothing: what a file suggests, what a person decides, and what becomes of it in the folder."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from dtors_network.area_files.area_io import read_area
from dtors_network.beginning.alike import alike
from dtors_network.beginning.begun import Begun, read_begun, save_begun
from dtors_network.beginning.bringing import bring
from dtors_network.beginning.counting import with_count, with_period
from dtors_network.beginning.deciding import added_by_hand, decided
from dtors_network.beginning.guessing import guess_type
from dtors_network.beginning.opening import begin_area
from dtors_network.beginning.partners import Tick, ticked, with_ticks
from dtors_network.beginning.undoing import undone
from dtors_network.errors import InputError
from dtors_network.model.vocabulary import End, ReporterRole, Says

DAY = date(2026, 11, 28)
CQC = (
    "CQC Locations data,,,,,,\n\nThis data was produced on 3 February 2026,,,,,,\n\n"
    "Name,Service types,Specialisms/services,Provider name,Local authority,"
    "CQC Location ID (for office use only),CQC Provider ID (for office use only)\n"
    "Ash House,Rehabilitation (substance abuse),,Ash Ltd,Kent,1-1,2-1\n"
    "Beech Hub,Community services - Substance abuse,,Ash Ltd,Kent,1-2,2-1\n"
    "Cedar Dental,Dentist,,Cedar Ltd,Kent,1-3,2-3\n"
    "Elsewhere Hub,Community services - Substance abuse,,Far Ltd,Surrey,1-4,2-4\n"
)
NAMES = "Name,Type,Provider\nHill Surgery,GP,Hill\nThe Beech Hub,,Ash Ltd\nRiver Mental Health Team,,Trust\n"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    (tmp_path / "cqc.csv").write_text(CQC, encoding="utf-8")
    (tmp_path / "ours.csv").write_text(NAMES, encoding="utf-8")
    begin_area(tmp_path / "kent", "kent county council")
    return tmp_path / "kent"


def done(place: Path, do: Callable[[Begun], Begun]) -> Begun:
    before = read_begun(place)
    after = do(before)
    saved, _ = save_begun(place, before, after)
    read = read_begun(place)
    assert read.area == after.area  # what is written is read back
    assert read == saved and read.was == saved.was and read_begun(place, saved) is saved
    return read


def brought(place: Path, *files: str) -> Begun:
    for file in files:
        done(place, lambda begun, file=file: bring(begun, place.parent / file, DAY).begun)  # type: ignore[misc]
    return read_begun(place)


def test_an_area_begins_with_its_authority_and_the_usual_routes_in(place: Path) -> None:
    area = read_area(place)
    assert (area.name, area.gss_code, area.region) == ("Kent", "E10000016", "South East")
    senders = {kind for route in area.pathway.routes for kind in route.senders}
    routes_in = {one.code for one in area.codebook.service_types if one.stage == "routes_in"}
    assert {one.service_type for one in area.services} == senders & routes_in != set()


def test_it_goes_on_with_the_same_authority_and_with_no_other(place: Path) -> None:
    assert begin_area(place, "E10000016").area == read_area(place)
    with pytest.raises(InputError, match="this folder holds Kent"):
        begin_area(place, "Surrey")
    with pytest.raises(InputError, match="no such authority"):
        begin_area(place.parent / "new", "Narnia")
    assert not (place.parent / "new").exists()


def test_a_register_suggests_what_is_of_the_authority_and_has_a_mark(place: Path) -> None:
    begun = brought(place, "cqc.csv")
    told = [(row["name"], row.get("service_type"), row["type_from"], row["source_date"]) for row in begun.candidates]
    assert told == [
        ("Ash House", "residential_rehabilitation", "its source", "2026-02-03"),
        ("Beech Hub", "open_access", "guessed from “Hub”", "2026-02-03"),
    ]
    assert begun.area.services == read_area(place).services  # nothing belongs before somebody says so


def test_candidates_that_belong_become_services_with_their_source(place: Path) -> None:
    brought(place, "cqc.csv", "ours.csv")
    ticks = {"cqc_1-1": {"belongs": "yes", "still_open": "yes"}, "cqc_1-2": {"belongs": "yes", "still_open": "no"}}
    begun = done(place, lambda begun: decided(begun, ticks, DAY))
    one = begun.area.service["cqc_1-1"]
    assert (one.name, one.service_type, begun.area.organisation[one.organisation].name) == (
        "Ash House", "residential_rehabilitation", "Ash Ltd",
    )  # fmt: skip
    extra = {"came_from": "CQC directory: cqc.csv", "source_date": "2026-02-03", "last_confirmed": "2026-11-28"}
    assert extra.items() <= dict(one.extra).items()
    assert "cqc_1-2" not in begun.area.service  # closed


def test_a_service_goes_again_unless_something_speaks_of_it(place: Path) -> None:
    brought(place, "cqc.csv")
    done(place, lambda begun: decided(begun, {"cqc_1-1": {"belongs": "yes"}, "cqc_1-2": {"belongs": "yes"}}, DAY))
    done(place, lambda begun: with_ticks(begun, [Tick("gp", "cqc_1-1", True)], DAY, ReporterRole.COMMISSIONER))
    with pytest.raises(InputError, match=r"other rows speak of this service \(1 of statements\)"):
        decided(read_begun(place), {"cqc_1-1": {"belongs": "no"}}, DAY)
    begun = done(place, lambda begun: decided(begun, {"cqc_1-2": {"belongs": "no"}}, DAY))
    assert "cqc_1-1" in begun.area.service and "cqc_1-2" not in begun.area.service
    assert [one.organisation for one in begun.area.organisations] == ["cqc_2-1"]


def test_two_names_of_one_are_proposed_and_merged_by_hand_with_both_shown(place: Path) -> None:
    begun = brought(place, "cqc.csv", "ours.csv")
    assert [(one.first, one.second) for one in alike(begun)] == [("cqc_1-2", "list_the_beech_hub")]
    both = {"cqc_1-2": {"belongs": "yes"}, "list_the_beech_hub": {"belongs": "yes"}}
    done(place, lambda begun: decided(begun, both, DAY))
    ticks = [Tick("gp", "list_the_beech_hub", True), Tick("cqc_1-2", "list_the_beech_hub", True)]
    done(place, lambda begun: with_ticks(begun, ticks, DAY, ReporterRole.PROVIDER))
    begun = done(place, lambda begun: decided(begun, {"list_the_beech_hub": {"same_as": "cqc_1-2"}}, DAY))
    assert "list_the_beech_hub" not in begun.area.service
    assert dict(begun.area.service["cqc_1-2"].extra)["also_known_as"] == "The Beech Hub"
    assert ticked(begun.area) == {("gp", "cqc_1-2")}  # a link to itself falls away
    assert alike(begun) == ()


def test_names_of_names_lead_to_one_and_never_round(place: Path) -> None:
    brought(place, "cqc.csv", "ours.csv")
    first = {"list_the_beech_hub": {"belongs": "yes", "service_type": "outreach"}}
    done(place, lambda begun: decided(begun, first, DAY))
    done(place, lambda begun: with_ticks(begun, [Tick("gp", "list_the_beech_hub", True)], DAY, ReporterRole.OTHER))
    begun = done(place, lambda begun: decided(begun, {"list_the_beech_hub": {"same_as": "cqc_1-2"}}, DAY))
    assert ticked(begun.area) == {("gp", "cqc_1-2")}  # it belongs, since its other name did
    begun = done(
        place, lambda begun: decided(begun, {"cqc_1-2": {"same_as": "cqc_1-1"}, "cqc_1-1": {"belongs": "yes"}}, DAY)
    )
    assert ticked(begun.area) == {("gp", "cqc_1-1")}
    assert dict(begun.area.service["cqc_1-1"].extra)["also_known_as"] == "Beech Hub; The Beech Hub"
    with pytest.raises(InputError, match="other names of one another"):
        decided(begun, {"cqc_1-1": {"same_as": "list_the_beech_hub"}}, DAY)
    begun = done(place, lambda begun: decided(begun, {"list_the_beech_hub": {"same_as": "gp"}}, DAY))  # a route in
    assert dict(begun.area.service["gp"].extra)["also_known_as"] == "The Beech Hub"


def test_names_that_no_id_holds_stay_apart(place: Path) -> None:
    names = ["Tŷ Gobaith", "T Gobaith", "東京", "大阪", "!!", "??", "x" * 150 + "1", "x" * 150 + "2", "=HUB()"]
    (place.parent / "odd.csv").write_text("Name\n" + "\n".join(names) + "\n", encoding="utf-8")
    begun = brought(place, "odd.csv")
    assert [row["name"] for row in begun.candidates] == names
    assert len({row["service"] for row in begun.candidates}) == len(names)
    done(
        place,
        lambda begun: decided(
            begun, {row["service"]: {"belongs": "yes", "service_type": "gp"} for row in begun.candidates}, DAY
        ),
    )
    (place.parent / "parted.csv").write_text("Name;Type\nA;gp\n", encoding="utf-8")
    with pytest.raises(InputError, match="semicolons"):
        brought(place, "parted.csv")


def test_a_register_that_puts_the_words_of_a_name_otherwise_is_understood(tmp_path: Path) -> None:
    begun = begin_area(tmp_path / "bristol", "City of Bristol")
    (tmp_path / "cqc.csv").write_text(CQC.replace(",Kent,", ',"Bristol, City of",'), encoding="utf-8")
    assert len(bring(begun, tmp_path / "cqc.csv", DAY).begun.candidates) == 2
    assert begin_area(tmp_path / "bristol", "Bristol, City of").area == begun.area


def test_what_a_person_changed_elsewhere_stays(place: Path) -> None:
    brought(place, "cqc.csv")
    done(place, lambda begun: decided(begun, {"cqc_1-1": {"belongs": "yes"}, "cqc_1-2": {"belongs": "yes"}}, DAY))
    text = (place / "services.csv").read_text("utf-8-sig")
    lines = [line for line in text.splitlines() if "cqc_1-2" not in line]
    (place / "services.csv").write_text("\n".join(lines).replace("Ash House", "Ash Manor"), encoding="utf-8")
    begun = done(place, lambda begun: decided(begun, {"cqc_1-1": {"service_type": "aftercare"}}, DAY))
    assert (begun.area.service["cqc_1-1"].name, begun.area.service["cqc_1-1"].service_type) == (
        "Ash Manor", "aftercare",
    )  # fmt: skip
    assert "cqc_1-2" not in begun.area.service  # a person deleted it


def test_a_file_is_undone_and_what_a_person_typed_stays(place: Path) -> None:
    empty = read_begun(place)
    brought(place, "cqc.csv")
    begun = done(place, lambda begun: undone(begun, "cqc.csv").begun)
    assert (begun.area, begun.candidates, begun.marks, begun.log) == (empty.area, (), {}, ())
    brought(place, "cqc.csv")
    newer = CQC.replace("Ash House", "Ash Grange").replace(
        "Cedar Dental,Dentist", "Cedar,Community services - Substance abuse"
    )
    (place.parent / "newer.csv").write_text(newer, encoding="utf-8")
    brought(place, "newer.csv")
    done(
        place,
        lambda begun: decided(
            begun, {"cqc_1-3": {"belongs": "yes", "service_type": "outreach"}, "cqc_1-2": {"name": "Typed"}}, DAY
        ),
    )
    done(place, lambda begun: with_ticks(begun, [Tick("gp", "cqc_1-3", True)], DAY, ReporterRole.OTHER))
    found = undone(read_begun(place), "newer.csv")
    assert (found.removed, found.stayed) == (0, ("Cedar",))
    assert [row["name"] for row in found.begun.candidates] == ["Ash House", "Typed", "Cedar"]
    assert {row["source"] for row in found.begun.candidates[:2]} == {"CQC directory: cqc.csv"}


def test_a_list_brought_again_keeps_what_was_typed(place: Path) -> None:
    brought(place, "ours.csv")
    done(place, lambda begun: decided(begun, {"list_hill_surgery": {"service_type": "gp_prescribing"}}, DAY))
    again = bring(read_begun(place), place.parent / "ours.csv", DAY)
    assert [(column, here, theirs) for _, column, here, theirs in again.merged.kept][0] == (
        "service_type", "gp_prescribing", "gp",
    )  # fmt: skip
    assert again.merged.added == 0 and again.begun.candidates == read_begun(place).candidates


def test_services_are_added_by_hand_once(place: Path) -> None:
    begun = done(place, lambda begun: added_by_hand(begun, "Night shelter", "housing", "Town", DAY, out_of_area=True))
    assert begun.area.service["night_shelter"].out_of_area and begun.area.organisation["town"].name == "Town"
    with pytest.raises(InputError, match="stands there already"):
        added_by_hand(begun, "night shelter", "housing", "", DAY)
    with pytest.raises(InputError, match=r"no name.*\n?.*no type"):
        added_by_hand(begun, " ", "", "", DAY)


@pytest.mark.parametrize(
    ("cells", "problem"),
    [
        ({"belongs": "perhaps"}, "neither yes nor no"),
        ({"service_type": "surgery"}, "unknown service type"),
        ({"same_as": "cqc_1-1"}, "no other service"),
        ({"last_confirmed": "28/11/2026"}, "not a date"),
        ({"name": " "}, "no name"),
        ({"mark": "strong"}, "not changed here"),
    ],
)
def test_a_decision_that_cannot_be_is_told_and_changes_nothing(
    place: Path, cells: dict[str, str], problem: str
) -> None:
    begun = brought(place, "cqc.csv")
    with pytest.raises(InputError, match=problem):
        decided(begun, {"cqc_1-1": cells}, DAY)


def test_ticks_are_one_voice_of_one_end_and_are_taken_back(place: Path) -> None:
    begun = done(place, lambda begun: with_ticks(begun, [Tick("gp", "prison", True)], DAY, ReporterRole.COMMISSIONER))
    (one,) = begun.area.statements
    assert (one.end, one.says, one.said_on, one.reporter_role) == (
        End.SENDER, Says.PRESENT, DAY, ReporterRole.COMMISSIONER,
    )  # fmt: skip
    other = replace(one, reporter="R1")
    spoken = replace(begun, area=replace(begun.area, statements=(one, other)))
    assert with_ticks(spoken, [Tick("gp", "prison", False)], DAY, ReporterRole.OTHER).area.statements == (other,)
    with pytest.raises(InputError, match="no partner of its own"):
        with_ticks(begun, [Tick("gp", "gp", True)], DAY, ReporterRole.OTHER)


def test_counts_keep_the_laws_and_are_taken_back(place: Path) -> None:
    begun = done(place, lambda begun: with_count(begun, "referrals", ("gp", "prison"), "referred", "11..15"))
    assert str(begun.area.referrals[0].referred) == "11–15"
    with pytest.raises(InputError, match="started"):
        with_count(begun, "referrals", ("gp", "prison"), "started", "20")
    with pytest.raises(InputError, match="not a count"):
        with_count(begun, "arrivals", ("gp",), "count", "many")
    assert with_count(begun, "referrals", ("gp", "prison"), "referred", "").area.referrals == ()


def test_a_period_has_two_ends_in_order(place: Path) -> None:
    begun = done(place, lambda begun: with_period(begun, "2025-04-01", "2026-03-31"))
    assert begun.area.period_start == date(2025, 4, 1)
    for first, last, problem in (
        ("2025-04-01", "", "two ends"),
        ("1 April", "2026-03-31", "not a date"),
        ("2026-04-01", "2026-03-31", "period"),
    ):
        with pytest.raises(InputError, match=problem):
            with_period(begun, first, last)
    assert done(place, lambda begun: with_period(begun, "", "")).area.period_end is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("St Anne's Medical Centre", "gp"),
        ("HMP Example", "prison"),
        ("Northside Alcoholics Anonymous", "mutual_aid"),
        ("Women's recovery house", "residential_rehabilitation"),
        ("The Bridge", ""),
    ],
)
def test_types_are_guessed_by_words_and_the_word_is_shown(name: str, kind: str) -> None:
    types = ["gp", "prison", "mutual_aid", "residential_rehabilitation", "womens_service"]
    found = guess_type([name], types)
    assert found.type == kind and (found.why in name if kind else found.why == "")


def test_hostile_lists_are_one_clear_message(place: Path) -> None:
    book = Workbook()
    book.active.append(["Name"])
    book.active.append(['=HYPERLINK("http://x","y")'])
    book.save(place.parent / "formulas.xlsx")
    (place.parent / "lies.zip").write_bytes(b"PK\x03\x04 no archive")
    (place.parent / "none.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (place.parent / "figures.csv").write_text("Indicator ID,Area Name\n1,Kent\n", encoding="utf-8")
    begun = read_begun(place)
    for file, problem in (
        ("formulas.xlsx", "holds a formula"),
        ("lies.zip", "lies.zip"),
        ("none.csv", "no row names a column of names"),
        ("figures.csv", "suggests no services"),
        ("map.docx", "no list of services has this ending"),
    ):
        with pytest.raises(InputError, match=problem) as told:
            bring(begun, place.parent / file, DAY)
        assert len(told.value.faults) == 1
    assert read_begun(place) == begun


def test_a_type_that_a_list_gave_is_not_put_aside_by_a_guess_from_a_later_list(place: Path) -> None:
    (place.parent / "typed.csv").write_text("Name,Type\nKent Hub,outreach\n", encoding="utf-8")
    (place.parent / "untyped.csv").write_text("Service,Provider\nKent hub,Forward\n", encoding="utf-8")
    row = next(row for row in brought(place, "typed.csv", "untyped.csv").candidates if row["name"] == "Kent hub")
    assert (row["service_type"], row["type_from"]) == ("outreach", "its source")


def test_a_guess_gives_way_to_a_type_that_a_later_list_gives(place: Path) -> None:
    (place.parent / "typed.csv").write_text("Name,Type\nKent Hub,outreach\n", encoding="utf-8")
    (place.parent / "untyped.csv").write_text("Service,Provider\nKent hub,Forward\n", encoding="utf-8")
    row = next(row for row in brought(place, "untyped.csv", "typed.csv").candidates if row["name"] == "Kent Hub")
    assert (row["service_type"], row["type_from"]) == ("outreach", "its source")

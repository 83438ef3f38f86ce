"""Same blocks, same output, of everything that leaves; and nothing that leaves narrows what the tables leave open."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.disclosure import protect, protected
from dtors_network.gaps import find_gaps
from dtors_network.model.area import Action, Answer, Area, BarrierReport, Contact, Statement
from dtors_network.model.vocabulary import End, QuestionKind, ReporterRole, Says, YesNo
from dtors_network.rounds.html_form import html_form
from dtors_network.rounds.opening import frozen
from tests.often import often

from .alike import alike, disguised
from .attack import Key, Puzzle, attack, exact_cells, puzzle, truth
from .leaving import COMPARED, FETCHED, SHARED, Left, Screen, leaves, written_by_callbacks
from .small import small_counted_area
from .test_attack import add_up

AREAS = Path(__file__).parents[2] / "data" / "areas"


def joined_area(seed: int) -> Area:
    """A small counted area in which ways lead to aftercare, with links that are told of and a barrier."""
    area = small_counted_area(seed, services=4, most=60)
    *others, last = area.services
    told = [
        Statement(source=row.source, target=row.target, end=end, says=Says.PRESENT, reporter=f"{end}-{row.source}")
        for row in area.referrals
        if row.client_group == "everyone"
        for end in End
    ]
    told = [replace(row, note=f"note {at}", reporter_role=ReporterRole.PROVIDER) for at, row in enumerate(told)]
    first = told[0]
    report = BarrierReport(
        report="B1",
        code="referral.refuses_current_use",
        side=End.RECEIVER,
        source=first.source,
        target=first.target,
        reporter_role=ReporterRole.PROVIDER,
        reporter="R-Jones",
        document="Interview 7",
        locator="line 44",
        excerpt="I told them my whole story",
        reply_note="noted by hand",
    )
    other = replace(report, report="B2", reporter="R-Smith", code="referral.funding_fear")
    made = replace(
        area,
        services=(*others, replace(last, service_type="aftercare")),
        statements=tuple(told),
        barriers=(report, other),
        answers=(Answer(source=first.source, target=first.target, question=LINK, answer=YesNo.YES, by="R-Jones"),),
        contacts=(Contact(service=first.source, desk="duty worker", person="Xanthippe"),),
        tables=area.tables | {"statements", "barriers", "answers", "actions", "contacts"},
        counts_note="3 steps: only rows tell the order",
    )
    finding = find_gaps(protected(made)).gaps[0].id
    agreed = Action(finding=finding, action="Ask them", owner="Xanthippe", due=date(2026, 3, 1))
    return replace(made, actions=(agreed, replace(agreed, action="Ask others", owner="Yolanda")))


LINK = QuestionKind.LINK


def differing(one: Left, other: Left) -> list[str]:
    return [name for name in {**one.all, **other.all} if one.all.get(name) != other.all.get(name)]


BY_COMMAND = "small_1"
"""Of this one commands are run too, of the other the screen alone is looked at."""


@pytest.fixture(scope="module", params=often([1, 5], 1))
def small(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Area, Left]:
    """A small area, and what leaves of it."""
    area = joined_area(request.param)
    return area, leaves(area, tmp_path_factory.mktemp("small") / "ours", 4, area.id == BY_COMMAND)


def test_what_leaves_is_gathered_from_every_page_and_in_every_form(small: tuple[Area, Left]) -> None:
    area, left = small
    assert {re.split("[?#]", address)[0] for address in left.pages} == {page.path for page in SHARED}
    for page in SHARED:
        assert {name for name in page.downloads if f"/download/{name}.csv" not in left.files} == set()
    assert any(re.search(r'"(hovertext|customdata|hovertemplate)"', text) for text in left.pages.values())
    for name in ("ours.xlsx/", "accounts.xlsx/", "disclose.out/", "network.graphml", "gaps area --format json"):
        assert area.id != BY_COMMAND or any(where.startswith(name) for where in left.files), name


def test_areas_within_the_same_blocks_leave_as_the_same(small: tuple[Area, Left], tmp_path: Path) -> None:
    area, left = small
    other = disguised(alike(area, 2)[1], "otherwise", 1)
    assert {*other.referrals} != {*area.referrals}
    assert differing(left, leaves(other, tmp_path / "other", 4, area.id == BY_COMMAND)) == []
    days = [raw for where, raw in left.files.items() if where.startswith("/download/actions.ics")]
    assert days and all(b"DTSTART;VALUE=DATE:20260301" in raw for raw in days)


def test_areas_beside_another_are_compared_as_the_same(small: tuple[Area, Left]) -> None:
    area, _ = small
    beside = replace(joined_area(2), id="beside", name="Beside")
    screens = [Screen(one, beside) for one in (area, disguised(alike(area, 2)[1], "otherwise", 2))]
    pages = [screen.walked(6, [COMPARED]) for screen in screens]
    assert len(pages[0]) > 1 and "Beside" in str(pages[0])
    assert differing(*(Left(*left) for left in zip(pages, [one.downloads for one in screens], strict=True))) == []
    assert sum(len(raw) for raw in screens[0].downloads.values()) > 1_000


def test_what_pages_fetch_by_themselves_is_gathered(small: tuple[Area, Left]) -> None:
    """A callback that gives more than the page of an address is named here, and asked by the walk."""
    area, left = small
    assert written_by_callbacks(area) == {*FETCHED}
    for name in ("gap-body", "detail"):
        assert any(f"#{name}" in where for where in left.pages), name


def test_forms_of_a_round_are_the_same(small: tuple[Area, Left]) -> None:
    area, _ = small
    other = disguised(alike(area, 2)[1], "otherwise", 3)
    asked = [frozen(find_gaps(protect(one)), "r1", date(2026, 2, 2), None, everyone=True) for one in (area, other)]
    assert asked[0].forms and asked[0] == asked[1]
    one, its = ([html_form(each, form) for form in each.forms] for each in asked)
    assert one == its


def test_whatever_read_an_exact_count_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    area = joined_area(1)
    other = alike(area, 2)[1]
    before = [Screen(one).walked(1) for one in (area, other)]
    assert before[0] == before[1]
    monkeypatch.setattr("dashboards.holding.protected_before", lambda exact, profile: replace(exact, profile=profile))
    exact = [Screen(one).walked(1) for one in (area, other)]
    assert {"/flow", "/hidden"} <= {where for where in exact[0] if exact[0][where] != exact[1].get(where)}


def test_what_is_stated_narrows_no_few_number(small: tuple[Area, Left]) -> None:
    """All ranges and shares of the files of flow, of every group, are laws now besides the tables."""
    area, left = small
    found = puzzle(protected(area), reasons_add_up=add_up(area))
    laws = len(found.laws)
    stated(left, found)
    assert len(found.laws) > laws + 20
    few = {name for name, value in truth(found, exact_cells(area)).items() if 1 <= value <= 4}
    assert len(few) > 10
    assert not any(attack(found, 4, few).ruled_out.values())


def test_what_is_stated_is_true(small: tuple[Area, Left]) -> None:
    area, left = small
    found, exact = puzzle(protected(area), reasons_add_up=add_up(area)), exact_cells(area)
    stated(left, found)
    for terms, low, high in found.laws:
        if all(key in exact for key in terms):
            assert low - 1e-6 <= sum(sign * exact[key] for key, sign in terms.items()) <= high + 1e-6, terms


def test_a_range_that_is_stated_too_narrowly_is_found(small: tuple[Area, Left]) -> None:
    """As if flow had said of one loss how many there were, give or take one."""
    area, left = small
    exact = exact_cells(area)
    found = puzzle(protected(area), reasons_add_up=add_up(area))
    few = {name for name, value in truth(found, exact).items() if 1 <= value <= 4}
    key = next(key for key in found.cells if key[-1] == "lost" and " ".join(key) in few)
    found.say({key: 1}, exact[key] - 1, exact[key] + 1)
    assert attack(found, 4, few & {" ".join(key)}).ruled_out[" ".join(key)] == {1, 2, 3, 4} - {
        exact[key] + at for at in (-1, 0, 1)
    }


def stated(left: Left, found: Puzzle) -> None:
    """Take from the files of flow what they say of people and of shares, as a reader would."""
    for where, raw in left.files.items():
        if where.startswith("/download/flow.csv"):
            for row in csv.DictReader(io.StringIO(raw.partition("\ufeff".encode())[2].decode())):
                say(row, found)


def say(row: dict[str, str], found: Puzzle) -> None:
    """Add what a row says as a law; of a group with "not" before it, of everybody else."""
    what, group = row["what"], row["client_group"]

    def people(*places: tuple[str, ...]) -> dict[Key, float]:
        return summed(found, group, places)

    pair = row["source"], row["target"]
    referred, started, kept = (people((*pair, name)) for name in ("referred", "started", "kept_by_sender"))
    lost = less(less(referred, started), kept)
    sums = {"referred": referred, "started": started, "lost": lost}
    if what == "came_on_record":
        onward = {key[:2] for key in found.cells if key[1] == row["target"] and key[-1] == "started"}
        starts = [(*source, "started") for source in sorted(onward)]
        sums[what] = people(("arrivals", row["target"], "count"), *starts)
    if what in sums and row["people_low"] and sums[what]:
        found.say(sums[what], int(row["people_low"]), int(row["people_high"]))
    if what == "share_lost" and row["least"] and lost and started:
        whole = less(referred, kept)
        for share, sign in ((float(row["least"]) - ROUNDED, 1), (float(row["most"]) + ROUNDED, -1)):
            found.say({key: sign * (lost.get(key, 0) - share * whole.get(key, 0)) for key in whole | lost})


def summed(found: Puzzle, group: str, places: tuple[tuple[str, ...], ...]) -> dict[Key, float]:
    """Add cells of a group up; nothing where one of them is not there."""
    name, others = group.removeprefix("not "), group.startswith("not ")
    terms: dict[Key, float] = {}
    for *place, column in places:
        keys = [(*place, one, column) for one in (["everyone", name] if others else [name])]
        if not all(key in found.cells for key in keys):
            return {}
        terms |= dict(zip(keys, (1.0, -1.0), strict=False))
    return terms


def less(large: dict[Key, float], small: dict[Key, float]) -> dict[Key, float]:
    return large | {key: large.get(key, 0) - sign for key, sign in small.items()} if large and small else {}


ROUNDED = 0.00006
"""Shares are written with four decimal places."""

OF_OLD = re.compile(
    r"(1|one) (to|and|or|–) ?(4|four)\b[^.?\"]*(hidden|not shown|withheld|suppress|star)"
    r"|(hidden|suppressed|withheld)[^.?\"]*(fewer than|under|below|less than) ?(5|five)"
    r"|small (counts|numbers) are (hidden|not shown|suppressed)",
    re.IGNORECASE,
)
"""How pages spoke when counts of 1 to 4 were hidden one by one."""


def test_nothing_says_that_counts_of_one_to_four_are_hidden(small: tuple[Area, Left]) -> None:
    _, left = small
    for where, raw in left.all.items():
        assert not (said := OF_OLD.search(raw.decode("utf-8", "replace"))), (where, said)
    followed = [text for where, text in left.pages.items() if where.startswith(("/flow", "/what-if"))]
    assert followed and all("blocks" in text for text in followed)


@pytest.mark.parametrize("words", ["Counts from 1 to 4 are hidden.", "Suppressed where fewer than five came"])
def test_but_it_would_be_found(words: str) -> None:
    assert OF_OLD.search(words)
    assert not OF_OLD.search("Can a number from 1 to 4 be read or worked out? No.")


PLACES = sorted(path.parent for path in AREAS.glob("*/area.yaml"))


@pytest.mark.parametrize(
    ("place", "most"),
    [
        pytest.param(AREAS / "rural_out_of_area", 2, id="rural_out_of_area"),
        *(pytest.param(place, 30, marks=pytest.mark.proof, id=f"{place.name} whole") for place in PLACES),
    ],
)
def test_nor_do_illustrative_areas_leave_otherwise(place: Path, most: int, tmp_path: Path) -> None:
    (area,) = alike(read_area(place), 1)  # with numbers where an owner knew ranges alone
    other = alike(area, 2)[1]
    assert other.referrals != area.referrals
    lefts = [leaves(one, tmp_path / str(at), most, most > 10) for at, one in enumerate((area, other))]
    assert differing(*lefts) == []

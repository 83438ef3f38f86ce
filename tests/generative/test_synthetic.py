"""Synthetic areas are lawful, repeatable, of any size and within the published ranges; their truth is well formed."""

import ast
import hashlib
import inspect
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from dtors_network.model.laws import faults
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, Certainty, Stage, least, most
from dtors_network.synthetic import (
    ONE_OF_EACH_RULE,
    PLANTS,
    five_thousand_services,
    points,
    policies,
    refusals,
    routes,
    sixty_services,
    synthetic_area,
    ways,
)
from tests.generative.planted import STRUCTURAL, with_one_plant, with_several_plants

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "dtors_network" / "synthetic"


@pytest.fixture(scope="module")
def large():
    return five_thousand_services(services=1500, links=8000).area


# -- laws ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_laws_hold(seed):
    assert faults(with_several_plants(seed, services=70, most=10).area) == ()


def test_laws_hold_in_a_large_area(large):
    assert faults(large) == ()


@pytest.mark.parametrize("seed", range(12))
def test_people_who_arrive_or_start_are_referred_on_or_leave(seed):
    area = with_several_plants(seed, services=50, most=8).area
    for group in area.codebook.group:
        for service in area.services:
            if area.codebook.stage_of[service.service_type] is not Stage.WIDER_SUPPORT:
                lowest_in, highest_in = people_in(area, service.service, group)
                lowest_out, highest_out = people_out(area, service.service, group)
                assert lowest_in <= highest_out and lowest_out <= highest_in


def people_in(area, service, group):
    rows = [row.count for row in area.arrivals if (row.service, row.client_group) == (service, group)]
    return bounds(rows + [row.started for row in area.referrals if (row.target, row.client_group) == (service, group)])


def people_out(area, service, group):
    """Who left or was referred on, but for wider support, which runs beside treatment."""
    rows = [row.count for row in area.departures if (row.service, row.client_group) == (service, group)]
    for row in area.referrals:
        beside = area.codebook.stage_of[area.service[row.target].service_type] is Stage.WIDER_SUPPORT
        if (row.source, row.client_group) == (service, group) and not beside:
            rows.append(row.referred)
    return bounds(rows)


def bounds(counts):
    counted = [count for count in counts if count is not None]
    return sum(map(least, counted)), sum(map(most, counted))


def test_some_small_counts_are_stars_and_no_larger_one():
    area = sixty_services().area
    started = [row.started for row in area.referrals]
    assert SUPPRESSED in started
    assert any(isinstance(count, int) and 1 <= count <= 4 for count in started)


# -- repeatable ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PLANTS)
def test_the_same_seed_gives_the_same_area(name):
    assert with_one_plant(5, name) == with_one_plant(5, name)


def test_another_seed_gives_another_area():
    assert synthetic_area(1).area != synthetic_area(2).area


def test_the_order_of_the_plants_does_not_matter():
    assert synthetic_area(3, 40, ONE_OF_EACH_RULE) == synthetic_area(3, 40, ONE_OF_EACH_RULE[::-1])


def test_the_area_does_not_depend_on_the_order_of_sets():
    code = "from tests.generative.test_synthetic import digest; print(digest())"
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{digest()}\n"}


def digest():
    drawn = [sixty_services(2), *(with_one_plant(9, name) for name in PLANTS)]
    text = repr([(one.truth, one.area.services, one.area.statements, one.area.referrals) for one in drawn])
    return hashlib.sha256(text.encode()).hexdigest()


def test_the_seed_is_told():
    drawn = synthetic_area(11)
    assert drawn.seed == 11
    assert drawn.area.synthetic
    assert drawn.area.note == "Invented, with seed 11; it describes no place and nobody."


# -- size ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("services", [10, 11, 12, 13, 27, 28, 29, 55, 57, 200, 1111])
@pytest.mark.parametrize("reference", ["partnership_2022", "models_of_care_2006"])
def test_any_size(services, reference):
    area = synthetic_area(4, services, plant=(), reference=reference).area
    assert len(area.services) == services
    assert area.pathway.id == area.reference_pathway == reference


def test_as_many_links_as_wanted(large):
    assert 7_900 <= len(pairs_spoken_of(large)) <= 8_000


def pairs_spoken_of(area):
    rows = [*area.statements, *area.referrals, *(row for row in area.answers if row.question == "link")]
    return {(row.source, row.target) for row in rows}


def test_every_pair_of_a_large_area_is_answered(large):
    """Each service names all it refers to, or a meeting settled that there are no others."""
    settled = {row.service for row in large.answers if row.question == "sends_to_nobody_else"}
    assert all(service.lists_all_sent_to or service.service in settled for service in large.services)


def test_six_groups_are_assessed_where_there_is_room():
    accepted = {group for service in sixty_services().area.services for group, _ in service.accepts}
    assert accepted == {EVERYONE} | set(sixty_services().area.codebook.group)


def test_only_the_groups_asked_for_are_named():
    area = synthetic_area(8, 30, plant=(), groups=["housing_need"]).area
    rows = [*area.arrivals, *area.referrals, *area.refusals, *area.departures]
    named = {row.client_group for row in rows} | {group for s in area.services for group, _ in s.accepts}
    assert named == {EVERYONE, "housing_need"}


# -- published ranges ----------------------------------------------------------------------------------------------


def everyones_referrals(area, *kinds):
    rows = [row for row in area.referrals if row.client_group == EVERYONE and isinstance(row.started, int)]
    return [row for row in rows if area.service[row.source].service_type in kinds and isinstance(row.referred, int)]


def test_prison_continuity_lies_within_the_published_regions(large):
    rows = everyones_referrals(large, "prison")
    assert rows
    assert all(0.41 <= row.started / row.referred <= 0.66 for row in rows)


def test_nearly_all_start_a_first_treatment_within_three_weeks(large):
    kinds = large.codebook.types_of(Stage.ROUTES_IN)
    rows = [row for row in everyones_referrals(large, *kinds) if isinstance(row.waited_over_21_days, int)]
    late = sum(row.waited_over_21_days for row in rows) / sum(row.started for row in rows)
    assert 0.01 <= late <= 0.02


def test_more_than_half_refer_themselves(large):
    people = Counter()
    for row in everyones_referrals(large, *large.codebook.types_of(Stage.ROUTES_IN)):
        people[large.service[row.source].service_type] += row.referred
    assert 0.5 <= people["self_or_family"] / people.total() <= 0.6
    assert 0.19 <= sum(people[kind] for kind in ("gp", "hospital", "social_care")) / people.total() <= 0.25


def test_three_in_four_need_mental_health_support(large):
    rows = [row for row in large.referrals if row.client_group == "mental_health_need"]
    everyone = {(r.source, r.target): r.started for r in large.referrals if r.client_group == EVERYONE}
    known = [(row.started, everyone[row.source, row.target]) for row in rows]
    known = [(part, whole) for part, whole in known if isinstance(part, int) and isinstance(whole, int)]
    assert 0.7 <= sum(part for part, _ in known) / sum(whole for _, whole in known) <= 0.78


def test_keyworkers_see_at_most_eighty_people(large):
    loads = [service.caseload / service.keyworkers for service in large.services if service.keyworkers]
    assert loads
    assert max(loads) <= 80


# -- the truth -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(12))
def test_the_truth_is_well_formed(seed):
    drawn = with_several_plants(seed, services=60, most=12)
    assert len({gap.key for gap in drawn.truth}) == len(drawn.truth)
    for gap in drawn.truth:
        well_formed(drawn.area, gap)


def well_formed(area, gap):
    route = area.pathway.route.get(gap.route)
    assert gap.rule in STRUCTURAL
    assert gap.client_group in area.codebook.group
    assert set(gap.services) <= set(area.service)
    assert set(gap.organisations) <= set(area.organisation)
    assert gap.types == tuple(sorted(gap.types))
    assert (route is not None) == (gap.rule in ("no_provider", "missing_route", "refused_group"))
    assert route is None or set(gap.types) <= set(route.receivers)
    assert (gap.link is not None) == (gap.rule == "disputed_link")
    assert gap.link in (None, gap.services)
    assert len(gap.services) + len(gap.organisations) in places(gap, route)


def places(gap, route):
    """How many services and organisations a finding may name."""
    if gap.rule == "no_provider" or gap.certainty is Certainty.UNKNOWABLE:
        return [0]
    if gap.rule == "refused_group":
        return range(1, 99)
    return [2] if gap.rule in ("single_point", "disputed_link") else [1]


@pytest.mark.parametrize("name", PLANTS)
def test_each_plant_brings_a_gap_of_its_name(name):
    """The others that it brings are marked as such; rows with a condition are nobody's plant."""
    drawn = synthetic_area(17, 30, [name])
    planted = [gap for gap in drawn.truth if gap.planted]
    assert planted
    rules = {rule for rule in STRUCTURAL if name.startswith(rule)}
    assert not rules or {gap.rule for gap in planted} == rules
    assert all(not area_condition(drawn.area, gap) or not gap.planted for gap in drawn.truth)


def area_condition(area, gap):
    return gap.route and area.pathway.route[gap.route].condition


def test_each_row_with_a_condition_has_one_line():
    drawn = synthetic_area(2, 40, plant=())
    conditional = [route.code for route in drawn.area.pathway.routes if route.condition]
    assert sorted(gap.route for gap in drawn.truth) == sorted(conditional)
    assert {(gap.certainty, gap.services, gap.planted) for gap in drawn.truth} == {(Certainty.UNKNOWABLE, (), False)}


def test_certain_and_sensitive_variants_of_each_rule_can_be_planted():
    found = {(gap.rule, gap.certainty) for name in PLANTS for gap in with_gaps_of(name)}
    rules = STRUCTURAL - {"no_provider", "disputed_link"}
    assert found >= {(rule, sure) for rule in rules for sure in (Certainty.CERTAIN, Certainty.SENSITIVE)}
    unknowable = ("no_provider", "missing_route", "no_aftercare_route", "dead_end")
    assert found >= {(rule, Certainty.UNKNOWABLE) for rule in unknowable}
    assert found >= {("no_provider", Certainty.CERTAIN), ("disputed_link", Certainty.CERTAIN)}


def with_gaps_of(name):
    complete = synthetic_area(17, 30, [name]).truth
    return (*complete, *synthetic_area(17, 30, [name], services_complete=False).truth)


# -- the code ------------------------------------------------------------------------------------------------------


def test_every_plant_is_registered_and_gives_its_reasons():
    modules = (policies, refusals, routes, ways, points)
    functions = {
        function
        for module in modules
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__ and not name.startswith("_")
        if list(inspect.signature(function).parameters) == ["draft"]
    }
    assert functions == {plant.grow for plant in PLANTS.values()}
    assert {plant.grow.__name__ for plant in PLANTS.values()} == set(PLANTS)
    assert all(inspect.getdoc(function) for function in functions)


def test_nothing_is_imported_that_judges_areas():
    allowed = ("dtors_network.model", "dtors_network.area_files", "dtors_network.safe", "dtors_network.synthetic")
    libraries = {*sys.stdlib_module_names, "numpy", "polars"}
    for path in PACKAGE.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            for name in names:
                assert name.startswith(allowed) or name.split(".")[0] in libraries, f"{path}: {name}"


# -- what cannot be drawn --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ({"plant": ["weeds"]}, f"no plant is called 'weeds'; there are {', '.join(PLANTS)}"),
        ({"plant": ["no_recovery", "dead_end_certain"]}, "no_recovery changes the whole area: plant it alone"),
        ({"services": 0}, "an area has services, so not 0 of them"),
        ({"services": 8, "plant": []}, "8 services are too few: these groups and plants need 9"),
        ({"unknown_share": 1.5}, "unknown_share is a share between 0 and 1, not 1.5"),
        ({"closed_by": "hope"}, "closed_by is one of list, answer, record, not 'hope'"),
        (
            {"groups": ["nobody"]},
            "no client group is called 'nobody'; there are everyone, currently_using, leaving_prison, "
            "criminal_justice, mental_health_need, housing_need",
        ),
        (
            {"groups": [], "plant": ["missing_route_refused"]},
            "no route of the reference is for a client group that is assessed",
        ),
        (
            {"plant": ["refused_group_said"], "groups": []},
            "no required route and assessed group are left to be refused",
        ),
    ],
)
def test_what_cannot_be_drawn_is_told(arguments, told):
    with pytest.raises(ValueError) as raised:
        synthetic_area(1, **arguments)
    assert str(raised.value) == told

"""The six illustrative areas: lawful, believable, and showing what decision 0004 wrote down before anything was run."""

from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from dtors_network.area_files.area_io import read_area
from dtors_network.gaps import Gap, find_gaps
from dtors_network.model.area import Area, Referral
from dtors_network.model.vocabulary import EVERYONE, SUPPRESSED, ReporterRole, Stage, least, most

AREAS = Path(__file__).resolve().parents[2] / "data" / "areas"
STRUCTURAL = {
    "no_provider",
    "missing_route",
    "no_aftercare_route",
    "dead_end",
    "refused_group",
    "disputed_link",
    "single_point",
}


class Headline(NamedTuple):
    rule: str
    certainty: str
    grade: str
    group: str
    route: str
    services: tuple[str, ...]
    link: tuple[str, str] | None = None


HEADLINES = {
    "well_joined": Headline(
        "missing_route", "sensitive", "expected", EVERYONE, "treatment_to_mutual_aid", ("day_programme",)
    ),
    "prison_release_unmet": Headline(
        "missing_route", "certain", "required", "leaving_prison", "prison_to_treatment", ("prison",)
    ),
    "mental_health_exclusion": Headline(
        "refused_group",
        "certain",
        "required",
        "currently_using",
        "treatment_to_mental_health",
        ("community_mh_team", "talking_therapies"),
    ),
    "competing_providers": Headline(
        "disputed_link",
        "certain",
        "required",
        EVERYONE,
        "",
        ("alder_prescribing", "quay_aftercare"),
        ("alder_prescribing", "quay_aftercare"),
    ),
    "rural_out_of_area": Headline("no_provider", "certain", "required", EVERYONE, "residential_to_aftercare", ()),
    "criminal_justice_overload": Headline("single_point", "certain", "", EVERYONE, "", ("custody", "cj_team")),
}
INTERVIEWED = {"well_joined", "mental_health_exclusion", "competing_providers", "criminal_justice_overload"}
EACH = pytest.mark.parametrize("name", HEADLINES)


@cache
def area_of(name: str) -> Area:
    return read_area(AREAS / name)


@cache
def structural(name: str) -> tuple[Gap, ...]:
    return tuple(gap for gap in find_gaps(area_of(name)).gaps if gap.finding.rule in STRUCTURAL)


def headline(gap: Gap) -> Headline:
    found = gap.finding
    route = found.route.code if found.route and found.link is None else ""
    grade = found.grade.value if found.grade else ""
    return Headline(found.rule, found.certainty.value, grade, found.group, route, found.services, found.link)


def stage(area: Area, service: str) -> Stage:
    return area.codebook.stage_of[area.service[service].service_type]


def reporters(area: Area, role: ReporterRole) -> set[str]:
    return {row.reporter for row in (*area.statements, *area.barriers) if row.reporter_role is role}


def referrals(area: Area, group: str = EVERYONE) -> list[Referral]:
    return [row for row in area.referrals if row.client_group == group]


def first_waits(area: Area) -> list[Referral]:
    return [
        row
        for row in referrals(area)
        if stage(area, row.source) is Stage.ROUTES_IN
        and stage(area, row.target) not in (Stage.ROUTES_IN, Stage.WIDER_SUPPORT)
        and row.waited_over_21_days is not None
    ]


def test_there_are_six_and_no_others():
    assert {path.name for path in AREAS.iterdir() if path.is_dir()} == set(HEADLINES)


class TestHeadlines:
    @EACH
    def test_the_headline_is_the_one_written_down(self, name):
        assert headline(structural(name)[0]) == HEADLINES[name]

    @EACH
    def test_the_headline_leads_its_root(self, name):
        first = structural(name)[0]
        assert first.root == first.id

    @EACH
    def test_no_other_area_shows_it_as_certain_in_the_same_kind_of_place(self, name):
        def kind(gap: Gap) -> tuple[str, str, str, str]:
            return headline(gap)[:2] + headline(gap)[3:5]

        others = {kind(structural(other)[0]) for other in HEADLINES if other != name}
        assert kind(structural(name)[0]) not in others

    def test_nothing_is_certain_where_services_are_joined_up(self):
        assert [gap.id for gap in structural("well_joined") if gap.finding.certainty.value == "certain"] == []

    @pytest.mark.parametrize("name", ["prison_release_unmet", "mental_health_exclusion", "rural_out_of_area"])
    def test_one_certain_finding_has_a_grade(self, name):
        certain = [gap for gap in structural(name) if gap.finding.certainty.value == "certain" and gap.finding.grade]
        assert [gap.id for gap in certain] == [structural(name)[0].id]

    def test_the_smaller_dispute_comes_second(self):
        larger, smaller = structural("competing_providers")[:2]
        assert smaller.finding.link == ("quay_day_programme", "alder_recovery")
        assert smaller.people.high < larger.people.low

    def test_nothing_certain_has_a_grade_where_one_team_carries_everybody(self):
        certain = [gap for gap in structural("criminal_justice_overload") if gap.finding.certainty.value == "certain"]
        assert [gap.finding.grade for gap in certain] == [None]

    @EACH
    def test_actions_on_structural_gaps_name_one_that_is_found(self, name):
        named = {action.finding for action in area_of(name).actions if action.finding.partition(":")[0] in STRUCTURAL}
        assert named
        assert named <= {gap.id for gap in structural(name)}


class TestMakeUp:
    @EACH
    def test_it_says_that_it_is_invented(self, name):
        area = area_of(name)
        assert area.id == name
        assert area.synthetic
        assert "Invented" in area.note
        assert area.gss_code == ""

    @EACH
    def test_size_and_tables(self, name):
        area = area_of(name)
        assert 12 <= len(area.services) <= 30
        tables = ("statements", "answers", "arrivals", "referrals", "refusals", "departures", "barriers", "actions")
        assert [table for table in tables if not getattr(area, table)] == []

    @EACH
    def test_the_period_fits_the_reference(self, name):
        area = area_of(name)
        assert (area.reference_pathway == "models_of_care_2006") == (area.period_start.year < 2013)

    @EACH
    def test_barriers_are_coded_with_the_codebook_and_said_within_the_period(self, name):
        area = area_of(name)
        assert {report.code for report in area.barriers} <= set(area.codebook.barrier)
        assert all(area.period_start <= row.said_on <= area.period_end for row in (*area.statements, *area.barriers))
        assert all(report.excerpt for report in area.barriers)

    @EACH
    def test_a_report_stands_where_its_code_belongs(self, name):
        for report in area_of(name).barriers:
            belongs = area_of(name).codebook.barrier[report.code].attaches_to
            if report.source:
                assert "link" in belongs, report
            elif report.service or report.service_type:
                assert "service" in belongs, report
            else:
                assert {"area", "client_context"} & set(belongs), report

    def test_interviews_are_as_many_as_in_the_study(self):
        providers = {name: reporters(area_of(name), ReporterRole.PROVIDER) for name in HEADLINES}
        seekers = {name: reporters(area_of(name), ReporterRole.TREATMENT_SEEKER) for name in HEADLINES}
        assert {name for name, found in providers.items() if found} == INTERVIEWED
        assert sum(map(len, providers.values())) == len(set().union(*providers.values())) == 32
        assert all(seekers.values())
        assert sum(map(len, seekers.values())) == len(set().union(*seekers.values())) == 44


class TestFigures:
    @EACH
    def test_people_at_a_service_go_on_leave_or_stay(self, name):
        area = area_of(name)
        for service in area.service:
            came = [row.count for row in area.arrivals if (row.service, row.client_group) == (service, EVERYONE)]
            came += [row.started for row in referrals(area) if row.target == service]
            went = [row.count for row in area.departures if (row.service, row.client_group) == (service, EVERYONE)]
            went += [
                row.referred
                for row in referrals(area)
                if row.source == service and stage(area, row.target) is not Stage.WIDER_SUPPORT
                if stage(area, service) is Stage.ROUTES_IN or stage(area, row.target) is not Stage.ROUTES_IN
            ]
            assert sum(map(least, went)) <= sum(most(count) or 0 for count in came), service

    @EACH
    def test_nearly_all_first_interventions_start_within_three_weeks(self, name):
        rows = first_waits(area_of(name))
        started = sum(least(row.started) for row in rows)
        late = sum(least(row.waited_over_21_days) for row in rows)
        assert started > 300
        assert late <= 0.02 * started

    @EACH
    def test_waits_between_services_are_longer(self, name):
        area = area_of(name)
        first = {id(row) for row in first_waits(area)}
        later = [row for row in referrals(area) if id(row) not in first and row.wait_p90_days is not None]
        assert max(row.wait_p90_days for row in later) > 28

    @EACH
    def test_prison_continuity_is_near_the_published_figures_or_there_is_none(self, name):
        area = area_of(name)
        left = sum(
            most(row.count) for row in area.arrivals if (row.service, row.client_group) == ("prison", "leaving_prison")
        ) or sum(most(row.count) for row in area.arrivals if (row.service, row.client_group) == ("prison", EVERYONE))
        rows = [row for row in first_waits(area) if row.source == "prison"]
        met = sum(least(row.started) - least(row.waited_over_21_days) for row in rows)
        assert (met == 0) if name == "prison_release_unmet" else 0.30 <= met / left <= 0.66

    @EACH
    def test_caseloads_are_within_the_published_range(self, name):
        area = area_of(name)
        carried = {row.service: row.caseload / row.keyworkers for row in area.services if row.keyworkers}
        heavy = {service for service, cases in carried.items() if cases > 40}
        assert heavy == ({"cj_team"} if name == "criminal_justice_overload" else set())
        assert max(carried.values()) <= 80

    def test_one_team_is_above_its_places(self):
        over = {
            (name, row.service)
            for name in HEADLINES
            for row in area_of(name).services
            if row.places is not None and row.caseload > row.places
        }
        assert over == {("criminal_justice_overload", "cj_team")}

    @pytest.mark.parametrize("name", ["well_joined", "mental_health_exclusion"])
    def test_three_in_four_have_a_mental_health_need(self, name):
        rows = area_of(name).arrivals
        everyone = sum(least(row.count) for row in rows if row.client_group == EVERYONE)
        need = sum(least(row.count) for row in rows if row.client_group == "mental_health_need")
        assert 0.70 <= need / everyone <= 0.80

    def test_some_counts_are_suppressed(self):
        shown = {
            name
            for name in HEADLINES
            for row in (*area_of(name).refusals, *area_of(name).departures)
            if row.count is SUPPRESSED
        }
        assert shown == set(HEADLINES)

"""The shipped pathways say what their sources say, route by route; a user's own stand beside them."""

from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import shipped_codebook
from dtors_network.area_files.pathway_yaml import read_pathway, shipped_pathway, shipped_pathways
from dtors_network.errors import InputError
from dtors_network.model.pathway import Route
from dtors_network.model.vocabulary import Grade
from dtors_network.out.pathways_page import OWN_PATHWAY

SETS = {
    "TREATMENT": "specialist_prescribing gp_prescribing psychosocial day_programme criminal_justice_team",
    "OTHER_TREATMENT": "specialist_prescribing gp_prescribing psychosocial day_programme",
    "TIER4": "inpatient_detoxification residential_rehabilitation",
    "RECOVERY": "aftercare mutual_aid recovery_support",
}
# from | to | grade | client group, or ? for a condition | references | a word of the source
ROUTES = """
gp hospital social_care court_or_probation | TREATMENT open_access | required | everyone | M P | p20
self_or_family other_route arrest | TREATMENT open_access | expected | everyone | M P | p20
gp | gp_prescribing specialist_prescribing | expected | everyone | M P | p20
open_access | TREATMENT | required | everyone | M P | p21
needle_exchange | open_access TREATMENT | expected | everyone | M P | p21
outreach | TREATMENT | required | everyone | M P | p13
TREATMENT | TIER4 | required | everyone | M P | p18
criminal_justice_team | OTHER_TREATMENT | expected | criminal_justice | M P | p33
inpatient_detoxification | residential_rehabilitation | optional | everyone | M P | p18
inpatient_detoxification | TREATMENT residential_rehabilitation RECOVERY | expected | everyone | M P | CG52
TIER4 | aftercare recovery_support | required | everyone | M P | p23
TIER4 TREATMENT | housing | required | housing_need | M P | p47
TREATMENT | RECOVERY | required | everyone | M P | p47
TREATMENT TIER4 | mutual_aid | expected | everyone | M P | CG51
TREATMENT | employment_education | expected | ? need | M P | p47
TREATMENT | family_parenting | expected | ? parent or carer | M P | p47
TREATMENT | social_care_support | required | ? safeguarding | M P | p22
TREATMENT | physical_health | required | ? pregnancy | M P | p22
TREATMENT | mental_health | required | mental_health_need | M P | p22
mental_health | TREATMENT | required | mental_health_need | P | to be confirmed
prison | TREATMENT | required | leaving_prison | P | continuity-of-care
prison | criminal_justice_team | expected | leaving_prison | M | handbook
criminal_justice_team | prison | expected | leaving_prison | M | handbook
arrest | criminal_justice_team OTHER_TREATMENT | expected | criminal_justice | M | handbook
court_or_probation | TREATMENT | required | criminal_justice | P | to be confirmed
"""
REFERENCES = {"M": "models_of_care_2006", "P": "partnership_2022"}


def test_two_are_shipped_each_with_its_date() -> None:
    assert {id_: shipped_pathway(id_).dated for id_ in shipped_pathways()} == {
        "models_of_care_2006": "2006",
        "partnership_2022": "2022",
    }


@pytest.mark.parametrize("letter", REFERENCES)
def test_every_route_of_a_reference_is_there_and_no_other(letter: str) -> None:
    wanted = [row for row in rows() if letter in row[4].split()]
    routes = shipped_pathway(REFERENCES[letter]).routes
    assert [told(route) for route in routes] == [expected(row) for row in wanted]
    assert [route.code for route, row in zip(routes, wanted, strict=True) if row[5] not in route.source] == []


@pytest.mark.parametrize("letter", REFERENCES)
def test_a_route_reads_well_inside_a_sentence(letter: str) -> None:
    for route in shipped_pathway(REFERENCES[letter]).routes:
        assert route.title.startswith("from ")
        assert " to " in route.title
        assert not route.title.endswith(".")
        assert not route.each


@pytest.mark.parametrize("letter", REFERENCES)
def test_a_condition_names_what_to_collect(letter: str) -> None:
    for route in shipped_pathway(REFERENCES[letter]).routes:
        assert bool(route.condition) == bool(route.collect)


def test_what_was_not_read_at_its_source_is_to_be_confirmed() -> None:
    routes = [route for id_ in shipped_pathways() for route in shipped_pathway(id_).routes]
    assert [route.code for route in routes if not route.confirmed] == [
        "mental_health_to_treatment",
        "court_to_treatment",
    ]
    assert all("to be confirmed" in route.source for route in routes if not route.confirmed)


def test_tiers_of_2006_are_written_out() -> None:
    tiers = dict(shipped_pathway("models_of_care_2006").tiers)
    assert (tiers["2"], tiers["3"], tiers["4"]) == (
        ("open_access", "outreach", "needle_exchange", "aftercare"),
        types("TREATMENT"),
        types("TIER4"),
    )
    assert shipped_pathway("partnership_2022").tiers == ()


def test_an_unknown_shipped_pathway_is_told() -> None:
    with pytest.raises(InputError) as caught:
        shipped_pathway("partnership_2023")
    assert str(caught.value) == (
        "there is no shipped reference pathway of this id (found 'partnership_2023'). "
        "Did you mean 'partnership_2022'? Known: models_of_care_2006, partnership_2022"
    )


def test_own_routes_follow_those_of_the_pathway_that_they_extend(tmp_path: Path) -> None:
    base = shipped_pathway("partnership_2022")
    own = read_pathway(write(tmp_path, OWN_PATHWAY), shipped_codebook())
    assert own.routes == (
        *base.routes,
        Route(
            code="hospital_to_outreach",
            title="from the hospital to outreach",
            senders=("hospital",),
            receivers=("outreach",),
            grade=Grade.EXPECTED,
            source="Local protocol 2025",
        ),
    )
    assert (own.id, own.title, own.dated) == ("our_pathway_2025", f"{base.title}, with routes of our own", "2022")


def test_a_complete_pathway_of_ones_own(tmp_path: Path) -> None:
    text = HEAD + (
        "tiers: {high: [housing]}\nroutes:\n  a:\n    title: from A to B\n    senders: outreach\n"
        "    receivers: [housing, wellbeing]\n    each: yes\n    grade: optional\n    client_group: housing_need\n"
        "    condition: cold nights\n    collect: nights\n    source: here\n    confirmed: false\n"
    )
    own = read_pathway(write(tmp_path, text), shipped_codebook())
    assert own.tiers == (("high", ("housing",)),)
    assert own.routes == (
        Route(
            code="a",
            title="from A to B",
            senders=("outreach",),
            receivers=("housing", "wellbeing"),
            each=True,
            grade=Grade.OPTIONAL,
            client_group="housing_need",
            condition="cold nights",
            collect="nights",
            source="here",
            confirmed=False,
        ),
    )


HEAD = "id: ours\ntitle: Ours\ndated: '2025'\nsource: here\n"
ROUTE = (
    HEAD
    + "routes: {{a: {{title: from A to B, senders: [gp], receivers: [outreach], grade: required, source: x{more}}}}}"
)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (HEAD, "own.yaml, row 1, column routes: there is no route. Write at least one below routes:"),
        (
            "extends: partnership_2021",
            "own.yaml, row 1, column extends: this is not known here (found 'partnership_2021'). "
            "Did you mean 'partnership_2022'? Known: models_of_care_2006, partnership_2022",
        ),
        (
            OWN_PATHWAY.replace("id: our_pathway_2025\n", ""),
            "own.yaml, row 1, column id: this may not be blank. Fill it in",
        ),
        (
            OWN_PATHWAY.replace("our_pathway_2025", "partnership_2022"),
            "own.yaml, row 1, column id: a shipped pathway has this id (found 'partnership_2022'). "
            "Give your own pathway another id",
        ),
        (
            OWN_PATHWAY.replace("hospital_to_outreach", "treatment_to_recovery"),
            "own.yaml, row 4, column routes.treatment_to_recovery: this code is taken already. "
            "Give your own code another name",
        ),
        (
            OWN_PATHWAY.replace("[hospital]", ""),
            "own.yaml, row 6, column routes.hospital_to_outreach.senders: this may not be blank. "
            "Name at least one service type",
        ),
        (
            OWN_PATHWAY.replace("expected", "wanted"),
            "own.yaml, row 8, column routes.hospital_to_outreach.grade: this is not known here (found 'wanted'). "
            "Known: required, expected, optional",
        ),
        (
            ROUTE.format(more=", client_group: housing"),
            "own.yaml, row 5, column routes.a.client_group: this is not known here (found 'housing'). Did you mean "
            "'housing_need'? Known: everyone, currently_using, leaving_prison, criminal_justice, mental_health_need, "
            "housing_need",
        ),
        (
            ROUTE.format(more=", each: maybe"),
            "own.yaml, row 5, column routes.a.each: this is neither true nor false (found 'maybe'). "
            "Write true or false",
        ),
        (
            ROUTE.format(more=", condition: snow"),
            "own.yaml, row 5, column routes.a.collect: this may not be blank. Fill it in",
        ),
        (
            ROUTE.format(more=", reciever: outreach"),
            "own.yaml, row 5, column routes.a.reciever: this key is not known. Did you mean 'receivers'? Known: "
            "condition, grade, title, senders, receivers, each, client_group, collect, source, confirmed",
        ),
    ],
)
def test_a_mistake_in_a_pathway_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        read_pathway(write(tmp_path, text), shipped_codebook())
    assert str(caught.value) == told


def rows() -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in ROUTES.split("\n") if line]


def expected(row: list[str]) -> tuple[frozenset[str], frozenset[str], str, str, str]:
    group, condition = ("everyone", row[3][1:].strip()) if row[3].startswith("?") else (row[3], "")
    return frozenset(types(row[0])), frozenset(types(row[1])), row[2], group, condition


def told(route: Route) -> tuple[frozenset[str], frozenset[str], str, str, str]:
    words = ("parent or carer", "safeguarding", "pregnancy", "need")
    condition = next((word for word in words if word in route.condition), route.condition)
    return frozenset(route.senders), frozenset(route.receivers), route.grade.value, route.client_group, condition


def types(words: str) -> tuple[str, ...]:
    return tuple(kind for word in words.split() for kind in SETS.get(word, word).split())


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path

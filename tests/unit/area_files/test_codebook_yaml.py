"""The shipped codebook says what the study says; a user's own codes stand beside it."""

from pathlib import Path

import pytest

from dtors_network.area_files.codebook_yaml import extend_codebook, read_codebook, shipped_codebook
from dtors_network.errors import InputError
from dtors_network.model.codebook import BarrierCode, ClientGroup
from dtors_network.model.mark import Mark
from dtors_network.model.vocabulary import End, Stage
from dtors_network.out.own_codes import OWN_CODES
from dtors_network.shipped import data_path

# code, reporters (P providers, TS treatment seekers, A authors), where it attaches (C, N service, L link, W area)
STUDY = """
need.rewards                            -      C
need.physical                           -      C
need.cognitive                          -      C
need.impacts                            -      C
need.vulnerabilities                    -      C
motivation.surface                      P,TS   C
motivation.deep                         P,TS,A C
motivation.cjs_neutral                  A      C
capacity.varies                         A      C
environment.local_drug_use              -      C
environment.stressors                   -      C
environment.support_network             -      C
environment.non_specialist_services     -      N,L
engagement.trust                        P,TS   N
engagement.waiting_times                TS     N,L
engagement.transition_loss              TS     L
assessment.inaccurate_assumptions       TS     N
referral.funding_fear                   P      L
referral.refuses_current_use            P      L
delivery.instability                    -      N
delivery.high_caseload                  -      N
delivery.lack_of_training               -      N
delivery.inexperienced_or_insensitive   -      N
delivery.lack_of_aftercare              -      N,L
delivery.negative_attitudes             -      N
cjs.wider_access                        P      L
cjs.under_resourced                     P      N
partnership.weak_links                  P      L,W
"""
SHORT = {
    "provider": "P", "treatment_seeker": "TS", "author": "A",
    "client_context": "C", "service": "N", "link": "L", "area": "W",
}  # fmt: skip

TYPES = {
    "routes_in": "self_or_family gp hospital arrest court_or_probation prison social_care other_route",
    "open_access": "open_access outreach needle_exchange",
    "structured_treatment": "specialist_prescribing gp_prescribing psychosocial day_programme criminal_justice_team",
    "residential_and_inpatient": "inpatient_detoxification residential_rehabilitation",
    "aftercare_and_recovery": "aftercare mutual_aid recovery_support",
    "wider_support": "mental_health housing employment_education family_parenting social_care_support physical_health "
    "finance_benefits womens_service wellbeing",
}
GROUPS = {
    "everyone": (), "currently_using": (), "leaving_prison": ("prison",),
    "criminal_justice": ("arrest", "court_or_probation"), "mental_health_need": (), "housing_need": (),
}  # fmt: skip


def test_every_factor_of_the_study_has_its_code() -> None:
    found = [
        [barrier.code, shortly(barrier.reported_by), shortly(barrier.attaches_to)]
        for barrier in shipped_codebook().barriers
    ]
    assert found == [line.split() for line in STUDY.split("\n") if line]


def test_kinds_are_those_of_the_study() -> None:
    kinds = {barrier.code: barrier.kind for barrier in shipped_codebook().barriers}
    context = ("need.", "motivation.", "capacity.", "environment.")
    assert kinds == {
        code: "facilitator" if code == "engagement.trust"
        else "benefit" if code == "cjs.wider_access"
        else "context" if code.startswith(context)
        else "barrier"
        for code in kinds
    }  # fmt: skip


def test_sides_closures_and_tests() -> None:
    codes = shipped_codebook().barriers
    assert {code.code: code.side for code in codes if code.side} == {
        "referral.funding_fear": End.SENDER,
        "referral.refuses_current_use": End.RECEIVER,
    }
    assert {code.code: code.closes for code in codes if code.closes} == {
        "referral.refuses_current_use": "currently_using"
    }
    assert {code.code: code.test for code in codes if code.test} == {
        "engagement.waiting_times": "share_over_threshold",
        "engagement.transition_loss": "continuity_after_prison",
        "referral.funding_fear": "onward_to_own_organisation",
        "referral.refuses_current_use": "refusal_start_rate",
        "delivery.high_caseload": "caseload_per_keyworker",
        "delivery.lack_of_aftercare": "reach_of_aftercare",
        "cjs.under_resourced": "criminal_justice_strain",
    }


def test_every_code_is_explained_and_points_into_the_report() -> None:
    for barrier in shipped_codebook().barriers:
        assert all((barrier.theme, barrier.title, barrier.definition.endswith("."), barrier.source)), barrier.code


@pytest.mark.parametrize("code", ["motivation.surface", "referral.funding_fear", "delivery.negative_attitudes"])
def test_some_stays_some(code: str) -> None:
    assert "some" in shipped_codebook().barrier[code].note.lower()


def test_the_report_of_a_refusal_is_called_second_hand() -> None:
    assert "second-hand" in shipped_codebook().barrier["referral.refuses_current_use"].note


def test_service_types_by_stage() -> None:
    codebook = shipped_codebook()
    assert {stage.value: " ".join(codebook.types_of(stage)) for stage in Stage} == TYPES
    assert [stage.code for stage in codebook.stages] == list(Stage)
    assert all(one.title for one in (*codebook.service_types, *codebook.stages))


def test_client_groups_outcomes_and_reasons() -> None:
    codebook = shipped_codebook()
    assert {group.code: group.starts_at for group in codebook.client_groups} == GROUPS
    assert [term.code for term in codebook.outcomes] == [
        "recovering", "stalled_progress", "illicit_substance_replaced", "relapsed", "no_change", "unknown",
    ]  # fmt: skip
    assert [term.code for term in codebook.refusal_reasons] == [
        "no_capacity", "could_not_contact", "no_longer_interested", "other", "not_recorded",
    ]  # fmt: skip


def test_the_words_for_people_are_ours() -> None:
    text = (data_path() / "codebook.yaml").read_text(encoding="utf-8").lower()
    assert [word for word in ("addict", "misuse", "abuse", "non-compliant", "unmotivated") if word in text] == []


def test_own_codes_follow_the_shipped_ones(tmp_path: Path) -> None:
    base = shipped_codebook()
    own = extend_codebook(base, write(tmp_path, OWN_CODES))
    assert own.stage_of["chill_out"] is Stage.OPEN_ACCESS
    assert own.barriers == (
        *base.barriers,
        BarrierCode(
            code="own.travel",
            theme="",
            title="Too far to travel",
            definition="The service cannot be reached in reasonable time.",
            kind="barrier",
            reported_by=("treatment_seeker",),
            attaches_to=("service", "link"),
            source="Interviews 2025",
            mark=Mark(letter="D", shape="circle", colour="#E0E0FF"),
        ),
    )
    assert own.refusal_reasons[-1].title == "The person moved away"
    assert own.levers[:-1] == base.levers and own.levers[-1].actions[0].seen[0].n == "60 people"
    assert (own.id, own.title, own.stages) == (base.id, base.title, base.stages)


def test_an_own_group_may_start_at_an_own_route_in_and_be_closed_by_an_own_code(tmp_path: Path) -> None:
    text = """
service_types: {hostel: {stage: routes_in, title: Hostel}}
client_groups: {veterans: {title: Veterans, starts_at: hostel}}
barriers: {own.closed: {title: Not for veterans, attaches_to: [link], closes: veterans}}
"""
    own = extend_codebook(shipped_codebook(), write(tmp_path, text))
    assert own.group["veterans"] == ClientGroup(code="veterans", title="Veterans", starts_at=("hostel",))
    assert own.barrier["own.closed"].closes == "veterans"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "service_types:\n  gp: {stage: open_access, title: Ours}",
            "own.yaml, row 2, column service_types.gp: this code is taken already. Give your own code another name",
        ),
        (
            "refusal_reasons: {referral.funding_fear: Ours}",
            "own.yaml, row 1, column refusal_reasons.referral.funding_fear: this code is taken already. "
            "Give your own code another name",
        ),
        (
            "barriers: {other: {title: Ours}}",
            "own.yaml, row 1, column barriers.other: this code is taken already. Give your own code another name",
        ),
        (
            "service_types: {kiosk: {stage: open_acess, title: Kiosk}}",
            "own.yaml, row 1, column service_types.kiosk.stage: this is not known here (found 'open_acess'). "
            "Did you mean 'open_access'? Known: routes_in, open_access, structured_treatment, "
            "residential_and_inpatient, aftercare_and_recovery, wider_support",
        ),
        (
            "outcomes: {moved away: Moved}",
            "own.yaml, row 1, column outcomes.moved away: this cannot be a code (found 'moved away'). "
            "Use letters, digits and _ . - only, such as own.code",
        ),
        ("outcomes: {moved: }", "own.yaml, row 1, column outcomes.moved: this may not be blank. Fill it in"),
        (
            "outcomes: [moved]",
            "own.yaml, row 1, column outcomes: a mapping is needed here. Write one line, code: …, for each",
        ),
        (
            "outcomes: {moved: [a]}",
            "own.yaml, row 1, column outcomes.moved: one text is needed here, not a list or a mapping. Write key: text",
        ),
        (
            "barriers: {own.x: Ours}",
            "own.yaml, row 1, column barriers.own.x: a mapping is needed here. Write the fields of own.x below it",
        ),
        (
            "barriers:\n  own.x:\n    title: Ours\n    attaches_to: [[link]]",
            "own.yaml, row 4, column barriers.own.x.attaches_to: a list of texts is needed here. "
            "Write key: [first, second]",
        ),
        (
            "barriers: {own.x: {title: Ours, kind: obstacle}}",
            "own.yaml, row 1, column barriers.own.x.kind: this is not known here (found 'obstacle'). "
            "Known: barrier, facilitator, benefit, context",
        ),
        (
            "barriers: {own.x: {title: Ours, tset: reach_of_aftercare}}",
            "own.yaml, row 1, column barriers.own.x.tset: this key is not known. Did you mean 'test'? Known: side, "
            "kind, theme, title, definition, reported_by, attaches_to, closes, test, source, note, mark, "
            "asked",
        ),
        (
            "barrier: {own.x: {title: Ours}}",
            "own.yaml, row 1, column barrier: this key is not known. Did you mean 'barriers'? Known: service_types, "
            "client_groups, barriers, outcomes, refusal_reasons, lever_sources, id, title, source, levers",
        ),
    ],
)
def test_a_mistake_in_own_codes_is_told(tmp_path: Path, text: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        extend_codebook(shipped_codebook(), write(tmp_path, text))
    assert str(caught.value) == told


def test_all_mistakes_come_at_once_in_the_order_of_the_lines(tmp_path: Path) -> None:
    text = "outcomes:\n  relapsed: Ours\nservice_types:\n  kiosk: {title: Kiosk}\nclient_groups:\n  gp: {}\n"
    with pytest.raises(InputError) as caught:
        extend_codebook(shipped_codebook(), write(tmp_path, text))
    assert [(fault.row, fault.column) for fault in caught.value.faults] == [
        (2, "outcomes.relapsed"),
        (4, "service_types.kiosk.stage"),
        (6, "client_groups.gp.title"),
    ]


def test_a_complete_codebook_needs_its_stages_and_everyone(tmp_path: Path) -> None:
    text = "id: x\ntitle: X\nsource: Y\nstages: {" + ", ".join(f"{stage}: T" for stage in list(Stage)[1:]) + "}"
    with pytest.raises(InputError) as caught:
        read_codebook(write(tmp_path, text))
    assert str(caught.value) == (
        "own.yaml, row 1, column client_groups: the client group everyone is not there. "
        "Add everyone: {title: Everyone}\n"
        "own.yaml, row 4, column stages: the stage routes_in has no title. Add a line routes_in: title"
    )


def shortly(words: tuple[str, ...]) -> str:
    return ",".join(SHORT[word] for word in words) or "-"


def write(folder: Path, text: str) -> Path:
    path = folder / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path

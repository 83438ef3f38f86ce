"""What words and records say of the six illustrative areas, as foreseen in docs/decisions/0028."""

from __future__ import annotations

import pytest

from dtors_network import example_area
from dtors_network.accounts.triangulation import evidence_account
from dtors_network.disclosure import protected
from dtors_network.triangulation import triangulate

FORESEEN = {
    "mental_health_exclusion": {
        ("referral.refuses_current_use", "prescribing>community_mh_team"): "corroborated",
        ("referral.refuses_current_use", "cj_team>community_mh_team"): "corroborated",
        ("referral.refuses_current_use", "psychosocial>talking_therapies"): "corroborated",
        ("delivery.high_caseload", "prescribing"): "records_cannot_tell",
        ("engagement.waiting_times", "talking_therapies later"): "inconclusive",
        ("engagement.transition_loss", "prison>cj_team"): "inconclusive",
    },
    "prison_release_unmet": {
        ("engagement.transition_loss", "prison>prescribing"): "no_records",
        ("engagement.transition_loss", "prison>hub"): "no_records",
        ("engagement.transition_loss", "prison>cj_team"): "no_records",
        ("engagement.transition_loss", "prison>gp"): "no_records",
        ("engagement.waiting_times", "psychosocial first"): "inconclusive",
        ("engagement.waiting_times", "psychosocial later"): "inconclusive",
    },
    "rural_out_of_area": {
        ("engagement.transition_loss", "prison>prescribing"): "corroborated",
        ("engagement.transition_loss", "detox_out_of_area>prescribing"): "inconclusive",
        ("engagement.waiting_times", "rehab_out_of_area later"): "inconclusive",
        ("delivery.lack_of_aftercare", "rehab_out_of_area"): "inconclusive",
        ("delivery.lack_of_aftercare", "residential_rehabilitation"): "not_tested",
    },
    "competing_providers": {
        ("referral.funding_fear", "alder_hub>quay_psychosocial"): "no_records",
        ("referral.funding_fear", "alder_prescribing>quay_aftercare"): "no_records",
        ("referral.funding_fear", "quay_day_programme>alder_recovery"): "no_records",
        ("engagement.waiting_times", "quay_psychosocial first"): "inconclusive",
        ("engagement.waiting_times", "quay_psychosocial later"): "inconclusive",
        ("delivery.lack_of_aftercare", "alder_prescribing"): "no_records",
    },
    "criminal_justice_overload": {
        ("delivery.high_caseload", "cj_team"): "corroborated",
        ("cjs.under_resourced", "cj_team"): "corroborated",
        ("cjs.under_resourced", "day_programme"): "inconclusive",
        ("referral.refuses_current_use", "prescribing>residential_rehab"): "no_records",
        ("engagement.waiting_times", "day_programme later"): "inconclusive",
        ("engagement.transition_loss", "prison>cj_team"): "corroborated",
        ("delivery.lack_of_aftercare", "aftercare"): "no_records",
    },
    "well_joined": {
        ("engagement.waiting_times", "residential_rehab later"): "inconclusive",
        ("engagement.transition_loss", "prison>prescribing"): "inconclusive",
        ("engagement.transition_loss", "residential_rehab>aftercare"): "inconclusive",
        ("delivery.high_caseload", "prescribing"): "records_cannot_tell",
    },
}
SILENT = {
    "mental_health_exclusion": {
        ("referral.refuses_current_use", "prescribing>talking_therapies"),
        ("referral.refuses_current_use", "psychosocial>community_mh_team"),
    }
}


@pytest.mark.parametrize("name", sorted(FORESEEN))
def test_an_area_shows_what_was_foreseen(name: str) -> None:
    found = triangulate(protected(example_area(name)))
    seen = {}
    for one in found:
        if one.test:
            place = one.place
            where = f"{place.source}>{place.target}" if place.target else place.service or place.service_type
            part = one.tested.part if one.tested else ""
            seen[place.code, f"{where} {part}".strip()] = one.verdict.value
    assert seen == FORESEEN[name]
    quiet = {(one.place.code, f"{one.place.source}>{one.place.target}") for one in found.silent}
    assert quiet == SILENT.get(name, set())


def test_the_account_says_once_a_place_and_names_nobody() -> None:
    area = protected(example_area("mental_health_exclusion"))
    told = evidence_account(triangulate(area), ())
    assert told.headline == (
        "10 barriers were reported, of 8 kinds: 8 at 7 places, 2 of no single place; records can be held against 6. "
        "They agree with 3, point the other way for none, and leave 3 open."
    )
    first = told.sheet("places").words()[0]
    assert first[0] == "People currently using are not accepted"
    everything = " ".join(cell for sheet in told.sheets for row in sheet.words() for cell in row)
    assert "passage" not in everything and "P09" not in everything and "letter knowing" not in everything
    assert "one or two people" in everything
